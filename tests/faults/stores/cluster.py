"""A Cluster of real processes: three masters with a replica each, the slots in thirds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from handoff.journal.fleet import SLOTS, slot_of
from tests.faults.stores.servers import HOST, Process, eventually, running

NODE_TIMEOUT_MS = 1500


@dataclass(kw_only=True)
class Nodes:
    """Six nodes; the first three were the masters at the start, node n + 3 the replica of node n."""

    nodes: list[Process]

    @property
    def url(self) -> str:
        """How the program reaches it: any few of the nodes do."""
        return f"redis+cluster://{','.join(f'{HOST}:{node.port}' for node in self.nodes[:3])}"

    def owner(self, town: str) -> Process:
        """The master of a town, as the nodes that live see it."""
        slot = slot_of(town)
        for asked in self.nodes:
            if not asked.lives:
                continue
            for first, last, (_, port, *_), *_ in asked.ask("CLUSTER", "SLOTS"):
                if first <= slot <= last:
                    return next(node for node in self.nodes if node.port == port)
        raise LookupError(town)

    def replica_of(self, master: Process) -> Process:
        """The replica of a master of the start."""
        return self.nodes[self.nodes.index(master) + 3]

    def id_of(self, node: Process) -> str:
        """Its name among the nodes."""
        return str(node.ask("CLUSTER", "MYID"))

    async def well(self) -> None:
        """Return when all that live agree that all slots are served, and replicas follow."""
        await eventually(
            lambda: all("cluster_state:ok" in node.ask("CLUSTER", "INFO") for node in self.nodes if node.lives), "state"
        )


@asynccontextmanager
async def open_cluster(folder: Path) -> AsyncIterator[Nodes]:
    """All of it, replicated."""
    nodes = [
        Process(
            folder / f"node{n}",
            *("--cluster-enabled", "yes", "--cluster-node-timeout", str(NODE_TIMEOUT_MS), "--appendfsync", "always"),
            *("--cluster-config-file", "nodes.conf", "--cluster-replica-validity-factor", "0"),
        )
        for n in range(6)
    ]
    with running(*nodes):
        for node in nodes:
            await node.ready()
        for n, node in enumerate(nodes):
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", n + 1)
            if n:
                node.ask("CLUSTER", "MEET", HOST, nodes[0].port)
        third = SLOTS // 3 + 1
        for n in range(3):
            nodes[n].ask("CLUSTER", "ADDSLOTSRANGE", n * third, min((n + 1) * third, SLOTS) - 1)
        cluster = Nodes(nodes=nodes)
        await eventually(lambda: all(len(_known(node)) == 6 for node in nodes), "all nodes know each other")
        for n in range(3):
            nodes[n + 3].ask("CLUSTER", "REPLICATE", cluster.id_of(nodes[n]))
        await eventually(
            lambda: all(int(n.facts("replication")["connected_slaves"]) == 1 for n in nodes[:3]), "replicas"
        )
        await cluster.well()
        yield cluster


def _known(node: Process) -> list[str]:
    return [line for line in node.ask("CLUSTER", "NODES").splitlines() if "handshake" not in line]
