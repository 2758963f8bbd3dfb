import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.matcher import Matcher
from faq.outcome import Answer, Candidate, NoMatch, Suggest, outcome_to_dict
from tests.unit.faq.knowledge import DAY, TOWN, entry, knowledge
from tests.unit.faq.test_text import ANY_TEXT

MATCHER = Matcher(TOWN)


def top(text: str, lang: str = "de") -> str | None:
    outcome = MATCHER.match(text, lang=lang, on=DAY)
    return outcome.candidates[0].id if outcome.candidates else None


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("ich brauch nen neuen personalauswies", "perso"),
        ("Personalausweisverlängerung", "perso"),
        ("Hundesteuerabmeldung", "hund-ab"),
        ("Mein Hund ist gestorben, wie melde ich ihn ab", "hund-ab"),
        ("hund abmeldn", "hund-ab"),
        ("hunde steuer anmelden", "hund-an"),
        ("Buergerbuero Oeffnungszeiten", "buero"),
        ("BÜRGERBÜRO ÖFFNUNGSZEITEN???", "buero"),
        ("offnungszeiten burgerburo", "buero"),
        ("sperrmühl", "sperrmuell"),
        ("wongeld antrag", "wohngeld"),
        ("Ich möchte heiraten", "heirat"),
        ("Hochzeit im Standesamt", "heirat"),
        ("kindergartenplaz", "kita"),
        ("auto zulassen", "auto"),
    ],
)
def test_the_entry_meant_comes_first(text: str, id: str) -> None:
    assert top(text) == id


@pytest.mark.parametrize(
    "text",
    [
        "Wie melde ich meinen Hund an",
        "Öffnungszeiten vom Bürgerbüro",
        "Personalausweis verlängern bitte",
        "wohngeld antrag",
    ],
)
def test_a_plain_question_is_answered(text: str) -> None:
    assert isinstance(MATCHER.match(text, lang="de", on=DAY), Answer)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "ja", "nein", "ok", "hallo", "Hallo!", "Guten Tag", "danke", "Danke schön", "bitte",
        "Hilfe!", "👍", "😀😀😀", "12345", "asdfghjkl", "test test", "aaaaaaaaaaaaaaa",
        "lorem ipsum dolor sit amet", "<script>alert(1)</script>", "Du bist so dumm", "Halt die Klappe",
        "Blöde Kuh", "Mir ist langweilig", "Wer bist du?", "thank you", "yes", "hello",
    ],
)  # fmt: skip
def test_small_talk_and_junk_find_nothing(text: str) -> None:
    assert isinstance(MATCHER.match(text, lang="de", on=DAY), NoMatch)


@pytest.mark.parametrize(
    "text",
    [
        "Welches Auto soll ich mir kaufen?", "Mein Hund hat Hunger", "Welche Hunderasse passt zu mir?", "Hund",
        "anmelden", "Ausweis", "Antrag", "Kind", "Jagdschein beantragen", "Wie beantrage ich Kindergeld?",
        "Fahrrad anmelden", "Wie beantrage ich BAföG?", "Hallo Hund", "Handwerkerparkausweis",
    ],
)  # fmt: skip
def test_one_shared_word_is_never_answered(text: str) -> None:
    assert not isinstance(MATCHER.match(text, lang="de", on=DAY), Answer)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("Hund abmelden", "hund-an"), ("Hund anmelden", "hund-ab"), ("Hundesteuer abmelden", "hund-an")],
)
def test_turning_prefixes_are_no_typos(text: str, wrong: str) -> None:
    assert top(text) != wrong


def test_english() -> None:
    outcome = MATCHER.match("How can I register my dog", lang="en", on=DAY)
    assert outcome.candidates[0] == Candidate(
        id="hund-an", question="How do I register my dog?", score=outcome.candidates[0].score
    )
    assert top("dog tax", "de") == "hund-an"


def test_a_question_without_english_is_shown_in_german() -> None:
    outcome = MATCHER.match("Sperrmüll Abholung", lang="en", on=DAY)
    assert outcome.candidates[0].question == "Wie melde ich Sperrmüll an?"


def test_each_day_has_its_own_entries() -> None:
    matcher = Matcher(knowledge(entry("fest", "Wann ist das Stadtfest?", valid_until=DAY), *TOWN.entries))
    for day, found in ((DAY, True), (DAY + timedelta(days=1), False), (DAY, True)):  # about midnight both are asked
        ranked = matcher.rank("Wann ist das Stadtfest?", lang="de", on=day)
        assert ("fest" in {one.id for one in ranked}) is found


def test_expired_entries_are_not_found() -> None:
    release = knowledge(entry("fest", "Wann ist das Stadtfest?", valid_until=DAY), *TOWN.entries)
    matcher = Matcher(release)
    assert isinstance(matcher.match("Wann ist das Stadtfest", lang="de", on=DAY), Answer)
    later = matcher.match("Wann ist das Stadtfest", lang="de", on=DAY + timedelta(days=1))
    assert "fest" not in [candidate.id for candidate in later.candidates]


