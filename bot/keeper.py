"""Looks at handoffs that are due for a look, and does what time does to them. Of several processes one does it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.library import Library, NoRelease, Shelf
from faq.entry import Department
from handoff.acts import Acts
from handoff.duties import Duties
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, JournalError
from handoff.keeping import Due, Look, Sign, Terms, look, unstaffed_alarm
from handoff.looks import AGAIN_SECONDS, looks
from handoff.notices import NOBODY, notice
from handoff.rights import Right
from handoff.ticket import Ticket

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=6)
"""Of the one process that looks: if it dies, another does so soon enough."""
LOOK_LEASE: Final = timedelta(seconds=30)
AT_ONCE: Final = 100
STAFFING: Final = "staffing"
"""A lease that is only the mark of the last look at who is there: where it is over, the lookout tells (glance.lua)."""
STAFFING_SECONDS: Final = 15.0
WHILE_OFF: Final = timedelta(minutes=10)
"""Until what waits for a channel that is off is looked at again."""
_ASKING: Final = frozenset({Due.REMIND, Due.EXPIRE})


class Keeper:
    """One town's. ``clock`` turns Redis' time into the time that counts; ``mails``: the town sends mails."""

    def __init__(
        self,
        journal: Journal,
        acts: Acts,
        library: Library,
        *,
        mails: bool = False,
        clock: Callable[[datetime], datetime] = lambda now: now,
    ) -> None:
        self._journal = journal
        self._acts = acts
        self._duties = Duties(acts)
        self._library = library
        self._mails = mails
        self._clock = clock
        self._owner = secrets.token_hex(8)
        self._staffing_at: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look until stopped."""
        async for one in looks(self._journal, "looks", stop):
            try:
                if await self.step() >= AT_ONCE:
                    one.again = 0.01
            except (JournalError, NoRelease, TimeoutError) as e:
                one.again = AGAIN_SECONDS
                log.warning("handoffs not looked at", extra={"action": "keeper.away", "cause": type(e).__name__})
        with contextlib.suppress(JournalError):
            await self._journal.lease("keeper", self._owner, timedelta())

    async def step(self) -> int:
        """Look once at all that is due; how many that were. Raises JournalError, NoRelease."""
        if not await self._journal.lease("keeper", self._owner, LEASE):
            return 0
        await self._journal.index_looks()
        now, shelf = self._clock(datetime.now(UTC)), self._library.now
        if self._staffing_at is None or now - self._staffing_at >= timedelta(seconds=STAFFING_SECONDS):
            self._staffing_at = now
            await self._staffing(shelf, now)
            await self._journal.lease(STAFFING, self._owner, timedelta(seconds=STAFFING_SECONDS))
        taken = await self._journal.take_looks(now, LOOK_LEASE, AT_ONCE)
        for i, (conversation, mark) in enumerate(taken):
            if i % 20 == 19 and not await self._journal.lease("keeper", self._owner, LEASE):
                break  # somebody else goes on
            try:
                await self._look(shelf, conversation, mark)
            except (TimeoutError, ValueError) as e:  # one that cannot be looked at must not stop the others
                log.warning(
                    "handoff not looked at",
                    extra={"action": "keeper.skipped", "conversation": conversation, "cause": type(e).__name__},
                )
        return len(taken)

    async def _look(self, shelf: Shelf, conversation: str, mark: str) -> None:
        snapshot = await self._journal.snapshot(conversation)
        ticket = snapshot.ticket if snapshot is not None else None
        if snapshot is None or ticket is None or not ticket.is_open:
            await self._journal.looked(conversation, mark, None)
            return
        now = self._clock(snapshot.now)
        owner = ticket.owner.login if ticket.owner is not None else ""
        sign = await self._journal.sign_of(owner, now) if owner else Sign()

        def seen(ticket: Ticket, now: datetime) -> Look:
            if (ticket.owner.login if ticket.owner is not None else "") != owner:
                return Look()  # it changed hands meanwhile: that change has its own look
            department = _department(shelf, ticket.department)
            return look(ticket, sign, shelf.calendars[department.id], terms_of(department, shelf), now)

        found = seen(ticket, now)
        if found.step is None:
            await self._journal.looked(conversation, mark, found.again)
            return
        if found.step.due in _ASKING and self._acts.speaks_on(snapshot) in (await self._journal.board()).off:
            # Nobody can be asked there now, nor answer: that is no silence of theirs.
            await self._journal.looked(conversation, mark, now + WHILE_OFF)
            return
        silenced = snapshot.conduct.silenced(now)
        if found.step.due in _ASKING and silenced is not None:
            await self._journal.looked(conversation, mark, silenced.until)  # who is muted cannot answer
            return
        step = await self._duties.keep(conversation, seen, self._clock)
        if step is not None:
            log.info(
                "time has passed",
                extra={"action": f"keeper.{step.due.value}", "receipt": ticket.receipt, "stage": step.stage.value},
            )

    async def _staffing(self, shelf: Shelf, now: datetime) -> None:
        """An alarm where somebody has waited for too long with nobody there; once until that is over."""
        departments = shelf.release.departments
        facts = await self._journal.queue_facts([d.id for d in departments])
        staff = await self._journal.staff()
        for department in departments:
            waits = facts[department.id].waiting > 0 and facts[department.id].on_duty == 0
            kind = f"{NOBODY}/{department.id}"
            if not waits:
                await self._journal.clear_alarm(kind)  # first: once nothing is noted nobody looks again
            since = await self._journal.unstaffed(department.id, since=now if waits else None)
            if since is None:
                continue
            # Whoever answers in the staff group is there too.
            serving = [login for login, record in staff.items() if record.may(Right.WORK_CASES, department.id)]
            acts = await self._journal.last_acts(serving)
            calendar = shelf.calendars[department.id]
            if unstaffed_alarm(calendar, max([since, *acts.values()])) > now or not calendar.is_open(now).open:
                continue
            await self._journal.raise_alarm(kind)
            if self._mails:
                mail = notice(NOBODY, f"{NOBODY}:{department.id}")
                request = f"{kind}/{since.isoformat()}"
                await self._journal.commit(
                    Commit(conversation="alarms", deliveries=(mail,), keep_timer=True, request=request)
                )


def terms_of(department: Department, shelf: Shelf) -> Terms:
    """What a department and its town have set."""
    duty, patience = department.duty, shelf.release.town.patience
    return Terms(
        silent=timedelta(minutes=duty.silent),
        left=timedelta(minutes=duty.left),
        before=timedelta(minutes=duty.remind),
        alarm=timedelta(minutes=duty.alarm),
        reminder=patience.reminder_days,
        close=patience.close_days,
    )


def _department(shelf: Shelf, id: str) -> Department:
    """The department; the front office where the town no longer has it."""
    release = shelf.release
    return next((d for d in release.departments if d.id == id), release.front_office)
