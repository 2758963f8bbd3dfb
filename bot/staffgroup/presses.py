"""Buttons in the staff's group: what an act would come to, the answer in a small window, and the act."""

from __future__ import annotations

import logging
from collections import deque
from typing import Final

from bot.channels.telegram.groupupdates import GroupPressed
from bot.channels.telegram.groupwire import GroupWire
from bot.staffgroup.answers import Answers, Case
from bot.staffgroup.members import Members
from handoff import ticket as rules
from handoff.acts import ActResult, Acts
from handoff.colleagues import Colleagues
from handoff.journal.journal import Journal
from handoff.rights import Right
from handoff.staffgroup import ENDS, ends_post
from handoff.ticket import Done, End, Outcome

_DOING: Final = {"claim": "claim", "release": "release", "end": "close", "to": "transfer"}
_REMEMBERED: Final = 1000

log = logging.getLogger(__name__)


class Presses:
    """The buttons of one town's group. Every method raises JournalAway."""

    def __init__(self, journal: Journal, acts: Acts, wire: GroupWire, members: Members, answers: Answers) -> None:
        self._journal = journal
        self._acts = acts
        self._wire = wire
        self._members = members
        self._answers = answers
        # A press whose act met a failing store comes again, and Telegram takes no second answer to it.
        self._answered: deque[str] = deque(maxlen=_REMEMBERED)

    async def pressed(self, event: GroupPressed) -> None:
        """A button of a message in the paired group."""
        say = self._answers.say
        act, _, rest = event.data.partition("|")
        receipt, _, argument = rest.partition("|")
        record = await self._members.member(event.user)
        if record is None:
            await self._members.refused(event, act, receipt=receipt)
            await self._wire.answer(event.callback, say("group-stranger"), alert=True)
            return
        found = await self._journal.handoff(receipt) if receipt else None
        if found is None:
            await self._wire.answer(event.callback, say("group-unknown-button"))
            return
        case = Case(conversation=found[0], ticket=found[1], record=record)
        if not record.may(Right.WORK_CASES, case.ticket.department):
            await self._members.refused(event, act, record.login, receipt)
            await self._wire.answer(event.callback, say("group-not-yours", receipt=receipt), alert=True)
            return
        expected = self.expected(case, act, argument)
        if expected is None:
            await self._wire.answer(event.callback, say("group-unknown-button"))
        elif not isinstance(expected, Done):
            await self._wire.answer(event.callback, self._answers.why_not(case, expected), alert=True)
        elif await self._fresh(event, case, act):
            await self._press(event, case, act, argument)

    async def _fresh(self, event: GroupPressed, case: Case, act: str) -> bool:
        """Answer before the act: only Telegram knows how old a press is, and says so when it is answered."""
        if event.callback in self._answered:
            return True
        key = f"group-doing-{_DOING[act]}" if act in _DOING else "group-asks"
        if act == "claim" and case.is_mine:
            key = "group-yours-already"
        if not await self._wire.answer(event.callback, self._answers.say(key, receipt=case.receipt)):
            log.info("press too old", extra={"action": "group.press_old"})
            return False
        self._answered.append(event.callback)
        return True

    async def _press(self, event: GroupPressed, case: Case, act: str, argument: str) -> None:
        if act == "close":
            await self._answers.tell(case, ends_post(case.receipt, self._answers.reading()), f"{event.id}:ask")
            return
        if act == "claim" and case.is_mine:
            return
        result = await self.do(case, act, argument, event.id)
        if not isinstance(result, Done):  # somebody at the desk was quicker by a moment
            await self._answers.tell(case, self._answers.why_not(case, result), f"{event.id}:lost")

    def expected(self, case: Case, act: str, argument: str) -> Outcome | None:
        """What an act would come to now; None when there is no such act."""
        ticket, staff, reading = case.ticket, case.record.staff, self._answers.reading()
        match act:
            case "claim":
                return rules.claim(ticket, staff, reading.now)
            case "release":
                return rules.release(ticket, staff)
            case "close":
                return rules.close(ticket, staff, End.OTHER, reading.now)
            case "end" if argument in {end.value for end in ENDS}:
                return rules.close(ticket, staff, End(argument), reading.now)
            case "to" if any(d.id == argument for d in reading.departments):
                return rules.transfer(ticket, staff, argument)
        return None

    async def do(self, case: Case, act: str, argument: str, request: str) -> ActResult:
        """Do an act that ``expected`` knows (all but "close", which only asks)."""
        conversation, staff = case.conversation, case.record.staff
        await self._journal.seen(case.record.login)
        match act:
            case "claim":
                return await self._acts.claim(conversation, staff, request=request)
            case "release":
                return await self._acts.release(conversation, staff, request=request)
            case "end":
                return await self._acts.close(conversation, staff, End(argument), request=request)
            case "to":
                return await Colleagues(self._acts).transfer(conversation, staff, argument, request=request)
        raise ValueError(f"no such act: {act}")
