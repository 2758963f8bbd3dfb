"""What may be done with accounts: invite, change, shut, let in again. Used by the desk and the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final, Literal

from faq.approval import is_login
from handoff.journal.journal import Journal
from handoff.rights import Right, Role
from handoff.staff import StaffRecord

INVITED_FOR: Final = timedelta(hours=72)
SETUP_FOR: Final = timedelta(hours=24)
TRIES: Final = 5

Why = Literal["login", "name", "roles", "exists", "unknown", "disabled", "last", "late", "busy"]


class NotDone(Exception):
    """An account was left as it is. ``why``: the login or the name cannot be, no role, there is such an account
    already, there is none, it is shut, nobody would be left who manages accounts, somebody manages them already, or
    others change it all the time.
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

    async def add(self, who: str, record: StaffRecord, action: str = "staff_add") -> None:
        """Add an account. Raises NotDone."""
        _check(record)
        match await self._journal.change_account(None, record):
            case "ok":
                await self._note(who, action, record.login)
            case _:
                raise NotDone("exists")

    async def invite(self, who: str, record: StaffRecord) -> str:
        """Add an account; the secret of the link by which they choose a password. Raises NotDone."""
        await self.add(who, record, "staff_invite")
        return await self._journal.make_login_link(record.login, INVITED_FOR, "invite")

    async def invite_again(self, who: str, login: str) -> str:
        """The secret of a new link by which they choose a password. Raises NotDone."""
        if (await self.known(login)).disabled:
            raise NotDone("disabled")
        await self._note(who, "staff_link", login)
        return await self._journal.make_login_link(login, INVITED_FOR, "invite")

    async def setup(self, who: str) -> str:
        """The secret of the link by which the first admin makes an account. Raises NotDone."""
        if await self.managed():
            raise NotDone("late")
        await self._note(who, "staff_setup_link", "")
        return await self._journal.make_login_link("", SETUP_FOR, "setup")

    async def begin(self, record: StaffRecord) -> None:
        """Make the first account that manages others. Raises NotDone."""
        _check(record)
        match await self._journal.change_account(None, replace(record, roles=(Role.ADMIN.value,)), "first"):
            case "ok":
                await self._note(record.login, "staff_setup", record.login)
            case "late":
                raise NotDone("late")
            case _:
                raise NotDone("exists")

    async def change(self, who: str, login: str, change: Change, action: str) -> StaffRecord:
        """Change an account; what it is then. Raises NotDone.

        Nobody can take the last account away that manages others. Who is shut, or may do less than before, is out at
        once where that ends their sessions.
        """
        for _ in range(TRIES):
            before = await self.known(login)
            after = change(before)
            if after == before:
                return after
            _check(after)
            match await self._journal.change_account(before, after, "keep"):
                case "ok":
                    await self._note(who, action, login)
                    if after.disabled:
                        await self.end_sessions(who, login)
                        await self._journal.gone(login)
                    return after
                case "last":
                    raise NotDone("last")
                case _:
                    continue
        raise NotDone("busy")

    async def shut(self, who: str, login: str) -> None:
        """Take an account's access, in open pages too; what they wrote stays. Raises NotDone."""
        await self.change(who, login, lambda record: replace(record, disabled=True), "staff_disable")

    async def reopen(self, who: str, login: str) -> None:
        """Give access again. Raises NotDone."""
        await self.change(who, login, lambda record: replace(record, disabled=False), "staff_enable")

    async def set_password(self, who: str, login: str, password_hash: str, *, but: str = "") -> None:
        """Set the hash of a new password, and end all sessions but one; the account is a local one then.

        Raises NotDone.
        """

        def change(record: StaffRecord) -> StaffRecord:
            if record.disabled:
                raise NotDone("disabled")
            return replace(record, password_hash=password_hash, single_sign_on="")

        await self.change(who, login, change, "staff_password")
        await self._journal.end_sessions(login, but=but)

    async def drop_second_factor(self, who: str, login: str) -> bool:
        """Take the second factor away, as when the telephone is lost; whether there was one. Raises NotDone."""
        await self.known(login)
        dropped = await self._journal.drop_second_factor(login)
        if dropped:
            await self._note(who, "staff_second_factor_off", login)
        return dropped

    async def end_sessions(self, who: str, login: str, *, but: str = "") -> int:
        """End the sessions of an account, all but one where it is named; how many. Raises NotDone."""
        await self.known(login)
        ended = await self._journal.end_sessions(login, but=but)
        if ended:
            await self._note(who, "staff_sessions_end", login)
        return ended

    async def known(self, login: str) -> StaffRecord:
        """The account. Raises NotDone."""
        record = await self._journal.account(login)
        if record is None:
            raise NotDone("unknown")
        return record

    async def _note(self, who: str, action: str, login: str) -> None:
        await self._journal.audit({"who": who, "action": action, "login": login})


def _check(record: StaffRecord) -> None:
    if not is_login(record.login):
        raise NotDone("login")
    if not record.name.strip():
        raise NotDone("name")
    if not record.roles:
        raise NotDone("roles")
