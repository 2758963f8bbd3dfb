"""What the kills cost: counted over all rounds, told promise by promise."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tests.faults.town import ANSWERED, CONCERN, UNKNOWN
from tests.faults.world import World
from tests.proof import Row

FOUND: Final = re.compile(r"^(P\d+(?:/P\d+)*): ")
STORE_BACK_WITHIN: Final = 10.0
"""Seconds between a store that answers again and a citizen's answer (P17)."""


@dataclass(kw_only=True, slots=True)
class Toll:
    """Kills, what was at stake in them, and what was wrong afterwards."""

    kills: Counter[str] = field(default_factory=Counter)
    """Of processes, by role; those at a named point also by the point's name."""
    at_points: Counter[str] = field(default_factory=Counter)
    store_kills: int = 0
    outages: int = 0
    rounds: Counter[str] = field(default_factory=Counter)
    """By what `appendfsync` was."""
    messages: int = 0
    repeats: int = 0
    deliveries: int = 0
    doubts: int = 0
    twice: int = 0
    web_messages: int = 0
    web_wrong: int = 0
    replies: int = 0
    claims: int = 0
    set_aside: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    """By promise."""
    told: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    log_lines: int = 0
    back: list[float] = field(default_factory=list)

    def blame(self, found: Iterable[str]) -> None:
        """Count what the checker has found."""
        for one in found:
            self.told.append(one)
            match = FOUND.match(one)
            for promise in match[1].split("/") if match else ("key",):
                self.wrong[promise] += 1

    async def add(self, world: World, secrets: Iterable[str]) -> None:
        """Count a round that has become quiet."""
        self.blame(await world.violations())
        updates = [update for update in world.api.ledger.updates() if "message" in update]
        self.messages += len(updates)
        self.repeats += len(world.api.ledger.delivered_update_ids()) - len(updates)
        self.deliveries += len(world.api.ledger.accepted_messages())
        self.doubts += await world.uncertain()
        self.twice += await self._twice(world)
        self.set_aside += await world.parked()
        self._read_logs(world, secrets)

    async def _twice(self, world: World) -> int:
        """How many messages arrived beyond those that were to."""
        sent = await world.states("sent") + await world.states("uncertain")
        return max(0, len(world.api.ledger.accepted_messages()) - sent)

    def _read_logs(self, world: World, secrets: Iterable[str]) -> None:
        """P15: nothing that was said, nobody's name, place or key."""
        names = [r"\bKim\d", r"\b(?:telegram|web):\w+", re.escape(world.api.token)]
        said = [re.escape(text) for text in (*ANSWERED, *UNKNOWN, CONCERN, *secrets)]
        personal = re.compile("|".join([*names, *said]))
        for process in world.processes:
            for line in process.log.read_text("utf-8").splitlines():
                self.log_lines += 1
                if match := personal.search(line):
                    self.leaks.append(f"P15: {process.log.name}: {match[0]!r} in {line[:300]}")


def proof(toll: Toll, command: str) -> Iterator[Row]:
    """The rows of the promises."""
    kills = toll.kills.total()
    points = toll.at_points.total()
    rounds = ", ".join(f"{n} rounds {fsync}" for fsync, n in sorted(toll.rounds.items()))
    named = ", ".join(f"{point} {n}" for point, n in sorted(toll.at_points.items()))
    processes = f"{kills} kills -9 of processes, {points} of them at named points ({named}); {rounds}"
    work = f"{toll.messages} messages on Telegram, {toll.web_messages} in the web chat, {toll.replies} replies of staff"

    def row(promise: str, name: str, ours: float, **more: Any) -> Row:
        defaults: dict[str, Any] = {"goal": "0", "ok": ours == 0}
        return Row(name=name, promise=promise, ours=ours, command=command, **{**defaults, **more})

    lost, store = toll.wrong["P1"], f"{toll.store_kills} kills -9 of the store"
    yield row("P1", "confirmed and lost", lost, unit="messages", note=f"of {work}; {processes}")
    yield row("P1", "confirmed and lost, the store killed", lost, unit="messages", note=store)
    down = f"{toll.outages} outages of all processes"
    yield row("P2", "lost while everything was down", lost, unit="messages", note=down)
    again = f"{toll.repeats} updates came again, many three times"
    yield row("P3", "effects twice", toll.wrong["P3"], unit="events", note=again)
    yield row("P4", "out of order", toll.wrong["P4"], unit="chats", note=work)
    yield row("P5", "deliveries that never ended", toll.wrong["P5"], note=f"of {toll.deliveries} sent")
    yield row(
        "P6", "duplicates on Telegram", toll.twice, goal=f"<= {toll.doubts} recorded doubts",
        ok=toll.twice <= toll.doubts and not toll.wrong["P6"], unit="messages", note=f"of {toll.deliveries}",
    )  # fmt: skip
    yield row("P6", "gaps or doubles in the web chat", toll.web_wrong, note=f"of {toll.web_messages} messages")
    aside = f"{toll.set_aside} were set aside and handed to a person"
    yield row("P7", "questions without a due time or anybody who sees to it", toll.wrong["P7"], note=aside)
    yield row("P8", "claims with two winners", toll.wrong["P8"], note=f"of {toll.claims} claims under kills")
    spoken = f"of {toll.replies} replies under kills"
    yield row("P10", "replies of who had lost the case, lost or doubled", toll.wrong["P10"], note=spoken)
    lines = f"of {toll.log_lines} lines of {kills} killed processes"
    yield row("P15", "lines of logs with anything personal", len(toll.leaks), note=lines)
    if toll.back:
        worst = max(toll.back)
        yield row(
            "P17", "from the store's return to a citizen's answer", worst, goal=f"<= {STORE_BACK_WITHIN:g} s",
            ok=worst <= STORE_BACK_WITHIN, unit="s at most",
            note=f"median {statistics.median(toll.back):.2f} s of {len(toll.back)}",
        )  # fmt: skip
