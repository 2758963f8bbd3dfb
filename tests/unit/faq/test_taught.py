import numpy as np

from faq.taught import teach
from faq.trigrams import SLOTS, counted, trigrams

TEXTS = (
    ("hund anmelden hundesteuer", 0), ("neuer hund", 0), ("hund abmelden gestorben", 1), ("hund verkauft weg", 1),
    ("reisepass beantragen", 2), ("neuer pass fuer die reise", 2),
)  # fmt: skip


def rows() -> list[list[int]]:
    return [[slot for word in text.split() for slot in trigrams(word)] for text, _ in TEXTS]


def test_each_text_speaks_for_its_own_entry() -> None:
    owners = np.array([owner for _, owner in TEXTS], np.int32)
    taught = teach(rows(), owners, 3, SLOTS)
    assert taught is not None
    for text, owner in TEXTS:
        scores = taught.scores(*counted(text.split()), np.arange(3))
        assert scores.argmax() == owner, text


def test_training_is_deterministic() -> None:
    owners = np.array([owner for _, owner in TEXTS], np.int32)
    one, other = teach(rows(), owners, 3, SLOTS), teach(rows(), owners, 3, SLOTS)
    assert one is not None
    assert other is not None
    assert (one.weights == other.weights).all()


def test_nothing_known_says_nothing() -> None:
    taught = teach(rows(), np.array([owner for _, owner in TEXTS], np.int32), 3, SLOTS)
    assert taught is not None
    assert taught.scores(*counted(["qqqqq"]), np.arange(3)).tolist() == [0, 0, 0]
