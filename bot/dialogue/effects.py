"""What a decision wants done. Pure values: the worker turns them into one commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.dialogue.talk import Talk
from faq.emergency import Danger
from faq.facets import Facet
from handoff.conduct import Breach, Conduct
from handoff.ticket import End, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button: its label by text key (or ``label`` as it is, e.g. a suggested question) and what a press stands for.

    ``choice`` has at most 50 bytes: with the message's id it must fit into Telegram's 64.
    """

    choice: str
    key: str = ""
    label: str = ""


Args = Mapping[str, str | int | float]
Buttons = tuple[tuple[Button, ...], ...]  # rows of buttons


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """One message to the citizen: a text of the catalogue with its arguments.

    ``settles``: once it has reached the citizen, the questions open so far count as settled (an answer, a question
    back, an offer); while a handoff is open only what it replies to. Values in ``args`` that name entries, departments
    or dates are ready to print. ``leads``: the text has a link (``$url``) into the web chat, good once and for
    ``$hours``; what is kept of it has no secret.
    """

    key: str
    args: Args = field(default_factory=dict)
    buttons: Buttons = ()
    settles: bool = False
    leads: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Notify:
    """A word without content on the channel that the citizen was led from; no part of the talk, it is not kept.

    ``leads``: with a one-time link into the web chat, else with its plain address.
    """

    key: str
    origin: str
    leads: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SayAnswer:
    """An entry's approved answer with source, office and date. It settles."""

    entry: str
    lang: str
    easy: bool = False
    lead: str = ""  # key of a sentence before it, e.g. when it is only offered while waiting
    buttons: Buttons = ()
    settles: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SayFacets:
    """Parts of an entry's approved answer, with the question they belong to and the source."""

    entry: str
    facets: tuple[Facet, ...]
    lang: str
    buttons: Buttons = ()
    settles: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SayInPublic:
    """Says something where others read along, under the message ``reply_to``. No row keeps it.

    ``link`` leads to the private talk. Buttons of ``said`` are not shown: they would be pressed in public.
    """

    said: Say | SayAnswer
    lang: str
    reply_to: str
    link: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle:
    """The message was no question: the obligation is settled by this judgement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenHandoff:
    """The concern goes to a person. The receipt number and the time told come from ``Facts``.

    ``awaited``: the citizen is to come to the web chat first. ``deputy_for``: the absent department that was asked.
    """

    kind: Kind
    department: str
    subject: str
    place: str = ""
    awaited: bool = False
    deputy_for: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Urgent:
    """The message tells of a danger: it is marked so for whoever reads it."""

    danger: Danger


@dataclass(frozen=True, kw_only=True, slots=True)
class Reopen:
    """The ended concern of ``Facts.past`` goes on, with the message that asked for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forward:
    """The citizen's message belongs to the open handoff: it is our turn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveHandoff:
    """The citizen takes the concern back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """The citizen's rating of the ended handoff, 1 to 5."""

    stars: int


@dataclass(frozen=True, kw_only=True, slots=True)
class EndCase:
    """The case ends here; the next message opens a new one."""

    end: End


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """Adds one to the person-free counters: ``outcome`` is a fixed word, ``entry`` an entry id or empty."""

    outcome: str
    entry: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Behaved:
    """What is kept of the citizen's conduct from now on."""

    conduct: Conduct


@dataclass(frozen=True, kw_only=True, slots=True)
class Offended:
    """The message breaks a rule: it is marked so for whoever reads it. ``rule`` says what it was found by."""

    breach: Breach
    rule: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unheard:
    """Nobody answers the message: the citizen is muted, or blocked, and then it is not ``kept`` either."""

    kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TellLeads:
    """The leads of a department are told at once: of a threat, or that a review was asked for."""

    about: Literal["threat", "review"]
    department: str


Effect = (
    Say
    | Notify
    | SayAnswer
    | SayFacets
    | SayInPublic
    | Settle
    | Urgent
    | OpenHandoff
    | Reopen
    | Forward
    | LeaveHandoff
    | Rate
    | EndCase
    | Count
    | Behaved
    | Offended
    | Unheard
    | TellLeads
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The talk after an event, and what is to be done, in this order."""

    talk: Talk
    effects: tuple[Effect, ...] = ()
