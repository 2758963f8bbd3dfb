"""The town: everything the web chat meets, on a real journal, with a worker of a few lines."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.channel import StoreFailed
from bot.channels.masking import KINDS
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.deps import Limits, WebChatDeps
from bot.channels.webchat.hub import Hub
from bot.channels.webchat.routes import routes
from bot.dialogue.events import Event, Pressed, Said, Started, TicketChanged, event_from_json, event_to_json
from bot.dialogue.texts import Texts
from bot.privacynotice import Practice
from faq.entry import Netiquette, Town
from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.enclosure import Enclosure
from handoff.files.store import Scanner
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, JournalAway, JournalError, Row, Taken
from handoff.journal.store import Store
from handoff.letter import Keys, new_row_id, write_letter
from handoff.noticeboard import Noticeboard
from handoff.retention import Terms, everything
from handoff.ticket import Done, End, Kind, Staff, Ticket, Turn, citizen_wrote, ticket_from_json
from tests.files.samples import files_at

PETRA = Staff(login="petra", name="Petra Lindner")
HERE = Path(__file__).parents[2]
TOWN = Town(
    name="Musterstadt",
    state="NW",
    timezone="Europe/Berlin",
    address_form="sie",
    phone="0221 4710 100",
    counter={"de": "Bürgerbüro, Marktplatz 1", "en": "Citizens' office, Marktplatz 1"},
    privacy_url="https://www.musterstadt.example/datenschutz",
)
NETIQUETTE = Netiquette(
    version="1",
    owner="Petra Lindner",
    review=date(2030, 1, 1),
    text={"de": "**Fair im Gespräch**\n\n- Sachlich bleiben"},
)
LONG = (
    "**Personalausweis beantragen**\n\nSie brauchen:\n\n- ein biometrisches Foto (nicht älter als 6 Monate)\n"
    "- Ihren alten Ausweis oder die Geburtsurkunde\n- 37,00 Euro (unter 24 Jahren 22,80 Euro)\n\n"
    "Bitte buchen Sie einen [Termin im Bürgerbüro](https://www.musterstadt.example/termin).\n\n"
    "*Quelle: Bürgerbüro, geprüft am 3. März 2026*"
)
GREETING = (
    "Guten Tag, hier antwortet ein **Automat** der Stadt Musterstadt. Wenn Sie möchten, verbinde ich Sie mit einem "
    "Menschen. Bitte bleiben Sie fair."
)
GREETING_KEYS: Keys = ((("Mensch", "person"), ("Leichte Sprache", "easy"), ("English", "lang:en")),)
ANSWER_KEYS: Keys = (
    (("Hat geholfen", "yes"), ("Hat nicht geholfen", "no")),
    (("Mit einem Menschen sprechen", "person"),),
)


def page_texts(form: str = "sie") -> Texts:
    """The catalogue of the page alone."""
    folder = HERE / "bot/dialogue/texts"
    return Texts(
        packaged={
            lang: "\n".join(
                (folder / f"{part}.{lang}.ftl").read_text(encoding="utf-8") for part in ("embed", "privacy", "web")
            )
            for lang in ("de", "en")
        },
        overrides={},
        form=form,
        town_args={
            lang: {
                "town": TOWN.name,
                "phone": TOWN.phone,
                "counter": TOWN.counter[lang],
                "privacy": "",
                "netiquette": "",
                "rules": "",
                "rules_version": "",
                "rules_review": "",
            }
            for lang in ("de", "en")
        },
    )


async def _practice() -> Practice:
    return Practice(masks=KINDS, kept=everything(Terms()))


class Shaky:
    """A journal whose store can be switched off, and the way into it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.away = False
        self.lose_answers = False  # stored, but the caller never hears of it
        self.asked = Counter[str]()

    def __getattr__(self, name: str) -> Any:
        self.asked[name] += 1
        if self.away:
            raise JournalAway("switched off")
        return getattr(self._journal, name)

    async def accept(self, *, address: str, event: Event) -> str:
        if self.away:
            raise StoreFailed("switched off")
        try:
            conversation = await self._journal.ingest(
                address=address,
                event_id=event.id,
                event=event_to_json(event),
                due_in=timedelta(minutes=5),
                files=[file.ref for file in getattr(event, "attachments", ())],
            )
        except JournalError as e:
            raise StoreFailed(str(e)) from e
        if self.lose_answers:
            raise StoreFailed("answer lost")
        return conversation

    async def park(self, *, event_id: str, raw: str, reason: str) -> None:
        await self._journal.park(event_id=event_id, raw=raw, reason=reason)


