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


SENSES_OF_PIECE = 3
"""So much of what a leaf may stand for counts for a compound that stands for nothing as a whole."""
CACHED_WORDS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedWord:
    """A word of a question: its weight, what it may stand for as a whole, and its leaves if it is a compound.

    `stems` are the numbers of all that it may stand for, `worths` what each is worth.
    """

    token: str
    stem: str
    light: bool
    weight: float
    senses: tuple[Sense, ...]
    pieces: tuple[Piece, ...]
    stems: tuple[int, ...]
    worths: tuple[float, ...]


class Reader:
    """Reads messages by one vocabulary; remembers words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[str, float], AskedWord] = {}

    def read(self, text: str) -> tuple[AskedWord, ...]:
        """The words of a message, heavier in the sentence that asks."""
        found: list[AskedWord] = []
        for sentence, emphasis in _weighed(text):
            for unit in _rejoined(units(sentence, self._vocabulary.lang), self._vocabulary):
                found.append(self._known.get((unit.token, emphasis)) or self._learnt(unit, emphasis))
            if len(found) >= MOST_WORDS:
                break
        return tuple(found[:MOST_WORDS])

    def _learnt(self, unit: Unit, emphasis: float) -> AskedWord:
        if len(self._known) >= CACHED_WORDS:
            self._known.clear()
        word = self._known[unit.token, emphasis] = _word(unit, self._vocabulary, emphasis)
        return word


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
    weight *= emphasis
    meant = [(sense.number, weight * sense.near) for sense in senses]
    if not senses:
        meant = [
            (sense.number, weight * piece.share * sense.near)
            for piece in pieces
            for sense in piece.senses[:SENSES_OF_PIECE]
        ]
    return AskedWord(
        token=unit.token, stem=unit.stem, light=unit.light, weight=weight, senses=senses, pieces=pieces,
        stems=tuple(number for number, _ in meant), worths=tuple(worth for _, worth in meant),
    )  # fmt: skip


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
