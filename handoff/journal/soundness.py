"""Whether a store is fit to keep a town's word: version, persistence, eviction, schema. Writes only the schema mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from handoff.journal.keys import Keys
from handoff.journal.records import JournalError
from handoff.journal.store import Store

SCHEMA = 1
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
    found = [one for server in servers for one in _of(await server.call(lambda r: r.info()), store)]
    return list(dict.fromkeys(found))


def _of(info: Mapping[str, Any], store: Store) -> list[Finding]:
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


async def claim_schema(store: Store, town: str) -> None:
    """Mark the town's data with our schema. Raises UnsoundStore when it is newer than we know."""
    key, store = Keys(town)("meta"), store.of(town)
    await store.call(lambda r: r.hsetnx(key, "schema", str(SCHEMA)))
    there = int(await store.call(lambda r: r.hget(key, "schema")) or SCHEMA)
    if there > SCHEMA:
        raise UnsoundStore(
            [
                Finding(
                    level="refuse",
                    what=f"The data of {town} has schema {there}; this version knows {SCHEMA}.",
                    mend="Install the newer Bürgerdraht again, or restore a backup made by this one.",
                )
            ]
        )
