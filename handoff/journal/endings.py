"""Where handoffs ended in the transcripts of their conversations."""

from __future__ import annotations

from collections.abc import Sequence

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore
from handoff.stretches import Ends


class Endings(TownStore):
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

        def fill_more(pipe: Pipeline) -> None:
            for some, receipts in zip(cases, handoffs, strict=True):
                for case in some:  # what is said after the end belongs to it until the case is over
                    pipe.hmget(self._keys("case", str(case).split(" ", 1)[1]), ["last", "receipt"])
                for receipt in receipts:  # ended before all ends were written down
                    pipe.hget(self._keys("handoff", receipt), "last")

        more = iter(await self._store.pipeline(fill_more) if any(cases) or any(handoffs) else [])
        made: list[Ends] = []
        for lines, some, receipts in zip(known, cases, handoffs, strict=True):
            ends = [(int(n), receipt) for n, receipt in (str(line).split(" ", 1) for line in lines)]
            pairs = [next(more) for _ in some]
            ends += [(int(last), receipt) for last, receipt in pairs if last and receipt]
            ends += [(int(last), receipt) for receipt in receipts if (last := next(more))]
            made.append(tuple(dict.fromkeys(ends)))
        return made
