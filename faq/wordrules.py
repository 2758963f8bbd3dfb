r"""Rules about words that must stand near together in a sentence. Pure.

The rules are text, separated by empty lines. Alternatives stand between " / " and are parts of regular expressions for
whole words in the form that `faq.text.normalise` gives; `{name}` stands for a list:

    + brennt / brennts              one word of each + line must be there, near together,
    + es / haus / wohnung
    - \w*laterne / brennt nicht     and nothing of the - line;
    ! acute within 6 weight 2       options, see `Rule`
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

NEAR: Final = 8
MAX_PLACES: Final = 6


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A sentence follows the rule when it has a word of each group, near together, and none of `unless`.

    `within`: over how many words the groups may spread. `acute`: what is told as past does not count, unless the
    sentence is about now. `whole`: the sentence must be nothing but the only group. `weight`: how grave it is.
    """

    needs: tuple[str, ...]
    unless: str = ""
    within: int = NEAR
    acute: bool = False
    whole: bool = False
    weight: int = 1


def read(text: str, lists: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of a text; raises ValueError for a line that is none."""
    for block in text.strip().split("\n\n"):
        needs, unless, options = [], "", ""
        for line in block.replace("\n  ", " ").splitlines():
            sign, _, rest = line.partition(" ")
            match sign:
                case "+":
                    needs.append(alternatives(rest, lists))
                case "-":
                    unless = alternatives(rest, lists)
                case "!":
                    options = rest
                case _:
                    raise ValueError(line)
        numbers = dict(re.findall(r"(within|weight) (\d+)", options))
        yield Rule(
            needs=tuple(needs),
            unless=unless,
            within=int(numbers.get("within", NEAR)),
            acute="acute" in options,
            whole="whole" in options,
            weight=int(numbers.get("weight", 1)),
        )


def alternatives(text: str, lists: Mapping[str, str]) -> str:
    """A list between " / " as part of a regular expression, the named lists put in."""

    def put_in(name: re.Match[str]) -> str:
        return alternatives(lists[name.group(1)], lists)

    filled = re.sub(r"\{([a-z_]+)\}", put_in, text)
    parts = [" ".join(part.split()) for part in re.split(r"\s/\s", filled)]
    return "|".join(parts).replace("| ", "|")  # where a line of the text ended


class Asked:
    """A rule, ready to be asked. ``past`` and ``now``: what tells that something is over, or not."""

    def __init__(self, rule: Rule, *, past: str = "", now: str = "") -> None:
        self.rule = rule
        self._needs = [re.compile(rf"\b(?:{group})\b") for group in rule.needs]
        self._unless = re.compile(rf"\b(?:{rule.unless})\b") if rule.unless else None
        self._past = re.compile(rf"\b(?:{past})\b") if past and rule.acute else None
        self._now = re.compile(rf"\b(?:{now})\b")

    def found(self, sentence: str) -> tuple[str, ...] | None:
        """The words of a sentence in normal form that follow it, one of each group; None when it does not."""
        if self.rule.whole:
            return (sentence,) if self._needs[0].fullmatch(sentence) else None
        places = []
        for group in self._needs:
            hits = [hit.span() for hit in group.finditer(sentence)][:MAX_PLACES]
            if not hits:
                return None
            places.append(hits)
        if self._is_disarmed(sentence):
            return None
        for spans in product(*places):
            if _are_near(spans, sentence, self.rule.within):
                return tuple(sentence[start:end] for start, end in spans)
        return None

    def _is_disarmed(self, sentence: str) -> bool:
        if self._unless is not None and self._unless.search(sentence):
            return True
        return self._past is not None and bool(self._past.search(sentence)) and not self._now.search(sentence)


def _are_near(spans: tuple[tuple[int, int], ...], sentence: str, within: int) -> bool:
    ordered = sorted(spans)
    if any(end > start for (_, end), (start, _) in pairwise(ordered)):
        return False  # one word cannot be two of the groups
    return sentence.count(" ", ordered[0][0], ordered[-1][1]) < within
