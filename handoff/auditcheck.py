"""Whether the audit is whole: rows against seals, seals against each other and against the heads outside. Pure.

What is missing because it was kept long enough is told apart from what somebody took away: removal by the sealer is
itself a row, is sealed, and was announced in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from handoff.audit import Action
from handoff.auditchain import Entry, Seal, digest, genesis, place_of, seal_from_text, time_of_id
from handoff.auditheads import Heads, Kind


class Harm(StrEnum):
    """What was done to the audit."""

    ROW_CHANGED = "row_changed"
    ROW_REMOVED = "row_removed"
    ROW_ADDED = "row_added"
    SEAL_CHANGED = "seal_changed"
    SEAL_MISSING = "seal_missing"
    SEALS_BACK = "seals_back"
    LOG_DISAGREES = "log_disagrees"
    LOG_TWICE = "log_twice"
    SET_BACK = "set_back"
    TRIM_UNKNOWN = "trim_unknown"
    TRIM_EARLY = "trim_early"


MILD: Final = frozenset({Harm.SEALS_BACK})
"""The store is an older one: that is what a restored backup looks like."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One harm. ``block`` is its number, 0 for none; ``row`` an id of the store, or "n/m" where the row has gone.

    ``at``: when the block was sealed, or what it is about happened. ``other``: a second number, such as the block the
    log has come to.
    """

    harm: Harm
    block: int = 0
    at: datetime | None = None
    row: str = ""
    other: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a check came to. ``trimmed``: rows up to this id are gone as configured; ``log``: lines of this town.

    ``notes`` are breaks that a restore has announced, with the block the log had come to.
    """

    found: tuple[Found, ...]
    seals: int
    rows: int
    unsealed: int
    head: str
    trimmed: str
    log: int
    behind: int
    begun: int
    unread: int
    notes: tuple[tuple[datetime, int, int], ...]

    @property
    def tampered(self) -> bool:
        """Whether something was found besides an older store."""
        return any(one.harm not in MILD for one in self.found)


@dataclass(frozen=True, slots=True)
class _Trim:
    id: str
    until: str
    block: int
    days: int


