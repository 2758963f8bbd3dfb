"""A citizen's message as the index compares it: its words, what they may stand for, and what they weigh. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from faq.sentences import sentences
from faq.units import Unit, units
from faq.vocabulary import Piece, Sense, Vocabulary

MOST_WORDS = 120
"""More words than this of a message are not read; those of the sentences that ask come first."""
BESIDE = 0.45
"""What a word counts in a sentence of a long message that asks nothing, where another sentence asks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedWord:
    """A word of a question: its weight, what it may stand for as a whole, and its leaves if it is a compound."""

    token: str
    stem: str
    light: bool
    weight: float
    senses: tuple[Sense, ...]
    pieces: tuple[Piece, ...]


def read_question(text: str, vocabulary: Vocabulary) -> tuple[AskedWord, ...]:
    """The words of a message, heavier in the sentence that asks."""
    found: list[AskedWord] = []
    for sentence, emphasis in _weighed(text):
        for unit in _rejoined(units(sentence, vocabulary.lang), vocabulary):
            found.append(_word(unit, vocabulary, emphasis))
        if len(found) >= MOST_WORDS:
            break
    return tuple(found[:MOST_WORDS])


def _weighed(text: str) -> list[tuple[str, float]]:
    """The sentences and what their words count, those that ask first; all the same where none asks."""
    parts = sentences(text)
    if not any(asks for _, asks in parts):
        return [(text, 1.0)]
    return [(part, 1.0) for part, asks in parts if asks] + [(part, BESIDE) for part, asks in parts if not asks]


def _word(unit: Unit, vocabulary: Vocabulary, emphasis: float) -> AskedWord:
    light = vocabulary.lightness(unit)
    senses = vocabulary.senses(unit.token, unit.stem, typos=not unit.light)
    pieces = () if unit.light else vocabulary.pieces(unit.token)
    if unit.light:
        senses = tuple(sense for sense in senses if sense.how == "same")
    weight = vocabulary.weight(unit.token, unit.stem, senses, light)
    if pieces and not senses:
        weight = min(weight, max(piece.weight for piece in pieces) * light)
    return AskedWord(
        token=unit.token, stem=unit.stem, light=unit.light, weight=weight * emphasis, senses=senses, pieces=pieces
    )


def _rejoined(found: Sequence[Unit], vocabulary: Vocabulary) -> list[Unit]:
    """Two words that are one word of the phrasings ("hunde steuer") become it."""
    joined: list[Unit] = []
    for unit in found:
        last = joined[-1] if joined else None
        if last is not None and vocabulary.lang == "de" and not unit.light and not last.light and len(last.token) >= 3:
            whole = vocabulary.whole(last.token, unit.token)
            if whole:
                joined[-1] = units(whole, vocabulary.lang)[0]
                continue
        joined.append(unit)
    return joined
