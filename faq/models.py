"""The shapes of a town's files and the values made of them. Knows no folder and no other file."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationInfo, field_validator

from faq.entry import (
    ANSWER_MINUTES,
    FILE_KINDS,
    Approval,
    Department,
    DepartmentRetention,
    DutyChoices,
    Entry,
    FileKindId,
    FourEyesAct,
    PatienceChoices,
    RetentionChoices,
    TelegramChoices,
    Town,
)
from faq.facts import GERMAN, UNKNOWN, Hours, Office
from faq.fields import (
    WEEKDAYS,
    Ars,
    Day,
    Email,
    EurosOrUnknown,
    Https,
    HttpsOrFact,
    HttpsOrUnknown,
    Id,
    Key,
    Leika,
    Mail,
    Moment,
    Phone,
    Phrases,
    Text,
    Texts,
    Timezone,
    WeekOrUnknown,
    wrong,
)
from faq.look import Logo, Look
from faq.netiquette import MeasureChoices, Netiquette, StaffRules
from faq.webfields import Colour, LogoFile, PageOrigin


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class FacetsShape(_Shape):
    """Parts of the answer that citizens ask for on their own."""

    fee: Texts | None = None
    """What it costs."""
    documents: Texts | None = None
    """What to bring."""
    deadline: Texts | None = None
    """Until when."""
    where: Texts | None = None
    """Where to go."""
    processing_time: Texts | None = None
    """How long it takes."""
    online: HttpsOrFact | None = None
    """Where it can be done online."""
    appointment: HttpsOrFact | None = None
    """Where to book an appointment."""

    def facets(self) -> dict[str, dict[str, str]]:
        """The value made of it."""
        given = {name: value for name, value in self if value is not None}
        return {name: value if isinstance(value, dict) else {GERMAN: value} for name, value in given.items()}


class ApprovalShape(_Shape):
    """Who let the content go live. Written by `buergerdraht faq approve`."""

    by: Text
    """The second person."""
    on: Day
    hash: Annotated[Text, Field(json_schema_extra={"pattern": "^[0-9a-f]{16}$"})]
    """Names the content that was approved; another content is not."""
    provisional_until: Moment | None = None
    """Live without a second person until then; written by `buergerdraht faq publish --now`."""
    break_glass: bool = False
    """Live without a second person, in an emergency; written by `buergerdraht faq publish --now --break-glass`."""

    def approval(self) -> Approval:
        """The value made of it."""
        return Approval(**dict(self))


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
    facets: FacetsShape | None = None
    """Parts of the answer that citizens ask for on their own; placeholders as in the answer."""
    kind: Literal["information", "service", "contact"] = "information"
    """What the entry is about; shown in lists."""
    audience: Literal["public", "staff"] = "public"
    """Who may read it; citizens are never given or offered an entry for staff."""
    related: tuple[Id, ...] = ()
    """Ids of entries that help beside this one."""
    not_for: Phrases = Field(default_factory=dict)
    """Phrasings that look alike but belong elsewhere, by language."""
    leika: Leika = ()
    """Number of the service in the catalogue of services (Leistungskatalog), one or several."""
    ars: Ars = ()
    """Regional keys (Amtlicher Regionalschlüssel) of the places it holds for; everywhere when none is given."""
    deputy: Text | None = None
    """Who stands in for the owner."""
    author: Text | None = None
    """Who edited the content last; may not approve it."""
    status: Literal["draft", "approved"] | None = None
    """`draft` keeps it from going live."""
    approval: ApprovalShape | None = None
    """Who let it go live."""
    removal: Text | None = None
    """Who proposed at the desk to delete the entry; it serves until a second person agrees, and is gone then."""

    def entry(self) -> Entry:
        """The value made of it."""
        fields: dict[str, Any] = dict(self)
        fields |= {name: fields[name] or "" for name in ("easy", "deputy", "author", "removal")}
        fields["facets"] = self.facets.facets() if self.facets else {}
        fields["approval"] = self.approval.approval() if self.approval else None
        return Entry(**fields)


class OfficeShape(_Shape):
    """One place of `offices.yaml`. Any fact may be `unbekannt`: what needs it does not go live."""

    name: Texts
    address: Text | None = None
    phone: Text | None = None
    email: Email | None = None
    link: HttpsOrUnknown | None = None
    hours: WeekOrUnknown = Field(default_factory=dict)
    """Opening hours: weekday (mon to sun) to a list of spans such as "08:00-12:00"."""
    fees: dict[Key, EurosOrUnknown] = Field(default_factory=dict)
    """Fees in euros that answers refer to as {{ office.<id>.fees.<name> }}."""
    links: dict[Key, HttpsOrUnknown] = Field(default_factory=dict)
    """Addresses that answers refer to as {{ office.<id>.links.<name> }}."""

    def unknown(self) -> frozenset[str]:
        """The facts that nobody knows yet, such as `phone` and `fees.perso`."""
        plain = {name: getattr(self, name) for name in ("address", "phone", "email", "link")}
        texts = plain | {f"links.{key}": link for key, link in self.links.items()}
        values = {"hours": self.hours} | {f"fees.{key}": fee for key, fee in self.fees.items()}
        return frozenset(
            [name for name, text in texts.items() if text == UNKNOWN]
            + [name for name, value in values.items() if value is None]
        )

    def office(self, id: str) -> Office:
        """The value made of it."""
        return Office(
            id=id, name=self.name, address=_known(self.address), phone=_known(self.phone), email=_known(self.email),
            link=_known(self.link), hours=_hours(self.hours),
            fees={key: fee for key, fee in self.fees.items() if fee is not None},
            links={key: link for key, link in self.links.items() if link != UNKNOWN},
        )  # fmt: skip


class DutyShape(_Shape):
    """What time does to a department's cases."""

    silent: int = Field(default=15, ge=2, le=600)
    """Service minutes without a sign of the owner after which a claim falls back, while it is our turn."""
    left: int = Field(default=2, ge=1, le=600)
    """The same when the owner has left the desk."""
    remind: int = Field(default=15, ge=1, le=1440)
    """Minutes before a promised time at which the department is reminded."""
    alarm: int = Field(default=15, ge=1, le=6000)
    """Service minutes after a promised time at which the operator is told (the leads are told at once)."""


