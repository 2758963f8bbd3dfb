"""What staff read of a ticket, a time, a message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from faq.emergency import Danger
from faq.entry import Department, Hours
from handoff.desk.catalogue import LANGS, TEXTS, has, speak
from handoff.desk.listing import cut
from handoff.desk.state import Fate, Reading, fate_of, state_of
from handoff.desk.times import age, moment, park_until
from handoff.journal.records import DeliveryState, Row, State
from handoff.ticket import End, Kind, Staff, Ticket, Turn

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
DE = Reading(
    say=speak("de"),
    lang="de",
    now=NOW,
    zone=ZONE,
    departments=(Department(id="amt", name={"de": "Amt", "en": "Office"}, hours=Hours()),),
)
EN = replace(DE, say=speak("en"), lang="en")
TICKET = Ticket(
    receipt="MS-1",
    case="c",
    kind=Kind.QUESTION,
    department="amt",
    channel="web",
    lang="de",
    subject="Wo?",
    asked_at=NOW - timedelta(hours=1),
    turn=Turn.OURS,
    turn_since=NOW - timedelta(hours=1),
    promised_by=NOW + timedelta(days=1),
)
ANNA, BEN = Staff(login="anna", name="Anna"), Staff(login="ben", name="Ben")


def test_whose_turn_it_is() -> None:
    assert state_of(TICKET, DE).text == "Wir sind am Zug seit 13:05"
    assert state_of(TICKET, EN).text == "Our turn since 13:05"
    theirs = replace(TICKET, turn=Turn.CITIZEN, turn_since=NOW - timedelta(days=1))
    assert state_of(theirs, DE).text == "Bürger/in am Zug seit Mi. 11. März, 14:05"
    assert state_of(theirs, EN).text == "Citizen's turn since Wed 11 Mar, 14:05"


def test_who_has_yet_to_come_to_the_web_chat() -> None:
    awaited = replace(TICKET, awaited=True)
    assert state_of(awaited, DE).awaited.startswith("Wartet auf Bürger/in im Web-Chat")
    assert state_of(replace(awaited, turn=Turn.CITIZEN), EN).awaited.startswith("Waits for the citizen")
    assert state_of(TICKET, DE).awaited == ""


def test_parked_only_while_it_lasts() -> None:
    parked = replace(TICKET, parked_until=NOW + timedelta(minutes=30))
    assert (state_of(parked, DE).mark, state_of(parked, DE).text) == ("parked", "Geparkt bis 14:35")
    assert state_of(replace(TICKET, parked_until=NOW), DE).mark == "ours"


def test_closed_with_its_reason() -> None:
    closed = replace(TICKET, closed_at=NOW, end=End.NO_REACTION)
    assert state_of(closed, DE).text == "Geschlossen 14:05 – keine Reaktion"


def test_a_promise_is_shown_and_its_breach_too() -> None:
    assert state_of(TICKET, DE).promise == "Zugesagt bis Fr. 13. März, 14:05"
    late = state_of(replace(TICKET, promised_by=NOW - timedelta(minutes=1)), DE)
    assert (late.promise, late.late) == ("Zusage überschritten: 14:04", True)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-5), "gerade eben"),
        (timedelta(minutes=1), "vor 1 Min."),
        (timedelta(minutes=59, seconds=59), "vor 59 Min."),
        (timedelta(hours=23), "vor 23 Std."),
        (timedelta(days=1), "vor 1 Tag"),
        (timedelta(days=40), "vor 40 Tagen"),
    ],
)
def test_age(ago: timedelta, words: str) -> None:
    assert age(NOW - ago, NOW, speak("de")) == words


def test_the_day_changes_at_the_towns_midnight() -> None:
    at = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    assert moment(at, NOW, ZONE, "de") == "00:30"
    assert moment(datetime(2025, 3, 11, 12, tzinfo=UTC), NOW, ZONE, "de") == "11. März 2025, 13:00"


def test_parking() -> None:
    assert park_until("hour", "", NOW, ZONE) == NOW + timedelta(hours=1)
    assert park_until("tomorrow", "", NOW, ZONE) == datetime(2026, 3, 13, 7, tzinfo=UTC)
    before_summer_time = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # the 29th already
    assert park_until("tomorrow", "", before_summer_time, ZONE) == datetime(2026, 3, 30, 6, tzinfo=UTC)
    assert park_until("", "2026-03-12T15:00", NOW, ZONE) == datetime(2026, 3, 12, 14, tzinfo=UTC)
    for wrong in ("", "morgen", "2026-03-12T14:05", "2027-06-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59-23:00"):
        assert park_until("", wrong, NOW, ZONE) is None


def _delivery(state: State, reason: str = "") -> DeliveryState:
    return DeliveryState(id="r.0", state=state, attempt=1, uncertain=0, reason=reason, message_id="", at=NOW)


def _fate(*deliveries: DeliveryState, acked: int | None = None) -> Fate | None:
    row = Row(id="r", who="person", body={"text": "x"}, n=4, at=NOW)
    return fate_of(row, deliveries, acked=acked, reading=DE)


def test_what_became_of_a_message() -> None:
    assert _fate(_delivery(State.SENT)) == Fate(mark="arrived", text="Gesendet 14:05")
    assert _fate(_delivery(State.UNCERTAIN)) == Fate(
        mark="unsure", text="Ungewiss: vielleicht angekommen", mend=("r.0",)
    )
    assert _fate(_delivery(State.DEAD, "refused")) == Fate(
        mark="failed", text="Nicht gesendet: vom Kanal abgelehnt", mend=("r.0",)
    )
    assert _fate(_delivery(State.RETRY, "429")) == Fate(
        mark="waiting", text="Noch nicht gesendet, neuer Versuch folgt (429)"
    )
    assert _fate(_delivery(State.DEAD)) == Fate(mark="failed", text="Nicht gesendet: Grund unbekannt", mend=("r.0",))


def test_a_message_is_as_well_off_as_its_worst_part() -> None:
    fate = _fate(_delivery(State.SENT), _delivery(State.UNDELIVERABLE, "blocked"))
    assert fate == Fate(
        mark="failed",
        text="Nicht zustellbar: der Bot wurde blockiert (1 von 2 Teilen gesendet)",
        mend=("r.0",),
    )
    assert _fate(_delivery(State.SENT), _delivery(State.SENT)) == Fate(mark="arrived", text="Gesendet 14:05")


def test_without_an_outbox_the_browser_says_it_has_it() -> None:
    assert _fate(acked=3) == Fate(mark="waiting", text="Gespeichert, noch nicht abgerufen")
    assert _fate(acked=4) == Fate(mark="arrived", text="Angekommen")
    assert _fate() is None


def test_every_value_of_a_closed_list_has_words() -> None:
    for reading in (DE, EN):
        for group, values in (("kind", Kind), ("end", End), ("danger", Danger)):
            for value in values:
                assert has(reading.say, f"{group}-{value.value.replace('_', '-')}")
        for state in State:
            assert has(reading.say, f"fate-{state.value}")
    assert DE.word("channel", "carrier_pigeon") == "carrier_pigeon"


def test_a_department_by_name() -> None:
    assert (DE.department("amt"), EN.department("amt"), DE.department("gone")) == ("Amt", "Office", "gone")


def test_both_catalogues_have_the_same_keys() -> None:
    keys = [
        [
            key
            for path in sorted((TEXTS / lang).glob("*.ftl"))
            for key in re.findall(r"^([a-z][a-z0-9-]*) =", path.read_text(encoding="utf-8"), re.MULTILINE)
        ]
        for lang in LANGS
    ]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(keys[0])


def test_pages_have_no_words_of_their_own() -> None:
    """What stands between tags comes from the catalogue, and nothing is styled or scripted in the page."""
    for template in (TEXTS.parent / "templates").glob("*.html"):
        source = template.read_text(encoding="utf-8")
        if template.name == "export.html":  # a file to keep has its style in it
            source = source.replace("<style>{{ sheet }}</style>", "")
        assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! type=\"module\" src=)", source), template.name
        source = re.sub(r"\{% block (?:body|open) %\}.*?\{% endblock %\}", "", source)
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", source, flags=re.DOTALL)
        assert not re.search(r"[A-Za-zÄÖÜäöü]{3,}", bare), template.name


def test_every_key_a_page_names_exists() -> None:
    say = speak("de")
    folder = Path(TEXTS).parent
    sources = "".join(p.read_text(encoding="utf-8") for p in (*folder.glob("*.py"), *folder.glob("templates/*.html")))
    keys = set(re.findall(r"say\([\"']([a-z-]+[a-z])[\"'][,)]", sources))
    assert len(keys) > 50
    for key in keys:
        assert has(say, key), key
    for act in ("claim", "reply", "release", "park", "close"):
        assert has(say, f"done-{act}")


def test_a_subject_is_one_short_line() -> None:
    assert cut(" Wo \n ist  er? ") == "Wo ist er?"
    assert cut("Wo ist mein Ausweis", 12) == "Wo ist mein…"
    assert cut("x" * 50, 10) == "xxxxxxxxx…"
