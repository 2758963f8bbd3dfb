"""Many warnings of one kind as one, counted by file. Pure."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from faq.errors import Problem

MANY = 5
"""Of more than these only the number is told."""


def folded(problems: Iterable[Problem]) -> list[Problem]:
    """The problems; those that are mended alike and are many stand as one in the place of the first."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.mend.replace(problem.entry or "\0", "…"), []).append(problem)
    told: list[Problem] = []
    for alike in kinds.values():
        told.extend(alike if len(alike) <= MANY else [_one(alike)])
    return told


def by_file(problems: Iterable[Problem]) -> str:
    """How many there are in each file."""
    counts = Counter(PurePath(one.file).name for one in problems)
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _one(alike: list[Problem]) -> Problem:
    first = alike[0]
    return Problem(
        file=first.file, line=first.line, entry=first.entry,
        what=f"{first.what} So {len(alike)}-mal: {by_file(alike)}.",
        mend=f"{first.mend} Jede Stelle einzeln: faq check --all.",
    )  # fmt: skip
