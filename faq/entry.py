"""What a town knows, as one immutable release of entries, offices and departments, and how an answer is put into words.

Pure: reads no files and decides nothing about questions.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Literal, get_args

from pydantic import TypeAdapter

from faq.canned import Canned
from faq.facts import GERMAN, Hours, Office, fill, in_language
from faq.lexicon.service import Lexicon
from faq.look import Look
from faq.netiquette import MeasureChoices, Netiquette, StaffRules
from faq.offences.finding import OwnWords

__all__ = [
    "FILE_KINDS",
    "GERMAN",
    "Approval",
    "Canned",
    "Department",
    "Entry",
    "FileKindId",
    "Hours",
    "Netiquette",
    "Office",
    "Release",
    "Rendered",
    "TelegramChoices",
    "Town",
    "make_release",
    "release_from_json",
    "release_to_json",
    "render",
]


@dataclass(frozen=True, kw_only=True)
class Approval:
    """That a person let one content of an entry go live. `hash` names that content (`faq.approval.content_hash`).

    With `provisional_until` (aware) no second person has looked at it yet, and it ends then. `break_glass` needs none.
    """

    by: str
    on: date
    hash: str
    provisional_until: datetime | None = None
    break_glass: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item of the FAQ. Texts are by language code, German always among them; `easy` is Leichte Sprache or empty."""

    id: str
    question: Mapping[str, str]
    answer: Mapping[str, str]
    department: str
    office: str
    source: str
    checked: date
    owner: str
    review: date
    paraphrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    easy: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the name of a `faq.facets.Facet`, then by language; links stand under German."""
    kind: Literal["information", "service", "contact"] = "information"
    audience: Literal["public", "staff"] = "public"
    related: tuple[str, ...] = ()
    not_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrasings that look alike and mean something else, by language."""
    leika: tuple[str, ...] = ()
    ars: tuple[str, ...] = ()
    deputy: str = ""
    author: str = ""
    """Who edited the content last."""
    status: Literal["draft", "approved"] | None = None
    approval: Approval | None = None
    removal: str = ""
    """Who proposed to delete it; empty when nobody did."""

    def for_staff(self, on: date) -> bool:
        """Whether staff may be shown it on that day; both ends are inclusive."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def for_citizens(self, on: date) -> bool:
        """Whether a citizen may be given it, or be told that it exists, on that day."""
        return self.audience == "public" and self.for_staff(on)

    def valid(self, on: date) -> bool:
        """The same as `for_citizens`: whoever asks without saying for whom gets nothing that is internal."""
        return self.for_citizens(on)


ANSWER_MINUTES: Final = 60


@dataclass(frozen=True, kw_only=True)
class Closure:
    """A time in which nobody serves, UTC, and what citizens are told of it; the name may be empty."""

    start: datetime
    end: datetime
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyChoices:
    """What a department does about claims without a sign of their owner, and about promised times.

    Service minutes: `silent` and `left` until a claim falls back, `alarm` after a promised time until the operator is
    told. `remind`: minutes before it.
    """

    silent: int = 15
    left: int = 2
    remind: int = 15
    alarm: int = 15


@dataclass(frozen=True, kw_only=True)
class PatienceChoices:
    """How long a town waits for its citizens: service days until the reminder and the end, days to reopen."""

    reminder_days: int = 5
    close_days: int = 10
    reopen_days: int = 14


@dataclass(frozen=True, kw_only=True)
class RetentionChoices:
    """How many days a town keeps a case after its end; see `handoff.retention` for what the states are.

    `hour`: of the town's day at which what is over goes. `file_receipt`: what belongs to the file stays until somebody
    has confirmed that the town's file system has it.
    """

    answered: int = 30
    closed: int = 180
    unanswered: int = 90
    undelivered: int = 180
    hour: int = 3
    file_receipt: bool = False


@dataclass(frozen=True, kw_only=True)
class DepartmentRetention:
    """The same of one department's cases; None: as the town."""

    closed: int | None = None
    unanswered: int | None = None
    undelivered: int | None = None


