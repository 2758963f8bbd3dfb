"""`make bench`: the matcher against others, side by side, each measurement in a fresh process with a single thread."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.bench.corpus import PHRASINGS
from tests.bench.rivals import OURS, REFERENCE, RIVALS
from tests.proof import BENCH, Row, keep

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 10_000, 100_000)
MAX_SIZE = 300_000
EXTRA_SIZE = 10_000
"""Worst cases and the rebuild are measured at the largest wanted size up to this one."""
NEEDS = {"TF-IDF char 3-5": "sklearn", "bm25s": "bm25s"}
PARTS = ("speed", "towns", "worst", "rebuild")
SINGLE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
OUT, ERR = Console(), Console(stderr=True)


def main() -> int:
    """Measure what was asked for; ends with 1 when a measurement failed, 2 when the question was wrong."""
    wanted = _arguments()
    tasks = _tasks(wanted)
    found: list[dict[str, Any]] = []
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(), console=ERR, disable=not ERR.is_terminal, transient=True,
    ) as bar:  # fmt: skip
        row = bar.add_task("", total=len(tasks))
        for task in tasks:
            bar.update(row, description=" ".join(str(task.get(key, "")) for key in ("part", "size", "rival")))
            found.append({**task, **_measured(task, wanted.timeout)})
            bar.advance(row)
    _show(found)
    keep(wanted.keep, _rows(found), part="matcher")
    if wanted.json:
        wanted.json.write_text(json.dumps({"machine": _machine(), "results": found}, indent=1), encoding="utf-8")
    return 1 if any("failed" in one for one in found) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="entries, as 1000,10000 (default: %(default)s)")
    parser.add_argument("--parts", type=_names(PARTS), default=PARTS, help=f"of {','.join(PARTS)}")
    parser.add_argument("--rivals", type=_names(tuple(RIVALS)), default=tuple(RIVALS), help=f"of {','.join(RIVALS)}")
    parser.add_argument("--questions", type=int, default=1_000, help="asked at most (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=20, help="asking at most, each (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=600, help="seconds a measurement may take (%(default)s)")
    parser.add_argument("--keep", type=Path, default=BENCH, help="file for the figures (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="also write all that was measured to this file")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    try:
        sizes = tuple(sorted({int(one.replace("_", "")) for one in text.split(",")}))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: numbers with commas between them, as 1000,10000") from None
    if not 10 <= sizes[0] <= sizes[-1] <= MAX_SIZE:
        raise argparse.ArgumentTypeError(f"sizes lie between 10 and {MAX_SIZE}")
    return sizes


def _names(known: Sequence[str]) -> Any:
    def names(text: str) -> tuple[str, ...]:
        chosen = tuple(text.split(","))
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return chosen

    return names


def _tasks(wanted: argparse.Namespace) -> list[dict[str, Any]]:
    rivals = []
    for rival in wanted.rivals:
        if rival in NEEDS and find_spec(NEEDS[rival]) is None:
            ERR.print(f"{rival} is left out: {NEEDS[rival]} is not installed (`make bench` does it).")
        else:
            rivals.append(rival)
    extra = max((size for size in wanted.sizes if size <= EXTRA_SIZE), default=wanted.sizes[0])
    tasks: list[dict[str, Any]] = []
    if "speed" in wanted.parts:
        tasks += [
            {"part": "speed", "size": size, "rival": rival, "questions": wanted.questions, "seconds": wanted.seconds}
            for size in wanted.sizes
            for rival in rivals
        ]
    tasks += [
        {"part": part, **({} if part == "towns" else {"size": extra})} for part in wanted.parts if part != "speed"
    ]
    return tasks


def _measured(task: Mapping[str, Any], timeout: float) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.measure", json.dumps(task)],
            cwd=ROOT, env={**os.environ, **SINGLE}, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"failed": f"not done in {timeout:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(found: Sequence[Mapping[str, Any]]) -> None:
    speed = [one for one in found if one["part"] == "speed"]
    if speed:
        table = Table("entries", box=None, pad_edge=False)
        table.add_column("", no_wrap=True)
        for name in ("build s", "MB", "p50 ms", "p99 ms", "ratio", "asked", "top 1 %"):
            table.add_column(name, justify="right", no_wrap=True)
        reference = {one["size"]: one["p50_ms"] for one in speed if one["rival"] == REFERENCE and "p50_ms" in one}
        for one in speed:
            style = "bold" if one["rival"] == OURS else ""
            table.add_row(f"{one['size']:,}", one["rival"], *_cells(one, reference.get(one["size"])), style=style)
        OUT.print(table)
        OUT.print(
            f"[dim]MB: added by the entries · ratio: p50 against {REFERENCE} · one thread, {PHRASINGS} phrasings[/]"
        )
    for one in found:
        if "failed" in one and one["part"] != "speed":
            OUT.print(f"[red]{one['part']}: {one['failed']}[/]")
        elif one["part"] == "towns":
            OUT.print(
                f"{one['towns']} towns of {one['entries']} entries: {one['memory_mb']:.0f} MB in all, "
                f"{one['memory_mb'] / one['towns']:.2f} MB each, built in {one['build_s']:.1f} s"
            )
        elif one["part"] == "worst":
            table = Table(f"worst cases at {one['size']:,} entries", "ms", box=None)
            table.columns[1].justify = "right"
            for name, ms in one["ms"].items():
                table.add_row(name, f"{ms:.1f}")
            OUT.print(table)
        elif one["part"] == "rebuild":
            OUT.print(
                f"rebuild of {one['size']:,} entries in a thread, {one['build_s']:.1f} s: a 1 ms tick came at most "
                f"{one['max_ms']:.1f} ms late (p99 {one['p99_ms']:.1f}; idle loop at most {one['idle_max_ms']:.1f})"
            )


def _rows(found: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    command = "python -m tests.bench"
    speed = {(one["rival"], one["size"]): one for one in found if one["part"] == "speed" and "failed" not in one}
    for (rival, size), one in speed.items():
        if rival == OURS and (other := speed.get((REFERENCE, size))) is not None:
            yield Row(
                name=f"matcher: a question among {size:,} entries, p50; {REFERENCE}",
                ours=one["p50_ms"],
                reference=other["p50_ms"],
                ratio=one["p50_ms"] / other["p50_ms"],
                unit="ms",
                note=f"p99 {one['p99_ms']:.2f}, built in {one['build_s']:.2f} s, {one['memory_mb']:.0f} MB",
                command=command,
            )
    for one in found:
        if "failed" in one:
            yield Row(name=f"matcher: {one['part']}", ok=False, note=one["failed"], command=command)
        elif one["part"] == "rebuild":
            yield Row(
                name=f"matcher: a 1 ms tick beside a rebuild of {one['size']:,} entries, p99 late; idle at most",
                ours=one["p99_ms"],
                reference=one["idle_max_ms"],
                unit="ms",
                note=f"at most {one['max_ms']:.1f}",
                command=command,
            )


def _cells(one: Mapping[str, Any], reference: float | None) -> list[str]:
    if "failed" in one:
        return ["–", "–", "–", "–", "–", "–", one["failed"]]
    return [
        f"{one['build_s']:.2f}", f"{one['memory_mb']:.0f}", f"{one['p50_ms']:.2f}", f"{one['p99_ms']:.2f}",
        f"{one['p50_ms'] / reference:.3f}" if reference else "–", f"{one['asked']:,}", f"{100 * one['top1']:.0f}",
    ]  # fmt: skip


def _machine() -> dict[str, Any]:
    return {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}


if __name__ == "__main__":
    sys.exit(main())
