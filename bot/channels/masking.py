"""Takes what nobody needs out of a citizen's text before it is stored. Pure.

Precision first: what stands in a text is masked when a check digit, its form or the words around it prove what it is.
Contact data that the town asks for is a field of its own and does not come through here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.channels.masks import contact, numbers, person


@dataclass(frozen=True, kw_only=True, slots=True)
class Masked:
    """The text without what was found; ``kinds``: those of `ALL_KINDS` that were, each once, sorted."""

    text: str
    kinds: tuple[str, ...] = ()


_RULES: Final = (contact.EMAIL, *numbers.RULES, person.BIRTH_DATE, person.FILE_NUMBER, contact.PHONE)
KINDS: Final = frozenset(rule.kind for rule in numbers.RULES)
"""Masked unless the settings say otherwise: nobody needs them in a chat."""
LABELS: Final = {rule.kind: rule.label for rule in _RULES}
"""What stands in the text instead, by kind."""
ALL_KINDS: Final = frozenset(LABELS)


def mask(text: str, kinds: frozenset[str] = KINDS) -> Masked:
    """Replace everything of these kinds by its name in brackets. Masking twice changes nothing more."""
    found: set[str] = set()
    previous = None
    while previous != text:  # what was taken out may have hidden the border of its neighbour
        previous = text
        for rule in _RULES:
            if rule.kind in kinds:
                text = rule.apply(text, found)
    return Masked(text=text, kinds=tuple(sorted(found)))
