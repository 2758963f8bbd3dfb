"""The question that a talk waits for the citizen to answer, to be asked, asked again, or reminded of. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.effects import Buttons, Say
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Phase, Talk

PATIENCE: Final = timedelta(hours=24)
"""How long an open question to the citizen waits for the reminder, and the reminder for the end."""
INTAKE_PATIENCE: Final = timedelta(minutes=30)
"""A person is wanted already: silence while details are asked must not hold the concern back."""

ALBUM: Final = timedelta(seconds=5)
"""Files that come within it belong together and are answered once."""

LED: Final = "led"
"""The name of the question whether the citizen comes to the web chat."""

INTAKE: Final = frozenset({Phase.INTAKE_KIND, Phase.INTAKE_PLACE, Phase.INTAKE_DEPARTMENT})


def patience(phase: Phase) -> timedelta | None:
    """How long the bot waits in a phase; None when it is not the bot who waits."""
    if phase in {Phase.NEW, Phase.WAITING, Phase.WITH_STAFF}:
        return None
    return INTAKE_PATIENCE if phase in INTAKE else PATIENCE


def pending(talk: Talk, facts: Facts) -> Say | None:
    """The question the phase waits on, settling; None when the bot only listens."""
    if (found := _pending(talk, facts)) is None:
        return None
    name, keys = found
    return Say(key=f"ask-{name}", buttons=keys, settles=True, leads=name == LED)


def reminder(talk: Talk, facts: Facts) -> Say | None:
    """The same question after a day of silence; None when nothing was asked."""
    if (found := _pending(talk, facts)) is None:
        return None
    name, keys = found
    return Say(key=f"remind-{name}", buttons=keys, leads=name == LED)


def _pending(talk: Talk, facts: Facts) -> tuple[str, Buttons] | None:
    if facts.general_only and talk.phase in INTAKE | {Phase.INTAKE_SUBJECT}:
        return LED, buttons.NEW_LINK  # begun in the web chat: no word of it is asked for here
    match talk.phase:
        case Phase.LED:
            return LED, buttons.NEW_LINK
        case Phase.OFFERED:
            return "offer", buttons.OFFER
        case Phase.INTAKE_SUBJECT:
            return "subject", buttons.SUBJECT
        case Phase.INTAKE_KIND:
            return "kind", buttons.KINDS
        case Phase.INTAKE_PLACE:
            return "place", buttons.PLACE
        case Phase.INTAKE_DEPARTMENT:
            return "department", buttons.departments(facts, talk.lang)
        case Phase.RATING:
            return "rating", buttons.RATING
        case Phase.OPEN if talk.suggested:
            return "suggestion", buttons.suggestions(talk.suggested, facts, talk.lang)
        case _:
            return None