def test_look_alikes_are_suggested_not_answered() -> None:
    outcome = MATCHER.match("Hundesteuer", lang="de", on=DAY)
    assert isinstance(outcome, Suggest)
    assert {candidate.id for candidate in outcome.candidates} == {"hund-an", "hund-ab"}


def test_explain_says_why() -> None:
    explanation = MATCHER.explain("personalauswies verlängern", lang="de", on=DAY)
    text = "\n".join(explanation.lines)
    assert explanation.outcome == MATCHER.match("personalauswies verlängern", lang="de", on=DAY)
    assert "personalauswies ~ personalausweis (Tippfehler)" in text
    assert "Abstand zum Zweiten" in text
    assert "Antwort" in explanation.lines[-1]


def test_the_same_sentence_in_two_entries_is_not_answered() -> None:
    matcher = Matcher(knowledge(entry("one", "Blaue Tonne bestellen"), entry("two", "blaue tonne bestellen!")))
    assert isinstance(matcher.match("Blaue Tonne bestellen", lang="de", on=DAY), Suggest)


def test_one_entry_alone() -> None:
    matcher = Matcher(knowledge(entry("one", "Wie beantrage ich Wohngeld?")))
    assert isinstance(matcher.match("Wie beantrage ich Wohngeld", lang="de", on=DAY), Answer)
    assert isinstance(matcher.match("Wie beantrage ich Kindergeld", lang="de", on=DAY), Suggest | NoMatch)


@given(ANY_TEXT, st.sampled_from(["de", "en", "fr"]))
def test_any_text_has_an_outcome(text: str, lang: str) -> None:
    outcome = MATCHER.match(text, lang=lang, on=DAY)
    assert len(outcome.candidates) <= 3
    assert all(0.0 <= candidate.score <= 1.0 for candidate in outcome.candidates)
    scores = [candidate.score for candidate in outcome.candidates]
    assert scores == sorted(scores, reverse=True)
    assert outcome_to_dict(outcome)["outcome"] in {"answer", "suggest", "no_match"}
    assert MATCHER.explain(text, lang=lang, on=DAY).outcome == outcome


WORDS = st.lists(
    st.sampled_from(
        ["Hund", "Ausweis", "anmelden", "ab", "nicht", "Müll", "ich", "wie", "Bürgerbüro", "auto", "x", "Termin"]
    ),
    max_size=30,
)


@given(WORDS)
@settings(max_examples=15)
def test_matching_is_deterministic(words: list[str]) -> None:
    text = " ".join(words)
    assert MATCHER.match(text, lang="de", on=DAY) == Matcher(TOWN).match(text, lang="de", on=DAY)


NOUNS = (
    "Kettensäge",
    "Gartenteich",
    "Laternenpfahl",
    "Regenrinne",
    "Zirkuszelt",
    "Marmelade",
    "Schneepflug",
    "Obstwiese",
)
VERBS = ("reparieren", "verkaufen", "streichen", "verleihen", "besichtigen", "fotografieren")
PHRASES = st.lists(
    st.sampled_from([f"{noun} {verb}" for noun, verb in product(NOUNS, VERBS)]), min_size=4, max_size=24, unique=True
)


@given(PHRASES)
@settings(max_examples=40)
def test_each_paraphrase_finds_its_entry(phrases: list[str]) -> None:
    groups = [phrases[start : start + 3] for start in range(0, len(phrases), 3)]
    release = knowledge(*(entry(f"entry-{number}", *group) for number, group in enumerate(groups)))
    matcher = Matcher(release)
    for number, group in enumerate(groups):
        for phrase in group:
            outcome = matcher.match(phrase, lang="de", on=date(2026, 1, 1))
            assert isinstance(outcome, Answer), phrase
            assert outcome.best.id == f"entry-{number}"


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "Hund " * 200_000, "donaudampfschifffahrtsgesellschaft" * 2_000, "👍" * 4096, "\u0301" * 100_000,
     "anmelden " + "xyzxyz" * 500, " " * 4095 + "?", " ".join(f"wort{number}" for number in range(5_000))],
    ids=["letters", "words", "compound", "emoji", "marks", "long word", "blanks", "many words"],
)  # fmt: skip
def test_hostile_length_takes_no_time(text: str) -> None:
    begun = time.perf_counter()
    MATCHER.match(text, lang="de", on=DAY)
    assert time.perf_counter() - begun < 1.0


