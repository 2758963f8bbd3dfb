"""The ended cases as the store keeps them: which are over, what went, and when that was looked at last."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import UTC, datetime
from typing import Final

from pydantic import TypeAdapter
from redis.asyncio.client import Pipeline

from handoff.journal.casemarks import CaseMarks
from handoff.journal.erasing import Erasing
from handoff.journal.folds import Fold
from handoff.journal.records import State
from handoff.journal.townstore import stamp, time_of
from handoff.retention import Cleared, Ended

BATCH: Final = 100
"""Cases that are looked at in one round trip."""
KEPT_RUNS: Final = 1000
_CLEARED: TypeAdapter[Cleared] = TypeAdapter(Cleared)
_IN_TROUBLE: Final = frozenset({State.HELD, State.UNDELIVERABLE, State.DEAD})
"""What may have arrived (uncertain) is no reason to keep a case."""


class Retaining(Erasing, CaseMarks):
    """A town's ended cases, and the record of those that went."""

    async def store_time(self) -> datetime:
        """The store's time, by which all is dated."""
        seconds, micros = await self._store.call(lambda r: r.time())
        return time_of(int(seconds) * 1000 + int(micros) // 1000)

    async def each_ended(self, until: datetime, *, remember: bool = True) -> AsyncIterator[list[Ended]]:
        """The cases that ended at a time or before, oldest first, in batches. ``remember``: less work next time."""
        troubled = await self._troubled()
        key, least, seen = self._keys("ended"), 0, set[str]()
        while True:
            # Those of the same millisecond as the last one may have been handed out already.
            most = BATCH + len(seen)
            found = await self._store.call(
                lambda r, least=least, most=most: r.zrangebyscore(  # type: ignore[misc]
                    key, least, stamp(until), start=0, num=most, withscores=True
                )
            )
            new = [str(case) for case, _ in found if case not in seen]
            if not new:
                return
            last = int(found[-1][1])
            seen = {str(case) for case, at in found if int(at) == last}
            least = last
            yield await self._ended(new, troubled, remember=remember)

    async def ended_case(self, case: str) -> Ended | None:
        """One case; None when it has not ended, or is gone."""
        ids = sorted(await self._store.call(lambda r: r.smembers(self._keys("deliveries", case))))

        def fill(pipe: Pipeline) -> None:
            for delivery in ids:
                pipe.hget(self._keys("delivery", delivery), "state")

        states = await self._store.pipeline(fill) if ids else []
        troubled = any(state and State(state) in _IN_TROUBLE for state in states)
        return next(iter(await self._ended([case], [case] if troubled else [], remember=True)), None)

    async def _troubled(self) -> frozenset[str]:
        """The cases with a message that was held or did not arrive."""
        found, start = set[str](), 0
        while ids := await self._store.call(
            lambda r, at=start: r.zrange(self._keys("trouble"), at, at + BATCH - 1)  # type: ignore[misc]
        ):

            def fill(pipe: Pipeline, ids: Sequence[str] = ids) -> None:
                for delivery in ids:
                    pipe.hmget(self._keys("delivery", delivery), ["case", "state"])

            some = await self._store.pipeline(fill)
            found.update(case for case, state in some if case and state and State(state) in _IN_TROUBLE)
            start += BATCH
        return frozenset(found)

    async def _ended(self, cases: Sequence[str], troubled: Collection[str], *, remember: bool) -> list[Ended]:
        known = [
            (case, fields["conversation"], fields["closed"], fields.get("receipt"), fields.get("answered"))
            for case, fields in zip(cases, await self.stored_cases(cases), strict=True)
            if fields.get("conversation") and fields.get("closed")
        ]

        def fill_receipts(pipe: Pipeline) -> None:
            for _, conversation, *_ in known:
                pipe.lrange(self._keys("handoffs", conversation), 0, -1)

        lists = await self._store.pipeline(fill_receipts) if known else []
        tickets = await self.stored_tickets({receipt for one in lists for receipt in one})
        holds, marks = await self.marks_of(sorted(tickets))
        found = []
        for (case, conversation, closed, last, answered), receipts in zip(known, lists, strict=True):
            mine = tuple(
                tickets[one] for one in receipts if one in tickets and (one == last or tickets[one].case == case)
            )
            if answered is None and not mine:
                answered = await self._was_answered(case, remember=remember)  # noqa: PLW2901
            found.append(
                Ended(
                    case=case,
                    conversation=conversation,
                    ended=time_of(closed),
                    tickets=mine,
                    answered=answered == "1",
                    troubled=case in troubled,
                    holds=tuple(holds[ticket.receipt] for ticket in mine if ticket.receipt in holds),
                    marks=tuple(marks[ticket.receipt] for ticket in mine if ticket.receipt in marks),
                )
            )
        return found

    async def fold_ended(self, case: str, until: datetime | None = None) -> Fold:
        """Fold a case; whether it was answered is worked out before, while its rows are at hand."""
        (about,) = await self.stored_cases([case])
        if about and "answered" not in about and "receipt" not in about:
            await self._was_answered(case, remember=True)
        return await self.fold_case(case, until)

    async def _was_answered(self, case: str, *, remember: bool) -> str:
        """ "1" when an answer was given in it."""
        answered = "0"
        async for row in self._each_row(case):
            if row.who == "person" or (row.who == "machine" and row.body.get("entry")):
                answered = "1"
                break
        if remember and await self._store.call(lambda r: r.exists(self._keys("case", case))):
            await self._store.call(lambda r: r.hset(self._keys("case", case), "answered", answered))
        return answered

    # -- what went

    async def put_cleared(self, run: Cleared) -> None:
        """Write down what has gone so far in a run."""
        name, text = run.started.astimezone(UTC).isoformat(), _CLEARED.dump_json(run).decode()
        await self._store.call(lambda r: r.hset(self._keys("clearings"), name, text))

    async def clearings(self) -> list[Cleared]:
        """What went, the newest first."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("clearings")))
        names = sorted(stored, reverse=True)
        if over := names[KEPT_RUNS:]:
            await self._store.call(lambda r: r.hdel(self._keys("clearings"), *over))
        return [_CLEARED.validate_json(stored[name]) for name in names[:KEPT_RUNS]]

    async def last_night(self) -> str:
        """The local day of the last nightly run; empty when there was none."""
        return str(await self._store.call(lambda r: r.hget(self._keys("meta"), "cleared")) or "")

    async def put_night(self, day: str) -> None:
        """The run of this night is done."""
        await self._store.call(lambda r: r.hset(self._keys("meta"), "cleared", day))
