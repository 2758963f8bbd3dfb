"""What can be wrong with a town's files, as values that say where it is and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault in one file. `line` counts from 1, 0 means the whole file; `entry` is an id or empty.

    `what` and `mend` are German sentences for the person who edits the files.
    """

    file: str
    line: int
    entry: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        entry = f" [{self.entry}]" if self.entry else ""
        return f"{place}{entry}: {self.what} Abhilfe: {self.mend}"


class FaqError(Exception):
    """Root of the failures of this package."""


class FilesBroken(FaqError):
    """The files of a town cannot become a release; `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownFact(FaqError):
    """An answer refers to a fact that no office of the release has."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"unknown fact {path!r}")
