from typing import Any

import pytest

from bot.unanswered import unanswered
from handoff.journal.records import Row


def said(text: str) -> Row:
    return Row(id="r", who="citizen", body={"text": text, "why": ["x 0.20"]})


def pressed(choice: str) -> Row:
    return Row(id="r", who="citizen", body={"text": "…", "choice": choice})


def told(entry: str = "", *choices: str) -> Row:
    body: dict[str, Any] = {"text": "…"}
    if entry:
        body["entry"] = entry
    if choices:
        body["keys"] = [[{"label": "…", "data": f"row|{choice}"} for choice in choices]]
    return Row(id="r", who="machine", body=body)


UNASKED = Row(id="r", who="citizen", body={"text": "zu einem Menschen gesagt"})
PERSON = Row(id="r", who="person", body={"text": "Guten Tag"})


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], []),
        ([UNASKED, PERSON], []),
        ([said("a"), told("e", "h+:e", "h-:e")], []),
        ([said("a"), told("", "yes", "no")], [("a", "unanswered", "")]),
        ([said("a"), told(), said("b"), told("e")], [("a", "unanswered", "")]),
        ([said("a"), told("", "pick:e", "none"), pressed("pick:e"), told("e")], []),
        ([said("a"), told("", "pick:e", "none"), pressed("none"), told()], [("a", "suggested", "")]),
        ([said("a"), told("e"), pressed("h+:e"), told()], []),
        ([said("a"), told("e"), pressed("h-:e"), told()], [("a", "contradicted", "e")]),
        ([said("a"), told("e"), pressed("h-"), pressed("h-")], [("a", "contradicted", "e")]),
        ([said("a"), told("e"), pressed("h-:other")], []),
        ([said("a"), told(), PERSON, UNASKED], [("a", "unanswered", "")]),
        ([said("a"), told("e"), said("b"), told("f"), pressed("h-:f")], [("b", "contradicted", "f")]),
    ],
)
def test_what_found_no_answer(rows: list[Row], found: list[tuple[str, str, str]]) -> None:
    asked = list(unanswered(rows, "c1"))
    assert [(one.text, one.why, one.entry) for one in asked] == found
    assert {one.asker for one in asked} <= {"c1"}
