import pytest

from faq.difference import Change, Known, Turn, change_to_dict, changes, entry_changes, known_questions
from faq.entry import Entry, Release
from faq.evaluate import Query
from faq.matcher import Matcher
from tests.unit.faq.knowledge import DAY, TOWN, entry, knowledge

WOHNGELD = entry("wohngeld", "Wie beantrage ich Wohngeld?", "Zuschuss zur Miete", "Wohngeld Antrag")


def town(*replaced: Entry, without: tuple[str, ...] = ()) -> Release:
    gone = {one.id for one in replaced} | set(without)
    return knowledge(*replaced, *(one for one in TOWN.entries if one.id not in gone))


def query(text: str, *gold: str) -> Query:
    return Query(id=text, text=text, gold=gold, kind="", lang="de")


def found(old: Release, new: Release, *logged: Query) -> dict[str, Change]:
    questions = known_questions(old, new, logged)
    some = changes(Matcher(old), Matcher(new), questions, on=DAY)
    return {change.question.text: change for change in some if change}


def test_the_same_files_change_nothing() -> None:
    assert found(TOWN, TOWN) == {}
    assert entry_changes(TOWN, TOWN).changed == ()


def test_an_answer_lost() -> None:
    new = town(entry("wohngeld", "Wie beantrage ich Wohngeld?", "Wohngeld Antrag"))
    lost = found(TOWN, new)
    assert list(lost) == ["Zuschuss zur Miete"]
    change = lost["Zuschuss zur Miete"]
    assert (change.turn, change.before, change.after, change.harm) == (Turn.UNANSWERED, "wohngeld", "", True)
    assert change_to_dict(change)["right_before"] is True
    assert entry_changes(TOWN, new).changed == ("wohngeld",)


def test_an_entry_that_went_loses_its_answers() -> None:
    lost = found(TOWN, town(without=("wohngeld",)))
    assert "Wie beantrage ich Wohngeld?" in lost
    assert all(change.harm for change in lost.values() if change.before == "wohngeld")
    assert entry_changes(TOWN, town(without=("wohngeld",))).removed == ("wohngeld",)


def test_a_phrasing_that_moved_to_another_entry_is_no_harm() -> None:
    new = town(
        entry("wohngeld", "Wie beantrage ich Wohngeld?", "Wohngeld Antrag"),
        entry("mietzuschuss", "Wie bekomme ich den Mietzuschuss der Stadt?", "Zuschuss zur Miete"),
    )
    change = found(TOWN, new)["Zuschuss zur Miete"]
    assert (change.turn, change.after, change.right_after, change.harm) == (
        Turn.DIFFERENTLY, "mietzuschuss", True, False,
    )  # fmt: skip


def test_an_answer_turned_is_harm_unless_it_is_known_to_be_right() -> None:
    new = town(
        entry("wohngeld", "Wie beantrage ich Lastenzuschuss?"),
        entry("zuschuss", "Wie beantrage ich Wohngeld?", "Wohngeld Antrag"),
    )
    text = "wohngeld beantragen"
    unknown, right, wrong = (found(TOWN, new, query(text, *gold))[text] for gold in ((), ("zuschuss",), ("wohngeld",)))
    assert {unknown.turn, right.turn, wrong.turn} == {Turn.DIFFERENTLY}
    assert (unknown.right_after, unknown.harm) == (None, True)
    assert (right.right_after, right.harm) == (True, False)
    assert (wrong.right_after, wrong.harm) == (False, True)


def test_answers_gained() -> None:
    new = town(entry("biergarten", "Wie melde ich einen Biergarten an?", "Außengastronomie"))
    gained = found(TOWN, new)
    assert {gained[text].turn for text in ("Wie melde ich einen Biergarten an?", "Außengastronomie")} == {Turn.ANSWERED}
    assert not any(change.harm for change in gained.values() if change.turn is Turn.ANSWERED)
    assert entry_changes(TOWN, new).added == ("biergarten",)


def test_known_questions_come_once_and_the_new_files_tell_whose_they_are() -> None:
    old = knowledge(entry("a", "Blaue Tonne?", "blaue tonne"), entry("b", "Rote Tonne"))
    new = knowledge(entry("a", "Gelbe Tonne"), entry("b", "Rote Tonne", "Blaue  Tonne!"))
    assert known_questions(old, new, [query("blaue tonne", "x"), query("neu"), query("!!")]) == (
        Known(text="Blaue Tonne?", lang="de", right=frozenset({"b"})),
        Known(text="Rote Tonne", lang="de", right=frozenset({"b"})),
        Known(text="Gelbe Tonne", lang="de", right=frozenset({"a"})),
        Known(text="neu", lang="de", right=frozenset()),
    )


@pytest.mark.parametrize(("before", "after"), [(TOWN, town(WOHNGELD)), (town(WOHNGELD), TOWN)])
def test_the_order_of_entries_is_no_change(before: Release, after: Release) -> None:
    assert found(before, after) == {}
