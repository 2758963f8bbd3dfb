"""A new edition of a file changes the lines of what changes; everything else stays as somebody wrote it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entry import Approval, Entry
from faq.errors import Problem
from faq.interchange.edition import edition, new_file
from faq.interchange.plain import plain_of
from faq.interchange.yamltext import item_lines
from faq.models import EntryShape
from faq.signature import signed
from faq.yamlfile import Document, parse
from tests.unit.faq.interchange.entries import ENTRIES, ENTRY, simple

TEXT = """\
# Kopf
- id: hund-anmelden   # bleibt so
  # wie man fragt
  question: {de: "Wie melde ich meinen Hund an?"}
  answer:
    de: |
      Beim Steueramt.

      # kein Kommentar
    en: At the office.
  # wo
  department: steuern
  office: steueramt

  source: https://testingen.example/hund
  checked: 2026-01-10
  owner: Herr Muster
  review: '2030-01-10'   # Frau X

# --- Katzen ---
- id: katze
  question: {de: Katze}
  answer: {de: Katze.}
  department: steuern
  office: steueramt
  source: https://testingen.example/katze
  checked: 2026-01-10
  owner: Herr Muster
  review: 2030-01-10
# Fuß
"""


def document(text: str) -> Document:
    found = parse(text, "faq/a.yaml")
    assert isinstance(found, Document)
    return found


def entries(text: str) -> list[Entry]:
    data = document(text).data
    assert isinstance(data, list)
    return [EntryShape.model_validate(item).entry() for item in data]


def changed(text: str, **fields: object) -> str | Problem:
    before = entries(text)[0]
    return edition(document(text), {0: (before, replace(before, **fields))}, [])  # type: ignore[arg-type]


# what changes; the lines that go; the lines that come in their place
EDITS: list[tuple[dict[str, object], str, str]] = [
    ({"owner": "Frau Neu"}, "  owner: Herr Muster\n  review: '2", "  owner: Frau Neu\n  review: '2"),
    (
        {"answer": {"de": "Kurz."}},
        "  answer:\n    de: |\n      Beim Steueramt.\n\n      # kein Kommentar\n    en: At the office.\n",
        "  answer:\n    de: Kurz.\n",
    ),
    ({"office": "rathaus"}, "  office: steueramt\n\n", "  office: rathaus\n\n"),
    ({"easy": "Leicht."}, "  # wo\n", "  easy: Leicht.\n  # wo\n"),
    (
        {"deputy": "B", "author": "C"},
        "# Frau X\n",
        "# Frau X\n  deputy: B\n  author: C\n",
    ),
    (
        {"paraphrases": {"de": ("- a", "b\nc")}},
        "  answer:\n",
        '  paraphrases:\n    de:\n      - "- a"\n      - |\n        b\n        c\n  answer:\n',
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("fields", "old", "new"), EDITS)
def test_only_the_lines_of_what_changes(fields: dict[str, object], old: str, new: str, newline: str) -> None:
    assert TEXT.count(old) >= 1
    assert changed(TEXT.replace("\n", newline), **fields) == TEXT.replace(old, new, 1).replace("\n", newline)


def test_a_field_that_goes_and_the_first_one() -> None:
    text = "- author: A\n  # x\n" + "\n".join(item_lines(plain_of(simple())))[2:].join(["  ", "\n"])
    assert changed(text, author="") == text.replace("- author: A\n  # x\n  id", "  # x\n- id")
    assert changed(text, author="B") == text.replace("author: A", "author: B")


def test_what_is_added_stands_at_the_end() -> None:
    new = simple("neu-1", valid_from="2026-01-01", leika="99102011060000")
    text = edition(document(TEXT[:-1]), {}, [new])
    assert isinstance(text, str)
    assert text.startswith(TEXT + "\n- id: neu-1\n  question:\n    de: Frage?\n")
    assert text.endswith('  valid_from: 2026-01-01\n  leika:\n    - "99102011060000"\n')
    indented = "".join(f"  {line}\n" for line in TEXT.splitlines())
    assert "\n  - id: neu-1\n    question:\n" in str(edition(document(indented), {}, [new]))


@pytest.mark.parametrize(
    "text",
    [
        "- {id: abc, owner: A}\n",
        "-\n  id: abc\n  owner: A\n",
        "- id: abc\n  ? owner\n  : A\n",
        "[{id: abc, owner: A}]\n",
    ],
)
def test_what_is_written_otherwise_is_refused(text: str) -> None:
    before = simple("abc", owner="A")
    found = edition(document(text), {0: (before, replace(before, owner="B"))}, [])
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.entry) == ("faq/a.yaml", document(text).line((0,)), "abc")


@given(ENTRIES)
def test_what_is_written_reads_the_same(made: list[Entry]) -> None:
    if made:
        assert [plain_of(one) for one in entries(new_file(made, None))] == [plain_of(one) for one in made]


@given(ENTRIES.filter(bool), st.data(), ENTRY)
def test_any_entry_becomes_any_other(made: list[Entry], data: st.DataObject, other: Entry) -> None:
    index = data.draw(st.integers(0, len(made) - 1))
    other = replace(other, id=made[index].id)
    text = new_file(made, document("# yaml-language-server: $schema=x\n- id: x"))
    assert text.startswith("# yaml-language-server: $schema=x\n- id")
    new = edition(document(text), {index: (made[index], other)}, [])
    assert isinstance(new, str), new
    wanted = [*made[:index], other, *made[index + 1 :]]
    assert [plain_of(one) for one in entries(new)] == [plain_of(one) for one in wanted]


@given(ENTRY.filter(lambda entry: entry.approval is None))
def test_what_is_written_can_be_approved(entry: Entry) -> None:
    text = new_file([entry], None)
    new = signed(text, document(text), 0, Approval(by="Zoe", on=date(2026, 11, 24), hash="0123456789abcdef"))
    assert isinstance(new, str)
    assert entries(new)[0].approval is not None
