"""The words that tell a kind of concern. Pure."""

from __future__ import annotations

import re
from typing import Final

from faq.text import tokens
from handoff.ticket import Kind

KIND_WORDS: dict[Kind, frozenset[str]] = {
    Kind.OBJECTION: frozenset({"widerspruch", "einspruch", "objection", "appeal"}),
    Kind.COMPLAINT: frozenset({"beschwerde", "beschweren", "beschwer", "complaint", "complain"}),
    Kind.DEFECT: frozenset(
        {
            *{"mangel", "maengel", "schaden", "schadensmeldung", "maengelmeldung", "kaputt", "kaputte", "kaputter"},
            *{"defekt", "defekte", "schlagloch", "defect", "damage", "broken", "pothole"},
        }
    ),
    Kind.IDEA: frozenset({"idee", "ideen", "vorschlag", "anregung", "lob", "idea", "suggestion", "praise"}),
    Kind.QUESTION: frozenset({"frage", "question"}),
}
_ASKS: Final = frozenset(
    {
        *{"wie", "was", "wo", "wer", "wann", "warum", "wieso", "welche", "welcher", "welches", "kann", "darf", "muss"},
        *{"how", "what", "where", "who", "when", "why", "which", "can", "may", "must", "do", "does"},
    }
)
_ASKS_INSIDE: Final = frozenset({"wie", "wann", "wo", "ob", "wissen", "how", "when", "where", "whether", "know"})
_DECLARES: Final = frozenset({"ich", "wir", "hiermit", "i", "we", "hereby"})
_OWN: Final = frozenset({"mein", "meine", "meinen", "meiner", "meinem", "my"})
_BROKEN: Final = frozenset({"kaputt", "kaputte", "kaputter", "defekt", "defekte", "broken"})


_PLACE: Final = re.compile(r"\d|(?:stra(?:ss|ß)e|str\.|allee|gasse|platz|weg|street|road|square)\b", re.IGNORECASE)

_HOUSE: Final = r" ?\d{1,4}(?! ?Uhr| ?:\d)(?: ?[a-z])?\b"
_ADDRESS: Final = re.compile(
    rf"(?:[A-ZÄÖÜ][\w-]* )?[\w-]+(?:stra(?:ss|ß)e|str\.|allee|gasse|platz|weg|ring|ufer|damm){_HOUSE}"
    rf"|[A-ZÄÖÜ][\w-]* (?:Stra(?:ss|ß)e|Str\.|Allee|Gasse|Platz|Weg|Ring|Ufer|Damm){_HOUSE}"
)


def address_in(text: str) -> str:
    """The street with a house number that a message names; else empty."""
    found = _ADDRESS.search(text)
    return found[0].strip() if found else ""


def names_place(text: str) -> bool:
    """Whether a message may tell where something is: a street or a number, and no question."""
    if "?" in text or _PLACE.search(text) is None:
        return False
    first = next(iter(tokens(text)), "")
    return first not in _ASKS


def kind_in(text: str) -> Kind | None:
    """The kind a message states by itself; None for a question, which may be about complaints without being one."""
    said = tokens(text)
    if not said or "?" in text or said[0] in _ASKS or not _ASKS_INSIDE.isdisjoint(said):
        return None
    found = [kind for kind, words in KIND_WORDS.items() if kind is not Kind.QUESTION and not words.isdisjoint(said)]
    if len(found) != 1 or (found == [Kind.OBJECTION] and _DECLARES.isdisjoint(said)):
        return None
    # What is broken and one's own is nothing that the town mends.
    is_own = not _OWN.isdisjoint(said) and (KIND_WORDS[Kind.DEFECT] & set(said)) <= _BROKEN
    return None if is_own and found == [Kind.DEFECT] else found[0]
