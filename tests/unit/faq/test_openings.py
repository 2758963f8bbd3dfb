"""A pattern is never left out that can begin with a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.dangers import RULES as DANGERS
from faq.offences.finder import all_rules
from faq.openings import Openings, openings
from faq.wordrules import Asked, Rulebook

ALL_RULES = [rule for _, rule in (*all_rules(), *DANGERS)]
GROUPS = [group for rule in ALL_RULES for group in rule.needs]
WORDS = sorted(set(re.findall(r"[a-z]{2,}", " ".join(GROUPS))))
SENTENCES = st.lists(st.sampled_from(WORDS) | st.text("abdeinru", min_size=1, max_size=6), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook(ALL_RULES)


@pytest.fixture(scope="module")
def alone() -> list[Asked]:
    return [Asked(rule) for rule in ALL_RULES]


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("hund|katze im sack", {"hund", "katze"}),
        (r"\w*amt|amt\w*|\w*amt\w*", {"*amt", "amt*", "*amt*"}),
        ("hunde?", {"hund", "hunde"}),
        ("dumme[nrs]?", {"dumme", "dummen", "dummer", "dummes"}),
        ("halt(?:et|en)? still", {"halt", "haltet", "halten"}),
        ("(?:sehr |ganz )?(?:dumm|doof)", {"sehr", "ganz", "dumm", "doof"}),
        (r"(?:\w+ ){0,3}weg", {"*", "weg"}),
        ("(?:ab)+c", {"ab*c"}),
        ("a|.x", {"a", "?"}),
    ],
)
def test_first_words(pattern: str, first: set[str]) -> None:
    assert set(openings(pattern)) == first


@given(sentence=SENTENCES)
def test_a_book_finds_what_each_of_its_rules_finds(sentence: str, book: Rulebook, alone: list[Asked]) -> None:
    each = [(number, found) for number, rule in enumerate(alone) if (found := rule.found(sentence)) is not None]
    assert list(book.found(sentence)) == each


@given(word=st.sampled_from(WORDS) | st.text("abdeinru", min_size=1, max_size=6))
def test_every_pattern_that_fits_a_word_is_named(word: str, every: Openings) -> None:
    bits = every.of(word)
    for number, group in enumerate(GROUPS):
        if re.match(rf"(?:{group})(?!\w)", word):
            assert bits >> number & 1, group


@pytest.fixture(scope="module")
def every() -> Openings:
    return Openings(GROUPS)
