"""A town that sends mails: a real journal, a real release, a real mail server; concerns made by their commits."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.alarms import Watch
from bot.channels.mail.channel import MailChannel
from bot.channels.mail.server import MailServer
from bot.library import Library
from bot.mailwords import Places
from bot.notices import Notices
from bot.sender import Sender
from bot.town import READERS, make_texts
from faq.entry import Release, release_to_json
from faq.files import load as load_folder
from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.announcing import TicketChange
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.mailing import NoticeAddress
from handoff.journal.records import Commit, Row, Sending, State, Wait
from handoff.letter import new_row_id
from handoff.notices import mail_announcer
from handoff.staff import StaffRecord
from handoff.ticket import Kind, Staff, Stage, Ticket, Turn
from tests.faults.town import write_town
from tests.smtp import MailProcess, Taken

DEPARTMENT = "buergerdienste"
OFFICE = "buergerdienste@stadt.example"
SECRET_WORDS = "Mein Nachbar Horst Grabowski"
PETRA = Staff(login="petra", name="Petra Lindner")


class UntilQuiet:
    """A journal that stops its sender when nothing is to be sent now."""

    def __init__(self, journal: Journal, stop: asyncio.Event) -> None:
        self._journal = journal
        self._stop = stop

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
        taken = await self._journal.take_deliveries(channel, most)
        if isinstance(taken, Wait):
            self._stop.set()
        return taken


@dataclass
class MailTown:
    """What a test holds."""

    journal: Journal
    acts: Acts
    notices: Notices
    channel: MailChannel
    server: MailProcess
    watch: Watch
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def staff(self, login: str, **more: Any) -> None:
        record = StaffRecord(login=login, name=login.title(), mail=f"{login}@stadt.example", mail_when="now")
        await self.journal.put_staff(StaffRecord(**(vars_of(record) | more)))

    async def concern(self, *, department: str = DEPARTMENT, channel: str = "web", late: bool = False) -> str:
        """A conversation with a new handoff; its id."""
        no = next(self.numbers)
        conversation = await self.journal.ingest(
            address=f"{channel}:{no}", event_id=f"first:{no}", event="{}", due_in=timedelta(hours=9)
        )
        now = datetime.now(UTC)
        ticket = Ticket(
            receipt=f"KS-26-{no:04}",
            case=f"case-{conversation}",
            kind=Kind.QUESTION,
            department=department,
            channel=channel,
            lang="de",
            subject=SECRET_WORDS,
            asked_at=now,
            turn=Turn.OURS,
            turn_since=now,
            promised_by=now + timedelta(hours=-1 if late else 1),
            told_late=Stage.OPERATOR if late else Stage.NONE,
        )
        change = TicketChange(conversation=conversation, before=None, after=ticket, now=now, channel=channel)
        await self.journal.commit(
            Commit(
                conversation=conversation,
                case=ticket.case,
                ticket=ticket,
                queue=department,
                receipt=ticket.receipt,
                rows=(Row(id=new_row_id(), who="citizen", body={"text": SECRET_WORDS}),),
                deliveries=mail_announcer(READERS)(change),
                keep_timer=True,
            )
        )
        return conversation

    async def answer(self, conversation: str, text: str = "Bitte kommen Sie vorbei.") -> None:
        """Claim it and reply."""
        await self.acts.claim(conversation, PETRA, request=new_row_id())
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        await self.acts.reply(conversation, PETRA, snapshot.ticket.fence, from_markdown(text), request=new_row_id())

    async def answer_of_bot(self, conversation: str, text: str) -> None:
        row = Row(id=new_row_id(), who="machine", body={"text": text})
        await self.journal.commit(Commit(conversation=conversation, rows=(row,), keep_timer=True))

    async def leave_address(self, conversation: str, mail: str = "kim@example.org", lang: str = "de") -> None:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        await self.journal.put_notice_address(conversation, NoticeAddress(mail=mail, lang=lang, case=snapshot.case))

    async def deliver(self) -> list[Taken]:
        """Send what may leave now; the mails that the server took meanwhile."""
        before = len(self.server.mails())
        stop = asyncio.Event()
        await Sender(UntilQuiet(self.journal, stop), self.channel, resolve=self.notices.resolve, at_once=1).run(stop)
        return self.server.mails()[before:]

    async def hurry(self) -> None:
        """Let all that waits for its time be due now, and every pause be over."""
        store, keys = self.journal._store, Keys(self.journal.town)
        for cls in ("live", "notice", "bulk"):
            lane = keys("out", f"mail:{cls}")
            for to in await store.redis.zrange(lane, 0, -1):
                await store.redis.zadd(lane, {str(to): 1})
        async for gap in store.redis.scan_iter(match=keys("gap", "mail", "*")):
            await store.redis.delete(gap)

    async def states(self) -> dict[str, list[str]]:
        """States of all mails by destination, in no order."""
        store, keys = self.journal._store, Keys(self.journal.town)
        found: dict[str, list[str]] = {}
        async for key in store.redis.scan_iter(match=keys("delivery", "*")):
            to, state = await store.redis.hmget(key, "to", "state")
            found.setdefault(str(to), []).append(State(str(state)).value)
        return {to: sorted(states) for to, states in found.items()}


def vars_of(record: StaffRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


@cache
def release() -> Release:
    """That of a town whose front office has a mailbox."""
    with TemporaryDirectory() as folder:
        departments = write_town(Path(folder)) / "departments.yaml"
        text = departments.read_text("utf-8")
        mailbox = f"  front_office: true\n  mail: {OFFICE}\n"
        departments.write_text(text.replace("  front_office: true\n", mailbox), "utf-8")
        return load_folder(departments.parent)


class Published:
    """The one release, for a library that is built once."""

    async def release_hash(self) -> str | None:
        return release().hash

    async def release_text(self, wanted: str) -> str | None:
        return release_to_json(release()) if wanted == release().hash else None


LIBRARY = Library(Published(), lambda town: make_texts(town, {}, "https://chat.example"))


@asynccontextmanager
async def mail_town(journal: Journal, server: MailProcess) -> AsyncIterator[MailTown]:
    """A town that sends by this server."""
    library = LIBRARY
    await library.refresh()
    places = Places(
        chat="https://chat.example",
        desk="https://desk.example/desk",
        alarm_to=("it@stadt.example", "lead@stadt.example"),
    )
    sender = MailServer(host="localhost", port=server.port, security="none", sender="draht@stadt.example", timeout=3.0)
    yield MailTown(
        journal=journal,
        acts=Acts(journal, {"telegram": 4096}, mail_announcer(READERS)),
        notices=Notices(journal, library, places),
        channel=MailChannel(sender, lambda: "Chat Kleinstadt", journal.town),
        server=server,
        watch=Watch(journal, len(places.alarm_to)),
    )
