"""What a single field of a town's files may hold, with complaints in German. Knows no shape and no file."""

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from faq.facts import GERMAN, PLACEHOLDER, UNKNOWN
from faq.mailaddress import PATTERN, is_mail_address

OWN_ERROR = "town_file"
"""Type of the validation errors whose context already says `what` and `mend`."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")


def wrong(what: str, mend: str) -> PydanticCustomError:
    """A validation error in our own words, in German."""
    return PydanticCustomError(OWN_ERROR, "{what}", {"what": what, "mend": mend})


def _filled(text: str) -> str:
    if not text.strip():
        raise wrong("Der Text ist leer.", "Einen Text eintragen oder das Feld löschen.")
    return text.strip()


def _dialled(text: str) -> str:
    if sum(character.isdigit() for character in text) < 3:
        raise wrong(f"„{text}“ ist keine Telefonnummer.", 'Die Nummer in Anführungszeichen eintragen: "0221 4710 100".')
    return text


def _mail(address: str) -> str:
    if not is_mail_address(address):
        raise wrong("Das ist keine E-Mail-Adresse.", "Eine Adresse wie buergerbuero@musterstadt.example eintragen.")
    return address


def _german(texts: dict[str, Any]) -> dict[str, Any]:
    if GERMAN not in texts:
        raise wrong("Der deutsche Text (de) fehlt.", "Eine Zeile „de: …“ ergänzen.")
    return texts


def _https(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or any(character.isspace() for character in url):
        raise wrong(f"„{url}“ ist keine vollständige https-Adresse.", "Die Adresse mit https:// davor eintragen.")
    return url


def _https_or_fact(url: str) -> str:
    return url if PLACEHOLDER.fullmatch(url) else _https(url)


def _https_or_unknown(url: str) -> str:
    return url if url == UNKNOWN else _https(url)


def _known(value: object) -> object:
    """None for what nobody knows yet; an empty field is no way to say so."""
    if value is None:
        raise wrong("Das Feld ist leer.", f"Einen Wert eintragen oder, wenn ihn noch niemand kennt: {UNKNOWN}.")
    return None if value == UNKNOWN else value


def _or_unknown(schema: dict[str, Any]) -> None:
    plain = {name: schema.pop(name) for name in list(schema) if name not in {"description", "default", "title"}}
    parts = [part for part in plain.get("anyOf", [plain]) if part != {"type": "null"}]
    schema["anyOf"] = [*parts, {"const": UNKNOWN}]


def _iso_date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if _DATE.fullmatch(value) else "")
        except ValueError:
            raise wrong(
                f"„{value}“ ist kein Datum.", "Das Datum als JJJJ-MM-TT schreiben, zum Beispiel 2026-03-01."
            ) from None
    return value


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = datetime.min  # noqa: DTZ901 - has no zone, so it is refused below
        if moment.tzinfo is None:
            raise wrong(f"„{value}“ ist kein Zeitpunkt mit Zeitzone.", "Zum Beispiel 2026-03-01T14:00+01:00 schreiben.")
        return moment
    return value


def _span(text: str) -> str:
    found = _SPAN.fullmatch(text)
    hour, minute, until_hour, until_minute = map(int, found.groups()) if found else (24, 0, 0, 0)
    if hour > 23 or until_hour > 23 or minute > 59 or until_minute > 59 or (hour, minute) >= (until_hour, until_minute):
        raise wrong(
            f"„{text}“ ist keine Zeitspanne.", 'Als "08:00-12:00" schreiben, Ende nach Anfang, höchstens 23:59.'
        )
    return text


def _spans(spans: tuple[str, ...]) -> tuple[str, ...]:
    for earlier, later in pairwise(spans):
        if later[:5] < earlier[6:]:
            raise wrong(
                f"„{earlier}“ und „{later}“ überschneiden sich.", "Die Zeiten des Tages nacheinander eintragen."
            )
    return spans


def _listed(value: object) -> object:
    """A single value is a list of one."""
    return [value] if isinstance(value, str) else value


def _leika(number: str) -> str:
    if not re.fullmatch(r"[0-9]{14}", number):
        raise wrong(
            f"„{number}“ ist keine LeiKa-Nummer.",
            "Die 14 Ziffern ohne Leerzeichen schreiben, zum Beispiel 99115005060000.",
        )
    return number


def _ars(key: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", key):
        raise wrong(
            f"„{key}“ ist kein Amtlicher Regionalschlüssel.",
            "Die 12 Ziffern ohne Leerzeichen schreiben, zum Beispiel 053150000000 (mit führender Null).",
        )
    return key


def _numbers(digits: int) -> WithJsonSchema:
    # An editor may take digits without quotes for a number; we never do.
    one = {"type": ["string", "integer"], "pattern": f"^[0-9]{{{digits}}}$"}
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})


def _money(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", value):
        raise wrong(f"„{value}“ ist kein Betrag in Euro.", "Als Zahl mit Punkt schreiben, zum Beispiel 37.00.")
    return Decimal(value).quantize(Decimal("0.01")) if isinstance(value, str) else value


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise wrong(f"„{name}“ ist keine bekannte Zeitzone.", "Zum Beispiel Europe/Berlin eintragen.")
    return name


Timezone = Annotated[str, AfterValidator(_timezone)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{3,44}$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, AfterValidator(_filled), Field(json_schema_extra={"minLength": 1})]
Phone = Annotated[Text, AfterValidator(_dialled)]
Texts = Annotated[
    dict[Lang, Text],
    AfterValidator(_german),
    Field(json_schema_extra={"required": [GERMAN], "additionalProperties": False}),
]
Phrases = Annotated[dict[Lang, tuple[Text, ...]], Field(json_schema_extra={"additionalProperties": False})]
Https = Annotated[str, AfterValidator(_https), Field(json_schema_extra={"format": "uri", "pattern": "^https://"})]
HttpsOrFact = Annotated[
    str,
    AfterValidator(_https_or_fact),
    Field(json_schema_extra={"pattern": r"^(https://|\{\{.*\}\}$)"}),
]
HttpsOrUnknown = Annotated[
    str, AfterValidator(_https_or_unknown), Field(json_schema_extra={"pattern": f"^(https://|{UNKNOWN}$)"})
]
Email = Annotated[str, Field(pattern=rf"^([^@\s]+@[^@\s]+\.[^@\s]+|{UNKNOWN})$")]
Mail = Annotated[str, AfterValidator(_mail), Field(json_schema_extra={"pattern": PATTERN})]
Day = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Span = Annotated[str, AfterValidator(_span), Field(json_schema_extra={"pattern": "^" + _SPAN.pattern + "$"})]
Euros = Annotated[Decimal, BeforeValidator(_money), WithJsonSchema({"type": "number", "minimum": 0})]
Week = dict[
    Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Annotated[tuple[Span, ...], AfterValidator(_spans)]
]
WeekOrUnknown = Annotated[Week | None, BeforeValidator(_known), Field(json_schema_extra=_or_unknown)]
EurosOrUnknown = Annotated[
    Euros | None,
    BeforeValidator(_known),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"const": UNKNOWN}]}),
]
Leika = Annotated[tuple[Annotated[str, AfterValidator(_leika)], ...], BeforeValidator(_listed), _numbers(14)]
Ars = Annotated[tuple[Annotated[str, AfterValidator(_ars)], ...], BeforeValidator(_listed), _numbers(12)]
