"""Brings a town's data to the form that this version knows, step by step, while the program runs.

Of several processes one does it, by a lease; killed at any point, the next goes on where it was. A step that programs
of the version before cannot live with waits until these have gone: they see that they must.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from redis.asyncio import Redis

from handoff.journal import scripts
from handoff.journal.keys import Keys
from handoff.journal.programs import Programs
from handoff.journal.records import JournalAway, JournalError
from handoff.journal.schema import Schema, Standing, Step, refused, standing
from handoff.journal.store import Store

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=10)
RENEW_SECONDS: Final = 3.0
LOOK_SECONDS: Final = 0.5
TOLD_EVERY_SECONDS: Final = 10.0

Tell = Callable[[Standing], None]
"""Hears how far it is."""


class NotOurs(JournalError):
    """Another process goes on with it."""


class Migrator:
    """One town's. ``lease`` is shortened by tests only."""

    def __init__(self, store: Store, town: str, schema: Schema, *, lease: timedelta = LEASE) -> None:
        self._store = store.of(town)
        self._town = town
        self._keys = Keys(town)
        self._schema = schema
        self._lease = lease
        self._owner = secrets.token_hex(8)
        self._told_at = float("-inf")

    async def run(self, tell: Tell = lambda _: None) -> None:
        """Return when the data has our form, whoever brought it there. Waits for a store. Raises UnsoundStore."""
        while True:
            try:
                there = await standing(self._store, self._town)
                if why := there.refusal(self._schema):
                    raise refused(self._town, why)
                tell(there)
                self._log(there)
                if there.number >= self._schema.number:
                    return
                if await self._take():
                    await self._step(there.number + 1, tell)
                    continue
            except (JournalAway, NotOurs) as e:
                log.warning("data not brought up yet", extra={"action": "schema.away", "cause": type(e).__name__})
            await asyncio.sleep(LOOK_SECONDS)

    async def _take(self) -> bool:
        length = int(self._lease.total_seconds() * 1000)
        return bool(await self._store.run(scripts.LEASE, self._keys.root, "migration", self._owner, length))

    async def _give_back(self) -> None:
        with contextlib.suppress(JournalError):
            await self._store.run(scripts.LEASE, self._keys.root, "migration", self._owner, 0)

    async def _step(self, to: int, tell: Tell) -> None:
        """One step, while the lease is ours."""
        step = self._schema.step_to(to)
        work = asyncio.create_task(self._do(step, to, tell))
        keeping = asyncio.create_task(self._keep())
        try:
            await asyncio.wait((work, keeping), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                keeping.result()  # raises why it is not ours any more
            await work
        finally:
            for task in (work, keeping):
                task.cancel()
            await asyncio.gather(work, keeping, return_exceptions=True)
            await self._give_back()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(min(RENEW_SECONDS, self._lease.total_seconds() / 3))
            if not await self._take():
                raise NotOurs

    async def _do(self, step: Step, to: int, tell: Tell) -> None:
        there = await standing(self._store, self._town)
        oldest = there.oldest if step.online else to
        await self._write("begin", to, _text(to, "", 0, 0), oldest)
        extra = {"action": "schema.step", "town": self._town, "to": to, "what": step.what}
        log.info("bringing the data up", extra=extra)
        if not step.online:
            await self._until_alone(to)
        there = await standing(self._store, self._town)
        await step.run(_Work(self, to, there.cursor, tell))
        await self._write("end", to, "")
        log.info("the data is brought up", extra={**extra, "action": "schema.reached"})

    async def _until_alone(self, to: int) -> None:
        programs = Programs(self._store, self._town)
        told = False
        while older := [one for one in await programs.all() if one.schema < to]:
            if not told:
                told = True
                versions = sorted({one.version for one in older})
                log.warning(
                    "waiting for older programs to end",
                    extra={"action": "schema.waiting", "town": self._town, "count": len(older), "versions": versions},
                )
            await asyncio.sleep(LOOK_SECONDS)

    async def _write(self, what: str, to: int, text: str, oldest: int = 0) -> None:
        if not await self._store.run(scripts.SCHEMA, self._keys.root, what, self._owner, to, text, oldest):
            raise NotOurs

    async def _reached(self, to: int, cursor: str, done: int, total: int, tell: Tell) -> None:
        await self._write("reached", to, _text(to, cursor, done, total))
        there = Standing(number=to - 1, oldest=to - 1, towards=to, cursor=cursor, done=done, total=total)
        tell(there)
        self._log(there)

    def _log(self, there: Standing) -> None:
        now = asyncio.get_running_loop().time()
        if there.towards and now - self._told_at > TOLD_EVERY_SECONDS:
            self._told_at = now
            extra = {"action": "schema.progress", "town": self._town, "to": there.towards}
            log.info("the data is being brought up", extra={**extra, "done": there.done, "total": there.total})


class _Work:
    """What a step is given."""

    def __init__(self, migrator: Migrator, to: int, cursor: str, tell: Tell) -> None:
        self._migrator = migrator
        self._to = to
        self._tell = tell
        self.keys = migrator._keys
        self.cursor = cursor

    async def call(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        return await self._migrator._store.call(work)

    async def reached(self, cursor: str, done: int, total: int) -> None:
        self.cursor = cursor
        await self._migrator._reached(self._to, cursor, done, total, self._tell)


def _text(to: int, cursor: str, done: int, total: int) -> str:
    return json.dumps({"to": to, "cursor": cursor, "done": done, "total": total})
