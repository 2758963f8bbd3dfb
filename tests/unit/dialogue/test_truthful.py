"""What is said about time after a handoff: from the calendar to the sentence, in every variant."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue.effects import Say
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase
from faq.entry import Closure
from handoff.hours import Calendar
from tests.unit.dialogue.town import department, facts, pressed, talk, texts

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


OFFICE = Calendar(
    hours={day: ((time(8), time(16)),) for day in range(5)},
    timezone="Europe/Berlin",
    state="NW",
    closures=(Closure(start=at("2026-12-03 00:00"), end=at("2026-12-04 00:00"), name="Betriebsausflug"),),
)
NEVER = Calendar(hours={}, timezone="Europe/Berlin", state="NW")


@pytest.mark.parametrize(("calendar", "now", "on_duty", "said", "promise"), [
    (OFFICE, "2026-11-24 10:00", 1, "", "11:00"),
    (OFFICE, "2026-11-24 10:00", 0, "niemand", "morgen, 10:00"),
    (OFFICE, "2026-11-24 20:00", 0, "geschlossen", "16:00"),
    (OFFICE, "2026-11-28 10:00", 0, "geschlossen", "Montag, 30. November, 10:00"),
    (OFFICE, "2026-12-25 10:00", 0, "Feiertag", "Montag, 28. Dezember, 10:00"),
    (OFFICE, "2026-12-03 10:00", 1, "Betriebsausflug", "10:00"),
    (NEVER, "2026-11-24 10:00", 0, "niemand", "12:00"),
])  # fmt: skip
def test_the_sentence_names_number_reason_and_time(
    calendar: Calendar, now: str, on_duty: int, said: str, promise: str
) -> None:
    moment = at(now)
    state = calendar.is_open(moment)
    office = department(
        "bauen",
        open_now=state.open,
        closed_reason=state.reason,
        closed_name=state.name,
        on_duty=on_duty,
        promise=calendar.promise(moment, on_duty > 0),
    )
    world = facts(departments=(office,), front_office="bauen", now=moment)
    done = decide(talk(Phase.INTAKE_KIND, question="Laterne"), None, pressed("kind:question"), None, world)
    (say,) = [effect for effect in done.effects if isinstance(effect, Say)]
    for lang, form in (("de", "sie"), ("de", "du"), ("en", "sie")):
        text = texts(form).say(say.key, lang, say.args)
        assert "K7M" in text
        if lang == "de":
            assert said in text
            assert ("geschlossen" in text) == (state.reason in {"hours", "closure"})
            assert promise in text
