"""The staff's group: what it is shown of a handoff, and what a command or a button there means.

Pure. Notices carry no word of a citizen; what a town with topics shows of the conversation is in `handoff.grouptopics`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from faq.entry import Department
from faq.richtext import Rich, Span, Style
from handoff.announcing import ConductNews, TicketChange
from handoff.desk.state import Reading
from handoff.desk.times import LONGEST_PARK, MORNING
from handoff.journal.records import Class, Delivery
from handoff.letter import new_row_id
from handoff.notices import GATHERED_FOR, tells_late
from handoff.ticket import End, Ticket

GROUP: Final = "group"
CHANNEL: Final = "telegram"
DIGEST_FROM: Final = 4
"""So many new notices that wait to be sent become one message."""
DUE_LINES: Final = 10
ENDS: Final = tuple(end for end in End if end is not End.LEFT)  # leaving is the citizen's

MeasureAct = Literal["mute", "block", "lift", "measure"]
Act = Literal["claim", "release", "park", "close", "transfer", "withdraw", "connect", "disconnect", "help"] | MeasureAct
Key = tuple[str, str]
Mode = Literal["notice", "topics"]

_COMMANDS: Final[Mapping[str, Act]] = {
    "uebernehmen": "claim", "übernehmen": "claim", "claim": "claim",
    "zurueck": "release", "zurück": "release", "release": "release",
    "spaeter": "park", "später": "park", "later": "park",
    "fertig": "close", "done": "close",
    "weiter": "transfer", "transfer": "transfer",
    "zuruecknehmen": "withdraw", "zurücknehmen": "withdraw", "withdraw": "withdraw",
    "verbinden": "connect", "connect": "connect",
    "trennen": "disconnect", "disconnect": "disconnect",
    "hilfe": "help", "help": "help",
    "stumm": "mute", "mute": "mute",
    "sperre": "block", "sperren": "block", "block": "block",
    "aufheben": "lift", "lift": "lift",
    "massnahme": "measure", "maßnahme": "measure", "measure": "measure",
}  # fmt: skip
MENU: Final = (
    ("uebernehmen", "menu-claim"),
    ("zurueck", "menu-release"),
    ("weiter", "menu-transfer"),
    ("spaeter", "menu-park"),
    ("fertig", "menu-close"),
    ("zuruecknehmen", "menu-withdraw"),
    ("stumm", "menu-mute"),
    ("sperre", "menu-block"),
    ("aufheben", "menu-lift"),
    ("massnahme", "menu-measure"),
    ("hilfe", "menu-help"),
)
"""The commands that Telegram offers in the group, with the keys of what they do."""
_COMMAND: Final = re.compile(r"/(\w{2,32})(?:@(\w{3,40}))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A command and what stands behind it."""

    act: Act
    rest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A message for the group: its text and rows of buttons (label, data)."""

    rich: Rich
    keys: tuple[tuple[Key, ...], ...] = ()


# --- what is meant ----------------------------------------------------------------------------------------------------


def command_of(text: str, username: str = "") -> Command | None:
    """The command that a message is; None when it is none of ours, or meant for another bot."""
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    name, bot, rest = found[1].casefold(), found[2], found[3] or ""
    if bot and username and bot.casefold() != username.casefold():
        return None
    act = _COMMANDS.get(name)
    return Command(act=act, rest=rest.strip()) if act else None


_SPAN: Final = re.compile(r"(\d{1,3})\s*(m|min|minuten?|h|std|stunden?|hours?|d|tage?n?|days?)\.?")
_CLOCK: Final = re.compile(r"(?:um\s+|at\s+)?(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?")
_DATE: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(\d{4})?(?:\s+(.+))?")
_WEEKDAYS: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")


def time_meant(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The time that "2h", "14:30", "morgen 10 Uhr", "Mo" or "24.12. 9:00" means, UTC.

    None when it is no time, not ahead, or over a year away. A day without a clock time is meant from eight on.
    """
    words = " ".join(text.casefold().split())
    local = now.astimezone(zone)
    if (span := _SPAN.fullmatch(words)) is not None:
        unit = {"m": "minutes", "h": "hours", "s": "hours", "d": "days", "t": "days"}[span[2][0]]
        return _ahead(now + timedelta(**{unit: int(span[1])}), now)
    head, _, rest = words.partition(" ")
    if (date := _DATE.fullmatch(words)) is not None:
        return _on_date(date, local, now)
    if head in {"morgen", "tomorrow"}:
        return _at(local + timedelta(days=1), rest, now)
    if head[:2] in _WEEKDAYS and head.isalpha():
        days = (_WEEKDAYS.index(head[:2]) - local.weekday() - 1) % 7 + 1
        return _at(local + timedelta(days=days), rest, now)
    return _at(local, words, now) if words else None


