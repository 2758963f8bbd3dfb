"""Later versions of a message: which one comes first, and whether a new one still needs a word. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue.events import Said
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.wishes import Wish, recognise
from faq.outcome import Answer, NoMatch, Outcome, Suggest

REMEMBERED: Final = 20
"""How many messages back the bot knows what has come already."""


def remembered(talk: Talk, event: Said) -> Talk:
    """The talk that knows the message has come, or that its new version has overtaken it."""
    if not event.origin:
        return talk
    if is_overtaking(talk, event):
        return replace(talk, overtaken=(*talk.overtaken, event.origin)[-REMEMBERED:])
    if event.edit_of or event.origin in talk.recent:
        return talk
    return replace(talk, recent=(*talk.recent, event.origin)[-REMEMBERED:])


def is_overtaking(talk: Talk, event: Said) -> bool:
    """Whether a new version came before the message itself: then it stands for the message."""
    if not event.edit_of or event.edit_of in talk.recent or event.edit_of in talk.overtaken:
        return False
    # Numbers rise within a chat: a version of what is older than all that is remembered comes late, not early.
    return not talk.recent or _number(event.edit_of) > _number(talk.recent[-1])


def is_stale(talk: Talk, event: Said) -> bool:
    """Whether a message comes after its own newer version."""
    return not event.edit_of and bool(event.origin) and event.origin in talk.overtaken


def is_told_already(talk: Talk, event: Said, match: Outcome | None) -> bool:
    """Whether a new version needs no word of ours: it asks what was answered, or corrects what was no question.

    While details are asked, the new version of an earlier message is no answer to the question asked now.
    """
    if not event.edit_of or is_overtaking(talk, event):
        return False
    if talk.phase not in {Phase.OPEN, Phase.OFFERED}:
        return True
    wish = recognise(event.text)
    if wish is not None or not event.text.strip():
        return wish is not Wish.PERSON
    match match:
        case Answer(best=best):
            return best.id in (talk.entry, *talk.also)
        case Suggest(candidates=candidates):
            return tuple(candidate.id for candidate in candidates[:3]) == talk.suggested
        case NoMatch() | None:
            return talk.phase is Phase.OFFERED


def _number(origin: str) -> int:
    return int(origin) if origin.isdigit() else 0
