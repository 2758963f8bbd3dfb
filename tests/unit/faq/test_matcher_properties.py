"""What holds for the matcher whatever is asked and whatever is in the files; small ones, and without the lexicon."""

import dataclasses
import re
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from faq.entry import Entry, Release
from faq.knowledge import Knowledge
from faq.matcher import Matcher
from faq.outcome import Answer, NoMatch, Outcome, Suggest
from faq.text import normalise
from tests.unit.faq.knowledge import DAY, TOWN, entry, knowledge
from tests.unit.faq.test_text import ANY_TEXT

BARE = Knowledge()
FEW = settings(max_examples=25)
FEWER = settings(max_examples=12)

ENTRIES = TOWN.entries
KNOWN = [
    (one.id, lang, text)
    for one in ENTRIES
    for lang, texts in (
        ("de", (one.question["de"], *one.paraphrases.get("de", ()))),
        ("en", (*([one.question["en"]] if "en" in one.question else ()), *one.paraphrases.get("en", ()))),
    )
    for text in texts
]
"""Every phrasing of the sample: entry, language, words."""
WORDS = (
    *sorted({word for _, _, text in KNOWN for word in text.split()}),
    "nicht", "ab", "an", "wie", "Öffnungszeiten", "gestern", "xyz", "👍", "12345", "hund abmeldn", "Ausweiß",
)  # fmt: skip
MESSAGES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
"""Messages of words that are known and some that are not."""
FOREIGN = (
    ("Zirkuszelt streichen", "Wer streicht Zirkuszelte?", "Zeltplane bemalen"),
    ("Marmelade einkochen", "Erdbeermarmelade kochen", "Gelee aus Quitten"),
    ("Wo steht die Sternwarte?", "Teleskop ansehen", "Planeten beobachten"),
    ("Kettensäge schärfen", "Wer schleift Kettensägen?", "Sägeblatt stumpf"),
)
"""Entries that have nothing to do with the sample's."""
SMALL_TALK = (
    "hallo", "Guten Morgen!", "danke", "Vielen Dank", "tschüss", "wie geht es dir", "erzähl mir einen witz", "ok", "ja",
    "nein", "du bist dumm", "bist du ein roboter", "hello", "thanks", "good morning", "👍",
)  # fmt: skip
FILLER = (
    "Guten Tag, mein Name ist Meier.", "Ich wohne seit drei Jahren am Bahnhof.", "Gestern hat es stark geregnet.",
    "Meine Schwester meinte, das gehe schnell.", "Wir sind gerade aus dem Urlaub zurück.", "Das Wetter ist schön.",
    "Nun sitze ich hier und bin ratlos.", "Viele Grüße aus der Nachbarschaft.",
)  # fmt: skip


def matched(release: Release, text: str, lang: str = "de", days: int = 0) -> Outcome:
    return Matcher(release, BARE).match(text, lang=lang, on=DAY + timedelta(days=days))


SAMPLE = Matcher(TOWN, BARE)


def ask(text: str, lang: str = "de") -> Outcome:
    return SAMPLE.match(text, lang=lang, on=DAY)


def best(outcome: Outcome) -> str | None:
    return outcome.candidates[0].id if outcome.candidates else None


def answered(outcome: Outcome) -> str | None:
    return outcome.best.id if isinstance(outcome, Answer) else None


@given(ANY_TEXT | MESSAGES, st.sampled_from(["de", "en", "fr", ""]))
def test_it_never_raises_and_never_wavers(text: str, lang: str) -> None:
    outcome = ask(text, lang)
    assert outcome == ask(text, lang)
    assert SAMPLE.rank(text, lang=lang, on=DAY) == SAMPLE.rank(text, lang=lang, on=DAY)
    assert SAMPLE.explain(text, lang=lang, on=DAY).outcome == outcome


@given(st.sampled_from(["", "-", "?", "wie", "👍", "1"]), ANY_TEXT)
@FEW
def test_it_never_raises_on_odd_files(question: str, text: str) -> None:
    matched(knowledge(entry("odd", question)), text)
    matched(knowledge(), text)


@given(st.permutations(ENTRIES), st.lists(MESSAGES, min_size=4, max_size=4))
@FEWER
def test_the_order_of_entries_does_not_matter(entries: Sequence[Entry], texts: list[str]) -> None:
    shuffled = Matcher(dataclasses.replace(TOWN, entries=tuple(entries)), BARE)
    for text in (*texts, *(text for _, _, text in KNOWN[::5])):
        one, other = ask(text), shuffled.match(text, lang="de", on=DAY)
        assert type(one) is type(other), text
        assert answered(one) == answered(other)
        scores = {candidate.id: candidate.score for candidate in one.candidates}
        others = {candidate.id: candidate.score for candidate in other.candidates}
        apart = set(scores.keys() ^ others.keys())
        edge = min([*scores.values(), *others.values()], default=0.0)
        assert all(abs({**scores, **others}[id_] - edge) < 1e-4 for id_ in apart), text  # only ties may change places
        assert all(abs(scores[id_] - others[id_]) < 1e-4 for id_ in scores.keys() & others.keys()), text