def _on_date(date: re.Match[str], local: datetime, now: datetime) -> datetime | None:
    try:
        day = local.replace(year=int(date[3] or local.year), month=int(date[2]), day=int(date[1]))
        if not date[3] and day.date() < local.date():
            day = day.replace(year=local.year + 1)
    except ValueError:
        return None
    return _at(day, date[4] or "", now)


def _at(day: datetime, clock: str, now: datetime) -> datetime | None:
    at = MORNING
    if clock:
        found = _CLOCK.fullmatch(clock)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            return None
        at = time(int(found[1]), int(found[2] or 0))
    return _ahead(datetime.combine(day.date(), at, day.tzinfo).astimezone(UTC), now)


def _ahead(at: datetime, now: datetime) -> datetime | None:
    return at if now < at <= now + LONGEST_PARK else None


def department_meant(text: str, departments: Sequence[Department]) -> Department | None:
    """The department of that id or name, or the only one whose name has this in it."""
    wanted = text.casefold().strip()
    if not wanted:
        return None

    def names(department: Department) -> list[str]:
        return [department.id.casefold(), *(name.casefold() for name in department.name.values())]

    exact = [d for d in departments if wanted in names(d)]
    alike = exact or [d for d in departments if any(wanted in name for name in names(d))]
    return alike[0] if len(alike) == 1 else None


# --- what is shown ----------------------------------------------------------------------------------------------------


def joined(*parts: str | tuple[str, Style] | tuple[str, Style, str]) -> Rich:
    """A text of plain and marked parts; a link is (words, "link", address)."""
    text, spans = "", list[Span]()
    for part in parts:
        words, *mark = (part,) if isinstance(part, str) else part
        if mark and words:
            url = mark[1] if len(mark) > 1 else ""
            spans.append(Span(start=len(text), end=len(text) + len(words), style=mark[0], url=url))  # type: ignore[arg-type]
        text += words
    return Rich(text=text, spans=tuple(spans))


def state_line(ticket: Ticket, reading: Reading) -> str:
    """Who has a handoff, and since when it waits; no word of what it is about."""
    say = reading.say
    if ticket.closed_at is not None:
        return say("group-closed", end=reading.word("end", ticket.end or "other"), at=reading.moment(ticket.closed_at))
    if ticket.parked_until is not None and ticket.parked_until > reading.now:
        until = reading.moment(ticket.parked_until)
        return say("group-parked", until=until, name=ticket.owner.colleague if ticket.owner else "–")
    if ticket.owner is not None:
        return say("group-claimed", name=ticket.owner.colleague, at=reading.moment(ticket.claimed_at or reading.now))
    return say("group-waiting", since=reading.moment(ticket.asked_at))


def is_waiting(ticket: Ticket) -> bool:
    """Whether nobody has it yet."""
    return ticket.is_open and ticket.owner is None


def keys_of(ticket: Ticket, reading: Reading, *, whole: bool) -> tuple[tuple[Key, ...], ...]:
    """The buttons that fit the state. ``whole``: also what else can be done in the group (topics)."""
    say, receipt = reading.say, ticket.receipt
    if not ticket.is_open:
        return ()
    if ticket.owner is None:
        return (((say("act-claim"), f"claim|{receipt}"),),)
    keys = [(say("act-release"), f"release|{receipt}")]
    if whole:
        keys.append((say("act-close-title"), f"close|{receipt}"))
    return (tuple(keys),)


def notice(ticket: Ticket, link: str, reading: Reading) -> Post:
    """One handoff, without content: receipt number, department, who has it or since when it waits."""
    urgent = (f"{reading.say('group-urgent')}\n", "bold") if ticket.urgent and ticket.is_open else ""
    rich = joined(
        urgent,  # type: ignore[arg-type]
        (threat_mark(ticket, reading), "bold"),
        (ticket.receipt, "bold"),
        f" · {reading.department(ticket.department)}\n{state_line(ticket, reading)}\n",
        (reading.say("group-open-desk"), "link", link),
    )
    return Post(rich=rich, keys=keys_of(ticket, reading, whole=False))


def threat_mark(ticket: Ticket, reading: Reading) -> str:
    """The line that a threat was found; empty where none was, or it is over."""
    return f"{reading.say('measure-group-mark')}\n" if ticket.offence and ticket.is_open else ""


def digest(tickets: Sequence[Ticket], link: str, reading: Reading) -> Post:
    """Many handoffs in one message, with a button for each that waits."""
    say = reading.say
    waiting = [ticket for ticket in tickets if is_waiting(ticket)]
    parts: list[str | tuple[str, Style] | tuple[str, Style, str]] = [
        (say("group-digest", n=len(waiting)), "bold"),
        "\n",
    ]
    for ticket in tickets:
        mark = f"{say('group-urgent')} " if ticket.urgent and ticket.is_open else ""
        mark += threat_mark(ticket, reading).replace("\n", " ")
        parts += [f"{mark}", (ticket.receipt, "bold"), f" · {reading.department(ticket.department)} · "]
        parts.append(f"{state_line(ticket, reading)}\n")
    parts.append((say("group-open-list"), "link", link))
    keys = [(say("group-claim-one", receipt=t.receipt), f"claim|{t.receipt}") for t in waiting]
    return Post(rich=joined(*parts), keys=tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2)))


