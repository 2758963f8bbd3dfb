import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.gaps import Asked, Gap, draft, gaps, paraphrases, place, without_details
from faq.matcher import Matcher
from tests.unit.faq.knowledge import DAY, TOWN
from tests.unit.faq.test_text import ANY_TEXT

LADEN = (
    "Wo gibt es Ladesäulen für Elektroautos?",
    "ladesäule e-auto wo",
    "Gibt es eine Ladesäule in der Innenstadt",
    "ladesaeulen",
    "ladesäulen",
)


def asked(*texts: str, by: str = "") -> list[Asked]:
    return [Asked(text=text, asker=by or str(number)) for number, text in enumerate(texts)]


def test_questions_alike_are_one_gap() -> None:
    found = gaps(asked(*LADEN, "Wo kann ich angeln", "wann kommt der zirkus"), {})
    assert [(gap.people, gap.questions) for gap in found.found] == [(5, 5)]
    assert found.found[0].words == ("ladesäulen",)
    assert found.found[0].messages == ("ladesaeulen",)
    assert found.hidden == 2


def test_one_person_asking_often_is_no_gap() -> None:
    found = gaps(asked(*LADEN, by="one"), {})
    assert found.found == ()
    assert found.hidden == 5


def test_nothing_that_few_said_is_shown() -> None:
    secret = "Herr Kasulzke Ladesäule"
    found = gaps(asked(*LADEN, secret, secret.lower()), {}, least=3)
    shown = repr(found)
    assert "asulzke" not in shown
    assert "Innenstadt" not in shown
    assert "asulzke" in repr(gaps(asked(*LADEN, secret, secret, secret), {}, least=3))


def test_words_of_the_faq_may_be_shown() -> None:
    texts = [*LADEN, "ladesäule innenstadt"]
    assert not any("innenstadt" in text for text in gaps(asked(*texts), {}).found[0].messages)
    assert "ladesäule innenstadt" in gaps(asked(*texts), {}, public=["Parken in der Innenstadt"]).found[0].messages


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rufen Sie 0171 1234567 an", "Rufen Sie an"),
        ("max@mustermann.de bitte", "bitte"),
        ("IBAN [IBAN] falsch", "IBAN falsch"),
        ("siehe https://x.example/a?b=c und www.y.de/z", "siehe und"),
        ("am 24.12.2025 um 10:30", "am um"),
        ("Parken", "Parken"),
    ],
)
def test_details_are_taken_out(text: str, left: str) -> None:
    assert without_details(text) == left


def test_a_message_with_details_is_not_shown() -> None:
    texts = [f"ladesäule tel 0171{n}" for n in range(5)]
    found = gaps(asked(*texts), {})
    assert found.found[0].messages == ()
    assert paraphrases(found.found[0]) == ("ladesäule tel",)


def test_compounds_and_slips_come_together() -> None:
    found = gaps(asked("ladesäule", "ladesäulenkarte", "ladesäle", "die ladesäule"), {})
    assert [gap.people for gap in found.found] == [4]


def test_the_nearest_entry_is_told_when_most_agree() -> None:
    texts = ("ladesäule auto", "ladesäule pkw", "ladesäule kfz")
    nearest = {texts[0]: "auto", texts[1]: "auto", texts[2]: "umzug"}
    gap = gaps(asked(*texts), nearest).found[0]
    assert (gap.nearest, gap.near) == ("auto", 2)
    assert gaps(asked(*texts), {texts[0]: "auto"}).found[0].nearest == ""


def test_what_the_faq_answers_by_now_is_no_gap() -> None:
    matcher = Matcher(TOWN)
    assert place(Asked(text="Wohngeld Antrag", asker="1"), matcher, on=DAY) is None
    assert place(Asked(text="Wohngeld Antrag", asker="1", why="contradicted"), matcher, on=DAY) == "wohngeld"
    assert place(Asked(text="Hundesteuer", asker="1"), matcher, on=DAY) in {"hund-an", "hund-ab"}
    assert place(Asked(text="xyzxyz", asker="1"), matcher, on=DAY) == ""


def test_a_draft_is_yaml_for_an_editor() -> None:
    gap = Gap(
        questions=4, people=3, whys={"unanswered": 3, "contradicted": 1}, words=("laden",),
        messages=('Wo "laden": hier?', "- laden"), nearest="auto", near=3,
    )  # fmt: skip
    text = draft(gap, id="neu-laden", department="", office="amt")
    (item,) = yaml.safe_load(text)
    assert item["paraphrases"]["de"] == list(gap.messages)
    assert (item["id"], item["department"], item["office"]) == ("neu-laden", "TODO", "amt")
    assert "4 Fragen von 3 Menschen (1 Antwort half nicht, 3 ohne Antwort), am nächsten liegt „auto“ (3)" in text


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from("abcd")), max_size=12), st.integers(1, 4))
@settings(max_examples=60)
def test_any_questions_have_gaps(many: list[tuple[str, str]], least: int) -> None:
    questions = [Asked(text=text, asker=asker) for text, asker in many]
    found = gaps(questions, {}, least=least)
    assert all(gap.people >= least and gap.words for gap in found.found)
    assert sum(gap.questions for gap in found.found) + found.hidden <= len(questions)
    assert found == gaps(questions, {}, least=least)
