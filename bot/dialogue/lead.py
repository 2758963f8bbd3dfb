"""On the way to the web chat: what sends the citizen there, what is said on arriving, and until then. Pure.

Where only general information is given, a concern is taken down and the citizen is led on. Until they have come nothing
is forgotten: the handoff stays open, they are reminded once, and of a person's reply they hear that it is there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.dialogue import intake, rating, waiting
from bot.dialogue.effects import Count, Decision, Effect, EndCase, Notify, Say, Settle
from bot.dialogue.events import Event, Pressed, Said, Started, TicketChanged
from bot.dialogue.facts import Facts
from bot.dialogue.link import leading, led
from bot.dialogue.pending import ALBUM, INTAKE, PATIENCE, pending
from bot.dialogue.talk import Lead, Phase, Talk
from handoff.ticket import End, Ticket

NOTICE_AFTER: Final = timedelta(seconds=15)
"""Within it a page that is open has shown a reply; then no word on it is needed elsewhere."""
REMINDERS: Final = 2
"""Rings while the citizen is awaited: the reminder, and the end of what has nothing to answer."""

_IN_HANDOFF: Final = frozenset({Phase.WAITING, Phase.WITH_STAFF})


# -- away from where only general information is given


def without_files(event: Said) -> Said:
    """The message without what is not taken there; a sticker alone is a word."""
    stickers = tuple(a for a in event.attachments if a.kind == "sticker")
    return replace(event, attachments=() if event.text.strip() else stickers)


def led_away(decision: Decision, ticket: Ticket | None, event: Said, facts: Facts) -> Decision:
    """The decision on a message's words, and the way to the web chat when the message is personal."""
    has_files = any(a.kind != "sticker" for a in event.attachments)
    has_ended = any(isinstance(effect, EndCase) for effect in decision.effects)
    if not (has_files or event.masked) or has_ended:
        return decision
    if any(isinstance(effect, Say) and effect.leads for effect in decision.effects):
        refusal = (Say(key="file-not-taken"),) if has_files else ()
        return replace(decision, effects=(*refusal, *decision.effects))
    talk = decision.talk
    if not event.text.strip():
        heard = talk.acknowledged_at
        if heard is not None and facts.now - heard < ALBUM:
            return Decision(talk=talk, effects=(Settle(),))  # the next picture of an album: told once is enough
        talk = replace(talk, acknowledged_at=facts.now)
    is_open = ticket is not None and ticket.is_open
    if not is_open:
        talk = rating.ended(talk) if talk.phase is Phase.RATING else talk
        asked_there = talk.phase in INTAKE | {Phase.INTAKE_SUBJECT}
        talk = talk if asked_there else replace(talk, phase=Phase.LED, suggested=(), reminded=False)
    way = leading("led-file" if has_files else "led-personal", settles=True)
    kept = tuple(effect for effect in decision.effects if not _offers(effect))
    return Decision(talk=led(talk, facts), effects=(*kept, way, Count(outcome="led")))


def _offers(effect: Effect) -> bool:
    return isinstance(effect, Say) and effect.settles and effect.key.startswith(("offer-", "suggest"))


# -- in the web chat


def came(talk: Talk, event: Event, facts: Facts) -> Talk:
    """The talk of a citizen who writes: whoever does so elsewhere than where they were led from has come."""
    lead = talk.lead
    if lead is None or not isinstance(event, Started | Said | Pressed) or facts.channel in {"", lead.origin}:
        return talk
    phase = Phase.OPEN if talk.phase is Phase.LED else talk.phase
    return replace(talk, phase=phase, lead=replace(lead, awaited=False, unread=0, unread_at=None, noticed=0))


