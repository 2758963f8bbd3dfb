"""Topics, at the wire: what goes out and what stays, commands, edits, failures, topics that vanish."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest

from faq.richtext import Rich
from handoff.clearing import Clearing, topic_dropper
from handoff.duties import Duties
from handoff.journal.journal import Journal
from handoff.journal.records import Commit
from handoff.retention import Terms
from handoff.ticket import Done, End, Staff
from tests.botapi import BotApi, Citizen, Fault, Seen
from tests.staffgroup import CHAT
from tests.staffgroup.town import WAIT, Town, group_town

pytestmark = pytest.mark.server
DESK_CLERK = Staff(login="petra", name="Petra")


def thread_of(message: Seen) -> int:
    """The topic that a message stands in."""
    return int(message.raw["message_thread_id"])


async def opened(town: Town, text: str = "Wo ist mein Pass?", **more: object) -> tuple[str, int, Seen]:
    """A handoff with its topic: conversation, topic, and the message with the citizen's words."""
    conversation, ticket = await town.concern(text, **more)
    head = await town.sees(ticket.receipt)
    history = await town.sees(lambda m: f"Bürger/in: {text}" in m.text)
    assert thread_of(head) == thread_of(history)
    return conversation, thread_of(head), history


async def claimed(town: Town, **more: object) -> tuple[str, int, Seen, Citizen]:
    """The same, claimed by Anna."""
    conversation, thread, history = await opened(town, **more)  # type: ignore[arg-type]
    anna = await town.clerk("anna", 7, name="Anna Sommer")
    head = next(m for m in town.watcher.messages() if m.labels == ["Übernehmen"])
    anna.press(head.message_id, "Übernehmen")
    await town.sees(lambda m: m.message_id == head.message_id and "Übernommen von Anna Sommer" in m.text)
    return conversation, thread, history, anna


def citizen(api: BotApi, n: int = 1) -> Citizen:
    return api.citizen(9000 + n, f"Kim{n}")


