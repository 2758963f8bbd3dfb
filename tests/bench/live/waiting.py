"""Concerns that wait, made in the journal at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from handoff.announcing import Announce, TicketChange, unannounced
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.letter import new_row_id
from handoff.ticket import Kind, Ticket, Turn

DEPARTMENT = "buergerdienste"
AT_ONCE = 50


async def wait_in_line(
    journal: Journal, count: int, *, channel: str = "web", first: int = 0, announce: Announce = unannounced
) -> list[tuple[str, Ticket]]:
    """So many conversations with an open handoff that nobody has; ``first`` numbers the first of them."""
    found: list[tuple[str, Ticket]] = []
    for start in range(first, first + count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, first + count))
        found += await asyncio.gather(*(_one(journal, no, channel, announce) for no in numbers))
    return found


async def _one(journal: Journal, no: int, channel: str, announce: Announce) -> tuple[str, Ticket]:
    conversation = await journal.ingest(
        address=f"{channel}:bench{no}", event_id=f"bench:{no}", event="{}", due_in=timedelta(days=1)
    )
    return conversation, await hand_off(journal, conversation, no, channel=channel, announce=announce)


async def hand_off(
    journal: Journal, conversation: str, no: int, *, channel: str = "web", announce: Announce = unannounced
) -> Ticket:
    """Make a conversation's concern wait for staff, in its present case where it has one."""
    snapshot = await journal.snapshot(conversation)
    seq = snapshot.seq if snapshot else 0
    now = datetime.now(UTC)
    text = f"Anliegen Nummer {no}: Wo bekomme ich die Bescheinigung über meinen Wohnsitz?"
    ticket = Ticket(
        receipt=f"BN-{no:06}",
        case=(snapshot.case if snapshot else "") or f"case-{conversation}",
        kind=Kind.QUESTION,
        department=DEPARTMENT,
        channel=channel,
        lang="de",
        subject=text,
        asked_at=now,
        turn=Turn.OURS,
        turn_since=now,
        promised_by=now + timedelta(days=1),
    )
    row = Row(id=new_row_id(), who="citizen", body={"text": text})
    change = TicketChange(
        conversation=conversation, before=None, after=ticket, now=now, channel=channel, rows=(row,), seq=seq + 1
    )
    await journal.commit(
        Commit(
            conversation=conversation,
            case=ticket.case,
            ticket=ticket,
            queue=DEPARTMENT,
            receipt=ticket.receipt,
            rows=(row,),
            deliveries=announce(change),
            keep_timer=True,
        )
    )
    return ticket
