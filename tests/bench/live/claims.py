"""How many claims a second, beside a script with as many writes on the same connection, in interleaved rounds."""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from handoff.acts import Acts
from handoff.journal.batching import Batches
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.scripts import COMMIT, Script
from handoff.journal.store import Store
from handoff.ticket import Done, Staff
from tests.bench.live.waiting import wait_in_line

ROUNDS: Final = 5
WAYS: Final = 32
"""Claims that are on their way at once."""
_PAYLOAD: Final = 700
"""Bytes of JSON that go with each, about as many as a claim's."""


async def claim_rates(folder: Path, count: int) -> dict[str, Any]:
    """Medians of `ROUNDS` rounds of ``count`` claims each, always on disk before they are answered."""
    server = EmbeddedServer(folder, fsync="always")
    server.start()
    store = Store(server.url)
    await store.load_scripts()
    try:
        journal = Journal(store, "bench", Hints(store, ["bench"]), per_minute=10**9)
        acts = Acts(journal, {})
        ((conversation, _),) = await wait_in_line(journal, 1)
        before = await _calls(store)
        await acts.claim(conversation, _clerk(0), request="one")
        writes = _writes(before, await _calls(store))
        raw, batched = await _as_many(store, journal, writes)
        claims: list[float] = []
        raws: list[float] = []
        together: list[float] = []
        for number in range(ROUNDS):
            waiting = await wait_in_line(journal, count, first=1 + number * count)
            raws.append(count / await _timed(count, raw))
            together.append(count / await _timed(count, batched))

            async def claim(i: int, waiting: list[Any] = waiting, number: int = number) -> None:
                done = await acts.claim(waiting[i][0], _clerk(i), request=f"claim {number} {i}")
                assert isinstance(done, Done)

            claims.append(count / await _timed(count, claim))
    finally:
        await store.close()
        server.stop()
    return {
        "claims_s": statistics.median(claims),
        "raw_s": statistics.median(raws),
        "batched_s": statistics.median(together),
        "ratio": statistics.median(c / r for c, r in zip(claims, raws, strict=True)),
        "strict": statistics.median(c / r for c, r in zip(claims, together, strict=True)),
        "writes": sum(writes.values()),
        "count": count,
    }


_Call = Callable[[int], Awaitable[Any]]


def _clerk(n: int) -> Staff:
    return Staff(login=f"c{n % 50}", name=f"C{n % 50}")


async def _calls(store: Store) -> Counter[str]:
    stats = await store.redis.info("commandstats")
    return Counter({name.removeprefix("cmdstat_"): int(value["calls"]) for name, value in stats.items()})


_KINDS: Final = {
    "hset": "redis.call('HSET', k('hash', i), 'f', p)",
    "hincrby": "redis.call('HINCRBY', k('hash', i), 'n', 1)",
    "hdel": "redis.call('HDEL', k('hash', i), 'gone')",
    "zadd": "redis.call('ZADD', k('zset', i), 1, ARGV[2])",
    "zrem": "redis.call('ZREM', k('zset', i), ARGV[2])",
    "sadd": "redis.call('SADD', k('set', i), ARGV[2])",
    "srem": "redis.call('SREM', k('set', i), ARGV[2])",
    "rpush": "redis.call('RPUSH', k('list', i), p)",
    "lpush": "redis.call('LPUSH', k('list', i), 7)",
    "ltrim": "redis.call('LTRIM', k('list', i), 0, 99)",
    "xadd": "redis.call('XADD', k('stream', i), 'MAXLEN', '~', 10000, '*', 'row', p)",
    "set": "redis.call('SET', k('string', ARGV[2]), '', 'PX', 172800000)",
    "pexpire": "redis.call('PEXPIRE', k('hash', i), 172800000)",
    "publish": "redis.call('PUBLISH', k('hint'), 'feed')",
    "incr": "redis.call('INCR', k('number', i))",
    "del": "redis.call('DEL', k('gone', i))",
}


def _writes(before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """The writing commands of one claim."""
    return {name: n for name, n in (after - before).items() if name in _KINDS}


async def _as_many(store: Store, journal: Journal, writes: dict[str, int]) -> tuple[_Call, _Call]:
    """A script with these writes: one a call, and in batches as the journal's go."""
    lines = "\n".join(f"for i = 1, {n} do {_KINDS[name]} end" for name, n in writes.items())
    prelude = re.split(r"^-- The feed", COMMIT.source, maxsplit=1, flags=re.MULTILINE)[0]
    source = f"{prelude}\nlocal p = ARGV[1]\n{lines}\nreturn 1"
    script = Script(name="raw", source=source, sha=str(await store.redis.script_load(source)))
    batches = Batches(store)
    root = Keys(f"{journal.town}-raw").root
    payload = json.dumps({"ticket": "x" * _PAYLOAD})

    async def one(i: int) -> Any:
        return await store.redis.evalsha(script.sha, 1, root, payload, f"member {i}")

    async def batched(i: int) -> Any:
        return await batches.run(script, root, payload, f"member {i}")

    return one, batched


async def _timed(count: int, one: Callable[[int], Awaitable[Any]]) -> float:
    numbers = iter(range(count))

    async def way() -> None:
        for i in numbers:
            await one(i)

    started = time.perf_counter()
    await asyncio.gather(*(way() for _ in range(WAYS)))
    return time.perf_counter() - started
