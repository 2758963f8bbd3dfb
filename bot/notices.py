"""Mails as they leave: who gets one, whether there is still something to say, and its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.alarms import AUDIT, GLASS, MEMORY, REPLICAS, TELEGRAM, look
from bot.channels.channel import Needless, Outgoing
from bot.conductnotices import ConductNotices
from bot.duenotices import DueNotices
from bot.library import Library
from bot.mailwords import LINES, Mail, MailWords, Places
from faq.markdown import from_markdown
from handoff.desk.catalogue import speak
from handoff.journal.journal import Journal
from handoff.journal.mailing import Told
from handoff.journal.records import Commit, Sending
from handoff.notices import NOBODY, REVIEW, THREAT, passed_on, waiting_key, waits
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.ticket import Ticket

_STANDING: Final = (TELEGRAM, AUDIT, MEMORY, REPLICAS, NOBODY, GLASS)


class Notices(MailWords):
    """One town's mails."""

    def __init__(self, journal: Journal, library: Library, places: Places) -> None:
        super().__init__(journal, library, places)
        self._due = DueNotices(journal, library, places)
        self._conduct = ConductNotices(journal, library, places)

    async def resolve(self, sending: Sending) -> tuple[str, Outgoing]:
        """Address and message of a delivery. Raises Needless when there is nothing to say, JournalError."""
        kind, _, whose = sending.to.partition(":")
        if kind in self._KINDS:
            mail = await self._KINDS[kind](self, sending, whose)
        elif kind.partition("-")[0] in {THREAT, REVIEW}:
            mail = await self._conduct.mail(sending)
        else:
            mail = await self._due.mail(sending)
        rich = from_markdown("\n\n".join(mail.parts))
        return mail.to, Outgoing(rich=rich, id=sending.id, subject=mail.subject, stop=mail.stop)

    # -- staff

    async def _pass_on(self, sending: Sending, department_id: str) -> Mail:
        """To all who want to hear of it now. The commit is written once, however often this is tried."""
        staff = await self._journal.staff()
        department = self._department(department_id)
        if department is not None and (mails := passed_on(department, staff.values())):
            await self._journal.commit(
                Commit(
                    conversation=sending.conversation,
                    deliveries=mails,
                    keep_timer=True,
                    request=f"mail:{sending.id}",
                )
            )
        raise Needless("passed on")

    async def _to_department(self, sending: Sending, department_id: str) -> Mail:
        department = self._department(department_id)
        if department is None or not department.mail:
            raise Needless("no address")
        end = self._say("mail-waiting-department", "de")
        return await self._waiting(sending, department.mail, "de", lambda t: t.department == department_id, end)

    async def _to_staff(self, sending: Sending, login: str) -> Mail:
        record: StaffRecord | None = (await self._journal.staff()).get(login)
        if record is None or not record.wants_mail:
            raise Needless("not wanted")
        end = self._say("mail-waiting-staff", record.mail_lang, url=f"{self._places.desk}/account")
        return await self._waiting(
            sending, record.mail, record.mail_lang, lambda ticket: record.sees(ticket.department), end
        )

    async def _waiting(self, sending: Sending, to: str, lang: str, theirs: Callable[[Ticket], bool], end: str) -> Mail:
        tickets = [ticket for _, ticket in await self._journal.tickets() if waits(ticket) and theirs(ticket)]
        await self._tell_news(sending, tuple(waiting_key(ticket) for ticket in tickets))
        lines = [
            "- "
            + self._say(
                "mail-waiting-line",
                lang,
                receipt=ticket.receipt,
                department=self._department_name(ticket.department, lang),
                since=self._moment(ticket.asked_at, lang),
            )
            for ticket in tickets[:LINES]
        ]
        if len(tickets) > LINES:
            lines.append("- " + self._say("mail-waiting-more", lang, n=len(tickets) - LINES))
        return Mail(
            to=to,
            lang=lang,
            subject=self._plain("mail-waiting-subject", lang, n=len(tickets)),
            parts=(
                self._say("mail-waiting", lang, n=len(tickets)),
                "\n".join(lines),
                self._say("mail-desk", lang, url=f"{self._places.desk}?show=waiting"),
                end,
            ),
        )

    # -- citizens

    async def _to_reader(self, sending: Sending, conversation: str) -> Mail:
        address = await self._journal.notice_address(conversation)
        snapshot = await self._journal.snapshot(conversation)
        if address is None or snapshot is None or snapshot.case not in ("", address.case):
            raise Needless("no address")
        rows = await self._journal.rows(conversation, after=snapshot.acked)
        unread = [row.n for row in rows if row.who in ("person", "machine")]
        if not unread:
            raise Needless("read already")
        told = await self._journal.told(sending.to)
        if told.by != sending.id and any(int(n) > snapshot.acked for n in told.keys):
            raise Needless("told already")
        await self._journal.tell(sending.to, Told(by=sending.id, keys=(str(unread[-1]),)))
        lang, receipt = address.lang, str(sending.body.get("receipt", ""))
        department = self._department_name(str(sending.body.get("department", "")), lang)
        stop = f"{self._places.chat}/stop-{await self._journal.stop_token(conversation)}"
        return Mail(
            to=address.mail,
            lang=lang,
            subject=self._plain("mail-reply-subject", lang),
            parts=(
                self._say("mail-hello", lang),
                self._say("mail-reply", lang, receipt=receipt, department=department),
                self._say("mail-reply-link", lang, url=f"{self._places.chat}/?lang={lang}#{receipt}"),
                self._say("mail-reply-elsewhere", lang),
                self._say("mail-reply-stop", lang, url=f"{stop}?lang={lang}"),
                self._say("mail-noreply", lang),
            ),
            stop=stop,
        )

    async def _to_told_of_glass(self, sending: Sending, login: str) -> Mail:
        record = await self._journal.account(login)
        glass = next((one for one in await self._journal.glasses() if one.id == sending.body.get("glass")), None)
        if record is None or not record.mail or not record.may(Right.SEE_RIGHTS) or glass is None:
            raise Needless("not theirs")
        lang = record.mail_lang
        return Mail(
            to=record.mail,
            lang=lang,
            subject=self._plain("mail-glass-subject", lang),
            parts=(
                self._say(
                    "mail-glass",
                    lang,
                    login=glass.login,
                    role=speak(lang)(f"role-{glass.role}"),
                    until=self._moment(glass.until, lang),
                ),
                self._say("mail-desk", lang, url=f"{self._places.desk}/rights/review"),
            ),
        )

    # -- who sees to the program

    async def _to_alarmed(self, sending: Sending, number: str) -> Mail:
        if int(number) >= len(self._places.alarm_to):
            raise Needless("no address")
        alarms = await look(self._journal)
        await self._tell_news(sending, alarms.keys)
        lines = []
        if alarms.dead:
            lines.append(self._say("mail-alarm-dead", "de", n=len(alarms.dead)))
        if alarms.late:
            receipts = ", ".join(list(alarms.late)[:LINES]) + (", …" if len(alarms.late) > LINES else "")
            lines.append(self._say("mail-alarm-late", "de", n=len(alarms.late), receipts=receipts))
        for kind, since in alarms.standing.items():
            what, _, where = kind.partition("/")
            if what in _STANDING:
                department = self._department_name(where, "de")
                lines.append(
                    self._say(f"mail-alarm-{what}", "de", since=self._moment(since, "de"), department=department)
                )
        return Mail(
            to=self._places.alarm_to[int(number)],
            lang="de",
            subject=self._plain("mail-alarm-subject", "de"),
            parts=(
                self._say("mail-alarm", "de"),
                "\n".join(f"- {line}" for line in lines),
                self._say("mail-desk", "de", url=self._places.desk),
                self._say("mail-alarm-end", "de"),
            ),
        )

    _KINDS: Final = {
        "waiting": _pass_on,
        "department": _to_department,
        "staff": _to_staff,
        "reader": _to_reader,
        "alarm": _to_alarmed,
        "glass-staff": _to_told_of_glass,
    }
