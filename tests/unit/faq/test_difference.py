from collections.abc import Mapping
from datetime import date

import pytest

from faq.difference import Change, Known, Turn, change_to_dict, changes, entry_changes, known_questions
from faq.evaluate import Query
from faq.matcher import Matcher
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest
from tests.unit.faq.knowledge import DAY, TOWN, entry, knowledge


class Fixed:
    """A matcher of which it is known what it says: "x" answers, "x?" suggests, else nothing."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        said = self._said.get(text, "")
        one = Candidate(id=said.rstrip("?"), question="…", score=0.5)
        if not said:
            return NoMatch()
        return Suggest(candidates=(one,)) if said.endswith("?") else Answer(best=one, candidates=(one,))


def query(text: str, *gold: str) -> Query:
    return Query(id=text, text=text, gold=gold, kind="", lang="de")


def change(before: str, after: str, *right: str) -> Change | None:
    question = Known(text="q", lang="de", right=frozenset(right))
    (found,) = changes(Fixed({"q": before}), Fixed({"q": after}), [question], on=DAY)
    return found


@pytest.mark.parametrize(
    ("before", "after", "right", "turn", "harm"),
    [
        ("a", "", ("a",), Turn.UNANSWERED, True),
        ("a", "a?", ("a",), Turn.UNANSWERED, True),
        ("a", "", (), Turn.UNANSWERED, True),
        ("a", "", ("b",), Turn.UNANSWERED, False),
        ("a", "b", ("a",), Turn.DIFFERENTLY, True),
        ("a", "b", (), Turn.DIFFERENTLY, True),
        ("a", "b", ("c",), Turn.DIFFERENTLY, True),
        ("a", "b", ("b",), Turn.DIFFERENTLY, False),
        ("a", "b", ("a", "b"), Turn.DIFFERENTLY, False),
        ("", "a", ("a",), Turn.ANSWERED, False),
        ("b?", "a", ("b",), Turn.ANSWERED, False),
    ],
)
def test_a_change(before: str, after: str, right: tuple[str, ...], turn: Turn, harm: bool) -> None:
    found = change(before, after, *right)
    assert found is not None
    assert (found.turn, found.harm) == (turn, harm)
    assert found.offered == (after == "a?")


@pytest.mark.parametrize(("before", "after"), [("", ""), ("a", "a"), ("a?", ""), ("", "a?"), ("a?", "b?")])
def test_what_is_no_change_of_answers(before: str, after: str) -> None:
    assert change(before, after, "a") is None


def test_a_change_as_plain_data() -> None:
    found = change("a", "b?", "a")
    assert found is not None
    assert change_to_dict(found) == {
        "text": "q", "lang": "de", "before": "a", "after": None, "outcome": "suggest", "offered": False,
        "right_before": True, "right_after": None, "harm": True,
    }  # fmt: skip


def test_known_questions_come_once_and_the_new_files_tell_whose_they_are() -> None:
    old = knowledge(entry("a", "Blaue Tonne?", "blaue tonne"), entry("b", "Rote Tonne"))
    new = knowledge(entry("a", "Gelbe Tonne"), entry("b", "Rote Tonne", "Blaue  Tonne!"))
    assert known_questions(old, new, [query("blaue tonne", "x"), query("neu"), query("!!")]) == (
        Known(text="Blaue Tonne?", lang="de", right=frozenset({"b"})),
        Known(text="Rote Tonne", lang="de", right=frozenset({"b"})),
        Known(text="Gelbe Tonne", lang="de", right=frozenset({"a"})),
        Known(text="neu", lang="de", right=frozenset()),
    )


def test_the_questions_of_an_entry_that_went_are_still_its_own() -> None:
    new = knowledge(*(one for one in TOWN.entries if one.id != "wohngeld"))
    known = known_questions(TOWN, new)
    assert Known(text="Wohngeld Antrag", lang="de", right=frozenset({"wohngeld"})) in known
    found = [change for change in changes(Matcher(TOWN), Matcher(new), known, on=DAY) if change]
    assert {"Wie beantrage ich Wohngeld?", "Wohngeld Antrag"} <= {change.question.text for change in found}
    assert all(change.harm for change in found if change.before == "wohngeld")


def test_entries_that_came_went_and_changed() -> None:
    old = knowledge(entry("a", "Blau?"), entry("b", "Rot?"), entry("c", "Gelb?"))
    new = knowledge(entry("b", "Rot?"), entry("c", "Gelb?", "gelblich"), entry("d", "Lila?"))
    found = entry_changes(old, new)
    assert (found.added, found.removed, found.changed) == (("d",), ("a",), ("c",))


def test_the_same_files_change_nothing() -> None:
    known = known_questions(TOWN, TOWN)
    assert not any(changes(Matcher(TOWN), Matcher(TOWN), known, on=DAY))
