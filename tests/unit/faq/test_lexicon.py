"""The quality of the lexicon's data: every file sound by itself, and the services apart from each other."""

from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from faq.knowledge import standard_knowledge
from faq.lexicon.concerns import Concerns
from faq.lexicon.service import Lexicon, ServiceShape, WordGroup, WordGroupShape
from faq.lexicon.soundness import Clash, Spoken, clashes, grey_mains, opposed, turned
from faq.lexicon.standard import standard_lexicon
from faq.text import normalise
from faq.yamlfile import Document, read

FOLDER = Path(str(resources.files("faq.lexicon")))
SERVICE_FILES = sorted((FOLDER / "services").glob("*.yaml"))
WORD_FILES = sorted(file for file in (FOLDER / "words").glob("*.yaml") if file.stem != "grey")
EVERY = 4
"""Of what citizens say every fourth phrase is asked here, to keep the test short; of the names all."""


def document(file: Path) -> Document:
    found = read(file, f"{file.parent.name}/{file.name}")
    assert isinstance(found, Document), found
    assert found.problems == ()
    return found


def spoken() -> Iterator[Spoken]:
    """Every phrase of the files with its place."""
    for file in SERVICE_FILES:
        found = document(file)
        for at, shape in enumerate(TypeAdapter(list[ServiceShape]).validate_python(found.data)):
            for field in ("names", "said", "simple", "en"):
                for index, text in enumerate(getattr(shape, field)):
                    place = f"{found.file}:{found.line((at, field, index))}"
                    yield Spoken(service=shape.id, lang="en" if field == "en" else "de", text=text, place=place)


@pytest.mark.parametrize("file", SERVICE_FILES, ids=lambda file: file.name)
def test_services_have_the_right_shape(file: Path) -> None:
    assert TypeAdapter(list[ServiceShape]).validate_python(document(file).data)


@pytest.mark.parametrize("file", WORD_FILES, ids=lambda file: file.name)
def test_word_groups_have_the_right_shape(file: Path) -> None:
    assert TypeAdapter(list[WordGroupShape]).validate_python(document(file).data)


def test_grey_words_have_the_right_shape() -> None:
    grey = TypeAdapter(dict[str, list[str]]).validate_python(document(FOLDER / "words" / "grey.yaml").data)
    assert {lang: [word for word, count in Counter(words).items() if count > 1] for lang, words in grey.items()} == {
        lang: [] for lang in ("de", "en")
    }


def test_each_service_stands_in_one_place() -> None:
    ids = [shape["id"] for file in SERVICE_FILES for shape in document(file).data]  # type: ignore[union-attr, call-overload, index]
    assert [id_ for id_, count in Counter(ids).items() if count > 1] == []
    assert len(ids) == len(standard_lexicon().services)


def test_no_phrase_belongs_to_two_services_nor_stands_twice_in_one() -> None:
    found = [f"„{one.second.text}“: {one.first.place}, {one.second.place}" for one in clashes(spoken())]
    assert found == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_group_of_words_mixes_opposites(lang: str) -> None:
    assert [pair for group in standard_lexicon().words[lang] for pair in turned(group)] == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_grey_word_leads_a_group(lang: str) -> None:
    lexicon = standard_lexicon()
    assert list(grey_mains(lexicon.words[lang], set(lexicon.grey[lang]))) == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_word_leads_one_group(lang: str) -> None:
    mains = Counter(normalise(group.word) for group in standard_lexicon().words[lang])
    assert [word for word, count in mains.items() if count > 1] == []


# -- whether the services can be told apart


def test_names_are_heard_as_their_own_service() -> None:
    asked = [(service.id, "de", name) for service in standard_lexicon().services for name in service.names]
    assert missed(asked) <= 0.01


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_said_is_heard_as_its_own_service(lang: str) -> None:
    assert missed(sayings(standard_lexicon(), lang)) <= 0.03


def test_they_are_heard_too_when_they_are_not_said_literally() -> None:
    # Each phrase is still there, a polite word beside it only keeps it from being recognised as a whole. What is missed
    # is what reads like another service's phrases ("termin anderer tag bitte"): a measure of the services' distance.
    names = [(service.id, "de", f"{name} bitte") for service in standard_lexicon().services for name in service.names]
    said = [(id_, lang, f"{text} bitte") for id_, lang, text in sayings(standard_lexicon(), "de")]
    assert missed(names[::EVERY]) <= 0.04
    assert missed(said[::2]) <= 0.12


def sayings(lexicon: Lexicon, lang: str) -> list[tuple[str, str, str]]:
    """Every fourth phrase of the services that is no name."""
    found = [
        (service.id, lang, text)
        for service in lexicon.services
        for text in service.said.get(lang, ())
        if text not in service.names
    ]
    return found[::EVERY]


def missed(asked: list[tuple[str, str, str]]) -> float:
    """The share of (service, language, phrase) that is not heard as its service first."""
    concerns = standard_knowledge().concerns
    assert isinstance(concerns, Concerns)
    wrong = 0
    for id_, lang, text in asked:
        heard = concerns.heard(text, lang)
        wrong += not heard or concerns.ids[heard[0].service] != id_
    return wrong / len(asked)


# -- the checks themselves


def test_clashes_name_both_places() -> None:
    one = Spoken(service="a", lang="de", text="Müll holen", place="x:1")
    again = Spoken(service="a", lang="de", text="müll holen!", place="x:2")
    other = Spoken(service="b", lang="de", text="MUELL holen", place="y:9")
    foreign = Spoken(service="b", lang="en", text="müll holen", place="y:10")
    found = list(clashes([one, again, other, foreign]))
    assert found == [Clash(first=one, second=again), Clash(first=one, second=other)]
    assert [clash.is_doubled for clash in found] == [True, False]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("anmelden", "abmelden", True),
        ("anmelden", "ummelden", True),
        ("einzug", "auszug", True),
        ("zufrieden", "unzufrieden", True),
        ("like", "dislike", True),
        ("einwohner", "bewohner", False),
        ("nachname", "zuname", False),
        ("einspruch", "widerspruch", False),
        ("anmelden", "anmelden", False),
        ("abo", "anbo", False),
    ],
)
def test_opposed(one: str, other: str, wanted: bool) -> None:
    assert opposed(one, other) is wanted
    assert opposed(other, one) is wanted
    assert bool(list(turned(WordGroup(word=one, same=(other,))))) is wanted
