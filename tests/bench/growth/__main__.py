"""`make bench`, growth: the same town with a thousand ended cases and with very many, measured in turns.

CASES=1000000 needs about 3 GB of memory, 4 GB of disk, and half an hour.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress

from handoff.journal.glance import FOLD_AFTER
from tests.bench.archive.cases import NAMES, TOPICS, WORDS
from tests.bench.growth.cases import RARE, Mould, Seeder, plot
from tests.bench.growth.installation import Keeping, cpu_of, keeping, program
from tests.bench.growth.ratios import FLAT, Compared, compared
from tests.bench.growth.town import Played, played
from tests.bench.live.waiting import wait_in_line
from tests.desk.browser import Clerk, clerk
from tests.desk.town import desk_town
from tests.proof import BENCH, Row, keep, table

OUT, ERR = Console(), Console(stderr=True)
TOWN: Final = "kleinstadt"
FEW: Final = 1000
SAMPLE: Final = 400
"""Cases not folded yet, from which a town's own words are made; each town has as many."""
OPEN: Final = 100
MESSAGES: Final = 20
PAGES: Final = 4
START_GOAL: Final = 10.0
CASE_GOAL: Final = 1536
MESSAGE: Final = "message, CPU"
GOAL: Final = f"95 % interval includes {FLAT} or less"


