"""What a town adds to the lexicon: read, checked, part of the release, heard; and nothing changes without it."""

import dataclasses
from collections import ChainMap
from pathlib import Path

import pytest

from faq.entry import Release, release_from_json, release_to_json
from faq.files import check, load
from faq.knowledge import Knowledge, make_knowledge, standard_knowledge, with_lexicon
from faq.lexicon.joint import JointConcerns
from faq.lexicon.service import Lexicon, Service, WordGroup
from faq.matcher import Matcher
from faq.outcome import Answer
from faq.units import german_stem
from tests.unit.faq.knowledge import DAY, TOWN, entry
from tests.unit.faq.knowledge import knowledge as release_of
from tests.unit.faq.test_files import problems

LEXICON = """\
services:
  - id: schwimmbad-oeffnung
    said: [wann macht das kiesloch auf]
  - id: brunnenkarte
    names: [Brunnenkarte beantragen]
    en: [get a brunnenkarte]
words:
  de:
    - {word: sperrmüll, same: [klüngelskram]}
grey:
  de: [testingen]
"""
OWN = Lexicon(
    services=(
        Service(id="brunnenkarte", names=("Brunnenkarte beantragen",), said={"de": ("Brunnenkarte beantragen",)}),
    ),
    words={"de": (WordGroup(word="sperrmüll", same=("klüngelskram",)),)},
    grey={"de": ("testingen",)},
)


def with_file(town: Path, text: str) -> Path:
    (town / "lexicon.yaml").write_text(text, encoding="utf-8")
    return town


def test_it_is_part_of_the_release(town: Path) -> None:
    before = load(town)
    assert before.lexicon is None
    assert "lexicon" not in release_to_json(before)
    after = load(with_file(town, LEXICON))
    assert after.hash != before.hash
    assert after.lexicon is not None
    assert [service.id for service in after.lexicon.services] == ["brunnenkarte", "schwimmbad-oeffnung"]
    assert after.lexicon.grey == {"de": ("testingen",)}
    assert release_from_json(release_to_json(after)) == after
    with_file(town, "words: {}\n")
    assert load(town).hash == before.hash


def test_a_release_written_before_there_was_any_still_loads(release: Release) -> None:
    text = release_to_json(release)
    assert "lexicon" not in text
    assert release_from_json(text).lexicon is None


@pytest.mark.parametrize(
    ("text", "line", "entry", "what"),
    [
        ("services:\n- id: brunnenkarte\n  said: [eine karte]\n", 2, "brunnenkarte", "fehlt „names“"),
        ("services:\n- id: Brunnen\n  names: [eine karte]\n", 2, "", "nicht die richtige Form"),
        ("services:\n- id: a\n  names: [ab]\n- id: a\n  names: [cd]\n", 4, "a", "steht doppelt (schon in Zeile 2)"),
        ("services:\n- id: a\n  names: [ab]\n  sayd: [cd]\n", 4, "", "„services.0.sayd“ gibt es nicht"),
        ("services:\n- id: a\n  names:\n  - x\n", 4, "", "zu kurz"),
        ("words:\n  de:\n  - word: zwei worte\n", 3, "", "nicht die richtige Form"),
        ("words:\n  de:\n  - {word: eins, sam: [zwei]}\n", 3, "", "„words.de.0.sam“ gibt es nicht"),
        ("words:\n  fr:\n  - {word: eins}\n", 2, "", "„words.fr“ gibt es nicht"),
        ("- id: a\n", 1, "", "nicht den richtigen Aufbau"),
        ("", 0, "", "Die Datei ist leer"),
        ("words: [\n", 2, "", "kein gültiges YAML"),
    ],
)
def test_a_broken_file_keeps_the_folder_from_taking_effect(
    town: Path, text: str, line: int, entry: str, what: str
) -> None:
    found = problems(with_file(town, text))
    assert [(problem.file, problem.line, problem.entry) for problem in found] == [("lexicon.yaml", line, entry)]
    assert what in found[0].what
    assert found[0].mend


def test_a_slip_in_a_standard_id_is_told(town: Path) -> None:
    found = problems(with_file(town, "services:\n- id: schwimbad-oeffnung\n  said: [kiesloch]\n"))
    assert found[0].mend == "Gemeint ist wohl „schwimmbad-oeffnung“."


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("services:\n- id: a\n  names: [Mülltonne bestellen]\n", 3, "gehört schon zum Anliegen „muelltonne-bestellen“"),
        ("services:\n- id: a\n  names: [ab ab]\n  said:\n  - ab, ab\n", 5, "steht schon bei diesem Anliegen"),
        (
            "services:\n- id: wertstoffhof\n  said: [wertstoffhof öffnungszeiten]\n",
            3,
            "steht schon bei diesem Anliegen",
        ),
        ("services:\n- id: wertstoffhof\n  entries: [hund-abmelden, gibts-nicht]\n", 3, "„gibts-nicht“ gibt es nicht"),
        ("words:\n  de:\n  - {word: anmelden, same: [abmelden]}\n", 3, "sind Gegensätze"),
        ("words:\n  de:\n  - {word: brauchen, same: [brauche]}\n", 3, "Wort ohne Thema"),
    ],
)
def test_doubts_are_warnings(town: Path, text: str, line: int, what: str) -> None:
    errors, warnings = check(with_file(town, text), on=DAY)
    own = [problem for problem in warnings if problem.file == "lexicon.yaml"]
    assert errors == []
    assert [problem.line for problem in own] == [line]
    assert what in own[0].what


