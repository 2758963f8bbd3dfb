"""How much of a question some phrasings cover, word by word, and how much of them the question covers. Pure."""

from collections.abc import Sequence

import numpy as np

from faq.compounds import HEAD
from faq.question import AskedWord
from faq.ragged import Floats, Ints, sums, tops
from faq.vocabulary import Vocabulary

COMPOUND = 0.95
"""What the cover of a word by its parts is worth."""


def covers(words: Sequence[AskedWord], tokens: Ints, ends: Ints, vocabulary: Vocabulary) -> tuple[Floats, Floats]:
    """How much each token is covered by the question (a value a token), and each word by each phrasing (a row a word).

    `tokens` are the phrasings' token numbers one behind the other, `ends` where each phrasing begins, and the end.
    """
    rows, leaves = _rows(words)
    numbers, matrix = _matrix(rows)
    terms = vocabulary.terms
    positions, term_ends = terms.take(tokens)
    values = terms.values[positions]
    column = np.minimum(np.searchsorted(numbers, values), len(numbers) - 1)
    column = np.where(numbers[column] == values, column, len(numbers))
    by_row = tops(matrix[:, column] * vocabulary.worths[positions], term_ends[ends])
    cover = by_row[: len(words)]
    for word, first, shares in leaves:
        by_parts = np.array(shares, np.float32) @ np.minimum(by_row[first : first + len(shares)] / HEAD, 1.0)
        cover[word] = np.maximum(cover[word], COMPOUND * by_parts)
    hit = matrix.max(axis=0)[column]
    parts = sums(hit * vocabulary.shares[positions], term_ends)
    return np.maximum(hit[term_ends[:-1]], COMPOUND * parts), cover


_Row = tuple[tuple[int, float], ...]


def _rows(words: Sequence[AskedWord]) -> tuple[list[_Row], list[tuple[int, int, list[float]]]]:
    """What each word, then each leaf, may stand for; which words have leaves, from which row, and their shares."""
    rows: list[_Row] = [tuple((sense.number, sense.near) for sense in word.senses) for word in words]
    leaves = []
    for at, word in enumerate(words):
        if word.pieces:
            leaves.append((at, len(rows), [piece.share for piece in word.pieces]))
            rows += [tuple((sense.number, sense.near) for sense in piece.senses) for piece in word.pieces]
    return rows, leaves


def _matrix(rows: Sequence[_Row]) -> tuple[Ints, Floats]:
    """The stem numbers that matter, ascending, and a row's nearness to each; the last column is for all others."""
    found = sorted({number for row in rows for number, _ in row}) or [-1]
    column = {number: at for at, number in enumerate(found)}
    matrix: Floats = np.zeros((len(rows), len(found) + 1), np.float32)
    for at, row in enumerate(rows):
        for number, near in row:
            matrix[at, column[number]] = near
    return np.array(found, np.int32), matrix
