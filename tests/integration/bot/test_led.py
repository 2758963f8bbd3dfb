"""A town of general information only on Telegram, whole: intake, worker, staff's acts and a real store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.events import Arrived, Attachment, Pressed, Said, Started, event_to_json
from bot.dialogue.texts import Texts
from bot.intake import JournalIntake
from bot.library import Library
from bot.places import for_people, general_only
from bot.publishing import publish
from bot.town import ABILITIES, MAX_TEXT, make_texts
from bot.worker import Worker
from faq.entry import Release, Town
from faq.richtext import Rich
from handoff.acts import Acts
from handoff.journal.addresses import Followed
from handoff.journal.journal import Journal
from handoff.journal.records import Sending, State
from handoff.journal.store import Store
from handoff.ticket import Done, End, Ticket, Turn
from tests.faults.town import ANSWERED, CONCERN, UNKNOWN, write_town
from tests.integration.journal.test_acts import ANNA
from tests.integration.journal.test_way_in import key, obligations

pytestmark = pytest.mark.server

KIM, BROWSER = "telegram:1", "web:abc"
CHAT = "https://chat.example/"


def texts_for(release: Release) -> Texts:
    return make_texts(release, {}, CHAT)


@dataclass(kw_only=True)
class Kleinstadt:
    """A citizen, the bot and a clerk; Telegram is what was delivered to it."""

    journal: Journal
    library: Library
    worker: Worker
    telegram: list[dict[str, Any]] = field(default_factory=list)
    n: int = 0

    @property
    def town(self) -> Town:
        return self.library.now.release.town

    @property
    def acts(self) -> Acts:
        return Acts(self.journal, MAX_TEXT, elsewhere=lambda: for_people(self.town))

    async def accept(self, address: str, event: Said | Pressed | Started) -> str:
        intake = JournalIntake(self.journal, lambda: general_only(self.town))
        conversation = await intake.accept(address=address, event=event)
        await self.quiet()
        return conversation

    async def say(self, address: str, text: str = "", *attachments: Attachment) -> str:
        self.n += 1
        return await self.accept(address, Said(id=f"e{self.n}", text=text, attachments=attachments))

    async def quiet(self) -> None:
        while await self.worker.step() == 0.0:
            pass
        while isinstance(taken := await self.journal.take_delivery("telegram"), Sending):
            assert taken.address == KIM
            self.telegram.append(dict(taken.body))
            await self.journal.report(taken, State.SENT, detail=str(len(self.telegram)))
        while await self.worker.step() == 0.0:
            pass

    @property
    def heard(self) -> str:
        return "\n".join(body["text"] for body in self.telegram)

    @property
    def link(self) -> str:
        """The secret of the last link that came on Telegram."""
        urls = [span[3] for body in self.telegram for span in body.get("spans", ()) if "#weiter=" in span[3]]
        return str(urls[-1]).partition("#weiter=")[2]

    async def follow(self, address: str = BROWSER) -> None:
        event = event_to_json(Arrived(id=f"a:{address}", channel="web"))
        assert isinstance(await self.journal.follow_link(self.link, address, event), Followed)
        await self.quiet()

    async def ticket(self, conversation: str) -> Ticket:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        return snapshot.ticket

    async def reply(self, conversation: str, words: str) -> None:
        self.n += 1
        fence = (await self.ticket(conversation)).fence
        done = await self.acts.reply(conversation, ANNA, fence, Rich(text=words), request=f"r{self.n}")
        assert isinstance(done, Done)
        await self.quiet()


async def kleinstadt(journal: Journal, folder: Path, *, data_minimal: bool = True) -> Kleinstadt:
    town = write_town(folder)
    if data_minimal:
        file = town / "town.yaml"
        file.write_text(file.read_text("utf-8") + "telegram:\n  data_minimal: true\n", "utf-8")
    await publish(journal, town)
    library = Library(journal, texts_for)
    await library.refresh()
    return Kleinstadt(journal=journal, library=library, worker=Worker(journal, library, ABILITIES, web_chat=CHAT))


@pytest.fixture
async def here(journal: Journal, tmp_path: Path) -> Kleinstadt:
    return await kleinstadt(journal, tmp_path)


async def everything(store: Store, journal: Journal) -> str:
    """All that the store knows of the town."""
    redis = store.redis
    readers: dict[str, Callable[[str], Awaitable[object]]] = {
        "string": redis.get,
        "hash": redis.hgetall,
        "set": redis.smembers,
        "list": lambda name: redis.lrange(name, 0, -1),
        "zset": lambda name: redis.zrange(name, 0, -1),
        "stream": redis.xrange,
    }
    names = [str(name) async for name in redis.scan_iter(match=key(journal, "*"))]
    return "\n".join([f"{name} {await readers[str(await redis.type(name))](name)}" for name in names])


async def test_a_concern_goes_to_the_web_chat_with_its_place_and_its_words(
    here: Kleinstadt, journal: Journal, store: Store
) -> None:
    await here.say(KIM, ANSWERED[0])
    assert "Quelle:" in here.heard
    await here.say(KIM, UNKNOWN[0])
    conversation = await here.say(KIM, "ja")
    ticket = await here.ticket(conversation)
    assert (ticket.subject, ticket.awaited, ticket.turn) == (UNKNOWN[0], True, Turn.OURS)
    assert ticket.receipt in here.heard
    assert len(await obligations(store, journal)) == 1
    assert here.link
    assert here.link not in await everything(store, journal)
    asked = ticket.asked_at

    await here.follow()
    rows = await journal.rows(conversation)
    assert "Willkommen im Web-Chat" in rows[-2].body["text"]
    assert [row.body["text"] for row in rows if row.who == "citizen"] == [ANSWERED[0], UNKNOWN[0], "ja"]
    ticket = await here.ticket(conversation)
    assert (ticket.awaited, ticket.asked_at) == (False, asked)

    assert isinstance(await here.acts.claim(conversation, ANNA, request="c"), Done)
    await here.quiet()
    before = len(here.telegram)
    await here.reply(conversation, "Das ist ein Geheimnis.")
    assert len(here.telegram) == before  # in a moment it is seen whether it was read
    assert "Anna" not in here.heard
    assert "Geheimnis" not in here.heard
    assert (await journal.rows(conversation))[-1].body["text"] == "Das ist ein Geheimnis."
    assert len(await obligations(store, journal)) == 1
    await journal.acknowledge(conversation, 1000)
    assert await obligations(store, journal) == []


async def test_a_question_on_telegram_is_still_answered_there_while_a_person_has_the_case(
    here: Kleinstadt, journal: Journal, store: Store
) -> None:
    conversation = await here.say(KIM, "/mensch")
    await here.follow()
    await here.say(BROWSER, CONCERN)
    assert (await here.ticket(conversation)).subject == CONCERN
    await here.acts.claim(conversation, ANNA, request="c")
    await here.quiet()
    owed = await obligations(store, journal)
    await here.say(KIM, ANSWERED[1])
    assert "Quelle:" in here.telegram[-1]["text"]
    assert await obligations(store, journal) == owed  # its own was settled by arriving, no other
    await here.say(KIM, "Nur noch eins: " + UNKNOWN[1])
    assert len(await obligations(store, journal)) == len(owed) + 1
    await here.reply(conversation, "Gern.")
    assert "Gern." not in here.heard
    channels = [row.body["channel"] for row in await journal.rows(conversation) if row.who == "citizen"]
    assert channels == ["telegram", "web", "telegram", "telegram"]


async def test_nothing_of_a_file_is_kept(here: Kleinstadt, journal: Journal, store: Store) -> None:
    await here.say(KIM, "", Attachment(kind="photo", ref="SECRETFILEID", mime="image/jpeg", size=7))
    await here.say(KIM, "", Attachment(kind="contact", name="Erika SECRETFILEID"))
    await here.say(KIM, "Hier", Attachment(kind="location", latitude=51.12345, longitude=6.98765))
    assert "nehme ich hier nicht an" in here.heard
    stored = await everything(store, journal)
    assert "SECRETFILEID" not in stored
    assert "51.12345" not in stored
    conversation = await journal.find(KIM)
    assert conversation is not None
    await here.follow()
    assert "Was für ein Anliegen" in (await journal.rows(conversation))[-1].body["text"]


async def test_a_town_may_decide_so_while_people_talk(journal: Journal, tmp_path: Path) -> None:
    here = await kleinstadt(journal, tmp_path, data_minimal=False)
    for words in ("/mensch", CONCERN, "Frage", "Weiß ich nicht"):
        conversation = await here.say(KIM, words)
    await here.acts.claim(conversation, ANNA, request="c")
    await here.quiet()
    await here.reply(conversation, "Noch hier.")
    assert "Noch hier." in here.heard
    file = tmp_path / "kleinstadt" / "town.yaml"
    file.write_text(file.read_text("utf-8") + "telegram: {data_minimal: true}\n", "utf-8")
    await publish(journal, tmp_path / "kleinstadt")
    await here.library.refresh()
    await here.reply(conversation, "Jetzt nur dort.")
    assert "Jetzt nur dort." not in here.heard
    assert (await here.ticket(conversation)).awaited
    await here.say(KIM, "Haben Sie geantwortet?")
    await here.follow()
    rows = [row.body["text"] for row in await journal.rows(conversation)]
    assert "Jetzt nur dort." in rows


async def test_with_the_whole_dialogue_allowed_a_link_moves_it_too(journal: Journal, tmp_path: Path) -> None:
    here = await kleinstadt(journal, tmp_path, data_minimal=False)
    for words in ("/mensch", CONCERN, "Frage", "Weiß ich nicht", "/webchat"):
        conversation = await here.say(KIM, words)
    assert not (await here.ticket(conversation)).awaited
    await here.acts.claim(conversation, ANNA, request="c")
    await here.quiet()
    await here.reply(conversation, "Noch auf Telegram.")
    await here.follow()
    await here.reply(conversation, "Jetzt im Browser.")
    assert "Noch auf Telegram." in here.heard
    assert "Jetzt im Browser." not in here.heard
    await here.say(KIM, "Wieder hier")
    await here.reply(conversation, "Und wieder auf Telegram.")
    assert "Und wieder auf Telegram." in here.heard


async def test_in_another_browser_by_receipt_the_talk_follows_where_it_is_spoken(
    journal: Journal, tmp_path: Path
) -> None:
    here = await kleinstadt(journal, tmp_path, data_minimal=False)
    for words in ("/mensch", CONCERN, "Frage", "Weiß ich nicht"):
        conversation = await here.say(KIM, words)
    await journal.bind(BROWSER, conversation)
    await here.say(BROWSER, "Ich bin jetzt am Rechner.")
    await here.acts.claim(conversation, ANNA, request="c")
    await here.quiet()
    assert "Anna" not in here.heard
    await here.reply(conversation, "Guten Tag am Rechner.")
    assert "am Rechner" not in here.heard
    await journal.unbind(BROWSER)  # "end on this device"
    await here.reply(conversation, "Dann eben hier.")
    assert "Dann eben hier." in here.heard


async def test_a_turn_speaks_on_one_channel(here: Kleinstadt, journal: Journal) -> None:
    conversation = await here.say(KIM, "Hallo")
    await journal.bind(BROWSER, conversation)
    intake = JournalIntake(journal, lambda: general_only(here.town))
    await intake.accept(address=KIM, event=Said(id="t", text=ANSWERED[0]))
    await intake.accept(address=BROWSER, event=Said(id="w", text=ANSWERED[1]))
    before = len(here.telegram)
    await here.quiet()
    answers = [row for row in await journal.rows(conversation) if "Quelle:" in row.body["text"]]
    assert len(answers) == 2
    assert [body["text"] for body in here.telegram[before:]] == [answers[0].body["text"]]


async def test_who_never_came_hears_of_the_end(here: Kleinstadt, journal: Journal) -> None:
    conversation = await here.say(KIM, "/mensch")
    await here.acts.claim(conversation, ANNA, request="c")
    await here.acts.close(conversation, ANNA, End.UNREACHABLE, request="e")
    await here.quiet()
    assert "ist beendet" in here.telegram[-1]["text"]
    await here.follow()
    assert "Willkommen" in (await journal.rows(conversation))[-1].body["text"]


async def test_a_waiting_case_is_seen_by_staff_as_awaited(here: Kleinstadt, journal: Journal) -> None:
    await here.say(KIM, "/mensch")
    (_, ticket), *_ = await journal.tickets()
    assert (ticket.awaited, ticket.turn, ticket.subject) == (True, Turn.CITIZEN, "")
