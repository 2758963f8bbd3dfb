"""An entry in words: the answer with its links, parts of it, the source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.effects import SayAnswer, SayFacets
from bot.library import Shelf, build_shelf
from bot.town import make_texts
from bot.wording import answer_in_words, facets_in_words
from faq.facets import Facet
from faq.files import load
from faq.markdown import from_markdown
from tests.faults.town import write_town

FACETS = {
    "fee": {"de": "Kostet **12 Euro**.", "en": "Costs **12 euros**."},
    "documents": {"de": "Bitte mitbringen:\n\n- Ausweis\n- Foto"},
    "online": {"de": "https://www.musterstadt.example/online"},
    "appointment": {"de": "https://www.musterstadt.example/termin"},
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    release = load(write_town(tmp_path_factory.mktemp("town")))
    first, *rest = release.entries
    entry = replace(first, facets=FACETS, answer={**first.answer, "en": "An answer."})
    release = replace(release, entries=(entry, *rest))
    return build_shelf(release, lambda town: make_texts(town, {}, "http://127.0.0.1"))


def entry(shelf: Shelf) -> str:
    return shelf.release.entries[0].id


def test_the_shelf_knows_which_parts_there_are(shelf: Shelf) -> None:
    assert shelf.entries[entry(shelf)].facets == (Facet.FEE, Facet.DOCUMENTS, Facet.ONLINE, Facet.APPOINTMENT)


def test_an_answer_has_its_links_before_its_source(shelf: Shelf) -> None:
    worded = answer_in_words(shelf, SayAnswer(entry=entry(shelf), lang="de"), "de")
    assert worded is not None
    rich = from_markdown(worded.markdown)
    assert "Online erledigen · Termin buchen\n\nQuelle:" in rich.text
    links = [span.url for span in rich.spans if span.style == "link"]
    assert links[-3:-1] == [FACETS["online"]["de"], FACETS["appointment"]["de"]]


def test_an_answer_without_links_has_none(shelf: Shelf) -> None:
    worded = answer_in_words(shelf, SayAnswer(entry=shelf.release.entries[1].id, lang="de"), "de")
    assert worded is not None
    assert "Termin buchen" not in worded.markdown


def test_parts_name_the_question_and_the_source(shelf: Shelf) -> None:
    say = SayFacets(entry=entry(shelf), facets=(Facet.FEE, Facet.DOCUMENTS, Facet.ONLINE), lang="de")
    worded = facets_in_words(shelf, say, "de")
    assert worded is not None
    text = from_markdown(worded.markdown).text
    assert text.startswith(f"Zu: {shelf.release.entries[0].question['de']}\n\nKosten: Kostet 12 Euro.")
    assert "Unterlagen\n\nBitte mitbringen:" in text
    assert "Online erledigen" in text
    assert "Quelle:" in text
    assert (worded.entry, worded.release) == (entry(shelf), shelf.release.hash)


def test_a_part_that_is_there_in_german_only_is_said_to_be(shelf: Shelf) -> None:
    both = facets_in_words(shelf, SayFacets(entry=entry(shelf), facets=(Facet.FEE,), lang="en"), "en")
    german = facets_in_words(shelf, SayFacets(entry=entry(shelf), facets=(Facet.DOCUMENTS,), lang="en"), "en")
    link = facets_in_words(shelf, SayFacets(entry=entry(shelf), facets=(Facet.ONLINE,), lang="en"), "en")
    assert both is not None
    assert german is not None
    assert link is not None
    note = "This answer is available in German only."
    assert "Costs **12 euros**" in both.markdown
    assert [note in worded.markdown for worded in (both, german, link)] == [False, True, False]


def test_what_was_taken_out_meanwhile_is_nothing(shelf: Shelf) -> None:
    assert answer_in_words(shelf, SayAnswer(entry="weg", lang="de"), "de") is None
    assert facets_in_words(shelf, SayFacets(entry="weg", facets=(Facet.FEE,), lang="de"), "de") is None
    assert facets_in_words(shelf, SayFacets(entry=entry(shelf), facets=(Facet.WHERE,), lang="de"), "de") is None
