"""Cuts a text into the units that are compared: one a word, with its stem, parted German verbs rejoined. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from faq.text import is_function_word, normalise, stem
from faq.words import (
    CARRYING_VERBS,
    FUNCTION_WORDS,
    GERMAN_AUXILIARIES,
    GERMAN_PRONOUNS,
    GERMAN_QUESTION_WORDS,
    HAVING,
    PARTICLES,
)

MAX_UNITS = 60
"""More words than this of a text are never looked at."""

_CLAUSE = re.compile(r"[.,;:?!()\n]+|\bund\b|\boder\b")
_PARTICIPLE = re.compile(rf"({'|'.join(sorted(PARTICLES, key=len, reverse=True))})(?:ge|zu)(\w{{3,}}(?:t|en))")
_LIGHT = frozenset().union(*FUNCTION_WORDS.values())
_ROOT_ENDINGS = ("igung", "igt", "erung", "ung", "keit", "heit", "lich", "bar", "ig", "er", "et", "st", "t", "n")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word: `token` in normal form, its `stem`, and whether it is `light` (grammar, politeness)."""

    token: str
    stem: str
    light: bool


def units(text: str, lang: str) -> list[Unit]:
    """The units of a text in order, at most MAX_UNITS."""
    return list(_units(text, lang))


@lru_cache(maxsize=64)  # one message is compared with several indices
def _units(text: str, lang: str) -> list[Unit]:
    if lang != "de":
        words = normalise(text).split()[:MAX_UNITS]
        return [Unit(token=word, stem=stem(word, lang), light=is_light(word)) for word in words]
    found: list[Unit] = []
    for clause in _CLAUSE.split(text):
        found.extend(_german(normalise(clause).split()))
        if len(found) >= MAX_UNITS:
            break
    return found[:MAX_UNITS]


def is_light(token: str) -> bool:
    """Whether a token is a function word of any language; people mix them ("hallo", "thanks")."""
    return token in _LIGHT


@lru_cache(maxsize=50_000)
def german_stem(token: str) -> str:
    """Stem of a German token; "angemeldet" and "anzumelden" are brought to "anmelden" first."""
    found = _PARTICIPLE.fullmatch(token)
    return stem(found.group(1) + found.group(2) if found else token, "de")


@lru_cache(maxsize=50_000)
def root(stem_: str) -> str:
    """A stem without the endings that make a noun of a verb; the same for "beglaubigung" and "beglaubigt"."""
    base = stem_
    if base.startswith("ge") and len(base) >= 6 and base[-1] in "tn":
        base = base[2:]
    for ending in _ROOT_ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 4:
            return base[: -len(ending)]
    return base


def _german(words: list[str]) -> list[Unit]:
    verb = _parted_verb(words)
    joined = words
    if verb is not None:
        joined = [words[-1] + word if index == verb else word for index, word in enumerate(words[:-1])]
    return [_german_unit(word) for word in joined]


@lru_cache(maxsize=50_000)
def _german_unit(word: str) -> Unit:
    return Unit(token=word, stem=german_stem(word), light=is_light(word))


def _parted_verb(words: list[str]) -> int | None:
    """Where the verb stands whose particle ends the clause ("melde ich meinen Hund an"); None when there is none."""
    if len(words) < 3 or words[-1] not in PARTICLES:
        return None
    for index, word in enumerate(words[:-1]):
        if word in GERMAN_AUXILIARIES or (is_function_word(word, "de") and word not in CARRYING_VERBS):
            continue
        follows = index + 1 < len(words) and words[index + 1] in GERMAN_PRONOUNS
        preceded = index > 0 and (words[index - 1] in GERMAN_PRONOUNS or words[index - 1] in GERMAN_QUESTION_WORDS)
        if follows or preceded or index == 0:
            return index
    if words[-1] == "auf":
        return next((index for index, word in enumerate(words) if word in HAVING), None)
    return None
