"""What survives what, shown: `python -m tests.faults`, or `make faults`.

Part `matrix` runs every test that shows a row of the fault matrix. Part `kills` kills the program's processes and its
store at random and at named points while citizens and staff are at work, and counts what was lost, doubled, forgotten.
Part `order` lets citizens write ten thousand messages, part `races` fifty staff claim the same concern. Everything is
kept in build/faults.json; ends with 1 when anything is red.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.bench.live.races import races_row, run_races
from tests.faults import documenting
from tests.faults.kills import run_kills
from tests.faults.ordering import run_order
from tests.faults.running import run_matrix
from tests.proof import FAULTS, Row, keep, kept, table

PARTS = ("matrix", "kills", "order", "races")
TAIL = 4000


def main() -> None:
    """Run the parts asked for, show, keep, judge."""
    options = _options()
    os.environ["FAULT_LONG"] = str(options.kills)
    console = Console()
    parts = ["matrix"] if options.row else options.part or PARTS
    troubles: list[str] = []
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
    ) as progress:
        for part in parts:
            rows, wrong = _run(part, options, progress)
            troubles += wrong
            if not options.row:
                keep(FAULTS, rows, part=part)
            else:
                console.print(table(rows, "Fault matrix"))
    for trouble in troubles:
        console.print(escape(trouble[-TAIL:]), style="red")
    if options.row:
        sys.exit(0 if all(row.ok for row in rows) and not troubles else 1)
    found = kept(FAULTS)
    console.print(table([row for row in found if row.fault], "Fault matrix"))
    console.print(table([row for row in found if not row.fault], "Promises"))
    if options.write_docs:
        documenting.write(found)
        console.print(f"written: {documenting.PAGE}")
    red = [row for row in found if not row.ok and row.part in parts]
    console.print(f"{len(found)} rows in {FAULTS}, {len(red)} red")
    sys.exit(1 if red or troubles else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; the others' figures are kept")
    parser.add_argument("--row", action="append", type=int, help="only the tests of this row; nothing is kept")
    parser.add_argument("--kills", type=int, default=200, help="kills of the program's processes (default: 200)")
    parser.add_argument("--store-kills", type=int, default=100, help="kills of the store, counted apart (default: 100)")
    parser.add_argument("--messages", type=int, default=10_000, help="messages of the part order (default: 10,000)")
    parser.add_argument("--races", type=int, default=200, help="races of fifty staff for one concern (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="other kills with another (default: 1)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that run tests (default: 2)")
    parser.add_argument("--write-docs", action="store_true", help="write the tables into docs/reliability.md")
    return parser.parse_args()


def _run(part: str, options: argparse.Namespace, progress: Progress) -> tuple[Sequence[Row], Sequence[str]]:
    tell = _teller(progress, part)
    match part:
        case "matrix":
            failed = 0

            def ended(test: str, bad: bool) -> None:
                nonlocal failed
                failed += bad
                if bad:
                    progress.console.print(f"failed: {escape(test)}", style="red")
                tell(advance=1, note=f"{failed} failed" if failed else "")

            return run_matrix(options.row or (), options.jobs, lambda total: tell(total=total), ended)
        case "kills":
            return asyncio.run(run_kills(options.kills, options.store_kills, options.seed, tell))
        case "order":
            return asyncio.run(run_order(options.messages, tell))
        case _:
            return _races(options.races, tell)


def _races(races: int, tell: Callable[..., None]) -> tuple[Sequence[Row], Sequence[str]]:
    tell(total=races)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run_races(Path(folder), races, lambda done: tell(completed=done)))
    return [races_row(found, "python -m tests.faults --part races")], []


def _teller(progress: Progress, part: str) -> Callable[..., None]:
    task = progress.add_task(part, total=None, note="")

    def tell(**what: object) -> None:
        progress.update(task, **what)  # type: ignore[arg-type]

    return tell


if __name__ == "__main__":
    main()
