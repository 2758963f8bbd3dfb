"""Whether a store is fit to keep a town's word: version, persistence, eviction. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from redis import exceptions as errors

from handoff.journal.records import JournalError
from handoff.journal.server import Server
from handoff.journal.store import Store

OLDEST_VERSION = (7, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something about the store; ``refuse``: the program must not run on it. ``mend`` says what to do."""

    level: Literal["refuse", "warn"]
    what: str
    mend: str


class UnsoundStore(JournalError):
    """The store must not be used; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.what} {f.mend}" for f in findings))
        self.findings = findings


async def findings(store: Store) -> list[Finding]:
    """What is wrong with the store's servers, each thing once. Raises JournalAway."""
    servers = await store.servers()
    found = [one for server in servers for one in await _of(server, store)]
    return list(dict.fromkeys(found))


async def _of(server: Server, store: Store) -> list[Finding]:
    info: dict[str, Any] = await server.call(lambda r: r.info())
    found: list[Finding] = []
    version = str(info.get("valkey_version") or info.get("redis_version", "0"))
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VERSION:
        found.append(
            Finding(level="refuse", what=f"The store is version {version}.", mend="Use Redis/Valkey 7 or newer.")
        )
    if not int(info.get("aof_enabled", 0)):
        found.append(
            Finding(
                level="warn",
                what="The store keeps no append-only file: a crash of it loses confirmed messages.",
                mend="Set `appendonly yes` (and `appendfsync always`, or accept losing a second).",
            )
        )
    elif str((await _config(server, "appendfsync")).get("appendfsync", "")) == "no":
        found.append(
            Finding(
                level="warn",
                what="The system decides when the store is on disk (appendfsync no): a power cut loses half a minute.",
                mend="Set `appendfsync always` (or `everysec`, and accept losing a second).",
            )
        )
    if info.get("aof_last_bgrewrite_status", "ok") != "ok":
        found.append(
            Finding(
                level="warn",
                what="The store could not write its append-only file anew; it grows without end.",
                mend="Look at its disk, its memory (vm.overcommit_memory=1) and its log.",
            )
        )
    if int(info.get("maxmemory", 0)) and info.get("maxmemory_policy") != "noeviction":
        found.append(
            Finding(
                level="refuse",
                what=f"The store drops data when it is full ({info.get('maxmemory_policy')}).",
                mend="Set `maxmemory-policy noeviction`.",
            )
        )
    if int(info.get("cluster_enabled", 0)) and not store.is_cluster:
        found.append(
            Finding(
                level="refuse",
                what="The store is a node of a Cluster.",
                mend="Write its address as redis+cluster://host:port,host:port.",
            )
        )
    if store.replicas and not int(info.get("aof_enabled", 0)):
        found.append(
            Finding(
                level="refuse",
                what="Replicas are to have on disk what is confirmed, and the store itself writes none.",
                mend="Set `appendonly yes` on all of its servers, or `redis.replicas` to 0.",
            )
        )
    if int(info.get("connected_slaves", 0)) < store.replicas:
        found.append(
            Finding(
                level="warn",
                what=f"{info.get('connected_slaves', 0)} replicas are connected; {store.replicas} are waited for.",
                mend="Nothing is confirmed until they are: look at the replicas.",
            )
        )
    if info.get("aof_last_write_status", "ok") != "ok":
        found.append(
            Finding(level="refuse", what="The store cannot write its file.", mend="Look at its disk and its log.")
        )
    return found


async def _config(server: Server, name: str) -> dict[str, str]:
    """A setting of the server; empty where it does not tell."""
    try:
        found: dict[str, str] = await server.call(lambda r: r.config_get(name))
    except errors.ResponseError:  # a managed store, or a user who may not ask
        return {}
    return found
