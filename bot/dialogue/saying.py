"""What a citizen's message comes to: by phase, by wish, or by what the matcher found. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue import answers, buttons, intake, rating, waiting
from bot.dialogue.courtesy import courtesy, spoken
from bot.dialogue.effects import Decision, Effect, EndCase, Say, Settle
from bot.dialogue.events import Said
from bot.dialogue.facts import Facts
from bot.dialogue.pending import INTAKE
from bot.dialogue.talk import Asked, Phase, Talk
from bot.dialogue.wishes import Wish, concern_in, recognise
from faq.outcome import NoMatch, Outcome
from faq.text import guess_language
from handoff.ticket import Ticket

FOREIGN_BEFORE_OFFER: Final = 2
"""Messages in a row in another language before that language is offered."""


def said(talk: Talk, ticket: Ticket | None, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    """A message of the citizen, in any phase."""
    if ticket is not None and talk.phase is Phase.WITH_STAFF:
        return _with_note(waiting.with_staff(talk, event), event)
    heard = _heard(talk, event)
    if ticket is not None and talk.phase is Phase.WAITING:
        decision = waiting.said(heard, ticket, event, match, facts)
        decision = _kept(decision, talk)
        if not _stays_open(decision):
            decision = _settled(decision)
    else:
        decision = _listening(heard, talk.asked, ticket, event, match, facts)
    return _with_note(_with_language(decision, talk, heard), event)
