"""How many claims a second, beside a script that does the same writes and nothing else, in interleaved rounds."""

from __future__ import annotations

import ast
import json
import re
import statistics
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Final

from handoff.acts import Acts
from handoff.journal.batching import Batches
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.scripts import Script
from handoff.journal.store import Store
from handoff.ticket import Done, Staff
from tests.bench.live.waiting import wait_in_line
from tests.bench.path.callers import timed

ROUNDS: Final = 5
WRITING: Final = frozenset(
    {
        *("HSET", "HINCRBY", "HDEL", "ZADD", "ZREM", "SADD", "SREM", "RPUSH", "LPUSH", "LTRIM", "XADD"),
        *("SET", "PEXPIRE", "INCR", "DEL", "PUBLISH"),
    }
)
"""What counts as a write: also a hint, and taking out what is not there."""
_REQUEST: Final = "the first claim"
_MARK: Final = "that was it"
_LONG: Final = 40
"""Letters: an argument with more of them is a value, and goes with each call."""
_ARGUMENT: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


async def claim_rates(folder: Path, count: int) -> dict[str, Any]:
    """Medians of `ROUNDS` rounds of ``count`` claims each, always on disk before they are answered."""
    server = EmbeddedServer(folder, fsync="always")
    server.start()
    store = Store(server.url)
    await store.load_scripts()
    try:
        journal = Journal(store, "bench", Hints(store, ["bench"]), per_minute=10**9)
        acts = Acts(journal, {})
        ((conversation, ticket),) = await wait_in_line(journal, 1)
        writes = await _writes_of(store, acts.claim(conversation, _clerk(0), request=_REQUEST))
        raw, batched = await _as_many(store, writes, [ticket.case, conversation, ticket.receipt, _REQUEST])
        claims: list[float] = []
        raws: list[float] = []
        together: list[float] = []
        for number in range(ROUNDS):
            waiting = await wait_in_line(journal, count, first=1 + number * count)
            raws.append(count / await timed(count, raw))
            together.append(count / await timed(count, batched))

            async def claim(i: int, waiting: list[Any] = waiting, number: int = number) -> None:
                done = await acts.claim(waiting[i][0], _clerk(i), request=f"claim {number} {i}")
                assert isinstance(done, Done)

            claims.append(count / await timed(count, claim))
    finally:
        await store.close()
        server.stop()
    return {
        "claims_s": statistics.median(claims),
        "raw_s": statistics.median(raws),
        "batched_s": statistics.median(together),
        "ratio": statistics.median(c / r for c, r in zip(claims, raws, strict=True)),
        "strict": statistics.median(c / r for c, r in zip(claims, together, strict=True)),
        "writes": len(writes),
        "count": count,
    }


_Call = Callable[[int], Awaitable[Any]]


def _clerk(n: int) -> Staff:
    return Staff(login=f"c{n % 50}", name=f"C{n % 50}")


async def _writes_of(store: Store, act: Awaitable[Any]) -> list[list[str]]:
    """The writing commands of the scripts that an act runs, as the store was given them."""
    found: list[list[str]] = []
    async with store.redis.monitor() as monitor:
        assert monitor.connection is not None
        await act
        await store.redis.echo(_MARK)
        while _MARK not in (line := str(await monitor.connection.read_response())):
            head, _, rest = line.partition("] ")
            name, *args = (_unquoted(text) for text in _ARGUMENT.findall(rest))
            if head.endswith(" lua") and name in WRITING:
                found.append([name, *args])
    return found


def _unquoted(text: str) -> str:
    value: bytes = ast.literal_eval(f"b{text}")
    return value.decode()


def written_by_a_script(commands: Sequence[Sequence[str]], root: str, own: Sequence[str]) -> tuple[str, list[str]]:
    """A script that does these writes and nothing else, and its arguments after the first.

    What is ``own`` to one claim (its conversation, receipt, request) is the first argument: each call writes its own.
    """
    long = sorted({arg for command in commands for arg in command if len(arg) > _LONG})

    def piece(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def expression(arg: str) -> str:
        if arg in long:
            return f"ARGV[{long.index(arg) + 2}]"
        begin, rest = ("KEYS[1] .. ", arg.removeprefix(root)) if arg.startswith(root) else ("", arg)
        return begin + " .. ARGV[1] .. ".join(map(piece, re.split("|".join(map(re.escape, own)), rest)))

    lines = [f"redis.call({', '.join(map(expression, command))})" for command in commands]
    return "\n".join(["#!lua flags=allow-oom", *lines, "return 1"]), long


async def _as_many(store: Store, commands: Sequence[Sequence[str]], own: Sequence[str]) -> tuple[_Call, _Call]:
    """A script with these writes: one a call, and in batches as the journal's go."""
    root, aside = Keys("bench").root, Keys("bench-raw").root
    source, long = written_by_a_script(commands, root, own)
    script = Script(name="raw", source=source, sha=str(await store.redis.script_load(source)))
    batches = Batches(store)

    async def one(i: int) -> Any:
        return await store.redis.evalsha(script.sha, 1, aside, f"member {i}", *long)

    async def batched(i: int) -> Any:
        return await batches.run(script, aside, f"member {i}", *long)

    return one, batched
