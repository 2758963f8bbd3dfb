"""A town's desk on a real journal, served on loopback, with citizens that write by one line."""

from __future__ import annotations

import asyncio
import itertools
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.leaving import Leaving
from faq.entry import Department, Hours
from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.desk.app import desk_app
from handoff.desk.deps import AttachedTo, DeskDeps, DeskLimits, Suggestion
from handoff.desk.live import Live
from handoff.desk.opencases import OpenCases
from handoff.desk.passwords import hash_password
from handoff.files.kinds import is_ref
from handoff.files.store import FileAway, Files, Scanner
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, JournalAway, Row
from handoff.letter import Keys, new_row_id, write_letter
from handoff.noticeboard import Noticeboard
from handoff.places import Place
from handoff.replying import Replies
from handoff.staff import StaffRecord
from handoff.ticket import Kind, Ticket, Turn, citizen_wrote
from tests.files.samples import files_at

BASE = "/stadt/desk"
PASSWORD = "ein langes Passwort"
ZONE = ZoneInfo("Europe/Berlin")
MAX_TEXT = {"telegram": 4096}
BUERGERBUERO = Department(
    id="buergerbuero", name={"de": "Bürgerbüro", "en": "Citizens' office"}, hours=Hours(), front_office=True
)
BAUAMT = Department(id="bauamt", name={"de": "Bauen und Straßen", "en": "Building and roads"}, hours=Hours())