def test_the_sample_towns_file_is_sound() -> None:
    errors, warnings = check(Path(__file__).parents[3] / "config" / "towns" / "musterstadt", on=DAY)
    assert [problem for problem in (*errors, *warnings) if problem.file == "lexicon.yaml"] == []


def test_a_town_without_it_shares_everything() -> None:
    assert with_lexicon(standard_knowledge(), None) is standard_knowledge()


def test_what_is_shared_is_not_copied() -> None:
    shared = standard_knowledge()
    knowledge = with_lexicon(shared, OWN)
    german, own = shared.thesauri["de"], knowledge.thesauri["de"]
    assert knowledge.thesauri["en"] is shared.thesauri["en"]
    assert isinstance(own.synonyms, ChainMap)
    assert isinstance(own.words, ChainMap)
    assert own.synonyms.maps[1] is german.synonyms
    assert own.words.maps[1] is german.words
    assert len(own.synonyms.maps[0]) < 5
    assert own.grey == german.grey | {"testingen"}
    stem = german_stem("sperrmuell")
    assert set(german.synonyms[stem]) < set(own.synonyms[stem])


def test_a_town_adds_only_to_the_standard() -> None:
    with pytest.raises(TypeError):
        with_lexicon(with_lexicon(standard_knowledge(), OWN), OWN)


def test_its_words_are_understood() -> None:
    release = dataclasses.replace(TOWN, lexicon=OWN)
    text = "Klüngelskram abholen lassen"
    assert not isinstance(Matcher(TOWN).match(text, lang="de", on=DAY), Answer)
    outcome = Matcher(release).match(text, lang="de", on=DAY)
    assert isinstance(outcome, Answer)
    assert outcome.best.id == "sperrmuell"


def test_its_services_are_heard_beside_the_standard_ones() -> None:
    lexicon = dataclasses.replace(
        OWN,
        services=(
            *OWN.services,
            Service(id="wertstoffhof", names=(), said={"de": ("beim alten schorsch abladen",)}),
        ),
    )
    concerns = with_lexicon(standard_knowledge(), lexicon).concerns
    assert isinstance(concerns, JointConcerns)
    assert concerns.ids.count("wertstoffhof") == 1
    for text, id_ in [
        ("brunnenkarte beantragen", "brunnenkarte"),
        ("kann ich beim schorsch abladen", "wertstoffhof"),
        ("Wertstoffhof Öffnungszeiten", "wertstoffhof"),
        ("Klüngelskram abholen lassen", "sperrmuell"),
        ("Personalausweis beantragen", "personalausweis-beantragen"),
    ]:
        assert concerns.ids[concerns.heard(text, "de")[0].service] == id_, text
    assert concerns.heard("was ist der sinn des lebens", "de") == standard_knowledge().concerns.heard(  # type: ignore[union-attr]
        "was ist der sinn des lebens", "de"
    )


def test_a_town_of_its_own_knowledge_alone() -> None:
    knowledge = with_lexicon(Knowledge(), OWN)
    assert knowledge.concerns is not None
    assert knowledge.concerns.ids == ["brunnenkarte"]


def test_words_alone() -> None:
    small = make_knowledge(Lexicon(services=(Service(id="a", names=("Ab",), said={"de": ("Sperrmüll holen",)}),)))
    words = dataclasses.replace(OWN, services=(), grey={})
    knowledge = with_lexicon(small, words)
    assert knowledge.concerns is not None
    assert knowledge.concerns.ids == ["a"]
    assert knowledge.concerns.heard("klüngelskram holen", "de") == small.concerns.heard("sperrmüll holen", "de")  # type: ignore[union-attr]


def test_a_town_may_say_which_entry_answers_a_service() -> None:
    speeding = entry("einspruch", "Wie lege ich Einspruch ein?", "Einspruch gegen einen Bescheid")
    town = release_of(*TOWN.entries, speeding)
    stated = Lexicon(services=(Service(id="bussgeld-blitzer", names=(), entries=("einspruch",)),))
    text = "Ich bin geblitzt worden"

    def first(release: Release) -> str:
        found = Matcher(release).rank(text, lang="de", on=DAY)
        return found[0].id if found else ""

    assert first(town) != "einspruch"
    assert first(dataclasses.replace(town, lexicon=stated)) == "einspruch"
