from faq.twins import Theft, Twins, paired, round_count, rounds, twins
from tests.unit.faq.knowledge import DAY, TOWN, entry, knowledge


def test_the_same_words_at_two_entries() -> None:
    release = knowledge(
        entry("one", "Blaue Tonne bestellen", "Papiertonne"),
        entry("two", "blaue tonne bestellen!", "Altpapier"),
        entry("three", "Wie beantrage ich Wohngeld?"),
    )
    found = twins(release, on=DAY)
    assert [(pair.one, pair.other) for pair in found] == [("one", "two")]
    assert any(theft.answered or not theft.left_out for theft in found[0].thefts)


def test_phrasings_that_find_the_other_entry_when_left_out() -> None:
    release = knowledge(
        *(one for one in TOWN.entries if not one.id.startswith("perso")),
        entry("pass", "Wie beantrage ich einen Reisepass?", "Reisepass verlängern", "Reisepass Kosten"),
        entry("pass-kind", "Reisepass Kind beantragen", "Reisepass verlängern Kind", "Reisepass Kosten Kind"),
    )
    found = twins(release, on=DAY)
    assert ("pass", "pass-kind") in [(pair.one, pair.other) for pair in found]


def test_entries_far_apart_are_no_twins() -> None:
    release = knowledge(
        entry("hund", "Wie melde ich meinen Hund an?", "Hund anmelden", "Hundesteuer"),
        entry("wahl", "Wie beantrage ich Briefwahl?", "Briefwahlunterlagen bestellen", "Briefwahl"),
    )
    assert twins(release, on=DAY) == ()
    assert twins(knowledge(entry("one", "Wo?")), on=DAY) == ()


def test_rounds_are_as_many_as_said() -> None:
    assert len(list(rounds(TOWN, on=DAY))) == round_count(TOWN) == 4


def theft(text: str, owner: str, taker: str, *, answered: bool = False, left_out: bool = True) -> Theft:
    return Theft(text=text, lang="de", owner=owner, taker=taker, answered=answered, left_out=left_out)


def test_what_makes_a_pair() -> None:
    def pairs(*thefts: Theft) -> list[tuple[str, str, int]]:
        return [(pair.one, pair.other, len(pair.thefts)) for pair in paired(thefts)]

    assert pairs(theft("x", "a", "b"), theft("y", "b", "a")) == []
    assert pairs(theft("x", "a", "b"), theft("y", "b", "a"), theft("z", "b", "a")) == [("a", "b", 3)]
    assert pairs(theft("x", "b", "a", answered=True)) == [("a", "b", 1)]
    assert pairs(theft("x", "b", "a", left_out=False)) == [("a", "b", 1)]
    assert pairs(theft("x", "b", "a"), theft("x", "b", "a", left_out=False)) == [("a", "b", 1)]
    assert pairs(theft("x", "c", "d", left_out=False), theft("x", "b", "a", answered=True))[0][:2] == ("a", "b")
    assert Twins(one="a", other="b", thefts=(theft("x", "a", "b", answered=True),)).answered == 1
