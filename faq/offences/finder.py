"""Asks the rules about each sentence of a message. Pure, and total: any string has a result."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from faq.offences import incitement, insults, sexual, spam, threats
from faq.offences.finding import Excused, Finding, Offence, OwnWords
from faq.offences.lists import LISTS
from faq.offences.spelling import uncensored
from faq.text import normalise
from faq.wordrules import Rule, Rulebook, read

MAX_CHARACTERS: Final = 8_000
"""More than this of a message is never looked at."""
MAX_SENTENCES: Final = 200
QUOTED: Final = "quotation marks"
# A point between single letters divides no sentences: "I.d.i.o.t".
_SENTENCE: Final = re.compile(r"(?:[^.!?;…\n]|(?<=\b\w)\.(?=\w\b))+[.!?;…\n]*")
# What somebody else said stands in quotation marks; a whole message in them is the citizen's own.
_QUOTED: Final = re.compile(r"[„\"“»«‚](?=\S)[^„\"“”»«‚‘]{2,300}[\"“”»«‘]")
_TEXTS: Final = (
    (Offence.THREAT, threats.THREAT),
    (Offence.INCITEMENT, incitement.INCITEMENT),
    (Offence.SEXUAL, sexual.SEXUAL),
    (Offence.INSULT, insults.INSULT),
    (Offence.SPAM, spam.SPAM),
)
_ORDER: Final = list(Offence)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """Rules that are asked about the same pieces of a message."""

    rules: Sequence[tuple[Offence, Rule]]
    book: Rulebook


def all_rules() -> Iterator[tuple[Offence, Rule]]:
    """Every rule, in the order of the texts."""
    return ((offence, rule) for offence, text in _TEXTS for rule in read(text, LISTS))


def _part(rules: Sequence[tuple[Offence, Rule]]) -> _Part:
    return _Part(rules=rules, book=Rulebook(rule for _, rule in rules))


@cache
def _parts() -> tuple[_Part, _Part]:
    """Of the message, and of each sentence: an offer is spread over the message, rude words are in one sentence.

    Made when first asked for: it takes a moment that commands without messages need not wait.
    """
    rules = list(all_rules())
    return (
        _part([one for one in rules if one[0] is Offence.SPAM]),
        _part([one for one in rules if one[0] is not Offence.SPAM]),
    )


def find_offences(text: str, own: OwnWords = OwnWords()) -> tuple[Finding, ...]:  # noqa: B008 - it is frozen
    """What in a message breaks the netiquette, gravest first, a finding an offence and sentence; () for none."""
    found: dict[tuple[Offence, int], Finding] = {}
    for one, excuse in _hits(_unquoted(text[:MAX_CHARACTERS]), own):
        known = found.get((one.offence, one.start))
        if not excuse and (known is None or known.severity < one.severity):
            found[one.offence, one.start] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.severity, _ORDER.index(one.offence), one.start)))


def excused(text: str, own: OwnWords = OwnWords()) -> tuple[Excused, ...]:  # noqa: B008 - it is frozen
    """What would be an offence, did not the rest of the sentence tell that it is none; to explain what is found."""
    text = text[:MAX_CHARACTERS]
    unquoted = _unquoted(text)
    found = {
        one.rule: Excused(offence=one.offence, rule=one.rule, because=why) for one, why in _hits(unquoted, own) if why
    }
    if unquoted != text:
        said = {one.rule for one, _ in _hits(unquoted, own)}
        for one, _ in _hits(text, own):
            if one.rule not in said:
                found[one.rule] = Excused(offence=one.offence, rule=one.rule, because=QUOTED)
    return tuple(found.values())


def _unquoted(text: str) -> str:
    unquoted = _QUOTED.sub(lambda quote: " " * len(quote.group()), text)
    return unquoted if unquoted.strip(" .,:;!?") else text


def _hits(text: str, own: OwnWords) -> Iterator[tuple[Finding, str]]:
    """What the rules have words for, and what speaks against each."""
    message, sentences = _parts()
    yield from _in_piece(message, normalise(text), (0, len(text)))
    for sentence in islice(_SENTENCE.finditer(text), MAX_SENTENCES):
        yield from _in_piece(sentences, normalise(uncensored(sentence.group(), own)), sentence.span())


def _in_piece(part: _Part, plain: str, span: tuple[int, int]) -> Iterator[tuple[Finding, str]]:
    for number, words, because in part.book.hits(plain):
        offence, rule = part.rules[number]
        found = Finding(offence=offence, severity=rule.weight, rule=" … ".join(words), start=span[0], end=span[1])
        yield found, because
