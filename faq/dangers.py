"""The dangers that a message can tell of, and the rules by which it does: the texts of `faq.distress`. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from faq.distress import body, crime, despair, fire, missing, shared, violence
from faq.wordrules import Rule, alternatives, read


class Danger(StrEnum):
    """What threatens; fixed words that counters and stored rows use."""

    FIRE = "fire"
    GAS = "gas"
    MEDICAL = "medical"
    POISONING = "poisoning"
    ACCIDENT = "accident"
    VIOLENCE = "violence"
    DOMESTIC = "domestic"
    CHILD = "child"
    MISSING = "missing"
    SUICIDE = "suicide"
    CRIME = "crime"
    OTHER = "other"


_TEXTS: Final[Mapping[Danger, str]] = {
    Danger.SUICIDE: despair.SUICIDE,
    Danger.FIRE: fire.FIRE,
    Danger.GAS: fire.GAS,
    Danger.POISONING: body.POISONING,
    Danger.ACCIDENT: body.ACCIDENT,
    Danger.MEDICAL: body.MEDICAL,
    Danger.CHILD: violence.CHILD,
    Danger.MISSING: missing.MISSING,
    Danger.DOMESTIC: violence.DOMESTIC,
    Danger.VIOLENCE: violence.VIOLENCE,
    Danger.CRIME: crime.CRIME,
    Danger.OTHER: crime.OTHER,
}
RULES: Final[tuple[tuple[Danger, Rule], ...]] = tuple(
    (danger, rule) for danger, text in _TEXTS.items() for rule in read(text, shared.SHARED)
)
"""In the order in which they are asked: of two dangers the first is named."""
PAST: Final = alternatives(shared.PAST, shared.SHARED)
NOW: Final = alternatives(shared.NOW, shared.SHARED)
MENDED: Final = frozenset(shared.MENDED.split())
NOT_MENDED: Final = frozenset(shared.NOT_MENDED.split())
