"""Cuts a message into sentences, tells which of them ask, and which concerns of their own they carry. Pure."""

import re
from functools import lru_cache

_SENTENCE = re.compile(r"[^.!?\n;]+[.!?\n;]*")
_ASKS = re.compile(
    r"^\W*(?:(?:und|aber|also|dann|and|but|so) )?(?:wie|wo|wann|was|wer|wen|wem|wohin|woher|warum|wieso|weshalb|"
    r"welche\w*|kann|darf|muss|soll|gibt|brauche?|habe ich|ist es|how|where|when|what|who|why|which|can|may|must|"
    r"do|does|is|are|should)\b"
    r"|\bich (?:moechte|möchte|will|wollte|würde|muss|brauche?|bräuchte|suche|benötige)\b"
    r"|\bi (?:want|need|would like|have to|am looking)\b",
    re.IGNORECASE,
)
"""How a sentence begins that asks for something, and what says so within."""
_AND = re.compile(
    r"[,;]?\s+(?:und|sowie|außerdem|ausserdem|and|also)\s+(?:(?:auch|noch|dann)\s+)?"
    r"(?=(?:wie|wo|wann|was|wer|welche\w*|kann|darf|muss|ich|meine?[nmrs]?|eine?[nmrs]?|de[nmr]|die|das|"
    r"how|where|when|what|which|can|do|i|my|an?|the)\b)",
    re.IGNORECASE,
)
"""A joint between two questions in one sentence."""
_BLANKS = re.compile(r"[^\S\n]+")
MOST_CONCERNS = 3
LEAST_LETTERS = 8


def sentences(text: str) -> list[tuple[str, bool]]:
    """The sentences of a text, and whether each asks; of a text of one sentence it is not told."""
    parts = _SENTENCE.findall(text)
    if len(parts) < 2:
        return [(text, False)]
    return [(part, _asks(part)) for part in parts]


def concerns(text: str) -> list[str]:
    """What a message asks, each as a text of its own, at most three; none when it asks one thing."""
    parts = _SENTENCE.findall(_BLANKS.sub(" ", text))
    pieces = [piece for part in parts if _asks(part) for piece in _AND.split(part)]
    if len(pieces) < 2:
        return []
    found = [piece.strip() for piece in pieces if sum(map(str.isalpha, piece)) >= LEAST_LETTERS]
    return found[:MOST_CONCERNS] if len(found) > 1 else []


@lru_cache(maxsize=64)  # asked again for each index that a message is compared with
def _asks(part: str) -> bool:
    return part.rstrip().endswith("?") or _ASKS.search(part) is not None
