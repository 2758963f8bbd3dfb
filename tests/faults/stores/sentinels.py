"""A store with Sentinels, of real processes: three Sentinels, a master and two replicas.

Every server is reached by a line of its own, by the others too: a line that is silent for servers leaves a client alone
with the old master. The Sentinels have lines for the client only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handoff.journal.store import Store
from tests.faults.stores.line import Line, open_line
from tests.faults.stores.servers import HOST, Process, Sentinel, eventually, running

NAME = "town"
DOWN_AFTER_MS = 1500


@dataclass(kw_only=True)
class Group:
    """Three servers with their lines, three Sentinels with theirs."""

    servers: list[Process]
    lines: list[Line]
    sentinels: list[Sentinel]
    sentinel_lines: list[Line]

    @property
    def url(self) -> str:
        """How the program reaches it."""
        return f"redis+sentinel://{','.join(f'{HOST}:{line.port}' for line in self.sentinel_lines)}/{NAME}"

    @property
    def master(self) -> int:
        """Which of the servers the Sentinels name."""
        _, port = self.sentinels[0].ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
        return [line.port for line in self.lines].index(int(port))

    async def replicated(self, master: int, replicas: int) -> None:
        """Return when so many replicas follow."""
        await eventually(
            lambda: (
                int(self.servers[master].facts("replication")["connected_slaves"]) >= replicas
                and all(self.servers[master].facts("replication")[f"slave{n}"]["lag"] <= 1 for n in range(replicas))
            ),
            "replicas",
        )

    async def failed_over(self, old: int) -> int:
        """Return when all Sentinels name another master than this; which."""
        old_port = str(self.lines[old].port)
        await eventually(
            lambda: all(s.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)[1] != old_port for s in self.sentinels),
            "failover",
        )
        return self.master


@asynccontextmanager
async def open_group(folder: Path, *, min_replicas: int = 1, max_lag: int = 2) -> AsyncIterator[Group]:
    """All of it, in order; server 0 is the master."""
    async with AsyncExitStack() as stack:
        servers: list[Process] = []
        lines: list[Line] = []
        for n in range(3):
            server = Process(folder / f"server{n}")
            line = await stack.enter_async_context(open_line(server.port))
            server.options = (
                *("--appendfsync", "always", "--min-replicas-to-write", str(min_replicas)),
                *("--min-replicas-max-lag", str(max_lag), "--repl-ping-replica-period", "1", "--repl-timeout", "60"),
                *("--replica-announce-ip", HOST, "--replica-announce-port", str(line.port)),
                *(("--replicaof", f"{HOST} {lines[0].port}") if n else ()),
            )
            servers.append(server)
            lines.append(line)
        stack.enter_context(running(*servers))
        for server in servers:
            await server.ready()
        sentinels = [
            Sentinel(
                folder / f"sentinel{n}",
                (
                    f"sentinel monitor {NAME} {HOST} {lines[0].port} 2",
                    f"sentinel down-after-milliseconds {NAME} {DOWN_AFTER_MS}",
                    f"sentinel failover-timeout {NAME} 5000",
                    f"sentinel parallel-syncs {NAME} 2",
                ),
            )
            for n in range(3)
        ]
        sentinel_lines = [await stack.enter_async_context(open_line(sentinel.port)) for sentinel in sentinels]
        stack.enter_context(running(*sentinels))
        for sentinel in sentinels:
            await sentinel.ready()
            # They look at each other each ten and two seconds by default.
            sentinel.ask("SENTINEL", "DEBUG", "info-period", 500, "publish-period", 200)
        group = Group(servers=servers, lines=lines, sentinels=sentinels, sentinel_lines=sentinel_lines)
        await group.replicated(0, 2)
        for sentinel in sentinels:
            await eventually(partial(_knows_all, sentinel), "Sentinels know each other")
        yield group


def _knows_all(sentinel: Sentinel) -> bool:
    flat = sentinel.ask("SENTINEL", "MASTER", NAME)
    facts = flat if isinstance(flat, dict) else dict(zip(flat[::2], flat[1::2], strict=True))
    return facts["num-other-sentinels"] in {"2", 2} and facts["num-slaves"] in {"2", 2}


@asynccontextmanager
async def open_store(group: Group, *, replicas: int = 1) -> AsyncIterator[Store]:
    """A client of it."""
    store = Store(group.url, replicas=replicas)
    try:
        yield store
    finally:
        await store.close()