class PatienceShape(_Shape):
    """How long a town waits for its citizens."""

    reminder_days: int = Field(default=5, ge=1, le=60)
    """Service days of the citizen's turn after which they are reminded, once."""
    close_days: int = Field(default=10, ge=2, le=120)
    """Service days of the citizen's turn after which the case is closed."""
    reopen_days: int = Field(default=14, ge=1, le=90)
    """Days for which a closed case can be gone on with."""

    @field_validator("close_days")
    @classmethod
    def _after_the_reminder(cls, value: int, info: ValidationInfo) -> int:
        if value <= info.data.get("reminder_days", 0):
            raise wrong(
                "„close_days“ muss größer als „reminder_days“ sein: Vor dem Schließen wird einmal erinnert.",
                "Zum Beispiel „reminder_days: 5“ und „close_days: 10“.",
            )
        return value


class RetentionShape(_Shape):
    """How long a town keeps what has ended."""

    answered: int = Field(default=30, ge=1, le=3650)
    """Days after its end for which a conversation is kept that the bot alone has answered."""
    closed: int = Field(default=180, ge=1, le=3650)
    """The same of a concern that people have worked on."""
    unanswered: int = Field(default=90, ge=1, le=3650)
    """The same of what has ended without an answer."""
    undelivered: int = Field(default=180, ge=1, le=3650)
    """The same of a case with a message that could not be delivered and that nobody has given up."""
    hour: int = Field(default=3, ge=0, le=23)
    """Hour of the town's day at which what is over goes."""
    file_receipt: bool = False
    """True: a case that belongs to the file stays until somebody has confirmed that the file system has it."""


class DepartmentRetentionShape(_Shape):
    """How long a department's cases are kept, where that differs from the town."""

    closed: int | None = Field(default=None, ge=1, le=3650)
    """Days after its end for which a concern is kept that people have worked on."""
    unanswered: int | None = Field(default=None, ge=1, le=3650)
    """The same of a concern that has ended before anybody took it."""
    undelivered: int | None = Field(default=None, ge=1, le=3650)
    """The same of a concern with a message that could not be delivered and that nobody has given up."""


