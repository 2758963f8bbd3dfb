"""An approval is put into a file by lines; whatever else stands there stays."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entry import Approval
from faq.errors import Problem
from faq.signature import signed
from faq.yamlfile import Document, parse

APPROVAL = Approval(by="Jonas Weidner", on=date(2026, 11, 24), hash="0123456789abcdef")
LINE = 'approval: {by: "Jonas Weidner", on: 2026-11-24, hash: "0123456789abcdef"}'


def sign(text: str, index: int = 0, approval: Approval = APPROVAL) -> str | Problem:
    document = parse(text, "faq/a.yaml")
    assert isinstance(document, Document)
    return signed(text, document, index, approval)


# before, after; @ stands for the new line
PLACED: list[tuple[str, str]] = [
    ("- id: abc\n  review: 2030-01-10\n", "- id: abc\n  review: 2030-01-10\n  @\n"),
    ("- id: abc\n  review: 2030-01-10", "- id: abc\n  review: 2030-01-10\n  @"),
    (
        "- id: abc\r\n  review: '2030-01-10'   # Frau X\r\n  owner: A\r\n",
        "- id: abc\r\n  review: '2030-01-10'   # Frau X\r\n  @\r\n  owner: A\r\n",
    ),
    (
        "# Kopf\n- review: 2030-01-10\n  id: abc  \n\n\n# Fuß\n",
        "# Kopf\n- review: 2030-01-10\n  @\n  id: abc  \n\n\n# Fuß\n",
    ),
    ("  -   id: abc\n      review: 2030-01-10\n", "  -   id: abc\n      review: 2030-01-10\n      @\n"),
    (
        "- id: abc\n  checked: 2026-01-01\n  review:\n    2030-01-10\n",
        "- id: abc\n  checked: 2026-01-01\n  @\n  review:\n    2030-01-10\n",
    ),
    (
        "- id: abc\n  answer: |\n    x\n\n    review: 2030-01-10\n  review: 2030-01-10\n\n- id: abd\n",
        "- id: abc\n  answer: |\n    x\n\n    review: 2030-01-10\n  review: 2030-01-10\n  @\n\n- id: abd\n",
    ),
    (
        "- id: abc\n  approval: {by: X, on: 2020-01-01, hash: x}  # alt\n  review: 2030-01-10\n",
        "- id: abc\n  @  # alt\n  review: 2030-01-10\n",
    ),
    (
        "- id: abc\n  approval:\n    by: X  # Vertretung\n    # wegen Urlaub\n    on: 2020-01-01\n    hash: x\n"
        "  review: 2030-01-10\n",
        "- id: abc\n  @\n  # Vertretung\n  # wegen Urlaub\n  review: 2030-01-10\n",
    ),
    ("- approval: {by: X, on: 2020-01-01, hash: x}\n  id: abc", "- @\n  id: abc"),
    (
        "- id: abc\n  status: draft  # bald\n  review: 2030-01-10\n",
        "- id: abc\n  status: approved  # bald\n  review: 2030-01-10\n  @\n",
    ),
    (
        '- id: abc\n  status: "draft"\n  review: 2030-01-10\n',
        '- id: abc\n  status: "approved"\n  review: 2030-01-10\n  @\n',
    ),
]


@pytest.mark.parametrize(("before", "after"), PLACED)
def test_where_it_is_put(before: str, after: str) -> None:
    assert sign(before) == after.replace("@", LINE)


@pytest.mark.parametrize(
    "text",
    [
        "- {id: abc, review: 2030-01-10}\n",
        "- {id: abc,\n  review: 2030-01-10\n  }\n",
        "- id: abc\n  review:\n    2030-01-10\n",
        "- id: abc\n  ? review\n  : 2030-01-10\n",
        "- id: abc\n  review: 2030-01-10\n  approval: {by: X,\n    on: 2020-01-01, hash: x\n    }\n",
        "- id: abc\n  review: 2030-01-10\n  'approval': {by: X}\n",
        "- id: abc\n  review: 2030-01-10\n  status:\n    draft\n",
    ],
)
def test_where_it_cannot_be_put_nothing_is_guessed(text: str) -> None:
    found = sign(text)
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.entry) == ("faq/a.yaml", 1, "abc")


def test_all_fields_are_written() -> None:
    until = datetime(2026, 11, 25, 14, tzinfo=UTC)
    found = sign(
        "- id: abc\n  review: 2030-01-10\n",
        approval=Approval(by='A "B" \\', on=date(2026, 11, 24), hash="x", provisional_until=until, break_glass=True),
    )
    assert isinstance(found, str)
    read = parse(found, "")
    assert isinstance(read, Document)
    assert isinstance(read.data, list)
    assert read.data[0] == {
        "id": "abc",
        "review": "2030-01-10",
        "approval": {
            "by": 'A "B" \\',
            "on": "2026-11-24",
            "hash": "x",
            "provisional_until": "2026-11-25T14:00+00:00",
            "break_glass": "true",
        },
    }


PARTS = st.sampled_from(
    [
        "# note",
        "",
        "  owner: A",
        "  answer:\n    de: |\n      Text\n\n      review: 2030-01-10",
        "  valid_from: 2026-01-01  # x",
        "  approval: {by: X, on: 2020-01-01, hash: x}",
        "  approval:\n    by: 'X # y'\n    on: 2020-01-01\n    hash: x",
        "   # tief",
    ]
)


@given(st.lists(PARTS, unique=True), st.lists(PARTS, unique=True), st.sampled_from(["\n", "\r\n"]), st.integers(0, 2))
def test_signing_takes_no_line_away(above: list[str], below: list[str], newline: str, index: int) -> None:
    item = "\n".join(["- id: abc", *above, "  review: 2030-01-10", *[part for part in below if part not in above]])
    text = f"{item}\n{item}\n{item}\n".replace("\n", newline)
    if not isinstance(read := parse(text, ""), Document) or read.problems:
        return
    once = sign(text, index)
    assert isinstance(once, str)
    kept = [
        line
        for line in text.split(newline)
        if line.strip() and not line.startswith(("  approval", "    by", "    on", "    hash"))
    ]
    rest = once.split(newline)
    assert [line for line in kept if line not in rest] == []
    assert once.count("approval") == text.count("approval") + ("approval" not in item)
    assert sign(once, index) == once
