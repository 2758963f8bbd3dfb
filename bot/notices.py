"""Mails as they leave: who gets one, whether there is still something to say, and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.alarms import MEMORY, TELEGRAM, look
from bot.channels.channel import Needless, Outgoing
from bot.dialogue.moment import moment_in_words
from bot.library import Library
from faq.entry import Department
from faq.markdown import from_markdown
from handoff.journal.journal import Journal
from handoff.journal.mailing import Told
from handoff.journal.records import Commit, Sending
from handoff.notices import passed_on, waiting_key, waits
from handoff.staff import StaffRecord
from handoff.ticket import Ticket

LINES: Final = 20
"""How many of what waits a mail lists."""
_STANDING: Final = (TELEGRAM, MEMORY)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where links lead, without a slash at the end, and who is told when something is wrong."""

    chat: str
    desk: str
    alarm_to: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mail:
    to: str
    lang: str
    subject: str
    parts: tuple[str, ...]  # Markdown
    stop: str = ""


class Notices:
    """One town's mails."""

    def __init__(self, journal: Journal, library: Library, places: Places) -> None:
        self._journal = journal
        self._library = library
        self._places = places

    async def resolve(self, sending: Sending) -> tuple[str, Outgoing]:
        """Address and message of a delivery. Raises Needless when there is nothing to say, JournalError."""
        kind, _, whose = sending.to.partition(":")
        mail = await self._KINDS[kind](self, sending, whose)
        rich = from_markdown("\n\n".join(mail.parts))
        return mail.to, Outgoing(rich=rich, id=sending.id, subject=mail.subject, stop=mail.stop)

    # -- staff

    async def _pass_on(self, sending: Sending, department_id: str) -> _Mail:
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

    async def _to_department(self, sending: Sending, department_id: str) -> _Mail:
        department = self._department(department_id)
        if department is None or not department.mail:
            raise Needless("no address")
        end = self._say("mail-waiting-department", "de")
        return await self._waiting(sending, department.mail, "de", lambda t: t.department == department_id, end)

    async def _to_staff(self, sending: Sending, login: str) -> _Mail:
        record: StaffRecord | None = (await self._journal.staff()).get(login)
        if record is None or not record.wants_mail:
            raise Needless("not wanted")
        end = self._say("mail-waiting-staff", record.mail_lang, url=f"{self._places.desk}/account")
        return await self._waiting(
            sending, record.mail, record.mail_lang, lambda ticket: record.sees(ticket.department), end
        )

    async def _waiting(self, sending: Sending, to: str, lang: str, theirs: Callable[[Ticket], bool], end: str) -> _Mail:
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
        return _Mail(
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

    async def _to_reader(self, sending: Sending, conversation: str) -> _Mail:
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
        return _Mail(
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

    # -- who sees to the program

    async def _to_alarmed(self, sending: Sending, number: str) -> _Mail:
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
        for kind in _STANDING:
            if (since := alarms.standing.get(kind)) is not None:
                lines.append(self._say(f"mail-alarm-{kind}", "de", since=self._moment(since, "de")))
        return _Mail(
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
    }

    # -- words

    async def _tell_news(self, sending: Sending, keys: tuple[str, ...]) -> None:
        """Write down that this mail tells of ``keys``. Raises Needless when none of them is news."""
        news = (await self._journal.told(sending.to)).news_in(keys, sending.id)
        if not news:
            raise Needless("nothing new")
        # Before it leaves: whoever is killed in between sends the same delivery again, not nothing and not another.
        await self._journal.tell(sending.to, Told(by=sending.id, keys=keys, news=news))

    def _say(self, key: str, lang: str, **args: str | int) -> str:
        return self._library.now.texts.say(key, lang, args)

    def _plain(self, key: str, lang: str, **args: str | int) -> str:
        return from_markdown(self._say(key, lang, **args)).text

    def _department(self, id: str) -> Department | None:
        return next((d for d in self._library.now.release.departments if d.id == id), None)

    def _department_name(self, id: str, lang: str) -> str:
        department = self._department(id)
        names: Mapping[str, str] = department.name if department else {}
        return names.get(lang) or names.get("de") or id

    def _moment(self, at: datetime, lang: str) -> str:
        zone = self._library.now.release.town.timezone
        return moment_in_words(at, datetime.now(ZoneInfo(zone)), zone, lang)
