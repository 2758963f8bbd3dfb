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
    """How much each token is covered by the question (a value a token), and each word (a column) by each phrasing.

    `tokens` are distinct; `which` of them each word of the phrasings is, one behind the other; `ends` where each
    phrasing begins, and the end.
    """
    whole, leaves, rows = _rows(words)
    place, matrix = _matrix(rows, len(vocabulary.stems))
    positions, term_ends = vocabulary.terms.take(tokens)
    column = place.take(vocabulary.terms.values.take(positions))
    by_token = tops(matrix.take(column, axis=0) * vocabulary.worths.take(positions)[:, None], term_ends)
    found = tops(by_token.take(which, axis=0), ends)
    cover: Floats = np.zeros((len(ends) - 1, len(words)), np.float32)
    cover[:, whole] = found[:, : len(whole)]
    if leaves:
        compounds = list(leaves)
        shares: Floats = np.zeros((len(rows) - len(whole), len(leaves)), np.float32)
        at = 0
        for number, some in enumerate(leaves.values()):
            shares[at : at + len(some), number] = some
            at += len(some)
        by_parts = np.minimum(found[:, len(whole) :] / HEAD, 1.0) @ shares
        cover[:, compounds] = np.maximum(cover[:, compounds], COMPOUND * by_parts)
    hit = matrix.max(axis=1, initial=0.0).take(column)
    parts = sums(hit * vocabulary.shares.take(positions), term_ends)
    return np.maximum(hit.take(term_ends[:-1]), COMPOUND * parts), cover


def _rows(words: Sequence[AskedWord]) -> tuple[list[int], dict[int, list[float]], list[Sequence[Sense]]]:
    """Which words may stand for something; the shares of the leaves of others that may; and what, row by row."""
    whole = [at for at, word in enumerate(words) if word.senses]
    rows: list[Sequence[Sense]] = [words[at].senses for at in whole]
    leaves = {}
    for at, word in enumerate(words):
        known = [piece for piece in word.pieces if piece.senses]
        if known:
            leaves[at] = [piece.share for piece in known]
            rows += [piece.senses for piece in known]
    return whole, leaves, rows


def _matrix(rows: Sequence[Sequence[Sense]], stems: int) -> tuple[Ints, Floats]:
    """Each stem's place in a table of how near each row (a column of it) is; the first place is for all other stems."""
    numbers = [sense.number for row in rows for sense in row]
    place: Ints = np.zeros(stems, np.int16)
    place[numbers] = range(1, len(numbers) + 1)  # of a number that comes again the last place counts
    matrix: Floats = np.zeros((len(numbers) + 1, len(rows)), np.float32)
    columns = [at for at, row in enumerate(rows) for _ in row]
    matrix[place.take(numbers), columns] = [sense.near for row in rows for sense in row]
    return place, matrix
