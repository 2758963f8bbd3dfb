"""Which cases of the list somebody wants to see: kept in the address of the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from handoff.queueing import Case, is_to_be_taken, place_of, waits
from handoff.ticket import Kind, Ticket, Turn

Filter = Literal["waiting", "mine", "all", "closed"]
FILTERS: Final[tuple[Filter, ...]] = get_args(Filter)
OPEN_FILTERS: Final[tuple[Filter, ...]] = ("waiting", "mine", "all")
NARROWING: Final = ("department", "language", "kind")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A filter, and what narrows it; empty: not narrowed. ``skip``: so many of its cases were on the pages before."""

    show: Filter = "all"
    department: str = ""
    language: str = ""
    kind: str = ""
    skip: int = 0

    @property
    def narrowed(self) -> dict[str, str]:
        """What narrows it, by name."""
        values = {name: str(getattr(self, name)) for name in NARROWING}
        return {name: value for name, value in values.items() if value}

    @property
    def query(self) -> str:
        """It as a part of an address."""
        skip = {"skip": str(self.skip)} if self.skip else {}
        return urlencode({"show": self.show, **self.narrowed, **skip})

    def to(self, **changed: object) -> Choice:
        """The same with a change, from its first case on."""
        return replace(self, **{"skip": 0, **changed})  # type: ignore[arg-type]

    def fits(self, ticket: Ticket) -> bool:
        """Whether what narrows it lets a ticket through."""
        return (
            self.department in ("", ticket.department)
            and self.language in ("", ticket.lang)
            and self.kind in ("", ticket.kind)
        )


def choice_of(fields: Mapping[str, str]) -> Choice:
    """What an address or a form asks for; whatever it does not know is not asked for."""
    skip = fields.get("skip", "")
    return Choice(
        show=next((f for f in FILTERS if f == fields.get("show")), "all"),
        department=fields.get("department", "")[:64],
        language=fields.get("language", "")[:16],
        kind=next((kind.value for kind in Kind if kind == fields.get("kind")), ""),
        skip=int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 7 else 0,
    )


def pick(choice: Choice, login: str, cases: tuple[Case, ...], now: datetime) -> list[Case]:
    """The open cases of a choice in the list's order: where it is our turn first, then by place in the queue."""
    chosen = [case for case in cases if _is_in(choice.show, case.ticket, login) and choice.fits(case.ticket)]
    return sorted(chosen, key=lambda case: (not _needs_us(case.ticket, now), place_of(case.ticket)))


def counts_of(choice: Choice, login: str, cases: tuple[Case, ...]) -> dict[Filter, int]:
    """How many cases each filter of open ones shows, narrowed as chosen."""
    fitting = [case.ticket for case in cases if choice.fits(case.ticket)]
    return {show: sum(_is_in(show, ticket, login) for ticket in fitting) for show in OPEN_FILTERS}


def next_ones(choice: Choice, cases: tuple[Case, ...], now: datetime) -> list[Case]:
    """Who may be taken next within what narrows the list, whichever filter is shown; in the order of the queue."""
    waiting = [case for case in cases if is_to_be_taken(case.ticket, now) and choice.fits(case.ticket)]
    return sorted(waiting, key=lambda case: place_of(case.ticket))


def _is_in(show: Filter, ticket: Ticket, login: str) -> bool:
    match show:
        case "waiting":
            return waits(ticket)
        case "mine":
            return ticket.owner is not None and ticket.owner.login == login
        case "all":
            return ticket.is_open
        case "closed":
            return not ticket.is_open


def _needs_us(ticket: Ticket, now: datetime) -> bool:
    return ticket.turn is Turn.OURS and (ticket.parked_until is None or ticket.parked_until <= now)
