"""After the end of a handoff: what still belongs to it opens it again, what may belong to it gets the button. Pure.

A message in clear words (“das stimmt so nicht”, its receipt number) goes to people at once: what a person has had in
hand does not silently become a question for the machine. What is less clear is answered as ever, with one button more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.dialogue import rating
from bot.dialogue.buttons import LED, PERSON_OR_HELP, WAITING, reopen
from bot.dialogue.effects import (
    Buttons,
    Count,
    Decision,
    Effect,
    EndCase,
    Forward,
    OpenHandoff,
    Reopen,
    Say,
    SayAnswer,
)
from bot.dialogue.events import Said
from bot.dialogue.facts import Facts, Past
from bot.dialogue.link import leading, led
from bot.dialogue.moment import moment_in_words
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.wish import Wish

RECENTLY: Final = timedelta(hours=24)
"""So long after the end even a good answer of the FAQ has the button."""

_CLEARLY: Final = re.compile(
    r"""\b(?:
        (?:stimmt|passt)\s+(?:\w+\s+){0,2}nicht
      | (?:das|die\ antwort|auskunft|information)\s+(?:ist|war)\s+(?:\w+\s+){0,2}(?:falsch|nicht\s+richtig)
      | (?:rück|nach)fragen?
      | noch\s+(?:eine|’ne|'ne|mal\s+eine)?\s*fragen?\s+(?:dazu|hierzu|zu\s+(?:meine[mr]|ihrer|deiner|der)\b)
      | (?:zu|wegen|mit)\s+(?:meine[mrs]|dem|der)\s+(?:letzten\s+|obigen\s+)?(?:anliegen|anfrage|vorgang|vorgangsnummer)
      | (?:ihre|deine|eure)[rn]?\s+(?:letzten?\s+)?(?:antwort|auskunft|nachricht)
      | (?:immer\s+noch|noch\s+immer|trotzdem|leider|wieder)\s+(?:\w+\s+){0,2}nicht
      | wie\s+(?:eben|gerade|vorhin|gestern)\s+besprochen
      | (?:that|this|it|which)(?:'s|’s|\s+is|\s+was)?\s+(?:still\s+)?(?:wrong|not\s+(?:right|correct|true))
      | (?:isn't|isn’t|wasn't|wasn’t)\s+(?:right|correct|true)
      | follow[-\s]?up
      | (?:another|one\s+more)\s+question\s+(?:about|on)\s+(?:this|that|it|my)
      | (?:about|regarding|concerning)\s+my\s+(?:last\s+)?(?:concern|request|case)
      | your\s+(?:last\s+)?(?:answer|reply|message)
      | still\s+(?:\w+\s+)?(?:doesn't|doesn’t|does\s+not|didn't|didn’t|not)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AT_ONCE: Final = frozenset({Wish.NOT_HELPED})


def continues(talk: Talk, event: Said, wish: Wish | None, past: Past) -> bool:
    """Whether a message clearly goes on with the concern that has ended."""
    if wish in _AT_ONCE:
        return talk.phase is Phase.RATING
    if wish is not None:
        return False
    if past.ticket.receipt.casefold() in event.text.casefold() or _CLEARLY.search(event.text):
        return True
    answers_us = any(quote.way == "reply" and quote.by == "us" for quote in event.quotes)
    return answers_us and talk.phase is Phase.RATING


def reopened(talk: Talk, past: Past, facts: Facts) -> Decision:
    """On with it: with the person who had it when they are there, else in its old place in the queue."""
    after = replace(rating.ended(talk), phase=Phase.WAITING)
    owner = past.ticket.owner
    if past.owner_here and owner is not None:
        word = Say(key="reopened-with", args={"receipt": past.ticket.receipt, "name": owner.name})
        after = replace(after, phase=Phase.WITH_STAFF)
    else:
        department = facts.serving(past.ticket.department)
        promise = moment_in_words(department.promise, facts.now, facts.timezone, talk.lang)
        word = Say(key="reopened", args={"receipt": past.ticket.receipt, "promise": promise}, buttons=WAITING)
    if facts.general_only:  # the concern is open again; what there is to say about it is said in the web chat
        after = led(after, facts, awaited=True)
        word = leading("reopened-led", args={"receipt": past.ticket.receipt}, keys=LED)
    return Decision(talk=after, effects=(Reopen(), word, Count(outcome="reopen")))


def pressed(talk: Talk, receipt: str, facts: Facts) -> Decision:
    """The button, at any later time."""
    if facts.past is not None and facts.past.ticket.receipt == receipt:
        return reopened(talk, facts.past, facts)
    return Decision(talk=talk, effects=(Say(key="reopen-late", buttons=PERSON_OR_HELP),))


def offered(decision: Decision, past: Past, facts: Facts) -> Decision:
    """The decision on a message, with the button under its answer where the message may belong to what has ended."""
    if any(isinstance(effect, EndCase | OpenHandoff | Forward | Reopen) for effect in decision.effects):
        return decision
    ended_at = past.ticket.closed_at
    recent = ended_at is not None and facts.now - ended_at <= RECENTLY
    for i in range(len(decision.effects) - 1, -1, -1):
        effect = decision.effects[i]
        if isinstance(effect, Say) and effect.settles:
            return _with(decision, i, replace(effect, buttons=(*effect.buttons, *_belongs(past))))
        if isinstance(effect, SayAnswer) and effect.settles and recent:
            return _with(decision, i, replace(effect, buttons=(*effect.buttons, *_belongs(past))))
    return decision


def _belongs(past: Past) -> Buttons:
    return reopen(past.ticket.receipt, "button-belongs")


def _with(decision: Decision, i: int, effect: Effect) -> Decision:
    return replace(decision, effects=(*decision.effects[:i], effect, *decision.effects[i + 1 :]))