def test_outcomes_as_plain_data() -> None:
    one = Candidate(id="one", question="Eins?", score=0.123456)
    plain = {"id": "one", "question": "Eins?", "score": 0.1235}
    assert outcome_to_dict(Answer(best=one, candidates=(one,))) == {"outcome": "answer", "candidates": [plain]}
    assert outcome_to_dict(Suggest(candidates=(one,))) == {"outcome": "suggest", "candidates": [plain]}
    assert outcome_to_dict(NoMatch()) == {"outcome": "no_match", "candidates": []}


def test_two_concerns_are_both_answered() -> None:
    outcome = MATCHER.match("Wie melde ich meinen Hund an? Und wo beantrage ich Wohngeld?", lang="de", on=DAY)
    assert isinstance(outcome, Answer)
    assert {outcome.best.id, *(one.id for one in outcome.also)} == {"hund-an", "wohngeld"}


@pytest.mark.parametrize("text", ["welche nachweise brauche ich für den personalausweis", "nachweis personalausweis"])
def test_a_noun_that_looks_alike_is_no_turned_verb(text: str) -> None:
    lines = "\n".join(MATCHER.explain(text, lang="de", on=DAY).lines)
    assert "an-/ab-/um-" not in lines


def test_an_entry_that_ended_does_not_leave_its_question_to_a_neighbour() -> None:
    pool = entry("freibad", "Wann hat das Freibad geöffnet?", "Öffnungszeiten Freibad", valid_until=DAY)
    indoor = entry("hallenbad", "Wann hat das Hallenbad geöffnet?", "Öffnungszeiten Hallenbad", "Bad Öffnungszeiten")
    matcher = Matcher(knowledge(pool, indoor, *TOWN.entries))
    for text in ("Öffnungszeiten Freibad", "Wann hat das Freibad geöffnet"):
        assert isinstance(matcher.match(text, lang="de", on=DAY), Answer)
        assert not isinstance(matcher.match(text, lang="de", on=DAY + timedelta(days=1)), Answer)


def test_what_is_not_for_one_entry_is_answered_by_the_one_it_is_for() -> None:
    others = [one for one in TOWN.entries if one.id != "hund-an"]
    dog = next(one for one in TOWN.entries if one.id == "hund-an")
    strict = replace(dog, not_for={"de": ("Hundesteuer abmelden", "Hund zu verkaufen")})
    matcher = Matcher(knowledge(strict, *others))
    outcome = matcher.match("Hundesteuer abmelden", lang="de", on=DAY)
    assert isinstance(outcome, Answer)
    assert outcome.best.id == "hund-ab"
    foreign = matcher.match("Hund zu verkaufen", lang="de", on=DAY)
    assert not isinstance(foreign, Answer)
    assert "hund-an" not in [one.id for one in foreign.candidates]


def test_the_very_words_of_an_entry_are_one_concern() -> None:
    both = entry("kombi", "Wie kann ich meinen Hund anmelden und was kostet ein Personalausweis?")
    outcome = Matcher(knowledge(both, *TOWN.entries)).match(both.question["de"], lang="de", on=DAY)
    assert isinstance(outcome, Answer)
    assert (outcome.best.id, outcome.also) == ("kombi", ())


def test_nothing_is_suggested_twice() -> None:
    text = "Personalausweis verlängern bitte? Was ist mit Hundesteuer? Was ist mit der Hundesteuer?"
    ids = [one.id for one in MATCHER.match(text, lang="de", on=DAY).candidates]
    assert len(ids) == len(set(ids))


def test_the_very_words_are_found_among_many_alike() -> None:
    many = [entry(f"e{number}", f"Wo seid ihr denn {chr(97 + number)}quark?") for number in range(26)]
    house = entry("haus", "Wie finde ich das Rathaus am Marktplatz?", "Wo seid ihr?", "Anfahrt mit Bus und Bahn",
                  "Stadtplan mit allen Gebäuden der Verwaltung", "Parken in der Nähe der Stadtverwaltung")  # fmt: skip
    outcome = Matcher(knowledge(house, *many)).match("Wo seid ihr?", lang="de", on=DAY)
    assert isinstance(outcome, Answer)
    assert outcome.best.id == "haus"


def test_explain_says_that_a_message_has_several_concerns() -> None:
    lines = MATCHER.explain("Wie melde ich meinen Hund an? Und wo beantrage ich Wohngeld?", lang="de", on=DAY).lines
    assert lines[-1].startswith("Mehrere Anliegen")


def test_a_look_alike_shuts_out_its_own_entry_only() -> None:
    text = "Personalausweis verloren was tun"
    found = replace(entry("fund", "Mein Personalausweis ist wieder da. Was nun?"), not_for={"de": (text,)})
    outcome = Matcher(knowledge(found, *TOWN.entries)).match(text, lang="de", on=DAY)
    assert not isinstance(outcome, NoMatch)
    assert outcome.candidates[0].id == "perso-verloren"
    assert "fund" not in [one.id for one in outcome.candidates]
