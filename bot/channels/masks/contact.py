"""Where somebody can be reached: phone numbers (by the metadata of phonenumbers) and e-mail addresses. Pure."""

from __future__ import annotations

import re
from typing import Final

from phonenumbers import Leniency, PhoneNumber, PhoneNumberMatcher, PhoneNumberType, number_type

from bot.channels.masks.rule import CONTEXT, REFERENCE, Rule, Spans

_COUNTRY: Final = "DE"
_OFFICIAL: Final = frozenset(
    {
        *(PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE),
        *(PhoneNumberType.UAN, PhoneNumberType.VOICEMAIL),
    }
)
"""Numbers that belong to nobody in person."""
_ENOUGH: Final = re.compile(r"(?:\d[^\d\n]{0,4}){6}\d")
_DATE: Final = re.compile(r"[0-3]?\d[./-][01]?\d[./-](?:19|20)?\d\d")
_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w+%-]{1,64}(?:\.[\w+%-]{1,64}){0,8}@[^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}(?!\w)"
)


def _phones(text: str) -> Spans:
    if not _ENOUGH.search(text):  # the metadata costs a thousand times as much as this look
        return
    for match in PhoneNumberMatcher(text, _COUNTRY, Leniency.VALID):
        start = match.start + (match.raw_string.startswith("(") and ")" not in match.raw_string)
        if _is_personal(match.number, text[start : match.end], text[max(0, start - CONTEXT) : start]):
            yield start, match.end


def _is_personal(number: PhoneNumber, written: str, before: str) -> bool:
    """Everybody writes 0 or + before an area code; numbers of goods and dates look like the rest."""
    if written[0] not in "0+(" or _DATE.fullmatch(written) or REFERENCE.search(before):
        return False
    return number_type(number) not in _OFFICIAL


def _emails(text: str) -> Spans:
    if "@" in text:
        yield from (match.span() for match in _EMAIL.finditer(text))


EMAIL: Final = Rule(kind="email", label="[E-Mail-Adresse]", find=_emails)
PHONE: Final = Rule(kind="phone", label="[Telefonnummer]", find=_phones)
