"""Asks the rules about each sentence of a message. Pure, and total: any string has a result."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from faq.offences.finding import Finding, Offence, OwnWords
from faq.offences.lists import LISTS
from faq.offences.rules import INCITEMENT, INSULT, SEXUAL, SPAM, THREAT
from faq.offences.spelling import uncensored
from faq.text import normalise
from faq.wordrules import Asked, read

MAX_CHARACTERS: Final = 8_000
"""More than this of a message is never looked at."""
MAX_SENTENCES: Final = 200
_SENTENCE: Final = re.compile(r"[^.!?;…\n]+[.!?;…\n]*")
# What somebody else said stands in quotation marks; a whole message in them is the citizen's own.
_QUOTED: Final = re.compile(r"[„\"“»«‚](?=\S)[^„\"“”»«‚‘]{2,300}[\"“”»«‘]")
_RULES: Final = tuple(
    (offence, Asked(rule))
    for offence, text in (
        (Offence.THREAT, THREAT),
        (Offence.INCITEMENT, INCITEMENT),
        (Offence.SEXUAL, SEXUAL),
        (Offence.INSULT, INSULT),
        (Offence.SPAM, SPAM),
    )
    for rule in read(text, LISTS)
)


_ORDER: Final = list(Offence)


def find_offences(text: str, own: OwnWords = OwnWords()) -> tuple[Finding, ...]:  # noqa: B008 - it is frozen
    """What in a message breaks the netiquette, gravest first, a finding an offence and sentence; () for none."""
    found = {(one.offence, one.start): one for one in reversed([*_found(text[:MAX_CHARACTERS], own)])}
    return tuple(sorted(found.values(), key=lambda one: (-one.severity, _ORDER.index(one.offence), one.start)))


def _found(text: str, own: OwnWords) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda quote: " " * len(quote.group()), text)
    if unquoted.strip(" .,:;!?"):
        text = unquoted
    sentences = [
        (match.start(), match.end(), match.group()) for match in islice(_SENTENCE.finditer(text), MAX_SENTENCES)
    ]
    whole = (0, len(text), text)
    plain = {sentence: normalise(uncensored(sentence, own)) for _, _, sentence in (whole, *sentences)}
    for offence, rule in _RULES:
        # An offer is spread over the message, rude words are in one sentence.
        for start, end, sentence in [whole] if offence is Offence.SPAM else sentences:
            words = rule.found(plain[sentence]) if plain[sentence] else None
            if words is not None:
                yield Finding(offence=offence, severity=rule.rule.weight, rule=" … ".join(words), start=start, end=end)
