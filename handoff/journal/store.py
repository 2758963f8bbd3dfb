"""The store as the journal uses it: scripts and pipelines, run where a town's data is. Knows no conversations."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from redis import exceptions as errors
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from handoff.journal.fleet import Cluster, fleet_at, slot_of
from handoff.journal.keys import Keys
from handoff.journal.records import JournalAway, JournalError, NotCopied
from handoff.journal.scripts import ALL, FENCE, Script
from handoff.journal.server import Moved, Server
from handoff.journal.storeurl import Address

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
NAMES_AT_ONCE: Final = 1000
TOWNS_AT_ONCE: Final = 100  # so that nobody waits long behind them
CALL_SECONDS: Final = 10.0  # a call with all its repeats: whoever waits for it must hear, and not try in the dark
COPIED_WITHIN_MS: Final = 1000  # in memory, and as long again on disk
MOVES: Final = 3  # of a town while one call is under way


@dataclass(frozen=True, slots=True)
class Call:
    """A script with its keys and arguments."""

    script: Script
    keys: tuple[str, ...]
    args: tuple[str | int | bytes, ...]


def call_of(script: Script, root: str, *args: str | int | bytes, begun: bool = False) -> Call:
    """A script on a town's root key. ``begun``: only if the town has data (see prelude.lua)."""
    return Call(script, (root, f"{root}meta") if begun else (root,), args)


