"""What the scripts answer, as values. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handoff.board import Board
from handoff.journal.records import Class, Sending, Taken


def taken_of(found: Sequence[Any], now: datetime, release: str, board: Board) -> Taken:
    """A conversation as take.lua answers it."""
    conversation, lease, talk, tv, ticket, kv, case, seq, address, events, acked, conduct = found
    return Taken(
        conversation=conversation,
        now=now,
        lease=int(lease),
        events=tuple(events),
        talk=talk,
        talk_version=int(tv),
        ticket=ticket,
        ticket_version=int(kv),
        case=case,
        seq=int(seq),
        address=address,
        release=release,
        acked=int(acked),
        board=board,
        conduct=conduct,
    )


def _sending_of(found: Sequence[Any], channel: str) -> Sending:
    """A delivery as take_delivery.lua answers it."""
    _, delivery, attempt, conversation, to, address, cls, body, message, slots, more, lease = found
    return Sending(
        id=delivery,
        attempt=int(attempt),
        conversation=conversation,
        channel=channel,
        to=to,
        address=address,
        cls=Class(cls),
        body=json.loads(body),
        lease_seconds=int(lease) / 1000,
        message=message,
        slots=tuple(slots.split()),
        more=tuple(json.loads(line) for line in more.split("\n") if line),
    )


def sendings_of(answer: Any, channel: str) -> list[Sending]:
    """What take_delivery.lua has taken: nothing when it says when to ask again, or could not run."""
    return [] if isinstance(answer, Exception) or answer[0] == "wait" else [_sending_of(one, channel) for one in answer]
