"""The connection to Redis: runs scripts and pipelines, and translates its errors. Knows nothing of conversations."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from redis import exceptions as errors
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.client import Pipeline
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from handoff.journal.records import JournalAway, JournalFull
from handoff.journal.scripts import ALL, Script

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
MEMORY_LOOK_SECONDS = 1.0
NEARLY_FULL = 0.85  # of maxmemory: above it nothing new is taken in, so that what is begun can be finished


class Store:
    """One Redis, shared by all towns of a process.

    Retries are safe because every script is idempotent by state or by id; there are few, so that a caller hears soon.
    """

    def __init__(self, url: str, *, ca_file: Path | None = None) -> None:
        tls: dict[str, Any] = {"ssl_ca_certs": str(ca_file)} if ca_file and url.startswith("rediss:") else {}
        # Who finds no free connection waits for one: a burst is no outage.
        pool = BlockingConnectionPool.from_url(
            url,
            timeout=TIMEOUT_SECONDS,
            protocol=2,
            decode_responses=True,
            encoding_errors="surrogatepass",
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            health_check_interval=30,
            max_connections=64,
            retry=Retry(ExponentialBackoff(cap=0.25, base=0.02), 2),
            **tls,
        )
        self.redis: Redis = Redis.from_pool(pool)
        self.nearly_full = False

    async def watch_memory(self, stop: asyncio.Event) -> None:
        """Keep ``nearly_full`` true to the store's memory until stopped: what is begun must still find room."""
        while not stop.is_set():
            with contextlib.suppress(JournalAway):
                await self.look_at_memory()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), MEMORY_LOOK_SECONDS)

    async def look_at_memory(self) -> None:
        """Measure once. Raises JournalAway."""
        memory = await self.call(lambda r: r.info("memory"))
        limit = int(memory.get("maxmemory", 0))
        full = bool(limit) and int(memory["used_memory"]) > NEARLY_FULL * limit
        if full != self.nearly_full:
            log.critical("store nearly full: %s", full, extra={"action": "store.nearly_full", "full": full})
        self.nearly_full = full

    async def load_scripts(self) -> None:
        """Make Redis know the scripts; a restart forgets them, then ``run`` sends the source."""
        await self.call(_load_all)

    async def run(self, script: Script, root: str, *args: str | int | bytes) -> Any:
        """Run a script on a town's root key. Raises JournalAway or JournalFull."""

        async def once(redis: Redis) -> Any:
            try:
                return await redis.evalsha(script.sha, 1, root, *args)
            except errors.NoScriptError:
                return await redis.eval(script.source, 1, root, *args)

        return await self.call(once)

    async def pipeline(self, fill: Callable[[Pipeline], object]) -> list[Any]:
        """Run reads (or writes that may be repeated) in one round trip, without a transaction."""

        async def once(redis: Redis) -> list[Any]:
            async with redis.pipeline(transaction=False) as pipe:
                fill(pipe)
                result: list[Any] = await pipe.execute()
                return result

        result: list[Any] = await self.call(once)
        return result

    async def call(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        """Do one thing with the client, its errors translated. (redis-py's types do not know that answers are text.)"""
        task = asyncio.current_task()
        asked_before = task.cancelling() if task else 0
        try:
            return await self._translated(work)
        finally:
            if task and task.cancelling() > asked_before:
                # Until Python 3.12 asyncio.wait_for, by which redis-py sends, can lose a cancellation.
                raise asyncio.CancelledError

    async def _translated(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        try:
            return await work(self.redis)
        except errors.ReadOnlyError as e:
            # The master has become a replica: these connections lead nowhere any more.
            await self.redis.connection_pool.disconnect(inuse_connections=False)
            raise JournalAway("the store is read-only") from e
        except errors.OutOfMemoryError as e:
            raise JournalFull("the store is full") from e
        except errors.ResponseError as e:
            text = str(e)
            if "OOM" in text:
                raise JournalFull("the store is full") from e
            if text.startswith(("MISCONF", "NOREPLICAS", "CLUSTERDOWN", "READONLY", "LOADING")):
                raise JournalAway(text.split(maxsplit=1)[0]) from e
            raise
        except (TimeoutError, errors.ConnectionError, errors.TimeoutError, errors.BusyLoadingError, OSError) as e:
            raise JournalAway(type(e).__name__) from e

    async def close(self) -> None:
        """Give the connections back."""
        await self.redis.aclose()


async def _load_all(redis: Redis) -> Sequence[Any]:
    return [await redis.script_load(script.source) for script in ALL]
