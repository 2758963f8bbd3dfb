"""The audit as the store keeps it: rows that have no commit of their own, reading them, seals, and their removal."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from handoff.audit import PROGRAM, Action, AuditRow, row
from handoff.auditchain import Entry, Seal, place_of, seal_from_text
from handoff.auditquery import Act, AuditQuery, act_of
from handoff.journal import scripts
from handoff.journal.townstore import TownStore, ms, stamp, time_of

BATCH: Final = 500
LOOKED_AT: Final = 20_000
_REPEATS: Final = timedelta(minutes=1)
"""For how long the answer to a row that was written may be lost and asked for again."""


class SealBroken(Exception):
    """The last seal cannot be read, so nothing can follow it. `buergerdraht audit verify` tells more."""

    def __init__(self) -> None:
        super().__init__("the last seal of the audit cannot be read")


class Auditing(TownStore):
    """A town's audit."""

    async def audit(self, row: AuditRow, *, once: str = "", within: timedelta = _REPEATS) -> bool:
        """Write down an act that has no commit of its own (log-in, reading, refused access).

        ``once``: what may come again ``within`` some time and is written down the first time; whether it was now.
        """
        mark = f"audit:{once or secrets.token_urlsafe(9)}"
        return bool(await self._run(scripts.AUDIT, row.text, mark, ms(within)))

    # -- reading

    async def audit_entries(self, *, after: str = "", until: str = "+", count: int = BATCH) -> list[Entry]:
        """Rows with ids above ``after``, oldest first."""
        start = f"({after}" if after else "-"
        found = await self._store.call(lambda r: r.xrange(self._keys("audit"), start, until, count=count))
        return [_entry(*one) for one in found]

    async def audit_back(self, *, before: str = "", since: str = "-", count: int = BATCH) -> list[Entry]:
        """Rows with ids below ``before``, newest first."""
        start = f"({before}" if before else "+"
        found = await self._store.call(lambda r: r.xrevrange(self._keys("audit"), start, since, count=count))
        return [_entry(*one) for one in found]

    async def whole_audit(self) -> AsyncIterator[list[Entry]]:
        """All rows, oldest first, in batches."""
        after = ""
        while batch := await self.audit_entries(after=after, count=5 * BATCH):
            yield batch
            after = batch[-1].id

    async def find_audit(
        self, query: AuditQuery, *, before: str = "", count: int = BATCH, most: int = LOOKED_AT
    ) -> tuple[list[Act], str]:
        """The newest rows that are looked for, and the id below which to go on; empty when there are no more.

        ``most`` are looked at: then there may be fewer than ``count``, and more below.
        """
        found: list[Act] = []
        since = str(stamp(query.since)) if query.since is not None else "-"
        if query.until is not None and not before:
            before = f"{stamp(query.until)}-0"
        for _ in range(0, most, BATCH):
            batch = await self.audit_back(before=before, since=since)
            for act in map(act_of, batch):
                before = act.id
                if query.fits(act):
                    found.append(act)
                if len(found) == count:
                    return found, before
            if len(batch) < BATCH:
                return found, ""
        return found, before

    # -- seals

    async def seals(self, *, start: int = 1) -> list[str]:
        """The seals as they are stored, from a number on."""
        found: list[str] = await self._store.call(lambda r: r.lrange(self._keys("seals"), start - 1, -1))
        return found

    async def last_seal(self) -> Seal | None:
        """The newest seal; None where there is none. Raises SealBroken when it cannot be read."""
        text = await self._store.call(lambda r: r.lindex(self._keys("seals"), -1))
        last = seal_from_text(text) if text else None
        if text and last is None:
            raise SealBroken
        return last

    async def seal(self, seal: Seal) -> bool:
        """Add a seal; False when another one has been added meanwhile."""
        return bool(await self._run(scripts.SEAL, seal.number, seal.text))

    async def sealed(self, now: datetime) -> None:
        """Nothing is left to seal, and the log has every head."""
        await self._store.call(lambda r: r.set(self._keys("sealed"), stamp(now)))

    async def sealed_at(self) -> datetime | None:
        """When that was last."""
        found = await self._store.call(lambda r: r.get(self._keys("sealed")))
        return time_of(found) if found else None

    async def unsealed(self) -> int:
        """How many rows no seal covers yet, at most `BATCH`."""
        last = await self.last_seal()
        return len(await self.audit_entries(after=last.last if last is not None else ""))

    async def trim_audit(self, last: Seal, days: int) -> int:
        """Remove the rows up to the end of a block, and write down that they are gone; how many went."""
        time, n = place_of(last.last)
        told = row(PROGRAM, Action.AUDIT_TRIMMED, until=last.last, block=last.number, days=days)
        return int(await self._run(scripts.TRIM_AUDIT, last.last, f"{time}-{n + 1}", told.text))

    # -- what the program was started with

    async def known(self, roles: str) -> Mapping[str, str]:
        """The settings of the last start with these roles: keyed hashes by name; empty before the first."""
        found: dict[str, str] = await self._store.call(lambda r: r.hgetall(self._keys("known", roles)))
        return found

    async def know(self, roles: str, before: str, now: Mapping[str, str], rows: Sequence[AuditRow]) -> bool:
        """Keep the settings of this start and write down what changed; False when another process has done so.

        The value under the empty name stands for all: ``before`` is the one that was read.
        """
        pairs = [word for name, value in now.items() if name for word in (name, value)]
        texts = [one.text for one in rows]
        return bool(await self._run(scripts.KNOW, roles, before, now[""], len(texts), *texts, *pairs))


def _entry(id: str, fields: Mapping[str, Any]) -> Entry:
    return Entry(id, tuple((str(name), str(value)) for name, value in fields.items()))
