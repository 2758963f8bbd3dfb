"""What somebody did wrong in a message, and where. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Offence(StrEnum):
    """What the netiquette forbids; fixed words that counters and stored rows use."""

    THREAT = "threat"
    INCITEMENT = "incitement"
    SEXUAL = "sexual"
    INSULT = "insult"
    SPAM = "spam"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A sentence that breaks the netiquette.

    ``severity``: 1 rude, 2 serious, 3 grave. ``rule``: the words that told it, in normal form. ``start`` and ``end``:
    the sentence in the text.
    """

    offence: Offence
    severity: int
    rule: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Excused:
    """Words that would have been an offence, and what else in the sentence tells that they are none."""

    offence: Offence
    rule: str
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWords:
    """Words in normal form that a town takes for insults or for slurs, or for no offence at all, besides the lists."""

    insults: frozenset[str] = frozenset()
    slurs: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
