"""Words that only one town says, put into those that the standard lexicon knows. Pure."""

import re
from collections.abc import Callable, Iterable

from faq.lexicon.service import WordGroup
from faq.text import normalise, stem
from faq.units import german_stem

CACHED_WORDS = 5_000
_WORD = re.compile(r"\w+")


class Dialect:
    """Puts a message into words that are known; `known` says of a word in normal form whether it is."""

    def __init__(self, lang: str, groups: Iterable[WordGroup], known: Callable[[str], bool]) -> None:
        self._lang = lang
        self._plain: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        for group in groups:
            words = (group.word, *group.same)
            plain = next((word for word in words if known(normalise(word))), None)
            if plain is not None:
                self._plain |= {self._stem(word): plain for word in words if not known(normalise(word))}

    def plain(self, text: str) -> str:
        """The same message; words of the town are replaced by what they mean."""
        return _WORD.sub(self._replaced, text) if self._plain else text

    def _replaced(self, found: "re.Match[str]") -> str:
        return self._plain.get(self._stem(found.group()), found.group())

    def _stem(self, word: str) -> str:
        found = self._stems.get(word)
        if found is None:
            if len(self._stems) >= CACHED_WORDS:
                self._stems.clear()
            token = normalise(word)
            found = self._stems[word] = german_stem(token) if self._lang == "de" else stem(token, self._lang)
        return found
