import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from faq.ragged import Ragged, distinct, sums, tops, two_best

ROWS = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), min_size=1, max_size=12)


@given(ROWS, st.data())
def test_rows_are_taken_in_the_order_asked(rows: list[list[int]], data: st.DataObject) -> None:
    ragged = Ragged.of(rows)
    wanted = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=8))
    positions, ends = ragged.take(np.array(wanted, np.int32))
    taken = [ragged.values[positions[ends[at] : ends[at + 1]]].tolist() for at in range(len(wanted))]
    assert taken == [rows[row] for row in wanted]


@given(ROWS)
def test_transposing_says_which_rows_hold_a_value(rows: list[list[int]]) -> None:
    turned = Ragged.of(rows).transposed(31)
    for value in range(31):
        assert turned.of_row(value).tolist() == [at for at, row in enumerate(rows) for one in row if one == value]


@given(ROWS)
def test_counting(rows: list[list[int]]) -> None:
    found = list(zip(*(column.tolist() for column in Ragged.of(rows).counted(31)), strict=True))
    assert found == [(at, value, row.count(value)) for at, row in enumerate(rows) for value in sorted(set(row))]


@given(ROWS)
def test_runs_are_summed_and_topped(rows: list[list[int]]) -> None:
    ragged = Ragged.of(rows)
    values = ragged.values.astype(np.float32)
    assert sums(values, ragged.starts).tolist() == [sum(row) for row in rows]
    assert tops(values, ragged.starts).tolist() == [max(row) for row in rows]
    first, second = two_best(values, ragged.starts)
    assert (first - ragged.starts[:-1]).tolist() == [row.index(max(row)) for row in rows]
    for row, at, value in zip(rows, first - ragged.starts[:-1], second, strict=True):
        assert value == max([*row[:at], *row[at + 1 :], 0])


def test_distinct_values_are_found_once_and_said_which_each_is() -> None:
    values = np.array([7, 2, 7, 0, 2], np.int32)
    once, which = distinct(values, 9)
    assert sorted(once.tolist()) == [0, 2, 7]
    assert once[which].tolist() == values.tolist()
