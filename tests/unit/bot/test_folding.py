"""Warnings that are mended alike are told once, also where how to mend names the entry."""

from bot.folding import folded
from faq.errors import Problem


def waits(entry: str, mend: str) -> Problem:
    return Problem(file="faq/a.yaml", line=1, entry=entry, what="Wartet.", mend=mend)


def test_what_differs_in_the_entry_only_is_one() -> None:
    told = folded([waits(f"e{n}", f"faq approve e{n} --by NAME") for n in range(9)] + [waits("x", "Anders.")])
    assert [one.entry for one in told] == ["e0", "x"]
    assert "So 9-mal: a.yaml 9." in told[0].what
    assert "faq approve e0" in told[0].mend


def test_few_stand_each_by_itself() -> None:
    assert len(folded([waits(f"e{n}", "So.") for n in range(5)])) == 5
