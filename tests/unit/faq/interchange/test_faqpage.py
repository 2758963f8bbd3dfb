"""Entries as a schema.org FAQPage: ours come back whole, others become drafts, from any shape of page."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from faq.entry import Entry, Release
from faq.facts import PLACEHOLDER
from faq.files import load
from faq.interchange.faqpage import OWN, read_page, write_page
from faq.interchange.plain import PEOPLE, plain_of
from faq.interchange.record import Harvest, Record
from faq.interchange.webpage import script_of
from tests.unit.faq.folder import write_town
from tests.unit.faq.interchange.entries import ENTRIES, rebuilt, simple


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return load(write_town(tmp_path_factory.mktemp("town") / "testingen"))


def read(data: Any, *, html: bool = False) -> Harvest:
    return read_page(data if isinstance(data, str) else json.dumps(data), "a.json", html=html)


def only(harvest: Harvest) -> Record:
    assert harvest.faults == ()
    (record,) = harvest.records
    return record


def test_what_search_engines_get(release: Release) -> None:
    entry = release.entry("perso-neu")
    assert entry is not None
    text = write_page(release, [entry])
    assert not {"<", ">", "&"} & set(text)
    page = json.loads(text)
    assert (page["@type"], page["inLanguage"], page["dateModified"]) == ("FAQPage", "de", "2026-01-10")
    assert page["@context"][0] == "https://schema.org"
    (question,) = page["mainEntity"]
    assert question["name"] == "Wie beantrage ich einen Personalausweis?"
    assert (question["identifier"], question["url"]) == ("perso-neu", "https://testingen.example/perso")
    answer = question["acceptedAnswer"]
    assert answer["@type"] == "Answer"
    assert answer["text"].startswith("<p>Kommen Sie ins Bürgerbüro.")
    assert "37,00 Euro" in answer["text"]
    assert (answer["inLanguage"], answer["dateModified"]) == ("de", "2026-01-10")
    assert PEOPLE & question[OWN].keys() == set()


def test_a_language_leaves_out_who_lacks_it(release: Release) -> None:
    page = json.loads(write_page(release, release.entries, lang="en"))
    assert [one["identifier"] for one in page["mainEntity"]] == ["perso-neu"]
    assert page["mainEntity"][0]["acceptedAnswer"]["text"].startswith("<p>Fee: 37.00 euros")
    assert json.loads(write_page(release, release.entries, lang="tr"))["mainEntity"] == []


@given(entries=ENTRIES)
@pytest.mark.parametrize("html", [False, True])
def test_our_own_come_back_whole(release: Release, html: bool, entries: list[Entry]) -> None:
    entries = [entry for entry in entries if not PLACEHOLDER.search(entry.answer["de"])]
    text = write_page(release, entries, internal=True)
    harvest = read(script_of(text) if html else text, html=html)
    assert [plain_of(rebuilt(record.values)) for record in harvest.records] == [plain_of(entry) for entry in entries]
    assert not any(record.draft for record in harvest.records)


def test_without_people_their_fields_stay(release: Release) -> None:
    entry = simple(owner="A", deputy="B", easy="x")
    record = only(read(write_page(release, [entry])))
    assert not {(name,) for name in PEOPLE} & record.values.keys()
    assert record.values[("valid_from",)] is None
    assert record.values[("easy",)] == "x"


QUESTION = {
    "@type": "Question", "name": "Wo melde ich meinen <b>Hund</b> an?", "dateModified": "2026-05-04T10:00:00+02:00",
    "acceptedAnswer": {"@type": "Answer", "text": "<p>Beim <a href='/amt'>Steueramt</a>.</p>"},
}  # fmt: skip
PAGE = {"@type": "FAQPage", "url": "https://t.example/faq", "inLanguage": "de-DE", "mainEntity": [QUESTION]}
SHAPES: list[Any] = [
    PAGE,
    [PAGE],
    {"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, PAGE]},
    {"@type": "WebPage", "mainEntity": PAGE},
    {
        "@type": "WebPage",
        "url": "https://t.example/faq",
        "hasPart": [{"@type": ["FAQPage", "X"], "mainEntity": QUESTION}],
    },
    PAGE | {"mainEntity": [QUESTION | {"@type": "http://schema.org/Question"}]},
    PAGE | {"mainEntity": [QUESTION | {"acceptedAnswer": [QUESTION["acceptedAnswer"]]}]},
    PAGE | {"mainEntity": [QUESTION | {"name": {"@value": QUESTION["name"], "@language": "de"}}]},
    PAGE | {"inLanguage": {"@type": "Language", "name": "Deutsch", "alternateName": "de"}},
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("html", [False, True])
def test_questions_are_found_wherever_they_stand(shape: Any, html: bool) -> None:
    text = json.dumps(shape)
    if html:
        text = f"<html><script>var a = 1</script><script type='application/ld+json'>{text}</script><p>x"
    record = only(read(text, html=html))
    assert record.draft
    assert record.values == {
        ("id",): "wo-melde-ich-meinen-hund-an", ("question", "de"): "Wo melde ich meinen Hund an?",
        ("answer", "de"): "Beim [Steueramt](https://t.example/amt).", ("source",): "https://t.example/faq",
        ("checked",): "2026-05-04", ("status",): "draft",
    }  # fmt: skip
    assert str(record.at(("answer", "de"))) == "Frage 1, acceptedAnswer"


def test_two_blocks_and_the_address_of_the_page() -> None:
    page = "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>'
        for one in ({"@type": "BreadcrumbList"}, QUESTION, QUESTION | {"name": "Wo?"})
    )
    page = (
        '<link rel="canonical" href="https://t.example/c">'
        + page
        + "<script type='application/ld+json'>{kaputt</script>"
    )
    harvest = read(page, html=True)
    assert [record.values[("source",)] for record in harvest.records] == ["https://t.example/c"] * 2


def test_languages_of_one_question_are_joined() -> None:
    english = QUESTION | {"name": "Where?", "inLanguage": "en", "@id": "https://t.example/q1"}
    record = only(read([english, QUESTION | {"@id": "https://t.example/q1"}]))
    assert record.values[("question", "en")] == "Where?"
    assert record.values[("id",)] == "wo-melde-ich-meinen-hund-an"


def test_the_same_question_twice_gets_two_ids() -> None:
    ids = [record.id for record in read([QUESTION, QUESTION]).records]
    assert ids == ["wo-melde-ich-meinen-hund-an", "wo-melde-ich-meinen-hund-an-2"]


def test_foreign_placeholders_are_none() -> None:
    record = only(read(QUESTION | {"acceptedAnswer": {"text": "Tel. {{ office.x.phone }}"}}))
    assert not PLACEHOLDER.search(str(record.values[("answer", "de")]))


BROKEN: list[tuple[Any, bool, str, str]] = [
    ("{", False, "Zeile 1, Spalte 2", "JSON"),
    ("[" * 100_000, False, "", "tief"),
    ("<script type='application/ld+json'>\n{'Question': 1}</script>", True, "Zeile 2, Spalte 2", "JSON"),
    ("<p>nichts</p>", True, "", "schema.org"),
    ({"@type": "Organization"}, False, "", "keine Frage"),
    (QUESTION | {"name": ""}, False, "Frage 1, name", "keinen Text"),
    (QUESTION | {"acceptedAnswer": {"text": "<p></p>"}}, False, "Frage 1, acceptedAnswer", "keine Antwort"),
    (QUESTION | {"acceptedAnswer": {"text": "x" * 200_001}}, False, "Frage 1, acceptedAnswer", "200000"),
    (QUESTION | {"inLanguage": "fr"}, False, "Frage 1", "nicht auf Deutsch"),
    ([QUESTION] * 20_001, False, "", "20001"),
]


@pytest.mark.parametrize(("data", "html", "place", "what"), BROKEN)
def test_what_is_broken_is_told_with_its_place(data: Any, html: bool, place: str, what: str) -> None:
    (fault,) = read(data, html=html).faults
    assert str(fault.place) == place
    assert what in fault.what
    assert fault.mend


def test_the_page_of_the_sample_town() -> None:
    release = load(Path(__file__).parents[4] / "config/towns/musterstadt")
    page = json.loads(write_page(release, release.valid(date(2026, 11, 24))))
    assert len(page["mainEntity"]) > 100
    assert not PLACEHOLDER.search(json.dumps([one["acceptedAnswer"] for one in page["mainEntity"]]))
