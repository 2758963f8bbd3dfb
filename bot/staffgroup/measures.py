"""Mute, block and lift from the topic of a handoff, with the rights of the desk."""

from __future__ import annotations

from collections.abc import Callable

from bot.staffgroup.answers import Answers, Case
from handoff.acts import NotFound
from handoff.desk.conductview import told
from handoff.enforcing import Enforced, Enforcing, Forbidden, awaits_second
from handoff.groupconduct import wanted_meant
from handoff.journal.journal import Journal
from handoff.measure import Conduct, Measure, Refused, Terms
from handoff.staffgroup import Command


class GroupMeasures:
    """Of one town's group. Raises JournalAway."""

    def __init__(self, journal: Journal, answers: Answers, terms: Callable[[], Terms]) -> None:
        self._journal = journal
        self._answers = answers
        self._acts = Enforcing(journal, terms)

    async def do(self, case: Case, command: Command, request: str) -> str:
        """Do what a command asks for; the sentence that is answered."""
        reading, say = self._answers.reading(), self._answers.say
        conduct = await self._acts.conduct(case.conversation)
        held = conduct.in_force(reading.now)
        department = case.ticket.department
        match command.act:
            case "mute" | "block":
                wanted = wanted_meant(Measure(command.act), command.rest)
                if wanted is None:
                    return say("conduct-group-how", command="stumm" if command.act == "mute" else "sperre")
                result = await self._acts.impose(case.conversation, case.record, department, wanted, request=request)
            case "lift":
                which = held.id if held is not None else ""
                result = await self._acts.lift(case.conversation, case.record, department, which)
            case _:
                if held is None:
                    return say("conduct-group-none")
                names = {login: record.name for login, record in (await self._journal.staff()).items()}
                one = told(held, names, reading)
                return say("conduct-group-held", measure=one.measure, until=one.until, why=one.why, by=one.by)
        return self._said(command.act, result)

    def _said(self, act: str, result: Enforced) -> str:
        say = self._answers.say
        match result:
            case Conduct():
                return say(
                    "conduct-done-proposed" if act == "block" and awaits_second(result) else f"conduct-done-{act}"
                )
            case Forbidden():
                return say("conduct-not-forbidden")
            case Refused():
                return say(f"conduct-not-{result.value.replace('_', '-')}")
            case NotFound():
                return say("said-closed")
