"""What a scripted citizen does next, and how the talk went: from the transcript and the ticket alone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.practice.scenario import Check, Scenario
from handoff.journal.records import Row
from handoff.ticket import Ticket

THINKING: Final = timedelta(seconds=2)
PER_CHARACTER: Final = timedelta(milliseconds=30)
"""How long somebody takes to type: long enough to be seen coming, short enough not to bore."""
MOST_PRESSES: Final = 12
_WANTED: Final = ("yes", "person", "kind", "place", "dept", "none")
"""Which button brings a citizen nearer to a person, best first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Says:
    """The citizen writes. ``key`` names the message within the run, so that it is said once."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Presses:
    """The citizen presses a button of a row."""

    key: str
    row: str
    choice: str


Act = Says | Presses


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One thing looked at when the talk is over."""

    good: bool
    de: str
    en: str


def next_act(
    scenario: Scenario, rows: Sequence[Row], ticket: Ticket | None, done: frozenset[str], now: datetime
) -> Act | None:
    """What the citizen does now; None: they wait, or have nothing more to say. ``done``: keys of what was done."""
    if not rows and "open0" not in done:
        return Says(key="open0", text=scenario.opens[0])
    if ticket is None:
        return _to_a_person(scenario, rows, done, now)
    if not ticket.is_open:
        return _rates(scenario, rows, done)
    for act, since in _lines(scenario, rows, ticket):
        if act.key not in done:
            return act if now >= since + THINKING + PER_CHARACTER * len(act.text) else None
    return None


def _lines(scenario: Scenario, rows: Sequence[Row], ticket: Ticket) -> Iterator[tuple[Says, datetime]]:
    """What the script has for what has happened so far, in order, and since when it is due."""
    last = max((row.at for row in rows if row.at is not None), default=ticket.asked_at)
    for n, text in enumerate(scenario.opens[1:], start=1):
        yield Says(key=f"open{n}", text=text), last
    if ticket.owner is not None:
        for n, text in enumerate(scenario.claimed):
            yield Says(key=f"claimed{n}", text=text), last
    replies = sum(row.who == "person" and "edit_of" not in row.body for row in rows)
    for reply, lines in enumerate(scenario.replies[:replies]):
        for n, text in enumerate(lines):
            yield Says(key=f"reply{reply}.{n}", text=text), last


def _to_a_person(scenario: Scenario, rows: Sequence[Row], done: frozenset[str], now: datetime) -> Act | None:
    """The machine has answered: on to a person, by its own buttons."""
    spoken = next((row for row in reversed(rows) if row.who == "machine"), None)
    if spoken is None or spoken is not rows[-1] or spoken.at is None or now < spoken.at + THINKING / 2:
        return None
    key = f"way{spoken.n}"
    if key in done or sum(one.startswith("way") for one in done) >= MOST_PRESSES:
        return None
    found = {choice.partition(":")[0]: choice for choice in reversed(_choices(spoken))}
    if "place" in found and scenario.place:
        return Says(key=key, text=scenario.place)
    if "kind" in found:
        return Presses(key=key, row=spoken.id, choice=f"kind:{scenario.kind}")
    if "dept" in found:
        return Presses(key=key, row=spoken.id, choice="dept:?")
    wanted = next((found[head] for head in _WANTED if head in found), None)
    return Presses(key=key, row=spoken.id, choice=wanted) if wanted else Says(key=key, text="/mensch")


def _rates(scenario: Scenario, rows: Sequence[Row], done: frozenset[str]) -> Act | None:
    asking = next((row for row in reversed(rows) if row.who == "machine" and _asks_rating(row)), None)
    if asking is None or "rating" in done:
        return None
    return Presses(key="rating", row=asking.id, choice=f"rate:{scenario.stars}")


def _asks_rating(row: Row) -> bool:
    return any(choice.startswith("rate:") for choice in _choices(row))


def _choices(row: Row) -> list[str]:
    return [str(button["data"]).partition("|")[2] for line in row.body.get("keys", ()) for button in line]


def judged(scenario: Scenario, rows: Sequence[Row], ticket: Ticket) -> tuple[Judged, ...]:
    """What went well and what did not, in the order of the scenario."""
    said = [str(row.body.get("text", "")) for row in rows if row.who == "person"]
    return tuple(Judged(good=_holds(check, said, ticket), de=check.de, en=check.en) for check in scenario.checks)


def _holds(check: Check, said: Sequence[str], ticket: Ticket) -> bool:
    words = "\n".join(said).casefold()
    if check.fast is not None:
        taken = ticket.first_claimed_at
        return taken is not None and taken - ticket.asked_at <= timedelta(minutes=check.fast)
    if check.replied is not None:
        return len(said) >= check.replied
    if check.mentions:
        return any(word.casefold() in words for word in check.mentions)
    if check.avoids:
        return bool(said) and not any(word.casefold() in words for word in check.avoids)
    if check.asked:
        return "?" in words
    return ticket.end is not None and ticket.end is check.ended
