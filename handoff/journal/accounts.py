"""Staff accounts, presence, one-time links and counted attempts. Who may do what is decided elsewhere."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from redis.asyncio.client import Pipeline

from handoff.audit import AuditRow
from handoff.breakglass import roles_lent
from handoff.journal import scripts
from handoff.journal.glasses import glasses_of
from handoff.journal.townstore import TownStore
from handoff.rights import RIGHTS, Right
from handoff.staff import StaffRecord, staff_from_json, staff_to_json

Opens = Literal["login", "invite", "setup"]
"""What a one-time link is good for: to come in, to choose a password, to make the first account."""
Guard = Literal["", "keep", "first"]
"""``keep``: somebody who manages accounts must be left; ``first``: there must be nobody who does."""
Put = Literal["ok", "stale", "last", "late"]
_MANAGERS: Final = tuple(role.value for role, rights in RIGHTS.items() if Right.MANAGE_STAFF in rights)


class Accounts(TownStore):
    """A town's staff as the store keeps it."""

    async def staff(self) -> dict[str, StaffRecord]:
        """All accounts by login."""

        def fill(pipe: Pipeline) -> None:
            pipe.hgetall(self._keys("staff"))
            pipe.hgetall(self._keys("glass"))

        stored, glasses = await self._store.pipeline(fill)
        return {login: _with_lent(staff_from_json(text), glasses) for login, text in sorted(stored.items())}

    async def account(self, login: str) -> StaffRecord | None:
        """One account."""

        def fill(pipe: Pipeline) -> None:
            pipe.hget(self._keys("staff"), login)
            pipe.hgetall(self._keys("glass"))

        text, glasses = await self._store.pipeline(fill)
        return _with_lent(staff_from_json(text), glasses) if text else None

    async def put_staff(self, record: StaffRecord) -> None:
        """Add or replace an account, whatever was there."""
        text = staff_to_json(record)
        await self._store.call(lambda r: r.hset(self._keys("staff"), record.login, text))

    async def change_account(
        self, before: StaffRecord | None, after: StaffRecord, guard: Guard = "", *, told: AuditRow
    ) -> Put:
        """Write an account, and ``told`` into the audit, if it is still as it was read and the guard lets it."""
        read = await self._as_stored(before) if before is not None else ""
        return str(  # type: ignore[return-value] # the script's words
            await self._run(scripts.PUT_ACCOUNT, after.login, read, staff_to_json(after), guard, told.text, *_MANAGERS)
        )

    async def _as_stored(self, record: StaffRecord) -> str:
        """The stored text that this record was read from: an older version wrote other fields."""
        text = await self._store.call(lambda r: r.hget(self._keys("staff"), record.login))
        return str(text) if text and staff_from_json(text) == replace(record, lent=()) else staff_to_json(record)

    async def seen(self, login: str) -> None:
        """The staff member is there now."""
        await self._run(scripts.PRESENCE, login, 1)

    async def gone(self, login: str) -> None:
        """The staff member has left the desk: what they have will not wait for them for long."""
        await self._run(scripts.PRESENCE, login, 0)

    async def make_login_link(self, login: str, ttl: timedelta, opens: Opens = "login") -> str:
        """A one-time secret for this account. It is void once the account's password is another one."""
        token = secrets.token_urlsafe(24)
        value = json.dumps({"login": login, "mark": await self._password_mark(login)})
        await self._store.call(lambda r: r.set(self._keys(opens, _digest(token)), value, px=ttl))
        return token

    async def login_of_link(self, token: str, opens: Opens = "login") -> str | None:
        """The login a link stands for, while it is good. It stays so."""
        return await self._login_of(await self._store.call(lambda r: r.get(self._keys(opens, _digest(token)))))

    async def use_login_link(self, token: str, opens: Opens = "login") -> str | None:
        """The login a link stands for; the link is used up."""
        return await self._login_of(await self._store.call(lambda r: r.getdel(self._keys(opens, _digest(token)))))

    async def _login_of(self, stored: str | None) -> str | None:
        if stored is None:
            return None
        link = json.loads(stored)
        return str(link["login"]) if link["mark"] == await self._password_mark(link["login"]) else None

    async def _password_mark(self, login: str) -> str:
        record = await self.account(login)
        return _digest(record.password_hash)[:16] if record is not None else ""

    async def count_attempt(self, key: str, window: timedelta) -> int:
        """How many attempts under this key there were in the window, this one included."""
        name = self._keys("attempt", _digest(key))

        def fill(pipe: Pipeline) -> None:
            pipe.set(name, 0, px=window, nx=True)
            pipe.incr(name)

        _, n = await self._store.pipeline(fill)
        return int(n)


def _with_lent(record: StaffRecord, glasses: dict[str, str]) -> StaffRecord:
    """The account with the roles it has for some hours."""
    if not glasses:
        return record
    return replace(record, lent=roles_lent(glasses_of(glasses), record.login, datetime.now(UTC)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
