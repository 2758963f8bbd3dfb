from tests.faults.matrix import MATRIX, by_row


def test_every_row_has_a_test() -> None:
    assert set(by_row()) == set(MATRIX) == set(range(1, 73))
