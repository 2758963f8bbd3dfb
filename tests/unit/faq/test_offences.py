"""What is rude, and above all what is not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from faq.offences import Offence, OwnWords, find_offences
from faq.offences.examples import BrokenExample, Report, judge, read_examples
from faq.offences.lists import NOT_MEANT, OTHERS, STRONG
from faq.text import normalise

MESSAGES = Path(__file__).parents[2] / "offences" / "messages.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return judge(read_examples(MESSAGES.read_text("utf-8").splitlines()), OwnWords())


def test_the_set_is_large_and_half_of_it_is_harmless(report: Report) -> None:
    assert report.messages >= 300
    assert report.harmless >= report.messages / 2


def test_nobody_harmless_is_hit_and_most_offences_are_found(report: Report) -> None:
    assert report.hit == 0, report.errors
    assert report.any.recall >= 0.95, report.errors
    assert all(figures.precision == 1.0 for figures in report.kinds.values()), report.errors


@pytest.mark.parametrize(
    "text",
    [
        *("Du A****loch", "du 1d10t", "du I D I O T", "du Idiiiiot", "du Vollidoit", "du w-i-c-h-s-e-r", "f*** you"),
        *("du @rschloch", "Du Arschl*ch", "ihr Hurens***ne", "du Trotttel"),
    ],
)
def test_disguised_words_are_read(text: str) -> None:
    assert [one.offence for one in find_offences(text)] == [Offence.INSULT]


@pytest.mark.parametrize(
    "text",
    [
        *("Bürger*innen", "Sch*ltür defekt", "a*b*c", "Mitarbeiter:in", "2*3*4 Meter", "K-AB 1234", "Haus-Nr. 4"),
        *("Frau Schlappe", "die Trottoirs", "Trottinett", "Scunthorpe", "Assistent", "Klasse", "Wichern-Schule"),
    ],
)
def test_other_words_stay_what_they_are(text: str) -> None:
    assert find_offences(text) == ()


def test_the_sentence_is_named_and_the_gravest_comes_first() -> None:
    text = "Ihr Idioten. Wann ist offen? Ich bring euch um!"
    threat, insult = find_offences(text)
    assert (threat.offence, threat.severity, text[threat.start : threat.end].strip()) == (
        Offence.THREAT,
        3,
        "Ich bring euch um!",
    )
    assert (insult.offence, insult.severity, text[insult.start : insult.end]) == (Offence.INSULT, 2, "Ihr Idioten.")


def test_quoted_words_are_those_of_others_unless_they_are_all_there_is() -> None:
    assert find_offences("Im Brief stand „du Arschloch“, wer war das?") == ()
    assert find_offences("„Du Arschloch“") != ()


def test_a_town_has_words_of_its_own() -> None:
    own = OwnWords(insults=frozenset({"bazi"}), allowed=frozenset({"depp"}))
    assert [one.offence for one in find_offences("Du Bazi!", own)] == [Offence.INSULT]
    assert find_offences("Du Bazi!") == ()
    assert find_offences("Du Depp!", own) == ()
    assert find_offences("Du Depp!") != ()


def test_the_lists_are_in_normal_form() -> None:
    assert all(normalise(word) == word for word in (*STRONG.split(), *OTHERS.split(), *NOT_MEANT.split()))
    assert not frozenset(NOT_MEANT.split()) & frozenset((*STRONG.split(), *OTHERS.split()))


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([*STRONG.split(), "du", "ich", "*", ".", "„", "“"])).map(" ".join)
)
def test_any_text_has_a_result(text: str) -> None:
    for one in find_offences(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.severity in (1, 2, 3)
        assert one.rule


@pytest.mark.parametrize(("line", "what"), [("rude | you", "There is no kind rude"), ("insult you", "A line has")])
def test_a_broken_line_says_where(line: str, what: str) -> None:
    with pytest.raises(BrokenExample, match=what) as broken:
        list(read_examples(["", line]))
    assert broken.value.line == 2


def test_the_command_prints_figures_and_every_error(tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("insult | Du Idiot\ninsult | Du Blume\nnone | Du Depp\nnone | Hallo\n", "utf-8")
    done = CliRunner().invoke(app, ["netiquette", "evaluate", str(file)])
    assert done.exit_code == 0, done.output
    assert "50.0 %" in done.output
    assert "messages.txt:2 Du Blume" in done.output
    assert "2 of the messages are harmless; 1 of those" in done.output


def test_the_command_explains() -> None:
    assert "insult, severity 2: Du Idiot" in CliRunner().invoke(app, ["netiquette", "check", "Du Idiot"]).output
    assert "Nothing is found" in CliRunner().invoke(app, ["netiquette", "check", "Ich Idiot"]).output
