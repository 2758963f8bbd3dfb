"""The one-time link into the town's own web chat. Pure.

It leads a conversation on, with its place in the queue and all that was said, where nobody else carries the words.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import buttons
from bot.dialogue.effects import Args, Buttons, Decision, Say
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Lead, Talk


def leading(key: str, *, args: Args | None = None, keys: Buttons = buttons.NEW_LINK, settles: bool = False) -> Say:
    """A text with a fresh link."""
    return Say(key=key, args=args or {}, buttons=keys, settles=settles, leads=True)


def led(talk: Talk, facts: Facts, *, awaited: bool | None = None) -> Talk:
    """The talk of a citizen who has just got a link. ``awaited``: the concern goes on there; None leaves that."""
    before = talk.lead if talk.lead is not None and talk.lead.origin == facts.channel else None
    lead = before or Lead(origin=facts.channel, at=facts.now)
    lead = replace(lead, at=facts.now, reminders=0, awaited=lead.awaited if awaited is None else awaited)
    return replace(talk, lead=lead)


def wanted(talk: Talk, facts: Facts) -> Decision:
    """A link is asked for."""
    if not facts.can_lead:
        return Decision(talk=replace(talk, junk=0), effects=(Say(key="already-there"),))
    return Decision(talk=led(replace(talk, junk=0), facts), effects=(leading("link-new"),))
