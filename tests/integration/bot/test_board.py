"""Notices, banner and switched-off channels, whole: two workers, staff's acts and a real store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.events import Arrived, Event, Said, Started, event_to_json
from bot.dialogue.texts import Texts
from bot.gathering import gather, scene
from bot.intake import JournalIntake
from bot.library import Library
from bot.publishing import publish
from bot.town import ABILITIES, MAX_TEXT, make_texts
from bot.turn import play
from bot.voice import Stage
from bot.worker import Worker
from faq.entry import Release
from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.board import new_banner, new_notice, new_switch
from handoff.journal.addresses import Followed
from handoff.journal.journal import Journal
from handoff.journal.records import Sending, State
from handoff.journal.store import Store
from handoff.ticket import Done, Ticket
from tests.faults.town import ANSWERED as ASKED
from tests.faults.town import UNDECIDED, write_town
from tests.faults.town import UNKNOWN as NEVER
from tests.integration.journal.test_acts import ANNA
from tests.integration.journal.test_way_in import key, obligations

pytestmark = pytest.mark.server

KIM, BROWSER = "telegram:1", "web:abc"
CHAT = "https://chat.example/"
HOUR = timedelta(hours=1)


def texts_for(release: Release) -> Texts:
    return make_texts(release, {}, CHAT)


@dataclass(kw_only=True)
class Kleinstadt:
    """A citizen, two workers and a clerk; Telegram is what was delivered to it."""

    journal: Journal
    library: Library
    workers: tuple[Worker, Worker]
    telegram: list[dict[str, Any]] = field(default_factory=list)
    n: int = 0

    @property
    def acts(self) -> Acts:
        return Acts(self.journal, MAX_TEXT)

    async def accept(self, address: str, event: Event) -> str:
        return await JournalIntake(self.journal).accept(address=address, event=event)

    async def say(self, address: str, text: str) -> str:
        self.n += 1
        conversation = await self.accept(address, Said(id=f"e{self.n}", text=text))
        await self.quiet()
        return conversation

    async def quiet(self) -> None:
        """Both workers have nothing to do, and nothing more may leave."""
        while any([await worker.step() == 0.0 for worker in self.workers]):
            pass
        while isinstance(taken := await self.journal.take_delivery("telegram"), Sending):
            self.telegram.append(dict(taken.body))
            await self.journal.report(taken, State.SENT, detail=str(len(self.telegram)))
        while any([await worker.step() == 0.0 for worker in self.workers]):
            pass

    def heard(self) -> str:
        """What Telegram got since it was last asked."""
        links = [span[3] for body in self.telegram for span in body.get("spans", ()) if span[3]]
        words = "\n".join([*(body["text"] for body in self.telegram), *links])
        self.telegram.clear()
        return words

    async def off(self, channel: str = "telegram") -> None:
        switch = new_switch(channel=channel, reason="Probe", by="anna", now=datetime.now(UTC))
        await self.journal.put_up(switch, by="anna")

    async def ticket(self, conversation: str) -> Ticket:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        return snapshot.ticket


@pytest.fixture
async def town_(journal: Journal, tmp_path: Path) -> Kleinstadt:
    await publish(journal, write_town(tmp_path))
    library = Library(journal, texts_for)
    await library.refresh()
    workers = Worker(journal, library, ABILITIES, web_chat=CHAT), Worker(journal, library, ABILITIES, web_chat=CHAT)
    return Kleinstadt(journal=journal, library=library, workers=workers)


async def greeted(town: Kleinstadt, address: str = KIM) -> str:
    conversation = await town.accept(address, Started(id=f"start-{address}"))
    await town.quiet()
    assert town.heard() or address != KIM
    return conversation


async def with_a_person(town: Kleinstadt) -> str:
    conversation = await greeted(town)
    for text in (NEVER[0], "/mensch", *UNDECIDED):
        await town.say(KIM, text)
    assert isinstance(await town.acts.claim(conversation, ANNA, request="claim"), Done)
    await town.quiet()
    town.heard()
    return conversation


async def test_a_channel_that_is_off_answers_with_one_sentence_and_loses_nothing(
    town_: Kleinstadt, store: Store
) -> None:
    await greeted(town_)
    await town_.off()
    await town_.say(KIM, ASKED[0])
    said = town_.heard()
    assert said.count("antworten wir gerade nicht") == 1
    assert f"{CHAT}?lang=de#weiter=" in said
    await town_.say(KIM, NEVER[0])
    assert town_.heard() == ""
    assert await town_.journal.held("telegram") == 1
    assert len(await obligations(store, town_.journal)) == 2
    assert await town_.journal.switch_on("telegram", by="anna")
    await town_.quiet()
    answered = town_.heard()
    assert "antworten wir gerade nicht" not in answered
    assert "Sperrmüll" in answered
    assert await town_.journal.held("telegram") == 0
    assert await store.redis.llen(key(town_.journal, "mail", await town_.journal.find(KIM) or "")) == 0


async def test_what_waited_in_the_outbox_waits_on(town_: Kleinstadt) -> None:
    conversation = await with_a_person(town_)
    await town_.off()
    ticket = await town_.ticket(conversation)
    await town_.acts.reply(conversation, ANNA, ticket.fence, from_markdown("Ihr Bescheid ist da."), request="reply")
    await town_.quiet()
    assert town_.heard() == ""
    await town_.say(KIM, "Hallo?")
    assert town_.heard() == ""  # the person has it; nobody is interrupted
    rows = await town_.journal.rows(conversation)
    assert [row.body["text"] for row in rows if row.who == "citizen"][-1] == "Hallo?"
    await town_.journal.switch_on("telegram", by="anna")
    await town_.quiet()
    assert town_.heard() == "Ihr Bescheid ist da."


async def test_the_concern_goes_on_in_the_web_chat_with_what_was_held(town_: Kleinstadt) -> None:
    conversation = await greeted(town_)
    await town_.off()
    await town_.say(KIM, ASKED[0])
    token = town_.heard().split("#weiter=")[1].split()[0].strip(">)")[:32]
    found = await town_.journal.follow_link(token, BROWSER, event_to_json(Arrived(id="arrived", channel="web")))
    assert isinstance(found, Followed)
    await town_.quiet()
    await town_.say(BROWSER, "Danke")
    rows = await town_.journal.rows(conversation)
    texts = [row.body["text"] for row in rows]
    assert ASKED[0] in texts  # what waited was answered where the citizen is now
    assert texts.index(ASKED[0]) < texts.index("Danke")
    assert town_.heard() == ""


async def test_what_is_put_up_meanwhile_is_told_once_the_channel_works(town_: Kleinstadt) -> None:
    await with_a_person(town_)
    await town_.off()
    now = datetime.now(UTC)
    await town_.journal.put_up(
        new_banner(text={"de": "Wasser abkochen"}, ends=now + HOUR, by="anna", now=now), by="anna"
    )
    await town_.say(KIM, "Hallo?")
    await town_.journal.switch_on("telegram", by="anna")
    await town_.quiet()
    assert town_.heard() == ""
    await town_.say(KIM, "Sind Sie noch da?")
    assert "Wasser abkochen" in town_.heard()


async def test_who_is_in_danger_hears_whom_to_call(town_: Kleinstadt) -> None:
    await greeted(town_)
    await town_.off()
    await town_.say(KIM, "Hilfe, meine Küche brennt!")
    said = town_.heard()
    assert "112" in said
    assert "antworten wir gerade nicht" in said


async def test_the_web_chat_off_names_the_phone(town_: Kleinstadt) -> None:
    conversation = await greeted(town_, BROWSER)
    await town_.off("web")
    await town_.say(BROWSER, ASKED[0])
    last = (await town_.journal.rows(conversation))[-1].body["text"]
    assert "antworten wir gerade nicht" in last
    assert "#weiter" not in last
    await town_.journal.switch_on("web", by="anna")
    await town_.quiet()
    assert (await town_.journal.rows(conversation))[-1].body["text"] != last


async def test_a_channel_that_comes_back_while_a_turn_is_played_forgets_nobody(town_: Kleinstadt) -> None:
    await greeted(town_)
    await town_.off()
    town_.n += 1
    await town_.accept(KIM, Said(id="late", text=ASKED[0]))
    taken = await town_.journal.take()
    assert not isinstance(taken, float)
    await town_.journal.switch_on("telegram", by="anna")  # nobody is held yet
    stage = Stage(shelf=town_.library.now, abilities=ABILITIES, web_chat=CHAT)
    facts = gather(scene(town_.library.now, {}, taken.now), taken.now, board=taken.board)
    await town_.journal.commit(play(taken, facts, stage))
    await town_.quiet()
    assert len(town_.telegram) == 2  # the sentence, and the answer


async def test_a_timer_of_a_channel_that_is_off_says_nothing(town_: Kleinstadt, store: Store) -> None:
    conversation = await greeted(town_)
    await town_.say(KIM, NEVER[0])
    town_.heard()
    talk = str(await store.call(lambda r: r.hget(key(town_.journal, "conv", conversation), "talk")))
    assert "timer_at" in talk
    past = talk.replace(talk.split('"timer_at":"')[1].split('"', maxsplit=1)[0], "2020-01-01T00:00:00Z")
    await store.redis.hset(key(town_.journal, "conv", conversation), "talk", past)
    await store.redis.zadd(key(town_.journal, "due"), {conversation: 1})
    await town_.off()
    await town_.quiet()
    assert town_.heard() == ""
    await town_.journal.switch_on("telegram", by="anna")
    await town_.quiet()
    assert town_.heard() != ""


async def test_a_notice_and_the_banner_reach_the_citizen_at_once_and_end_by_themselves(town_: Kleinstadt) -> None:
    await greeted(town_)
    now = datetime.now(UTC)
    for one in town_.library.now.release.departments:
        notice = new_notice(
            await town_.journal.board(), department=one.id, about=one.name, text={"de": "Heute ab 12 Uhr zu"},
            starts=now, ends=now + HOUR, by="anna", now=now,
        )  # fmt: skip
        await town_.journal.put_up(notice, by="anna")
    banner = new_banner(text={"de": "Wasser abkochen"}, ends=now + HOUR, by="anna", now=now)
    await town_.journal.put_up(banner, by="anna")
    await town_.say(KIM, ASKED[0])
    said = town_.heard()
    assert said.index("Wasser abkochen") < said.index("Heute ab 12 Uhr zu")
    assert await town_.journal.lower_banner(by="anna")
    assert not await town_.journal.lower_banner(by="anna")
    await town_.say(KIM, ASKED[0])
    assert "Heute ab" not in town_.heard()


async def test_what_has_ended_is_swept_and_every_change_is_audited(town_: Kleinstadt, store: Store) -> None:
    now = datetime.now(UTC)
    old = new_banner(text={"de": "x"}, ends=now - HOUR, by="anna", now=now - 3 * HOUR)
    await town_.journal.put_up(old, by="anna")
    await town_.off()
    assert await store.redis.hkeys(key(town_.journal, "board")) == ["off:telegram"]
    await town_.journal.switch_on("telegram", by="ben")
    audit = await store.call(lambda r: r.xrange(key(town_.journal, "audit")))
    rows = "".join(row["row"] for _, row in audit)
    assert rows.count('"action": "banner_set"') == 1
    assert '"who": "anna", "action": "channel_off", "channel": "telegram"}' in rows
    assert '"who": "ben", "action": "channel_on"' in rows
