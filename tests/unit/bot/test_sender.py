"""What a sender makes of each way a call can end."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.channel import (
    Abilities,
    ChannelClosed,
    Outgoing,
    OutgoingFile,
    RecipientGone,
    Refused,
    TryLater,
    Uncertain,
)
from bot.progress import LOOKS, Progress, Pulse
from bot.sender import LONGEST_CALL_SECONDS, Sender, enclosing
from handoff.files.store import FileAway
from handoff.journal.records import Class, JournalAway, Sending, State, Wait


class Outbox:
    """Hands out one delivery, then stops the sender; remembers the reports."""

    def __init__(self, stop: asyncio.Event, away: int = 0, **body: Any) -> None:
        self.stop = stop
        self.body = body
        self.away = away
        self.given = False
        self.reports: list[tuple[State, str, timedelta]] = []

    async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
        if self.given:
            self.stop.set()
            return Wait(seconds=0)
        self.given = True
        one = Sending(
            id="r.0", attempt=1, conversation="c", channel=channel, to="citizen:c", address="telegram:1",
            cls=Class.LIVE, lease_seconds=5,
            body={"text": "Hallo", "keys": [[{"label": "Ja", "data": "r|yes"}]], **self.body},
        )  # fmt: skip
        return [one]

    async def report(self, sending: Sending, state: State, *, detail: str = "", wait: timedelta = timedelta()) -> bool:
        if self.away:
            self.away -= 1
            raise JournalAway("gone")
        self.reports.append((state, detail, wait))
        return True

    def hint_count(self, topic: Any) -> int:
        return 0

    async def hint(self, topic: Any, since: int, timeout: float, stop: asyncio.Event | None = None) -> None:
        await asyncio.sleep(0)


class Shelf:
    """One file that is there, one that waits for the scanner, and nothing else."""

    async def read(self, ref: str) -> bytes:
        if ref == "here":
            return b"%PDF"
        raise FileAway("held" if ref == "held" else "gone")


class Line:
    name = "telegram"
    abilities = Abilities(max_text=4096, buttons=True, outbox=True)

    def __init__(self, ends: Exception | None) -> None:
        self.ends = ends
        self.sent: list[Outgoing] = []

    async def send(self, address: str, message: Outgoing) -> str:
        if self.ends is not None:
            raise self.ends
        self.sent.append(message)
        return "77"

    async def typing(self, address: str) -> None:
        pass


@pytest.mark.parametrize(
    ("ends", "reported"),
    [
        (None, (State.SENT, "77", timedelta())),
        (TryLater(35, "429"), (State.RETRY, "429", timedelta(seconds=35))),
        (Uncertain("time-out"), (State.UNCERTAIN, "", timedelta(seconds=2))),
        (RecipientGone("x"), (State.UNDELIVERABLE, "blocked", timedelta())),
        (Refused("x"), (State.DEAD, "refused", timedelta())),
        (Refused("x", "too-big"), (State.DEAD, "too-big", timedelta())),
        (ChannelClosed("401"), (State.RETRY, "channel closed", timedelta(seconds=30))),
        (ZeroDivisionError(), (State.UNCERTAIN, "", timedelta(seconds=2))),
    ],
)
async def test_each_end_is_reported_as_what_it_allows_to_conclude(
    ends: Exception | None, reported: tuple[State, str, timedelta]
) -> None:
    stop = asyncio.Event()
    outbox, line = Outbox(stop), Line(ends)
    await Sender(outbox, line, resolve=enclosing(Shelf())).run(stop)
    assert outbox.reports == [reported]
    assert [m.rich.text for m in line.sent] == ([] if ends else ["Hallo"])


async def test_a_report_is_repeated_while_the_store_is_away() -> None:
    stop = asyncio.Event()
    outbox = Outbox(stop, away=2)
    await Sender(outbox, Line(None), resolve=enclosing(Shelf())).run(stop)
    assert [state for state, _, _ in outbox.reports] == [State.SENT]


@pytest.mark.parametrize(
    ("ref", "reported"),
    [
        ("here", (State.SENT, "77", timedelta())),
        ("held", (State.RETRY, "held", timedelta(seconds=30))),
        ("lost", (State.DEAD, "file-gone", timedelta())),
    ],
)
async def test_a_file_goes_with_its_bytes_or_not_at_all(ref: str, reported: tuple[State, str, timedelta]) -> None:
    stop = asyncio.Event()
    outbox, line = Outbox(stop, file={"ref": ref, "name": "Bescheid.pdf", "mime": "application/pdf"}), Line(None)
    await Sender(outbox, line, resolve=enclosing(Shelf())).run(stop)
    assert outbox.reports == [reported]
    file = OutgoingFile(name="Bescheid.pdf", mime="application/pdf", data=b"%PDF")
    assert [(m.rich.text, m.file) for m in line.sent] == ([("Hallo", file)] if ref == "here" else [])


async def test_who_waits_for_a_channel_that_does_not_answer_is_not_stuck_before_its_calls_would_end() -> None:
    class Silent(Line):
        async def send(self, address: str, message: Outgoing) -> str:
            await asyncio.Event().wait()
            return ""

    pulse = Pulse(name="sender")
    progress = Progress(interval=15.0, pulses=[pulse])
    sender = Sender(Outbox(asyncio.Event()), Silent(None), resolve=enclosing(Shelf()), at_once=1, pulse=pulse)
    task = asyncio.create_task(sender.run(asyncio.Event()))
    while not pulse.slow:  # noqa: ASYNC110 - until its only place is taken
        await asyncio.sleep(0)
    in_time = LOOKS + math.ceil(LONGEST_CALL_SECONDS / 15)
    assert [progress.look(()) for _ in range(in_time)] == [""] * in_time
    assert progress.look(()) == "sender: its loop does not come round"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
