r"""The dangers that a message can tell of, and the rules by which it does. Pure.

The rules are text, in `faq.distress`, separated by empty lines. Alternatives stand between " / " and are parts of
regular expressions for whole words in the form that `faq.text.normalise` gives; `{somebody}` stands for a list of
`faq.distress.shared`:

    + brennt / brennts              one word of each + line must be there, near together,
    + es / haus / wohnung
    - \w*laterne / brennt nicht     and nothing of the - line;
    ! acute within 6                options, see `Rule`
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from faq.distress import body, crime, despair, fire, shared, violence

NEAR: Final = 8


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
    SUICIDE = "suicide"
    CRIME = "crime"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A danger is told when a sentence has a word of each group, near together, and none of `unless`.

    `within`: over how many words the groups may spread. `acute`: what is told as past does not count, unless the
    sentence calls for help now. `whole`: the sentence must be nothing but the only group.
    """

    danger: Danger
    needs: tuple[str, ...]
    unless: str = ""
    within: int = NEAR
    acute: bool = False
    whole: bool = False


def read(danger: Danger, text: str) -> Iterator[Rule]:
    """The rules of a text; raises ValueError for a line that is none."""
    for block in text.strip().split("\n\n"):
        needs, unless, options = [], "", ""
        for line in block.replace("\n  ", " ").splitlines():
            sign, _, rest = line.partition(" ")
            match sign:
                case "+":
                    needs.append(alternatives(rest))
                case "-":
                    unless = alternatives(rest)
                case "!":
                    options = rest
                case _:
                    raise ValueError(line)
        near = re.search(r"within (\d+)", options)
        yield Rule(
            danger=danger,
            needs=tuple(needs),
            unless=unless,
            within=int(near.group(1)) if near else NEAR,
            acute="acute" in options,
            whole="whole" in options,
        )


def alternatives(text: str) -> str:
    """A list between " / " as part of a regular expression, lists of `faq.distress.shared` put in."""
    filled = re.sub(r"\{([a-z_]+)\}", lambda name: shared.SHARED[name.group(1)], text)
    return "|".join(" ".join(part.split()) for part in re.split(r"\s/\s", filled))


_TEXTS: Final[Mapping[Danger, str]] = {
    Danger.SUICIDE: despair.SUICIDE,
    Danger.FIRE: fire.FIRE,
    Danger.GAS: fire.GAS,
    Danger.POISONING: body.POISONING,
    Danger.ACCIDENT: body.ACCIDENT,
    Danger.MEDICAL: body.MEDICAL,
    Danger.CHILD: violence.CHILD,
    Danger.DOMESTIC: violence.DOMESTIC,
    Danger.VIOLENCE: violence.VIOLENCE,
    Danger.CRIME: crime.CRIME,
    Danger.OTHER: crime.OTHER,
}
RULES: Final = tuple(rule for danger, text in _TEXTS.items() for rule in read(danger, text))
"""In the order in which they are asked: of two dangers the first is named."""
PAST: Final = alternatives(shared.PAST)
NOW: Final = alternatives(shared.NOW)
MENDED: Final = frozenset(shared.MENDED.split())
NOT_MENDED: Final = frozenset(shared.NOT_MENDED.split())
