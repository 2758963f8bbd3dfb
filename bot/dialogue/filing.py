"""What is said of a citizen's file that nobody gets. Pure."""

from __future__ import annotations

from typing import Final

from bot.dialogue.effects import Say
from bot.dialogue.events import Said

_TOLD: Final = frozenset({"type", "large", "pixels", "broken", "infected"})


def file_refused(why: str, name: str) -> Say:
    """The sentence for one file. ``why`` is a ``handoff.files.kinds.Why``."""
    return Say(
        key=f"file-refused-{why if why in _TOLD else 'broken'}", args={"named": "yes" if name else "no", "name": name}
    )


def refused_in(event: Said) -> tuple[Say, ...]:
    """The sentences for what a message brought and its channel does not give out."""
    return tuple(file_refused(file.refused, file.name) for file in event.attachments if file.refused)
