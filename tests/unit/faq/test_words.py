import pytest

from faq.lexicon.service import WordGroup
from faq.slips import turns, typo_limit
from faq.text import normalise
from faq.thesaurus import make_thesaurus
from faq.units import german_stem, root, units
from faq.vocabulary import Vocabulary, turning
from faq.words import COMPOUND_PARTS, FUNCTION_WORDS

PHRASES = ["Personalausweis verloren", "Hundesteuer", "Steuer", "Anmeldung", "Kindergartenplatz", "Wohngeld Antrag"]
THESAURUS = make_thesaurus("de", [WordGroup(word="Personalausweis", same=("Perso",), near=("Ausweis",))], ["irgendwas"])
VOCABULARY = Vocabulary("de", THESAURUS)
for phrase in PHRASES:
    VOCABULARY.learn(units(phrase, "de"))
VOCABULARY.close()


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Wie melde ich meinen Hund an?", ["wie", "anmeld", "ich", "mein", "hund"]),
        ("ich melde den Hund ab", ["ich", "abmeld", "den", "hund"]),
        ("Wie lasse ich ein Auto zu?", ["wie", "zulass", "ich", "ein", "auto"]),
        ("Hund abgemeldet", ["hund", "abmeld"]),
        ("Was gibt es ab", ["was", "abgibt", "es"]),
        ("Wann hat das Amt auf?", ["wann", "aufhat", "das", "amt"]),
        ("Haben Sie morgen auf", ["aufhab", "sie", "morg"]),
        ("Er hat den Hund an", ["er", "hat", "den", "hund", "an"]),
        ("Auto an", ["auto", "an"]),
    ],
)
def test_parted_verbs_are_joined(text: str, stems: list[str]) -> None:
    assert [unit.stem for unit in units(text, "de")] == stems


def test_participles_and_infinitives_meet() -> None:
    assert german_stem("anzumelden") == german_stem("anmelden")
    assert root(german_stem("angemeldet")) == root(german_stem("anmelden"))
    assert root(german_stem("beglaubigt")) == root(german_stem("Beglaubigung".lower()))


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("anmelden", "abmelden", True),
        ("melden", "anmelden", True),
        ("ummelden", "anmelden", True),
        ("abmeldn", "abmelden", False),
        ("verlengern", "verlaengern", False),
        ("vrelaengern", "verlaengern", False),
        ("auswies", "ausweis", False),
    ],
)
def test_turning_prefixes(one: str, other: str, turned: bool) -> None:
    assert turns(one, other) is turned


@pytest.mark.parametrize(
    ("token", "limit"), [("ab", 0), ("amt", 0), ("2026", 0), ("pass", 1), ("ausweis", 2), ("a" * 12, 3)]
)
def test_short_words_allow_fewer_slips(token: str, limit: int) -> None:
    assert typo_limit(token) == limit


@pytest.mark.parametrize(
    ("token", "stems"),
    [
        ("personalausweisverlust", ["personalausweis", "verlust"]),
        ("hundesteueranmeldung", ["hund", "steu", "anmeld", "hundesteu"]),
        ("kindergartenplatzvergabe", ["kind", "gart", "platz", "", "kindergartenplatz"]),
        ("wohngeldantragsformular", ["wohngeld", "antrag", "formular"]),
        ("unfug", []),
        ("qwertzuiop", []),
    ],
)
def test_compounds_come_apart(token: str, stems: list[str]) -> None:
    parts = VOCABULARY.parts(token)
    assert [part.stem for part in parts] == stems
    assert not parts or sum(part.share for part in parts) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("token", "met", "how"),
    [
        ("hundesteuer", "hundesteu", "same"),
        ("personalauswies", "personalausweis", "typo"),
        ("perso", "personalausweis", "synonym"),
        ("hundesteuren", "hundesteu", "typo"),
        ("elefant", None, None),
        ("pass", None, None),
    ],
)
def test_what_a_word_may_stand_for(token: str, met: str | None, how: str | None) -> None:
    senses = VOCABULARY.senses(token, german_stem(token))
    assert (VOCABULARY.names[senses[0].number], senses[0].how) == (met, how) if met else not senses


def test_turning_particles() -> None:
    assert turning("anmeld") == ("an", "meld")
    assert turning("hund") is None


def test_word_lists_are_in_normal_form() -> None:
    listed = [*COMPOUND_PARTS, *FUNCTION_WORDS["de"], *FUNCTION_WORDS["en"]]
    assert [word for word in listed if normalise(word) != word] == []
