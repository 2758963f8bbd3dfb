"""Staff accounts, their sessions and presence, and counted attempts. Who may do what is decided elsewhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.townstore import TownStore, ms, stamp
from handoff.staff import StaffRecord, staff_from_json, staff_to_json


class Accounts(TownStore):
    """A town's staff as the store keeps it."""

    async def staff(self) -> dict[str, StaffRecord]:
        """All accounts by login."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("staff")))
        return {login: staff_from_json(text) for login, text in sorted(stored.items())}

    async def put_staff(self, record: StaffRecord) -> None:
        """Add or replace an account."""
        text = staff_to_json(record)
        await self._store.call(lambda r: r.hset(self._keys("staff"), record.login, text))

    async def seen(self, login: str) -> None:
        """The staff member is there now."""
        await self._run(scripts.PRESENCE, login, 1)

    async def gone(self, login: str) -> None:
        """The staff member has left the desk: what they have will not wait for them for long."""
        await self._run(scripts.PRESENCE, login, 0)

    async def open_session(self, session: str, login: str, *, idle: timedelta, absolute: timedelta) -> None:
        """Start a session, named by the hash of its secret."""
        ends = stamp(datetime.now(UTC) + absolute)
        value = json.dumps({"login": login, "idle": ms(idle), "ends": ends})
        await self._store.call(lambda r: r.set(self._keys("session", session), value, px=idle))

    async def session(self, session: str, *, touch: bool = True) -> str | None:
        """The login of a session that is neither idle too long nor over; ``touch`` counts as activity."""
        key = self._keys("session", session)
        stored = await self._store.call(lambda r: r.get(key))
        if not stored:
            return None
        value = json.loads(stored)
        left = value["ends"] - stamp(datetime.now(UTC))
        if left <= 0:
            await self.end_session(session)
            return None
        if touch:
            await self._store.call(lambda r: r.pexpire(key, min(value["idle"], left)))
        return str(value["login"])

    async def end_session(self, session: str) -> None:
        """End a session at once."""
        await self._store.call(lambda r: r.delete(self._keys("session", session)))

    async def make_login_link(self, login: str, ttl: timedelta) -> str:
        """A one-time secret that logs this account in once."""
        token = secrets.token_urlsafe(24)
        await self._store.call(lambda r: r.set(self._keys("login", _digest(token)), login, px=ttl))
        return token

    async def use_login_link(self, token: str) -> str | None:
        """The login a link stands for; the link is used up."""
        login: str | None = await self._store.call(lambda r: r.getdel(self._keys("login", _digest(token))))
        return login

    async def count_attempt(self, key: str, window: timedelta) -> int:
        """How many attempts under this key there were in the window, this one included."""
        name = self._keys("attempt", _digest(key))

        def fill(pipe: Pipeline) -> None:
            pipe.set(name, 0, px=window, nx=True)
            pipe.incr(name)

        _, n = await self._store.pipeline(fill)
        return int(n)

    async def audit(self, row: Mapping[str, Any]) -> None:
        """Write down an act that has no commit of its own (log-in, refused access)."""
        text = json.dumps({"at": datetime.now(UTC).isoformat(), **row}, ensure_ascii=False)
        await self._store.call(lambda r: r.xadd(self._keys("audit"), {"row": text}))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
