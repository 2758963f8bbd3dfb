"""What is masked by setting, and the measured set of messages."""

import string
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.channels.masking import ALL_KINDS, KINDS, LABELS, mask
from bot.channels.masks.examples import Report, judge, read_examples
from bot.cli import app
from faq.tally import BrokenExample

MESSAGES = Path(__file__).parents[2] / "guard" / "messages.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return judge(read_examples(MESSAGES.read_text("utf-8").splitlines()), partial(mask, kinds=ALL_KINDS))


def test_the_set_is_large_and_half_of_it_must_come_through(report: Report) -> None:
    assert report.messages >= 300
    assert report.clean >= report.messages / 2
    assert all(figures.right + figures.missed >= 14 for figures in report.kinds.values())


def test_nothing_harmless_is_taken_out_and_little_is_overlooked(report: Report) -> None:
    assert report.total.precision == 1.0, report.errors
    assert report.total.recall >= 0.99, report.errors


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("0221 4719822", "[Telefonnummer]"),
        ("(0151/22233344)", "([Telefonnummer])"),
        ("Rechnung 0221 4719822", None),
        ("Hotline 0800 1234567", None),
        ("am 03.05.2026", None),
        ("an jana.keller@example.org.", "an [E-Mail-Adresse]."),
        ("2 Karten @ 15 Euro", None),
        ("geboren am 12.03.1984 in Köln", "geboren am [Geburtsdatum] in Köln"),
        ("am 12.03.1984 in Köln geboren", "am [Geburtsdatum] in Köln geboren"),
        ("Geburtsurkunde vom 12.03.2020", None),
        ("Az. 4711/25 ist alt", "Az. [Aktenzeichen] ist alt"),
        ("Vorgangsnummer 47W-MDZH", None),
    ],
)
def test_by_setting(text: str, masked: str | None) -> None:
    assert mask(text, ALL_KINDS).text == (text if masked is None else masked)
    assert mask(text, KINDS).text == text


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.text(string.digits + " ./-+()@", max_size=20),
            st.sampled_from(
                ["geboren am ", "Az. ", "12.03.1984", "0221 4719822", "a@b.example", "DE89370400440532013000"]
            ),
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_comes_it_is_masked_once(text: str) -> None:
    once = mask(text, ALL_KINDS)
    assert mask(once.text, ALL_KINDS).text == once.text
    assert set(once.kinds) <= ALL_KINDS
    assert all(label in once.text for label in (LABELS[kind] for kind in once.kinds))


@pytest.mark.parametrize(
    ("line", "what"),
    [("{shoe: 43}", "There is no kind shoe"), ("{phone 0221}", "A mark has the form"), ("phone: 1}", "A mark has")],
)
def test_a_broken_line_says_where(line: str, what: str) -> None:
    with pytest.raises(BrokenExample, match=what) as broken:
        list(read_examples(["# words", "", line]))
    assert broken.value.line == 3


def test_the_command_prints_figures_and_every_error(tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("Tel. {phone: 0221 4719822}\nHandy {phone: eins zwei}\nNr. 5\n", "utf-8")
    done = CliRunner().invoke(app, ["privacy", "evaluate", str(file)])
    assert done.exit_code == 0, done.output
    assert "50.0 %" in done.output
    assert "messages.txt:2 Handy eins zwei" in done.output
    assert "1 of the messages have nothing to mask" in done.output


def test_the_command_says_which_line_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "messages.txt"
    file.write_text("ok\n{shoe: 43}\n", "utf-8")
    done = CliRunner().invoke(app, ["privacy", "evaluate", str(file)])
    assert done.exit_code != 0
