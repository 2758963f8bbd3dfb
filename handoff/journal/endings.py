"""Where handoffs ended in the transcripts of their conversations."""

from __future__ import annotations

from collections.abc import Sequence

from redis.asyncio.client import Pipeline

from handoff.journal.folds import Folds
from handoff.stretches import Ends


class Endings(Folds):
    """The ends of a town's handoffs."""

    async def ends(self, conversations: Sequence[str]) -> list[Ends]:
        """For each conversation the last rows of its handoffs, those written down as they ended first; none twice."""

        def fill(pipe: Pipeline) -> None:
            for conversation in conversations:
                pipe.lrange(self._keys("ends", conversation), 0, -1)
                pipe.lrange(self._keys("cases", conversation), 0, -1)
                pipe.lrange(self._keys("handoffs", conversation), 0, -1)

        found = await self._store.pipeline(fill) if conversations else []
        known, cases, handoffs = found[::3], found[1::3], found[2::3]

        # What is said after the end belongs to it until the case is over.
        about = iter(await self.stored_cases([str(case).split(" ", 1)[1] for some in cases for case in some]))
        # Some ended before all ends were written down.
        lasts = iter(await self.stored_handoffs([receipt for receipts in handoffs for receipt in receipts]))
        made: list[Ends] = []
        for lines, some, receipts in zip(known, cases, handoffs, strict=True):
            ends = [(int(n), receipt) for n, receipt in (str(line).split(" ", 1) for line in lines)]
            for case in (next(about) for _ in some):
                if case.get("last") and case.get("receipt"):
                    ends.append((int(case["last"]), case["receipt"]))
            ends += [(int(last), receipt) for receipt in receipts if (last := next(lasts).get("last"))]
            made.append(tuple(dict.fromkeys(ends)))
        return made
