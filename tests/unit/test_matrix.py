from tests.faults.matrix import MATRIX, NOT_HERE, by_row


def test_every_row_has_a_test_or_a_reason() -> None:
    shown = set(by_row())
    assert shown <= set(MATRIX) == set(range(1, 73))
    assert set(MATRIX) - shown - set(NOT_HERE) == set(), "rows without a test"
    assert shown & set(NOT_HERE) == set(), "rows with a test need no reason"
