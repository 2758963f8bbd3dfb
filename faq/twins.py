"""Entries that take each other's questions: each phrasing is asked with and without itself in the release. Pure.

Leaving out is done for all entries at once, at each another of its phrasings: a release of ten phrasings an entry needs
ten matchers instead of thousands. Neighbours by id (pass, pass-kind) never leave out phrasings of the same place.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from faq.entry import Entry, Release
from faq.matcher import Matcher
from faq.outcome import Answer, NoMatch

MIN_CONFUSIONS = 3
"""So many phrasings must find the other entry first, when left out, before two that answer nothing wrong are twins."""
MAX_ROUNDS = 12
"""Phrasings an entry that are left out in turn, at most."""


@dataclass(frozen=True, kw_only=True)
class Theft:
    """A phrasing of `owner` that `taker` gets: as its answer, or only as the first in rank.

    `left_out`: only when the phrasing itself is not in the release, as with a citizen who words it alike.
    """

    text: str
    lang: str
    owner: str
    taker: str
    answered: bool
    left_out: bool


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two entries, `one` < `other`, and what they take from each other, the worst first."""

    one: str
    other: str
    thefts: tuple[Theft, ...]

    @property
    def answered(self) -> int:
        """How many phrasings would be answered with the wrong one."""
        return sum(theft.answered for theft in self.thefts)


def twins(release: Release, *, on: date) -> tuple[Twins, ...]:
    """All twins of a release on a day, those that answer wrong first."""
    found: tuple[Theft, ...] = ()
    for thefts in rounds(release, on=on):
        found += thefts
    return paired(found)


def round_count(release: Release) -> int:
    """How many matchers `rounds` will build."""
    return 1 + min(
        max((len(texts) for e in release.entries for texts in _phrasings(e).values()), default=0), MAX_ROUNDS
    )


def rounds(release: Release, *, on: date) -> Iterator[tuple[Theft, ...]]:
    """The thefts round by round: first with every phrasing in place, then with one of each entry left out."""
    entries = release.valid(on)
    whole = Matcher(release)
    yield tuple(
        theft
        for entry in entries
        for lang, texts in _phrasings(entry).items()
        for text in texts
        if (theft := _theft(whole, text, lang, entry.id, on, left_out=False))
    )
    for number in range(round_count(release) - 1):
        left: list[tuple[str, str, str]] = []
        rest = []
        for place, entry in enumerate(release.entries):
            out = {
                lang: texts[(number + place) % len(texts)]
                for lang, texts in _phrasings(entry).items()
                if 1 < len(texts) > number
            }
            rest.append(_without(entry, out))
            left += [(text, lang, entry.id) for lang, text in out.items() if entry.valid(on)]
        matcher = Matcher(replace(release, entries=tuple(rest)))
        yield tuple(theft for one in left if (theft := _theft(matcher, *one, on, left_out=True)))


def paired(thefts: tuple[Theft, ...]) -> tuple[Twins, ...]:
    """The thefts by pair, without those pairs that only chance may have brought near each other."""
    pairs: dict[tuple[str, str], list[Theft]] = defaultdict(list)
    worst: dict[tuple[str, str, str, str], Theft] = {}
    for theft in sorted(thefts, key=_gravity):
        worst.setdefault((theft.lang, theft.text, theft.owner, theft.taker), theft)
    for theft in worst.values():
        one, other = sorted((theft.owner, theft.taker))
        pairs[one, other].append(theft)
    found = [
        Twins(one=one, other=other, thefts=tuple(many))
        for (one, other), many in pairs.items()
        if len(many) >= MIN_CONFUSIONS or any(theft.answered or not theft.left_out for theft in many)
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.answered, -len(pair.thefts), pair.one, pair.other)))


def _theft(matcher: Matcher, text: str, lang: str, owner: str, on: date, *, left_out: bool) -> Theft | None:
    outcome = matcher.match(text, lang=lang, on=on)
    if isinstance(outcome, NoMatch) or not outcome.candidates or outcome.candidates[0].id == owner:
        return None
    first = outcome.candidates[0]
    return Theft(
        text=text, lang=lang, owner=owner, taker=first.id, answered=isinstance(outcome, Answer), left_out=left_out
    )


def _phrasings(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """Question and paraphrases by language, each once."""
    langs = dict.fromkeys((*entry.question, *entry.paraphrases))
    return {
        lang: tuple(dict.fromkeys((*((entry.question[lang],) if lang in entry.question else ()),
                                   *entry.paraphrases.get(lang, ()))))
        for lang in langs
    }  # fmt: skip


def _without(entry: Entry, out: Mapping[str, str]) -> Entry:
    """The entry without a phrasing of each language named; what comes next becomes the question."""
    question, paraphrases = dict(entry.question), dict(entry.paraphrases)
    for lang, text in out.items():
        rest = tuple(one for one in _phrasings(entry)[lang] if one != text)
        if lang in question:
            question[lang], rest = rest[0], rest[1:]
        paraphrases[lang] = rest
    return replace(entry, question=question, paraphrases=paraphrases)


def _gravity(theft: Theft) -> tuple[bool, bool, str]:
    return not theft.answered, theft.left_out, theft.text