@dataclass(frozen=True, kw_only=True)
class Department:
    """Who works on concerns, and when. `topics` are words by language that point to it.

    `mail` is its functional mailbox, which is told that concerns wait; or empty. `duty`: what time does to its cases.
    """

    id: str
    name: Mapping[str, str]
    hours: Hours
    front_office: bool = False
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mail: str = ""
    duty: DutyChoices = field(default_factory=DutyChoices)
    answer_minutes: int = ANSWER_MINUTES
    """Service time within which staff on duty answer."""
    closures: tuple[Closure, ...] = ()
    retention: DepartmentRetention = field(default_factory=DepartmentRetention)

    @property
    def attended(self) -> bool:
        """Whether it has service hours at all."""
        return any(self.hours.days.values())


FileKindId = Literal["jpeg", "png", "webp", "pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "txt"]
FILE_KINDS: Final[tuple[FileKindId, ...]] = get_args(FileKindId)


@dataclass(frozen=True, kw_only=True)
class TelegramChoices:
    """What a town wants of Telegram.

    `staff_group`: what the staff's group is shown · `groups`: answers in public groups · `inline`: answers to searches
    in any chat · `data_minimal`: citizens get general information only; what gets personal goes on in the town's own
    web chat, by a one-time link that holds for `link_hours`.
    """

    staff_group: Literal["notice", "topics"] = "notice"
    groups: bool = False
    inline: bool = False
    data_minimal: bool = False
    link_hours: int = 24


FourEyesAct = Literal["publish_entry", "long_block", "retention", "role_admin"]
"""What a town can want a second person for."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """The town itself: `state` is the Bundesland's two letters, `timezone` an IANA name."""

    name: str
    state: str
    timezone: str
    address_form: Literal["sie", "du"]
    phone: str
    counter: Mapping[str, str]
    privacy_url: str
    faq_approval: Literal["none", "four_eyes"] = "none"
    """The same as `publish_entry` in `four_eyes`: either says both."""
    four_eyes: tuple[FourEyesAct, ...] = ()
    """Acts that need a second person; long blocks always do."""
    approvers: tuple[str, ...] = ()
    """Who may approve under `four_eyes`; empty: anybody but the author."""
    files: tuple[FileKindId, ...] = FILE_KINDS
    """Kinds of files that citizens and staff may send each other."""
    look: Look = field(default_factory=Look)
    embed_origins: tuple[str, ...] = ()
    """Websites that may show the web chat on their pages ("https://www.musterstadt.de")."""
    telegram: TelegramChoices = field(default_factory=TelegramChoices)
    patience: PatienceChoices = field(default_factory=PatienceChoices)
    retention: RetentionChoices = field(default_factory=RetentionChoices)


@dataclass(frozen=True, kw_only=True)
class Release:
    """A checked, immutable set of everything a town knows; `hash` is 16 hex digits that name its content.

    `entries` are all approved, or provisionally so; `held` are the approved versions that serve again when the time of
    the provisional ones is over. `lexicon` is what the town adds to the standard one; `canned` are the texts that staff
    insert, `staff_rules` the internal rules that they acknowledge, if the town has some.
    insert; `offences` are the town's own words for what is rude, and what is not.
    """

    hash: str
    town: Town
    entries: tuple[Entry, ...]
    offices: Mapping[str, Office]
    departments: tuple[Department, ...]
    netiquette: Netiquette
    held: tuple[Entry, ...] = ()
    lexicon: Lexicon | None = None
    offences: OwnWords = field(default_factory=OwnWords)
    canned: tuple[Canned, ...] = ()
    staff_rules: StaffRules | None = None

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def entry(self, id: str) -> Entry | None:
        """The entry of that id, valid or not; None when the release has none."""
        return self._by_id.get(id)

    def department(self, id: str) -> Department | None:
        """The department of that id; None when the release has none."""
        return next((department for department in self.departments if department.id == id), None)

    @property
    def front_office(self) -> Department:
        """The department that takes what belongs to no other."""
        return next(department for department in self.departments if department.front_office)

    def valid(self, on: date) -> tuple[Entry, ...]:
        """Entries that may be given to citizens on a day (the town's local date), ordered by id."""
        return tuple(entry for entry in self.entries if entry.for_citizens(on))

    def related(self, entry: Entry, on: date) -> tuple[Entry, ...]:
        """What else may be shown to citizens beside an entry on that day, in the order in which it was written."""
        found = map(self._by_id.get, entry.related)
        return tuple(other for other in found if other is not None and other.for_citizens(on))


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """An answer in words: Markdown with all facts filled in.

    `lang` and `easy` say what was really used; `fell_back` is true when that is not what was asked for.
    """

    text: str
    lang: str
    fell_back: bool
    source: str
    office: str
    checked: date
    easy: bool


def render(release: Release, entry: Entry, lang: str, easy: bool = False) -> Rendered:
    """Put an entry's answer into words. A missing variant falls back to German; raises UnknownFact."""
    if easy and entry.easy and lang == GERMAN:
        # Leichte Sprache has one sentence a line; in Markdown a line's end alone would be a space.
        used, text, is_easy = GERMAN, "  \n".join(entry.easy.splitlines()), True
    else:
        used = lang if lang in entry.answer else GERMAN
        text, is_easy = entry.answer[used], False
    office = release.offices.get(entry.office)
    return Rendered(
        text=fill(text, release.offices, used),
        lang=used,
        fell_back=used != lang or is_easy != easy,
        source=entry.source,
        office=in_language(office.name, used) if office else "",
        checked=entry.checked,
        easy=is_easy,
    )


_RELEASE = TypeAdapter(Release)
_LATER: Mapping[str, Any] = {
    "look": {"colour": "", "logo": None},
    "embed_origins": [],
    "telegram": {
        "staff_group": "notice",
        "groups": False,
        "inline": False,
        "data_minimal": False,
        "link_hours": 24,
    },
    "files": list(FILE_KINDS),
    "retention": asdict(RetentionChoices()),
}
"""Fields of the town that came later, and their content when nothing is said."""
_LATER_OF_DEPARTMENTS: Mapping[str, Any] = {
    "mail": "",
    "answer_minutes": ANSWER_MINUTES,
    "closures": [],
    "retention": asdict(DepartmentRetention()),
}


def make_release(
    *,
    town: Town,
    entries: tuple[Entry, ...],
    offices: Mapping[str, Office],
    departments: tuple[Department, ...],
    netiquette: Netiquette,
    held: tuple[Entry, ...] = (),
    lexicon: Lexicon | None = None,
    canned: tuple[Canned, ...] = (),
    staff_rules: StaffRules | None = None,
    offences: OwnWords = OwnWords(),  # noqa: B008 - it is frozen
) -> Release:
    """A release of this content, entries ordered by id, named by its hash."""
    unnamed = Release(
        hash="",
        town=town,
        entries=tuple(sorted(entries, key=lambda entry: entry.id)),
        offices=dict(offices),
        departments=departments,
        netiquette=netiquette,
        held=tuple(sorted(held, key=lambda entry: entry.id)),
        lexicon=lexicon,
        canned=canned,
        staff_rules=staff_rules,
        offences=offences,
    )
    content = _content(unnamed)
    digest = hashlib.sha256(_canonical(content).encode()).hexdigest()[:16]
    return _RELEASE.validate_python({**content, "hash": digest})


def release_to_json(release: Release) -> str:
    """Canonical JSON: equal releases give equal text."""
    return _canonical({**_content(release), "hash": release.hash})


def release_from_json(text: str) -> Release:
    """The release that `release_to_json` wrote; raises ValueError when the text is none."""
    return _RELEASE.validate_json(text)


def _content(release: Release) -> dict[str, Any]:
    content: dict[str, Any] = _RELEASE.dump_python(release, mode="json")
    del content["hash"]
    # A release without these keeps the hash that it had before there were any.
    if content["lexicon"] is None:
        del content["lexicon"]
    if not content["canned"]:
        del content["canned"]
    if content["staff_rules"] is None:
        del content["staff_rules"]
    if release.netiquette.measures == MeasureChoices():
        del content["netiquette"]["measures"]
    for entry in (*content["entries"], *content["held"]):
        if not entry["removal"]:
            del entry["removal"]
    content["offences"] = {name: sorted(words) for name, words in content["offences"].items() if words}
    if not content["offences"]:
        del content["offences"]
    for name, nothing in _LATER.items():
        if content["town"][name] == nothing:
            del content["town"][name]
    for department in content["departments"]:
        for name, nothing in _LATER_OF_DEPARTMENTS.items():
            if department[name] == nothing:
                del department[name]
    return content


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
