import pytest

from faq.facts import hours_text
from faq.fields import WEEKDAYS
from faq.files import load
from faq.week import HoursUnclear, week_of
from tests.integration.cli.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Mo 8-12", {"mon": ("08:00-12:00",)}),
        ("Mo-Mi 8–12 Uhr", dict.fromkeys(("mon", "tue", "wed"), ("08:00-12:00",))),
        ("Di, Do 8.30 bis 12 Uhr und 14-18:00 Uhr", dict.fromkeys(("tue", "thu"), ("08:30-12:00", "14:00-18:00"))),
        ("montags 9-12; Samstag: 10-24 Uhr", {"mon": ("09:00-12:00",), "sat": ("10:00-23:59",)}),
        ("Do 14-18, Do 8-12", {"thu": ("08:00-12:00", "14:00-18:00")}),
        ("Sonnabend 9-12", {"sat": ("09:00-12:00",)}),
    ],
)
def test_hours_as_people_write_them(text: str, week: dict[str, tuple[str, ...]]) -> None:
    assert week_of(text) == week


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8-12", "fehlt der Wochentag"),
        ("Mo", "fehlt die Uhrzeit"),
        ("", "keine Uhrzeit"),
        ("Mo vormittags", "nicht zu verstehen"),
        ("Mo 12-8", "keine Zeitspanne"),
        ("Mo 8-25", "keine Zeitspanne"),
        ("Mo 8:61-9", "keine Zeitspanne"),
        ("Fr-Mo 8-9", "rückwärts"),
        ("Mo 8-12 und 11-13", "überschneiden"),
        ("Mo 8-12, Di", "fehlt die Uhrzeit"),
    ],
)
def test_what_is_no_hours_is_told(text: str, said: str) -> None:
    with pytest.raises(HoursUnclear, match=said):
        week_of(text)


def test_what_the_bot_writes_can_be_read_again() -> None:
    for office in load(ROOT / "config" / "towns" / "musterstadt").offices.values():
        written = {
            WEEKDAYS[day]: tuple(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)
            for day, spans in office.hours.days.items()
        }
        assert week_of(hours_text(office.hours, "de")) == written
