"""The staff's group: what commands and times mean, what notices show, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from faq.entry import Department, Hours
from faq.richtext import Rich, Span, utf16_len
from handoff import grouptopics
from handoff.announcing import TicketChange
from handoff.desk.catalogue import speak
from handoff.desk.state import Reading
from handoff.journal.records import Class, Row
from handoff.staffgroup import (
    Command,
    command_of,
    department_meant,
    departments_post,
    digest,
    ends_post,
    joined,
    notice,
    notices,
    time_meant,
)
from handoff.ticket import Closed, Done, End, Kind, Staff, TakenBy, Ticket, Turn, note, transfer

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZONE)  # a Wednesday
ANNA, BEN = Staff(login="anna", name="Anna Sommer"), Staff(login="ben", name="Ben")
DEPARTMENTS = (
    Department(
        id="buergerbuero", name={"de": "Bürgerbüro", "en": "Citizens' office"}, hours=Hours(), front_office=True
    ),
    Department(id="bauamt", name={"de": "Bauen und Straßen", "en": "Building"}, hours=Hours()),
    Department(id="sauberkeit", name={"de": "Straßenreinigung", "en": "Cleaning"}, hours=Hours()),
)
READING = Reading(say=speak("de"), lang="de", now=NOW, zone=ZONE, departments=DEPARTMENTS)
WORDS = "Mein Geheimnis"
TICKET = Ticket(
    receipt="K7M-4P2X", case="c", kind=Kind.QUESTION, department="buergerbuero", channel="telegram", lang="de",
    subject=WORDS, place=WORDS, asked_at=NOW - timedelta(minutes=5), turn=Turn.OURS, turn_since=NOW, promised_by=NOW,
)  # fmt: skip
CLAIMED = replace(TICKET, owner=ANNA, claimed_at=NOW, fence=1)
CLOSED = replace(CLAIMED, closed_at=NOW, end=End.ANSWERED)
LINK = "https://chat.example.org/desk/case/x"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/zurueck", Command(act="release")),
        ("/zurück", Command(act="release")),
        ("/FERTIG", Command(act="close")),
        ("/weiter  Bauen und Straßen ", Command(act="transfer", rest="Bauen und Straßen")),
        ("/spaeter@musterstadt_bot 2h", Command(act="park", rest="2h")),
        ("/verbinden ABCD2345", Command(act="connect", rest="ABCD2345")),
        ("/verbinden", Command(act="connect")),
        ("/later 2h", Command(act="park", rest="2h")),
        ("/fertig@anderer_bot", None),
        ("/start", None),
        ("fertig", None),
        ("Das ist /fertig", None),
        ("/", None),
        ("", None),
    ],
)
def test_commands(text: str, meant: Command | None) -> None:
    assert command_of(text, "Musterstadt_bot") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30m", "2026-11-25 10:30"),
        ("2h", "2026-11-25 12:00"),
        ("2 Stunden", "2026-11-25 12:00"),
        ("3 Tage", "2026-11-28 10:00"),
        ("14:30", "2026-11-25 14:30"),
        ("um 14 Uhr", "2026-11-25 14:00"),
        ("morgen", "2026-11-26 08:00"),
        ("morgen 10:15", "2026-11-26 10:15"),
        ("tomorrow", "2026-11-26 08:00"),
        ("Mo", "2026-11-30 08:00"),
        ("Mittwoch 9:00", "2026-12-02 09:00"),
        ("24.12.", "2026-12-24 08:00"),
        ("24.12. 10 Uhr", "2026-12-24 10:00"),
        ("1.2.", "2027-02-01 08:00"),
        ("1.2.2027 7:05", "2027-02-01 07:05"),
        *((wrong, "") for wrong in ("", "bald", "9:00", "25:00", "14:61", "31.2.", "0m", "1.1.2020", "999 Tage")),
    ],
)
def test_times(text: str, meant: str) -> None:
    found = time_meant(text, NOW.astimezone(UTC), ZONE)
    assert (f"{found.astimezone(ZONE):%Y-%m-%d %H:%M}" if found else "") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bauamt", "bauamt"),
        ("BÜRGERBÜRO", "buergerbuero"),
        ("Building", "bauamt"),
        ("reinigung", "sauberkeit"),
        ("straßen", None),  # two of them
        ("sauberkeit", "sauberkeit"),
        ("", None),
        ("Finanzen", None),
    ],
)
def test_departments(text: str, meant: str | None) -> None:
    found = department_meant(text, DEPARTMENTS)
    assert (found.id if found else None) == meant


@pytest.mark.parametrize(
    ("ticket", "says", "buttons"),
    [
        (TICKET, "Wartet seit 09:55", ["claim|K7M-4P2X"]),
        (replace(TICKET, urgent="fire"), "Dringend", ["claim|K7M-4P2X"]),
        (CLAIMED, "Übernommen von Anna Sommer (10:00)", ["release|K7M-4P2X"]),
        (replace(CLAIMED, parked_until=NOW + timedelta(hours=2)), "Geparkt bis 12:00", ["release|K7M-4P2X"]),
        (CLOSED, "Abgeschlossen 10:00 – beantwortet", []),
    ],
)
def test_a_notice_tells_the_state_and_no_content(ticket: Ticket, says: str, buttons: list[str]) -> None:
    post = notice(ticket, LINK, READING)
    assert says in post.rich.text
    assert "K7M-4P2X · Bürgerbüro" in post.rich.text
    assert WORDS not in post.rich.text
    assert "Feuer" not in post.rich.text
    assert [data for row in post.keys for _, data in row] == buttons
    link = next(span for span in post.rich.spans if span.style == "link")
    assert (post.rich.text[link.start : link.end], link.url) == ("Am Arbeitsplatz öffnen", LINK)


def test_a_digest_lists_all_and_offers_those_that_wait() -> None:
    tickets = [replace(TICKET, receipt=f"K7M-{n:04}") for n in range(39)] + [CLAIMED]
    post = digest(tickets, LINK, READING)
    assert post.rich.text.startswith("39 Anliegen warten")
    assert "K7M-4P2X · Bürgerbüro · 👤 Übernommen von Anna Sommer" in post.rich.text
    assert sum(len(row) for row in post.keys) == 39
    assert utf16_len(post.rich.text) <= 4096
    assert WORDS not in post.rich.text
    assert all(len(data.encode()) <= 64 for row in post.keys for _, data in row)


def test_questions_back() -> None:
    ends = [data for row in ends_post("K7M-4P2X", READING).keys for _, data in row]
    assert "end|K7M-4P2X|answered" in ends
    assert "end|K7M-4P2X|left" not in ends
    others = [data for row in departments_post(TICKET, READING).keys for _, data in row]
    assert others == ["to|K7M-4P2X|bauamt", "to|K7M-4P2X|sauberkeit"]


def test_joined_marks() -> None:
    rich = joined("a ", ("b", "bold"), ("", "bold"), ("c", "link", "https://x"))
    assert rich.text == "a bc"
    assert rich.spans == (Span(start=2, end=3, style="bold"), Span(start=3, end=4, style="link", url="https://x"))


def change(before: Ticket | None, after: Ticket, *rows: Row, failed: str = "") -> TicketChange:
    return TicketChange(
        conversation="x", before=before, after=after, now=NOW, channel="telegram", rows=rows, seq=9, failed=failed
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, TICKET, True),
        (TICKET, TICKET, False),
        (TICKET, replace(TICKET, turn=Turn.CITIZEN, turn_since=NOW), False),
        (TICKET, CLAIMED, True),
        (CLAIMED, TICKET, True),
        (CLAIMED, replace(CLAIMED, parked_until=NOW), True),
        (TICKET, replace(TICKET, urgent="fire"), True),
        (TICKET, replace(TICKET, department="bauamt"), True),
        (CLAIMED, CLOSED, True),
        (CLOSED, replace(CLOSED, rating=5), False),
    ],
)
def test_the_group_is_told_of_what_it_sees(before: Ticket | None, after: Ticket, *, told: bool) -> None:
    made = notices(change(before, after))
    assert bool(made) is told
    for one in made:
        assert (one.to, one.slot, one.merge, one.ends) == ("group", "K7M-4P2X", "K7M-4P2X", not after.is_open)
        assert WORDS not in str(one.body)


def test_an_emergency_goes_first_and_alone() -> None:
    (urgent,) = notices(change(None, replace(TICKET, urgent="fire")))
    assert (urgent.cls, urgent.digest) == (Class.LIVE, "")
    (plain,) = notices(change(None, TICKET))
    assert (plain.cls, plain.digest) == (Class.NOTICE, "notices 4")


# --- topics -----------------------------------------------------------------------------------------------------------

CITIZEN = Row(id="tg:1", who="citizen", body={"text": "Wo ist er?"})
REPLY = Row(id="r1", who="person", name="Anna", body={"text": "Er ist da.", "spans": [[0, 2, "bold", ""]]})
NOTE = Row(id="n1", who="note", name="Ben", body={"text": "Bitte prüfen"})
MACHINE = Row(id="m1", who="machine", body={"text": "Ist angekommen."})
FROM_GROUP = Row(id="g1-2", who="person", name="Anna", body={"text": "Hier.", "group_message": 2})


def bodies(change: TicketChange) -> list[dict[str, object]]:
    return [dict(one.body) for one in grouptopics.news(change)]


def test_a_new_topic_begins_with_state_and_the_case_so_far() -> None:
    head, history = grouptopics.news(change(None, TICKET, CITIZEN, MACHINE))
    assert (head.body, head.slot) == ({"topic": "K7M-4P2X", "card": "K7M-4P2X"}, "K7M-4P2X")
    assert (history.body, history.slot) == ({"topic": "K7M-4P2X", "history": 9}, "K7M-4P2X/0")


def test_what_comes_in_later_is_shown_but_for_the_machine_and_what_was_written_there() -> None:
    made = grouptopics.news(change(TICKET, TICKET, CITIZEN, MACHINE, REPLY, NOTE, FROM_GROUP))
    assert [(one.body["who"], one.body["n"], one.slot) for one in made] == [
        ("citizen", 4, "K7M-4P2X/tg:1"),
        ("person", 6, ""),
        ("note", 7, ""),
    ]
    assert made[0].digest == "K7M-4P2X 2"


def test_a_threat_is_marked_and_its_words_stay_at_the_desk() -> None:
    threat = replace(CITIZEN, body={"text": WORDS, "offence": "threat"})
    marked = replace(CLAIMED, offence="threat")
    head, body = bodies(change(CLAIMED, marked, threat))
    assert "card" in head
    assert WORDS not in str(body)
    for post in (grouptopics.history([threat], READING), grouptopics.message([body], READING)):
        assert WORDS not in post.rich.text
        assert "[Drohung. Der Text steht am Arbeitsplatz" in post.rich.text
    assert "⚠️ Drohung" in grouptopics.head(marked, LINK, READING).rich.text
    assert "⚠️ Drohung" in notice(marked, LINK, READING).rich.text
    assert "⚠️" not in notice(replace(CLOSED, offence="threat"), LINK, READING).rich.text


def test_what_somebody_muted_writes_is_no_news_in_the_group() -> None:
    unheard = replace(CITIZEN, body={"text": WORDS, "unheard": True})
    assert bodies(change(CLAIMED, CLAIMED, unheard)) == []


def test_failures_and_the_end_are_shown() -> None:
    assert bodies(change(CLAIMED, CLAIMED, failed="blocked")) == [
        {"topic": "K7M-4P2X", "failed": "blocked", "n": 9},
    ]
    head, shut = bodies(change(CLAIMED, CLOSED))
    assert (head["card"], shut["shut"]) == ("K7M-4P2X", True)
    assert bodies(change(CLOSED, replace(CLOSED, rating=4))) == []
    assert "der Bot wurde blockiert" in grouptopics.failed("blocked", READING).rich.text


def test_a_topics_head_and_its_history() -> None:
    head = grouptopics.head(replace(CLAIMED, urgent="fire"), LINK, READING)
    assert "Notlage: Feuer" in head.rich.text
    assert [data for row in head.keys for _, data in row] == ["release|K7M-4P2X", "close|K7M-4P2X"]
    rows = [CITIZEN, MACHINE, REPLY, NOTE, replace(CITIZEN, body={"text": "", "attachments": [{"kind": "photo"}]})]
    text = grouptopics.history(rows, READING).rich.text
    assert text.splitlines() == [
        "Bisheriger Verlauf", "👤 Bürger/in: Wo ist er?", "🤖 Automat: Ist angekommen.", "💬 Anna: Er ist da.",
        "📝 Interne Notiz, Ben: Bitte prüfen", "👤 Bürger/in: [Foto]",
    ]  # fmt: skip
    assert grouptopics.title(TICKET, READING) == "K7M-4P2X · Bürgerbüro · Frage"


def test_a_long_history_keeps_its_end() -> None:
    rows = [replace(CITIZEN, body={"text": f"{n} " + "😀" * 300}) for n in range(50)]
    rich = grouptopics.history(rows, READING).rich
    assert utf16_len(rich.text) <= 4096
    assert "Älteres steht am Arbeitsplatz" in rich.text
    assert "49 😀" in rich.text
    one = grouptopics.history([replace(CITIZEN, body={"text": "😀" * 9000})], READING).rich
    assert 3000 < utf16_len(one.text) <= 4096


def test_several_messages_of_a_citizen_are_one() -> None:
    made = grouptopics.news(change(TICKET, TICKET, CITIZEN, replace(CITIZEN, body={"text": "Hallo?", "edit_of": "1"})))
    text = grouptopics.message([one.body for one in made], READING).rich
    assert text.text == "👤 Bürger/in: Wo ist er?\n👤 Bürger/in (geändert): Hallo?"
    assert all(0 <= span.start < span.end <= len(text.text) for span in text.spans)
    reply = grouptopics.message([grouptopics.news(change(TICKET, TICKET, REPLY))[0].body], READING).rich
    assert Span(start=8, end=10, style="bold") in reply.spans
    assert isinstance(reply, Rich)


def test_signs_are_shown_as_such_and_one_taken_back_is_no_empty_message() -> None:
    signs = [replace(CITIZEN, body={"text": sign, "reaction_to": "7"}) for sign in ("👍", "")]
    made = grouptopics.news(change(TICKET, TICKET, *signs))
    text = grouptopics.message([one.body for one in made], READING).rich.text
    assert text.splitlines() == [
        "👤 Bürger/in: Zeichen zu einer Nachricht: 👍",
        "👤 Bürger/in: Zeichen zurückgenommen",
    ]


# --- the acts that came with it ---------------------------------------------------------------------------------------


def test_who_may_hand_on() -> None:
    done = transfer(CLAIMED, ANNA, "bauamt")
    assert isinstance(done, Done)
    assert (done.ticket.department, done.ticket.owner, done.ticket.fence) == ("bauamt", None, 2)
    assert done.ticket.asked_at == TICKET.asked_at
    assert transfer(CLAIMED, BEN, "bauamt") == TakenBy(holder=ANNA)
    assert isinstance(transfer(TICKET, BEN, "bauamt"), Done)
    assert transfer(CLOSED, ANNA, "bauamt") == Closed()


def test_notes_are_everybodys_while_it_is_open() -> None:
    assert note(CLAIMED) == Done(ticket=CLAIMED)
    assert note(CLOSED) == Closed()
