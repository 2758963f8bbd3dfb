"""Text as the matcher sees it: one form of spelling, tokens, stems, and the language by its function words.

Pure, and total: any string, however hostile, has a result.
"""

import re
import unicodedata
from functools import lru_cache

import Stemmer

from faq.words import FUNCTION_WORDS, TELLING_WORDS

MAX_CHARACTERS = 20_000
"""More than this of a text is never looked at."""
MOST_LETTERS = 64
"""More than this of a word is never looked at."""

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ı": "i", "ł": "l"}
)
_UMLAUT = re.compile("[äöüßÄÖÜ]")
_USUAL = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
"""The umlauts of nearly every message, which are put in faster one by one."""
_GENDER_SIGN = re.compile("[:*_/]")
_GENDER = re.compile(r"(?<=\w)(?:[:*_]|/-?)in(?:nen)?\b")
_REPEATED = re.compile(r"([^\W\d])\1{2,}")
_REPEATED_ASCII = re.compile(r"([a-z])\1\1+")
_ASCII_WORDS = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else ord(" ") for code in range(256))
_SNOWBALL = {"de": "german", "en": "english"}


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """One spelling for what people mean alike: lower case, umlauts as ae/oe/ue/ss, words separated by one space.

    Punctuation, emoji, control characters, accents and stacked marks vanish; a letter repeats at most twice.
    """
    composed = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
    plain = unicodedata.normalize("NFC", composed)
    if _GENDER_SIGN.search(plain):
        plain = _GENDER.sub("", plain)
    for umlaut, letters in _USUAL:
        plain = plain.replace(umlaut, letters)
    if not plain.isascii():
        plain = plain.translate(_UMLAUTS)
    if not plain.isascii():
        plain = "".join(_kept(character) for character in unicodedata.normalize("NFD", plain))
        plain = _REPEATED.sub(r"\1\1", unicodedata.normalize("NFC", plain))
    else:
        plain = _REPEATED_ASCII.sub(r"\1\1", plain.encode().translate(_ASCII_WORDS).decode())
    return " ".join([word[:MOST_LETTERS] for word in plain.split()])


def tokens(text: str) -> list[str]:
    """The words of a text in normal form."""
    return normalise(text).split()


def stems(text: str, lang: str) -> list[str]:
    """The stem of each token, in order; a language without a stemmer keeps its tokens."""
    return [stem(token, lang) for token in tokens(text)]


def is_function_word(token: str, lang: str) -> bool:
    """Whether a token in normal form carries grammar or politeness rather than a topic."""
    return token in FUNCTION_WORDS.get(lang, frozenset())


@lru_cache(maxsize=16)  # a turn asks more than once about its message
def guess_language(text: str, least: int = 2) -> str | None:
    """ "de" or "en" when at least so many words tell and they agree; None when unsure ("ok", one word, numbers)."""
    words = tokens(text)
    if len(words) < 2:
        return None
    told = {lang: sum(map(telling.__contains__, words)) for lang, telling in TELLING_WORDS.items()}
    if _UMLAUT.search(text):
        told["de"] += 1
    (second, _), (most, best) = sorted((count, lang) for lang, count in told.items())[-2:]
    return best if most >= least and most >= 2 * second else None


@lru_cache(maxsize=50_000)
def stem(token: str, lang: str) -> str:
    """The stem of one token in normal form; umlauts are gone from German stems."""
    name = _SNOWBALL.get(lang)
    if name is None or token.isdigit():
        return token
    return str(_stemmer(name).stemWord(token)) or token


@lru_cache(maxsize=4)
def _stemmer(name: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(name)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "L" or category[0] == "N":
        return character
    return "" if category in {"Mn", "Mc", "Me", "Cf"} else " "
