"""How much of a question some phrasings cover, word by word, and how much of them the question covers. Pure."""

from collections.abc import Sequence

import numpy as np

from faq.compounds import HEAD
from faq.question import AskedWord
from faq.ragged import Floats, Ints, sums, tops
from faq.vocabulary import Sense, Vocabulary

COMPOUND = 0.95
"""What the cover of a word by its parts is worth."""


def covers(
    words: Sequence[AskedWord], tokens: Ints, which: Ints, ends: Ints, vocabulary: Vocabulary
) -> tuple[Floats, Floats]:
    """How much each token is covered by the question (a value a token), and each word by each phrasing (a row a word).

    `tokens` are distinct; `which` of them each word of the phrasings is, one behind the other; `ends` where each
    phrasing begins, and the end.
    """
    whole, leaves, rows = _rows(words)
    place, matrix = _matrix(rows, len(vocabulary.stems))
    positions, term_ends = vocabulary.terms.take(tokens)
    column = place.take(vocabulary.terms.values.take(positions))
    by_token = tops(matrix.take(column, axis=1) * vocabulary.worths.take(positions), term_ends)
    by_row = tops(by_token.take(which, axis=1), ends)
    cover: Floats = np.zeros((len(words), len(ends) - 1), np.float32)
    cover[whole] = by_row[: len(whole)]
    for word, some, shares in leaves:
        by_parts = np.array(shares, np.float32) @ np.minimum(by_row[some] / HEAD, 1.0)
        cover[word] = np.maximum(cover[word], COMPOUND * by_parts)
    hit = matrix.max(axis=0, initial=0.0).take(column)
    parts = sums(hit * vocabulary.shares.take(positions), term_ends)
    return np.maximum(hit.take(term_ends[:-1]), COMPOUND * parts), cover


def _rows(words: Sequence[AskedWord]) -> tuple[list[int], list[tuple[int, slice, list[float]]], list[Sequence[Sense]]]:
    """Which words may stand for something; which have leaves that may, their rows and shares; and what, row by row."""
    whole = [at for at, word in enumerate(words) if word.senses]
    rows: list[Sequence[Sense]] = [words[at].senses for at in whole]
    leaves = []
    for at, word in enumerate(words):
        known = [piece for piece in word.pieces if piece.senses]
        if known:
            leaves.append((at, slice(len(rows), len(rows) + len(known)), [piece.share for piece in known]))
            rows += [piece.senses for piece in known]
    return whole, leaves, rows


def _matrix(rows: Sequence[Sequence[Sense]], stems: int) -> tuple[Ints, Floats]:
    """For each stem its column, and a row's nearness to each column; the first is for all that do not matter."""
    numbers = [sense.number for row in rows for sense in row]
    column = {number: at for at, number in enumerate(dict.fromkeys(numbers), start=1)}
    place: Ints = np.zeros(stems, np.int16)
    place[list(column)] = np.arange(1, len(column) + 1)
    matrix: Floats = np.zeros((len(rows), len(column) + 1), np.float32)
    matrix[[at for at, row in enumerate(rows) for _ in row], [column[number] for number in numbers]] = [
        sense.near for row in rows for sense in row
    ]
    return place, matrix
