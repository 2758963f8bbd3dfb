"""What an import would do: decided on values alone."""

import json
from dataclasses import replace as changed
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faq.folder import Folder, read_folder
from faq.interchange.faqpage import OWN, read_page
from faq.interchange.naming import Ids, town_file
from faq.interchange.plain import flat, plain_of
from faq.interchange.plan import MISSING, Plan, Terms, make_plan
from faq.interchange.record import Harvest, Place, Record
from faq.interchange.table import read_table
from tests.unit.faq.folder import replace, write_town
from tests.unit.faq.interchange.entries import simple

TERMS = Terms(file="a.csv", into="faq/neu.yaml", today=date(2026, 11, 24))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return read_folder(write_town(tmp_path_factory.mktemp("town") / "testingen"))


def record(values: dict[str, Any], *, row: int = 2, draft: bool = False) -> Record:
    """A record; keys are paths with dots, each in a column of that name."""
    paths = {tuple(name.split(".")): value for name, value in values.items()}
    places = {path: Place(row=row, column=".".join(path)) for path in paths}
    return Record(values=paths, place=Place(row=row), places=places, draft=draft)


def whole(id_: str = "neu-1", **more: Any) -> dict[str, Any]:
    return {".".join(path): value for path, value in flat(plain_of(simple(id_))).items()} | more


def plan(town: Path, *records: Record, **terms: Any) -> Plan:
    return make_plan(read_folder(town), Harvest(records=records), changed(TERMS, **terms))


def faults(made: Plan) -> list[tuple[str, str, str]]:
    assert made.texts == {}
    return [(str(fault.place), fault.what, fault.mend) for fault in made.faults]


def test_new_changed_unchanged(town: Path) -> None:
    made = plan(
        town,
        record(whole()),
        record({"id": "hund-anmelden", "owner": "Frau Neu", "easy": "Leicht."}),
        record({"id": "hund-abmelden", "owner": "Herr Muster", "facets.fee.en": None}),
        existing="update",
    )
    assert made.faults == ()
    assert [step.entry.id for step in made.of("new")] == ["neu-1"]
    assert [(step.entry.id, step.fields) for step in made.of("changed")] == [("hund-anmelden", ("easy", "owner"))]
    assert [step.entry.id for step in made.of("unchanged")] == ["hund-abmelden"]
    assert set(made.texts) == {"faq/neu.yaml", "faq/a.yaml"}
    assert "owner: Frau Neu" in made.texts["faq/a.yaml"]


def test_what_exists_is_refused_without_update(town: Path) -> None:
    ((place, what, mend),) = faults(plan(town, record({"id": "hund-anmelden", "owner": "X"}), record(whole())))
    assert place == "Zeile 2, Spalte id"
    assert "faq/a.yaml" in what
    assert "owner" in what
    assert "--update" in mend


def test_what_exists_may_be_kept(town: Path) -> None:
    made = plan(town, record({"id": "hund-anmelden", "owner": "X"}), record(whole()), existing="keep")
    assert [(step.kind, step.entry.id, step.entry.owner) for step in made.steps] == [
        ("kept", "hund-anmelden", "Herr Muster"),
        ("new", "neu-1", "Herr Muster"),
    ]
    assert set(made.texts) == {"faq/neu.yaml"}


def test_a_draft_without_an_answer_takes_none_away(town: Path) -> None:
    draft = {"question.de": "Hund", "status": "draft"}
    given = {"office": "steueramt", "source": "https://t.example"}
    made = plan(
        town,
        record({"id": "hund-anmelden", **draft}, draft=True),
        record({"id": "neu-1", **draft}, draft=True),
        existing="update",
        given=given,
    )
    assert [step.entry.answer["de"] for step in made.steps] == ["Melden Sie den Hund beim Steueramt an.", MISSING]


def test_none_takes_a_whole_field_away(town: Path) -> None:
    (step,) = plan(town, record({"id": "perso-neu", "paraphrases": None, "easy": None}), existing="update").steps
    assert (step.entry.paraphrases, step.entry.easy) == ({}, "")
    assert step.fields == ("paraphrases.de", "paraphrases.en", "easy")


# what the record says differently, where that is told, what is told
WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    ({"office": "steuramt"}, "Zeile 2, Spalte office", "„steuramt“ steht nicht in offices.yaml", "„steueramt“"),
    ({"source": "http://x"}, "Zeile 2, Spalte source", "https-Adresse", "https://"),
    ({"checked": "31.02.2026"}, "Zeile 2, Spalte checked", "kein Datum", "JJJJ-MM-TT"),
    ({"owner": None}, "Zeile 2, Spalte owner", "„owner“ fehlt", "--owner"),
    ({"office": None}, "Zeile 2, Spalte office", "„office“ fehlt", "--office buergerbuero"),
    ({"question.de": None}, "Zeile 2, Spalte question.de", "„question.de“ fehlt", "ergänzen"),
    ({"answer.de": "{{ office.x.phone }}"}, "Zeile 2, Spalte answer.de", "Platzhalter", "anlegen"),
    ({"leika": ("12",)}, "Zeile 2, Spalte leika", "LeiKa", "14 Ziffern"),
    ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "Zeile 2, Spalte valid_until", "vor valid_from", ""),
    ({"kind": "x"}, "Zeile 2, Spalte kind", "nicht möglich", "service"),
    ({"answer.de": "a\0"}, "Zeile 2, Spalte answer.de", "ungültiges Zeichen", ""),
    ({"easy": "\ud800"}, "Zeile 2, Spalte easy", "ungültiges Zeichen", ""),
    ({"foo": "x"}, "Zeile 2, Spalte foo", "„foo“ gibt es nicht", ""),
    ({"question": "x"}, "Zeile 2, Spalte question", "falsche Art", ""),
    ({"id": "A B"}, "Zeile 2, Spalte id", "nicht die richtige Form", "Kleinbuchstaben"),
]


