import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.interchange import cell

# text, cell
GUARDED = [
    ("", ""),
    ("Hund", "Hund"),
    ("=1+1", "'=1+1"),
    ("+49", "'+49"),
    ("- eins", "'- eins"),
    ("@x", "'@x"),
    ("\tx", "'\tx"),
    ("\rx", "'\rx"),
    ("＝x", "'＝x"),
    ("'n Abend", "''n Abend"),
    ("'", "''"),
    ("'=x", "''=x"),
    ("a\r\nb", "'a\r\nb"),
]


@pytest.mark.parametrize(("text", "content"), GUARDED)
def test_formulas_are_defused_and_come_back(text: str, content: str) -> None:
    assert cell.guarded(text) == content
    assert cell.unguarded(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("'n Abend", "'n Abend"),
        ("'", "'"),
        ("=1+1", "=1+1"),
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("'2024er", "'2024er"),
    ],
)
def test_what_people_and_other_programs_write(content: str, text: str) -> None:
    assert cell.unguarded(content) == text


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    content = cell.guarded(text)
    assert cell.unguarded(content) == text
    assert not content or content[0] not in "=+-@\t\r"


@given(st.text())
def test_any_name_comes_back(text: str) -> None:
    content = cell.name(text)
    assert cell.name_of(content) == text
    assert not content[:1].isdigit()


@pytest.mark.parametrize(("content", "name"), [("3-12", "3-12"), ("'3-12", "3-12"), ("hund", "hund"), ("'", "'")])
def test_names(content: str, name: str) -> None:
    assert cell.name_of(content) == name


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_any_list_comes_back(texts: list[str]) -> None:
    content = cell.lines(tuple(texts))
    assert cell.lines_of(content) == tuple(texts)
    assert cell.lines_of(content.replace("\n", "\r\n")) == tuple(texts)


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("'053150000000", ("053150000000",)),
        ("053150000000", ("053150000000",)),
        ("'1\n2", ("1", "2")),
        ("1, 2;3", ("1", "2", "3")),
        ("", ()),
    ],
)
def test_numbers(content: str, numbers: tuple[str, ...]) -> None:
    assert cell.numbers_of(content) == numbers
    assert cell.numbers_of(cell.numbers(numbers)) == numbers


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("2026-10-01", "2026-10-01"),
        ("1.10.2026", "2026-10-01"),
        ("01.10.2026", "2026-10-01"),
        ("2026-10-01 00:00:00", "2026-10-01"),
        ("31.02.2026", "31.02.2026"),
        ("bald", "bald"),
        ("", ""),
    ],
)
def test_days(content: str, day: str) -> None:
    assert cell.day_of(content) == day
