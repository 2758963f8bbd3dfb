"""Asks the rules about each sentence of a message. Pure, and total: any string has a result."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from faq.offences import incitement, insults, sexual, spam, threats
from faq.offences.finding import Finding, Offence, OwnWords
from faq.offences.lists import LISTS
from faq.offences.spelling import uncensored
from faq.text import normalise
from faq.wordrules import Rule, Rulebook, read

MAX_CHARACTERS: Final = 8_000
"""More than this of a message is never looked at."""
MAX_SENTENCES: Final = 200
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
_RULES: Final = [(offence, rule) for offence, text in _TEXTS for rule in read(text, LISTS)]
# An offer is spread over the message, rude words are in one sentence.
_SENTENCES: Final = [(offence, rule) for offence, rule in _RULES if offence is not Offence.SPAM]
_WHOLE: Final = [(offence, rule) for offence, rule in _RULES if offence is Offence.SPAM]
_OF_SENTENCES: Final = Rulebook(rule for _, rule in _SENTENCES)
_OF_WHOLE: Final = Rulebook(rule for _, rule in _WHOLE)
_ORDER: Final = list(Offence)


def find_offences(text: str, own: OwnWords = OwnWords()) -> tuple[Finding, ...]:  # noqa: B008 - it is frozen
    """What in a message breaks the netiquette, gravest first, a finding an offence and sentence; () for none."""
    found = {(one.offence, one.start): one for one in reversed([*_found(text[:MAX_CHARACTERS], own)])}
    return tuple(sorted(found.values(), key=lambda one: (-one.severity, _ORDER.index(one.offence), one.start)))


def _found(text: str, own: OwnWords) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda quote: " " * len(quote.group()), text)
    if unquoted.strip(" .,:;!?"):
        text = unquoted
    yield from _in_piece(text, (0, len(text)), _OF_WHOLE, _WHOLE, own)
    for sentence in islice(_SENTENCE.finditer(text), MAX_SENTENCES):
        yield from _in_piece(sentence.group(), sentence.span(), _OF_SENTENCES, _SENTENCES, own)


def _in_piece(
    piece: str, span: tuple[int, int], book: Rulebook, rules: Sequence[tuple[Offence, Rule]], own: OwnWords
) -> Iterator[Finding]:
    for number, words in book.found(normalise(uncensored(piece, own))):
        offence, rule = rules[number]
        yield Finding(offence=offence, severity=rule.weight, rule=" … ".join(words), start=span[0], end=span[1])
