"""What a town has put up for the moment: dated notices, the emergency banner, channels that are switched off. Pure.

Each thing has an end that it reaches by itself, but a switched-off channel: that one comes back when somebody says so.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

Texts = Mapping[str, str]
"""By language; German is always there."""

LONGEST_NOTICE: Final = timedelta(days=92)
LONGEST_BANNER: Final = timedelta(days=14)
LONGEST_TEXT: Final = 300
"""Characters: it is read before the answer that somebody waits for."""
MOST_NOTICES: Final = 50
CHANNELS: Final = ("telegram", "web", "mail")
"""What can be switched off."""

Wrong = Literal[
    "text-missing", "text-long", "time-unread", "ends-past", "ends-first", "notice-long", "banner-long",
    "too-many", "about-unknown", "link-wrong", "channel-unknown", "reason-missing",
]  # fmt: skip


class NotPut(ValueError):
    """It cannot be put up so; ``wrong`` says why (text ``board-wrong-<wrong>`` of the desk)."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong: Wrong = wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedNotice:
    """A word of a department, or of one of its offices (``office``, else empty), shown from ``starts`` to ``ends``.

    ``about`` is the name of whom it is of. ``by`` is the login of who put it up.
    """

    id: str
    department: str
    about: Texts
    text: Texts
    starts: datetime
    ends: datetime
    by: str
    office: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it is to be shown now."""
        return self.starts <= now < self.ends

    def concerns(self, department: str, office: str = "") -> bool:
        """Whether it is of this department as a whole, or of this office."""
        return self.office == office if self.office else self.department == department


@dataclass(frozen=True, kw_only=True, slots=True)
class Banner:
    """The whole town's word in an emergency. ``link`` leads to more, or is empty."""

    id: str
    text: Texts
    starts: datetime
    ends: datetime
    by: str
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Switch:
    """A channel is off. ``reason`` is for staff."""

    channel: str
    since: datetime
    by: str
    reason: str

    @property
    def id(self) -> str:
        """Names this time of being off."""
        return f"{self.channel}@{int(self.since.timestamp())}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """All that is put up, what has yet to begin included."""

    notices: tuple[DatedNotice, ...] = ()
    banner: Banner | None = None
    off: Mapping[str, Switch] = field(default_factory=dict)

    def at(self, now: datetime) -> Board:
        """What of it holds at a time; the notice that ends first stands first."""
        holds = sorted((notice for notice in self.notices if notice.holds(now)), key=lambda notice: notice.ends)
        banner = self.banner if self.banner is not None and self.banner.ends > now else None
        return Board(notices=tuple(holds), banner=banner, off=self.off)

    def of(self, department: str, office: str = "") -> tuple[DatedNotice, ...]:
        """The notices that concern a department or office."""
        return tuple(notice for notice in self.notices if notice.concerns(department, office))


def words_in(texts: Texts, lang: str) -> str:
    """The text in a language, else in German."""
    return texts.get(lang) or texts["de"]


# -- how it is stored: one hash of the town, a field for each thing

BANNER_FIELD: Final = "banner"
_NOTICE: TypeAdapter[DatedNotice] = TypeAdapter(DatedNotice)
_BANNER: TypeAdapter[Banner] = TypeAdapter(Banner)
_SWITCH: TypeAdapter[Switch] = TypeAdapter(Switch)


def notice_field(id: str) -> str:
    """Where a notice lies."""
    return f"notice:{id}"


def switch_field(channel: str) -> str:
    """Where it lies that a channel is off; the scripts know this name."""
    return f"off:{channel}"


def field_of(thing: DatedNotice | Banner | Switch) -> tuple[str, str]:
    """Where a thing lies, and its JSON."""
    match thing:
        case DatedNotice():
            return notice_field(thing.id), _NOTICE.dump_json(thing).decode()
        case Banner():
            return BANNER_FIELD, _BANNER.dump_json(thing).decode()
        case Switch():
            return switch_field(thing.channel), _SWITCH.dump_json(thing).decode()


def board_of(fields: Mapping[str, str]) -> Board:
    """The board that the stored fields are; what a newer version has put there is passed over."""
    banner = fields.get(BANNER_FIELD)
    off = [_SWITCH.validate_json(text) for name, text in fields.items() if name.startswith("off:")]
    return Board(
        notices=tuple(
            _NOTICE.validate_json(text) for name, text in sorted(fields.items()) if name.startswith("notice:")
        ),
        banner=_BANNER.validate_json(banner) if banner else None,
        off={switch.channel: switch for switch in off},
    )


def ended_fields(board: Board, now: datetime) -> list[str]:
    """What has reached its end and can be taken down."""
    fields = [notice_field(notice.id) for notice in board.notices if notice.ends <= now]
    if board.banner is not None and board.banner.ends <= now:
        fields.append(BANNER_FIELD)
    return fields


# -- what may be put up


def new_notice(
    board: Board,
    *,
    department: str,
    about: Texts,
    text: Texts,
    starts: datetime,
    ends: datetime,
    by: str,
    now: datetime,
    office: str = "",
) -> DatedNotice:
    """A notice to put up. Raises NotPut."""
    said = _said(text)
    _check_times(starts, ends, now, LONGEST_NOTICE, "notice-long")
    if sum(notice.ends > now for notice in board.notices) >= MOST_NOTICES:
        raise NotPut("too-many")
    return DatedNotice(
        id=secrets.token_hex(6),
        department=department,
        office=office,
        about=dict(about),
        text=said,
        starts=starts,
        ends=ends,
        by=by,
    )


def new_banner(*, text: Texts, ends: datetime, by: str, now: datetime, link: str = "") -> Banner:
    """A banner to raise. Raises NotPut."""
    said = _said(text)
    _check_times(now, ends, now, LONGEST_BANNER, "banner-long")
    link = link.strip()
    if link and not _is_link(link):
        raise NotPut("link-wrong")
    return Banner(id=secrets.token_hex(6), text=said, link=link, starts=now, ends=ends, by=by)


def new_switch(*, channel: str, reason: str, by: str, now: datetime) -> Switch:
    """A channel switched off. Raises NotPut."""
    if channel not in CHANNELS:
        raise NotPut("channel-unknown")
    if not (reason := _line(reason)):
        raise NotPut("reason-missing")
    return Switch(channel=channel, since=now, by=by, reason=reason[:LONGEST_TEXT])


def time_given(text: str, now: datetime, zone: ZoneInfo, *, ends: bool = False) -> datetime:
    """A local time as people write it: "12:00" (today), "2026-11-25", "2026-11-25 12:00". Raises NotPut.

    A day alone means its beginning, or with ``ends`` its end.
    """
    text = text.strip()
    today = now.astimezone(zone).date()
    try:
        if _CLOCK.fullmatch(text):
            local = datetime.combine(today, time.fromisoformat(text.zfill(5)))
        elif _DAY.fullmatch(text):
            day = date.fromisoformat(text) + (timedelta(days=1) if ends else timedelta())
            local = datetime.combine(day, time())
        else:
            local = datetime.fromisoformat(text)
        return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotPut("time-unread") from None


_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _said(text: Texts) -> dict[str, str]:
    said = {lang: line for lang, words in text.items() if (line := _line(words))}
    if "de" not in said:
        raise NotPut("text-missing")
    if any(len(line) > LONGEST_TEXT for line in said.values()):
        raise NotPut("text-long")
    return said


def _line(text: str) -> str:
    """One line of plain words."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def _check_times(starts: datetime, ends: datetime, now: datetime, longest: timedelta, wrong: Wrong) -> None:
    if ends <= starts:
        raise NotPut("ends-first")
    if ends <= now:
        raise NotPut("ends-past")
    if ends - max(starts, now) > longest or starts - now > timedelta(days=366):
        raise NotPut(wrong)


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in {"https", "http"} and bool(parts.hostname) and not set(link) & set(" <>\"'`\\")
    except ValueError:
        return False
