"""What is rude, and above all what is not."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from bot.cli_console import Failure
from faq.entry import release_from_json, release_to_json
from faq.files import check, load
from faq.offences import Offence, OwnWords, excused, find_offences
from faq.offences.examples import Report, judge, read_examples
from faq.offences.lists import NOT_MEANT, OTHERS, STRONG
from faq.tally import BrokenExample
from faq.text import normalise
from tests.unit.faq.emergencies import ALARMS, FRESH_ALARMS, HELD_OUT_ALARMS
from tests.unit.faq.folder import write_town

FLOOR_PRECISION, FLOOR_RECALL, FLOOR_THREATS = 0.95, 0.8, 0.75
MESSAGES = Path(__file__).parents[2] / "offences" / "messages.txt"


EVALUATION = resources.files("faq.offences") / "evaluation.txt"


@pytest.fixture(scope="module")
def written_on() -> Report:
    return judge(read_examples(MESSAGES.read_text("utf-8").splitlines()), OwnWords())


@pytest.fixture(scope="module")
def measured() -> Report:
    return judge(read_examples(EVALUATION.read_text("utf-8").splitlines()), OwnWords())


def test_the_sets_are_large_and_half_of_each_is_harmless(written_on: Report, measured: Report) -> None:
    for report in (written_on, measured):
        assert report.messages >= 320
        assert report.harmless >= report.messages / 2


def test_on_the_set_that_the_rules_are_written_on_nobody_harmless_is_hit(written_on: Report) -> None:
    assert written_on.hit == 0, written_on.errors
    assert written_on.any.recall >= 0.95, written_on.errors
    assert all(figures.precision == 1.0 for figures in written_on.kinds.values()), written_on.errors


def test_on_the_set_that_they_are_measured_with_few_harmless_are_hit_and_most_offences_found(measured: Report) -> None:
    # Floors, a little below the figures in docs/netiquette.md; this set is not for mending single rules.
    assert measured.any.precision >= FLOOR_PRECISION
    assert measured.any.recall >= FLOOR_RECALL
    assert measured.kinds[Offence.THREAT].recall >= FLOOR_THREATS


def test_nobody_in_distress_is_taken_for_an_offender() -> None:
    loud = [text for table in (ALARMS, HELD_OUT_ALARMS) for texts in table.values() for text in texts]
    for text in (*loud, *FRESH_ALARMS):
        assert find_offences(text) == (), text


def test_what_the_town_writes_is_never_an_offence() -> None:
    for file in (Path(__file__).parents[3] / "config" / "towns" / "musterstadt" / "faq").glob("*.yaml"):
        for line in file.read_text("utf-8").splitlines():
            assert find_offences(line) == (), line


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
    own = OwnWords(insults=frozenset({"bazi"}), slurs=frozenset({"piefke"}), allowed=frozenset({"depp"}))
    assert [one.offence for one in find_offences("Du Bazi!", own)] == [Offence.INSULT]
    assert [one.offence for one in find_offences("Die Piefke kriegen alles", own)] == [Offence.INCITEMENT]
    assert find_offences("Du Bazi! Die Piefke kriegen alles") == ()
    assert find_offences("Er nannte mich einen Bazi", own) == ()
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


@given(
    st.lists(st.sampled_from(["Du Idiot", "ich bring dich um", "nannte mich", "„", "“", ".", "\n", ","])).map(" ".join)
)
def test_what_is_excused_says_why(text: str) -> None:
    for one in excused(text):
        assert one.rule
        assert one.because


def test_what_excuses_is_named() -> None:
    assert [(one.offence, one.because) for one in excused("Er nannte mich wörtlich: du Idiot")] == [
        (Offence.INSULT, "nannte")
    ]
    assert [one.because for one in excused("Im Brief stand „du Arschloch“")] == ["quotation marks"]
    assert excused("Guten Tag") == excused("Du Idiot") == ()


def test_the_files_of_a_town_bring_its_words(tmp_path: Path) -> None:
    without = load(write_town(tmp_path))
    (tmp_path / "offences.yaml").write_text("insults: [Bazi]\nslurs: [Piefke]\nallowed: [Döpp]\n", "utf-8")
    release = load(tmp_path)
    assert release.offences == OwnWords(
        insults=frozenset({"bazi"}), slurs=frozenset({"piefke"}), allowed=frozenset({"doepp"})
    )
    assert release_from_json(release_to_json(release)) == release
    assert release.hash != without.hash
    assert "offences" not in release_to_json(without)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("insults:\n  - Bazi\n  - zwei Wörter\n", "offences.yaml:3: Feld „insults.1“: „zwei Wörter“ ist kein Wort"),
        ("insults:\n  - Bazi\nallowed:\n  - bazi\n", "offences.yaml:4: „bazi“ steht doppelt (schon in Zeile 2)"),
        ("insult: [Bazi]\n", "offences.yaml:1: Das Feld „insult“ gibt es nicht. Abhilfe: Gemeint ist wohl „insults“."),
        ("- Bazi\n", "offences.yaml:1: Die Datei hat nicht den richtigen Aufbau."),
    ],
)
def test_what_is_wrong_with_them_is_told_with_file_and_line(tmp_path: Path, text: str, what: str) -> None:
    write_town(tmp_path)
    (tmp_path / "offences.yaml").write_text(text, "utf-8")
    errors, _ = check(tmp_path)
    assert [str(error)[: len(what)] for error in errors] == [what]


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


def test_the_command_has_a_set_of_its_own() -> None:
    done = CliRunner().invoke(app, ["netiquette", "evaluate"])
    assert done.exit_code == 0, done.output
    assert "372 messages" in done.output


def test_the_command_names_a_file_that_it_cannot_read(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["netiquette", "evaluate", str(tmp_path / "none.txt")])
    assert isinstance(done.exception, Failure)
    assert done.exception.where.endswith("none.txt")


def test_the_command_explains() -> None:
    assert "insult, severity 2: Du Idiot" in CliRunner().invoke(app, ["netiquette", "check", "Du Idiot"]).output
    assert "Nothing is found" in CliRunner().invoke(app, ["netiquette", "check", "Ich Idiot"]).output
    told = CliRunner().invoke(app, ["netiquette", "check", "Er nannte mich wörtlich: du Idiot"]).output
    assert "No insult: du idiot  (because of: nannte)" in told
