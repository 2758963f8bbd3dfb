"""Where the columns stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handoff.desk.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, ceiling, columns, shade, share


@pytest.mark.parametrize(("highest", "top"), [(0, 1), (1, 1), (4, 4), (5, 6), (10, 10), (11, 12), (101, 120)])
def test_the_scale_ends_on_a_round_number(highest: int, top: int) -> None:
    assert ceiling(highest) == top


@example([[10, 0, 0]])
@given(st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), max_size=31))
def test_nothing_leaves_the_drawing_and_parts_stand_on_each_other(values: list[list[int]]) -> None:
    drawn = columns(values, ["x"] * len(values))
    assert len(drawn.columns) == len(values)
    for column in drawn.columns:
        for part in column.parts:
            assert part.x >= LEFT
            assert part.x + part.width <= WIDTH + 0.1
            assert part.y >= TOP - 0.2
            assert part.y + part.height <= HEIGHT - BOTTOM + 0.2
        for below, above in zip(column.parts, column.parts[1:], strict=False):
            assert above.y + above.height == pytest.approx(below.y, abs=0.2)
    marks = [line.value for line in drawn.lines]
    assert marks[0] == 0
    assert 2 <= len(marks) <= 6
    assert len({after - before for before, after in pairwise(marks)}) == 1, "steps of one size"


def test_labels_leave_each_other_room() -> None:
    labels = [column.label for column in columns([[1]] * 30, [str(n) for n in range(30)]).columns if column.label]
    assert labels == ["0", "3", "6", "9", "12", "15", "18", "21", "24", "27"]


def test_bars_and_shades() -> None:
    assert (share(1, 4), share(0, 0)) == (25.0, 0.0)
    assert [shade(n, 8) for n in (0, 1, 4, 8)] == [0, 1, 2, 4]
