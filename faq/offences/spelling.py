"""Reads what is written so that no filter finds it: stars, digits for letters, letters apart or too many. Pure."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from faq.offences.finding import OwnWords
from faq.offences.lists import NOT_MEANT, OTHERS, STRONG
from faq.text import normalise

MAX_DISGUISED: Final = 30
"""More words with signs or digits than this are not read: nobody writes so."""
SHORTEST: Final = 4
LONG_WORD, LONGER_WORD = 7, 10
"""From so many letters on one slip of the finger is read over, and one wrong letter: shorter, it is another word."""
HARMLESS, INSULTING, SLUR = "wort", "idiot", "kanake"
"""What a town's own words are read as."""

_STRONG: Final = frozenset(normalise(word) for word in STRONG.split())
_WORDS: Final = _STRONG | frozenset(normalise(word) for word in OTHERS.split())
_NOT_MEANT: Final = frozenset(NOT_MEANT.split())
_DIGITS: Final = str.maketrans(
    {
        "4": "a",
        "@": "a",
        "3": "e",
        "€": "e",
        "1": "i",
        "!": "i",
        "|": "i",
        "0": "o",
        "5": "s",
        "$": "s",
        "7": "t",
        "8": "b",
    }
)
_TOKEN: Final = re.compile(r"\S+")
_APART: Final = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*·]{1,2}){3,20}[^\W\d_](?!\w)")
_STARS: Final = re.compile(r"(?<=\w)[*#_.%&$@\-–+…]{1,8}(?=\w)|(?<=\w)[*#]{1,8}")
_ADDRESS: Final = re.compile(r"://|[\w-]@[\w-]+\.\w|\.(?:txt|pdf|html?|de|com|example)\b|[/\\]", re.IGNORECASE)
_MISTAKEN: Final = re.compile(r"(?<=\bihr )seit\b|\bseit(?= ihr\b)", re.IGNORECASE)
"""The slip most often made in a sentence that is about somebody."""
_F_WORD: Final = re.compile(r"f[*#]{2,4}k?", re.IGNORECASE)


def uncensored(text: str, own: OwnWords) -> str:
    """The text with every censored or disguised word that the rules know put in its usual spelling."""
    left = MAX_DISGUISED

    def read(token: re.Match[str]) -> str:
        nonlocal left
        word = token.group()
        if not word.isalpha() and not word[:-1].isalpha():
            left -= 1
            if left < 0:
                return word
        return _chosen(word, own)

    return _MISTAKEN.sub("seid", _TOKEN.sub(read, _APART.sub(_together, text)))


def _chosen(token: str, own: OwnWords) -> str:
    if own.insults or own.slurs or own.allowed:
        plain = normalise(token)
        if plain in own.allowed:
            return HARMLESS
        if plain in own.insults:
            return INSULTING
        if plain in own.slurs:
            return SLUR
    return _word(token)


def _together(letters: re.Match[str]) -> str:
    joined = re.sub(r"[^\w]|_", "", letters.group())
    return joined if _known(normalise(joined)) else letters.group()


@lru_cache(maxsize=20_000)
def _word(token: str) -> str:
    """The word that a token disguises; itself when it disguises none."""
    if len(token) > 40:
        return token
    plain = normalise(token)
    if plain in _WORDS or plain in _NOT_MEANT:
        return token
    if _ADDRESS.search(token):
        return token
    core = token.strip(".,;:?\"'()[]„“”»«")
    if len(core) > 2 and core[0] in "*_" and core[-1] in "*_":
        core = core.strip("*_")  # that is how people write bold
    return _starred(core) or _spelt(core) or token


def _starred(core: str) -> str:
    if _F_WORD.fullmatch(core):
        return "fuck"
    if not _STARS.search(core) or sum(char.isalpha() for char in core) < 2:
        return ""
    parts = [normalise(part).replace(" ", "") for part in _STARS.split(core)]
    words = [word for word in _WORDS if word.startswith(parts[0]) and len(word) >= SHORTEST]
    if not parts[0] or len("".join(parts)) < 2 or not words:
        return ""
    # People put as many signs as they like; at least one letter is missing, or none where the sign only divides.
    gaps = [rf"\w{{0,{len(gap) + 4}}}" for gap in _STARS.findall(core)]
    letters = re.compile(parts[0] + "".join(gap + part for gap, part in zip(gaps, parts[1:], strict=True)))
    fits = [word for word in words if letters.fullmatch(word)]
    close = [word for word in fits if abs(len(word) - len(core)) <= (2 if parts[-1] else 1)]
    return min(close or [], key=lambda word: (abs(len(word) - len(core)), word), default="")


def _spelt(core: str) -> str:
    if not any(char.isalpha() for char in core):
        return ""
    for way in (core.lower().translate(_DIGITS), core):
        if (found := _known(normalise(way).replace(" ", ""))) and (way == core or way != core.lower()):
            return found
    return ""


@lru_cache(maxsize=20_000)
def _known(plain: str) -> str:
    """The known word that a word in normal form is, give or take letters too many or a slip; empty when it is none."""
    if plain in _WORDS:
        return plain
    if plain in _NOT_MEANT or len(plain) < 4:
        return ""
    thin = _thin(plain)
    if thin in _THIN and len(plain) > len(_THIN[thin]):
        return _THIN[thin]
    if len(plain) < LONG_WORD:
        return ""
    return min((word for word in _LONG.get(plain[0], ()) if _is_slip(plain, word)), default="")


def _is_slip(plain: str, word: str) -> bool:
    if OSA.distance(word, plain, score_cutoff=1) != 1:
        return False
    return len(word) != len(plain) or sorted(word) == sorted(plain) or len(word) >= LONGER_WORD


def _thin(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


_LONG: Final = {
    letter: [word for word in _STRONG if len(word) >= LONG_WORD and word[0] == letter]
    for letter in {word[0] for word in _STRONG}
}
_THIN: Final = {_thin(word): word for word in sorted(_WORDS)}
