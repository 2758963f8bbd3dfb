"""Closures out of calendar files: all day, with times, recurring; and what is said of files that cannot be used."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.closures import all_past, read_closures
from faq.entry import Closure, release_from_json, release_to_json
from faq.errors import FilesBroken
from faq.files import check, load

TODAY = date(2026, 11, 26)


def calendar(*events: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rathaus//DE"]
    for number, event in enumerate(events):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@rathaus",
            "DTSTAMP:20260101T000000Z",
            *event.splitlines(),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


OUTING = "SUMMARY:Betriebsausflug\nDTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261204"
BERLIN = (
    "SUMMARY:Personalversammlung\nDTSTART;TZID=Europe/Berlin:20270701T100000\nDTEND;TZID=Europe/Berlin:20270701T120000"
)
FLOATING = "SUMMARY:Schulung\nDTSTART:20270120T130000\nDURATION:PT2H"
YEARLY = "SUMMARY:Weiberfastnacht\nDTSTART;VALUE=DATE:20200220\nRRULE:FREQ=YEARLY"
ONE_DAY = "SUMMARY:Umzug\nDTSTART;VALUE=DATE:20270105"


def read(*events: str) -> list[tuple[str, str, str]]:
    closures, problems = read_closures(calendar(*events), "closures.ics", "Europe/Berlin", TODAY)
    assert problems == ()
    return [(c.name, f"{c.start:%Y-%m-%d %H:%M}", f"{c.end:%Y-%m-%d %H:%M}") for c in closures]


def test_all_day_with_times_and_without_an_end() -> None:
    assert read(ONE_DAY, BERLIN, FLOATING, OUTING) == [
        ("Betriebsausflug", "2026-12-02 23:00", "2026-12-03 23:00"),
        ("Umzug", "2027-01-04 23:00", "2027-01-05 23:00"),
        ("Schulung", "2027-01-20 12:00", "2027-01-20 14:00"),
        ("Personalversammlung", "2027-07-01 08:00", "2027-07-01 10:00"),
    ]


def test_recurring_ones_from_last_year_to_the_end_of_the_second_next() -> None:
    assert [start[:4] for _, start, _ in read(YEARLY)] == ["2025", "2026", "2027", "2028"]


@pytest.mark.parametrize(
    ("text", "line", "entry", "said"),
    [
        ("kein Kalender", 1, "", "kein lesbarer Kalender"),
        (calendar(), 1, "", "keinen Termin"),
        (calendar(OUTING, "SUMMARY:Ohne Beginn"), 14, "Ohne Beginn", "keinen Beginn"),
        (calendar("SUMMARY:Falsch\nDTSTART;VALUE=DATE:2026-12-03"), 7, "Falsch", "DTSTART"),
        (
            calendar("SUMMARY:Rückwärts\nDTSTART;VALUE=DATE:20261204\nDTEND;VALUE=DATE:20261203"),
            7,
            "Rückwärts",
            "bevor er beginnt",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, entry: str, said: str) -> None:
    closures, (problem, *_) = read_closures(text, "closures.ics", "Europe/Berlin", TODAY)
    assert closures == ()
    assert (problem.file, problem.line, problem.entry) == ("closures.ics", line, entry)
    assert said in problem.what
    assert problem.mend


@given(st.text(max_size=300), st.booleans())
def test_no_text_makes_it_fall(text: str, wrapped: bool) -> None:
    read_closures(calendar(text) if wrapped else text, "closures.ics", "Europe/Berlin", TODAY)


def test_a_file_of_all_and_one_of_a_department(town: Path) -> None:
    plain = load(town)
    (town / "closures.ics").write_text(calendar(OUTING), "utf-8")
    (town / "closures-steuern.ics").write_text(calendar(ONE_DAY), "utf-8")
    release = load(town)
    assert {d.id: [c.name for c in d.closures] for d in release.departments} == {
        "buerger": ["Betriebsausflug"],
        "steuern": ["Betriebsausflug", "Umzug"],
    }
    assert release.hash != plain.hash
    assert release_from_json(release_to_json(release)) == release


@pytest.mark.parametrize("name", ["ferien.ics", "closures-gibtsnicht.ics"])
def test_a_file_of_nobody_is_refused(town: Path, name: str) -> None:
    (town / name).write_text(calendar(OUTING), "utf-8")
    with pytest.raises(FilesBroken, match="Zu welchem Amt"):
        load(town)


def test_a_slip_in_the_name_of_a_file_is_told(town: Path) -> None:
    (town / "closures-steurn.ics").write_text(calendar(ONE_DAY), "utf-8")
    (problem,) = check(town)[0]
    assert "closures-steuern.ics" in problem.mend


def test_a_broken_file_never_takes_effect(town: Path) -> None:
    (town / "closures.ics").write_text("BEGIN:VCALENDAR", "utf-8")
    with pytest.raises(FilesBroken, match=r"closures\.ics"):
        load(town)


def test_past_ones_alone_are_noticed() -> None:
    past = Closure(start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime(2026, 1, 2, tzinfo=UTC))
    assert all_past([past], datetime(2026, 2, 1, tzinfo=UTC))
    assert not all_past([past], datetime(2026, 1, 1, tzinfo=UTC))
    assert not all_past([], datetime(2026, 2, 1, tzinfo=UTC))
