"""What a new town is asked: the questions by theme, and whether an answer can be one. Reads only packaged files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from config.models import SAMPLE_TOWN, TOWNS_DIR
from faq.blanks import fact_name
from faq.entry import Office
from faq.facts import hours_text
from faq.folder import read_folder
from faq.sample import SITE
from faq.week import HoursUnclear, week_of

SAMPLE = TOWNS_DIR / SAMPLE_TOWN
ALL = "alle"
SHARED = ("phone", "email", "address", "hours")
"""What offices may have in common with the town hall."""
_FILE = Path(__file__).parent / "starter.yaml"
_FORMS: Mapping[str, str] = {
    "address": "Straße, Hausnummer, Postleitzahl und Ort",
    "phone": "Ziffern, gern mit Leerzeichen",
    "hours": "zum Beispiel „Mo-Mi 8-12 und 14-16, Do 8-18“",
    "fees": "in Euro, zum Beispiel 12,50",
}


class AnswerRefused(ValueError):
    """An answer cannot be one: what is wrong and how to mend it, in German."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what, self.mend = what, mend


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `form` says how the answer is written, `example` is the sample's value; both may be empty."""

    key: str
    theme: str
    text: str
    why: str
    form: str
    example: str


@cache
def sample_offices() -> Mapping[str, Office]:
    """The offices of the sample."""
    return read_folder(SAMPLE).offices


@cache
def questions() -> tuple[Question, ...]:
    """Everything that is asked, in order."""
    return tuple(
        _question(theme["theme"], item["key"], item.get("text", ""), item.get("why", ""))
        for theme in _packaged()["themes"]
        for item in theme["ask"]
    )


def local_entries() -> frozenset[str]:
    """Ids of entries that tell of what only the sample has."""
    return frozenset(_packaged()["local"])


def federal_fees() -> dict[str, str]:
    """Key -> amount of each fee that federal law sets."""
    return {key: example(key).replace(",", ".") for key in _packaged()["federal_fees"]}


@cache
def _packaged() -> dict[str, Any]:
    packaged: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return packaged


def _question(theme: str, key: str, text: str, why: str) -> Question:
    named = fact_name(key.replace("offices.", "office.", 1), sample_offices()) if key.startswith("offices.") else key
    return Question(
        key=key, theme=theme, text=text or named, why=why, form=_FORMS.get(kind_of(key), ""), example=example(key)
    )


def kind_of(key: str) -> str:
    """Which rule an answer to this key follows: a fact's name, or the key itself."""
    match key.split("."):
        case ["offices", _, fact, *_]:
            return fact
        case ["chat_hours"]:
            return "hours"
        case ["appointment_link"] | ["rest", "links"]:
            return "links"
        case ["rest", _]:
            return "rest"
        case _:
            return key


def example(key: str) -> str:
    """What the sample says there; empty when it says nothing."""
    match key.split("."):
        case ["offices", id_, "fees", name] if id_ in sample_offices():
            fee = sample_offices()[id_].fees.get(name)
            return "" if fee is None else f"{fee:.2f}".replace(".", ",")
        case ["offices", id_, "hours"] if id_ in sample_offices():
            return hours_text(sample_offices()[id_].hours, "de")
        case ["offices", id_, "address" | "phone" | "email" | "link" as fact] if id_ in sample_offices():
            return str(getattr(sample_offices()[id_], fact))
        case ["appointment_link"]:
            return f"https://www.{SITE}/termin"
        case ["offices", "rathaus", "links", name]:
            return f"https://www.{SITE}/{name}"
        case _:
            return {"owner": "Petra Lindner", "chat_hours": "Mo–Fr 8–12 Uhr"}.get(key, "")


def checked(key: str, text: str) -> str:
    """The answer as it is kept; raises AnswerRefused."""
    plain = " ".join(text.split())
    if not plain.isprintable() or not plain:
        raise AnswerRefused("Das ist keine Angabe.", "Eine Zeile Text eingeben.")
    kind = kind_of(key)
    if SITE in plain.lower() or (kind in {"address", "phone"} and plain == example(key)):
        raise AnswerRefused(f"„{plain}“ ist die Angabe des Musters.", "Die eigene eingeben, oder nichts.")
    same = re.fullmatch(r"=\s*([\w-]+)", plain)
    if same and kind in SHARED and key.startswith("offices."):
        return f"= {_offices(same[1])}"
    rule = _RULES.get(kind)
    return rule(plain) if rule else plain


def _address(text: str) -> str:
    if not re.search(r"[A-Za-zÄÖÜäöüß]{2}", text) or not re.search(r"\d", text):
        raise AnswerRefused(f"„{text}“ ist keine Adresse.", "Straße, Hausnummer, Postleitzahl und Ort eingeben.")
    return text


def phone(text: str) -> str:
    """A phone number as it is kept; raises AnswerRefused."""
    if not re.fullmatch(r"\+?[\d /()–-]+", text) or not 3 <= len(re.findall(r"\d", text)) <= 20:
        raise AnswerRefused(f"„{text}“ ist keine Telefonnummer.", "Nur Ziffern, Leerzeichen und + / ( ) - eingeben.")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}", text):
        raise AnswerRefused(f"„{text}“ ist keine E-Mail-Adresse.", "Als name@stadt.de eingeben.")
    return text


def link(text: str) -> str:
    """An address in the internet as it is kept; raises AnswerRefused."""
    parts = urlsplit(text)
    if parts.scheme != "https" or "." not in (parts.hostname or "") or re.search(r"[\s()<>\"']", text):
        raise AnswerRefused(f"„{text}“ ist keine Internetadresse.", "Vollständig mit https:// davor eingeben.")
    return text


def _hours(text: str) -> str:
    try:
        week_of(text)
    except HoursUnclear as unclear:
        raise AnswerRefused(str(unclear), f"So schreiben: {_FORMS['hours'].removeprefix('zum Beispiel ')}.") from None
    return text


def _amount(text: str) -> str:
    found = re.fullmatch(r"(\d{1,5})(?:[.,](\d{1,2}|-+|–))?\s*(?:€|Euro|EUR)?", text)
    if not found:
        raise AnswerRefused(f"„{text}“ ist kein Betrag in Euro.", "Als 12,50 eingeben; kostenlos ist 0.")
    cents = found[2] if found[2] and found[2].isdigit() else "00"
    return f"{found[1]}.{cents:0<2}"


def _yes(text: str) -> str:
    if text.lower() not in {"ja", "j", "nein", "n"}:
        raise AnswerRefused(f"„{text}“ ist nicht möglich.", "ja oder nein eingeben.")
    return "ja" if text.lower().startswith("j") else "nein"


def _offices(text: str) -> str:
    if text.lower() == ALL:
        return ALL
    ids = [part.strip().lower() for part in text.split(",") if part.strip()]
    foreign = next((id_ for id_ in ids if id_ not in sample_offices()), None)
    if foreign is not None or not ids:
        raise AnswerRefused(
            f"Ein Amt „{foreign}“ gibt es nicht.", f"„{ALL}“ oder Kurznamen mit Komma: {', '.join(sample_offices())}."
        )
    return ", ".join(ids)


_RULES: Mapping[str, Callable[[str], str]] = {
    "address": _address,
    "phone": phone,
    "email": _email,
    "link": link,
    "links": link,
    "hours": _hours,
    "fees": _amount,
    "federal_fees": _yes,
    "rest": _offices,
}
