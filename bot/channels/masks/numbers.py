"""Numbers that prove themselves by a check digit: account, card, tax, pension insurance, identity card. Pure."""

from __future__ import annotations

import re
from typing import Final

from stdnum import iban, luhn
from stdnum.de import idnr

from bot.channels.masks.rule import GAP, KEEP, LEFT, RIGHT, Rule, by_pattern

_IDENTITY: Final = re.compile(
    r"ausweis|perso\b|\bpass\b|reisepass|passport|identity|\bid[- ]?card|dokumentennummer", re.I
)
_TAX: Final = re.compile(r"steuer|\bid-?nr|\btax|\btin\b", re.I)
_CARD: Final = re.compile(r"karte|\bcard|visa|master|amex|american express", re.I)


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


# --- IBAN (ISO 13616) ---------------------------------------------------------

_IBAN: Final = re.compile(
    rf"(?:(?<![0-9A-Za-z])|(?<=iban))[A-Z]{{2}}[0-9]{{2}}(?:(?:{GAP}{{1,2}}|[-.])?[0-9A-Z]){{11,29}}",
    re.IGNORECASE | re.ASCII,
)


def is_iban(number: str) -> bool:
    """Whether it is a complete IBAN, without gaps, in capitals."""
    return number.isascii() and number.isalnum() and bool(iban.is_valid(number, check_country=False))


def _iban_length(number: str, _before: str) -> int:
    """The words after an IBAN look like a part of it: its country says where it ends."""
    for index, char in enumerate(number):
        if index >= 14 and char.isalnum() and is_iban(_plain(number[: index + 1])):
            return 0 if number[index + 1 : index + 2].isalnum() else index + 1
    return 0


# --- payment cards (ISO/IEC 7812: issuer, length, Luhn) --------------------------------------------------------------

_ISSUERS: Final = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}|3(?:0[0-5]|[689][0-9])[0-9]{11}|35[2-8][0-9]{13,16}|(?:6[0-9]|5[06-8])[0-9]{14,17}"
)


def _grouped(*groups: str) -> re.Pattern[str]:
    """Digits in these groups with one and the same gap, or none, between them."""
    first, *rest = (rf"[0-9]{{{group}}}" for group in groups)
    gap = rf"(?P<gap>{GAP}|-|)"
    return re.compile(LEFT + first + gap + rest[0] + "".join(f"(?P=gap){group}" for group in rest[1:]) + r"(?![\w])")


_CARD_FORMS: Final = (
    _grouped("4", "4", "4", "4", "1,3"),
    _grouped("4", "4", "4", "4"),
    _grouped("4", "6", "4,5"),
    _grouped("4", "3", "3", "3"),
    re.compile(LEFT + r"[0-9]{13,19}(?![\w])"),
)


def is_card(digits: str) -> bool:
    """Whether it is a payment card's number, without gaps."""
    return bool(_ISSUERS.fullmatch(digits)) and bool(luhn.is_valid(digits))


def _card_length(number: str, before: str) -> int:
    digits = _plain(number)
    named = _CARD.search(before)
    # Thirteen digits are rather a Kassenzeichen or an EAN; such cards are hardly in use any more.
    if not is_card(digits) or (not named and (len(digits) == 13 or KEEP.search(before))):
        return 0
    return len(number)


# --- tax id (§ 139b AO) --------------------------------------------------------------------------

_TAX_ID: Final = re.compile(
    LEFT + rf"[1-9][0-9](?P<gap>{GAP}|)[0-9]{{3}}(?P=gap)[0-9]{{3}}(?P=gap)[0-9]{{3}}(?!(?P=gap)[0-9])" + RIGHT
)


def is_tax_id(digits: str) -> bool:
    """Whether it is a German tax id, without gaps."""
    return digits.isdecimal() and bool(idnr.is_valid(digits))


def _tax_id_length(number: str, before: str) -> int:
    sure = is_tax_id(_plain(number)) and (_TAX.search(before) or not KEEP.search(before))
    return len(number) if sure else 0


# --- pension insurance number (§ 147 SGB VI, VKVV) -------------------------------------------------------------------

_SOCIAL: Final = re.compile(
    rf"(?<![0-9A-Za-z])[0-9]{{2}}{GAP}?[0-9]{{6}}{GAP}?[A-Z]{GAP}?[0-9]{{2}}{GAP}?[0-9](?![0-9A-Za-z])",
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
    LEFT + r"[CFGHJKLMNPRTVWXY][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9](?:D(?:<<)?)?" + RIGHT, re.IGNORECASE | re.ASCII
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
    return len(number) if mixed and not KEEP.search(before) else 0


RULES: Final = (
    Rule(kind="iban", label="[IBAN]", find=by_pattern(_IBAN, _iban_length)),
    Rule(kind="social_security", label="[Rentenversicherungsnummer]", find=by_pattern(_SOCIAL, _social_length)),
    *(Rule(kind="card", label="[Kartennummer]", find=by_pattern(form, _card_length)) for form in _CARD_FORMS),
    Rule(kind="tax_id", label="[Steuer-ID]", find=by_pattern(_TAX_ID, _tax_id_length)),
    Rule(kind="id_card", label="[Ausweisnummer]", find=by_pattern(_ID_CARD, _id_card_length)),
)