def ends_post(receipt: str, reading: Reading) -> Post:
    """The question how a handoff ended."""
    keys = tuple(((reading.word("end", end), f"end|{receipt}|{end.value}"),) for end in ENDS)
    return Post(rich=joined(reading.say("group-why-close")), keys=keys)


def departments_post(ticket: Ticket, reading: Reading) -> Post:
    """The question which department a handoff is for."""
    others = [d for d in reading.departments if d.id != ticket.department]
    keys = tuple(((reading.department(d.id), f"to|{ticket.receipt}|{d.id}"),) for d in others)
    return Post(rich=joined(reading.say("group-which-department")), keys=keys)


# --- when it is shown -------------------------------------------------------------------------------------------------


def shows_the_same(before: Ticket | None, after: Ticket) -> bool:
    """Whether a notice of the one reads as a notice of the other."""
    return before is not None and _shown(before) == _shown(after)


def _shown(ticket: Ticket) -> tuple[object, ...]:
    owner = ticket.owner.login if ticket.owner else ""
    return (
        ticket.department,
        owner,
        ticket.parked_until,
        ticket.closed_at,
        ticket.end,
        bool(ticket.urgent),
        ticket.offence,
    )


def class_of(ticket: Ticket) -> Class:
    """An emergency goes before all notices."""
    return Class.LIVE if ticket.urgent and is_waiting(ticket) else Class.NOTICE


def notices(change: TicketChange) -> tuple[Delivery, ...]:
    """What the group is told of a change: that the message about this handoff is to be brought up to date.

    What it says is found when it is sent, so that several changes are one message, and never an old one.
    """
    ticket = change.after
    if shows_the_same(change.before, ticket):
        return ()
    cls = class_of(ticket)
    return (
        Delivery(
            id=f"{new_row_id()}.0",
            channel=CHANNEL,
            to=GROUP,
            cls=cls,
            body={"card": ticket.receipt},
            merge=ticket.receipt,
            slot=ticket.receipt,
            ends=not ticket.is_open,
            digest=f"notices {DIGEST_FROM}" if cls is Class.NOTICE else "",
        ),
    )


def announcer(
    mode: Callable[[], Mode], topics: Callable[[TicketChange], tuple[Delivery, ...]]
) -> Callable[[TicketChange], tuple[Delivery, ...]]:
    """What tells the group, by the town's present choice."""

    def announce(change: TicketChange) -> tuple[Delivery, ...]:
        shown = topics(change) if mode() == "topics" else notices(change)
        return (*shown, *due_news(change))

    return announce


def due_news(change: TicketChange) -> tuple[Delivery, ...]:
    """That a promised time is near, or over: one message for all that wait to be told, without content."""
    if not tells_late(change):
        return ()
    return (
        Delivery(
            id=f"{new_row_id()}.0",
            channel=CHANNEL,
            to=GROUP,
            cls=Class.BULK,
            body={"due": "all"},
            merge="due",
            after=GATHERED_FOR,
        ),
    )


def conduct_news(news: ConductNews) -> tuple[Delivery, ...]:
    """That a threat was found, or a review was asked for: told at once, before all notices, without content."""
    return (
        Delivery(
            id=f"{new_row_id()}.0",
            channel=CHANNEL,
            to=GROUP,
            cls=Class.LIVE,
            body={"conduct": news.about, "conversation": news.conversation, "department": news.department},
            merge=f"{news.about}/{news.conversation}",
        ),
    )


def conduct_post(about: str, department: str, link: str, reading: Reading) -> Post:
    """The message about it."""
    where = f" · {reading.department(department)}\n"
    link_words = reading.say("group-open-desk")
    return Post(rich=joined((reading.say(f"measure-group-{about}"), "bold"), where, (link_words, "link", link)))


def due_post(due: Sequence[Ticket], late: Sequence[Ticket], link: str, reading: Reading) -> Post:
    """The message about promised times."""
    parts: list[str | tuple[str, Style] | tuple[str, Style, str]] = []
    for tickets, key in ((late, "duty-group-late"), (due, "duty-group-due")):
        if tickets:
            parts += [(reading.say(key, n=len(tickets)), "bold"), "\n"]
        for ticket in tickets[:DUE_LINES]:
            owner = ticket.owner.colleague if ticket.owner is not None else reading.say("item-nobody")
            at = reading.moment(ticket.promised_by)
            parts += [(ticket.receipt, "bold"), f" · {reading.department(ticket.department)} · {at} · {owner}\n"]
        if len(tickets) > DUE_LINES:
            parts.append(f"{reading.say('duty-group-more', n=len(tickets) - DUE_LINES)}\n")
    parts.append((reading.say("group-open-list"), "link", link))
    return Post(rich=joined(*parts))