class Store:
    """One store, shared by all towns of a process: a server, a master with Sentinels, or a Cluster.

    ``replicas``: so many must have on disk what a script wrote before it counts as written. ``options`` change those
    of the connections.
    """

    def __init__(self, url: str, *, ca_file: Path | None = None, replicas: int = 0, **options: Any) -> None:
        self._fleet = fleet_at(url, ca_file=ca_file, **options)
        self._patience = max(CALL_SECONDS, 2 * options.get("socket_timeout", 0))
        self.replicas = replicas
        self._slot: int | None = None
        self.behind = False
        """Whether replicas did not follow the last time they were waited for."""
        self._under_way: set[asyncio.Task[None]] = set()

    def of(self, town: str) -> Store:
        """The store as it is for one town."""
        if not self.is_cluster:
            return self
        part = copy(self)
        part._slot = slot_of(town)
        return part

    @property
    def is_cluster(self) -> bool:
        """Whether towns lie on different servers."""
        return isinstance(self._fleet, Cluster)

    @property
    def redis(self) -> Redis:
        """The client of the server as it was last known. Raises JournalAway when none is."""
        if (server := self._fleet.known(self._slot)) is None:
            raise JournalAway("no server is known yet")
        return server.redis

    @property
    def nearly_full(self) -> bool:
        """Whether nothing new is to be taken in: what is begun must still find room."""
        server = self._fleet.known(self._slot)
        return server is not None and server.nearly_full

    async def server(self) -> Server:
        """The server to talk to now. Raises JournalAway."""
        return await self._fleet.serving(self._slot)

    def serves(self, server: Server) -> bool:
        """Whether a server is still one to talk to, as far as is known."""
        return self._fleet.has(server)

    async def servers(self) -> Sequence[Server]:
        """All that take writes. Raises JournalAway."""
        return await self._fleet.all()

    @asynccontextmanager
    async def with_replicas(self) -> AsyncIterator[Sequence[Server]]:
        """The server to talk to and those that copy it. Raises JournalAway."""
        server = await self.server()
        replicas = await server.replicas()
        try:
            yield [server, *replicas]
        finally:
            for replica in replicas:
                await replica.close()

    async def watch(self, stop: asyncio.Event) -> None:
        """Know who serves, and how full they are, until stopped."""
        while not stop.is_set():
            with contextlib.suppress(JournalAway):
                await self._fleet.look()
                await self.look_at_memory()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def look_at_memory(self) -> None:
        """Measure all once. Raises JournalAway when one does not answer."""
        looks = [server.look_at_memory() for server in await self.servers()]
        for failure in await asyncio.gather(*looks, return_exceptions=True):
            if failure is not None:
                raise failure

    async def load_scripts(self) -> None:
        """Make all servers know the scripts; a restart forgets them, then ``run`` sends the source."""
        for server in await self.servers():
            await server.call(_load_all)

    async def run(self, script: Script, root: str, *args: str | int | bytes, begun: bool = False) -> Any:
        """Run a script on a town's root key. ``begun``: only if the town has data (see prelude.lua).

        Raises JournalError.
        """
        return await self.run_call(call_of(script, root, *args, begun=begun))

    async def run_call(self, asked: Call) -> Any:
        """Run a script. Raises JournalError."""

        async def once(redis: Redis) -> Any:
            try:
                return await redis.evalsha(asked.script.sha, len(asked.keys), *asked.keys, *asked.args)
            except errors.NoScriptError:
                return await redis.eval(asked.script.source, len(asked.keys), *asked.keys, *asked.args)

        async def copied(redis: Redis) -> Any:
            try:
                (answer,) = await self._run_all(redis, [asked])
            except NotCopied as away:
                raise NotCopied(away.answer[0]) from None
            if isinstance(answer, Exception):
                raise answer
            return answer

        return await self.call(copied if self.replicas and asked.script.writes else once)

    async def run_for_each(self, script: Script, towns: Sequence[str], *args: str | int | bytes) -> dict[str, Any]:
        """Run a script on many towns, its copies waited for by nobody: few round trips to each server. Answers by town.

        A town is missing when its server did not answer, or is another one now: the next call knows. Raises
        JournalAway when no server answered.
        """
        shares, away = await self._shares(towns)
        found: dict[str, Any] = {}
        for share in await asyncio.gather(
            *(self._run_on(server, script, some, args) for server, some in shares.items()), return_exceptions=True
        ):
            if isinstance(share, JournalError):
                away = share
            elif isinstance(share, BaseException):
                raise share
            else:
                found |= share
        if away is not None and not found:
            raise away
        return found

    async def shares(self, towns: Sequence[str]) -> Sequence[Sequence[str]]:
        """Towns that lie on one server, for each server. Where none is known a town is missing. Raises JournalAway."""
        shares, away = await self._shares(towns)
        if away is not None and not shares:
            raise away
        return list(shares.values())

    async def _shares(self, towns: Sequence[str]) -> tuple[dict[Server, list[str]], JournalError | None]:
        shares: defaultdict[Server, list[str]] = defaultdict(list)
        away: JournalError | None = None
        for town in towns:
            try:
                shares[await self._fleet.serving(slot_of(town) if self.is_cluster else None)].append(town)
            except JournalAway as e:
                away = e
        return shares, away

    async def _run_on(
        self, server: Server, script: Script, towns: Sequence[str], args: Sequence[str | int | bytes]
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for start in range(0, len(towns), TOWNS_AT_ONCE):
            some = towns[start : start + TOWNS_AT_ONCE]
            asked = [call_of(script, Keys(town).root, *args) for town in some]
            answers = await self._patiently(server, lambda redis, asked=asked: self._run_all(redis, asked))  # type: ignore[misc]
            for town, answer in zip(some, answers, strict=True):
                if isinstance(answer, errors.MovedError):
                    self._fleet.moved(slot_of(town), Address(str(answer.host), int(answer.port)))
                elif not isinstance(answer, Exception):
                    found[town] = answer
        return found

    async def run_together(self, asked: Sequence[Call]) -> list[Any]:
        """Run scripts of one town in one round trip, in order: of each its answer, or the raw error it failed with.

        Raises JournalError when none was answered, NotCopied with these answers when replicas did not follow.
        """
        result: list[Any] = await self.call(lambda redis: self._run_all(redis, asked))
        return result

    async def _run_all(self, redis: Redis, asked: Sequence[Call]) -> list[Any]:
        """Of each its answer, or the error it failed with. Raises NotCopied with these."""
        answers, is_copied = await self._run_known(redis, asked)
        unknown = [n for n, answer in enumerate(answers) if isinstance(answer, errors.NoScriptError)]
        if unknown:
            await _load_all(redis)
            # Only these: what did run must not run again. A take would lease others, and nobody would have the first.
            again, too = await self._run_known(redis, [asked[n] for n in unknown])
            is_copied = is_copied and too
            for n, answer in zip(unknown, again, strict=True):
                answers[n] = answer
        if not is_copied:
            raise NotCopied(answers)
        return answers

    async def _run_known(self, redis: Redis, asked: Sequence[Call]) -> tuple[list[Any], bool]:
        def fill(pipe: Pipeline) -> None:
            for one in asked:
                pipe.evalsha(one.script.sha, len(one.keys), *one.keys, *one.args)

        if self.replicas and any(one.script.writes for one in asked):
            return await self._copied(redis, asked[0].keys[0], fill)
        async with redis.pipeline(transaction=False) as pipe:
            fill(pipe)
            return await pipe.execute(raise_on_error=False), True

    async def pipeline(self, fill: Callable[[Pipeline], object], *, confirms: str = "") -> list[Any]:
        """Run reads (or writes that may be repeated) in one round trip, without a transaction.

        ``confirms``: the town about which somebody outside will rely on these writes, as on those of a script.
        """

        async def once(redis: Redis) -> list[Any]:
            if confirms and self.replicas:
                answers, is_copied = await self._copied(redis, Keys(confirms).root, fill)
                for answer in answers:
                    if isinstance(answer, Exception):
                        raise answer
                if not is_copied:
                    raise NotCopied(answers)
                return answers
            async with redis.pipeline(transaction=False) as pipe:
                fill(pipe)
                result: list[Any] = await pipe.execute()
                return result

        result: list[Any] = await self.call(once)
        return result

    async def names(self, prefix: str, at_once: int = NAMES_AT_ONCE) -> AsyncIterator[list[Any]]:
        """Names of the keys that begin with a prefix, some at a time (as text, unless the connection gives bytes).

        One that comes or goes meanwhile may be missing; in different parts one may come twice. Raises JournalAway.
        """
        pattern = "".join(f"\\{c}" if c in "*?[]\\" else c for c in prefix) + "*"
        cursor: int | str = 0
        while True:
            cursor, found = await self.call(
                lambda r, at=cursor: r.scan(at, match=pattern, count=at_once)  # type: ignore[misc]
            )
            if found:
                yield list(dict.fromkeys(found))
            if not int(cursor):
                return

    async def _copied(self, redis: Redis, root: str, fill: Callable[[Pipeline], object]) -> tuple[list[Any], bool]:
        """Run it and wait for the replicas, all on one connection: a server waits for what its asker wrote.

        Of each command its answer, or the error it failed with; and whether enough replicas have it.
        """
        async with redis.pipeline(transaction=False) as pipe:
            fill(pipe)
            # A repeat writes nothing, and yet what it finds done must have been copied.
            pipe.evalsha(FENCE.sha, 1, root)
            # Asked once for its memory, a replica has written by when it is asked for its disk; else it tells of its
            # disk at its next second only.
            pipe.execute_command("WAIT", self.replicas, COPIED_WITHIN_MS)
            pipe.execute_command("WAITAOF", 1, self.replicas, COPIED_WITHIN_MS)
            *answers, fence, waited, copied = await pipe.execute(raise_on_error=False)
        if isinstance(fence, errors.NoScriptError):
            await _load_all(redis)
            _, is_copied = await self._copied(redis, root, lambda _: None)  # a later fence is behind all that, too
            return answers, is_copied
        for failure in (fence, waited, copied):
            if isinstance(failure, Exception):
                raise failure
        behind = int(copied[1]) < self.replicas
        if behind != self.behind:
            log.critical("store's replicas behind: %s", behind, extra={"action": "store.behind", "behind": behind})
        self.behind = behind
        return answers, not behind

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
        for _ in range(MOVES):
            server = await self._fleet.serving(self._slot)
            try:
                return await self._patiently(server, work)
            except Moved as moved:
                self._fleet.moved(self._slot, moved.to)
        raise JournalAway("the town is being moved from server to server")

    async def _patiently(self, server: Server, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        """Do it on this server, which is doubted when it does not answer as it should. Raises JournalError."""
        try:
            async with asyncio.timeout(self._patience):
                return await server.call(work)
        except Moved:
            raise  # no doubt: it knows who serves
        except TimeoutError as e:
            self._fleet.doubt()
            raise JournalAway("no answer in time") from e
        except JournalAway:
            self._fleet.doubt()
            raise

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something with the store that outlives who asked for it; it ends with the store."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def close(self) -> None:
        """End what is under way and give the connections back."""
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._fleet.close()


async def _load_all(redis: Redis) -> Sequence[Any]:
    return [await redis.script_load(script.source) for script in ALL]
