"""Requests that wait for a second person, as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from handoff.audit import AuditRow
from handoff.foureyes import KEPT_FOR, Fate, Request, request_from_json, request_to_json
from handoff.journal import scripts
from handoff.journal.townstore import TownStore
from handoff.staff import StaffRecord, staff_from_json, staff_to_json

Decided = Literal["ok", "late", "stale"]


class Requests(TownStore):
    """A town's requests: open ones, and the decided for a while."""

    async def second_looks(self) -> list[Request]:
        """All requests, the latest first."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("requests")))
        found = (request_from_json(text) for text in stored.values())
        return sorted(found, key=lambda one: one.asked_at, reverse=True)

    async def second_look(self, id: str) -> Request | None:
        """One request."""
        text = await self._store.call(lambda r: r.hget(self._keys("requests"), id))
        return request_from_json(text) if text else None

    async def ask_second(self, asked: Request, told: AuditRow) -> Request:
        """Keep a new request, and ``told`` in the audit; what it is then. Old ones go.

        Where somebody asks for the same again, it is the one that waits already.
        """
        now = datetime.now(UTC)
        known = await self.second_looks()
        for one in known:
            if one.digest == asked.digest and one.fate is Fate.OPEN and one.expires > now:
                return one
        old = [one.id for one in known if (one.decided_at or one.expires) < now - KEPT_FOR]
        if old:
            await self._store.call(lambda r: r.hdel(self._keys("requests"), *old))
        await self._run(scripts.DECIDE, "requests", asked.id, "", request_to_json(asked), told.text)
        return asked

    async def decide(
        self,
        before: Request,
        after: Request,
        account: tuple[StaffRecord, StaffRecord] | None = None,
        *,
        told: AuditRow,
    ) -> Decided:
        """Write a decision, ``told`` in the audit, and what it does to an account (as it was read, as it shall be).

        ``late``: somebody has decided before; ``stale``: the account is another one now. Then nothing is written.
        """
        more: list[str] = []
        if account is not None:
            read, wanted = account
            text = await self._store.call(lambda r: r.hget(self._keys("staff"), read.login)) or ""
            if not text or staff_to_json(staff_from_json(text)) != staff_to_json(read):
                return "stale"
            more = [read.login, text, staff_to_json(wanted)]
        stored = await self._store.call(lambda r: r.hget(self._keys("requests"), before.id)) or ""
        if not stored or request_from_json(stored) != before:
            return "late"
        return str(  # type: ignore[return-value] # the script's words
            await self._run(scripts.DECIDE, "requests", before.id, stored, request_to_json(after), told.text, *more)
        )
