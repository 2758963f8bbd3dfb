"""Replies from the desk: sent, held back for a few seconds in which they can be taken back, then said.

A reply that is not taken any more when it would leave is a draft again, with the name of whoever has the case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from faq.markdown import from_markdown
from handoff import outgoing
from handoff.acts import ActResult, Acts, ActsJournal, Plan, Step
from handoff.audit import Action
from handoff.counting import counter
from handoff.enclosure import Enclosure
from handoff.journal.drafts import Draft
from handoff.letter import new_row_id
from handoff.ticket import Closed, Done, End, Outcome, Outgoing, Staff, TakenBy, Ticket


class RepliesJournal(ActsJournal, Protocol):
    """What replies need of the journal; every method raises JournalAway."""

    async def handoff(self, receipt: str) -> tuple[str, Ticket] | None:
        """Conversation and ticket of a receipt number."""
        ...

    async def draft(self, conversation: str, login: str, receipt: str) -> Draft | None:
        """What a member has typed for a handoff."""
        ...

    async def keep_draft(self, conversation: str, login: str, draft: Draft) -> None:
        """Keep what a member has typed."""
        ...

    async def forget_outgoing(self, receipt: str, ended: Ticket | None) -> bool:
        """Nothing leaves any more in an ended handoff; False when it is the present one after all."""
        ...


class Replies:
    """The replies of one town's desk. ``held``: how long each can be taken back; none at all, they leave at once."""

    def __init__(self, acts: Acts, journal: RepliesJournal, held: timedelta = timedelta()) -> None:
        self.acts = acts
        self._journal = journal
        self._held = held
        acts.leave_first = self._leave_first

    async def send(
        self,
        conversation: str,
        staff: Staff,
        fence: int,
        text: str,
        *,
        request: str,
        receipt: str = "",
        files: tuple[Enclosure, ...] = (),
        edits: str = "",
        entry: str = "",
        end: End | None = None,
    ) -> ActResult:
        """Speak to the citizen, in Markdown. ``Done``: stored, it leaves by itself. Refused, it is kept as a draft.

        ``receipt``: the handoff that is meant, should the citizen have come with another one meanwhile.
        """
        fresh = new_row_id()

        def decide(ticket: Ticket, now: datetime) -> Outcome:
            if receipt not in ("", ticket.receipt):
                return Closed()
            waiting = Outgoing(
                id=fresh,
                staff=staff,
                text=text,
                leaves_at=now + self._held,
                files=files,
                edits=edits,
                entry=entry,
                end=end,
            )
            return outgoing.send(ticket, fence, waiting, now)

        def plan(step: Step) -> Plan:
            claims = step.before.owner is None
            return Plan(action=Action.CLAIM if claims else None, queue="" if claims else None)

        result = await self.acts.perform(conversation, staff, request, decide, plan)
        if not isinstance(result, Done):
            back = Draft(receipt=receipt or await self._present(conversation), text=text, files=files)
            await self._give_back(conversation, staff, back, result, is_all=not edits)
        elif not self._held:
            await self.leave(conversation)
        return result

    async def recall(self, conversation: str, staff: Staff, id: str, *, request: str) -> ActResult:
        """Take a reply back before it leaves: it is a draft again. ``Closed``: it has left already."""
        snapshot = await self._journal.snapshot(conversation)
        ticket = snapshot.ticket if snapshot is not None else None
        waiting = outgoing.find(ticket, id) if ticket is not None else None
        typed: Draft | None = None
        if ticket is not None and waiting is not None and waiting.staff.login == staff.login:
            # Before it is taken off: what ends in between is then there twice, not lost.
            typed = await self._journal.draft(conversation, staff.login, ticket.receipt)
            back = Draft(receipt=ticket.receipt, text=waiting.text, files=waiting.files)
            await self._to_draft(conversation, staff, back)
        result = await self.acts.perform(
            conversation,
            staff,
            request,
            lambda t, _: outgoing.recall(t, staff, id),
            lambda _: Plan(action=Action.RECALL),
        )
        if ticket is not None and waiting is not None and not isinstance(result, Done):  # it has left meanwhile
            before = typed or Draft(receipt=ticket.receipt, text="")
            await self._journal.keep_draft(conversation, staff.login, before)
        return result

    async def leave(self, conversation: str, *, all: bool = False, of: Staff | None = None) -> None:
        """Say what is to leave by now, oldest first.

        ``all``: also what could still be taken back; ``of``: also what of that member's could.
        """

        def goes(one: Outgoing, now: datetime) -> bool:
            return all or one.leaves_at <= now or (of is not None and one.staff.login == of.login)

        while True:
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None or snapshot.ticket is None:
                return
            waiting = next((one for one in snapshot.ticket.outgoing if goes(one, snapshot.now)), None)
            if waiting is None:
                return
            result = await self._say(conversation, waiting)
            if not isinstance(result, Done):
                await self._come_back(conversation, snapshot.ticket.receipt, waiting, result)

    async def leave_in_time(self, receipt: str) -> None:
        """Say what is to leave of a handoff by now; where it is over and the citizen has gone on, it is a draft."""
        found = await self._journal.handoff(receipt)
        snapshot = await self._journal.snapshot(found[0]) if found is not None else None
        if found is None or snapshot is None:  # erased
            await self._journal.forget_outgoing(receipt, None)
        elif snapshot.ticket is not None and snapshot.ticket.receipt == receipt:
            await self.leave(found[0])
        else:
            await self._outlived(*found)

    async def _leave_first(self, conversation: str, staff: Staff) -> None:
        await self.leave(conversation, of=staff)

    async def _present(self, conversation: str) -> str:
        snapshot = await self._journal.snapshot(conversation)
        return snapshot.ticket.receipt if snapshot is not None and snapshot.ticket is not None else ""

    async def _say(self, conversation: str, waiting: Outgoing) -> ActResult:
        rich = from_markdown(waiting.text)
        more = {
            "by": waiting.staff.login,
            "colleague": waiting.staff.full_name,
            **({"typed": waiting.text} if rich.text != waiting.text else {}),
            **({"entry": waiting.entry} if waiting.entry else {}),
            **({"edit_of": waiting.edits} if waiting.edits else {}),
        }

        def plan(step: Step) -> Plan:
            overtaken = any(one.id == waiting.id and one.overtaken for one in step.before.outgoing)
            said = self.acts.reply_plan(
                step,
                conversation,
                waiting.staff,
                rich,
                waiting.files,
                row=waiting.id,
                edits=waiting.edits,
                more=more,
                entry=waiting.entry,
                settles=not overtaken,
            )
            return said if overtaken else _with(said, waiting, step)

        return await self.acts.perform(
            conversation,
            waiting.staff,
            f"leave:{waiting.id}",
            lambda t, now: outgoing.leave(t, waiting.id, now),
            plan,
        )

    async def _come_back(self, conversation: str, receipt: str, waiting: Outgoing, result: ActResult) -> None:
        """It cannot be said any more: whoever wrote it finds it where they typed it."""
        back = Draft(receipt=receipt, text=waiting.text, files=waiting.files)
        await self._give_back(conversation, waiting.staff, back, result)
        await self.acts.perform(
            conversation,
            waiting.staff,
            f"back:{waiting.id}",
            # Else the citizen has gone on: what was to leave is found by its receipt.
            lambda t, _: Done(ticket=outgoing.without(t, waiting.id)) if t.receipt == receipt else Closed(),
            lambda _: Plan(action=Action.REFUSED_REPLY),
        )

    async def _give_back(
        self, conversation: str, staff: Staff, back: Draft, result: ActResult, *, is_all: bool = False
    ) -> None:
        """``is_all``: it is all that was in the field, and the draft that was kept meanwhile is what it grew from."""
        back = replace(back, refused=result.holder.colleague if isinstance(result, TakenBy) else "-")
        kept = await self._journal.draft(conversation, staff.login, back.receipt) if is_all else None
        if kept is not None and not kept.refused:
            await self._journal.keep_draft(conversation, staff.login, back)
        else:
            await self._to_draft(conversation, staff, back)

    async def _outlived(self, conversation: str, ended: Ticket) -> None:
        """The case is over, and so is what was to leave in it."""
        for waiting in ended.outgoing:
            # Before it is taken off: what ends in between is then there twice, not lost.
            back = Draft(receipt=ended.receipt, text=waiting.text, files=waiting.files, refused="-")
            await self._to_draft(conversation, waiting.staff, back)
        await self._journal.forget_outgoing(ended.receipt, ended)

    async def _to_draft(self, conversation: str, staff: Staff, back: Draft) -> None:
        """Keep it as a draft, before what was typed since."""
        typed = await self._journal.draft(conversation, staff.login, back.receipt)
        since = typed or replace(back, text="", files=())
        both = "\n\n".join(part for part in (back.text, since.text) if part.strip())
        text = since.text if back.text in since.text else both
        files = tuple({file.ref: file for file in (*back.files, *since.files)}.values())
        await self._journal.keep_draft(conversation, staff.login, replace(back, text=text, files=files))


def _with(said: Plan, waiting: Outgoing, step: Step) -> Plan:
    """The reply with the end that it brings."""
    if waiting.end is None:
        return said
    counted = (counter(step.now, step.after, f"end:{waiting.end.value}"),)
    return replace(said, also=Plan(action=Action.CLOSE, mail="closed", queue="", counters=counted, settle_all=True))
