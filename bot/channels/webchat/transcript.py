"""A conversation as a browser gets it: what is new after the row it shows last, in frames of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from bot.channels.webchat.deps import ChatJournal
from bot.channels.webchat.frames import RowLine, Speaker
from handoff.files.kinds import is_ref
from handoff.journal.records import Row, Snapshot

_FRAME_ROWS: Final = 100
_FRAME_TEXT: Final = 100_000  # code points of text in one frame
MACHINE: Final = Speaker(who="machine")
WAITING: Final = Speaker(who="waiting")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The last row a browser has: its number and id; nothing at all is 0 and ""."""

    n: int = 0
    id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A conversation as it is now, and rows to show; ``reset``: the browser's last row is not ours, so it must start
    over."""

    snapshot: Snapshot | None
    rows: Sequence[Row]
    reset: bool


async def news_after(journal: ChatJournal, conversation: str, place: Place) -> News:
    """What a browser at ``place`` does not show yet. Raises JournalAway."""
    snapshot, rows = await journal.since(conversation, max(0, place.n - 1))
    if place.n == 0:
        return News(snapshot=snapshot, rows=rows, reset=False)
    if rows and rows[0].n == place.n and rows[0].id == place.id:
        return News(snapshot=snapshot, rows=rows[1:], reset=False)
    snapshot, rows = await journal.since(conversation, 0)
    return News(snapshot=snapshot, rows=rows, reset=True)


def standing(rows: Sequence[Row]) -> list[Row]:
    """The rows without the replies of staff that a later version among them has taken the place of."""
    last = {_first_version(row): row.id for row in rows if row.who == "person"}
    return [row for row in rows if last.get(_first_version(row), row.id) == row.id]


def _first_version(row: Row) -> str:
    return str(row.body.get("edit_of", row.id)) if row.who == "person" else row.id


async def file_links(journal: ChatJournal, address: str, rows: Sequence[Row]) -> dict[str, str]:
    """Where an address finds the stored files of rows, relative to the chat. Raises JournalAway."""
    links: dict[str, str] = {}
    for row in rows:
        for file in row.body.get("attachments", ()) if row.who != "note" else ():
            ref = str(file.get("ref", ""))
            if is_ref(ref):
                name = quote(str(file.get("name", "")) or ref[-9:], safe="")
                links[ref] = f"file/{ref}/{await journal.file_key(address, ref)}/{name}"
    return links


def batches(lines: Sequence[RowLine]) -> Iterator[list[RowLine]]:
    """The lines in order, cut so that no frame gets too large; none is empty."""
    batch: list[RowLine] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == _FRAME_ROWS or size + len(line.text) > _FRAME_TEXT):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.text)
    if batch:
        yield batch


def speaker_of(snapshot: Snapshot | None) -> Speaker:
    """Who speaks in a conversation now."""
    ticket = snapshot.ticket if snapshot else None
    if ticket is None or not ticket.is_open:
        return MACHINE
    if ticket.owner is None:
        return WAITING
    return Speaker(who="person", name=ticket.owner.name)


def receipt_of(snapshot: Snapshot | None) -> str:
    """The receipt number of the open handoff, or nothing."""
    ticket = snapshot.ticket if snapshot else None
    return ticket.receipt if ticket and ticket.is_open else ""
