"""The privacy text says what is done: every setting that matters changes it, and nothing is left without words."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any, get_args

import pytest

from bot.channels.masking import ALL_KINDS
from bot.privacynotice import MASKS, GroupUse, Practice, TelegramUse, notice
from config.models import Mask
from faq.entry import DepartmentRetention, RetentionChoices
from faq.markdown import from_markdown
from handoff.retention import COPY_FOR, THREATS_FOR, Terms, everything, of_acts, of_conduct
from tests.unit.dialogue.town import texts

CATALOGUE = cache(texts)  # it takes half a second
NAMES = {"bau": {"de": "Bauen", "en": "Building"}}


def words(practice: Practice, lang: str = "de", form: str = "sie") -> str:
    catalogue = CATALOGUE(form)
    keys = [
        (key, more)
        for section in notice(practice, lang)
        for key, more in [(section.title, {}), *((s.key, s.args) for s in section.sentences)]
    ]
    return "\n".join(from_markdown(catalogue.say(key, lang, more)).text for key, more in keys)


def kept(**choices: Any) -> Practice:
    return Practice(masks=frozenset(), kept=everything(Terms(town=RetentionChoices(**choices))))


def test_every_mask_of_the_settings_is_named() -> None:
    assert set(MASKS) == ALL_KINDS == set(get_args(Mask))
    for one in MASKS:
        without = words(Practice(masks=ALL_KINDS - {one}, kept=()))
        assert len(words(Practice(masks=ALL_KINDS, kept=())).splitlines()) == len(without.splitlines()) + 1


@pytest.mark.parametrize("name", ["answered", "closed", "unanswered", "undelivered"])
def test_every_time_of_the_town_is_said(name: str) -> None:
    assert ": 77 Tage nach dem Ende des Gesprächs" in words(kept(**{name: 77}))
    assert ": 77 Tage" not in words(kept())
    assert ": ein Tag nach" in words(kept(**{name: 1}))


def test_a_department_with_times_of_its_own_is_named() -> None:
    terms = Terms(departments={"bau": DepartmentRetention(closed=3650)})
    practice = Practice(masks=frozenset(), kept=everything(terms), departments=NAMES)
    assert "im Fachbereich Bauen: 3.650 Tage" in words(practice)
    assert "in the department Building: 3,650 days" in words(practice, "en")


def test_what_belongs_to_the_files_waits_for_the_receipt() -> None:
    assert "Aktenführung" in words(kept(file_receipt=True))
    assert "Aktenführung" not in words(kept())


EVERY = [
    Practice(
        masks=masks,
        kept=(*everything(Terms()), *of_acts(timedelta(days=730))),
        conduct=of_conduct(timedelta(days=14)),
        automatic=files,
        departments=NAMES,
        files=files,
        mails=mails,
        telegram=telegram,
        group=group,
    )
    for masks, telegram, group, files, mails in product(
        (ALL_KINDS, frozenset[str]()), get_args(TelegramUse), get_args(GroupUse), (True, False), (True, False)
    )
]


@pytest.mark.parametrize(("lang", "form"), [("de", "sie"), ("de", "du"), ("en", "sie")])
def test_nothing_is_without_words(lang: str, form: str) -> None:
    for practice in EVERY:
        said = words(practice, lang, form)
        assert "web-privacy-" not in said
        assert "{" not in said


def test_each_text_can_stand_there() -> None:
    used = {section.title for practice in EVERY for section in notice(practice, "de")}
    used |= {one.key for practice in EVERY for section in notice(practice, "de") for one in section.sentences}
    on_the_page = {"web-privacy-title", "web-privacy-link", "web-privacy-time"}
    assert used | on_the_page == {key for key in texts().keys("de") if key.startswith("web-privacy-")}


def test_hours_are_hours() -> None:
    assert "48 Stunden" not in words(kept())
    times = {one.time for one in everything(Terms()) if one.what == "repeat"}
    assert times == {timedelta(hours=48)}
    assert "doppelt ankommt: 2 Tage nach dem Eingang" in words(kept())


def test_what_is_kept_of_offences_is_said() -> None:
    practice = Practice(masks=frozenset(), kept=of_acts(timedelta(days=400)), conduct=of_conduct(timedelta(days=21)))
    said = words(practice)
    assert "Art und Zeit eines Verstoßes, nie die Worte: 21 Tage nach dem Eingang" in said
    assert "Bitte um Überprüfung: 21 Tage nach dem Ende der Maßnahme" in said
    assert f"auf der Liste der Leitung: {THREATS_FOR.days} Tage" in said
    assert "ohne Texte: 400 Tage nach dem Erstellen" in said
    assert "Von selbst weist das Programm nur darauf hin" in said
    assert "Von selbst tut das Programm deswegen nichts" in words(replace(practice, automatic=False))


def test_a_copy_is_kept_from_its_making_on() -> None:
    assert f"Auskunft, die jemand angefordert hat: {COPY_FOR.days} Tage nach dem Erstellen" in words(kept())


@pytest.mark.parametrize(("lang", "form"), [("de", "sie"), ("de", "du"), ("en", "sie")])
def test_the_rights_name_the_ways_in_the_chat(lang: str, form: str) -> None:
    rights = next(one for one in notice(EVERY[0], lang) if one.title.endswith("rights-title"))
    said = " ".join(texts(form).say(one.key, lang, {}) for one in rights.sentences)
    assert "/auskunft" in said
    assert "/loeschen" in said
