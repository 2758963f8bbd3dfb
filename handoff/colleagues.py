"""What staff do with each other over a handoff: pass it on, ask a colleague, tag it. Load, decide, commit."""

from __future__ import annotations

from handoff import asking
from handoff import ticket as rules
from handoff.acts import ActResult, Acts, Change, Plan, Step
from handoff.audit import Action
from handoff.journal.records import Row
from handoff.letter import new_row_id
from handoff.ticket import Ask, Staff


class Colleagues:
    """The acts between staff, on the same ground as all others."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def transfer(
        self,
        conversation: str,
        staff: Staff,
        department: str,
        *,
        request: str,
        to: Staff | None = None,
        note: str = "",
    ) -> ActResult:
        """Hand the handoff to a department's queue, at its first asked time, or to a person; with a word for them."""

        def plan(step: Step) -> Plan:
            had_owner = step.before.owner is not None
            return Plan(
                action=Action.TRANSFER,
                mail=_news(had_owner=had_owner, to=to),
                queue="" if to is not None else department,
                note=_note(staff, note) if note else None,
                why={"department": department, **({"to": to.login} if to is not None else {})},
            )

        return await self._acts.perform(
            conversation, staff, request, lambda t, now: rules.transfer(t, staff, department, to=to, now=now), plan
        )

    async def ask(
        self,
        conversation: str,
        staff: Staff,
        text: str,
        *,
        request: str,
        to: Staff | None = None,
        department: str = "",
    ) -> ActResult:
        """Ask a colleague or a department something; whoever has the handoff keeps it."""
        fresh = new_row_id()
        row = _note(staff, text, ask=fresh, to=to.login if to is not None else "", department=department)
        why = {"to": to.login} if to is not None else {"department": department}
        return await self._acts.perform(
            conversation,
            staff,
            request,
            lambda t, now: asking.ask(t, Ask(id=fresh, by=staff, at=now, to=to, department=department)),
            lambda _: Plan(action=Action.ASK, note=row, why=why),
        )

    async def answer(self, conversation: str, staff: Staff, id: str, text: str, *, request: str) -> ActResult:
        """Answer a colleague's question, for staff alone to read."""
        row = _note(staff, text, answers=id)
        return await self._acts.perform(
            conversation,
            staff,
            request,
            lambda t, _: asking.answer(t, id, staff),
            lambda _: Plan(action=Action.ANSWER, note=row),
        )

    async def done_asking(self, conversation: str, staff: Staff, id: str, *, request: str) -> ActResult:
        """The answer was read, or is not needed any more."""
        return await self._acts.perform(
            conversation, staff, request, lambda t, _: asking.done(t, id), lambda _: Plan(action=None)
        )

    async def tag(self, conversation: str, staff: Staff, word: str, *, request: str, off: bool = False) -> ActResult:
        """Put a tag on a handoff, or take it off; whoever has it."""
        return await self._acts.perform(
            conversation,
            staff,
            request,
            lambda t, _: asking.untag(t, word) if off else asking.tag(t, word),
            lambda _: Plan(
                action=Action.UNTAG if off else Action.TAG
            ),  # the word is free text: not for what outlives the case
        )


def _news(*, had_owner: bool, to: Staff | None) -> Change | None:
    """What the citizen hears of a transfer."""
    if to is not None:
        return "handed_over" if had_owner else "claimed"
    return "released" if had_owner else None


def _note(staff: Staff, text: str, **more: str) -> Row:
    body = {"text": text, **{name: value for name, value in more.items() if value}}
    return Row(id=new_row_id(), who="note", name=staff.colleague, body=body)
