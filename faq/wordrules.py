r"""Rules about words that must stand near together in a sentence. Pure.

The rules are text, separated by empty lines. Alternatives stand between " / " and are parts of regular expressions for
whole words in the form that `faq.text.normalise` gives; `{name}` stands for a list:

    + brennt / brennts              one word of each + line must be there, near together,
    + es / haus / wohnung
    - \w*laterne / brennt nicht     and nothing of the - line;
    ! acute within 6 weight 2       options, see `Rule`
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import Final

from faq.openings import Openings, openings

NEAR: Final = 8
MAX_PLACES: Final = 6
_WORD: Final = re.compile(r"\S+")


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
        return f"(?:{alternatives(lists[name.group(1)], lists)})"

    filled = re.sub(r"\{([a-z_]+)\}", put_in, text)
    parts = [" ".join(part.split()) for part in re.split(r"\s/\s", filled)]
    joined = "|".join(parts).replace("| ", "|")  # where a line of the text ended
    return re.sub(r"( \)(?:[?*]|\{\d,\d\})) ", r"\1", joined)  # what may be left out brings its own space


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
        hit = self.hit_at(sentence, None)
        return hit[0] if hit and not hit[1] else None

    def hit_at(self, sentence: str, starts: Sequence[Sequence[int]] | None) -> tuple[tuple[str, ...], str] | None:
        """The words, and what in the sentence speaks against the rule (empty: nothing); None when a word is missing.

        ``starts``: at which characters each group can begin, where that is known.
        """
        if self.rule.whole:
            return ((sentence,), self._against(sentence)) if self._needs[0].fullmatch(sentence) else None
        places = []
        for number, group in enumerate(self._needs):
            hits = _first(group, sentence, starts[number]) if starts else [m.span() for m in group.finditer(sentence)]
            if not hits:
                return None
            places.append(hits[:MAX_PLACES])
        for spans in product(*places):
            if _are_near(spans, sentence, self.rule.within):
                return tuple(sentence[start:end] for start, end in spans), self._against(sentence)
        return None

    def _against(self, sentence: str) -> str:
        if self._unless is not None and (found := self._unless.search(sentence)):
            return found.group()
        if self._past is not None and (found := self._past.search(sentence)) and not self._now.search(sentence):
            return found.group()
        return ""


class Rulebook:
    """Many rules, of which only those are asked that a sentence has the words for. ``past``, ``now``: see `Asked`."""

    def __init__(self, rules: Iterable[Rule], *, past: str = "", now: str = "") -> None:
        self._asked = [Asked(rule, past=past, now=now) for rule in rules]
        groups = [group for asked in self._asked for group in asked.rule.needs]
        self._openings = Openings(groups)
        numbers = iter(range(len(groups)))
        self._groups = [tuple(islice(numbers, len(asked.rule.needs))) for asked in self._asked]
        self._bits = [sum(1 << group for group in of_rule) for of_rule in self._groups]
        # A rule is looked at only where its group with the fewest ways to begin is there.
        keys = [min(of_rule, key=lambda group: len(set(openings(groups[group])))) for of_rule in self._groups]
        self._keys = sum(1 << key for key in set(keys))
        self._of_key: dict[int, list[int]] = {}
        for number, key in enumerate(keys):
            self._of_key.setdefault(1 << key, []).append(number)

    def found(self, sentence: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rules, by number, that a sentence in normal form follows, and by which words."""
        for number, words, because in self.hits(sentence):
            if not because:
                yield number, words

    def hits(self, sentence: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """The rules whose words a sentence has, by which words, and what speaks against each (empty: nothing)."""
        there = 0
        for word in sentence.split():
            there |= self._openings.of(word)
        if not (numbers := self._met(there)):
            return
        words = [(word.start(), self._openings.of(word.group())) for word in _WORD.finditer(sentence)]
        for number in numbers:
            starts = [[at for at, bits in words if bits >> group & 1] for group in self._groups[number]]
            if (found := self._asked[number].hit_at(sentence, starts)) is not None:
                yield number, *found

    def _met(self, there: int) -> list[int]:
        """The rules, by number, all of whose groups can begin with a word that is there."""
        found: list[int] = []
        keys, missing = there & self._keys, ~there
        while keys:
            key = keys & -keys
            keys ^= key
            found += [number for number in self._of_key[key] if not self._bits[number] & missing]
        found.sort()
        return found


def _first(group: re.Pattern[str], sentence: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    hits: list[tuple[int, int]] = []
    for start in starts:
        if (not hits or start >= hits[-1][1]) and (hit := group.match(sentence, start)):
            hits.append(hit.span())
            if len(hits) == MAX_PLACES:
                break
    return hits


def _are_near(spans: tuple[tuple[int, int], ...], sentence: str, within: int) -> bool:
    ordered = sorted(spans)
    if any(end > start for (_, end), (start, _) in pairwise(ordered)):
        return False  # one word cannot be two of the groups
    return sentence.count(" ", ordered[0][0], ordered[-1][1]) < within
