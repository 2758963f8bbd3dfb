"""Rows of different length in two flat arrays. Pure; knows numbers only."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]
BLOCK = 4096
"""Rows that are counted at once, to bound the memory that it takes."""


class Ragged:
    """``rows`` rows of int32 values; ``starts[i]:starts[i + 1]`` is row i of ``values``."""

    __slots__ = ("_lengths", "starts", "values")

    def __init__(self, values: Ints, starts: Ints) -> None:
        self.values = values
        self.starts = starts
        self._lengths: Ints | None = None

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Ragged":
        """From one sequence a row."""
        # Not lists: to make arrays of long ones would stop all threads.
        flat, ends = array("i"), array("i", [0])
        for row in rows:
            flat.extend(row)
            ends.append(len(flat))
        return cls(np.frombuffer(flat, np.int32), np.frombuffer(ends, np.int32))

    @classmethod
    def by_key(cls, keys: Ints, values: Ints, rows: int) -> "Ragged":
        """From values and the row that each belongs to, the keys ascending."""
        return cls(values, ends_of(np.bincount(keys, minlength=rows)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def lengths(self) -> Ints:
        """How many values each row has."""
        if self._lengths is None:
            self._lengths = np.diff(self.starts)
        return self._lengths

    def take(self, rows: Ints) -> tuple[Ints, Ints]:
        """Positions into ``values`` of these rows one behind the other, and where each begins among them, and the end.

        Positions, not values, so that arrays beside ``values`` can be read the same way.
        """
        lengths = self.lengths().take(rows)
        ends = ends_of(lengths)
        positions = (self.starts.take(rows) - ends[:-1]).repeat(lengths)
        positions += np.arange(len(positions), dtype=np.int32)
        return positions, ends

    def of_row(self, row: int) -> Ints:
        """The values of one row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def through(self, inner: "Ragged") -> "Ragged":
        """Each value replaced by the row of ``inner`` that it names."""
        positions, ends = inner.take(self.values)
        return Ragged(inner.values.take(positions), ends.take(self.starts))

    def grouped(self, outer: "Ragged") -> "Ragged":
        """Rows of rows become one row each; ``outer`` holds consecutive row numbers."""
        return Ragged(self.values, self.starts[outer.starts])

    def transposed(self, columns: int) -> "Ragged":
        """For each of ``columns`` values the rows that hold it, ascending."""
        order = np.argsort(self.values, kind="stable")
        owners = np.repeat(np.arange(len(self), dtype=np.int32), self.lengths())[order]
        return Ragged(owners, ends_of(np.bincount(self.values, minlength=columns)))

    def counted(self, width: int) -> tuple[Ints, Ints, Ints]:
        """Row, value and how often it stands there, for each distinct value of each row; values are below ``width``."""
        found: list[tuple[Ints, Ints, Ints]] = []
        for first in range(0, len(self), BLOCK):
            last = min(first + BLOCK, len(self))
            values = self.values[self.starts[first] : self.starts[last]]
            owners = np.repeat(np.arange(first, last, dtype=np.int64), self.lengths()[first:last])
            keys, counts = np.unique(owners * width + values, return_counts=True)
            found.append(((keys // width).astype(np.int32), (keys % width).astype(np.int32), counts.astype(np.int32)))
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32)
        rows, numbers, counts = (np.concatenate(column) for column in zip(*found, strict=True))
        return rows, numbers, counts


def ends_of(lengths: Ints) -> Ints:
    """Where each of some rows of these lengths begins, and the end."""
    ends: Ints = np.zeros(len(lengths) + 1, np.int32)
    lengths.cumsum(out=ends[1:])
    return ends


def distinct(values: Ints, width: int) -> tuple[Ints, Ints]:
    """The distinct of at most 65,536 values below ``width``, in no particular order, and which of them each is."""
    place: Ints = np.empty(width, np.uint16)
    order = np.arange(len(values), dtype=np.uint16)
    place[values] = order
    once = values[place.take(values) == order]
    place[once] = order[: len(once)]
    return once, place.take(values)


def sums(values: Floats, ends: Ints) -> Floats:
    """The sum of each run of ``values`` along the first axis; no run may be empty."""
    summed: Floats = np.add.reduceat(values, ends[:-1], axis=0)
    return summed


def tops(values: Floats, ends: Ints) -> Floats:
    """The largest of each run of ``values`` along the first axis; no run may be empty."""
    largest: Floats = np.maximum.reduceat(values, ends[:-1], axis=0)
    return largest


def two_best(values: Floats, ends: Ints) -> tuple[Ints, Floats]:
    """The position of the (first) largest of each run, and the second largest value, 0 where there is none."""
    owners = np.arange(len(ends) - 1).repeat(ends[1:] - ends[:-1])
    largest = (values == tops(values, ends).take(owners)).nonzero()[0][::-1]
    first = np.empty(len(ends) - 1, np.intp)
    first[owners.take(largest)] = largest
    others = values.copy()
    others[first] = 0.0
    return first, tops(others, ends)
