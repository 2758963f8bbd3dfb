"""Rows exactly as they are stored, and the acts that the audit has of a conversation: what evidence is made of."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from handoff.journal.reading import Reader

AUDIT_LOOKED_AT: Final = 50_000
"""So many of the last acts are looked through."""
AT_ONCE: Final = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditRef:
    """An act that the audit has: its id there, and what it says, without any words of a citizen."""

    id: str
    row: dict[str, object]


class Proofs(Reader):
    """Reads only."""

    async def stored_lines(self, conversation: str, numbers: Collection[int]) -> dict[int, str]:
        """Transcript rows by number as they are stored: number, milliseconds since 1970 UTC, JSON.

        Raises JournalAway.
        """
        found: dict[int, str] = {}
        for n in sorted(numbers):
            for line in await self.lines(conversation, after=n - 1, limit=1):
                found[int(line.split("\t", 1)[0])] = line
        return found

    async def audit_about(self, conversation: str, receipts: Collection[str]) -> list[AuditRef]:
        """Acts that name the conversation or one of these receipts, the oldest first. Raises JournalAway."""
        found: list[AuditRef] = []
        upto, looked = "+", 0
        while looked < AUDIT_LOOKED_AT:
            part = await self._store.call(
                lambda r, upto=upto: r.xrevrange(self._keys("audit"), max=upto, count=AT_ONCE)  # type: ignore[misc]
            )
            for entry, fields in part:
                row = json.loads(fields["row"])
                if row.get("conversation") == conversation or row.get("receipt") in receipts:
                    found.append(AuditRef(id=str(entry), row=row))
            looked += len(part)
            if len(part) < AT_ONCE:
                break
            upto = f"({part[-1][0]}"
        return found[::-1]