@dataclass(kw_only=True)
class Grown:
    """A town of some size, and all that is asked of it."""

    size: int
    folder: Path
    keeping: Keeping
    played: Played
    clerk: Clerk
    per_case: float = 0
    per_further: float = 0

    async def messages(self) -> tuple[float, float]:
        """Microseconds of processor time a message, of the program and the store; and milliseconds until answered."""
        before = await self.keeping.cpu()
        took = sorted([await self.played.ask() for _ in range(MESSAGES)])
        return 1e6 * (await self.keeping.cpu() - before) / MESSAGES, 1000 * took[MESSAGES // 2]

    async def page(self, path: Callable[[], str]) -> float:
        """Milliseconds of processor time for a page of the desk: nothing else is asked meanwhile."""
        before = await self.keeping.cpu()
        for _ in range(PAGES):
            await self.clerk.text(path())
        return 1000 * (await self.keeping.cpu() - before) / PAGES


def main() -> int:
    """Fill two stores, ask both in turns, start the program on both."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=main.__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="ended cases (default: %(default)s)")
    parser.add_argument("--few", type=int, default=FEW, help="of the town beside (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=15, help="in each of which all is asked (default: %(default)s)")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Progress(console=ERR, disable=not ERR.is_terminal) as bar:
        rows = asyncio.run(_measure(Path(folder), wanted, bar))
        rows += [_started(Path(folder) / str(size), size) for size in (wanted.few, wanted.cases)]
    keep(wanted.keep, rows, part="growth")
    OUT.print(table(rows, f"Growth: {wanted.cases:,} ended cases beside {wanted.few:,}"))
    return 0 if all(row.ok for row in rows) else 1


async def _measure(folder: Path, wanted: argparse.Namespace, bar: Progress) -> list[Row]:
    cases, rounds = wanted.cases, wanted.rounds
    async with AsyncExitStack() as stack:
        few = await _grown(stack, folder, wanted.few, bar)
        many = await _grown(stack, folder, cases, bar)
        told = bar.add_task("asking", total=rounds)
        pairs: dict[str, list[tuple[float, float]]] = {}
        for turn in range(rounds + 1):
            found: dict[str, list[float]] = {}
            for town in (many, few) if turn % 2 else (few, many):
                asks = _asks(turn)  # both are asked for the same
                cpu, wait = await town.messages()
                figures = {MESSAGE: cpu, "message, until answered": wait}
                for name, path in asks.items():
                    figures[name] = await town.page(path)
                for name, figure in figures.items():
                    found.setdefault(name, []).append(figure)
            if turn:  # the first one warms both
                for name, (one, other) in found.items():
                    pairs.setdefault(name, []).append((one, other) if turn % 2 else (other, one))
            bar.advance(told)
        command = f"python -m tests.bench.growth --cases {cases}"
        rows = [_row(name, compared(measured), command) for name, measured in pairs.items()]
        for name, note, ours, beside in (
            ("memory, a further case", "folded, 8 messages, with its index", many.per_further, few.per_further),
            ("memory, a citizen's only case", "the same, with address and talk", many.per_case, few.per_case),
        ):
            further = ours is many.per_further
            rows.append(
                Row(
                    name=name, unit="B", ours=ours, reference=beside, ratio=ours / beside, note=note, command=command,
                    goal=f"<= {CASE_GOAL} B" if further else "", ok=ours <= CASE_GOAL or not further,
                )
            )  # fmt: skip
        return rows


def _row(name: str, found: Compared, command: str) -> Row:
    return Row(
        name=name, unit="µs" if name == MESSAGE else "ms", ours=found.ours, reference=found.reference,
        ratio=found.ratio, goal=GOAL, ok=found.is_flat, command=command,
        note=f"95 % of the ratio: {found.low:.2f} to {found.high:.2f}",
    )  # fmt: skip


async def _grown(stack: AsyncExitStack, folder: Path, size: int, bar: Progress) -> Grown:
    home = folder / str(size)
    kept = await stack.enter_async_context(keeping(home, TOWN, "6gb"))
    journal, now = kept.journal, datetime.now(UTC)
    async with keeping(folder / f"mould{size}", "mould", "1gb") as apart:
        mould = await Mould.of(apart.journal, plot(10**9, now))
    seeder = Seeder(journal, mould)
    task = bar.add_task(f"writing {size:,}", total=size)
    resting = now - FOLD_AFTER
    await seeder.fill(10**7, SAMPLE, folded=False, since=resting, until=now - timedelta(hours=1))
    await journal.renew_words(now)
    before = await kept.memory()
    await seeder.fill(
        0, size, folded=True, since=now - timedelta(days=3 * 365), until=resting,
        tell=lambda done: bar.update(task, completed=done),
    )  # fmt: skip
    per_case = (await kept.memory() - before) / size
    own = await seeder.of_the_citizen(min(size, 300))
    waiting = [conversation for conversation, _ in await wait_in_line(journal, OPEN)]
    redis: Any = kept.store.redis  # their workers have seen to them
    await redis.unlink(journal._keys("due"), *(journal._keys("mail", one) for one in waiting))
    await journal.index_files()
    desk = await stack.enter_async_context(desk_town(journal))
    await desk.staff("anna", "Anna")
    anna = await stack.enter_async_context(clerk(desk, "anna"))
    town = await played(journal, home)
    return Grown(
        size=size, folder=home, keeping=kept, played=town, clerk=anna, per_case=per_case, per_further=per_case - own
    )


def _asks(turn: int) -> dict[str, Callable[[], str]]:
    rng = random.Random(turn)
    return {
        "desk, the queue, CPU": lambda: "",
        "search, a rare word, CPU": lambda: f"/search?q={RARE}",
        "search, two words that hardly meet, CPU": lambda: f"/search?q={rng.choice(NAMES)}+{rng.choice(NAMES)}",
        "search, two words, CPU": lambda: f"/search?q={'+'.join(rng.sample(WORDS, 2))}",
        "search, a frequent word, CPU": lambda: f"/search?q={rng.choice(TOPICS)}&state=closed",
        "search, history, CPU": lambda: "/search?state=closed&department=soziales",
    }


def _started(folder: Path, size: int) -> Row:
    with program(folder) as (pid, seconds):
        used = cpu_of(pid)
    return Row(
        name=f"start with {size:,} ended cases", unit="s", ours=seconds, goal=f"< {START_GOAL:.0f} s",
        ok=seconds < START_GOAL, note=f"store and program, {used:.1f} s of processor time of the program",
        command=f"python -m tests.bench.growth --cases {size}",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
