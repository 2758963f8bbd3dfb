"""Takes numbers nobody needs out of a citizen's text before it is stored. Pure.

Precision first: only what its check digit (and, where that is weak, its form or the words before it) proves is masked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Masked:
    """The text without the numbers; ``kinds``: iban, card, tax_id, social_security, id_card, each once, sorted."""

    text: str
    kinds: tuple[str, ...] = ()


KINDS: Final = frozenset({"iban", "card", "tax_id", "social_security", "id_card"})


def mask(text: str, kinds: frozenset[str] = KINDS) -> Masked:
    """Replace every number of these kinds by its name in brackets. Masking twice changes nothing more."""
    found: set[str] = set()
    previous = None
    while previous != text:  # what was taken out may have hidden the border of its neighbour
        previous = text
        for rule in _RULES:
            if rule.kind in kinds:
                text = rule.apply(text, found)
    return Masked(text=text, kinds=tuple(sorted(found)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    kind: str
    label: str
    pattern: re.Pattern[str]
    length: Callable[[str, str], int]  # (number with its gaps, words before) -> how much of it to mask, 0: nothing

    def apply(self, text: str, found: set[str]) -> str:
        out: list[str] = []
        done = 0
        match = self.pattern.search(text)
        while match:
            start = match.start()
            length = self.length(match.group(), text[max(0, start - _CONTEXT) : start])
            if length:
                out += [text[done:start], self.label]
                done = start + length
                found.add(self.kind)
            match = self.pattern.search(text, max(done, start + 1))  # what was refused may hide a true one behind it
        return "".join([*out, text[done:]])


_CONTEXT: Final = 60
_GAP: Final = "[ \t\u00a0\u202f]"
# Not inside a longer number or word, no phone number's tail.
_LEFT: Final = rf"(?<![\w+])(?<![0-9]{_GAP})(?<![0-9][-./])"
_RIGHT: Final = r"(?![\w])(?![-./][0-9])"

# The last words before a number that say it is something we must keep.
_KEEP: Final = re.compile(
    r"(?:\b(?:az|gz|tel|fax|nr|handy|mobil|telefon\w*|ruf\w*|phone|mobile|\w*zeichen|\w*beleg\w*|\w*rechnung\w*|invoice"
    r"|vorgang\w*|quittung\w*|receipt|ticket\w*|sendung\w*|paket\w*|tracking\w*|bestell\w*|auftrag\w*|order|\w*zähler\w*"
    r"|kunden\w*|vertrag\w*|ean|isbn|gtin|imei|flurst\w*|seriennummer|barcode))"
    r"(?:[ .\-]?(?:nr|nummer|no|number|id))?[\s.:#=\-]*(?:(?:ist|lautet|is)[\s:]*)?\Z",
    re.IGNORECASE,
)
_IDENTITY: Final = re.compile(
    r"ausweis|perso\b|\bpass\b|reisepass|passport|identity|\bid[- ]?card|dokumentennummer", re.I
)
_TAX: Final = re.compile(r"steuer|\bid-?nr|\btax|\btin\b", re.I)
_CARD: Final = re.compile(r"karte|\bcard|visa|master|amex|american express", re.I)


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


# --- IBAN (ISO 13616: length by country, ISO 7064 MOD 97-10) ---------------------------------------------------------

_IBAN_LENGTHS: Final[dict[str, int]] = {
    country: int(length)
    for length, countries in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI FK FO GL NL SD",
        "19": "MK SI",
        "20": "AT BA EE KZ LT LU MN XK",
        "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA",
        "23": "AE GI IL IQ OM SO TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG",
        "25": "LY PT ST",
        "26": "IS TR",
        "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HU LB NI PL SV",
        "29": "BR EG PS QA UA",
        "30": "JO KW MU YE",
        "31": "MT SC",
        "32": "LC",
        "33": "RU",
    }.items()
    for country in countries.split()
}
_IBAN: Final = re.compile(
    rf"(?:(?<![0-9A-Za-z])|(?<=iban))[A-Z]{{2}}[0-9]{{2}}(?:(?:{_GAP}{{1,2}}|[-.])?[0-9A-Z]){{11,29}}",
    re.IGNORECASE | re.ASCII,
)


def is_iban(number: str) -> bool:
    """Whether it is a complete IBAN, without gaps, in capitals."""
    if len(number) != _IBAN_LENGTHS.get(number[:2], 0) or not number.isascii() or not number.isalnum():
        return False
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97 == 1


def _iban_length(number: str, _before: str) -> int:
    """The words after an IBAN look like a part of it: the country says where it ends."""
    wanted = _IBAN_LENGTHS.get(number[:2].upper(), 0)
    seen = 0
    for index, char in enumerate(number):
        seen += char.isalnum()
        if seen == wanted:
            glued = number[index + 1 : index + 2].isalnum()
            return index + 1 if not glued and is_iban(_plain(number[: index + 1])) else 0
    return 0


# --- payment cards (ISO/IEC 7812: issuer, length, Luhn) --------------------------------------------------------------

_ISSUERS: Final = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}|3(?:0[0-5]|[689][0-9])[0-9]{11}|35[2-8][0-9]{13,16}|(?:6[0-9]|5[06-8])[0-9]{14,17}"
)


def _grouped(*groups: str) -> re.Pattern[str]:
    """Digits in these groups with one and the same gap, or none, between them."""
    first, *rest = (rf"[0-9]{{{group}}}" for group in groups)
    gap = rf"(?P<gap>{_GAP}|-|)"
    return re.compile(_LEFT + first + gap + rest[0] + "".join(f"(?P=gap){group}" for group in rest[1:]) + r"(?![\w])")


_CARD_FORMS: Final = (
    _grouped("4", "4", "4", "4", "1,3"),
    _grouped("4", "4", "4", "4"),
    _grouped("4", "6", "4,5"),
    _grouped("4", "3", "3", "3"),
    re.compile(_LEFT + r"[0-9]{13,19}(?![\w])"),
)


def is_card(digits: str) -> bool:
    """Whether it is a payment card's number, without gaps."""
    doubled = [int(char) * (1 + place % 2) for place, char in enumerate(reversed(digits))]
    return bool(_ISSUERS.fullmatch(digits)) and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _card_length(number: str, before: str) -> int:
    digits = _plain(number)
    named = _CARD.search(before)
    # Thirteen digits are rather a Kassenzeichen or an EAN; such cards are hardly in use any more.
    if not is_card(digits) or (not named and (len(digits) == 13 or _KEEP.search(before))):
        return 0
    return len(number)


