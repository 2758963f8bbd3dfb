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
from handoff.ticket import Done, End, Outcome, Outgoing, Staff, TakenBy, Ticket


class RepliesJournal(ActsJournal, Protocol):
    """What replies need of the journal; every method raises JournalAway."""

    async def draft(self, conversation: str, login: str) -> Draft | None:
        """What a member has typed."""
        ...

    async def keep_draft(self, conversation: str, login: str, draft: Draft) -> None:
        """Keep what a member has typed."""
        ...

    async def outlived(self, conversation: str) -> Ticket | None:
        """The ended handoff whose replies were still to leave."""
        ...

    async def forget_outgoing(self, conversation: str, ended: Ticket | None) -> None:
        """Nothing leaves any more."""
        ...


class Replies:
    """The replies of one town's desk. ``held``: how long each can be taken back; none at all, they leave at once."""

    def __init__(self, acts: Acts, journal: RepliesJournal, held: timedelta = timedelta()) -> None:
        self._acts = acts
        self._journal = journal
        self._held = held

    async def send(
        self,
        conversation: str,
        staff: Staff,
        fence: int,
        text: str,
        *,
        request: str,
        files: tuple[Enclosure, ...] = (),
        edits: str = "",
        entry: str = "",
        end: End | None = None,
    ) -> ActResult:
        """Speak to the citizen, in Markdown. ``Done``: stored, it leaves by itself. Refused, it is kept as a draft."""
        fresh = new_row_id()

        def decide(ticket: Ticket, now: datetime) -> Outcome:
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

        result = await self._acts.perform(conversation, staff, request, decide, plan)
        if not isinstance(result, Done):
            await self._give_back(conversation, staff, text, files, result, is_all=not edits)
        elif not self._held:
            await self.leave(conversation)
        return result

    async def recall(self, conversation: str, staff: Staff, id: str, *, request: str) -> ActResult:
        """Take a reply back before it leaves: it is a draft again. ``Closed``: it has left already."""
        snapshot = await self._journal.snapshot(conversation)
        ticket = snapshot.ticket if snapshot is not None else None
        waiting = outgoing.find(ticket, id) if ticket is not None else None
        typed = await self._journal.draft(conversation, staff.login)
        if ticket is not None and waiting is not None and waiting.staff.login == staff.login:
            # Before it is taken off: what ends in between is then there twice, not lost.
            back = Draft(receipt=ticket.receipt, text=waiting.text, files=waiting.files)
            await self._to_draft(conversation, staff, back)
        result = await self._acts.perform(
            conversation,
            staff,
            request,
            lambda t, _: outgoing.recall(t, staff, id),
            lambda _: Plan(action=Action.RECALL),
        )
        if waiting is not None and not isinstance(result, Done):  # it has left meanwhile
            before = typed or Draft(receipt="", text="")
            await self._journal.keep_draft(conversation, staff.login, before)
        return result

    async def leave(self, conversation: str, *, all: bool = False) -> None:
        """Say what is to leave by now, oldest first; ``all``: also what could still be taken back."""
        while True:
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None or snapshot.ticket is None:
                return await self._outlived(conversation)
            ready = (w for w in snapshot.ticket.outgoing if all or w.leaves_at <= snapshot.now)
            waiting = next(ready, None)
            if waiting is None:
                return None
            result = await self._say(conversation, waiting)
            if not isinstance(result, Done):
                await self._come_back(conversation, waiting, result)

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
            said = self._acts.reply_plan(
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

        return await self._acts.perform(
            conversation,
            waiting.staff,
            f"leave:{waiting.id}",
            lambda t, now: outgoing.leave(t, waiting.id, now),
            plan,
        )

    async def _come_back(self, conversation: str, waiting: Outgoing, result: ActResult) -> None:
        """It cannot be said any more: whoever wrote it finds it where they typed it."""
        await self._give_back(conversation, waiting.staff, waiting.text, waiting.files, result)
        await self._acts.perform(
            conversation,
            waiting.staff,
            f"back:{waiting.id}",
            lambda t, _: Done(ticket=outgoing.without(t, waiting.id)),
            lambda _: Plan(action=Action.REFUSED_REPLY),
        )

    async def _give_back(
        self,
        conversation: str,
        staff: Staff,
        text: str,
        files: tuple[Enclosure, ...],
        result: ActResult,
        *,
        is_all: bool = False,
    ) -> None:
        """``is_all``: it is all that was in the field, and the draft that was kept meanwhile is what it grew from."""
        snapshot = await self._journal.snapshot(conversation)
        if snapshot is None or snapshot.ticket is None:
            return
        refused = result.holder.colleague if isinstance(result, TakenBy) else "-"
        back = Draft(receipt=snapshot.ticket.receipt, text=text, files=files, refused=refused)
        kept = await self._journal.draft(conversation, staff.login) if is_all else None
        if kept is not None and not kept.refused:
            await self._journal.keep_draft(conversation, staff.login, back)
        else:
            await self._to_draft(conversation, staff, back)

    async def _outlived(self, conversation: str) -> None:
        """The case is over, and so is what was to leave in it."""
        ended = await self._journal.outlived(conversation)
        for waiting in ended.outgoing if ended is not None else ():
            receipt = ended.receipt if ended is not None else ""
            back = Draft(receipt=receipt, text=waiting.text, files=waiting.files, refused="-")
            await self._to_draft(conversation, waiting.staff, back)
        await self._journal.forget_outgoing(conversation, ended)

    async def _to_draft(self, conversation: str, staff: Staff, back: Draft) -> None:
        """Keep it as a draft, before what was typed since."""
        typed = await self._journal.draft(conversation, staff.login)
        since = typed if typed is not None and typed.receipt == back.receipt else replace(back, text="", files=())
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