@given(st.lists(st.tuples(st.sampled_from(KNOWN), st.integers(0, 5)), min_size=3, max_size=20))
@FEWER
def test_a_paraphrase_finds_its_entry_unless_another_has_it_too(dealt: list[tuple[tuple[str, str, str], int]]) -> None:
    # Phrasings are dealt to entries at random, so that neighbours are as near as can be.
    german = [(text, number) for (_, lang, text), number in dealt if lang == "de"]
    groups: dict[int, list[str]] = {}
    for text, number in german:
        groups.setdefault(number, []).append(text)
    assume(groups)
    release = knowledge(*(entry(f"entry-{number}", *texts) for number, texts in groups.items()))
    owners: dict[str, set[str]] = {}
    for text, number in german:
        owners.setdefault(normalise(text), set()).add(f"entry-{number}")
    here = Matcher(release, BARE)
    for text, _ in german:
        outcome = here.match(text, lang="de", on=DAY)
        own = owners[normalise(text)]
        assert best(outcome) in own, text
        assert answered(outcome) == (next(iter(own)) if len(own) == 1 else None), text


@given(st.sampled_from(FOREIGN), st.lists(MESSAGES, min_size=6, max_size=6))
@FEWER
def test_an_unrelated_entry_turns_no_answer_into_another(foreign: tuple[str, ...], texts: list[str]) -> None:
    more = Matcher(knowledge(*ENTRIES, entry("foreign", *foreign)), BARE)
    for text in (*texts, *(text for _, _, text in KNOWN)):
        before, after = ask(text), more.match(text, lang="de", on=DAY)
        if isinstance(before, Answer):
            assert isinstance(after, Answer | Suggest), text
            assert answered(after) in {None, before.best.id}, text
            assert best(after) == before.best.id, text
        else:
            assert answered(after) != "foreign", text


@given(st.sampled_from(ENTRIES), st.sampled_from(["Ausweis verloren", "Hund entlaufen", "Jagdschein", "Umzug im Büro"]))
@FEW
def test_what_an_entry_is_not_for_it_never_answers(one: Entry, text: str) -> None:
    barred = dataclasses.replace(one, not_for={"de": (text,)})
    release = knowledge(barred, *(other for other in ENTRIES if other.id != one.id))
    for spelt in (text, text.upper(), f"{text}?", f"Hallo, {text.lower()} bitte"):
        assert answered(matched(release, spelt)) != one.id, spelt


@given(st.sampled_from(ENTRIES), st.sampled_from(["staff", "past", "future"]), MESSAGES)
@FEW
def test_what_citizens_may_not_get_never_appears(one: Entry, why: str, text: str) -> None:
    change = {
        "staff": {"audience": "staff"},
        "past": {"valid_until": DAY - timedelta(days=1)},
        "future": {"valid_from": DAY + timedelta(days=1)},
    }[why]
    hidden = dataclasses.replace(one, **change)  # type: ignore[arg-type]
    here = Matcher(knowledge(hidden, *(other for other in ENTRIES if other.id != one.id)), BARE)
    for asked in (text, one.question["de"], *one.paraphrases["de"], *one.paraphrases.get("en", ())):
        outcome = here.match(asked, lang="de", on=DAY)
        assert one.id not in [candidate.id for candidate in outcome.candidates], asked
        assert one.id not in [candidate.id for candidate in here.rank(asked, lang="de", on=DAY)], asked
        assert not isinstance(outcome, Answer) or one.id not in [candidate.id for candidate in outcome.also]
        lines = here.explain(asked, lang="de", on=DAY).lines
        assert not any(re.match(rf"\d\. {one.id}(?![\w-])", line) for line in lines), asked


@given(st.sampled_from(SMALL_TALK), st.sampled_from(["", "!", "...", " 😀", "?"]), st.sampled_from(["de", "en"]))
@FEW
def test_small_talk_is_never_answered(text: str, end: str, lang: str) -> None:
    assert isinstance(ask(text + end, lang), NoMatch)
    assert isinstance(ask(text.upper() + end, lang), NoMatch)


SPELLINGS = (
    str.upper,
    str.lower,
    str.title,
    lambda text: text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe", "Ü": "Ue"})),
    lambda text: f"  {text.replace(' ', '   ')}  ",
    lambda text: f"{text.rstrip('?')}???",
    lambda text: f"{text.rstrip('?')}!",
    lambda text: f"{text.rstrip('?')} ...",
    lambda text: f"{text}\n",
)


@given(st.sampled_from(KNOWN), st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=3))
@settings(max_examples=60)
def test_spelling_does_not_change_what_is_found(known: tuple[str, str, str], spellings: list[object]) -> None:
    id_, lang, text = known
    spelt = text
    for spelling in spellings:
        spelt = spelling(spelt)  # type: ignore[operator]
    outcome = ask(spelt, lang)
    assert best(outcome) == best(ask(text, lang)) == id_, spelt
    assert type(outcome) is type(ask(text, lang)), spelt


@given(
    st.sampled_from([known for known in KNOWN if known[1] == "de"]),
    st.lists(st.sampled_from(FILLER), min_size=2, max_size=8),
    st.integers(0, 8),
)
@FEW
def test_the_only_question_of_a_long_message_is_among_the_first_three(
    known: tuple[str, str, str], filler: list[str], at: int
) -> None:
    id_, _, text = known
    asked = text if text.endswith("?") else f"{text}?"
    message = " ".join([*filler[:at], asked, *filler[at:]])
    assert id_ in [candidate.id for candidate in SAMPLE.rank(message, lang="de", on=DAY)[:3]], message