@dataclass
class WebTown:
    """A running town."""

    journal: Journal
    shaky: Shaky
    deps: WebChatDeps
    channel: WebChat
    app: web.Application
    stop: asyncio.Event
    facts: Town
    asked: list[str] = field(default_factory=list)
    heard: list[Event] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    working: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def hub(self) -> Hub:
        return self.deps.hub

    async def note_request(self, request: web.Request, _: web.StreamResponse) -> None:
        """Remember what browsers asked for."""
        self.asked.append(request.path)

    async def work(self) -> None:
        """Take, answer, commit; until stopped."""
        while not self.stop.is_set():
            if not self.working.is_set():
                await asyncio.sleep(0.02)
                continue
            since = self.journal.hint_count("due")
            taken = await self.journal.take_some(8)
            if isinstance(taken, float):
                await self.journal.hint("due", since, min(0.05, taken))
            else:
                await asyncio.gather(*map(self._turn, taken))

    async def _turn(self, taken: Taken) -> None:
        rows: list[Row] = []
        ticket = ticket_from_json(taken.ticket) if taken.ticket else None
        more: dict[str, Any] = {}
        for text in taken.events:
            event = event_from_json(text)
            self.heard.append(event)
            match event:
                case Started():
                    rows.append(_machine(GREETING, GREETING_KEYS))
                case Said() | Pressed():
                    words = event.text if isinstance(event, Said) else f"[{event.choice}]"
                    said = getattr(event, "attachments", ())
                    files = [
                        {"kind": a.kind, "ref": a.ref, "name": a.name, "mime": a.mime, "size": a.size} for a in said
                    ]
                    body: dict[str, Any] = {"text": words} | ({"attachments": files} if files else {})
                    rows.append(Row(id=event.id, who="citizen", body=body))
                    if ticket is not None and ticket.is_open:
                        ticket = citizen_wrote(ticket, taken.now)
                        more |= {"ticket": ticket}
                    elif words in {"Mensch", "[person]"}:
                        ticket = _ticket(taken)
                        more |= {
                            "ticket": ticket,
                            "queue": "buergerbuero",
                            "receipt": ticket.receipt,
                            "promise": ticket.promised_by,
                        }
                        rows.append(
                            _machine("Ich gebe Ihr Anliegen weiter. Eine Antwort bekommen Sie bis morgen, 12 Uhr.")
                        )
                    elif "Ausweis" in words:
                        rows.append(_machine(LONG, ANSWER_KEYS))
                    else:
                        rows.append(_machine(f"Echo: {words}", (), raw=True))
                case TicketChanged():
                    rows.append(_machine(f"{event.name}: {event.change}"))
                case _:
                    pass
        await self.journal.commit(
            Commit(
                conversation=taken.conversation,
                lease=taken.lease,
                talk_version=taken.talk_version,
                ticket_version=taken.ticket_version,
                consumed=len(taken.events),
                talk="{}",
                case=taken.case or f"case-{taken.conversation}",
                rows=tuple(rows),
                **more,
            )
        )

    async def note(self, conversation: str, text: str) -> None:
        """A staff note: never for citizens."""
        await self.row(conversation, Row(id=new_row_id(), who="note", name="Petra", body={"text": text}))

    async def row(self, conversation: str, row: Row) -> None:
        """Write a row out of turn."""
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        await self.journal.commit(Commit(conversation=conversation, case=snapshot.case, rows=(row,)))

    async def claim(self) -> str:
        """Petra takes the first handoff; returns its conversation."""
        conversation, _ = (await self.journal.tickets())[0]
        assert isinstance(await Acts(self.journal, {}).claim(conversation, PETRA, request=new_row_id()), Done)
        return conversation

    async def reply(self, conversation: str, words: str, *files: Enclosure) -> None:
        """Petra answers."""
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        acts = Acts(self.journal, {})
        await acts.reply(
            conversation, PETRA, snapshot.ticket.fence, from_markdown(words), request=new_row_id(), files=files
        )

    async def close(self, conversation: str) -> None:
        """Petra ends the handoff."""
        await Acts(self.journal, {}).close(conversation, PETRA, End.ANSWERED, request=new_row_id())


