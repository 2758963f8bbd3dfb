"""Turns what pydantic finds wrong in a file into Problems that a clerk can mend. Reads nothing."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.errors import Problem
from faq.facts import UNKNOWN
from faq.fields import OWN_ERROR
from faq.yamlfile import Document

_PATTERNS = {
    "^[a-z0-9-]{3,44}$": "3 bis 44 Zeichen, nur Kleinbuchstaben a-z, Ziffern und Bindestrich.",
    "^[a-z0-9][a-z0-9_-]{0,47}$": "Nur Kleinbuchstaben a-z, Ziffern, Binde- und Unterstrich verwenden.",
    "^[a-z]{2}$": "Die Sprache mit zwei Kleinbuchstaben angeben, zum Beispiel de oder en.",
    rf"^([^@\s]+@[^@\s]+\.[^@\s]+|{UNKNOWN})$": "Die Adresse als name@stadt.example schreiben.",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Nur Kleinbuchstaben a-z, Ziffern und einzelne Bindestriche verwenden.",
    r"^[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.([pP][nN][gG]|[sS][vV][gG])$": (
        "Den Namen einer PNG- oder SVG-Datei im Ordner der Stadt eintragen, ohne Leerzeichen und Umlaute, wie logo.svg."
    ),
    r"^\S+$": "Ein einzelnes Wort schreiben; Redewendungen gehören zu „services“.",
}
_KINDS = {
    "dict_type": "Felder mit Werten („name: wert“)",
    "model_type": "Felder mit Werten („name: wert“)",
    "list_type": "eine Liste (Zeilen mit „- “)",
    "tuple_type": "eine Liste (Zeilen mit „- “)",
    "string_type": "ein Text",
    "date_type": "ein Datum (JJJJ-MM-TT)",
    "bool_type": "true oder false",
    "bool_parsing": "true oder false",
    "decimal_type": "eine Zahl, zum Beispiel 37.00",
    "decimal_parsing": "eine Zahl, zum Beispiel 37.00",
}


_EXAMPLES = {"hours": 'Je Wochentag die Zeiten eintragen: {mon: ["08:00-12:00", "14:00-16:00"], tue: ["08:00-12:00"]}.'}
"""How a field is written that people write in another way, by its name."""
_LENGTHS = {"string_too_short": "zu kurz", "string_too_long": "zu lang", "too_short": "zu kurz", "too_long": "zu lang"}


def problems_of(
    error: ValidationError, document: Document, place: tuple[str | int, ...], entry: str, shape: type[BaseModel]
) -> list[Problem]:
    """One Problem for each error that pydantic found in the part of the document at `place`."""
    found = []
    for detail in error.errors():
        inner = tuple(step for step in detail["loc"] if step != "[key]")
        what, mend = _words(detail, inner, _fields(shape, inner))
        where = (*place, *inner)
        found.append(Problem(file=document.file, line=document.line(where), entry=entry, what=what, mend=mend))
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that `name` is probably a slip of, else an empty string."""
    hit = process.extractOne(name, list(known), scorer=OSA.distance, score_cutoff=max(1, len(name) // 3))
    return str(hit[0]) if hit else ""


def _words(detail: ErrorDetails, inner: tuple[int | str, ...], fields: Iterable[str]) -> tuple[str, str]:
    kind, name = detail["type"], _name(inner)
    context: dict[str, Any] = detail.get("ctx", {})
    value = detail["input"]
    if kind == OWN_ERROR:
        return (f"Feld „{name}“: {context['what']}" if name else context["what"]), context["mend"]
    if kind == "missing":
        return f"Das Feld „{name}“ fehlt.", f"Eine Zeile „{name}: …“ ergänzen."
    if kind == "extra_forbidden":
        near = nearest(str(inner[-1]), fields)
        mend = f"Gemeint ist wohl „{near}“." if near else f"Die Zeile löschen. Erlaubt sind: {', '.join(fields)}."
        return f"Das Feld „{name}“ gibt es nicht.", mend
    if kind == "string_pattern_mismatch":
        mend = _PATTERNS.get(context["pattern"], f"Erwartet wird die Form {context['pattern']}.")
        return f"Feld „{name}“: „{value}“ hat nicht die richtige Form.", mend
    if kind == "literal_error":
        return f"Feld „{name}“: „{value}“ ist hier nicht möglich.", f"Erlaubt sind: {_choices(context)}."
    if value is None:
        return f"Das Feld „{name}“ ist leer.", "Einen Wert eintragen oder die Zeile löschen."
    if kind in _LENGTHS:
        return f"Feld „{name}“ ist {_LENGTHS[kind]}.", _length(context)
    wanted = _KINDS.get(kind)
    if wanted:
        example = _EXAMPLES.get(str(inner[-1])) if inner else None
        return f"Das Feld „{name}“ hat die falsche Art von Wert.", example or f"Erwartet wird: {wanted}."
    return f"Feld „{name}“: {detail['msg']}", "Mit einem funktionierenden Eintrag vergleichen."


def _choices(context: Mapping[str, Any]) -> str:
    return str(context["expected"]).replace("'", "").replace(" or ", " oder ")


def _length(context: Mapping[str, Any]) -> str:
    bound, many = ("Mindestens", context.get("min_length")), context.get("max_length")
    return f"Höchstens {many} sind möglich." if many else f"{bound[0]} {bound[1]} sind nötig."


def _fields(shape: type[BaseModel], inner: tuple[int | str, ...]) -> Iterable[str]:
    """The fields that are possible where `inner` ends."""
    for step in inner[:-1]:
        field = shape.model_fields.get(str(step))
        kinds = (field.annotation, *get_args(field.annotation)) if field else ()
        shape = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), shape)
    return shape.model_fields


def _name(inner: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in inner)
