"""Removes what is over, in small steps, so that nothing else waits for it; or says what would go."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from handoff import measure
from handoff.conduct import conduct_from_json, conduct_to_json, remembering
from handoff.grouptopics import dropping
from handoff.journal.emptying import DropTopic, Keeps, RemoveFiles
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, JournalError
from handoff.retention import Cleared, Ended, Line, Terms, Verdict, judge, keeps_address, shortest, tally

log = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 0.01
"""After each case: others have the store meanwhile."""


def topic_dropper(journal: Journal) -> DropTopic:
    """Has topics deleted by the sender: in time, and again where Telegram does not answer."""

    async def drop(receipt: str, thread: int) -> None:
        await journal.commit(
            Commit(
                conversation="erased",
                deliveries=(dropping(receipt, thread),),
                keep_timer=True,
                request=f"drop:{receipt}",
            )
        )

    return drop


async def always() -> bool:
    """Nothing stops it."""
    return True


class Clearing:
    """One town's. ``clock`` turns the store's time into the time that counts."""

    def __init__(
        self,
        journal: Journal,
        remove: RemoveFiles,
        *,
        clock: Callable[[datetime], datetime] = lambda now: now,
    ) -> None:
        self._journal = journal
        self._remove = remove
        self._drop = topic_dropper(journal)
        self._clock = clock

    async def look(self, terms: Terms) -> tuple[Line, ...]:
        """What would go now, and what is over and stays. Changes nothing. Raises JournalError."""
        now, lines = await self.now(), tuple[Line, ...]()
        async for batch in self._over(terms, now, remember=False):
            lines = tally(((judge(terms, one, now), one) for one in batch), lines)
        return lines

    async def clear(self, terms: Terms, *, by: str, going: Callable[[], Awaitable[bool]] = always) -> Cleared:
        """Remove what is over; what went so far is written down after each batch.

        ``going`` is asked between batches whether to go on. Raises JournalError.
        """
        now = await self.now()
        run = Cleared(started=now, by=by)
        keeps = partial(keeps_address, now=now)
        for case in await self._journal.half_erased():
            await self._erase(case, keeps)
        for conversation in await self._journal.emptied():
            await self._journal.erase_emptied(conversation, remove=self._remove, keeps=keeps)
        async for batch in self._over(terms, now, remember=True):
            if not await going():
                return run
            judged, failed = [], 0
            for one in batch:
                verdict = judge(terms, one, now)
                if verdict is Verdict.GOES:
                    erased = await self._erase(one.case, keeps)
                    failed += erased is None
                    verdict = erased or Verdict.NOT_YET
                judged.append((verdict, one))
            run = replace(run, lines=tally(judged, run.lines), failed=run.failed + failed)
            await self._journal.put_cleared(run)
        await self._journal.note_caseless()  # until the next run: one of them may only just have begun
        run = replace(run, whole=True)
        await self._journal.put_cleared(run)
        log.info("cleared", extra={"action": "retention.cleared", "count": run.gone, "failed": run.failed})
        return run

    async def forget(self, measures: measure.Terms) -> int:
        """Forget of every citizen's conduct what is over, as their next turn would; of how many it was something.

        Raises JournalError.
        """
        now, count = await self.now(), 0
        async for batch in self._journal.each_conduct():
            for conversation, version, text in batch:
                conduct = conduct_from_json(text)
                after = remembering(conduct, measures, now)
                if after == conduct:
                    continue
                # A turn that comes in between forgets the same.
                await self._journal.commit(
                    Commit(
                        conversation=conversation,
                        talk_version=version,
                        conduct=conduct_to_json(after),
                        keep_timer=True,
                    )
                )
                count += 1
                await asyncio.sleep(PAUSE_SECONDS)
        await self._journal.forget_threats(now)
        return count

    async def now(self) -> datetime:
        """The time that counts."""
        return self._clock(await self._journal.store_time())

    def _over(self, terms: Terms, now: datetime, *, remember: bool) -> AsyncIterator[list[Ended]]:
        """The cases that may be over."""
        return self._journal.each_ended(now - timedelta(days=shortest(terms)), remember=remember)

    async def _erase(self, case: str, keeps: Keeps) -> Verdict | None:
        """Remove one case; None when that failed: it is finished another night."""
        try:
            said = await self._journal.erase_case(case, remove=self._remove, drop=self._drop, keeps=keeps)
        except JournalError:
            raise
        except (OSError, ValueError) as e:  # a file that cannot be removed must not stop the others
            log.warning(
                "case not removed", extra={"action": "retention.failed", "case": case, "cause": type(e).__name__}
            )
            return None
        await asyncio.sleep(PAUSE_SECONDS)
        return {"done": Verdict.GOES, "held": Verdict.HELD}.get(said, Verdict.NOT_YET)
