"""A call that a citizen of the web chat has asked for: a number and a time of day, kept apart from the talk. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

LONGEST: Final = 40
_SEPARATORS: Final = re.compile(r"[\s./()\-–\u00a0]+")
_NUMBER: Final = re.compile(r"(?:\+|00)?[0-9]{5,15}")


class When(StrEnum):
    """When the citizen can be reached."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Callback:
    """A wish to be called. ``tries``: calls that nobody answered. ``outcome`` is None while somebody has to call."""

    conversation: str
    receipt: str
    department: str
    phone: str
    when: When
    lang: str
    at: datetime
    tries: int = 0
    tried_at: datetime | None = None
    by: str = ""
    outcome: Outcome | None = None


def phone_of(text: str) -> str | None:
    """A phone number as it can be dialled, None when it is none: "0221 / 47-11" is "02214711".

    German numbers have at least five digits after the prefix; abroad is what begins with + or 00.
    """
    plain = _SEPARATORS.sub("", text.strip()[:LONGEST]).replace("+49(0)", "+49")
    if not _NUMBER.fullmatch(plain):
        return None
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if plain.startswith("+490"):
        plain = f"+49{plain[4:]}"
    digits = plain.removeprefix("+")
    if plain.startswith("+"):
        return plain if 7 <= len(digits) <= 15 and not digits.startswith("0") else None
    return plain if plain.startswith("0") and 6 <= len(plain) <= 15 else None


def shortened(phone: str) -> str:
    """A number as the citizen's own browser shows it: enough to know which, not enough to read off."""
    return f"{phone[:3]}…{phone[-2:]}"


def not_reached(callback: Callback, by: str, now: datetime) -> Callback:
    """Somebody has called in vain."""
    return replace(callback, tries=callback.tries + 1, tried_at=now, by=by)


def ended(callback: Callback, outcome: Outcome, by: str, now: datetime) -> Callback:
    """It is over; the number goes soon."""
    return replace(callback, outcome=outcome, by=by, tried_at=now)


def to_json(callback: Callback) -> str:
    """As it is stored."""
    return json.dumps(asdict(callback), default=_plain, ensure_ascii=False)


def from_json(text: str) -> Callback:
    """As it was stored."""
    value = json.loads(text)
    tried, outcome = value["tried_at"], value["outcome"]
    return Callback(
        **value
        | {
            "when": When(value["when"]),
            "at": datetime.fromisoformat(value["at"]),
            "tried_at": datetime.fromisoformat(tried) if tried else None,
            "outcome": Outcome(outcome) if outcome else None,
        }
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
