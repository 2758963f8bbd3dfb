"""One server of the store: its connections, how full it is, and its errors in our words. Knows no town."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Any, Final

from redis import exceptions as errors
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from handoff.journal.records import JournalAway, JournalBroken, JournalFull
from handoff.journal.storeurl import Address

log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 5.0
CONNECTIONS: Final = 64
NEARLY_FULL: Final = 0.85  # of maxmemory: above it nothing new is taken in, so that what is begun can be finished
OPTIONS: Final[dict[str, Any]] = {
    "protocol": 2,
    "decode_responses": True,
    "encoding_errors": "surrogatepass",
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "health_check_interval": 30,
}
# Firewalls forget a connection that says nothing for some minutes.
KEPT_ALIVE: Final[dict[str, Any]] = {
    "socket_keepalive": True,
    "socket_keepalive_options": {
        getattr(socket, name): seconds
        for name, seconds in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 3))
        if hasattr(socket, name)
    },
}
# Refusals that pass by themselves or with a failover; the word is the first of the server's answer.
_AWAY: Final = ("MISCONF", "NOREPLICAS", "READONLY", "LOADING", "BUSY", "MASTERDOWN", "UNBLOCKED", "TRYAGAIN")
_BROKEN: Final = ("WRONGTYPE", "EXECABORT")
_IN_PIPELINE: Final = re.compile(r"^Command # \d+ .* of pipeline caused error: \(?['\"]?", re.DOTALL)


class Moved(JournalAway):
    """Another server of the Cluster has this town now; nothing was done here."""

    def __init__(self, to: Address) -> None:
        super().__init__("the town is on another server")
        self.to = to


class _Told:
    """Before a connection of redis-py: uvloop tells in words of its own that the other side has closed."""

    async def send_packed_command(self, command: Any, check_health: bool = True) -> None:
        """Send it. Raises ConnectionError, on which redis-py tries with a new connection."""
        try:
            await super().send_packed_command(command, check_health)  # type: ignore[misc]
        except RuntimeError as closed:
            raise errors.ConnectionError("closed by the other side") from closed


class Server:
    """A server and up to 64 connections to it.

    Retries are safe because every script is idempotent by state or by id; there are few, so that a caller hears soon.
    """

    def __init__(self, **where: Any) -> None:
        """``where``: either ``url``, or ``host`` and ``port``, and what else redis-py's connections take."""
        # Who finds no free connection waits for one: a burst is no outage.
        options = {
            **OPTIONS,
            "timeout": TIMEOUT_SECONDS,
            "max_connections": CONNECTIONS,
            "retry": Retry(ExponentialBackoff(cap=0.25, base=0.02), 2),
            **where,
        }
        url = options.pop("url", None)
        if not (url or "").startswith("unix:"):
            options |= KEPT_ALIVE
        pool = BlockingConnectionPool.from_url(url, **options) if url else BlockingConnectionPool(**options)
        kind = pool.connection_class
        pool.connection_class = kind if issubclass(kind, _Told) else type(kind.__name__, (_Told, kind), {})
        self.redis: Redis = Redis.from_pool(pool)
        self.nearly_full = False

    async def call(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        """Do one thing with the client. Raises JournalAway, Moved, JournalFull, JournalBroken."""
        try:
            return await work(self.redis)
        except errors.ReadOnlyError as e:
            # The master has become a replica: these connections lead nowhere any more.
            await self.redis.connection_pool.disconnect(inuse_connections=False)
            raise JournalAway("the store is read-only") from e
        except errors.OutOfMemoryError as e:
            raise JournalFull("the store is full") from e
        except errors.MovedError as e:
            raise Moved(Address(str(e.host), int(e.port))) from e
        except errors.AskError as e:
            # Following it would write a town in two places: the keys of a script are not asked for one by one.
            raise JournalAway("the town is being moved to another server") from e
        except (errors.ClusterDownError, errors.TryAgainError) as e:
            raise JournalAway(type(e).__name__) from e
        except errors.ResponseError as e:
            raise _translated(e) from e
        except (TimeoutError, errors.ConnectionError, errors.TimeoutError, errors.BusyLoadingError, OSError) as e:
            raise JournalAway(type(e).__name__) from e

    async def look_at_memory(self) -> None:
        """Measure once. Raises JournalAway."""
        memory = await self.call(lambda r: r.info("memory"))
        limit = int(memory.get("maxmemory", 0))
        full = bool(limit) and int(memory["used_memory"]) > NEARLY_FULL * limit
        if full != self.nearly_full:
            log.critical("store nearly full: %s", full, extra={"action": "store.nearly_full", "full": full})
        self.nearly_full = full

    async def replicas(self) -> list[Server]:
        """Its replicas, to be closed by the caller. Raises JournalAway."""
        kind, *more = await self.call(lambda r: r.role())
        if kind != "master":
            return []
        pool = self.redis.connection_pool
        how = {key: value for key, value in pool.connection_kwargs.items() if key != "path"}
        if not issubclass(pool.connection_class, UnixDomainSocketConnection):
            how["connection_class"] = pool.connection_class
        return [Server(**{**how, "host": host, "port": int(port)}) for host, port, _ in more[1]]

    async def forget_connections(self) -> None:
        """Drop those that are not in use."""
        await self.redis.connection_pool.disconnect(inuse_connections=False)

    async def close(self) -> None:
        """Give the connections back."""
        await self.redis.aclose()


def word_of(error: errors.ResponseError) -> str:
    """The first word of what a server answered; redis-py puts the command before it when it was in a pipeline."""
    text = str(error.args[0]) if error.args else ""
    return _IN_PIPELINE.sub("", text).split(maxsplit=1)[0] if text else ""


def emptied(town: str = "") -> JournalBroken:
    """Tell of it aloud; the error to raise."""
    log.critical("the store was emptied while it was in use", extra={"action": "store.emptied", "town": town})
    return JournalBroken("the store was emptied: restore a backup, or start anew to begin with nothing")


def _translated(error: errors.ResponseError) -> Exception:
    word, text = word_of(error), str(error)
    if "OOM" in text:
        return JournalFull("the store is full")
    if word in _AWAY or "CLUSTERDOWN" in word:
        return JournalAway(word)
    if word == "EMPTIED":
        return emptied()
    if word in _BROKEN or "WRONGTYPE" in text:
        log.critical("a key of the store is of a wrong kind", extra={"action": "store.broken", "word": word})
        return JournalBroken("a key of the store is of a wrong kind")
    return error