# --- tax id (§ 139b AO: ISO 7064 MOD 11,10) --------------------------------------------------------------------------

_TAX_ID: Final = re.compile(
    _LEFT + rf"[1-9][0-9](?P<gap>{_GAP}|)[0-9]{{3}}(?P=gap)[0-9]{{3}}(?P=gap)[0-9]{{3}}(?!(?P=gap)[0-9])" + _RIGHT
)


def is_tax_id(digits: str) -> bool:
    """Whether it is a German tax id: eleven digits, of the first ten exactly one twice or thrice, the check right."""
    counts = Counter(digits[:10])
    repeated = [count for count in counts.values() if count > 1]
    if len(digits) != 11 or digits[0] == "0" or len(repeated) != 1 or repeated[0] > 3:
        return False
    product = 10
    for char in digits[:10]:
        product = ((int(char) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def _tax_id_length(number: str, before: str) -> int:
    sure = is_tax_id(_plain(number)) and (_TAX.search(before) or not _KEEP.search(before))
    return len(number) if sure else 0


# --- pension insurance number (§ 147 SGB VI, VKVV) -------------------------------------------------------------------

_SOCIAL: Final = re.compile(
    rf"(?<![0-9A-Za-z])[0-9]{{2}}{_GAP}?[0-9]{{6}}{_GAP}?[A-Z]{_GAP}?[0-9]{{2}}{_GAP}?[0-9](?![0-9A-Za-z])",
    re.IGNORECASE | re.ASCII,
)
_SOCIAL_WEIGHTS: Final = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def is_social_security(number: str) -> bool:
    """Whether it is a German pension insurance number, without gaps, in capitals."""
    if not re.fullmatch(r"[0-9]{8}[A-Z][0-9]{3}", number) or not 1 <= int(number[4:6]) <= 12:
        return False
    if not 1 <= int(number[2:4]) <= 31:
        return False
    digits = f"{number[:8]}{ord(number[8]) - 64:02d}{number[9:11]}"
    products = (int(char) * weight for char, weight in zip(digits, _SOCIAL_WEIGHTS, strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(number[11])


def _social_length(number: str, _before: str) -> int:
    return len(number) if is_social_security(_plain(number)) else 0


# --- identity card and passport (ICAO 9303: weights 7, 3, 1) ---------------------------------------------------------

_ID_CARD: Final = re.compile(
    _LEFT + r"[CFGHJKLMNPRTVWXY][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9](?:D(?:<<)?)?" + _RIGHT, re.IGNORECASE | re.ASCII
)


def is_id_card(number: str) -> bool:
    """Whether it is a German serial number with its check digit (ten characters, capitals)."""
    if not re.fullmatch(r"[CFGHJKLMNPRTVWXY][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9]", number):
        return False
    return sum(int(char, 36) * (7, 3, 1)[place % 3] for place, char in enumerate(number[:9])) % 10 == int(number[9])


def _id_card_length(number: str, before: str) -> int:
    """One check digit is weak: the words before, the D of the nationality or letters inside must speak for it too."""
    serial = _plain(number)[:10]
    if not is_id_card(serial):
        return 0
    if _IDENTITY.search(before) or len(_plain(number)) == 11:
        return len(number)
    mixed = bool(re.search(r"[0-9][A-Z]", serial[:9])) and sum(char.isalpha() for char in serial) >= 3
    return len(number) if mixed and not _KEEP.search(before) else 0


_RULES: Final = (
    _Rule(kind="iban", label="[IBAN]", pattern=_IBAN, length=_iban_length),
    _Rule(kind="social_security", label="[Rentenversicherungsnummer]", pattern=_SOCIAL, length=_social_length),
    *(_Rule(kind="card", label="[Kartennummer]", pattern=form, length=_card_length) for form in _CARD_FORMS),
    _Rule(kind="tax_id", label="[Steuer-ID]", pattern=_TAX_ID, length=_tax_id_length),
    _Rule(kind="id_card", label="[Ausweisnummer]", pattern=_ID_CARD, length=_id_card_length),
)
