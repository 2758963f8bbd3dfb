from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.dangers import MENDED, RULES
from faq.emergency import Danger, emergency
from faq.files import load
from faq.text import normalise
from tests.unit.faq.emergencies import ALARMS, FRESH_ALARMS, FRESH_QUIET, HELD_OUT_ALARMS, HELD_OUT_QUIET, QUIET

TOWN = Path(__file__).parents[3] / "config" / "towns" / "musterstadt"
LOUD = [(text, danger) for table in (ALARMS, HELD_OUT_ALARMS) for danger, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "danger"), LOUD)
def test_an_emergency_is_heard(text: str, danger: Danger) -> None:
    found = emergency(text)
    assert found is not None
    assert found.danger is danger


@pytest.mark.parametrize("text", FRESH_ALARMS)
def test_some_danger_is_heard(text: str) -> None:
    assert emergency(text) is not None


@pytest.mark.parametrize("text", [*QUIET, *HELD_OUT_QUIET, *FRESH_QUIET])
def test_what_only_sounds_like_one_is_not(text: str) -> None:
    assert emergency(text) is None


@pytest.mark.parametrize(
    ("text", "danger", "because"),
    [
        ("Guten Tag, mein Mann schlägt mich. Wo ist das Frauenhaus?", Danger.DOMESTIC, ("mann", "schlaegt", "mich")),
        ("es brent", Danger.FIRE, ("brennt", "es")),
        ("Was kostet ein Pass? Und ich will nicht mehr leben.", Danger.SUICIDE, ("nicht mehr leben",)),
    ],
)
def test_it_tells_by_which_words(text: str, danger: Danger, because: tuple[str, ...]) -> None:
    found = emergency(text)
    assert found is not None
    assert (found.danger, found.because) == (danger, because)


def test_a_blocker_disarms_its_own_sentence_only() -> None:
    assert emergency("Ich war im Kurs zur Gewaltprävention. Mein Mann schlägt mich.") is not None


def test_of_the_sample_town_only_the_entries_about_emergencies_sound_like_one() -> None:
    loud = set()
    for entry in load(TOWN).entries:
        said = [*entry.question.values(), *(text for many in entry.paraphrases.values() for text in many)]
        loud |= {entry.id for text in said if emergency(text)}
    assert loud == {"notruf", "kinderschutz-hilfe", "haeusliche-gewalt", "energie-stoerung"}


def test_the_words_are_in_normal_form() -> None:
    assert all(normalise(word) == word for word in MENDED)
    assert {danger for danger, _ in RULES} == set(Danger)


@given(st.text(max_size=400))
def test_any_text_has_a_result(text: str) -> None:
    emergency(text)


@given(st.text(max_size=60))
def test_a_long_text_is_read_to_its_end(text: str) -> None:
    assert emergency(f"{'Ich wohne am Markt. ' * 40}{text}\nIch will nicht mehr leben.") is not None
