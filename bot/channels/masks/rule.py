"""A rule: what it takes out, and how it finds that in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

Spans = Iterator[tuple[int, int]]
"""Start and end of what is found, from left to right, none inside another."""

CONTEXT: Final = 60
"""So many characters before a number tell what it is."""
GAP: Final = "[ \t\u00a0\u202f]"
# Not inside a longer number or word, no phone number's tail.
LEFT: Final = rf"(?<![\w+])(?<![0-9]{GAP})(?<![0-9][-./])"
RIGHT: Final = r"(?![\w])(?![-./][0-9])"

# The last words before a number that say it is something else.
_PHONE: Final = r"tel|fax|handy|mobil|telefon\w*|ruf\w*|phone|mobile"
_REFERENCE: Final = (
    r"az|gz|nr|\w*zeichen|\w*beleg\w*|\w*rechnung\w*|invoice|vorgang\w*|quittung\w*|receipt|ticket\w*|sendung\w*|paket\w*"
    r"|tracking\w*|bestell\w*|auftrag\w*|order|\w*zähler\w*|kunden\w*|vertrag\w*|ean|isbn|gtin|imei|flurst\w*"
    r"|seriennummer|barcode"
)


def _named(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{words})(?:[ .\-]?(?:nr|nummer|no|number|id))?[\s.:#=\-]*(?:(?:ist|lautet|is)[\s:]*)?\Z", re.IGNORECASE
    )


REFERENCE: Final = _named(_REFERENCE.replace("|nr|", "|"))
"""Behind these words stands a number of goods, files or contracts."""
KEEP: Final = _named(f"{_PHONE}|{_REFERENCE}")
"""Behind these words stands no number of a card, a tax payer or a document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """``kind`` as the settings name it; ``label`` stands where the number was."""

    kind: str
    label: str
    find: Callable[[str], Spans]

    def apply(self, text: str, found: set[str]) -> str:
        """The text without what it finds; the kind is added to ``found``."""
        out: list[str] = []
        done = 0
        for start, end in self.find(text):
            out += [text[done:start], self.label]
            done = end
            found.add(self.kind)
        return "".join([*out, text[done:]])


def by_pattern(pattern: re.Pattern[str], length: Callable[[str, str], int]) -> Callable[[str], Spans]:
    """Finds by an expression and judges: (number with its gaps, words before) -> how much of it, 0: nothing."""

    def find(text: str) -> Spans:
        match = pattern.search(text)
        while match:
            start = match.start()
            taken = length(match.group(), text[max(0, start - CONTEXT) : start])
            if taken:
                yield start, start + taken
            # What was refused may hide a true one behind it.
            match = pattern.search(text, start + (taken or 1))

    return find
