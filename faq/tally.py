"""How often something is found in messages that somebody has judged: what the measured sets have in common. Pure."""

from dataclasses import dataclass


class BrokenExample(ValueError):
    """A line of a set cannot be read; ``line`` from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How often something was found rightly, by mistake, and overlooked."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is; 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is that was found; 1 where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0
