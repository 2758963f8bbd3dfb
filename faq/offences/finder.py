"""Asks the rules about each sentence of a message. Pure, and total: any string has a result."""

import re
from collections.abc import Iterator
from typing import Final

from faq.offences.finding import Finding, Offence
from faq.offences.lists import LISTS
from faq.offences.rules import INCITEMENT, INSULT, SEXUAL, SPAM, THREAT
from faq.offences.spelling import uncensored
from faq.text import normalise
from faq.wordrules import Asked, read

MAX_CHARACTERS: Final = 8_000
"""More than this of a message is never looked at."""
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


def find_offences(text: str) -> tuple[Finding, ...]:
    """What in a message breaks the netiquette, gravest first, a finding an offence and sentence; () for none."""
    found = {(one.offence, one.start): one for one in reversed([*_found(text[:MAX_CHARACTERS])])}
    return tuple(sorted(found.values(), key=lambda one: (-one.severity, list(Offence).index(one.offence), one.start)))


def _found(text: str) -> Iterator[Finding]:
    unquoted = _QUOTED.sub(lambda quote: " " * len(quote.group()), text)
    if unquoted.strip(" .,:;!?"):
        text = unquoted
    sentences = [(match.start(), match.end(), match.group()) for match in _SENTENCE.finditer(text)]
    whole = (0, len(text), text)
    for offence, rule in _RULES:
        # An offer is spread over the message, rude words are in one sentence.
        for start, end, sentence in [whole] if offence is Offence.SPAM else sentences:
            plain = normalise(uncensored(sentence))
            words = rule.found(plain) if plain else None
            if words is not None:
                yield Finding(offence=offence, severity=rule.rule.weight, rule=" … ".join(words), start=start, end=end)
