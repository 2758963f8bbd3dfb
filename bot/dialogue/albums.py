"""Joins the parts of an album to the one message they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Final

from bot.dialogue.events import Event, Said

WAIT: Final = timedelta(seconds=1.5)
"""How long the turn waits after each part for the next one."""


def joined(events: Sequence[Event]) -> list[Event]:
    """The events with neighbours of the same album as one, named by the first part."""
    found: list[Event] = []
    for album, run in groupby(events, key=album_of):
        parts = list(run)
        found += [as_one([part for part in parts if isinstance(part, Said)])] if album else parts
    return found


def album_of(event: Event) -> str:
    """The album an event is a part of; empty for all others and for a later version of a part."""
    return event.album if isinstance(event, Said) and not event.edit_of else ""


def as_one(parts: Sequence[Said]) -> Said:
    """Messages that are answered as one, named by the first."""
    first, *others = parts
    return replace(
        first,
        text="\n".join(part.text for part in parts if part.text),
        masked=tuple(sorted({kind for part in parts for kind in part.masked})),
        attachments=tuple(attachment for part in parts for attachment in part.attachments),
        quotes=first.quotes or next((part.quotes for part in others if part.quotes), ()),
        parts=(*first.parts, *(name for part in others for name in (part.id, *part.parts))),
    )