def arrived(talk: Talk, ticket: Ticket | None, facts: Facts) -> Decision:
    """The citizen has followed a link: where things stand, and on with the concern."""
    was_led = talk.phase is Phase.LED
    if talk.lead is not None:
        talk = replace(talk, lead=replace(talk.lead, awaited=False, unread=0, unread_at=None, noticed=0))
    came_in = (Say(key="arrived"), Count(outcome="arrived"))
    if ticket is not None and talk.phase is Phase.WITH_STAFF:
        name = ticket.owner.name if ticket.owner is not None else ""
        return Decision(talk=talk, effects=(*came_in, Say(key="staff-is-here", args={"name": name})))
    if ticket is not None and talk.phase is Phase.WAITING:
        tell = () if ticket.subject else (Say(key="tell-concern"),)
        return Decision(talk=talk, effects=(*came_in, *waiting.status(talk, ticket, facts).effects, *tell))
    if was_led:
        wanted = intake.wanted(talk, facts)
        return replace(wanted, effects=(*came_in, *wanted.effects))
    question = pending(talk, facts)
    return Decision(talk=talk, effects=(*came_in, *([question] if question else [])))


# -- while the citizen is not there


def replied(talk: Talk, ticket: Ticket | None, event: TicketChanged, facts: Facts) -> Decision:
    """A person's reply lies in the web chat: in a moment it is seen whether the citizen has read it."""
    lead = talk.lead
    if lead is None and facts.can_lead:  # it was not meant to lie there when the handoff was made
        lead = Lead(origin=facts.channel, at=facts.now, awaited=facts.general_only)
    row = event.row or facts.seq
    if lead is None or ticket is None or facts.acked >= row:
        return Decision(talk=talk)
    return Decision(talk=replace(talk, lead=replace(lead, unread=row, unread_at=facts.now)))


def closed(before: Talk, ticket: Ticket | None, event: TicketChanged, decision: Decision, facts: Facts) -> Decision:
    """The end as it is told in the web chat; who is not there hears that it has ended, and where to read how."""
    lead = before.lead
    if lead is None or event.change != "closed" or ticket is None or ticket.is_open:
        return decision
    missed = lead.unread > facts.acked
    has_ended = any(isinstance(effect, EndCase) for effect in decision.effects)
    if lead.awaited or (missed and has_ended):
        word = Notify(key="ended-elsewhere", origin=lead.origin, leads=True)
        return Decision(talk=replace(decision.talk, lead=None), effects=(word, *decision.effects))
    return replace(decision, talk=replace(decision.talk, lead=lead if missed else None))


def rang(talk: Talk, ticket: Ticket | None, facts: Facts) -> Decision | None:
    """What is due while the citizen is elsewhere; None when nothing is."""
    lead = talk.lead
    if lead is None or (due := next_ring(talk)) is None or due > facts.now:
        return None
    last = lead.unread or lead.noticed or facts.seq  # no page shows the notes of staff that come after it
    if last and facts.acked >= last:  # the page has shown it: they are there
        lead = replace(lead, awaited=False)
    word: Notify | None = None
    if lead.unread_at is not None and lead.unread_at + NOTICE_AFTER <= facts.now:
        if facts.acked < lead.unread and facts.acked >= lead.noticed:
            key = "reply-waits-led" if lead.awaited else "reply-waits"
            word = Notify(key=key, origin=lead.origin, leads=lead.awaited)
            lead = replace(lead, noticed=lead.unread, at=facts.now)
        lead = replace(lead, unread=0, unread_at=None)
    reminds_at = _reminder_at(talk.phase, lead)
    if ticket is not None and ticket.is_open and reminds_at is not None and reminds_at <= facts.now:
        lead = replace(lead, reminders=lead.reminders + 1, at=facts.now)
        if lead.reminders < REMINDERS:
            word = Notify(key="remind-led", origin=lead.origin, leads=True)
        elif ticket.owner is None and not ticket.subject:  # nothing was asked that somebody could answer
            return Decision(talk=rating.ended(talk), effects=(EndCase(end=End.NO_REACTION),))
    return Decision(talk=replace(talk, lead=lead), effects=(word,) if word else ())


def next_ring(talk: Talk) -> datetime | None:
    """When to look again; None when there is nothing to look for."""
    lead = talk.lead
    if lead is None:
        return None
    notice = lead.unread_at + NOTICE_AFTER if lead.unread_at is not None else None
    times = [at for at in (notice, _reminder_at(talk.phase, lead)) if at is not None]
    return min(times, default=None)


def _reminder_at(phase: Phase, lead: Lead) -> datetime | None:
    waits = phase in _IN_HANDOFF and lead.awaited and lead.reminders < REMINDERS
    return lead.at + PATIENCE if waits else None
