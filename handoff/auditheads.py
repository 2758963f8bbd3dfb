"""The log of heads outside the store: what its lines say, and which heads hold after all of them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from handoff.auditchain import Seal


class Kind(StrEnum):
    """What a line of the log says."""

    BEGUN = "begun"
    """The log begins; seals up to ``number`` were there before it."""
    SEAL = "seal"
    TRIM = "trim"
    """Rows up to ``until`` (the last of block ``number``) are to be removed, being older than ``days``."""
    RESTORED = "restored"
    """A backup was restored by the command; it has the seals up to ``number``."""
    SET_BACK = "set_back"
    """The sealer met a store that had only the seals up to ``number``, and nobody had said so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line. ``written`` is when, UTC."""

    kind: Kind
    town: str
    written: datetime
    number: int
    head: str = ""
    until: str = ""
    days: int = 0

    @property
    def text(self) -> str:
        """As it is written, with its end."""
        value: dict[str, Any] = {
            "written": self.written.isoformat(timespec="milliseconds"),
            "town": self.town,
            "kind": self.kind.value,
            "number": self.number,
        }
        more = {"head": self.head, "until": self.until, "days": self.days}
        return json.dumps(value | {name: one for name, one in more.items() if one}, separators=(",", ":")) + "\n"


def line_from_text(text: str) -> Line | None:
    """A line of the log; None where it cannot be read: one that a crash has torn, or somebody's."""
    try:
        value = json.loads(text)
        return Line(
            kind=Kind(value["kind"]),
            town=str(value["town"]),
            written=datetime.fromisoformat(value["written"]),
            number=int(value["number"]),
            head=str(value.get("head", "")),
            until=str(value.get("until", "")),
            days=int(value.get("days", 0)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(kw_only=True, slots=True)
class Heads:
    """What a town's lines say together.

    ``heads``: by number, those that hold. ``begun``: what was sealed before the log began. ``breaks``: lines after
    which the chain goes on from an earlier block, with the number it had come to. ``twice``: numbers with two heads.
    ``unread``: how many lines could not be read.
    """

    town: str
    heads: dict[int, str] = field(default_factory=dict)
    begun: int = 0
    trims: list[Line] = field(default_factory=list)
    breaks: list[tuple[Line, int]] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    unread: int = 0
    last: int = 0
    lines: int = 0

    def read(self, texts: Iterable[str]) -> None:
        """Take further lines in."""
        for text in texts:
            line = line_from_text(text)
            if line is None:
                self.unread += bool(text.strip())
            elif line.town == self.town:
                self._take(line)

    def _take(self, line: Line) -> None:
        self.lines += 1
        match line.kind:
            case Kind.BEGUN:
                self.begun = max(self.begun, line.number)
            case Kind.SEAL:
                if self.heads.setdefault(line.number, line.head) != line.head:
                    self.twice.append(line.number)
                self.last = max(self.last, line.number)
            case Kind.TRIM:
                self.trims.append(line)
            case Kind.RESTORED | Kind.SET_BACK:
                if self.last > line.number:
                    self.breaks.append((line, self.last))
                for number in range(line.number + 1, self.last + 1):
                    self.heads.pop(number, None)
                self.last = min(self.last, line.number)

    def agreed(self, seals: Sequence[Seal]) -> int:
        """Up to which number the seals of a store (all of them, from 1 on) have the heads that hold.

        What the log does not know is no disagreement.
        """
        for one in seals:
            if self.heads.get(one.number, one.head) != one.head:
                return one.number - 1
        return min(seals[-1].number, self.last) if seals else 0
