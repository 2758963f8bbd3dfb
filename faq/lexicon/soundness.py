"""What is doubtful in a lexicon: phrases of two services, doubled phrases, words that do not belong together. Pure."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from faq.lexicon.service import WordGroup
from faq.text import normalise

NEGATIONS = ("un", "nicht", "miss", "dis")
"""Prefixes after which a word says the contrary, whatever stood before."""
CONTRARY = frozenset(
    frozenset(pair)
    for pair in (
        ("an", "ab"), ("an", "aus"), ("an", "um"), ("ab", "um"), ("ein", "aus"), ("ein", "um"), ("ein", "weg"),
        ("aus", "um"), ("auf", "ab"), ("auf", "zu"), ("zu", "ab"), ("zu", "aus"), ("zu", "fort"), ("zu", "weg"),
        ("her", "hin"), ("her", "weg"), ("hin", "zurueck"), ("vor", "nach"), ("vor", "zurueck"), ("be", "ent"),
        ("ver", "ent"), ("ueber", "unter"), ("fest", "los"), ("mit", "ohne"),
    )
)  # fmt: skip
"""Prefixes that make contraries of one rest, or different concerns ("anmelden", "ummelden")."""
LEAST_REST = 3
"""Letters that two words must share behind their prefixes; a shorter rest is an accident."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A phrase of a service, and its place as a person finds it ("datei.yaml:12")."""

    service: str
    lang: str
    text: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """Two phrases that are the same in normal spelling: of two services, or doubled within one."""

    first: Spoken
    second: Spoken

    @property
    def is_doubled(self) -> bool:
        """Whether both belong to the same service, so that one is merely too many."""
        return self.first.service == self.second.service


def clashes(phrases: Iterable[Spoken]) -> Iterator[Clash]:
    """Each phrase that stood before, beside the first one; every other service of a phrase is named once."""
    first: dict[tuple[str, str], dict[str, Spoken]] = {}
    for spoken in phrases:
        owners = first.setdefault((spoken.lang, normalise(spoken.text)), {})
        if spoken.service in owners:
            yield Clash(first=owners[spoken.service], second=spoken)
        elif owners:
            yield Clash(first=next(iter(owners.values())), second=spoken)
        owners.setdefault(spoken.service, spoken)


def turned(group: WordGroup) -> Iterator[tuple[str, str]]:
    """Pairs of words of a group, said to mean the same, of which one is the other with another turning prefix."""
    words = [(word, normalise(word)) for word in (group.word, *group.same)]
    for at, (word, token) in enumerate(words):
        for other, other_token in words[at + 1 :]:
            if opposed(token, other_token):
                yield word, other


def opposed(one: str, other: str) -> bool:
    """Whether two tokens have the same rest after contrary prefixes, or one denies the other."""
    if any(prefix + one == other or prefix + other == one for prefix in NEGATIONS):
        return True
    return any(
        frozenset((prefix, turn)) in CONTRARY and rest == other.removeprefix(turn) and len(rest) >= LEAST_REST
        for prefix in _PREFIXES
        if (rest := one.removeprefix(prefix)) != one
        for turn in _PREFIXES
        if other.startswith(turn)
    )


_PREFIXES = sorted(frozenset().union(*CONTRARY))


def grey_mains(groups: Iterable[WordGroup], grey: Set[str]) -> Iterator[WordGroup]:
    """Groups whose main word is one of little topic."""
    tokens = {normalise(word) for word in grey}
    return (group for group in groups if normalise(group.word) in tokens)