def _machine(words: str, keys: Keys = (), *, raw: bool = False) -> Row:
    rich = replace(from_markdown(""), text=words) if raw else from_markdown(words)
    return write_letter(
        row_id=new_row_id(), who="machine", rich=rich, channel="web", conversation="", max_text=None, keys=keys
    ).row


def _ticket(taken: Taken) -> Ticket:
    return Ticket(
        receipt=f"K{taken.conversation[:2].upper().replace('_', 'A').replace('-', 'B')}-4P2X",
        case=taken.case or f"case-{taken.conversation}",
        kind=Kind.QUESTION,
        department="buergerbuero",
        channel="web",
        lang="de",
        subject="?",
        asked_at=taken.now,
        turn=Turn.OURS,
        turn_since=taken.now,
        promised_by=taken.now + timedelta(days=1),
    )


@asynccontextmanager
async def web_town(
    store: Store,
    name: str,
    files: Path,
    *,
    limits: Limits | None = None,
    prefix: str = "",
    public_url: str = "",
    rules: dict[str, Any] | None = None,
    scanner: Scanner | None = None,
    mails: bool = False,
    facts: Town = TOWN,
) -> AsyncIterator[WebTown]:
    """A town on a store; nothing is served yet, see ``serve``."""
    hints, stop = Hints(store, [name]), asyncio.Event()
    journal = Journal(store, name, hints, per_minute=1000)
    shaky = Shaky(journal)
    counted: list[str] = []
    hub = Hub()
    noticeboard = Noticeboard(journal, hub.show_board)
    deps = WebChatDeps(
        journal=shaky,
        intake=shaky,
        hub=hub,
        say=page_texts().say,
        town=lambda: town.facts,
        netiquette=lambda: NETIQUETTE,
        files=files_at(files, scanner, **(rules or {})),
        public_url=public_url,
        practice=_practice,
        mails=mails,
        limits=limits or Limits(),
        count=counted.append,
        board=lambda: noticeboard.now,
    )
    app = web.Application()
    app.add_routes(routes(deps, prefix))
    town = WebTown(
        journal=journal,
        shaky=shaky,
        deps=deps,
        channel=WebChat(hub),
        app=app,
        stop=stop,
        facts=facts,
        counted=counted,
    )
    app.on_response_prepare.append(town.note_request)
    town.working.set()
    listening = asyncio.create_task(hints.run(stop))
    async with asyncio.TaskGroup() as group:
        group.create_task(hub.run(shaky, stop))
        group.create_task(noticeboard.run(stop))
        group.create_task(town.work())
        try:
            yield town
        finally:
            stop.set()
    listening.cancel()
    await asyncio.wait({listening})


class _Server(TestServer):
    """Like the program's own, and unlike aiohttp's for tests, it lets a handler end when the browser is gone."""

    async def _make_runner(self, **options: Any) -> web.BaseRunner:
        return await super()._make_runner(**{**options, "handler_cancellation": False})


@asynccontextmanager
async def serve(town: WebTown, port: int | None = None) -> AsyncIterator[TestServer]:
    """The town on a port of this machine."""
    server = _Server(town.app, port=port)
    await server.start_server(shutdown_timeout=1)
    try:
        yield server
    finally:
        town.stop.set()
        await server.close()
