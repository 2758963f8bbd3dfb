"""All transcripts of a town, one after the other, for who counts over them. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

from handoff.journal.folds import Folds, Span, row_of
from handoff.journal.records import Row

BATCH = 200
MAX_ROWS = 2_000
"""Rows of one case that are read; a case longer than this is no question any more."""


class Transcripts(Folds):
    """Reads every case that is still kept."""

    async def each(self) -> AsyncIterator[tuple[str, list[Row]]]:
        """Conversation and rows of each case, in no order. Raises JournalAway."""
        seen = set[str]()
        for kind in ("rows", "folded"):  # what is folded meanwhile is found by its new name
            async for one in self._each(self._keys(kind, ""), seen):
                yield one

    async def _each(self, prefix: str, seen: set[str]) -> AsyncIterator[tuple[str, list[Row]]]:
        async for keys in self._store.names(prefix, BATCH):
            cases = [case for key in keys if (case := key.removeprefix(prefix)) not in seen]
            seen.update(cases)
            for case, (conversation, lines) in zip(cases, await self._read(cases), strict=True):
                yield conversation or case, [row_of(line) for line in lines]

    async def _read(self, cases: list[str]) -> list[tuple[str | None, list[str]]]:
        known = await self.stored_cases(cases)
        lines = await self.transcript_lines([Span(case=case, stop=MAX_ROWS - 1) for case in cases])
        return [(one.get("conversation"), some) for one, some in zip(known, lines, strict=True)]