class Shaky:
    """A journal whose store can be switched off."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.away = False

    def __getattr__(self, name: str) -> Any:
        if self.away:
            raise JournalAway("switched off")
        return getattr(self._journal, name)


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def png(width: int = 320, height: int = 200) -> bytes:
    """A picture: a grey road with a dark hole."""

    def pixel(x: int, y: int) -> bytes:
        inside = ((x - width / 2) / 70) ** 2 + ((y - height / 2) / 35) ** 2 < 1
        return b"\x33\x30\x2e" if inside else bytes((120 + (x * y) % 17, 122 + (x ^ y) % 13, 126))

    lines = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


@dataclass(frozen=True, kw_only=True)
class ReadyText:
    """A canned text."""

    id: str
    title: dict[str, str]
    text: dict[str, str]
    departments: tuple[str, ...] = ()


@dataclass
class DeskTown:
    """A running desk."""

    journal: Journal
    shaky: Shaky
    acts: Acts
    deps: DeskDeps
    server: TestServer
    files: dict[str, bytes] = field(default_factory=dict)
    faq: list[tuple[str, Suggestion]] = field(default_factory=list)
    canned: list[ReadyText] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def url(self) -> str:
        return self.origin + BASE

    async def staff(self, login: str, name: str, **more: Any) -> StaffRecord:
        record = StaffRecord(login=login, name=name, password_hash=password_hash(), **more)
        await self.journal.put_staff(record)
        return record

    async def concern(
        self,
        subject: str,
        *,
        department: str = "buergerbuero",
        channel: str = "web",
        kind: Kind = Kind.QUESTION,
        ago: timedelta = timedelta(minutes=5),
        promised_in: timedelta = timedelta(hours=3),
        place: str = "",
        urgent: str = "",
        awaited: bool = False,
        rows: Sequence[Row] = (),
        address: str = "",
    ) -> str:
        """A conversation with an open handoff; its id."""
        no = next(self.numbers)
        conversation = await self.journal.ingest(
            address=address or f"{channel}:{no}", event_id=f"first:{no}", event="{}", due_in=timedelta(hours=9)
        )
        asked = datetime.now(UTC) - ago
        ticket = Ticket(
            receipt=f"MS-26-{no:04}",
            case=f"case-{conversation}-{no}",
            kind=kind,
            department=department,
            channel=channel,
            lang="de",
            subject=subject,
            asked_at=asked,
            turn=Turn.OURS,
            turn_since=asked,
            promised_by=asked + promised_in,
            place=place,
            urgent=urgent,
            awaited=awaited,
        )
        await self.journal.commit(
            Commit(
                conversation=conversation,
                case=ticket.case,
                ticket=ticket,
                queue=department,
                receipt=ticket.receipt,
                rows=tuple(rows) or (Row(id=new_row_id(), who="citizen", body={"text": subject}),),
                keep_timer=True,
            )
        )
        return conversation

    async def again(self, conversation: str, subject: str, *, department: str = "buergerbuero") -> None:
        """The same citizen comes with something new, after the case before has ended."""
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert await self.concern(subject, department=department, address=snapshot.address) == conversation

    async def citizen(self, conversation: str, text: str, **body: Any) -> None:
        """The citizen adds something."""
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        ticket = citizen_wrote(snapshot.ticket, snapshot.now) if snapshot.ticket else None
        await self.journal.commit(
            Commit(
                conversation=conversation,
                ticket=ticket,
                rows=(Row(id=new_row_id(), who="citizen", body={"text": text, **body}),),
                keep_timer=True,
            )
        )

    async def machine(
        self, conversation: str, markdown: str, *, channel: str = "web", keys: Keys = (), **more: Any
    ) -> None:
        """The machine says something."""
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=from_markdown(markdown),
            channel=channel,
            conversation=conversation,
            max_text=MAX_TEXT.get(channel),
            keys=keys,
            more=more,
        )
        await self.journal.commit(
            Commit(conversation=conversation, rows=(letter.row,), deliveries=letter.deliveries, keep_timer=True)
        )

    async def fold(self, conversation: str) -> None:
        """The bot has said its last word: the case ends."""
        await self.journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))

    async def ticket(self, conversation: str) -> Ticket:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        return snapshot.ticket


@asynccontextmanager
async def desk_town(
    journal: Journal,
    limits: DeskLimits | None = None,
    *,
    telegram: bool = False,
    folder: Path | None = None,
    rules: dict[str, Any] | None = None,
    scanner: Scanner | None = None,
    held: timedelta = timedelta(),
) -> AsyncIterator[DeskTown]:
    """Run a desk until the block ends; files lie in ``folder``, or nowhere that is kept.

    ``held``: how long replies can be taken back; none, they leave at once.
    """
    with TemporaryDirectory() as passing:
        stored = files_at(folder or Path(passing), scanner, **(rules or {}))
        async with _desk_town(journal, limits, stored, telegram=telegram, held=held) as town:
            yield town


@asynccontextmanager
async def _desk_town(
    journal: Journal, limits: DeskLimits | None, stored: Files, *, telegram: bool, held: timedelta
) -> AsyncIterator[DeskTown]:
    shaky = Shaky(journal)
    acts = Acts(shaky, MAX_TEXT, max_caption={"telegram": 1024})
    files: dict[str, bytes] = {}

    async def fetch(_came: AttachedTo, ref: str, _name: str) -> bytes:
        if ref in files:
            return files[ref]
        if is_ref(ref):
            return await stored.read(ref)
        raise FileAway("gone")

    async def suggest(question: str, _lang: str) -> Sequence[Suggestion]:
        return [one for word, one in faq if word in question.casefold()]

    faq: list[tuple[str, Suggestion]] = []
    canned: list[ReadyText] = []
    live = Live(shaky)
    noticeboard = Noticeboard(shaky)
    replies = Replies(acts, cast(Journal, shaky), held)
    deps = DeskDeps(
        journal=cast(Journal, shaky),
        acts=acts,
        replies=replies,
        suggest=suggest,
        canned=lambda: tuple(canned),
        edits=("telegram", "web"),
        live=live,
        town="Musterstadt",
        departments=lambda: (BUERGERBUERO, BAUAMT),
        zone=ZONE,
        base=BASE,
        origins=(),
        secure=False,
        outbox=tuple(MAX_TEXT),
        fetch_attachment=fetch,
        files=stored,
        cases=OpenCases(shaky),
        telegram=telegram,
        places=lambda: tuple(Place(name=d.name, departments=(d.id,)) for d in (BUERGERBUERO, BAUAMT)),
        board=lambda: noticeboard.now,
        limits=limits or DeskLimits(delay=0.01),
    )
    root = web.Application()
    root.add_subapp(BASE, desk_app(deps))
    stop = asyncio.Event()
    reader = asyncio.create_task(live.run(stop))
    follower = asyncio.create_task(noticeboard.run(stop))
    running = [asyncio.create_task(live.run(stop))]
    running.append(asyncio.create_task(Leaving(cast(Journal, shaky), replies).run(stop)))
    server = TestServer(root, host="127.0.0.1")
    await server.start_server()
    try:
        yield DeskTown(
            journal=journal, shaky=shaky, acts=acts, deps=deps, server=server, files=files, faq=faq, canned=canned
        )
    finally:
        stop.set()
        await reader
        await follower
        await asyncio.gather(*running)
        await server.close()