async def test_only_the_owners_reply_to_the_citizen_goes_out(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        ben = await town.clerk("ben", 8)
        anna.say("Wer weiß das?", thread=thread)  # no reply
        ben.say("Ich nicht", thread=thread, reply_to=history.message_id)  # not the owner
        head = next(m for m in town.watcher.messages() if "Zurückgeben" in m.labels)
        anna.say("Auf den Kopf", thread=thread, reply_to=head.message_id)  # not to the citizen's words
        town.api.citizen(66, "Mallory").at(CHAT).say("Ich auch", thread=thread)  # nobody we know
        reply = anna.say("Er liegt bereit.", thread=thread, reply_to=history.message_id)
        assert (await citizen(town.api).wait_for("Er liegt bereit.", WAIT, since=0)).text == "Er liegt bereit."
        await town.sees("Nicht gesendet, nur intern notiert: Anna Sommer hat das Anliegen.")
        await town.calm()
        assert [m.text for m in citizen(town.api).messages()] == ["Er liegt bereit."]
        assert await town.rows(conversation) == [
            ("citizen", "Wo ist mein Pass?"),
            ("note", "Wer weiß das?"),
            ("note", "Ich nicht"),
            ("note", "Auf den Kopf"),
            ("person", "Er liegt bereit."),
        ]
        marked = town.api.ledger.accepted_calls("setMessageReaction")
        assert [one["effect"]["message_id"] for one in marked] == [reply]


async def test_the_talk_is_shown_wherever_it_was_written(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        await town.adds(conversation, "Noch etwas")
        more = await town.sees("Bürger/in: Noch etwas")
        assert thread_of(more) == thread
        anna.say("Ja?", thread=thread, reply_to=more.message_id)
        await citizen(town.api).wait_for("Ja?", WAIT, since=0)
        owned = await town.now(conversation)
        assert owned.owner is not None
        await town.acts.reply(conversation, owned.owner, owned.fence, Rich(text="Vom Arbeitsplatz"), request="d")
        await town.acts.note(conversation, DESK_CLERK, "Nur für uns", request="n")
        await town.sees("💬 Anna Sommer: Vom Arbeitsplatz")
        await town.sees("📝 Interne Notiz, Petra: Nur für uns")
        await town.adds(conversation, "", failed="blocked")
        await town.sees("Nicht zugestellt: der Bot wurde blockiert")
        await town.calm()
        assert not [text for text in town.texts() if "Ja?" in text]  # it stands there already


@pytest.mark.fault(rows=(44,), promises=("P3",))
async def test_an_update_delivered_three_times_speaks_once(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        town.api.redeliver(3, "shuffled")
        anna.say("Einmal", thread=thread, reply_to=history.message_id)
        anna.say("Notiz", thread=thread)
        anna.say("/spaeter", thread=thread)
        await town.calm()
        assert [m.text for m in citizen(town.api).messages()] == ["Einmal"]
        assert sorted(await town.rows(conversation))[1:] == [("note", "Notiz"), ("person", "Einmal")]
        assert sum("Bis wann?" in text for text in town.texts()) == 1


async def test_a_changed_reply_changes_at_the_citizens(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        reply = anna.say("Um 9 Uhr", thread=thread, reply_to=history.message_id)
        first = await citizen(town.api).wait_for("Um 9 Uhr", WAIT, since=0)
        anna.edit(reply, "Um 10 Uhr")
        changed = await citizen(town.api).wait_for("Um 10 Uhr", WAIT, since=0)
        assert changed.message_id == first.message_id
        anna.say("/zuruecknehmen", thread=thread, reply_to=reply)
        gone = await citizen(town.api).wait_for("(zurückgenommen)", WAIT, since=0)
        assert gone.message_id == first.message_id
        await town.sees("Zurückgenommen. Wer sie schon gelesen hat")
        note = anna.say("Notiz", thread=thread)
        anna.edit(note, "Andere Notiz")
        anna.say("/zuruecknehmen", thread=thread, reply_to=note)
        await town.sees("Antworten Sie mit /zuruecknehmen auf Ihre eigene Antwort")
        await town.calm()
        rows = await town.rows(conversation)
        assert rows[1:] == [
            ("person", "Um 9 Uhr"), ("person", "Um 10 Uhr"), ("person", "(zurückgenommen)"),
            ("note", "Notiz"), ("note", "Andere Notiz"),
        ]  # fmt: skip
        assert len(citizen(town.api).messages()) == 1


async def test_a_change_is_said_where_the_channel_cannot_change(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town, channel="web")
        reply = anna.say("Um 9 Uhr", thread=thread, reply_to=history.message_id)
        anna.edit(reply, "Um 10 Uhr")
        await town.calm()
        assert (await town.rows(conversation))[1:] == [("person", "Um 9 Uhr"), ("person", "Berichtigt: Um 10 Uhr")]


async def test_a_change_is_said_so_where_the_citizen_went_on_in_the_web_chat(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        await journal.bind("web:led", conversation)
        await journal.ingest(address="web:led", event_id="led", event="{}", due_in=timedelta(hours=1))
        reply = anna.say("Um 9 Uhr", thread=thread, reply_to=history.message_id)
        anna.edit(reply, "Um 10 Uhr")
        await town.calm()
        assert (await town.rows(conversation))[1:] == [("person", "Um 9 Uhr"), ("person", "Berichtigt: Um 10 Uhr")]
        assert citizen(town.api).messages() == []


async def test_commands_for_another_bot_are_notes(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        await town.bot.get_me()  # a process that serves the webhook asks nothing more of Telegram
        anna.say("/zurueck@other_bot", thread=thread)
        await town.calm()
        assert (await town.now(conversation)).owner is not None
        anna.say(f"/zurueck@{town.bot.username}", thread=thread)
        await town.sees(lambda m: "Übernehmen" in m.labels)


@pytest.mark.fault(rows=(51,), promises=("P10",))
async def test_a_former_owners_change_does_not_go_out(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        reply = anna.say("Um 9 Uhr", thread=thread, reply_to=history.message_id)
        await citizen(town.api).wait_for("Um 9 Uhr", WAIT, since=0)
        anna.say("/zurueck", thread=thread)
        await town.sees(lambda m: "Übernehmen" in m.labels)
        anna.edit(reply, "Um 10 Uhr")
        await town.sees("Die Änderung ging nicht hinaus")
        anna.say("Doch noch", thread=thread, reply_to=history.message_id)
        await town.sees("Nicht gesendet, nur intern notiert: Niemand hat das Anliegen")
        await town.calm()
        assert [m.text for m in citizen(town.api).messages()] == ["Um 9 Uhr"]
        assert ("note", "Doch noch") in await town.rows(conversation)


async def test_the_commands(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        anna.say("/spaeter irgendwann", thread=thread)
        await town.sees("Bis wann?")
        anna.say("/spaeter 2h", thread=thread)
        await town.sees("Geparkt bis")
        assert (await town.now(conversation)).parked_until is not None
        anna.say("/weiter", thread=thread)
        asked = await town.sees("An welchen Fachbereich?")
        anna.press(asked.message_id, "Bauen und Straßen")
        await town.sees(lambda m: "Bauen und Straßen" in m.text and "Übernehmen" in m.labels)
        handed = await town.now(conversation)
        assert (handed.department, handed.owner) == ("bauamt", None)
        ben = await town.clerk("ben", 8)
        anna.say("/uebernehmen", thread=thread)
        await town.sees(lambda m: "Übernommen von Anna Sommer" in m.text and "Bauen" in m.text)
        for command in ("/zurueck", "/fertig", "/weiter bürgerbüro", "/spaeter 1h"):
            ben.say(command, thread=thread)
        ben.say("/hilfe", thread=thread)
        await town.sees("Alles andere: interne Notiz")
        await town.calm()
        assert sum("übernommen von Anna Sommer." in text for text in town.texts()) == 4
        anna.say("/fertig", thread=thread)
        asked = await town.sees("Wie endet das Anliegen?")
        anna.press(asked.message_id, "beantwortet")
        await town.sees("Abgeschlossen")
        await town.calm()
        assert (await town.now(conversation)).end is End.ANSWERED
        assert town.team.topics()[thread] == "closed"


async def test_the_topic_of_what_is_opened_again_is_open_again(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, *_ = await claimed(town)
        owned = await town.now(conversation)
        assert owned.owner is not None
        await town.acts.close(conversation, owned.owner, End.ANSWERED, request="end")
        await town.until(lambda: town.team.topics()[thread] == "closed", "closed")
        past = await town.now(conversation)
        again = await Duties(town.acts).reopen(conversation, DESK_CLERK, past, past.promised_by, request="again")
        assert isinstance(again, Done)
        await town.sees(lambda m: "Übernommen von Petra" in m.text and thread_of(m) == thread)
        await town.calm()
        await town.adds(conversation, "Noch etwas")
        assert thread_of(await town.sees("Bürger/in: Noch etwas")) == thread
        assert town.team.topics() == {thread: "open"}


async def test_strangers_commands_are_refused_once(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history = await opened(town)
        mallory = town.api.citizen(66, "Mallory").at(CHAT)
        for _ in range(3):
            mallory.say("/uebernehmen", thread=thread)
            mallory.say("Hallo", thread=thread, reply_to=history.message_id)
        await town.calm()
        assert sum("nicht mit einem Konto" in text for text in town.texts()) == 1
        assert len([row for row in await town.audit() if "refused" in row]) == 6
        assert (await town.now(conversation)).owner is None
        assert len(await town.rows(conversation)) == 1


@pytest.mark.fault(rows=(40,))
@pytest.mark.parametrize("state", ["deleted", "closed"])
async def test_a_topic_that_is_gone_is_made_anew_and_delivers_once(journal: Journal, state: str) -> None:
    """Row 40."""
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        town.team.set_topic(thread, state)
        await town.adds(conversation, "Sind Sie noch da?")
        new = await town.sees("Sind Sie noch da?")
        assert thread_of(new) != thread
        await town.calm()
        there = [m for m in town.watcher.messages() if not m.mine and m.raw.get("message_thread_id") == thread_of(new)]
        texts = [m.text for m in there if m.text]
        assert [("Übernommen von" in t, "Bisheriger Verlauf" in t, "noch da?" in t) for t in texts] == [
            (True, False, False), (False, True, False), (False, False, True),
        ]  # fmt: skip
        anna.say("Ja", thread=thread_of(new), reply_to=new.message_id)
        await citizen(town.api).wait_for("Ja", WAIT, since=0)
        assert len([t for t in town.team.topics().values() if t == "open"]) == 1


@pytest.mark.fault(rows=(41,))
async def test_without_the_right_to_topics_a_notice_tells_and_the_alarm_is_on(journal: Journal) -> None:
    """Row 41, and whoever forgot the right."""
    async with group_town(journal, "topics") as town:
        town.team.rights(admin=True, topics=False)
        conversation, ticket = await town.concern("Mein Geheimnis")
        await town.sees(ticket.receipt)
        await town.adds(conversation, "Noch eins")
        await town.calm()
        assert not [text for text in town.texts() if "Geheimnis" in text or "Noch eins" in text]
        group = await journal.group()
        assert group is not None
        assert group.away == "topics"
        town.team.rights()
        await town.adds(conversation, "Jetzt aber")
        await town.sees("Bürger/in: Jetzt aber")
        await town.sees("Bürger/in: Mein Geheimnis")
        await town.calm()
        group = await journal.group()
        assert group is not None
        assert group.away == ""


@pytest.mark.fault(rows=(39,))
async def test_after_a_move_the_topics_are_new(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, _, _, _ = await claimed(town)
        new = CHAT - 500
        town.team.migrate(new)
        await town.adds(conversation, "Nach dem Umzug")
        there = town.api.citizen(1).at(new)
        await there.wait_for("Nach dem Umzug", WAIT, since=0)
        await town.calm()
        assert [m.text.splitlines()[0] for m in there.messages() if m.text][1:] == [
            "Bisheriger Verlauf",
            "👤 Bürger/in: Nach dem Umzug",
        ]


async def test_a_town_that_goes_back_to_notices(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, _, _, _ = await claimed(town)
        town.mode[0] = "notice"
        await town.adds(conversation, "Das bleibt unter uns")
        owned = await town.now(conversation)
        assert owned.owner is not None
        assert isinstance(await town.acts.close(conversation, owned.owner, End.ANSWERED, request="x"), Done)
        await town.sees("Abgeschlossen")
        await town.calm()
        assert not [text for text in town.texts() if "unter uns" in text]


@pytest.mark.fault(rows=(34,))
async def test_429_again_and_again_loses_nothing_and_doubles_nothing(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        town.api.fail(Fault.flood(1), method="sendMessage", chat_id=CHAT, times=3)
        conversation, _ = await town.concern()
        for n in range(20):
            await town.adds(conversation, f"Nachricht {n}.")
        await town.until(lambda: any("Nachricht 19." in text for text in town.texts()), "the last one")
        await town.calm()
        whole = "\n".join(town.texts())
        assert [whole.count(f"Nachricht {n}.") for n in range(20)] == [1] * 20
        assert len(town.texts()) <= 6  # what waited together went together


async def test_with_the_case_its_topic_goes(journal: Journal) -> None:
    """What the town keeps no longer, Telegram keeps no longer either."""
    async with group_town(journal, "topics") as town:
        conversation, thread, _ = await opened(town)
        snapshot = await journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        await town.acts.claim(conversation, DESK_CLERK, request="1")
        await town.acts.close(conversation, DESK_CLERK, End.ANSWERED, request="2")
        await town.calm()
        await journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))

        async def no_files(refs: Collection[str]) -> None:
            assert not refs

        clearing = Clearing(journal, no_files, clock=lambda now: now + timedelta(days=200))
        assert (await clearing.clear(Terms(), by="x")).gone == 1
        await town.calm()
        assert town.team.topics()[thread] == "deleted"
        assert await journal.receipt_in(thread) is None
        assert await journal.handoff(snapshot.ticket.receipt) is None


async def test_a_bot_that_may_not_delete_keeps_the_group_alive(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        _, thread, _ = await opened(town)
        town.team.rights(topics=False)
        await topic_dropper(journal)("AB-1", thread)
        await town.calm()
        town.team.rights()
        await opened(town, "Und mein Ausweis?")


@pytest.mark.parametrize("command", ["/zurueck", "/weiter Bauen", "/spaeter 2h", "Noch etwas"])
async def test_what_was_sent_at_the_desk_leaves_before_an_act_in_the_group(journal: Journal, command: str) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history, anna = await claimed(town)
        owned = await town.now(conversation)
        assert owned.owner is not None
        sent = await town.replies.send(conversation, owned.owner, owned.fence, "Er liegt bereit.", request="desk")
        assert isinstance(sent, Done)
        anna.say(command, thread=thread, reply_to=None if command.startswith("/") else history.message_id)
        await citizen(town.api).wait_for("Er liegt bereit.", WAIT, since=0)
        await town.calm()
        said = [text for who, text in await town.rows(conversation) if who == "person"]
        assert said == ["Er liegt bereit.", *([] if command.startswith("/") else [command])]
        assert (await town.now(conversation)).outgoing == ()


async def test_what_was_sent_at_the_desk_leaves_before_the_end_in_the_group(journal: Journal) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        owned = await town.now(conversation)
        assert owned.owner is not None
        await town.replies.send(conversation, owned.owner, owned.fence, "Er liegt bereit.", request="desk")
        anna.say("/fertig", thread=thread)
        asked = await town.sees(lambda m: "beantwortet" in m.labels)
        anna.press(asked.message_id, "beantwortet")
        await citizen(town.api).wait_for("Er liegt bereit.", WAIT, since=0)
        await town.calm()
        ticket = await town.now(conversation)
        assert (ticket.end, ticket.outgoing) == (End.ANSWERED, ())
