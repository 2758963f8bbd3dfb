"""The chain of seals over the audit: how a block is made of rows, and how what was done to it is found. Pure.

Each block's head is a SHA-256 over its rows and the head before it, so no row and no seal can be changed without all
later heads being others; and those have been handed to a log that the store does not hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

MOST_ROWS: Final = 1000
"""Rows of a block."""
MARK: Final = 8
"""Hexadecimal digits of a row's mark: enough to say which row of a block it was; the digest proves that it was one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the store has it: the id it was given, and its fields in order."""

    id: str
    fields: tuple[tuple[str, str], ...]

    @property
    def place(self) -> tuple[int, int]:
        """What ids are ordered by."""
        return place_of(self.id)

    @property
    def at(self) -> datetime:
        """When the store took it, UTC."""
        return time_of_id(self.id)

    @property
    def row(self) -> dict[str, Any]:
        """What it says; empty where it cannot be read."""
        try:
            value = json.loads(dict(self.fields).get("row", ""))
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def canonical(self) -> bytes:
        """The bytes that are sealed: every field, whatever they say, and the id."""
        return json.dumps([self.id, *self.fields], ensure_ascii=True, separators=(",", ":")).encode()

    @property
    def mark(self) -> str:
        """A short digest."""
        return hashlib.sha256(self.canonical).hexdigest()[:MARK]


@dataclass(frozen=True, slots=True)
class Seal:
    """A block of rows. ``number`` counts from 1; ``at`` is in milliseconds; ``rows`` is the digest of the rows."""

    number: int
    at: int
    first: str
    last: str
    count: int
    rows: str
    marks: str
    head: str

    @property
    def time(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromtimestamp(self.at / 1000, UTC)

    @property
    def row_marks(self) -> list[str]:
        """The marks of its rows, in order."""
        return [self.marks[i : i + MARK] for i in range(0, len(self.marks), MARK)]

    @property
    def text(self) -> str:
        """As it is stored."""
        value = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(value, separators=(",", ":"))

    def follows(self, head: str) -> bool:
        """Whether its own head is what comes of its words and the head before it."""
        return self.head == _head(self, head)


def genesis(town: str) -> str:
    """The head before the first block: a town's own, so that chains cannot be exchanged."""
    return hashlib.sha256(f"buergerdraht audit of {town}".encode()).hexdigest()


def seal(entries: Sequence[Entry], before: Seal | None, town: str, at: datetime) -> Seal:
    """The block of these rows (at least one), after the one before."""
    draft = Seal(
        number=before.number + 1 if before is not None else 1,
        at=int(at.timestamp() * 1000),
        first=entries[0].id,
        last=entries[-1].id,
        count=len(entries),
        rows=digest(entries),
        marks="".join(entry.mark for entry in entries),
        head="",
    )
    head = _head(draft, before.head if before is not None else genesis(town))
    return Seal(**{name: getattr(draft, name) for name in draft.__slots__ if name != "head"}, head=head)


def seal_from_text(text: str) -> Seal | None:
    """A stored seal; None where it cannot be read as one."""
    try:
        value = json.loads(text)
        kinds = {name: int if name in ("number", "at", "count") else str for name in Seal.__slots__}
        if not isinstance(value, Mapping) or value.keys() != kinds.keys():
            return None
        if not all(type(value[name]) is kind for name, kind in kinds.items()):
            return None
        found = Seal(**value)
        place_of(found.first), place_of(found.last), found.time
    except (ValueError, OverflowError, OSError):
        return None
    return found


def digest(entries: Sequence[Entry]) -> str:
    """SHA-256 over rows."""
    whole = hashlib.sha256()
    for entry in entries:
        whole.update(entry.canonical + b"\n")
    return whole.hexdigest()


def place_of(id: str) -> tuple[int, int]:
    """The order of a stream's id. Raises ValueError."""
    ms, _, n = id.partition("-")
    return int(ms), int(n)


def time_of_id(id: str) -> datetime:
    """The time in a stream's id, UTC."""
    return datetime.fromtimestamp(place_of(id)[0] / 1000, UTC)


def _head(one: Seal, before: str) -> str:
    words = (one.number, one.at, one.first, one.last, one.count, one.rows, one.marks, before)
    return hashlib.sha256("\n".join(map(str, words)).encode("utf-8", "surrogatepass")).hexdigest()
