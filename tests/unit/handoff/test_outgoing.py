"""Replies that have not left yet: what may become of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handoff.asking import tag
from handoff.outgoing import first_leaving, goes_first, leave, recall, send
from handoff.ticket import (
    Closed,
    Done,
    End,
    Kind,
    Outcome,
    Outgoing,
    Staff,
    TakenBy,
    Ticket,
    Turn,
    claim,
    close,
    hand_to,
    note,
    park,
    release,
    reply,
    ticket_from_json,
    ticket_to_json,
    transfer,
)

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
ANNA, BEN = Staff(login="anna", name="Anna"), Staff(login="ben", name="Ben")
TICKET = Ticket(
    receipt="A",
    case="c",
    kind=Kind.QUESTION,
    department="d",
    channel="web",
    lang="de",
    subject="?",
    asked_at=NOW,
    turn=Turn.OURS,
    turn_since=NOW,
    promised_by=NOW,
    owner=ANNA,
    fence=1,
)
REPLY = Outgoing(id="r1", staff=ANNA, text="Hallo", leaves_at=NOW + timedelta(seconds=5))
SENT = replace(TICKET, outgoing=(REPLY,))


def test_a_reply_waits_and_it_is_still_our_turn() -> None:
    sent = send(TICKET, 1, REPLY, NOW)
    assert sent == Done(ticket=SENT)
    assert SENT.turn is Turn.OURS
    assert first_leaving(SENT) == REPLY.leaves_at
    assert ticket_from_json(ticket_to_json(SENT)) == SENT


@pytest.mark.parametrize(
    ("ticket", "fence", "outcome"),
    [
        (replace(TICKET, owner=BEN, fence=2), 1, TakenBy(holder=BEN)),
        (TICKET, 0, TakenBy(holder=ANNA)),
        (replace(TICKET, closed_at=NOW), 1, Closed()),
    ],
)
def test_who_may_not_speak_may_not_send(ticket: Ticket, fence: int, outcome: Outcome) -> None:
    assert send(ticket, fence, REPLY, NOW) == outcome


def test_sending_claims_what_nobody_has() -> None:
    sent = send(replace(TICKET, owner=None, fence=2), 1, REPLY, NOW)
    assert isinstance(sent, Done)
    assert (sent.ticket.owner, sent.ticket.fence, sent.ticket.outgoing) == (ANNA, 3, (REPLY,))


@pytest.mark.parametrize(
    ("ticket", "outcome"),
    [
        (SENT, Done(ticket=replace(TICKET, turn=Turn.CITIZEN, turn_since=NOW))),
        (replace(SENT, owner=BEN, fence=2), TakenBy(holder=BEN)),
        (replace(SENT, closed_at=NOW), Closed()),
        (TICKET, Closed()),
    ],
    ids=["said", "taken", "closed", "gone"],
)
def test_leaving(ticket: Ticket, outcome: Outcome) -> None:
    assert leave(ticket, "r1", NOW) == outcome


def test_leaving_with_the_end() -> None:
    ending = replace(SENT, outgoing=(replace(REPLY, end=End.ANSWERED),))
    left = leave(ending, "r1", NOW)
    assert isinstance(left, Done)
    assert (left.ticket.end, left.ticket.outgoing, left.ticket.turn) == (End.ANSWERED, (), Turn.CITIZEN)


def test_taking_back() -> None:
    assert recall(SENT, ANNA, "r1") == Done(ticket=TICKET)
    assert recall(SENT, BEN, "r1") == TakenBy(holder=ANNA)
    assert recall(TICKET, ANNA, "r1") == Closed()


def test_what_waits_outlives_the_close_until_somebody_looks() -> None:
    closed = close(SENT, ANNA, End.OTHER, NOW)
    assert isinstance(closed, Done)
    assert closed.ticket.outgoing == (REPLY,)


def _after(outcome: Outcome) -> Ticket:
    assert isinstance(outcome, Done)
    return outcome.ticket


LATER = NOW + timedelta(minutes=1)
HERS = replace(TICKET, owner=ANNA, fence=1, outgoing=(Outgoing(id="r", staff=ANNA, text="Hallo", leaves_at=LATER),))


@pytest.mark.parametrize(
    ("after", "first"),
    [
        (_after(close(HERS, ANNA, End.ANSWERED, LATER)), True),
        (_after(release(HERS, ANNA)), True),
        (_after(transfer(HERS, ANNA, "other")), True),
        (_after(transfer(HERS, ANNA, "d", to=BEN, now=LATER)), True),
        (_after(hand_to(HERS, ANNA, BEN, LATER)), True),
        (_after(park(HERS, ANNA, LATER)), True),
        (_after(reply(HERS, ANNA, 1, LATER)), True),
        (_after(note(HERS)), False),
        (_after(claim(HERS, ANNA, LATER)), False),
        (_after(tag(HERS, "eilig")), False),
        (_after(recall(HERS, ANNA, "r")), False),
        (_after(leave(HERS, "r", LATER)), False),
    ],
)
def test_what_a_member_sent_goes_before_what_ends_gives_away_or_speaks(after: Ticket, *, first: bool) -> None:
    assert goes_first(HERS, after, ANNA) is first
    assert not goes_first(HERS, after, BEN)
    assert not goes_first(replace(HERS, closed_at=NOW), after, ANNA)
