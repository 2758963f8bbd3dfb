"""What may be done with accounts: invite, change, shut, let in again. Used by the desk and the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from faq.approval import is_login
from handoff.audit import NOBODY_KNOWN, Action, row
from handoff.journal.journal import Journal
from handoff.rights import Right, Role
from handoff.staff import StaffRecord, granted

INVITED_FOR: Final = timedelta(hours=72)
SETUP_FOR: Final = timedelta(hours=24)
TRIES: Final = 5

Why = Literal[
    "login", "name", "roles", "only", "has_not", "own", "exists", "unknown", "disabled", "last", "late", "busy"
]


class NotDone(Exception):
    """An account was left as it is.

    ``why``: the login or the name cannot be, no role, it is their only role, they do not have it, it is their own
    account, there is such an account already, there is none, it is shut, nobody would be left who manages accounts,
    somebody manages them already, or others change it all the time.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


Change = Callable[[StaffRecord], StaffRecord]


class Personnel:
    """The accounts of one town; every method writes down who did it, and raises JournalAway."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def managed(self) -> bool:
        """Whether somebody manages accounts who gets in by themselves."""
        accounts = (await self._journal.staff()).values()
        return any(record.gets_in and record.may(Right.MANAGE_STAFF) for record in accounts)

    async def add(
        self,
        who: str,
        record: StaffRecord,
        action: Action = Action.STAFF_ADD,
        *,
        roles: tuple[str, ...] | None = None,
    ) -> None:
        """Add an account; ``roles``: those of its roles that it has at once, if not all. Raises NotDone."""
        _check(record)
        given = granted(None, record if roles is None else replace(record, roles=roles), who, datetime.now(UTC))
        if await self._journal.change_account(None, given, told=row(who, action, login=record.login)) != "ok":
            raise NotDone("exists")

    async def invite_again(self, who: str, login: str) -> str:
        """The secret of a new link by which they choose a password. Raises NotDone."""
        if (await self.known(login)).disabled:
            raise NotDone("disabled")
        await self._note(who, Action.STAFF_LINK, login)
        return await self._journal.make_login_link(login, INVITED_FOR, "invite")

    async def setup(self, who: str) -> str:
        """The secret of the link by which the first admin makes an account. Raises NotDone."""
        if await self.managed():
            raise NotDone("late")
        await self._note(who, Action.STAFF_SETUP_LINK, "")
        return await self._journal.make_login_link("", SETUP_FOR, "setup")

    async def begin(self, record: StaffRecord) -> None:
        """Make the first account that manages others. Raises NotDone."""
        _check(record)
        first = granted(None, replace(record, roles=(Role.ADMIN.value,)), record.login, datetime.now(UTC))
        told = row(record.login, Action.STAFF_SETUP, login=record.login)
        match await self._journal.change_account(None, first, "first", told=told):
            case "ok":
                pass
            case "late":
                await self._note(NOBODY_KNOWN, Action.REFUSED, record.login, what=Action.STAFF_SETUP)
                raise NotDone("late")
            case _:
                raise NotDone("exists")

    async def change(self, who: str, login: str, change: Change, action: Action) -> StaffRecord:
        """Change an account; what it is then. Raises NotDone.

        Nobody can take the last account away that manages others. Who is shut, or may do less than before, is out at
        once where that ends their sessions.
        """
        for _ in range(TRIES):
            before = await self.known(login)
            after = change(before)
            if after == before:
                return after
            _check(after, before)
            after = granted(before, after, who, datetime.now(UTC))
            match await self._journal.change_account(before, after, "keep", told=row(who, action, login=login)):
                case "ok":
                    if after.disabled:
                        await self.end_sessions(who, login)
                        await self._journal.gone(login)
                    return after
                case "last":
                    await self._note(who, Action.REFUSED, login, what=action)
                    raise NotDone("last")
                case _:
                    continue
        raise NotDone("busy")

    async def shut(self, who: str, login: str) -> None:
        """Take an account's access, in open pages too; what they wrote stays. Raises NotDone."""
        await self.change(who, login, lambda record: replace(record, disabled=True), Action.STAFF_DISABLE)

    async def reopen(self, who: str, login: str) -> None:
        """Give access again. Raises NotDone."""
        await self.change(who, login, lambda record: replace(record, disabled=False), Action.STAFF_ENABLE)

    async def set_password(self, who: str, login: str, password_hash: str, *, but: str = "") -> None:
        """Set the hash of a new password, and end all sessions but one; the account is a local one then.

        Raises NotDone.
        """

        def change(record: StaffRecord) -> StaffRecord:
            if record.disabled:
                raise NotDone("disabled")
            return replace(record, password_hash=password_hash, single_sign_on="")

        await self.change(who, login, change, Action.STAFF_PASSWORD)
        await self._journal.end_sessions(login, but=but)

    async def drop_second_factor(self, who: str, login: str) -> bool:
        """Take the second factor away, as when the telephone is lost; whether there was one. Raises NotDone."""
        await self.known(login)
        dropped = await self._journal.drop_second_factor(login)
        if dropped:
            await self._note(who, Action.STAFF_SECOND_FACTOR_OFF, login)
        return dropped

    async def end_sessions(self, who: str, login: str, *, but: str = "") -> int:
        """End the sessions of an account, all but one where it is named; how many. Raises NotDone."""
        await self.known(login)
        ended = await self._journal.end_sessions(login, but=but)
        if ended:
            await self._note(who, Action.STAFF_SESSIONS_END, login)
        return ended

    async def known(self, login: str) -> StaffRecord:
        """The account. Raises NotDone."""
        record = await self._journal.account(login)
        if record is None:
            raise NotDone("unknown")
        return record

    async def _note(self, who: str, action: Action, login: str, *, what: str = "") -> None:
        await self._journal.audit(row(who, action, login=login, what=what))


def _check(record: StaffRecord, before: StaffRecord | None = None) -> None:
    if not is_login(record.login):
        raise NotDone("login")
    if not record.name.strip():
        raise NotDone("name")
    if not record.roles and (before is None or before.roles):  # its first role may wait for a second person
        raise NotDone("roles")
