"""Giving and taking roles: at once, or after a second person where the town wants four eyes for that.

Which account it changes, and what becomes of a request: used by the desk and the command line alike.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from handoff.audit import Action, AuditRow, row
from handoff.breakglass import Glass, broken, ended
from handoff.foureyes import Act, Fate, Objection, Request, confirmed, refused, request, withdrawn
from handoff.journal.journal import Journal
from handoff.personnel import INVITED_FOR, Change, NotDone, Personnel
from handoff.rights import GUARDED, Right, Role
from handoff.staff import StaffRecord, granted

_ORDER: Final = tuple(role.value for role in Role)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """An account after a change; ``asked``: what of it waits for a second person."""

    record: StaffRecord
    asked: Request | None = None


class RoleAdmin:
    """Roles of one town's accounts. ``four_eyes``: guarded roles are given and taken by two.

    Every method writes down who did it, and raises NotDone, JournalAway.
    """

    def __init__(self, journal: Journal, *, four_eyes: bool) -> None:
        self._journal = journal
        self._personnel = Personnel(journal)
        self._four_eyes = four_eyes

    async def add(self, who: str, record: StaffRecord, action: Action = Action.STAFF_ADD) -> Changed:
        """Add an account."""
        if not await self._waits(frozenset(record.roles)):
            await self._personnel.add(who, record, action)
            return Changed(record=record)
        await self._personnel.add(who, record, action, roles=_without(record.roles))
        return Changed(record=record, asked=await self._ask(who, record.login, record.roles))

    async def invite(self, who: str, record: StaffRecord) -> tuple[Changed, str]:
        """Add an account; the secret of the link by which they choose a password, too."""
        changed = await self.add(who, record, Action.STAFF_INVITE)
        return changed, await self._journal.make_login_link(record.login, INVITED_FOR, "invite")

    async def change(self, who: str, login: str, change: Change, action: Action) -> Changed:
        """Change an account; a change of guarded roles waits, the rest is done at once."""
        before = await self._personnel.known(login)
        wanted = change(before).roles
        differs = frozenset(before.roles) ^ frozenset(wanted)
        if not await self._waits(differs):
            return Changed(record=await self._personnel.change(who, login, change, action))
        if not wanted:
            raise NotDone("roles")

        def at_once(record: StaffRecord) -> StaffRecord:
            changed = change(record)
            kept = [role for role in record.roles if role in GUARDED]
            return replace(changed, roles=_ordered((*_without(changed.roles), *kept)))

        record = await self._personnel.change(who, login, at_once, action)
        return Changed(record=record, asked=await self._ask(who, login, wanted))

    async def remove(self, who: str, login: str, role: str, action: Action = Action.STAFF_ROLE_REMOVED) -> Changed:
        """Take one role of several; who shall have none is shut out instead."""
        held = (await self._personnel.known(login)).roles
        if role not in held:
            raise NotDone("has_not")
        if len(held) == 1:
            raise NotDone("only")

        def without(record: StaffRecord) -> StaffRecord:
            return replace(record, roles=tuple(one for one in record.roles if one != role))

        return await self.change(who, login, without, action)

    async def review(self, who: str, login: str) -> StaffRecord:
        """Somebody has looked at what another one may do, and it is right."""
        now = datetime.now(UTC)
        if who == login:
            raise NotDone("own")
        return await self._personnel.change(
            who, login, lambda record: replace(record, reviewed_at=now, reviewed_by=who), Action.STAFF_REVIEWED
        )

    # -- the second person

    async def fate_of(self, asked: Request, now: datetime) -> Fate:
        """What has become of a request by now."""
        record = await self._journal.account(asked.subject)
        return asked.fate_now(now, seen_of(record) if record is not None else "")

    async def confirm(self, by: StaffRecord, asked: Request, digest: str) -> Objection | None:
        """The second person says yes, and it is done; why it is not."""
        now = datetime.now(UTC)
        record = await self._journal.account(asked.subject)
        done = confirmed(asked, by, digest, seen=seen_of(record) if record is not None else "", now=now)
        if isinstance(done, Objection) or record is None:
            await self._note_refused(by, asked)
            return done if isinstance(done, Objection) else Objection.STALE
        roles = _ordered(asked.wanted["roles"].split())
        await self._keep_a_manager(record, roles)
        after = granted(record, replace(record, roles=roles), asked.asked_by, now, second=by.login)
        told = _told(by.login, Action.SECOND_CONFIRMED, asked)
        match await self._journal.decide(asked, done, (record, after), told=told):
            case "ok":
                return None
            case "stale":
                return Objection.STALE
            case _:
                return Objection.OVER

    async def refuse(self, by: StaffRecord, asked: Request, digest: str, words: str) -> Objection | None:
        """The second person says no; why that is not taken."""
        record = await self._journal.account(asked.subject)
        seen = seen_of(record) if record is not None else ""
        done = refused(asked, by, digest, words, seen=seen, now=datetime.now(UTC))
        if isinstance(done, Objection):
            await self._note_refused(by, asked)
            return done
        return await self._decided(by.login, Action.SECOND_REFUSED, asked, done)

    async def withdraw(self, who: str, asked: Request) -> Objection | None:
        """Who asked does not want it any more; why that is not taken."""
        done = withdrawn(asked, who, datetime.now(UTC))
        return done if isinstance(done, Objection) else await self._decided(who, Action.SECOND_WITHDRAWN, asked, done)

    async def _decided(self, who: str, action: Action, asked: Request, done: Request) -> Objection | None:
        if await self._journal.decide(asked, done, told=_told(who, action, asked)) != "ok":
            return Objection.OVER
        return None

    # -- without a second person

    async def break_glass(self, who: str, login: str, role: str, hours: float, reason: str) -> Glass:
        """Give a role for some hours. Raises NotBroken, too."""
        record = await self._personnel.known(login)
        if record.disabled:
            raise NotDone("disabled")
        glass = broken(
            secrets.token_urlsafe(9),
            login=login,
            roles=record.acts_as,
            role=role,
            hours=hours,
            reason=reason,
            by=who,
            now=datetime.now(UTC),
        )
        until = glass.until.isoformat(timespec="seconds")
        await self._journal.put_glass(glass, row(who, Action.BREAK_GLASS, login=login, what=role, until=until))
        return glass

    async def mend_glass(self, who: str, login: str) -> int:
        """Take the roles back that an account has for some hours; how many it were."""
        await self._personnel.known(login)
        now = datetime.now(UTC)
        held = [glass for glass in await self._journal.glasses() if glass.login == login and glass.holds(now)]
        for glass in held:
            told = row(who, Action.BREAK_GLASS_END, login=login, what=glass.role)
            await self._journal.put_glass(ended(glass, who, now), told)
        return len(held)

    # --

    async def _waits(self, roles: frozenset[str]) -> bool:
        """Whether these cannot be given or taken by one; before there is anybody who manages accounts they can."""
        return self._four_eyes and not roles.isdisjoint(GUARDED) and await self._personnel.managed()

    async def _ask(self, who: str, login: str, roles: Iterable[str]) -> Request:
        record = await self._personnel.known(login)
        wanted = {"before": " ".join(record.roles), "roles": " ".join(_ordered(roles))}
        asked = request(
            secrets.token_urlsafe(9),
            Act.ROLE_ADMIN,
            login,
            wanted=wanted,
            seen=seen_of(record),
            by=who,
            now=datetime.now(UTC),
        )
        return await self._journal.ask_second(asked, _told(who, Action.SECOND_ASKED, asked))

    async def _keep_a_manager(self, record: StaffRecord, roles: tuple[str, ...]) -> None:
        if replace(record, roles=roles).may(Right.MANAGE_STAFF) or not record.may(Right.MANAGE_STAFF):
            return
        others = (one for login, one in (await self._journal.staff()).items() if login != record.login)
        if not any(one.gets_in and replace(one, lent=()).may(Right.MANAGE_STAFF) for one in others):
            raise NotDone("last")

    async def _note_refused(self, by: StaffRecord, asked: Request) -> None:
        await self._journal.audit(_told(by.login, Action.REFUSED, asked))


def _told(who: str, action: Action, asked: Request) -> AuditRow:
    return row(who, action, what=asked.act.value, login=asked.subject, after=asked.digest)


def seen_of(record: StaffRecord) -> str:
    """Names what a request about an account starts from: its roles, departments, whether it is shut."""
    state = [record.login, sorted(record.roles), sorted(record.departments), record.disabled]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:16]


def _without(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(role for role in roles if role not in GUARDED)


def _ordered(roles: Iterable[str]) -> tuple[str, ...]:
    given = frozenset(roles)
    return (*(role for role in _ORDER if role in given), *sorted(given - frozenset(_ORDER)))
