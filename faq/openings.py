r"""With what word a pattern can begin, so that of many patterns only those are tried that can fit. Pure.

Patterns are alternatives of words in normal form with `|`, `(?:…)`, `[…]`, `\w`, `?`, `*`, `+` and `{m,n}`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

MAX_KEPT: Final = 50_000
_COUNT: Final = re.compile(r"[?*+]|\{\d+(?:,\d*)?\}")
_ANY: Final = "\\w"
_LITERAL: Final = re.compile(r"[a-z0-9]+")


class Openings:
    """Answers which of many patterns can begin with a word; never leaves one out that can."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._whole: Mapping[str, int] = defaultdict(int)
        self._first: Mapping[str, int] = defaultdict(int)
        self._last: Mapping[str, int] = defaultdict(int)
        self._inside: Mapping[str, int] = defaultdict(int)
        self._always = 0
        for number, pattern in enumerate(patterns):
            for word in set(openings(pattern)):
                self._learn(word, 1 << number)
        self._kept: dict[str, int] = {}
        self._part = re.compile("|".join(sorted(self._inside)) or r"(?!)")

    def of(self, word: str) -> int:
        """A bit for each pattern, the first being 1."""
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            found = self._kept[word] = self._ask(word)
        return found

    def _learn(self, opening: str, bit: int) -> None:
        core = opening.strip("*")
        if not _LITERAL.fullmatch(core):
            self._always |= bit
            return
        kinds = {(False, False): self._whole, (False, True): self._first, (True, False): self._last}
        kind = kinds.get((opening.startswith("*"), opening.endswith("*")), self._inside)
        kind[core] |= bit  # type: ignore[index]

    def _ask(self, word: str) -> int:
        bits = self._always | self._whole.get(word, 0)
        for at in range(1, len(word) + 1):
            bits |= self._first.get(word[:at], 0) | self._last.get(word[-at:], 0)
        if self._part.search(word):
            for part, of_part in self._inside.items():
                if part in word:
                    bits |= of_part
        return bits


def openings(pattern: str) -> Iterator[str]:
    """The first words of everything that fits a pattern; "*" stands for any letters."""
    for one in _split(pattern):
        yield from _first_words("", one)


def _first_words(done: str, rest: str) -> Iterator[str]:
    while rest:
        if rest[0] in " $":
            break
        if rest.startswith("\\b"):
            rest = rest[2:]
            continue
        options, rest, count = _next(rest)
        if options is None:
            yield done + "?"  # not understood: it can begin with anything
            return
        if count in ("", "?") and len(options) == 1 and not count and " " not in options[0]:
            done += options[0]
            continue
        if options == [_ANY]:
            done += "*"
            continue
        for option in options:
            again = "*" if count and count != "?" and " " not in option else ""
            yield from _first_words(done, option + again.replace("*", "\\w*") + rest)
        if count and (count in ("?", "*") or count.startswith("{0")):
            yield from _first_words(done, rest)
        return
    yield done.replace("**", "*") or "?"


def _next(rest: str) -> tuple[list[str] | None, str, str]:
    """What may stand next, what follows it, and how often it may stand."""
    if rest.startswith("(?:"):
        end = _closing(rest)
        options, rest = _split(rest[3:end]), rest[end + 1 :]
    elif rest[0] == "[" and rest[1] != "^" and "-" not in rest[: rest.index("]")]:
        end = rest.index("]")
        options, rest = list(rest[1:end]), rest[end + 1 :]
    elif rest.startswith("\\"):
        options, rest = [_ANY] if rest[1] in "wd" else [rest[:2]], rest[2:]
        if options != [_ANY]:
            return None, "", ""
    elif _LITERAL.match(rest):
        options, rest = [rest[0]], rest[1:]
    else:
        return None, "", ""
    count = _COUNT.match(rest)
    return options, rest[count.end() :] if count else rest, count.group() if count else ""


def _closing(pattern: str) -> int:
    depth = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
    raise ValueError(pattern)


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]
