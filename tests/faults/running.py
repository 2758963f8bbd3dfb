"""The tests of the fault matrix, run as one part of the proof: what each row and each promise came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pytest

from tests.faults.matrix import MATRIX, files
from tests.proof import Row

LONGEST: Final = "timeout=900"
"""Seconds for a test in its long form."""
PROMISES: Final[Mapping[str, str]] = {
    "P1": "confirmed is stored",
    "P2": "an outage loses nothing",
    "P3": "an event has its effect once",
    "P4": "order within a conversation",
    "P5": "every delivery ends",
    "P6": "duplicates only from recorded doubt",
    "P7": "no question is forgotten",
    "P8": "one winner a claim",
    "P9": "a vanished member of staff blocks nobody",
    "P10": "a stale owner cannot speak",
    "P11": "nobody on duty: the citizen is told",
    "P12": "a broken file never takes effect",
    "P13": "full memory or disk: refuse new, finish old",
    "P14": "floods and hostile input harm nobody",
    "P15": "nothing personal in logs",
    "P16": "erasure",
    "P17": "restart and failover by itself",
}


@dataclass(kw_only=True, slots=True)
class Tally:
    """How many tests came out how; `why` tells of those that were left out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    why: set[str] = field(default_factory=set)

    @property
    def ok(self) -> bool:
        """Whether it is shown: nothing failed, and something was tried."""
        return not self.failed and self.passed > 0

    @property
    def told(self) -> str:
        """In words."""
        parts = [f"{self.passed} of {self.passed + self.failed + self.skipped} tests passed"]
        parts += [f"{self.skipped} left out: {'; '.join(sorted(self.why))}"] if self.skipped else []
        return ", ".join(parts)


class Results:
    """A pytest plugin that counts by row and promise; `total` hears how many there are, `tell` of each that ended."""

    def __init__(self, total: Callable[[int], object], tell: Callable[[str, bool], object]) -> None:
        self.rows: dict[int, Tally] = defaultdict(Tally)
        self.promises: dict[str, Tally] = defaultdict(Tally)
        self.figures: list[Row] = []
        self.troubles: list[str] = []
        self._total, self._tell = total, tell

    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """A process knows what there is to run: each knows the same."""
        self._total(len(ids))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """What cannot even be collected is a failure of its own."""
        if report.failed:
            self.troubles.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One of the three steps of a test has ended."""
        if report.passed and report.when != "call":
            return
        if report.failed:
            self.troubles.append(f"{report.nodeid}\n{report.longreprtext}")
        for kind, value in report.user_properties:
            if kind == "fault" and isinstance(value, int):
                self._count(self.rows[value], report)
            elif kind == "promise":
                self._count(self.promises[str(value)], report)
            elif kind == "figure" and isinstance(value, dict):
                self.figures.append(Row(**value))
        self._tell(report.nodeid, report.failed)

    def _count(self, tally: Tally, report: pytest.TestReport) -> None:
        if report.failed:
            tally.failed += 1
        elif report.skipped:
            tally.skipped += 1
            tally.why.add(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr))
        else:
            tally.passed += 1


def run_matrix(
    rows: Sequence[int], jobs: int, total: Callable[[int], object], tell: Callable[[str, bool], object]
) -> tuple[list[Row], list[str]]:
    """Run the tests of these rows, or of all; the proof and what went wrong, in words."""
    results = Results(total, tell)
    asked = ",".join(map(str, rows)) or "all"
    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-o", "addopts=--strict-markers", "-o", LONGEST]
    options = [*quiet, "-n", str(jobs), "--dist", "loadgroup", "--fault-rows", asked]
    ended = pytest.main([*options, *files(rows)], plugins=[results])
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        results.troubles.append(f"the tests did not run: {ended!r}")
    wanted = frozenset(rows)
    return [*_rows(results, wanted), *_promises(results, wanted)], results.troubles


def _rows(results: Results, wanted: frozenset[int]) -> Iterable[Row]:
    for number, fault in MATRIX.items():
        if wanted and number not in wanted:
            continue
        tally = results.rows[number]
        yield Row(
            name=fault.what,
            ours=tally.failed,
            goal="0 fail",
            ok=tally.ok,
            unit="failed tests",
            fault=number,
            note=tally.told,
            command=f"python -m tests.faults --row {number}",
        )


def _promises(results: Results, wanted: frozenset[int]) -> Iterable[Row]:
    yield from results.figures
    if wanted:
        return
    for promise, name in PROMISES.items():
        tally = results.promises[promise]
        yield Row(
            name=name,
            ours=tally.failed,
            goal="0 fail",
            ok=tally.ok,
            unit="failed tests",
            promise=promise,
            note=tally.told,
            command="python -m tests.faults --part matrix",
        )