class DepartmentShape(_Shape):
    """One item of `departments.yaml`."""

    id: Key
    name: Texts
    hours: WeekOrUnknown
    """Service hours in which staff of the department answer."""
    front_office: bool = False
    """True for exactly one department: it takes what belongs to no other."""
    topics: Phrases = Field(default_factory=dict)
    """Words that point to this department, by language."""
    mail: Mail | None = None
    """Functional mailbox that is told by mail that concerns wait (their number, never their content)."""
    duty: DutyShape = DutyShape()
    """What time does to its cases."""
    answer_minutes: int = Field(default=ANSWER_MINUTES, ge=10, le=2400)
    """Service time in minutes within which staff who are there answer. When nobody is there, citizens are promised an
    answer by the same time on the next working day."""
    retention: DepartmentRetentionShape = DepartmentRetentionShape()
    """How long its cases are kept, where that differs from the town."""

    def department(self) -> Department:
        """The value made of it."""
        return Department(
            id=self.id,
            name=self.name,
            hours=_hours(self.hours),
            front_office=self.front_office,
            topics=self.topics,
            mail=self.mail or "",
            duty=DutyChoices(**dict(self.duty)),
            answer_minutes=self.answer_minutes,
            retention=DepartmentRetention(**dict(self.retention)),
        )