@pytest.mark.parametrize(("values", "place", "what", "mend"), WRONG)
def test_what_is_wrong_is_told_at_its_cell(
    town: Path, values: dict[str, Any], place: str, what: str, mend: str
) -> None:
    told = faults(plan(town, record(whole(**values)), record(whole("neu-2"), row=3)))
    assert len(told) == 1, told
    assert told[0][0] == place
    assert what in told[0][1]
    assert mend in told[0][2]


def test_the_same_id_twice(town: Path) -> None:
    ((place, what, _),) = faults(plan(town, record(whole()), record(whole(), row=7)))
    assert (place, what) == ("Zeile 7, Spalte id", "Diese id steht schon in Zeile 2, Spalte id.")


DRAFT = {"id": "neu-1", "question.de": "Neu?", "answer.de": "Ja.", "status": "draft"}


def test_a_draft_gets_what_it_does_not_say(town: Path) -> None:
    made = plan(town, record(DRAFT, draft=True), given={"office": "steueramt", "source": "https://t.example"})
    (step,) = made.steps
    entry = step.entry
    assert (entry.department, entry.office, entry.owner, entry.status) == ("buerger", "steueramt", "N.N.", "draft")
    assert entry.checked == entry.review == date(2026, 11, 24)
    told = faults(plan(town, record(DRAFT, draft=True)))
    assert [what for _, what, _ in told] == ["„office“ fehlt.", "„source“ fehlt."]
    assert plan(town, record(DRAFT)).of("new") == ()  # what is no draft gets no dates


def test_options_fill_what_is_missing_and_nothing_else(town: Path) -> None:
    made = plan(
        town, record(whole(owner=None)), record(whole("neu-2"), row=3), given={"owner": "Frau Neu"}, author="Anna"
    )
    assert [(step.entry.owner, step.entry.author) for step in made.steps] == [
        ("Frau Neu", "Anna"),
        ("Herr Muster", "Anna"),
    ]


def test_under_four_eyes_a_new_content_needs_its_author(town: Path) -> None:
    replace(town, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    edit = record({"id": "hund-anmelden", "answer.de": "Neu."})
    ((place, _, mend),) = faults(plan(town, edit, existing="update"))
    assert place == "Zeile 2"
    assert "--author" in mend
    (step,) = plan(town, edit, existing="update", author="Anna").steps
    assert (step.entry.author, step.fields) == ("Anna", ("answer.de", "author"))
    (step,) = plan(town, record({"id": "hund-anmelden", "owner": "B"}), existing="update").steps
    assert step.fields == ("owner",)


@pytest.mark.parametrize(
    ("title", "taken", "id_"),
    [
        ("Wie melde ich meinen Hund an?", [], "wie-melde-ich-meinen-hund-an"),
        ("Größe & Maß", [], "groesse-mass"),
        ("Ü", [], "eintrag-ue"),
        ("東京", [], "eintrag"),
        ("Hund", ["hund"], "hund-2"),
        ("Hund", ["hund", "hund-2"], "hund-3"),
        ("wort " * 20, [], "-".join(["wort"] * 9)),
        ("worte " * 20, [], "-".join(["worte"] * 7)),
        ("x" * 60, ["x" * 44], "x" * 42 + "-2"),
    ],
)
def test_ids_from_titles(title: str, taken: list[str], id_: str) -> None:
    ids = Ids()
    assert all(ids.take(one) for one in taken)
    assert ids.make(title) == id_
    assert ids.make(title) != id_


@pytest.mark.parametrize("name", ["hunde", "hunde.yaml", "faq/hunde.yaml"])
def test_files_of_the_town(name: str) -> None:
    assert town_file(name) == "faq/hunde.yaml"


@pytest.mark.parametrize("name", ["", "../x", "/etc/x", "faq/../x", ".x", "a/b", "x.yml/", "faq/"])
def test_what_is_no_file_of_the_town(name: str) -> None:
    with pytest.raises(ValueError):
        town_file(name)


KEYS = (
    "@type", "name", "text", "acceptedAnswer", "inLanguage", "@id", "identifier", "url", "dateModified", "@graph",
    "@value", "alternateName", OWN, "id", "question", "answer", "facets", "fee", "owner", "leika", "approval", "de",
)  # fmt: skip
LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["Question", "Frage?", "de", "en", "https://x.example", "2026-01-01", "hund-anmelden", "\ud800"]),
)  # fmt: skip
JSON = st.recursive(
    LEAF,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)),
    max_leaves=20,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(JSON.map(lambda node: {"@type": "Question", "name": "Frage?", OWN: {}} | (node if type(node) is dict else {})))
def test_no_json_breaks_it(known: Folder, node: Any) -> None:
    harvest = read_page(json.dumps(node), "a.json", html=False)
    made = make_plan(known, harvest, changed(TERMS, existing="update"))
    assert made.faults or made.steps
    assert all(str(fault) for fault in made.faults)


@given(st.text(st.sampled_from("id;question_de,\t\n\r\"'=abc0-")))
def test_no_table_breaks_it(known: Folder, text: str) -> None:
    for head in ("", "id;owner;question_de\n"):
        assert make_plan(known, read_table(head + text, "a.csv"), TERMS) is not None
