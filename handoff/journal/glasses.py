"""Roles given for some hours by breaking the glass, as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

from handoff.audit import AuditRow
from handoff.breakglass import KEPT_FOR, Glass, glass_from_json, glass_to_json
from handoff.journal import scripts
from handoff.journal.townstore import TownStore


class Glasses(TownStore):
    """A town's broken glasses: those in force, and the earlier ones for a year."""

    async def glasses(self) -> list[Glass]:
        """All, the latest first."""
        return glasses_of(await self._store.call(lambda r: r.hgetall(self._keys("glass"))))

    async def put_glass(self, glass: Glass, told: AuditRow) -> None:
        """Keep one as it is now, and ``told`` in the audit; what is over for a year goes."""
        now, key = datetime.now(UTC), self._keys("glass")
        if old := [one.id for one in await self.glasses() if one.until < now - KEPT_FOR]:
            await self._store.call(lambda r: r.hdel(key, *old))
        before = await self._store.call(lambda r: r.hget(key, glass.id)) or ""
        await self._run(scripts.DECIDE, "glass", glass.id, before, glass_to_json(glass), told.text)


def glasses_of(stored: dict[str, str]) -> list[Glass]:
    """Those of a stored hash, the latest first."""
    return sorted((glass_from_json(text) for text in stored.values()), key=lambda one: one.since, reverse=True)
