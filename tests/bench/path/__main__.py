"""`make bench`, the whole path of a message: beside bare bots, how long it takes, and what the journal costs."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress

from tests.bench.path.allowance import allowance_rows, measure_allowance
from tests.bench.path.journaling import journal_rows, measure_journal
from tests.bench.path.latency import latency_rows, measure_latency, measure_small, small_rows
from tests.bench.path.rig import RIVALS
from tests.bench.path.throughput import measure_throughput, rows
from tests.bench.path.webchat import measure_answers, measure_memory, webchat_rows
from tests.proof import BENCH, Row, keep, table

PARTS: Final = ("throughput", "latency", "small", "allowance", "journal", "webchat")
OUT, ERR = Console(), Console(stderr=True)


def main() -> int:
    """Measure what was asked for, show it and keep it; ends with 1 when a goal is missed."""
    wanted = _arguments()
    if "throughput" in wanted.parts and not RIVALS.exists():
        ERR.print("aiogram is left out: it is not installed (`make bench` does it).")
    found: list[Row] = []
    with Progress(console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        for part in wanted.parts:
            task = bar.add_task(part, total=None)
            with tempfile.TemporaryDirectory() as folder:
                measured = asyncio.run(_measure(part, Path(folder), wanted, bar))
            keep(wanted.keep, measured, part=f"path {part}")
            found += measured
            bar.remove_task(task)
    OUT.print(table(found, "The whole path of a message"))
    return 0 if all(row.ok for row in found) else 1


async def _measure(part: str, folder: Path, wanted: argparse.Namespace, bar: Progress) -> list[Row]:
    match part:
        case "throughput":
            return list(rows(await measure_throughput(folder, wanted.messages)))
        case "latency":
            return list(latency_rows(await measure_latency(folder, wanted.paced)))
        case "small":
            return list(small_rows(await measure_small(folder, wanted.paced)))
        case "allowance":
            return list(allowance_rows(await measure_allowance(folder, bar)))
        case "journal":
            return list(journal_rows(await measure_journal(folder, wanted.messages)))
        case _:
            memory = [await measure_memory(folder / f"m{count}", count) for count in wanted.citizens]
            return list(webchat_rows(memory, await measure_answers(folder / "answers", wanted.messages)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.path", description=main.__doc__)
    parser.add_argument("--parts", type=_parts, default=PARTS, help=f"of {','.join(PARTS)}")
    parser.add_argument("--messages", type=int, default=1000, help="messages a round (default: %(default)s)")
    parser.add_argument("--paced", type=int, default=600, help="messages at a given rate (default: %(default)s)")
    parser.add_argument("--citizens", type=_numbers, default=(1000, 10000), help="idle connections (1000,10000)")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    return parser.parse_args()


def _parts(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    if unknown := [part for part in chosen if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PARTS)}")
    return chosen


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(one) for one in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: numbers with commas between them, as 1000,10000") from None


if __name__ == "__main__":
    sys.exit(main())
