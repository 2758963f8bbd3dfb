"""What people do about a citizen's conduct: impose, lift, decide; each once, with its record.

It is checked at once and takes effect in the conversation's next turn, which the mailbox makes due: only the turn
changes a conduct, so that nobody writes over anybody. What may be done is decided in ``handoff.conduct``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter

from handoff import conduct as rules
from handoff.acts import ActsJournal, NotFound
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

        def decide(conduct: Conduct, now: datetime) -> tuple[Conduct | Refused, dict[str, Any]]:
            wanted = Imposed(
                id=request, measure=measure, since=now, until=now + lasts, breach=breach, reason=reason, by=staff.login
            )
            done = rules.impose(conduct, wanted, self._terms(), now)
            kind = "measure_set"
            if done is Refused.NEEDS_SECOND:
                done, kind = rules.propose(conduct, wanted, self._terms(), now), "measure_proposed"
            return done, {"kind": kind, "imposed": _plain(wanted), "measure": wanted.measure.value}

        return await self._act(conversation, staff, request, decide)

    async def confirm(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The second person agrees with the block that was proposed under this id: it holds from now on."""

        def decide(conduct: Conduct, now: datetime) -> tuple[Conduct | Refused, dict[str, Any]]:
            done = rules.confirm(conduct, id, staff.login, self._terms(), now)
            imposed = done.imposed if isinstance(done, Conduct) else None
            told = {"kind": "measure_set", "imposed": _plain(imposed) if imposed is not None else {}}
            return done, {**told, "measure": Measure.BLOCK.value, "action": "measure_confirm"}

        return await self._act(conversation, staff, f"second:{id}", decide)

    async def turn_down(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The block that was proposed under this id does not come to be."""

        def decide(conduct: Conduct, _: datetime) -> tuple[Conduct | Refused, dict[str, Any]]:
            return rules.turn_down(conduct, id), {"kind": "measure_turned_down", "of": id}

        return await self._act(conversation, staff, f"second:{id}", decide)

    async def lift(self, conversation: str, staff: Staff, id: str) -> MeasureResult:
        """The measure with this id ends now."""

        def decide(conduct: Conduct, now: datetime) -> tuple[Conduct | Refused, dict[str, Any]]:
            return rules.lift(conduct, id, now), {"kind": "measure_lifted", "of": id}

        return await self._act(conversation, staff, f"lift:{id}", decide)

    async def decide_review(
        self, conversation: str, staff: Staff, id: str, *, upheld: bool, words: str
    ) -> MeasureResult:
        """Answer the citizen's request with this id; of two who decide at once the first one does."""

        def decide(conduct: Conduct, now: datetime) -> tuple[Conduct | Refused, dict[str, Any]]:
            done = rules.decide_review(conduct, id, staff.login, upheld=upheld, words=words, now=now)
            told = {"kind": "review_decided", "of": id, "upheld": upheld, "words": words}
            return done, {**told, "by": staff.login, "name": staff.name}

        return await self._act(conversation, staff, f"review:{id}", decide)

    async def _act(
        self,
        conversation: str,
        staff: Staff,
        request: str,
        decide: Callable[[Conduct, datetime], tuple[Conduct | Refused, dict[str, Any]]],
    ) -> MeasureResult:
        snapshot = await self._journal.snapshot(conversation)
        if snapshot is None:
            return NotFound()
        now = snapshot.now
        done, told = decide(snapshot.conduct, now)
        action, measure = told.pop("action", told["kind"]), told.pop("measure", "")
        result = f"{action} {staff.login}"
        if isinstance(done, Refused):
            # What was done already is done: the answer to the first try may have been lost.
            ask = Commit(conversation=conversation, request=f"measure:{request}", talk_version=-1)
            before = await self._journal.commit(ask)
            return snapshot.conduct if isinstance(before, Repeat) and before.result == result else done
        row = {"at": now.isoformat(), "who": staff.login, "action": action, "conversation": conversation}
        more = {
            "receipt": snapshot.ticket.receipt if snapshot.ticket is not None else "",
            "measure": measure,
            "of": told.get("of", told.get("imposed", {}).get("id", "")),
            "until": told.get("imposed", {}).get("until", ""),
            "upheld": ("yes" if told["upheld"] else "no") if "upheld" in told else "",
        }
        written = await self._journal.commit(
            Commit(
                conversation=conversation,
                mail=(json.dumps({"id": f"measure:{request}", **told}, ensure_ascii=False),),
                audit=({**row, **{name: value for name, value in more.items() if value}},),
                request=f"measure:{request}",
                result=result,
                by=staff.login,
                keep_timer=True,
            )
        )
        if isinstance(written, Repeat) and written.result != result:
            return Refused.DECIDED_ALREADY  # somebody else did so a moment ago
        return done


def machine_record(
    before: Conduct, after: Conduct, *, conversation: str, receipt: str, now: datetime
) -> tuple[dict[str, str], ...]:
    """What is written down of a turn: a measure that the machine imposed, one that has ended, a review asked for."""
    found: list[dict[str, str]] = []
    was, imposed = before.imposed, after.imposed
    if imposed is not None and not imposed.by and (was is None or was.id != imposed.id):
        found.append({"action": "measure_auto", "measure": imposed.measure.value, "of": imposed.id})
    if was is not None and imposed == replace(was, told=imposed.told if imposed else False, over=True) and not was.over:
        found.append({"action": "measure_ended", "measure": was.measure.value, "of": was.id})
    if after.review is not None and (before.review is None or before.review.id != after.review.id):
        found.append({"action": "review_asked", "of": after.review.id})
    about = {
        "at": now.isoformat(),
        "who": "",
        "conversation": conversation,
        **({"receipt": receipt} if receipt else {}),
    }
    return tuple({**about, **row} for row in found)


def _plain(imposed: Imposed) -> dict[str, Any]:
    plain: dict[str, Any] = _IMPOSED.dump_python(imposed, mode="json", exclude_defaults=True)
    return plain
