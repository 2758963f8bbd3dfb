"""`make bench`, third part: the desk with 100,000 cases. Search, history and the queue's page as a browser asks."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress

from faq.estimates import quantile
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.bench.archive.cases import NAMES, TOPICS, WORDS, fill
from tests.desk.browser import Clerk, clerk
from tests.desk.town import desk_town
from tests.proof import BENCH, Row, keep, table

OUT, ERR = Console(), Console(stderr=True)
GOAL_MS: Final = 200
SEARCHES: Final = ("a rare word", "two words", "a frequent word", "words in one department", "history", "a receipt")


def main() -> int:
    """Fill, file, ask; p50, p95 and p99 of each page in milliseconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.archive", description=main.__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="closed cases (default: %(default)s)")
    parser.add_argument("--open", type=int, default=500, help="open cases (default: %(default)s)")
    parser.add_argument("--asked", type=int, default=60, help="times each page is asked for (default: %(default)s)")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Progress(console=ERR, disable=not ERR.is_terminal) as bar:
        found = asyncio.run(_measure(Path(folder), wanted, bar))
    rows = list(_rows(found, command=f"python -m tests.bench.archive --cases {wanted.cases}"))
    keep(wanted.keep, rows, part="archive")
    OUT.print(table(rows, f"The desk with {wanted.cases:,} closed and {wanted.open:,} open cases"))
    return 0 if all(row.ok for row in rows) else 1


async def _measure(folder: Path, wanted: argparse.Namespace, bar: Progress) -> dict[str, Any]:
    server = EmbeddedServer(folder, fsync="everysec", maxmemory="4gb")
    server.start()
    store = Store(server.url)
    await store.load_scripts()
    hints, stop = Hints(store, ["bench"]), asyncio.Event()
    listening = asyncio.create_task(hints.run(stop))
    try:
        journal = Journal(store, "bench", hints)
        task = bar.add_task("writing", total=wanted.cases + wanted.open)
        before = await _memory(store)
        await fill(journal, wanted.cases, wanted.open, lambda done: bar.update(task, completed=done))
        kept = await _memory(store)
        task = bar.add_task("filing", total=wanted.cases)
        started, filed = time.perf_counter(), 0
        while await journal.file_next():
            filed += 1
            bar.update(task, completed=filed)
        filing = time.perf_counter() - started
        indexed = await _memory(store)
        async with desk_town(journal) as desk:
            await desk.staff("anna", "Anna")
            async with clerk(desk, "anna") as anna:
                pages = await _ask(anna, wanted.asked, wanted.cases, bar)
    finally:
        listening.cancel()
        await store.close()
        server.stop()
    return {
        "cases": wanted.cases,
        "open": wanted.open,
        "file_ms": 1000 * filing / max(1, filed),
        "kept_bytes": (kept - before) / max(1, wanted.cases),
        "index_bytes": (indexed - kept) / max(1, wanted.cases),
        "pages": pages,
    }


async def _memory(store: Store) -> int:
    return int((await store.redis.info("memory"))["used_memory"])


async def _ask(anna: Clerk, times: int, cases: int, bar: Progress) -> dict[str, dict[str, float]]:
    rng = random.Random(3)
    asks: dict[str, Callable[[], str]] = {
        "queue": lambda: "",
        "queue, one department": lambda: "?department=bauamt",
        SEARCHES[0]: lambda: f"/search?q={rng.choice(NAMES)}+{rng.choice(NAMES)}",
        SEARCHES[1]: lambda: f"/search?q={rng.choice(TOPICS)}+{rng.choice(WORDS)}",
        SEARCHES[2]: lambda: f"/search?q={rng.choice(TOPICS)}&state=closed",
        SEARCHES[3]: lambda: f"/search?q={rng.choice(TOPICS)}+{rng.choice(WORDS)}&department=bauamt&kind=question",
        SEARCHES[4]: lambda: "/search?state=closed&department=soziales&since=2025-01-01&until=2025-12-31",
        SEARCHES[5]: lambda: f"/search?q={rng.randrange(cases) // 10_000:03}-{rng.randrange(10_000):04}",
    }
    found: dict[str, dict[str, float]] = {}
    task = bar.add_task("asking", total=len(asks) * times)
    for name, path in asks.items():
        took: list[float] = []
        for _ in range(times):
            wanted = path()
            started = time.perf_counter()
            await anna.text(wanted)
            took.append(1000 * (time.perf_counter() - started))
            bar.advance(task)
        found[name] = _figures(took)
    return found


def _figures(took: Sequence[float]) -> dict[str, float]:
    return {name: quantile(list(took), part) for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}


def _rows(found: dict[str, Any], *, command: str) -> Iterator[Row]:
    for page, took in found["pages"].items():
        yield Row(
            name=f"archive: {page}, p95",
            ours=took["p95"],
            goal=f"<= {GOAL_MS} ms",
            ok=took["p95"] <= GOAL_MS,
            unit="ms",
            note=f"p50 {took['p50']:.0f}, p99 {took['p99']:.0f}",
            command=command,
        )
    yield Row(name="archive: filing a case", ours=found["file_ms"], unit="ms", command=command)
    yield Row(name="archive: memory of a fresh case of 8 messages", ours=found["kept_bytes"], unit="B", command=command)
    yield Row(name="archive: its place in the index", ours=found["index_bytes"], unit="B", command=command)


if __name__ == "__main__":
    sys.exit(main())
