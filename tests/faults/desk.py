"""A clerk at the desk, by HTTP as their browser speaks it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp

from handoff.desk.door import SESSION, csrf_of, new_secret, session_hash
from handoff.staff import StaffRecord
from handoff.ticket import Staff
from tests.faults.town import TOWN
from tests.faults.world import Process, World


@dataclass(kw_only=True)
class Clerk:
    """A member of staff who is logged in; ``public``: where the desk is for their browser, if behind a proxy."""

    staff: Staff
    public: str = ""
    secret: str = field(default_factory=new_secret)

    @classmethod
    async def enter(cls, world: World, login: str) -> Clerk:
        """Make an account and a session for it."""
        record = StaffRecord(login=login, name=login.title())
        await world.journal.put_staff(record)
        return await cls(staff=record.staff).log_in(world)

    async def log_in(self, world: World) -> Clerk:
        """Make a session for the account."""
        hour = timedelta(hours=1)
        await world.journal.open_session(session_hash(self.secret), self.staff.login, idle=hour, absolute=hour)
        return self

    @property
    def cookie(self) -> str:
        """The header by which the desk knows them: of this town alone, and bound to its host where there is https."""
        return f"{'__Host-' if self.public.startswith('https:') else ''}{SESSION}-{TOWN}={self.secret}"

    async def act(self, http: aiohttp.ClientSession, desk: Process, conversation: str, act: str, **form: str) -> str:
        """Send a form; what was said to it. Raises ClientError when the desk has died."""
        origin = f"http://127.0.0.1:{desk.port}"
        async with http.post(
            f"{origin}/desk/case/{conversation}/{act}",
            data={"request": secrets.token_hex(4), **form},
            headers={
                "Origin": self.public or origin,
                "Accept": "application/json",
                "X-CSRF-Token": csrf_of(self.secret),
                "Cookie": self.cookie,
            },
        ) as response:
            return str((await response.json())["said"])

    async def page(self, http: aiohttp.ClientSession, desk: Process, conversation: str) -> str:
        """A case's page."""
        where = f"http://127.0.0.1:{desk.port}/desk/case/{conversation}"
        async with http.get(where, headers={"Cookie": self.cookie}) as response:
            response.raise_for_status()
            return await response.text()
