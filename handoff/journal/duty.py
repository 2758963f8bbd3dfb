"""Who is there and who is not, whose cases are whose, and which handoffs are to be looked at now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.absence import AWAY, DEPARTMENT_ABSENCE, Away, DepartmentAbsence
from handoff.journal import scripts
from handoff.journal.townstore import TownStore, ms, stamp, time_of
from handoff.keeping import Sign
from handoff.ticket import Ticket, ticket_from_json

BATCH: Final = 200
_INDEXED: Final = "looks"


class Duty(TownStore):
    """A town's presence, absences and looks as the store keeps them."""

    # -- people

    async def set_away(self, login: str, away: Away | None) -> None:
        """A member says that they are not there, or that they are (None). Their cases are looked at anew."""
        key = self._keys("away")
        if away is None:
            await self._store.call(lambda r: r.hdel(key, login))
        else:
            text = AWAY.dump_json(away).decode()
            await self._store.call(lambda r: r.hset(key, login, text))
        await self.look_again(login)

    async def who_is_away(self) -> dict[str, Away]:
        """Who said so and whose time is not over, by login; it may begin later."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("away")))
        found = {login: AWAY.validate_json(text) for login, text in sorted(stored.items())}
        now = datetime.now(UTC)
        return {login: away for login, away in found.items() if away.until > now}

    async def signs_of(self, logins: Iterable[str], now: datetime) -> dict[str, Sign]:
        """What is known of members at a moment: at the desk, by their acts, by their own word."""
        asked = list(logins)

        def fill(pipe: Pipeline) -> None:
            for name in ("present", "acted", "left"):
                pipe.zmscore(self._keys(name), asked)
            pipe.hmget(self._keys("away"), asked)

        if not asked:
            return {}
        present, acted, left, words = await self._store.pipeline(fill)
        return {login: _sign(present[i], acted[i], left[i], words[i], now) for i, login in enumerate(asked)}

    async def sign_of(self, login: str, now: datetime) -> Sign:
        """What is known of one member."""
        return (await self.signs_of([login], now))[login]

    async def last_acts(self, logins: Iterable[str]) -> dict[str, datetime]:
        """When members last acted on a case, of those who did."""
        asked = list(logins)
        scores = await self._store.call(lambda r: r.zmscore(self._keys("acted"), asked)) if asked else []
        return {login: time_of(int(score)) for login, score in zip(asked, scores, strict=True) if score}

    async def owned(self, login: str) -> list[tuple[str, Ticket]]:
        """The open handoffs of a member, with their conversations, longest asked first."""
        conversations = sorted(await self._store.call(lambda r: r.smembers(self._keys("owned", login))))
        found = [pair for pair in await self._tickets_of(conversations) if pair[1].is_open]
        mine = [pair for pair in found if pair[1].owner is not None and pair[1].owner.login == login]
        return sorted(mine, key=lambda pair: pair[1].asked_at)

    # -- departments

    async def set_absence(self, department: str, absence: DepartmentAbsence | None) -> None:
        """A department takes no new concerns for some days, or takes them again (None)."""
        key = self._keys("absences")
        if absence is None:
            await self._store.call(lambda r: r.hdel(key, department))
            return
        text = DEPARTMENT_ABSENCE.dump_json(absence).decode()
        await self._store.call(lambda r: r.hset(key, department, text))

    async def absences(self) -> dict[str, DepartmentAbsence]:
        """The departments' absences that are not over, by department."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("absences")))
        now = datetime.now(UTC)
        found = {name: DEPARTMENT_ABSENCE.validate_json(text) for name, text in sorted(stored.items())}
        return {name: absence for name, absence in found.items() if absence.until > now}

    async def unstaffed(self, department: str, *, since: datetime | None) -> datetime | None:
        """Note that somebody waits there with nobody present; since when that is so. None: it is not."""
        key = self._keys("unstaffed")
        if since is None:
            await self._store.call(lambda r: r.hdel(key, department))
            return None
        await self._store.call(lambda r: r.hsetnx(key, department, str(stamp(since))))
        noted = await self._store.call(lambda r: r.hget(key, department))
        return time_of(noted) if noted else since

    # -- looks

    async def take_looks(self, now: datetime, lease: timedelta, limit: int = 100) -> list[tuple[str, str]]:
        """Conversations that are due for a look, each with the mark of this look; again after ``lease`` if it fails."""
        answer = await self._run(scripts.LOOK, stamp(now), ms(lease), limit)
        return list(zip(answer[::2], answer[1::2], strict=True))

    async def looked(self, conversation: str, mark: str, again: datetime | None) -> None:
        """When to look again (None: never), unless something changed since this look was taken."""
        await self._run(scripts.LOOKED, conversation, mark, stamp(again) if again else "")

    async def look_again(self, login: str) -> None:
        """Something is new about a member: what they have is looked at now, and pages that show it are told."""
        conversations = sorted(await self._store.call(lambda r: r.smembers(self._keys("owned", login))))
        now = stamp(datetime.now(UTC))
        for at in range(0, len(conversations), BATCH):
            batch = dict.fromkeys(conversations[at : at + BATCH], now)

            def fill(pipe: Pipeline, batch: dict[str, int] = batch) -> None:
                pipe.zadd(self._keys("looks"), batch, xx=True)
                for conversation in batch:
                    pipe.xadd(self._keys("feed"), {"k": "ticket", "c": conversation})
                pipe.publish(self._keys("hint"), "feed")

            await self._store.pipeline(fill)

    async def index_looks(self) -> None:
        """Once a town, for handoffs that an earlier version opened: all are to be looked at."""
        if await self._store.call(lambda r: r.hget(self._keys("meta"), _INDEXED)):
            return
        conversations = await self._store.call(lambda r: r.zrange(self._keys("tickets"), 0, -1))
        now = stamp(datetime.now(UTC))
        for at in range(0, len(conversations), BATCH):
            pairs = await self._tickets_of(conversations[at : at + BATCH])

            def fill(pipe: Pipeline, pairs: list[tuple[str, Ticket]] = pairs) -> None:
                for conversation, ticket in pairs:
                    pipe.zadd(self._keys("looks"), {conversation: now}, nx=True)
                    if ticket.owner is not None:
                        pipe.sadd(self._keys("owned", ticket.owner.login), conversation)
                        pipe.hset(self._keys("conv", conversation), "owner", ticket.owner.login)

            await self._store.pipeline(fill)
        await self._store.call(lambda r: r.hset(self._keys("meta"), _INDEXED, "1"))

    async def told_late(self) -> list[tuple[str, Ticket]]:
        """The open handoffs whose promised time was told to be nearly or quite past, by that time."""
        return await self._tickets_of(await self._store.call(lambda r: r.zrange(self._keys("told_late"), 0, -1)))

    async def _tickets_of(self, conversations: list[str]) -> list[tuple[str, Ticket]]:
        def fill(pipe: Pipeline) -> None:
            for conversation in conversations:
                pipe.hget(self._keys("conv", conversation), "ticket")

        stored = await self._store.pipeline(fill) if conversations else []
        return [(c, ticket_from_json(t)) for c, t in zip(conversations, stored, strict=True) if t]


def _sign(present: float | None, acted: float | None, left: float | None, text: str | None, now: datetime) -> Sign:
    there, gone = max(present or 0, acted or 0), left or 0
    away = AWAY.validate_json(text) if text else None
    began = away is not None and away.since <= now
    return Sign(
        at=time_of(int(max(there, gone))) if there or gone else None,
        left=gone > there,
        paused_until=away.until if away is not None and began and not away.days else None,
        absent_since=away.since if away is not None and away.days and away.at(now) else None,
    )
