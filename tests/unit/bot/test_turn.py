"""A turn played: events in, one commit out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.channel import Abilities
from bot.dialogue.events import (
    AskedInPublic,
    Attachment,
    DeliveryFailed,
    Event,
    Pressed,
    Reacted,
    Said,
    TicketChanged,
    event_to_json,
)
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Lead, Phase, Talk, talk_from_json, talk_to_json
from bot.gathering import gather, scene
from bot.library import Shelf, build_shelf
from bot.town import make_texts
from bot.turn import play
from bot.voice import Stage
from faq.entry import TelegramChoices
from faq.files import load
from handoff.address import link_name
from handoff.announcing import TicketChange
from handoff.journal.records import Commit, Delivery, QueueFacts, Taken
from handoff.ticket import End, Kind, Staff, Ticket, Turn, ticket_to_json
from tests.faults.town import ANSWERED, UNKNOWN, write_town

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SMALL = Abilities(max_text=4096, buttons=True, outbox=True)
WEB = Abilities(max_text=1_000_000, buttons=True, outbox=False)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder: Path = write_town(tmp_path_factory.mktemp("town"))
    return build_shelf(load(folder), lambda town: make_texts(town, {}, "http://127.0.0.1"))


def taken(*events: Event, talk: Talk | None = None, ticket: Ticket | None = None) -> Taken:
    return Taken(
        conversation="c",
        now=NOW,
        lease=7,
        events=tuple(event_to_json(e) for e in events),
        talk=talk_to_json(talk) if talk else "",
        talk_version=3,
        ticket=ticket_to_json(ticket) if ticket else "",
        ticket_version=2,
        case="case",
        seq=4,
        address="telegram:1",
    )


def facts(shelf: Shelf, **queue: QueueFacts) -> Facts:
    return gather(scene(shelf, queue, NOW), NOW)


def turn(shelf: Shelf, what: Taken, abilities: Abilities = SMALL) -> Commit:
    return play(
        what,
        facts(shelf),
        Stage(shelf=shelf, abilities={"telegram": abilities, "web": WEB}, web_chat="https://chat.example/"),
    )


def said(text: str, n: int = 1) -> Said:
    return Said(id=f"tg:{n}", text=text)


LISTENS = Talk(phase=Phase.OPEN, greeted=True)


def open_ticket() -> Ticket:
    return Ticket(
        receipt="AAA-BBBB", case="case", kind=Kind.QUESTION, department="bauen", channel="telegram", lang="de",
        subject="?", asked_at=NOW, turn=Turn.CITIZEN, turn_since=NOW - timedelta(hours=1), promised_by=NOW,
    )  # fmt: skip


def test_an_answer_is_rows_deliveries_and_an_obligation_until_it_has_arrived(shelf: Shelf) -> None:
    done = turn(shelf, taken(said(ANSWERED[0]), talk=LISTENS))
    assert (done.talk_version, done.ticket_version, done.lease, done.consumed) == (3, 2, 7, 1)
    citizen, answer = done.rows
    assert (citizen.id, citizen.who, citizen.body["text"]) == ("tg:1", "citizen", ANSWERED[0])
    assert "Quelle:" in answer.body["text"]
    assert answer.body["release"] == shelf.release.hash
    assert done.questions == ("tg:1",)
    assert [d.settles for d in done.deliveries] == [True]
    assert all(len(k["data"].encode()) <= 64 for line in answer.body["keys"] for k in line)


def test_where_the_transcript_is_the_delivery_there_is_none(shelf: Shelf) -> None:
    done = turn(shelf, taken(said(ANSWERED[0]), talk=LISTENS), WEB)
    assert done.deliveries == ()
    assert done.rows[-1].settles


def test_a_long_answer_is_cut_and_only_the_last_part_has_buttons_and_settles(shelf: Shelf) -> None:
    done = turn(shelf, taken(said(ANSWERED[0]), talk=LISTENS), replace(SMALL, max_text=120))
    assert len(done.deliveries) > 2
    assert [d.settles for d in done.deliveries] == [False] * (len(done.deliveries) - 1) + [True]
    assert [bool(d.body.get("keys")) for d in done.deliveries] == [False] * (len(done.deliveries) - 1) + [True]


def test_thanks_are_settled_at_once(shelf: Shelf) -> None:
    done = turn(shelf, taken(said("Danke!"), talk=LISTENS))
    assert (done.settled, done.questions) == (("tg:1",), ())


def test_a_yes_after_an_offer_goes_through_the_intake_to_a_handoff(shelf: Shelf) -> None:
    talk = LISTENS
    events: list[Event] = [
        said(UNKNOWN[0]),
        Pressed(id="tg:2", row="r", choice="yes"),
        Pressed(id="tg:3", row="r", choice="kind:question"),
        Pressed(id="tg:4", row="r", choice="dept:?"),
    ]
    asked = turn(shelf, taken(*events, talk=talk))
    assert (asked.consumed, asked.ticket, asked.receipt) == (3, None, "")
    # What was said until then settles its questions: the one that opens the handoff is not among them.
    done = turn(shelf, taken(events[3], talk=talk_from_json(asked.talk or "")))
    assert done.questions == ("tg:4",)
    assert done.ticket is not None
    ticket = done.ticket
    assert ticket.subject == UNKNOWN[0]
    assert ticket.department == shelf.release.front_office.id
    assert (done.queue, done.receipt, ticket.asked_at) == (ticket.department, ticket.receipt, NOW)
    assert done.promise == ticket.promised_by
    assert ticket.receipt in done.rows[-1].body["text"]
    assert talk_from_json(done.talk or "").phase is Phase.WAITING


def test_after_a_handoff_the_rest_of_the_mailbox_is_another_turn(shelf: Shelf) -> None:
    talk = replace(LISTENS, phase=Phase.INTAKE_DEPARTMENT, question="?", kind=Kind.QUESTION)
    done = turn(shelf, taken(Pressed(id="tg:1", row="r", choice="dept:?"), said("noch was", 2), talk=talk))
    assert done.consumed == 1


@pytest.mark.fault(rows=(53,))
def test_what_a_citizen_writes_to_a_person_makes_it_our_turn_and_the_bot_is_silent(shelf: Shelf) -> None:
    ticket = replace(open_ticket(), owner=Staff(login="a", name="A"), fence=1)
    done = turn(shelf, taken(said(ANSWERED[0]), talk=replace(LISTENS, phase=Phase.WITH_STAFF), ticket=ticket))
    assert [row.who for row in done.rows] == ["citizen"]
    assert done.ticket is not None
    assert done.ticket.turn is Turn.OURS
    assert done.questions == ("tg:1",)
    assert done.promise is not None


def test_the_end_of_a_handoff_is_told_and_a_rating_closes_the_case(shelf: Shelf) -> None:
    ticket = replace(open_ticket(), closed_at=NOW, end=End.ANSWERED)
    closed = TicketChanged(id="tk:1", change="closed", name="A", end="answered")
    asked = turn(shelf, taken(closed, talk=replace(LISTENS, phase=Phase.WITH_STAFF), ticket=ticket))
    talk = talk_from_json(asked.talk or "")
    assert talk.phase is Phase.RATING
    rated = turn(shelf, taken(Pressed(id="tg:5", row="r", choice="rate:5"), talk=talk, ticket=ticket))
    assert rated.ticket is not None
    assert rated.ticket.rating == 5
    assert rated.close_case
    assert rated.timer is None
    assert any("|rating:5|" in name for name in rated.counters)


def test_a_timer_rings_only_in_its_time(shelf: Shelf) -> None:
    early = replace(LISTENS, timer_at=NOW + timedelta(seconds=1), entry="x")
    kept = turn(shelf, taken(talk=early))
    assert (kept.rows, kept.timer) == ((), early.timer_at)
    rung = turn(shelf, taken(talk=replace(early, timer_at=NOW)))
    assert rung.timer != NOW


def test_counters_hold_no_person(shelf: Shelf) -> None:
    done = turn(shelf, taken(said(UNKNOWN[0]), talk=LISTENS))
    assert done.counters
    assert "Quadratur" not in json.dumps(done.counters)
    assert all(name.startswith("20261124|09|") for name in done.counters)


def test_writing_again_while_it_is_our_turn_puts_off_no_promise(shelf: Shelf) -> None:
    told = NOW + timedelta(minutes=5)
    ticket = replace(open_ticket(), promised_by=told)
    waits = replace(LISTENS, phase=Phase.WAITING)
    again = turn(shelf, taken(said(UNKNOWN[0]), talk=waits, ticket=replace(ticket, turn=Turn.OURS)))
    assert again.promise == told
    assert again.ticket is not None
    assert again.ticket.promised_by == told
    after_a_reply = turn(shelf, taken(said(UNKNOWN[0]), talk=waits, ticket=ticket))
    assert after_a_reply.promise is not None
    assert after_a_reply.promise > told
    assert after_a_reply.ticket is not None
    assert after_a_reply.ticket.promised_by == after_a_reply.promise


def test_a_failed_delivery_opens_no_case(shelf: Shelf) -> None:
    event = DeliveryFailed(id="df:1", delivery="1", reason="blocked")
    done = turn(shelf, replace(taken(event, talk=LISTENS), case=""))
    assert (done.consumed, done.case, done.rows) == (1, "", ())


def test_an_emergency_marks_its_row_its_counter_and_the_ticket_it_leads_to(shelf: Shelf) -> None:
    asked = turn(shelf, taken(said("Mein Mann schlägt mich"), talk=LISTENS))
    assert asked.rows[0].body["urgent"] == "domestic"
    assert "116 016" in asked.rows[1].body["text"]
    assert [name for name in asked.counters if "|emergency:domestic|" in name]
    talk = replace(talk_from_json(asked.talk or ""), phase=Phase.INTAKE_DEPARTMENT, kind=Kind.QUESTION)
    handed = turn(shelf, taken(Pressed(id="tg:2", row="r", choice="dept:?"), talk=talk))
    assert handed.ticket is not None
    assert handed.ticket.urgent == "domestic"


def test_an_emergency_told_to_a_person_marks_the_ticket(shelf: Shelf) -> None:
    ticket = replace(open_ticket(), owner=Staff(login="a", name="A"), fence=1)
    done = turn(
        shelf, taken(said("Ich will nicht mehr leben"), talk=replace(LISTENS, phase=Phase.WITH_STAFF), ticket=ticket)
    )
    assert done.ticket is not None
    assert done.ticket.urgent == "suicide"
    assert [row.who for row in done.rows] == ["citizen", "machine"]
    assert done.questions == ("tg:1",)


def test_a_new_and_a_changed_ticket_are_announced_once_each(shelf: Shelf) -> None:
    heard: list[TicketChange] = []

    def announce(change: TicketChange) -> tuple[Delivery, ...]:
        heard.append(change)
        return (Delivery(id="n", channel="mail", to="staff", body={}),)

    stage = Stage(shelf=shelf, abilities={"telegram": SMALL}, announce=announce)
    ticket = open_ticket()
    commit = play(taken(said("noch etwas"), talk=LISTENS, ticket=ticket), facts(shelf), stage)
    assert [(c.before, c.after.turn) for c in heard] == [(ticket, Turn.OURS)]
    assert commit.deliveries[-1].channel == "mail"
    play(taken(said("danke"), talk=LISTENS), facts(shelf), stage)
    assert len(heard) == 1


PHOTO = Attachment(kind="photo", ref="f")


def test_an_album_is_one_row_and_all_its_parts_are_owed_the_answer(shelf: Shelf) -> None:
    parts = [Said(id=f"tg:{n}", album="a", attachments=(PHOTO,), origin=str(n)) for n in range(1, 4)]
    done = turn(shelf, taken(*parts, talk=LISTENS))
    album, offer = done.rows
    assert (album.id, album.body["parts"], len(album.body["attachments"])) == ("tg:1", ["tg:2", "tg:3"], 3)
    assert "weitergeben" in offer.body["text"]
    assert (done.consumed, done.questions) == (3, ("tg:1", "tg:2", "tg:3"))


def test_a_sign_is_a_row_of_an_open_case_and_owed_nothing(shelf: Shelf) -> None:
    sign = Reacted(id="tg:1", origin="12", sign="👍")
    done = turn(shelf, taken(sign, talk=LISTENS))
    assert [row.body for row in done.rows] == [{"text": "👍", "reaction_to": "12"}]
    assert (done.settled, done.questions, done.deliveries) == (("tg:1",), (), ())
    ended = turn(shelf, replace(taken(sign, talk=LISTENS), case=""))
    assert (ended.rows, ended.case, ended.settled) == ((), "", ("tg:1",))


def test_what_is_asked_in_public_is_answered_there_and_kept_nowhere(shelf: Shelf) -> None:
    asked = AskedInPublic(id="tg:1", text=ANSWERED[0], origin="9", link="https://t.me/stadt_bot")
    done = turn(shelf, replace(taken(asked), case="", address="telegram:-100"))
    assert (done.rows, done.case, done.settled) == ((), "", ("tg:1",))
    (delivery,) = done.deliveries
    assert (delivery.to, delivery.body["reply_to"]) == ("public:-100", "9")
    assert "Quelle:" in delivery.body["text"]
    assert delivery.body["keys"] == [[{"label": "Allein mit der Stadt schreiben", "url": "https://t.me/stadt_bot"}]]


def test_a_new_version_that_needs_no_word_is_no_question_of_the_statistics(shelf: Shelf) -> None:
    first = turn(shelf, taken(Said(id="tg:1", text=ANSWERED[0], origin="1"), talk=LISTENS))
    talk = talk_from_json(first.talk or "")
    again = turn(shelf, taken(Said(id="tg:2", text=ANSWERED[0], origin="1", edit_of="1"), talk=talk))
    (row,) = again.rows
    assert (row.body["edit_of"], "why" in row.body) == ("1", False)
    assert again.settled == ("tg:2",)


# -- general information only


@pytest.fixture(scope="module")
def minimal(shelf: Shelf) -> Shelf:
    town = replace(shelf.release.town, telegram=TelegramChoices(data_minimal=True, link_hours=5))
    return replace(shelf, release=replace(shelf.release, town=town))


def test_the_link_leaves_and_is_not_kept(minimal: Shelf) -> None:
    done = turn(minimal, taken(said("/mensch"), talk=LISTENS))
    sent = json.dumps([dict(d.body) for d in done.deliveries])
    secret = re.search(r"https://chat.example/\?lang=de#weiter=([A-Za-z0-9_-]{32})", sent)
    assert secret
    assert done.link == (link_name(secret[1]), timedelta(hours=5))
    assert secret[1] not in json.dumps([dict(row.body) for row in done.rows])
    assert "https://chat.example/?lang=de" in json.dumps([dict(row.body) for row in done.rows])
    assert done.ticket is not None
    ticket = done.ticket
    assert (ticket.awaited, ticket.turn, ticket.channel) == (True, Turn.CITIZEN, "telegram")


def test_what_staff_did_is_said_in_the_web_chat(minimal: Shelf) -> None:
    event = TicketChanged(id="t", change="claimed", name="Petra Lindner")
    ticket = replace(open_ticket(), owner=Staff(login="petra", name="Petra Lindner"))
    done = turn(minimal, taken(event, talk=replace(LISTENS, phase=Phase.WAITING), ticket=ticket))
    assert done.deliveries == ()
    assert "Petra Lindner" in done.rows[0].body["text"]


def test_a_word_without_content_is_delivered_and_no_part_of_the_talk(minimal: Shelf) -> None:
    lead = Lead(origin="telegram", at=NOW, unread=4, unread_at=NOW - timedelta(minutes=1))
    talk = replace(LISTENS, phase=Phase.WITH_STAFF, lead=lead, timer_at=NOW)
    ticket = replace(open_ticket(), owner=Staff(login="petra", name="Petra Lindner"))
    done = turn(minimal, replace(taken(talk=talk, ticket=ticket), address="web:x"))
    assert done.rows == ()
    (word,) = done.deliveries
    assert (word.channel, word.settles) == ("telegram", False)
    assert word.body["text"].startswith("Es gibt eine neue Antwort")
    assert done.link is None


def test_an_answer_beside_a_handoff_settles_its_own_question_only(minimal: Shelf) -> None:
    talk = replace(LISTENS, phase=Phase.WAITING)
    done = turn(minimal, taken(said(ANSWERED[0]), talk=talk, ticket=open_ticket()))
    assert [d.answers for d in done.deliveries if d.settles] == [("tg:1",)]


def test_what_is_said_of_an_album_beside_a_handoff_settles_all_its_parts(minimal: Shelf) -> None:
    photo = Attachment(kind="photo")
    parts = [replace(said("", n), album="a", attachments=(photo,)) for n in (1, 2, 3)]
    done = turn(minimal, taken(*parts, talk=replace(LISTENS, phase=Phase.WITH_STAFF), ticket=open_ticket()))
    assert done.questions == ("tg:1", "tg:2", "tg:3")
    assert [d.answers for d in done.deliveries if d.settles] == [done.questions]


def test_words_from_two_channels_are_two_turns(shelf: Shelf) -> None:
    here, there = replace(said(ANSWERED[0]), channel="telegram"), replace(said(ANSWERED[1], 2), channel="web")
    done = turn(shelf, taken(here, there, talk=LISTENS))
    assert done.consumed == 1
    assert done.rows[0].body["channel"] == "telegram"
    after = turn(shelf, taken(there, talk=LISTENS))
    assert after.deliveries == ()
    assert after.rows[-1].settles