@dataclass(slots=True)
class ChainCheck:
    """One check: ``feed`` it all rows in order, then ask it to ``finish``. ``texts`` are the seals as stored."""

    town: str
    texts: Sequence[str]
    seals: list[Seal] = field(init=False, default_factory=list)
    _found: list[Found] = field(init=False, default_factory=list)
    _block: int = field(init=False, default=0)
    _entries: list[Entry] = field(init=False, default_factory=list)
    _gone: list[Seal] = field(init=False, default_factory=list)
    _there: list[Seal] = field(init=False, default_factory=list)
    _trims: list[_Trim] = field(init=False, default_factory=list)
    _rows: int = field(init=False, default=0)
    _unsealed: int = field(init=False, default=0)
    _blind: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Follow the seals."""
        head, last, due = genesis(self.town), (-1, -1), 1
        for text in self.texts:
            one = seal_from_text(text)
            if one is None:
                self._found.append(Found(harm=Harm.SEAL_CHANGED, block=due))
                head, due = "", due + 1
                continue
            if one.number != due:
                self._found.append(Found(harm=Harm.SEAL_MISSING, block=due, at=one.time, other=one.number))
                head = ""
            ordered = last < place_of(one.first) <= place_of(one.last) and one.count == len(one.row_marks) > 0
            if not ordered or (head and not one.follows(head)):
                self._found.append(Found(harm=Harm.SEAL_CHANGED, block=one.number, at=one.time))
            if not head:
                self._blind.add(len(self.seals))
            head, last, due = one.head, max(last, place_of(one.last)), one.number + 1
            self.seals.append(one)

    def feed(self, entries: Iterable[Entry]) -> None:
        """Take the next rows, oldest first."""
        for entry in entries:
            self._rows += 1
            self._note_trim(entry)
            while self._block < len(self.seals) and entry.place > place_of(self.seals[self._block].last):
                self._close()
            if self._block == len(self.seals):
                self._unsealed += 1
            elif entry.place >= place_of(self.seals[self._block].first):
                self._entries.append(entry)
            elif self._block not in self._blind:  # else it may have been in the block whose seal is gone
                block = self.seals[self._block].number
                self._found.append(Found(harm=Harm.ROW_ADDED, block=block, at=entry.at, row=entry.id))

    def _note_trim(self, entry: Entry) -> None:
        said = entry.row
        if said.get("action") != Action.AUDIT_TRIMMED.value:
            return
        try:
            until, block, days = str(said["until"]), int(said["block"]), int(said["days"])
            place_of(until)
        except (KeyError, ValueError):
            return
        self._trims.append(_Trim(entry.id, until, block, days))

    def _close(self) -> None:
        """The block is over: compare."""
        one, entries = self.seals[self._block], self._entries
        self._block, self._entries = self._block + 1, []
        if not entries:
            self._gone.append(one)
            return
        self._there.append(one)
        if len(entries) == one.count and digest(entries) == one.rows:
            return
        self._found += _differences(one, entries)

    def finish(self, heads: Heads) -> Report:
        """All rows were given; ``heads`` is the log, empty where there is none."""
        while self._block < len(self.seals):
            self._close()
        trimmed = self._judge_trims(heads)
        limit = place_of(trimmed) if trimmed else (-1, -1)
        self._found += [
            Found(harm=Harm.ROW_REMOVED, block=one.number, at=one.time, row=f"1-{one.count}/{one.count}")
            for one in self._gone
            if place_of(one.last) > limit
        ]
        self._found += [
            Found(harm=Harm.ROW_ADDED, block=one.number, at=one.time, row=one.first)
            for one in self._there
            if place_of(one.last) <= limit
        ]
        notes = self._compare(heads)
        return Report(
            found=tuple(sorted(self._found, key=lambda one: (one.block, one.row))),
            seals=len(self.texts),
            rows=self._rows,
            unsealed=self._unsealed,
            head=self.seals[-1].head if self.seals else genesis(self.town),
            trimmed=trimmed,
            log=heads.lines,
            behind=max(0, len(self.seals) - heads.last) if heads.lines else 0,
            begun=heads.begun,
            unread=heads.unread,
            notes=notes,
        )

    def _judge_trims(self, heads: Heads) -> str:
        """The last id that may be gone; removals that are not as they should be are found."""
        held = ""
        announced = {line.until for line in heads.trims}
        ends = {one.last: one.number for one in self.seals}
        for trim in self._trims:
            at = time_of_id(trim.id)
            fits = ends.get(trim.until) == trim.block and (not heads.lines or trim.until in announced)
            if not fits:
                self._found.append(Found(harm=Harm.TRIM_UNKNOWN, block=trim.block, at=at, row=trim.id))
            elif trim.days < 1 or at - time_of_id(trim.until) < timedelta(days=trim.days):
                self._found.append(Found(harm=Harm.TRIM_EARLY, block=trim.block, at=at, row=trim.id))
            elif not held or place_of(trim.until) > place_of(held):
                held = trim.until
        return held

    def _compare(self, heads: Heads) -> tuple[tuple[datetime, int, int], ...]:
        last = self.seals[-1].number if self.seals else 0
        agreed = heads.agreed(self.seals)
        if agreed < min(last, heads.last):
            one = next(one for one in self.seals if one.number > agreed)
            self._found.append(Found(harm=Harm.LOG_DISAGREES, block=one.number, at=one.time, other=heads.last))
        elif heads.last > last:
            self._found.append(Found(harm=Harm.SEALS_BACK, block=last, other=heads.last))
        self._found += [Found(harm=Harm.LOG_TWICE, block=number) for number in heads.twice]
        notes = []
        for line, was in heads.breaks:
            if line.kind is Kind.RESTORED:
                notes.append((line.written, line.number, was))
            else:
                self._found.append(Found(harm=Harm.SET_BACK, block=line.number, at=line.written, other=was))
        return tuple(notes)


def _differences(one: Seal, entries: Sequence[Entry]) -> list[Found]:
    """Which rows of a block are others than those sealed."""
    there = [entry.mark for entry in entries]
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, one.row_marks, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place, entry in zip_longest(range(a, b), entries[c:d]):
            if place is None and entry is not None:
                found.append(Found(harm=Harm.ROW_ADDED, block=one.number, at=entry.at, row=entry.id))
            elif entry is None:
                gone = f"{place + 1}/{one.count}"
                found.append(Found(harm=Harm.ROW_REMOVED, block=one.number, at=one.time, row=gone))
            else:
                found.append(Found(harm=Harm.ROW_CHANGED, block=one.number, at=entry.at, row=entry.id))
    # Marks are short: where they do not show it, the digest still does.
    return found or [Found(harm=Harm.ROW_CHANGED, block=one.number, at=one.time)]
