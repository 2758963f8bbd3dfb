"""The shapes of a town's files and the values made of them. Knows no folder and no other file."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from faq.entry import Department, Entry, Netiquette, Town
from faq.facts import GERMAN, Hours, Office

OWN_ERROR = "town_file"
"""Type of the validation errors whose context already says `what` and `mend`."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")


def _wrong(what: str, mend: str) -> PydanticCustomError:
    return PydanticCustomError(OWN_ERROR, "{what}", {"what": what, "mend": mend})


def _filled(text: str) -> str:
    if not text.strip():
        raise _wrong("Der Text ist leer.", "Einen Text eintragen oder das Feld löschen.")
    return text.strip()


def _german(texts: dict[str, Any]) -> dict[str, Any]:
    if GERMAN not in texts:
        raise _wrong("Der deutsche Text (de) fehlt.", "Eine Zeile „de: …“ ergänzen.")
    return texts


def _https(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or any(character.isspace() for character in url):
        raise _wrong(f"„{url}“ ist keine vollständige https-Adresse.", "Die Adresse mit https:// davor eintragen.")
    return url


def _iso_date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value if _DATE.fullmatch(value) else "")
        except ValueError:
            raise _wrong(
                f"„{value}“ ist kein Datum.", "Das Datum als JJJJ-MM-TT schreiben, zum Beispiel 2026-03-01."
            ) from None
    return value


def _span(text: str) -> str:
    found = _SPAN.fullmatch(text)
    hour, minute, until_hour, until_minute = map(int, found.groups()) if found else (24, 0, 0, 0)
    if hour > 23 or until_hour > 23 or minute > 59 or until_minute > 59 or (hour, minute) >= (until_hour, until_minute):
        raise _wrong(
            f"„{text}“ ist keine Zeitspanne.", 'Als "08:00-12:00" schreiben, Ende nach Anfang, höchstens 23:59.'
        )
    return text


def _spans(spans: tuple[str, ...]) -> tuple[str, ...]:
    for earlier, later in pairwise(spans):
        if later[:5] < earlier[6:]:
            raise _wrong(
                f"„{earlier}“ und „{later}“ überschneiden sich.", "Die Zeiten des Tages nacheinander eintragen."
            )
    return spans


def _money(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", value):
        raise _wrong(f"„{value}“ ist kein Betrag in Euro.", "Als Zahl mit Punkt schreiben, zum Beispiel 37.00.")
    return Decimal(value).quantize(Decimal("0.01")) if isinstance(value, str) else value


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise _wrong(f"„{name}“ ist keine bekannte Zeitzone.", "Zum Beispiel Europe/Berlin eintragen.")
    return name


Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{3,44}$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$")]
Lang = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, AfterValidator(_filled), Field(json_schema_extra={"minLength": 1})]
Texts = Annotated[
    dict[Lang, Text],
    AfterValidator(_german),
    Field(json_schema_extra={"required": [GERMAN], "additionalProperties": False}),
]
Phrases = Annotated[dict[Lang, tuple[Text, ...]], Field(json_schema_extra={"additionalProperties": False})]
Https = Annotated[str, AfterValidator(_https), Field(json_schema_extra={"format": "uri", "pattern": "^https://"})]
Day = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
Span = Annotated[str, AfterValidator(_span), Field(json_schema_extra={"pattern": "^" + _SPAN.pattern + "$"})]
Euros = Annotated[Decimal, BeforeValidator(_money), WithJsonSchema({"type": "number", "minimum": 0})]
Week = dict[
    Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Annotated[tuple[Span, ...], AfterValidator(_spans)]
]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class EntryShape(_Shape):
    """One item of `faq/*.yaml`."""

    id: Id
    """Name of the entry, unique over all files; statistics and links refer to it, so keep it."""
    question: Texts
    """The question as a citizen would read it, by language."""
    paraphrases: Phrases = Field(default_factory=dict)
    """How citizens really write it, three to eight a language."""
    answer: Texts
    """The answer in Markdown, by language; facts as {{ office.<id>.hours }}."""
    easy: Text | None = None
    """The answer in Leichte Sprache (German)."""
    department: Key
    """Who is responsible: an id of departments.yaml."""
    office: Key
    """Where citizens go: an id of offices.yaml."""
    source: Https
    """The page that says the same."""
    checked: Day
    """When a person last compared the answer with its source."""
    owner: Text
    """Who answers for the text."""
    review: Day
    """When it must be checked again."""
    valid_from: Day | None = None
    """First day on which it may be given."""
    valid_until: Day | None = None
    """Last day on which it may be given."""

    def entry(self) -> Entry:
        """The value made of it."""
        fields: dict[str, Any] = dict(self)
        return Entry(**{**fields, "easy": self.easy or ""})


class OfficeShape(_Shape):
    """One place of `offices.yaml`."""

    name: Texts
    address: Text | None = None
    phone: Text | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    link: Https | None = None
    hours: Week = Field(default_factory=dict)
    """Opening hours: weekday (mon to sun) to a list of spans such as "08:00-12:00"."""
    fees: dict[Key, Euros] = Field(default_factory=dict)
    """Fees in euros that answers refer to as {{ office.<id>.fees.<name> }}."""

    def office(self, id: str) -> Office:
        """The value made of it."""
        return Office(
            id=id, name=self.name, address=self.address or "", phone=self.phone or "", email=self.email or "",
            link=self.link or "", hours=_hours(self.hours), fees=self.fees,
        )  # fmt: skip


class DepartmentShape(_Shape):
    """One item of `departments.yaml`."""

    id: Key
    name: Texts
    hours: Week
    """Service hours in which staff of the department answer."""
    front_office: bool = False
    """True for exactly one department: it takes what belongs to no other."""
    topics: Phrases = Field(default_factory=dict)
    """Words that point to this department, by language."""

    def department(self) -> Department:
        """The value made of it."""
        return Department(
            id=self.id, name=self.name, hours=_hours(self.hours), front_office=self.front_office, topics=self.topics
        )


class TownShape(_Shape):
    """`town.yaml`."""

    name: Text
    state: Literal["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]
    """Bundesland, which decides the holidays."""
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/Berlin"
    address_form: Literal["sie", "du"] = "sie"
    """How the bot addresses citizens."""
    phone: Text
    counter: Texts
    """Where one can go in person, by language."""
    privacy_url: Https

    def town(self) -> Town:
        """The value made of it."""
        return Town(**dict(self))


class NetiquetteShape(_Shape):
    """`netiquette.yaml`."""

    version: Text
    owner: Text
    review: Day
    text: Texts

    def netiquette(self) -> Netiquette:
        """The value made of it."""
        return Netiquette(**dict(self))


class EntriesFile(RootModel[list[EntryShape]]):
    """A file of FAQ entries."""


class OfficesFile(RootModel[dict[Key, OfficeShape]]):
    """The facts about places that answers refer to."""


class DepartmentsFile(RootModel[list[DepartmentShape]]):
    """Who works on what, and when."""


def _hours(week: Mapping[Any, tuple[str, ...]]) -> Hours:
    return Hours(
        days={
            WEEKDAYS.index(day): tuple((time.fromisoformat(span[:5]), time.fromisoformat(span[6:])) for span in spans)
            for day, spans in week.items()
            if spans
        }
    )