class TelegramShape(_Shape):
    """What a town wants of Telegram."""

    staff_group: Literal["notice", "topics"] = "notice"
    """What the staff's group is shown: `notice` tells without content that somebody waits; `topics` puts the whole
    conversation into a topic of its own and sends replies there to the citizen (citizens' words lie at Telegram)."""
    groups: bool = False
    """Whether the bot answers in groups when it is addressed: from the FAQ only, it takes no concern there."""
    inline: bool = False
    """Whether `@bot words` in any chat lists answers of the FAQ (switch inline mode on at @BotFather too)."""
    data_minimal: bool = False
    """True: citizens get general information only. As soon as a case gets personal, a one-time link takes the
    conversation into the town's own web chat."""
    link_hours: int = Field(default=24, ge=1, le=168)
    """Hours for which such a link holds."""

    @field_validator("data_minimal")
    @classmethod
    def _not_with_topics(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("staff_group") == "topics":
            raise wrong(
                "„data_minimal“ und „staff_group: topics“ schließen sich aus: In den Themen liegt alles bei Telegram.",
                "„staff_group: notice“ wählen oder „data_minimal“ weglassen.",
            )
        return value


class LookShape(_Shape):
    """How the web chat looks."""

    colour: Colour | None = None
    """The town's colour, as "#0b5f72", for buttons and links; checked for contrast, lighter shades are made of it."""
    logo: LogoFile | None = None
    """A PNG or SVG beside this file, up to 100 KB."""

    def look(self, logo: Logo | None) -> Look:
        """The value made of it and of the logo's content."""
        return Look(colour=self.colour or "", logo=logo)


class TownShape(_Shape):
    """`town.yaml`."""

    name: Text
    state: Literal["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]
    """Bundesland, which decides the holidays."""
    timezone: Timezone = "Europe/Berlin"
    address_form: Literal["sie", "du"] = "sie"
    """How the bot addresses citizens."""
    phone: Phone
    counter: Texts
    """Where one can go in person, by language."""
    privacy_url: Https
    faq_approval: Literal["none", "four_eyes"] = "none"
    """`four_eyes`: an entry goes live when somebody other than its author has approved it."""
    four_eyes: tuple[FourEyesAct, ...] = ()
    """What needs a second person: publish_entry (the same as `faq_approval: four_eyes`), role_admin (giving and taking
    the roles lead, approver and admin), retention (how long cases are kept); long_block always does."""
    approvers: tuple[Text, ...] = ()
    """Log-in names of those who may approve (default: anybody but the author)."""
    files: tuple[FileKindId, ...] = FILE_KINDS
    """Kinds of files that citizens and staff may send each other (default: all of these); [] takes none."""
    look: LookShape = LookShape()
    """How the web chat looks."""
    embed_origins: tuple[PageOrigin, ...] = ()
    """Websites that may show the web chat on their pages, such as https://www.musterstadt.de; none if empty."""
    telegram: TelegramShape = TelegramShape()
    patience: PatienceShape = PatienceShape()
    """How long the town waits for its citizens."""
    retention: RetentionShape = RetentionShape()
    """How long the town keeps what has ended."""

    @field_validator("retention")
    @classmethod
    def _not_before_it_can_go_on(cls, value: RetentionShape, info: ValidationInfo) -> RetentionShape:
        patience = info.data.get("patience")
        if patience is not None and value.closed < patience.reopen_days:
            raise wrong(
                f"„closed: {value.closed}“ ist kürzer als „reopen_days: {patience.reopen_days}“: So lange kann ein "
                "Anliegen fortgesetzt werden.",
                f"„closed“ auf mindestens {patience.reopen_days} setzen oder „patience: reopen_days“ verkürzen.",
            )
        return value

    def town(self, logo: Logo | None = None) -> Town:
        """The value made of it and of the logo's content."""
        fields: dict[str, Any] = dict(self)
        fields |= {
            "look": self.look.look(logo),
            "embed_origins": tuple(dict.fromkeys(self.embed_origins)),
            "telegram": TelegramChoices(**dict(self.telegram)),
            "patience": PatienceChoices(**dict(self.patience)),
            "retention": RetentionChoices(**dict(self.retention)),
            **self._four_eyes(),
        }
        return Town(**fields)

    def _four_eyes(self) -> dict[str, Any]:
        """Whichever of the two fields asks for a second person at entries, both say so."""
        acts = dict.fromkeys(self.four_eyes)
        if self.faq_approval == "four_eyes":
            acts["publish_entry"] = None
        return {"four_eyes": tuple(acts), "faq_approval": "four_eyes" if "publish_entry" in acts else "none"}


class MeasureShape(_Shape):
    """What the town does about those who break its rules. Mute and block are decided by people in any case."""

    automatic: bool = True
    """Whether the machine hints, warns and goes into slow mode by itself."""
    forget_days: int = Field(default=14, ge=1, le=90)
    """Days after which an offence counts no more."""
    slow_minutes: int = Field(default=60, ge=5, le=1440)
    """How long slow mode holds."""
    slow_seconds: int = Field(default=30, ge=5, le=120)
    """In slow mode the bot answers once in so many seconds."""
    mute_days: int = Field(default=3, ge=1, le=14)
    """The longest mute."""
    block_days: int = Field(default=90, ge=1, le=365)
    """The longest block."""
    alone_days: int = Field(default=7, ge=0, le=7)
    """The longest block that one person may impose; a longer one needs a second person. 0: every block does."""
    department: str = ""
    """The department whose leads review measures; empty: that of the concern."""


class NetiquetteShape(_Shape):
    """`netiquette.yaml`: the rules of conduct."""

    version: Text
    """Rises with each change; citizens are told the version at their first contact."""
    owner: Text
    """Who answers for them."""
    review: Day
    """The day by which they are to be looked at again."""
    text: Texts
    """By language, in Markdown."""
    measures: MeasureShape = MeasureShape()
    """What is done about those who break them."""

    def netiquette(self) -> Netiquette:
        """The value made of it."""
        return Netiquette(**{**dict(self), "measures": MeasureChoices(**dict(self.measures))})


class StaffRulesShape(_Shape):
    """`staffrules.yaml`: the internal rules of staff, acknowledged by version at log-in."""

    version: Text
    """Rises with each change; everybody is asked to acknowledge the new one."""
    owner: Text
    """Who answers for them."""
    review: Day
    """The day by which they are to be looked at again."""
    text: Texts
    """By language, in Markdown."""

    def staff_rules(self) -> StaffRules:
        """The value made of it."""
        return StaffRules(**dict(self))


class EntriesFile(RootModel[list[EntryShape]]):
    """A file of FAQ entries."""


class OfficesFile(RootModel[dict[Key, OfficeShape]]):
    """The facts about places that answers refer to."""


class DepartmentsFile(RootModel[list[DepartmentShape]]):
    """Who works on what, and when."""


def _known(text: str | None) -> str:
    return "" if text is None or text == UNKNOWN else text


def _hours(week: Mapping[Any, tuple[str, ...]] | None) -> Hours:
    return Hours(
        days={
            WEEKDAYS.index(day): tuple((time.fromisoformat(span[:5]), time.fromisoformat(span[6:])) for span in spans)
            for day, spans in (week or {}).items()
            if spans
        }
    )
