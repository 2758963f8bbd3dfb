"""Entries as a CSV table: everything comes back; what is broken is told by row and column."""

import csv
import io

import pytest
from hypothesis import given

from faq.entry import Entry
from faq.interchange.plain import plain_of
from faq.interchange.record import MAX_RECORDS
from faq.interchange.table import columns, read_table, write_table
from tests.unit.faq.interchange.entries import ENTRIES, rebuilt, simple


@given(ENTRIES)
def test_every_field_survives(entries: list[Entry]) -> None:
    harvest = read_table(write_table(entries), "a.csv")
    assert harvest.faults == ()
    assert [plain_of(rebuilt(record.values)) for record in harvest.records] == [plain_of(entry) for entry in entries]


@given(ENTRIES)
def test_no_cell_is_a_formula(entries: list[Entry]) -> None:
    rows = csv.reader(io.StringIO(write_table(entries).removeprefix("\ufeff"), newline=""), delimiter=";")
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


def test_it_looks_as_an_editor_wants() -> None:
    text = write_table([simple(paraphrases={"de": ["eins", "zwei"]}, leika="99115005060000", answer={"de": "- Liste"})])
    assert text.startswith("\ufeffid;question_de;paraphrases_de;answer_de;question_en;")
    assert '\r\nhund-anmelden;Frage?;"eins\nzwei";\'- Liste;;' in text
    assert "'99115005060000" in text
    assert text.endswith("\r\n")


def test_a_language_gets_its_columns() -> None:
    names = columns(["tr"])
    assert {"question_tr", "answer_tr", "facets.fee_tr", "not_for_tr", "question_en"} <= set(names)
    assert len(set(names)) == len(names)


HEAD = "id;question_de;answer_de;checked;leika\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiters_and_marks(delimiter: str, mark: str) -> None:
    text = mark + HEAD.replace(";", delimiter) + delimiter.join(["abc", '"A; b, c"', "B", "1.10.2026", "1 2"]) + "\n"
    (record,) = read_table(text, "a.csv").records
    assert record.values == {
        ("id",): "abc", ("question", "de"): "A; b, c", ("answer", "de"): "B", ("checked",): "2026-10-01",
        ("leika",): ("1", "2"),
    }  # fmt: skip
    assert str(record.at(("answer", "de"))) == "Zeile 2, Spalte answer_de"
    assert str(record.at(("owner",))) == "Zeile 2"


def test_excels_separator_line_and_blank_rows() -> None:
    harvest = read_table("sep=,\r\nID, Question_DE\r\n,\r\nabc,x\r\n", "a.csv")
    (record,) = harvest.records
    assert record.place.row == 4
    assert record.values[("question", "de")] == "x"


def test_an_empty_cell_takes_away_and_a_missing_column_says_nothing() -> None:
    (record,) = read_table("id;easy\nabc;\n", "a.csv").records
    assert record.values == {("id",): "abc", ("easy",): None}


# text, place, what, mend
BROKEN = [
    ("", "", "leer", "Spaltennamen"),
    ("\n\n", "", "leer", "Spaltennamen"),
    ("id;anser_de\nx;y", "Zeile 1, Spalte anser_de", "gibt es nicht", "„answer_de“"),
    ("id;foo_bar_baz\nx;y", "Zeile 1, Spalte foo_bar_baz", "gibt es nicht", "Erlaubt sind"),
    ("id;id\nx;y", "Zeile 1, Spalte id", "zweimal", "löschen"),
    ("question_de\nx", "Zeile 1, Spalte id", "fehlt", "erste Zeile"),
    ("id;easy\nabc;x\nabd", "Zeile 3", "1 Zellen, die Kopfzeile 2", "Anführungszeichen"),
    ("id;easy;\nabc;x;y", "Zeile 2", "ohne Namen", "leeren"),
    ('id;easy\nabc;"x\nabd;y\n', "Zeile 2", "Anführungszeichen", "UTF-8"),
    ('id;easy\nabc;"x"y\n', "Zeile 2", "Anführungszeichen", "UTF-8"),
    ('id;easy\nabc;"' + "x" * 140_000 + '"\n', "Zeile 2", "131.072", "Anführungszeichen"),
    ("id\n" + "abc\n" * (MAX_RECORDS + 1), "", "20001 Einträge", "teilen"),
]


@pytest.mark.parametrize(("text", "place", "what", "mend"), BROKEN)
def test_what_is_broken_is_told_with_its_place(text: str, place: str, what: str, mend: str) -> None:
    (fault,) = read_table(text, "a.csv").faults
    assert str(fault.place) == place
    assert what in fault.what
    assert mend in fault.mend
    assert str(fault).startswith("a.csv")
