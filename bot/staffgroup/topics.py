"""What staff write in the topic of a handoff: replies that go out, commands, and notes that stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.channels.telegram.groupupdates import Wrote
from bot.channels.telegram.groupwire import GroupWire
from bot.staffgroup.answers import Answers, Case
from bot.staffgroup.measures import GroupMeasures
from bot.staffgroup.members import Members
from bot.staffgroup.presses import Presses
from faq.richtext import Rich
from handoff import grouptopics
from handoff.acts import ActResult, Acts
from handoff.journal.journal import Journal
from handoff.rights import Right
from handoff.staffgroup import Command, Post, department_meant, departments_post, ends_post, joined, time_meant
from handoff.ticket import Closed, Done, TakenBy

ALL_ROWS: Final = 1_000_000_000

SayToCitizen = Callable[[str, str], str]
"""(key, language) -> the bot's text for a citizen."""


class Topics:
    """The topics of one town's group. ``edits``: by channel whether what was sent can be changed.

    Every method raises JournalAway.
    """

    def __init__(
        self,
        journal: Journal,
        acts: Acts,
        wire: GroupWire,
        *,
        members: Members,
        answers: Answers,
        presses: Presses,
        measures: GroupMeasures,
    ) -> None:
        self._journal = journal
        self._acts = acts
        self._wire = wire
        self._members = members
        self._answers = answers
        self._presses = presses
        self._measures = measures
        self.say_to_citizen: SayToCitizen = lambda key, _: key
        self.edits: Mapping[str, bool] = {}

    async def wrote(self, event: Wrote, command: Command | None, receipt: str) -> None:
        """A message in the topic of a handoff."""
        answers = self._answers
        shown = await self._journal.shown_in(event.reply_to) if event.reply_to else ()
        speaks = any(slot.startswith(f"{receipt}/") for slot in shown)
        record = await self._members.member(event.user)
        if record is None:
            if (command or speaks) and await self._members.refused(
                event, command.act if command else "reply", receipt=receipt
            ):
                await answers.answer(event, answers.say("group-stranger"), topic=receipt)
            return
        found = await self._journal.handoff(receipt)
        if found is None:
            return
        case = Case(conversation=found[0], ticket=found[1], record=record)
        if not record.may(Right.WORK_CASES, case.ticket.department):
            if await self._members.refused(event, "write", record.login, receipt):
                await answers.answer(event, answers.say("group-not-yours", receipt=receipt), topic=receipt)
        elif not case.ticket.is_open:
            await self._tell(event, case, answers.say("group-not-sent-closed"))
        elif event.edited:
            await self._edited(event, case)
        elif command is not None:
            await self._command(event, case, command)
        elif speaks:
            await self._reply(event, case)
        else:
            await self._note(event, case)

    async def _tell(self, event: Wrote, case: Case, post: Post | str) -> None:
        await self._answers.tell(case, post, f"{event.id}:said", reply_to=event.message)

    # -- commands

    async def _command(self, event: Wrote, case: Case, command: Command) -> None:
        reading = self._answers.reading()
        match command.act:
            case "claim" | "release":
                await self._done(event, case, await self._presses.do(case, command.act, "", event.id))
            case "close":
                expected = self._presses.expected(case, "close", "")
                if isinstance(expected, Done):
                    await self._tell(event, case, ends_post(case.receipt, reading))
                elif expected is not None:
                    await self._done(event, case, expected)
            case "transfer":
                department = department_meant(command.rest, reading.departments)
                if department is None:
                    await self._tell(event, case, departments_post(case.ticket, reading))
                    return
                result = await self._presses.do(case, "to", department.id, event.id)
                text = reading.say("group-done-transfer", department=reading.department(department.id))
                await self._done(event, case, result, text)
            case "park":
                until = time_meant(command.rest, reading.now, reading.zone)
                if until is None:
                    await self._tell(event, case, reading.say("group-park-how"))
                    return
                result = await self._acts.park(case.conversation, case.record.staff, until, request=event.id)
                await self._done(event, case, result, reading.say("group-done-park", until=reading.moment(until)))
            case "withdraw":
                await self._withdraw(event, case)
            case "mute" | "block" | "lift" | "measure":
                await self._tell(event, case, await self._measures.do(case, command, event.id))
            case _:
                pass

    async def _done(self, event: Wrote, case: Case, result: ActResult, text: str = "") -> None:
        """Say what an act came to, where the topic's first message does not show it anyway."""
        if not isinstance(result, Done):
            text = self._answers.why_not(case, result)
        if text:
            await self._tell(event, case, text)

    # -- replies and notes

    async def _reply(self, event: Wrote, case: Case) -> None:
        """A reply to what the citizen wrote: the owner's goes out."""
        say, ticket = self._answers.say, case.ticket
        if event.file or not event.rich.text.strip():
            await self._tell(event, case, say("group-not-sent-file"))
            return
        if case.is_mine:
            result = await self._acts.reply(
                case.conversation,
                case.record.staff,
                ticket.fence,
                event.rich,
                request=event.id,
                row=row_of(event.chat, event.message),
                via={grouptopics.FROM_GROUP: event.message},
            )
            if isinstance(result, Done):
                await self._journal.seen(case.record.login)
                await self._wire.react(event.chat, event.message)
                return
            ticket = (await self._journal.handoff(case.receipt) or (case.conversation, ticket))[1]
        await self._note(event, case)
        if ticket.owner is not None and ticket.is_open:
            await self._tell(event, case, say("group-not-sent-taken", name=ticket.owner.colleague))
        else:
            await self._tell(event, case, say("group-not-sent-nobody" if ticket.is_open else "group-not-sent-closed"))

    async def _note(self, event: Wrote, case: Case, **more: Any) -> None:
        """All else is for staff only."""
        file = f"[{self._answers.reading().word('file', 'other')}]" if event.file else ""
        text = " ".join(part for part in (event.rich.text.strip(), file) if part)
        via = {grouptopics.FROM_GROUP: event.message, **more}
        await self._acts.note(case.conversation, case.record.staff, text, request=f"{event.id}:note", via=via)

    async def _edited(self, event: Wrote, case: Case) -> None:
        """A new version: of a reply that went out, it goes out too; of anything else, it is noted."""
        row = row_of(event.chat, event.message)
        if not await self._went_out(case, row):
            await self._note(event, case, edit_of=row)
            return
        rich = event.rich
        if not self.edits.get(await self._acts.channel(case.conversation)):
            start = joined((self.say_to_citizen("reply-corrected", case.ticket.lang), "bold"), " ")
            rich = Rich(text=start.text + rich.text, spans=start.spans)
        await self._replace(event, case, row, rich)

    async def _withdraw(self, event: Wrote, case: Case) -> None:
        row = row_of(event.chat, event.reply_to)
        if not event.reply_to or not await self._went_out(case, row):
            await self._tell(event, case, self._answers.say("group-withdraw-how"))
            return
        words = Rich(text=self.say_to_citizen("reply-withdrawn", case.ticket.lang))
        if await self._replace(event, case, row, words):
            await self._tell(event, case, self._answers.say("group-withdrawn"))

    async def _replace(self, event: Wrote, case: Case, row: str, rich: Rich) -> bool:
        """Put other words in the place of a reply; whether it was done."""
        owner = case.ticket.owner
        result: ActResult = TakenBy(holder=owner) if owner is not None else Closed()
        if case.is_mine:
            result = await self._acts.reply(
                case.conversation,
                case.record.staff,
                case.ticket.fence,
                rich,
                request=event.id,
                edits=row,
                via={grouptopics.FROM_GROUP: event.message},
            )
        if isinstance(result, Done):
            await self._wire.react(event.chat, event.message)
            return True
        await self._tell(event, case, self._answers.say("group-not-edited"))
        return False

    async def _went_out(self, case: Case, row: str) -> bool:
        rows = await self._journal.case_rows(case.ticket.case, ALL_ROWS)
        return any(one.id == row and one.who == "person" for one in rows)


def row_of(chat: int, message: int) -> str:
    """The transcript's row that a message in the group became, if it went out."""
    return f"g{abs(chat) % 100_000}-{message}"
