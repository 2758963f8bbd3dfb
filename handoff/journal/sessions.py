"""Who is logged in at the desk, from where, and log-ins that are not finished yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore, ms, stamp, time_of

How = Literal["password", "link", "provider"]
"""How somebody came in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A log-in that lasts. ``id`` is the hash of its secret; ``agent`` names browser and system in short."""

    id: str
    login: str
    began: datetime
    active: datetime
    how: How = "password"
    agent: str = ""


class Sessions(TownStore):
    """A town's sessions. One that has ended tells so (topic ``sessions``), that open pages close at once."""

    async def open_session(
        self,
        session: str,
        login: str,
        *,
        idle: timedelta,
        absolute: timedelta,
        how: How = "password",
        agent: str = "",
    ) -> None:
        """Start a session, named by the hash of its secret."""
        now = datetime.now(UTC)
        ends = stamp(now + absolute)
        value = json.dumps(
            {"login": login, "idle": ms(idle), "ends": ends, "began": stamp(now), "how": how, "agent": agent}
        )
        index = self._keys("sessions", login)

        def fill(pipe: Pipeline) -> None:
            pipe.set(self._keys("session", session), value, px=idle)
            pipe.zremrangebyscore(index, 0, stamp(now))
            pipe.zadd(index, {session: ends})
            pipe.pexpire(index, ms(absolute))
            pipe.zadd(self._keys("logged_in"), {login: stamp(now)})

        await self._store.pipeline(fill)

    async def session(self, session: str, *, touch: bool = True) -> str | None:
        """The login of a session that is neither idle too long nor over; ``touch`` counts as activity."""
        found = await self.session_now(session, touch=touch)
        return found.login if found is not None else None

    async def session_now(self, session: str, *, touch: bool = True) -> Session | None:
        """A session that is neither idle too long nor over; ``touch`` counts as activity."""
        key = self._keys("session", session)
        stored = await self._store.call(lambda r: r.get(key))
        if not stored:
            return None
        value = json.loads(stored)
        now = datetime.now(UTC)
        left = value["ends"] - stamp(now)
        if left <= 0:
            await self.end_session(session)
            return None
        if touch:

            def fill(pipe: Pipeline) -> None:
                pipe.pexpire(key, min(value["idle"], left))
                pipe.zadd(self._keys("used"), {value["login"]: stamp(now)})

            await self._store.pipeline(fill)
        return _session(session, value, now)

    async def sessions(self, login: str) -> list[Session]:
        """The sessions of an account that last, the latest active first."""
        ids = await self._store.call(lambda r: r.zrange(self._keys("sessions", login), 0, -1))

        def fill(pipe: Pipeline) -> None:
            for one in ids:
                pipe.get(self._keys("session", one))
                pipe.pttl(self._keys("session", one))

        found = await self._store.pipeline(fill) if ids else []
        now = datetime.now(UTC)
        lasting = []
        for one, stored, left in zip(ids, found[::2], found[1::2], strict=True):
            if stored and left > 0:
                value = json.loads(stored)
                # Its time to live was set anew when it was last active; near its end it was given less.
                idle_for = timedelta(milliseconds=max(0, value["idle"] - left))
                lasting.append(_session(one, value, now - idle_for))
        return sorted(lasting, key=lambda s: s.active, reverse=True)

    async def end_session(self, session: str) -> None:
        """End a session at once."""
        await self._end([session])

    async def end_sessions(self, login: str, *, but: str = "") -> int:
        """End the sessions of an account at once, all but one where it is named; how many."""
        index = self._keys("sessions", login)
        ids = [one for one in await self._store.call(lambda r: r.zrange(index, 0, -1)) if one != but]
        await self._end(ids)
        if ids:
            await self._store.call(lambda r: r.zrem(index, *ids))
        return len(ids)

    async def _end(self, ids: list[str]) -> None:
        def fill(pipe: Pipeline) -> None:
            for one in ids:
                pipe.delete(self._keys("session", one))
            pipe.publish(self._keys("hint"), "sessions")

        await self._store.pipeline(fill)

    async def keep_pending(self, name: str, value: Mapping[str, str], ttl: timedelta) -> None:
        """Remember a log-in that is not finished, named by the hash of its secret."""
        text = json.dumps(value)
        await self._store.call(lambda r: r.set(self._keys("pending", name), text, px=ttl))

    async def pending(self, name: str) -> dict[str, str] | None:
        """What was remembered. It stays so."""
        stored = await self._store.call(lambda r: r.get(self._keys("pending", name)))
        return json.loads(stored) if stored else None

    async def take_pending(self, name: str) -> dict[str, str] | None:
        """What was remembered; it is used up."""
        stored = await self._store.call(lambda r: r.getdel(self._keys("pending", name)))
        return json.loads(stored) if stored else None


def _session(session: str, value: Mapping[str, str], active: datetime) -> Session:
    return Session(
        id=session,
        login=value["login"],
        began=time_of(value["began"]) if "began" in value else active,
        active=active,
        how=value.get("how", "password"),  # type: ignore[arg-type] # we wrote it
        agent=value.get("agent", ""),
    )
