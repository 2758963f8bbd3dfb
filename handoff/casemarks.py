"""What is said about a case besides its ticket: it is held for legal reasons, it belongs to the file. Pure.

Both hold for a handoff by its receipt number, open or ended, over all its cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from pydantic import TypeAdapter

LONGEST_REASON: Final = 300
LONGEST_NUMBER: Final = 80
LONGEST_HOLD: Final = timedelta(days=3660)
"""Then somebody has to say again that it is still needed."""

Wrong = Literal[
    "reason-missing",
    "reason-long",
    "until-past",
    "until-far",
    "number-missing",
    "number-long",
    "taken-future",
    "not-for-the-file",
]


class NotMarked(ValueError):
    """This cannot be said about a case; ``wrong`` says why not."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A legal hold: until its end nothing of the case may be removed. ``by`` is a login, or "command line"."""

    receipt: str
    reason: str
    by: str
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """The file system has it: who said so, the day it took it over, and its number there."""

    by: str
    at: datetime
    day: date
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMark:
    """A case that belongs to the file. ``number`` is the file's (Aktenzeichen)."""

    receipt: str
    number: str
    by: str
    at: datetime
    taken: Taken | None = None


def held(hold: Hold | None, now: datetime) -> bool:
    """Whether a hold is in force: by itself it ends at its end."""
    return hold is not None and now < hold.until


def new_hold(*, receipt: str, reason: str, until: datetime, by: str, now: datetime) -> Hold:
    """A hold to set. Raises NotMarked."""
    said = _line(reason)
    if not said:
        raise NotMarked("reason-missing")
    if len(said) > LONGEST_REASON:
        raise NotMarked("reason-long")
    if until <= now:
        raise NotMarked("until-past")
    if until - now > LONGEST_HOLD:
        raise NotMarked("until-far")
    return Hold(receipt=receipt, reason=said, by=by, since=now, until=until)


def new_file_mark(*, receipt: str, number: str, by: str, now: datetime) -> FileMark:
    """That a case belongs to the file of this number. Raises NotMarked."""
    return FileMark(receipt=receipt, number=_number(number), by=by, at=now)


def taken_over(mark: FileMark | None, *, day: date, number: str, by: str, now: datetime) -> FileMark:
    """The file system has the case since a day, under a number of its own. Raises NotMarked."""
    if mark is None:
        raise NotMarked("not-for-the-file")
    if day > now.date() + timedelta(days=1):  # it is that day somewhere
        raise NotMarked("taken-future")
    return replace(mark, taken=Taken(by=by, at=now, day=day, number=_number(number)))


def _number(text: str) -> str:
    number = _line(text)
    if not number:
        raise NotMarked("number-missing")
    if len(number) > LONGEST_NUMBER:
        raise NotMarked("number-long")
    return number


def _line(text: str) -> str:
    """One line of plain words."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


_HOLD: TypeAdapter[Hold] = TypeAdapter(Hold)
_MARK: TypeAdapter[FileMark] = TypeAdapter(FileMark)


def hold_to_json(hold: Hold) -> str:
    """As it is stored; ``ends`` is its end in ms, which scripts read."""
    text = _HOLD.dump_json(hold).decode()
    return f'{text[:-1]},"ends":{int(hold.until.timestamp() * 1000)}}}'


def hold_from_json(text: str) -> Hold:
    """As it was stored."""
    return _HOLD.validate_json(text)


def mark_to_json(mark: FileMark) -> str:
    """As it is stored."""
    return _MARK.dump_json(mark).decode()


def mark_from_json(text: str) -> FileMark:
    """As it was stored."""
    return _MARK.validate_json(text)
