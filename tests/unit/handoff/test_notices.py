"""Who is told by mail of which change of a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from faq.entry import Department, Hours
from handoff.announcing import TicketChange
from handoff.notices import UNREAD_FOR, due_in, mail_announcer, passed_on, passed_on_due, passed_on_to_leads
from handoff.staff import StaffRecord
from handoff.ticket import (
    Done,
    End,
    Kind,
    Outcome,
    Staff,
    Stage,
    Ticket,
    Turn,
    citizen_left,
    citizen_wrote,
    claim,
    close,
    park,
    release,
    reply,
)

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
PETRA = Staff(login="petra", name="Petra")
ANNOUNCE = mail_announcer(("web",))
OFFICE = Department(id="amt", name={"de": "Amt"}, hours=Hours(), mail="amt@stadt.example")


def ticket(channel: str = "web") -> Ticket:
    return Ticket(
        receipt="M-1", case="c", kind=Kind.QUESTION, department="amt", channel=channel, lang="de", subject="geheim",
        asked_at=NOW, turn=Turn.OURS, turn_since=NOW, promised_by=NOW,
    )  # fmt: skip


def done(outcome: Outcome) -> Ticket:
    assert isinstance(outcome, Done)
    return outcome.ticket


def told(before: Ticket | None, after: Ticket, channel: str = "") -> list[str]:
    spoken = channel or after.channel
    change = TicketChange(conversation="k", before=before, after=after, now=LATER, channel=spoken)
    return [delivery.to for delivery in ANNOUNCE(change)]


NEW = ticket()
CLAIMED = done(claim(NEW, PETRA, NOW))
ANSWERED = done(reply(CLAIMED, PETRA, 1, LATER))


@pytest.mark.parametrize(
    ("before", "after", "to"),
    [
        (None, NEW, ["waiting:amt"]),
        (CLAIMED, done(release(CLAIMED, PETRA)), ["waiting:amt"]),
        (NEW, replace(NEW, department="bau"), ["waiting:bau"]),
        (NEW, citizen_wrote(NEW, LATER), []),
        (NEW, CLAIMED, []),
        (NEW, citizen_left(NEW, LATER), []),
        (CLAIMED, ANSWERED, ["reader:k"]),
        (ANSWERED, done(reply(ANSWERED, PETRA, 1, LATER + timedelta(minutes=1))), ["reader:k"]),
        (ANSWERED, citizen_wrote(ANSWERED, LATER), []),
        (CLAIMED, done(park(CLAIMED, PETRA, LATER)), []),
        (CLAIMED, done(close(CLAIMED, PETRA, End.ANSWERED, LATER)), ["reader:k"]),
        (CLAIMED, done(close(CLAIMED, PETRA, End.NO_REACTION, LATER)), []),
        (CLAIMED, citizen_left(CLAIMED, LATER), []),
    ],
)
def test_who_is_told_of_what(before: Ticket | None, after: Ticket, to: list[str]) -> None:
    assert told(before, after) == to


def test_where_replies_are_pushed_nobody_needs_a_mail() -> None:
    claimed = done(claim(ticket("telegram"), PETRA, NOW))
    answered = done(reply(claimed, PETRA, 1, LATER))
    assert told(claimed, answered) == []
    assert told(claimed, answered, "web") == ["reader:k"]  # made on Telegram, gone on in the web chat
    assert told(CLAIMED, ANSWERED, "telegram") == []


def test_a_notice_holds_no_content_and_waits_for_its_reader() -> None:
    [mail] = ANNOUNCE(TicketChange(conversation="k", before=CLAIMED, after=ANSWERED, now=LATER, channel="web"))
    assert mail.body == {"kind": "reply", "receipt": "M-1", "department": "amt"}
    assert mail.after == UNREAD_FOR
    assert mail.channel == "mail"


def test_it_is_passed_on_to_who_wants_it() -> None:
    def member(login: str, **more: object) -> StaffRecord:
        base = StaffRecord(login=login, name=login, mail=f"{login}@stadt.example", mail_when="now")
        return replace(base, **more)  # type: ignore[arg-type]

    staff = [
        member("now"),
        member("gathered", mail_when="digest", mail_minutes=30),
        member("off", mail_when="off"),
        member("gone", disabled=True),
        member("elsewhere", departments=("bau",)),
        member("here", departments=("amt",)),
        member("nowhere", mail=""),
    ]
    mails = {mail.to: mail.after for mail in passed_on(OFFICE, staff)}
    at_once = timedelta()
    assert mails == {
        "department:amt": at_once, "staff:now": at_once, "staff:gathered": timedelta(minutes=30), "staff:here": at_once,
    }  # fmt: skip
    assert passed_on(replace(OFFICE, mail=""), []) == ()


def test_a_promised_time_is_told_stage_by_stage() -> None:
    near, over, alarm = (replace(NEW, told_late=stage) for stage in (Stage.DEPARTMENT, Stage.LEAD, Stage.OPERATOR))
    assert told(NEW, near) == ["due:amt"]
    assert told(near, over) == ["late:amt"]
    assert told(NEW, alarm) == ["late:amt"]  # after an outage: whoever was to be told before still is
    assert told(over, alarm) == []  # the operator's mails are made from what is wrong
    assert told(over, over) == []
    assert [t.receipt for t in due_in([NEW, near], "due")] == ["M-1"]
    assert due_in([near, replace(over, turn=Turn.CITIZEN)], "late") == ()
    assert due_in([over], "due") == ()


def test_leads_are_told_or_else_the_mailbox() -> None:
    lead = StaffRecord(login="lea", name="Lea", roles=("lead",), mail="l@s.example")
    clerk = StaffRecord(login="cem", name="Cem", mail="c@s.example", mail_when="now")
    assert [m.to for m in passed_on_to_leads("late", OFFICE, [lead, clerk])] == ["late-staff:lea"]
    assert [m.to for m in passed_on_to_leads("late", OFFICE, [clerk])] == ["late-department:amt"]
    assert [m.to for m in passed_on_due(OFFICE, [lead, clerk])] == ["due-department:amt", "due-staff:cem"]


def test_a_reminded_citizen_is_told_where_they_must_come_and_look() -> None:
    reminded = replace(ANSWERED, reminded_at=LATER)
    assert told(ANSWERED, reminded) == ["reader:k"]
    assert told(reminded, reminded) == []
