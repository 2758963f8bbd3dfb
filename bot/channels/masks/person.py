"""What only the words around it tell: dates of birth, and the numbers under which offices keep somebody. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.channels.masks.rule import Rule, Spans

# --- date of birth ---------------------------------------------------------------------------------------------------

_MONTH: Final = (
    r"(?:jan(?:uary?|uar)?|jän(?:ner)?|feb(?:ruar[y]?)?|mär[z]?|march|mar|apr(?:il)?|mai|may|jun[ie]?|jul[iy]?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)\.?"
)
_DATE: Final = (
    r"(?:[0-3]?\d[./-][01]?\d[./-](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-[01]\d-[0-3]\d"
    rf"|[0-3]?\d\.?\s?{_MONTH}\s?(?:19|20)\d\d|{_MONTH}\s[0-3]?\d,?\s(?:19|20)\d\d)(?![\d])"
)
# Between the word and the date: whose it is, and little words. Nouns of other things are none of them.
_WHOSE: Final = (
    r"(?:(?:ist|war|lautet|is|was|am|der|den|dem|on|the|im|von|of|mein\w*|sein\w*|ihr\w*|unser\w*|sohn\w*|tochter|kind\w*"
    r"|mann\w*|frau|mutter|vater\w*|bruders?|schwester|my|his|her|son|daughter|wife|husband|mother|father)[\s:]+){0,5}"
)
_BORN: Final = re.compile(
    r"(?:\b(?:geb(?:oren(?:e[rnsm]?)?)?\b\.?|geburtsdatum|geb\.?-?datum|gebdat\w{0,3}\.?|born|date of birth|birth ?date"
    rf"|d\.?o\.?b\.?)[\s:=(]*{_WHOSE}"
    r"|\bgeburtstag\s?(?:[:=]|ist\s(?:am|der)|ist|war)?\s?|\bbirthday\s?(?:[:=]|is)\s?|(?<!\w)\*\s?)"
    rf"(?P<date>{_DATE})",
    re.IGNORECASE,
)
_DATE_BORN: Final = re.compile(
    rf"(?<![\d.])(?P<date>{_DATE})\s(?:in\s\w{{2,30}}\s)?(?:geboren|geb\.|born)\b", re.IGNORECASE
)


def _births(text: str) -> Spans:
    spans = {match.span("date") for pattern in (_BORN, _DATE_BORN) for match in pattern.finditer(text)}
    yield from _apart(spans)


def _apart(spans: set[tuple[int, int]]) -> Spans:
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            yield start, end
            done = end


# --- file numbers ----------------------------------------------------------------------------------------------------

_NAME: Final = (
    r"(?:az|gz|(?:akten|geschäfts|kassen|buchungs|ordnungs|dienst)zeichen|(?:kunden|mitglieds|versicherten|versicherungs"
    r"|vertrags|vorgangs|fall|bg|wohngeld|steuer|personen|bescheid|debitoren|akten)-?(?:nummer|nr)|vertragskonto"
    r"|personenkonto|(?:case|file|reference|customer|account)\s(?:number|no))"
)
_PART: Final = r"[A-Za-z]{0,4}\d\w{0,20}"
_SHORT: Final = r"[A-Z]{1,4}"
_JOINT: Final = r"(?:\s?[-./]{1,2}\s?)"
_NUMBER: Final = (
    rf"(?:{_SHORT}(?:{_JOINT}|\s)){{0,3}}{_PART}(?:{_JOINT}(?:{_PART}|{_SHORT}(?={_JOINT}\w))|\s(?:{_SHORT}\s)?\d\w{{0,9}}{_JOINT}\w{{1,12}}"
    rf"|\s{_SHORT}(?:\s\d\s?-\s?|\s)\d{{2,9}}{_JOINT}\w{{1,12}}){{0,8}}"
)
_FILE: Final = re.compile(
    rf"(?<!\w)(?i:{_NAME})(?i:[\s.:#=]{{0,4}}(?:(?:ist|lautet|war|is|was)[\s:]{{1,3}})?)(?P<number>{_NUMBER})(?!\w)"
)
_RECEIPT: Final = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{4}")  # ours: who names one wants it to be read


def _file_numbers(text: str) -> Spans:
    for match in _FILE.finditer(text):
        number = match["number"]
        if sum(char.isdigit() for char in number) >= 4 and not _RECEIPT.fullmatch(number):
            yield match.span("number")


BIRTH_DATE: Final = Rule(kind="birth_date", label="[Geburtsdatum]", find=_births)
FILE_NUMBER: Final = Rule(kind="file_number", label="[Aktenzeichen]", find=_file_numbers)
