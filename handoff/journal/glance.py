"""What a town waits for, seen at one glance, and whom that concerns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

Timed = Literal["due", "out", "leaving", "looks", "folding", "filing", "exports", "erasures", "clock"]
"""Work that is due at a time."""
Marked = Literal["release", "feed", "board", "rewrite", "runs"]
"""What is followed: whoever does so has to look when it is another."""
Topic = Literal[Timed, Marked, "sessions"]

CHANNELS: Final = ("telegram", "mail")
"""Channels with an outbox."""
FOLD_AFTER: Final = timedelta(days=15)
"""A citizen goes on with a closed concern for two weeks; a case that is this old has come to rest."""
AHEAD_MS: Final = 1000
"""What is due so soon is told already: who is told knows the exact time."""
CLOCK_MS: Final = 10_000
"""So long a note of the store's clock serves."""
_NOTHING: Final = "-"
_BEFORE_CHANNELS: Final = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """Times in ms since 1970 as the store's clock has them; ``out``: by channel. What nobody waits for is missing.

    ``begun``: the town has data. ``has_release``: it has answers.
    """

    now: float
    at: Mapping[Timed, float]
    marks: Mapping[Marked, str]
    out: Mapping[str, float]
    begun: bool

    @property
    def has_release(self) -> bool:
        """Whether there is a release that serves."""
        return self.marks["release"] != _NOTHING

    def news(self, before: Glance | None) -> set[Topic]:
        """What somebody has to look at now."""
        due: set[Topic] = {topic for topic, at in self.at.items() if at <= self.now + AHEAD_MS}
        # At first all: who looked before us may have looked too early.
        return due | {topic for topic, mark in self.marks.items() if before is None or before.marks[topic] != mark}

    def waited(self) -> dict[str, float]:
        """Seconds for which what is due has waited: of the workers, ``due``, and by channel."""
        ends = {**self.out, **({"due": self.at["due"]} if "due" in self.at else {})}
        return {name: max(0.0, (self.now - at) / 1000) for name, at in ends.items()}


def glance_of(line: str, channels: Sequence[str] = CHANNELS) -> Glance:
    """The glance that `glance.lua` tells of."""
    fields = line.split(" ")
    now, clock, *times = (_time(field) for field in fields[:10])
    assert now is not None
    due, leaving, looks, unfolded, filing, exports, exported, erasures = times
    release, feed, board, rewrite, runs, schema = fields[10:_BEFORE_CHANNELS]
    lanes = zip(channels, map(_time, fields[_BEFORE_CHANNELS:]), strict=True)
    out = {channel: at for channel, at in lanes if at is not None}
    found: dict[Timed, float | None] = {
        "due": due,
        "out": min(out.values(), default=None),
        "leaving": leaving,
        "looks": looks,
        "folding": unfolded + FOLD_AFTER.total_seconds() * 1000 if unfolded is not None else None,
        "filing": filing,
        "exports": exports if exports is not None else exported,
        "erasures": erasures,
        # A clock behind its own note was set back.
        "clock": clock + CLOCK_MS if clock is not None and clock <= now else 0.0,
    }
    return Glance(
        now=now,
        at={topic: at for topic, at in found.items() if at is not None},
        marks={"release": release, "feed": feed, "board": board, "rewrite": rewrite, "runs": runs},
        out=out,
        begun=schema != _NOTHING,
    )


def _time(field: str) -> float | None:
    return None if field == _NOTHING else float(field)
