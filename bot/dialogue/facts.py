"""What a decision may know besides the talk, the ticket and the event. Pure values, gathered by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from faq.facets import Facet
from handoff.board import Board
from handoff.conduct import Breach, Conduct, Terms
from handoff.ticket import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartmentFacts:
    """A department now: ``names`` by language; ``open_now`` by its hours and holidays.

    ``waiting`` counts unclaimed handoffs, ``on_duty`` the staff present; ``typical_wait`` is the median of the last
    real waits in whole minutes, or None with fewer than 20 of them. ``promise`` is the time by which somebody takes
    a concern that comes now.
    """

    id: str
    names: Mapping[str, str]
    open_now: bool
    waiting: int
    on_duty: int
    typical_wait: int | None
    promise: datetime
    closed_reason: str = ""  # "" | "hours" | "holiday" | "closure" | "unknown"
    closed_name: str = ""  # what the town calls that closure
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryFacts:
    """What the rules know of an entry: its question by language, whose it is, which variants and parts exist."""

    id: str
    questions: Mapping[str, str]
    department: str
    langs: frozenset[str]
    easy: bool
    office: str = ""
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """The last handoff, ended and still to be gone on with; ``owner_here``: who had it last is there."""

    ticket: Ticket
    owner_here: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the rules of conduct found in a message: the gravest, and by which rule."""

    breach: Breach
    severity: int
    rule: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The world at the moment of a decision.

    ``departments`` in display order, ``front_office`` is the id of the one that takes what nobody else does.
    ``receipt`` is a fresh receipt number, used if this decision opens a handoff. ``timezone`` names the town's.
    ``place`` is the place of this conversation's waiting handoff in its queue, from 1; None when it does not wait
    or nobody knows. ``channel`` is where this is said; ``general_only``: nothing personal may be said or asked there;
    ``can_lead``: the town's web chat is another place than this. ``seq`` numbers the last line of the transcript,
    ``acked`` is the last one that the citizen has on the screen of the web chat. ``board`` is what the town has put up
    and holds now; ``shows_banner``: the channel shows the emergency banner by itself.
    ``acked`` is the last one that the citizen has on the screen of the web chat. ``deputies`` tells which department
    stands in for an absent one. ``past``: the handoff that has ended last. ``days_to_close``: service days from the
    reminder that it is the citizen's turn to the end. ``conduct`` is what is kept of the citizen's, ``terms`` what the
    town has set for it, ``found`` what was found in this message; ``netiquette`` is the version of the rules,
    ``reviewers`` the department whose leads review measures, empty for that of the concern.
    """

    now: datetime
    timezone: str
    departments: tuple[DepartmentFacts, ...]
    front_office: str
    receipt: str
    entries: Mapping[str, EntryFacts]
    place: int | None = None
    channel: str = ""
    general_only: bool = False
    can_lead: bool = False
    seq: int = 0
    acked: int = 0
    board: Board = field(default_factory=Board)
    shows_banner: bool = False
    deputies: Mapping[str, str] = field(default_factory=dict)
    past: Past | None = None
    days_to_close: int = 5
    conduct: Conduct = field(default_factory=Conduct)
    terms: Terms = field(default_factory=Terms)
    found: Found | None = None
    netiquette: str = ""
    reviewers: str = ""

    def serving(self, department_id: str) -> DepartmentFacts:
        """The department that takes a new concern now: this one, or who stands in for it."""
        department = self.department(department_id)
        return self.department(self.deputies.get(department.id, department.id))

    def department(self, department_id: str) -> DepartmentFacts:
        """The department with this id, else the front office."""
        by_id = {d.id: d for d in self.departments}
        return by_id.get(department_id, by_id[self.front_office])
