"""Four eyes: what one person asks for and another one confirms. Pure; the one mechanism for all such acts.

A town says for which acts it wants that (``four_eyes`` in town.yaml). A request names exactly what it is about by a
digest; whoever confirms names the same digest, and it must still be about the state that the asker saw.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter

from handoff.rights import Right
from handoff.staff import StaffRecord

WAITS_FOR: Final = timedelta(days=7)
"""How long a second person may take."""
KEPT_FOR: Final = timedelta(days=90)
"""How long it is listed afterwards."""
LONGEST_WORDS: Final = 500


class Act(StrEnum):
    """What may need a second person."""

    PUBLISH_ENTRY = "publish_entry"
    LONG_BLOCK = "long_block"
    ROLE_ADMIN = "role_admin"


ALWAYS: Final = frozenset({Act.LONG_BLOCK})
"""Acts that need two whatever a town says."""
CONFIRMED_BY: Final[Mapping[Act, Right]] = {
    Act.PUBLISH_ENTRY: Right.APPROVE_FAQ,
    Act.LONG_BLOCK: Right.REVIEW_MEASURES,
    Act.ROLE_ADMIN: Right.CONFIRM_CHANGE,
}
"""The right the second person has."""


class Fate(StrEnum):
    """What became of a request."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STALE = "stale"  # what it is about changed meanwhile


class Objection(StrEnum):
    """Why somebody cannot decide on a request."""

    SAME_PERSON = "same_person"
    CONCERNED = "concerned"  # it is about their own account
    NO_RIGHT = "no_right"
    OVER = "over"
    OTHER_TEXT = "other_text"  # they saw something else
    STALE = "stale"
    NO_REASON = "no_reason"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What somebody wants done to ``subject``.

    ``wanted`` says what, in the act's own words; ``seen`` names the state it starts from. ``words``: why it was
    refused.
    """

    id: str
    act: Act
    subject: str
    wanted: Mapping[str, str]
    seen: str
    asked_by: str
    asked_at: datetime
    expires: datetime
    reason: str = ""
    fate: Fate = Fate.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    words: str = ""

    @property
    def digest(self) -> str:
        """16 hex digits that name exactly what is asked for."""
        exactly = json.dumps([self.act, self.subject, sorted(self.wanted.items()), self.seen], ensure_ascii=False)
        return hashlib.sha256(exactly.encode()).hexdigest()[:16]

    def fate_now(self, now: datetime, seen: str) -> Fate:
        """What has become of it; ``seen`` names the state of what it is about now."""
        if self.fate is not Fate.OPEN:
            return self.fate
        if now >= self.expires:
            return Fate.EXPIRED
        return Fate.OPEN if seen == self.seen else Fate.STALE


def request(
    id: str, act: Act, subject: str, *, wanted: Mapping[str, str], seen: str, by: str, now: datetime, reason: str = ""
) -> Request:
    """A new request."""
    return Request(
        id=id,
        act=act,
        subject=subject,
        wanted=dict(wanted),
        seen=seen,
        asked_by=by,
        asked_at=now,
        expires=now + WAITS_FOR,
        reason=" ".join(reason.split())[:LONGEST_WORDS],
    )


def objection(asked: Request, by: StaffRecord, digest: str, *, seen: str, now: datetime) -> Objection | None:
    """Why this person may not decide on it; None when they may. ``digest``: of what was shown to them."""
    if not by.may(CONFIRMED_BY[asked.act]):
        return Objection.NO_RIGHT
    if by.login == asked.asked_by:
        return Objection.SAME_PERSON
    if asked.act is Act.ROLE_ADMIN and by.login == asked.subject:
        return Objection.CONCERNED
    match asked.fate_now(now, seen):
        case Fate.OPEN:
            return None if digest == asked.digest else Objection.OTHER_TEXT
        case Fate.STALE:
            return Objection.STALE
        case _:
            return Objection.OVER


def confirmed(asked: Request, by: StaffRecord, digest: str, *, seen: str, now: datetime) -> Request | Objection:
    """The second person says yes."""
    against = objection(asked, by, digest, seen=seen, now=now)
    return against or replace(asked, fate=Fate.CONFIRMED, decided_by=by.login, decided_at=now)


def refused(
    asked: Request, by: StaffRecord, digest: str, words: str, *, seen: str, now: datetime
) -> Request | Objection:
    """The second person says no, and why."""
    against = objection(asked, by, digest, seen=seen, now=now)
    words = " ".join(words.split())[:LONGEST_WORDS]
    if against is None and not words:
        against = Objection.NO_REASON
    return against or replace(asked, fate=Fate.REFUSED, decided_by=by.login, decided_at=now, words=words)


def withdrawn(asked: Request, by: str, now: datetime) -> Request | Objection:
    """Who asked does not want it any more."""
    if by != asked.asked_by:
        return Objection.NO_RIGHT
    if asked.fate is not Fate.OPEN:
        return Objection.OVER
    return replace(asked, fate=Fate.WITHDRAWN, decided_by=by, decided_at=now)


_ADAPTER: TypeAdapter[Request] = TypeAdapter(Request)


def request_to_json(asked: Request) -> str:
    """As it is stored."""
    return _ADAPTER.dump_json(asked).decode()


def request_from_json(text: str) -> Request:
    """What was stored."""
    return _ADAPTER.validate_json(text)
