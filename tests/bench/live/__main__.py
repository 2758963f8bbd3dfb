"""`make bench`, second part: the desk. Races for one concern, the way of a message, what an open page costs."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress

from tests.bench.live.connections import measure_connections
from tests.bench.live.latency import RATE, measure_latency
from tests.bench.live.races import races_row, run_races
from tests.proof import BENCH, Row, keep, table

PARTS: Final = ("races", "latency", "connections")
OUT, ERR = Console(), Console(stderr=True)


def main() -> int:
    """Measure what was asked for, show it and keep it; ends with 1 when two had the same concern."""
    wanted = _arguments()
    found: list[Row] = []
    with Progress(console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        for part in wanted.parts:
            with tempfile.TemporaryDirectory() as folder:
                rows = asyncio.run(_measure(part, Path(folder), wanted, bar))
            keep(wanted.keep, rows, part=f"live {part}")
            found += rows
    OUT.print(table(found, "The desk"))
    return 0 if all(row.ok for row in found) else 1


async def _measure(part: str, folder: Path, wanted: argparse.Namespace, bar: Progress) -> list[Row]:
    totals = {"races": wanted.races, "latency": wanted.messages}
    task = bar.add_task(part, total=totals.get(part))

    def tell(done: int) -> None:
        bar.update(task, completed=done)

    command = f"python -m tests.bench.live --parts {part}"
    match part:
        case "races":
            return [races_row(await run_races(folder, wanted.races, tell), command)]
        case "latency":
            return list(
                _ways(await measure_latency(folder, wanted.talks, wanted.messages, tell), wanted.talks, command)
            )
        case _:
            return list(_pages(await measure_connections(wanted.pages), command))


def _ways(found: dict[str, dict[str, float]], talks: int, command: str) -> Iterator[Row]:
    for way, name in (("to_citizen", "staff -> citizen"), ("to_desk", "citizen -> desk")):
        took = found[way]
        yield Row(
            name=f"{name}, {talks} live talks, {RATE:.0f} messages a second, p95",
            ours=took["p95"],
            unit="ms",
            note=f"p50 {took['p50']:.0f}, p99 {took['p99']:.0f}",
            command=command,
        )


def _pages(one: dict[str, float], command: str) -> Iterator[Row]:
    yield Row(
        name=f"memory of an open page of the desk, {one['count']:,} of them; a bare WebSocket",
        ours=one["desk_kib"],
        reference=one["bare_kib"],
        ratio=one["ratio"],
        unit="KiB",
        command=command,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live", description=main.__doc__)
    parser.add_argument("--parts", type=_parts, default=PARTS, help=f"of {','.join(PARTS)}")
    parser.add_argument("--races", type=int, default=2000, help="races of 50 staff (default: %(default)s)")
    parser.add_argument("--talks", type=int, default=200, help="live conversations (default: %(default)s)")
    parser.add_argument("--messages", type=int, default=1200, help="messages measured (default: %(default)s)")
    parser.add_argument("--pages", type=int, default=1000, help="open pages (default: %(default)s)")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    return parser.parse_args()


def _parts(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    if unknown := [part for part in chosen if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PARTS)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
