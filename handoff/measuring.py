"""What people do about a citizen's conduct: impose, lift, decide; each once, with its record.

It is checked at once and takes effect in the conversation's next turn, which the mailbox makes due: only the turn
changes a conduct, so that nobody writes over anybody. What may be done is decided in ``handoff.conduct``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter

from handoff import conduct as rules
from handoff.acts import ActsJournal, NotFound
from handoff.audit import CITIZEN, CLOCK, PROGRAM, Action, AuditRow
from handoff.audit import row as audit_row
from handoff.conduct import Breach, Conduct, Imposed, Measure, Refused, Terms
from handoff.journal.records import Commit, Repeat
from handoff.ticket import Staff

_IMPOSED: Final[TypeAdapter[Imposed]] = TypeAdapter(Imposed)

MeasureResult = Conduct | Refused | NotFound
"""How it will be; or why it cannot be."""


class Measuring:
    """Acts on one town's journal. ``terms``: what the town has set, as it is now."""

    def __init__(self, journal: ActsJournal, terms: Callable[[], Terms] = Terms) -> None:
        self._journal = journal
        self._terms = terms

    async def impose(
        self,
        conversation: str,
        staff: Staff,
        measure: Measure,
        *,
        breach: Breach,
        reason: str,
        lasts: timedelta,
        request: str,
    ) -> MeasureResult:
        """Slow mode, a mute or a block, from now on. A block too long for one person is proposed to a second one.

        ``reason`` is read by the citizen. ``Conduct.proposed`` tells whether it waits.
        """

        def decide(conduct: Conduct, now: datetime) -> _Plan:
            wanted = Imposed(
                id=request, measure=measure, since=now, until=now + lasts, breach=breach, reason=reason, by=staff.login
            )
            done, kind, action = rules.impose(conduct, wanted, self._terms(), now), "measure_set", Action.MEASURE_SET
            if done is Refused.NEEDS_SECOND:
                done = rules.propose(conduct, wanted, self._terms(), now)
                kind, action = "measure_proposed", Action.MEASURE_PROPOSED
            return _Plan(done=done, action=action, event={"kind": kind, "imposed": _plain(wanted)}, imposed=wanted)

        return await self._act(conversation, staff, request, decide)

    async def confirm(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The second person agrees with the block that was proposed under this id: it holds from now on."""

        def decide(conduct: Conduct, now: datetime) -> _Plan:
            done = rules.confirm(conduct, id, staff.login, self._terms(), now)
            imposed = done.imposed if isinstance(done, Conduct) else None
            event = {"kind": "measure_set", "imposed": _plain(imposed)} if imposed is not None else {}
            return _Plan(done=done, action=Action.MEASURE_CONFIRM, event=event, imposed=imposed)

        return await self._act(conversation, staff, f"second:{id}", decide)

    async def turn_down(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The block that was proposed under this id does not come to be."""

        def decide(conduct: Conduct, _: datetime) -> _Plan:
            event = {"kind": "measure_turned_down", "of": id}
            return _Plan(done=rules.turn_down(conduct, id), action=Action.MEASURE_TURNED_DOWN, event=event)

        return await self._act(conversation, staff, f"second:{id}", decide)

    async def lift(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The measure with this id ends now."""

        def decide(conduct: Conduct, now: datetime) -> _Plan:
            event = {"kind": "measure_lifted", "of": id}
            return _Plan(
                done=rules.lift(conduct, id, now), action=Action.MEASURE_LIFTED, event=event, imposed=conduct.imposed
            )

        return await self._act(conversation, staff, f"lift:{id}", decide)

    async def decide_review(
        self, conversation: str, staff: Staff, id: str, *, upheld: bool, words: str
    ) -> MeasureResult:
        """Answer the citizen's request with this id; of two who decide at once the first one does."""

        def decide(conduct: Conduct, now: datetime) -> _Plan:
            done = rules.decide_review(conduct, id, staff.login, upheld=upheld, words=words, now=now)
            event = {"kind": "review_decided", "of": id, "upheld": upheld, "words": words}
            who = {"by": staff.login, "name": staff.name}
            why = {"review": id, "what": "upheld" if upheld else "lifted"}
            return _Plan(done=done, action=Action.REVIEW_DECIDED, event={**event, **who}, why=why)

        return await self._act(conversation, staff, f"review:{id}", decide)

    async def _act(
        self, conversation: str, staff: Staff, request: str, decide: Callable[[Conduct, datetime], _Plan]
    ) -> MeasureResult:
        snapshot = await self._journal.snapshot(conversation)
        if snapshot is None:
            return NotFound()
        plan, request = decide(snapshot.conduct, snapshot.now), f"measure:{request}"
        result = f"{plan.action} {staff.login}"
        if isinstance(plan.done, Refused):
            # What was done already is done: the answer to the first try may have been lost.
            ask = Commit(conversation=conversation, request=request, talk_version=-1)
            before = await self._journal.commit(ask)
            return snapshot.conduct if isinstance(before, Repeat) and before.result == result else plan.done
        receipt = snapshot.ticket.receipt if snapshot.ticket is not None else ""
        about = _about(conversation, receipt) | plan.why | _measure(plan.imposed)
        written = await self._journal.commit(
            Commit(
                conversation=conversation,
                mail=(json.dumps({"id": request, **plan.event}, ensure_ascii=False),),
                audit=(audit_row(staff.login, plan.action, **about),),
                request=request,
                result=result,
                by=staff.login,
                keep_timer=True,
            )
        )
        if isinstance(written, Repeat) and written.result != result:
            return Refused.DECIDED_ALREADY  # somebody else did so a moment ago
        return plan.done


def machine_record(before: Conduct, after: Conduct, *, conversation: str, receipt: str) -> tuple[AuditRow, ...]:
    """What is written down of a turn: a measure that the machine imposed, one that has ended, a review asked for."""
    found: list[AuditRow] = []
    was, imposed, about = before.imposed, after.imposed, _about(conversation, receipt)
    if imposed is not None and not imposed.by and (was is None or was.id != imposed.id):
        found.append(audit_row(PROGRAM, Action.MEASURE_AUTO, **about, **_measure(imposed)))
    if was is not None and imposed == replace(was, told=imposed.told if imposed else False, over=True) and not was.over:
        found.append(audit_row(CLOCK, Action.MEASURE_ENDED, **about, **_measure(was)))
    if after.review is not None and (before.review is None or before.review.id != after.review.id):
        found.append(audit_row(CITIZEN, Action.REVIEW_ASKED, **about, review=after.review.id))
    return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """How it will be, what is written down of it, and the event that makes it so."""

    done: Conduct | Refused
    action: Action
    event: dict[str, Any]
    imposed: Imposed | None = None
    why: dict[str, str] = field(default_factory=dict)


def _about(conversation: str, receipt: str) -> dict[str, str]:
    return {"receipt": receipt} if receipt else {"conversation": conversation}


def _measure(imposed: Imposed | None) -> dict[str, str]:
    if imposed is None:
        return {}
    until = imposed.until.isoformat(timespec="seconds") if imposed.until is not None else ""
    return {"what": imposed.measure.value, "until": until}


def _plain(imposed: Imposed) -> dict[str, Any]:
    plain: dict[str, Any] = _IMPOSED.dump_python(imposed, mode="json", exclude_defaults=True)
    return plain
