"""The privacy text says what is done: every setting that matters changes it, and nothing is left without words."""

from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest

from bot.channels.masking import ALL_KINDS
from bot.dialogue.texts import Texts, packaged_texts
from bot.privacynotice import MASKS, GroupUse, Practice, TelegramUse, notice
from config.models import Mask
from faq.entry import DepartmentRetention, RetentionChoices
from faq.markdown import from_markdown
from handoff.retention import Terms, everything

NAMES = {"bau": {"de": "Bauen", "en": "Building"}}


def words(practice: Practice, lang: str = "de", form: str = "sie") -> str:
    args = {"town": "Musterstadt", "phone": "0221 4710 100", "counter": "Markt 1", "privacy": "", "netiquette": ""}
    texts = Texts(packaged=packaged_texts(), overrides={}, form=form, town_args=dict.fromkeys(("de", "en"), args))
    keys = [
        (key, more)
        for section in notice(practice, lang)
        for key, more in [(section.title, {}), *((s.key, s.args) for s in section.sentences)]
    ]
    return "\n".join(from_markdown(texts.say(key, lang, more)).text for key, more in keys)


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


@pytest.mark.parametrize(("lang", "form"), [("de", "sie"), ("de", "du"), ("en", "sie")])
def test_nothing_is_without_words(lang: str, form: str) -> None:
    for telegram, group, files, mails in product(
        get_args(TelegramUse), get_args(GroupUse), (True, False), (True, False)
    ):
        said = words(
            Practice(
                masks=ALL_KINDS,
                kept=everything(Terms()),
                departments=NAMES,
                files=files,
                mails=mails,
                telegram=telegram,
                group=group,
            ),
            lang,
            form,
        )
        assert "web-privacy-" not in said
        assert "{" not in said


def test_hours_are_hours() -> None:
    assert "48 Stunden" not in words(kept())
    times = {one.time for one in everything(Terms()) if one.what == "repeat"}
    assert times == {timedelta(hours=48)}
    assert "doppelt ankommt: 2 Tage nach dem Eingang" in words(kept())
