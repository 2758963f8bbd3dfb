"""A role for some hours without a second person: who may not wait may break the glass, loudly. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import TypeAdapter

from handoff.rights import Role

MOST_HOURS: Final = 72
KEPT_FOR: Final = timedelta(days=365)
"""How long it is listed afterwards."""
LONGEST_REASON: Final = 500

Wrong = Literal["role", "hours", "reason", "has"]


class NotBroken(Exception):
    """The glass was left whole. ``wrong``: no such role, no such number of hours, no reason, they have the role."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong: Wrong = wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class Glass:
    """A role that an account has from ``since`` to ``until``; ``ended_by`` ended it earlier."""

    id: str
    login: str
    role: str
    since: datetime
    until: datetime
    reason: str
    by: str
    ended_by: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether the account has the role now."""
        return self.since <= now < self.until


def broken(
    id: str, *, login: str, roles: Iterable[str], role: str, hours: float, reason: str, by: str, now: datetime
) -> Glass:
    """The role for so many hours. ``roles``: what the account has anyway. Raises NotBroken."""
    if role not in frozenset(Role):
        raise NotBroken("role")
    if role in roles:
        raise NotBroken("has")
    if not 0 < hours <= MOST_HOURS:
        raise NotBroken("hours")
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise NotBroken("reason")
    return Glass(id=id, login=login, role=role, since=now, until=now + timedelta(hours=hours), reason=reason, by=by)


def ended(glass: Glass, by: str, now: datetime) -> Glass:
    """The same, over now."""
    return replace(glass, until=min(glass.until, now), ended_by=by)


def roles_lent(glasses: Iterable[Glass], login: str, now: datetime) -> tuple[str, ...]:
    """What an account has by that now."""
    return tuple(glass.role for glass in glasses if glass.login == login and glass.holds(now))


_ADAPTER: TypeAdapter[Glass] = TypeAdapter(Glass)


def glass_to_json(glass: Glass) -> str:
    """As it is stored."""
    return _ADAPTER.dump_json(glass).decode()


def glass_from_json(text: str) -> Glass:
    """What was stored."""
    return _ADAPTER.validate_json(text)
