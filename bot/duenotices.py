"""Mails about promised times that are near or over, and about a department where nobody is while somebody waits.

Each is gathered: what has become due since the last mail to the same place is one mail. None tells the same twice.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.channel import Needless
from bot.mailwords import LINES, Mail, MailWords
from faq.entry import GERMAN
from handoff.journal.records import Commit, Sending
from handoff.notices import DUE, LATE, NOBODY, due_in, due_key, passed_on_due, passed_on_to_leads
from handoff.ticket import Ticket


class DueNotices(MailWords):
    """One town's mails of this kind."""

    async def mail(self, sending: Sending) -> Mail:
        """The mail that a delivery is. Raises Needless, JournalError; KeyError for a kind there is not."""
        kind, _, whose = sending.to.partition(":")
        what, _, who = kind.partition("-")
        if what not in {DUE, LATE, NOBODY}:
            raise KeyError(kind)
        if not who:
            return await self._pass_on(sending, what, whose)
        to, lang, theirs = await self._reader(who, whose)
        if what == NOBODY:
            return await self._nobody(sending, to, lang, theirs)
        return await self._list(sending, what, to, lang, theirs)

    async def _pass_on(self, sending: Sending, what: str, department_id: str) -> Mail:
        """To all whom it concerns now. The commit is written once, however often this is tried."""
        staff = (await self._journal.staff()).values()
        department = self._department(department_id)
        if department is None:
            raise Needless("no department")
        mails = passed_on_due(department, staff) if what == DUE else passed_on_to_leads(what, department, staff)
        if mails:
            await self._journal.commit(
                Commit(
                    conversation=sending.conversation, deliveries=mails, keep_timer=True, request=f"mail:{sending.id}"
                )
            )
        raise Needless("passed on")

    async def _reader(self, who: str, whose: str) -> tuple[str, str, Callable[[str], bool]]:
        """Address and language of who reads it, and which departments are theirs."""
        if who == "department":
            department = self._department(whose)
            if department is None or not department.mail:
                raise Needless("no address")
            return department.mail, GERMAN, lambda one: one == whose
        record = (await self._journal.staff()).get(whose)
        if record is None or record.disabled or not record.mail:
            raise Needless("no address")
        return record.mail, record.mail_lang, record.sees

    async def _list(self, sending: Sending, what: str, to: str, lang: str, theirs: Callable[[str], bool]) -> Mail:
        tickets = due_in([t for _, t in await self._journal.told_late() if theirs(t.department)], what)
        await self._tell_news(sending, tuple(map(due_key, tickets)))
        lines = [f"- {self._line(ticket, lang)}" for ticket in tickets[:LINES]]
        if len(tickets) > LINES:
            lines.append("- " + self._say("mail-waiting-more", lang, n=len(tickets) - LINES))
        return Mail(
            to=to,
            lang=lang,
            subject=self._plain(f"mail-{what}-subject", lang, n=len(tickets)),
            parts=(
                self._say(f"mail-{what}", lang, n=len(tickets)),
                "\n".join(lines),
                self._say("mail-desk", lang, url=self._places.desk),
            ),
        )

    def _line(self, ticket: Ticket, lang: str) -> str:
        owner = ticket.owner.colleague if ticket.owner is not None else ""
        return self._say(
            "mail-due-line",
            lang,
            receipt=ticket.receipt,
            department=self._department_name(ticket.department, lang),
            promise=self._moment(ticket.promised_by, lang),
            owner=owner or "-",
            taken="yes" if owner else "no",
        )

    async def _nobody(self, sending: Sending, to: str, lang: str, theirs: Callable[[str], bool]) -> Mail:
        standing = await self._journal.alarms()
        found = {kind: at for kind, at in standing.items() if kind.startswith(f"{NOBODY}/")}
        mine = {kind: at for kind, at in found.items() if theirs(kind.partition("/")[2])}
        await self._tell_news(sending, tuple(f"{kind}/{at.isoformat()}" for kind, at in mine.items()))
        names = ", ".join(self._department_name(kind.partition("/")[2], lang) for kind in mine)
        return Mail(
            to=to,
            lang=lang,
            subject=self._plain("mail-nobody-subject", lang),
            parts=(
                self._say("mail-nobody", lang, departments=names),
                self._say("mail-desk", lang, url=f"{self._places.desk}?show=waiting"),
            ),
        )
