"""Takes deliveries of one channel, sends them, reports their fate. Decides nothing: the report's script does."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

from bot.channels.channel import (
    Channel,
    ChannelClosed,
    ChannelError,
    Key,
    Needless,
    Outgoing,
    OutgoingFile,
    RecipientGone,
    Refused,
    TryLater,
    Uncertain,
)
from bot.progress import Pulse
from handoff.files.store import FileAway
from handoff.journal.records import JournalError, Sending, State, Wait
from handoff.letter import rich_of
from handoff.looks import AGAIN_SECONDS

log = logging.getLogger(__name__)

AT_ONCE = 16
FILES_AT_ONCE = 3  # each is in memory while it is sent
LONGEST_CALL_SECONDS = 135.0  # for which a channel that does not answer may rightly hold up all who send
LAST_START = 0.8  # of the lease: later, somebody else may be about to take it
AGAIN_AFTER_DOUBT = timedelta(seconds=2)
CLOSED_PAUSE = timedelta(seconds=30)
AGAIN_WHEN_HELD = 30.0


class Outbox(Protocol):
    """What a sender needs of the journal."""

    async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
        """The next deliveries that may leave now, at most so many, each for another destination."""
        ...

    async def report(self, sending: Sending, state: State, *, detail: str = "", wait: timedelta = ...) -> bool:
        """What became of it."""
        ...

    def hint_count(self, topic: Any) -> int:
        """Hints so far."""
        ...

    async def hint(self, topic: Any, since: int, timeout: float, stop: asyncio.Event | None = None) -> None:
        """Wait for the next, or for the stop."""
        ...


class StoredFiles(Protocol):
    """Where the bytes of what is sent lie."""

    async def read(self, ref: str) -> bytes:
        """The bytes of a file; raises FileAway."""
        ...


Send = Callable[[Sending], Awaitable[str]]
"""Sends a delivery and returns the channel's id of the message. Raises ChannelError."""
Resolve = Callable[[Sending], Awaitable[tuple[str, Outgoing]]]
"""Where a delivery goes and what it says, found out when it leaves. Raises ChannelError, JournalError."""


class Sender:
    """Sends one channel's deliveries, several destinations at once, each destination in order.

    ``others``: by kind of destination (the part of `to` before ":") who sends what is not for a citizen's address.
    """

    def __init__(
        self,
        outbox: Outbox,
        channel: Channel,
        *,
        resolve: Resolve | None = None,
        others: Mapping[str, Send] | None = None,
        at_once: int = AT_ONCE,
        pulse: Pulse | None = None,
    ) -> None:
        self._pulse = pulse or Pulse(name=f"sender {channel.name}")
        self._outbox = outbox
        self._channel = channel
        self._resolve = resolve or as_written
        self._file_slots = asyncio.Semaphore(FILES_AT_ONCE)
        self._others = others or {}
        self._at_once = at_once

    async def run(self, stop: asyncio.Event) -> None:
        """Send until stopped; then let what is on its way finish."""
        slots = asyncio.Semaphore(self._at_once)
        async with asyncio.TaskGroup() as group:
            with self._pulse.going():
                while not stop.is_set():
                    self._pulse.slow = LONGEST_CALL_SECONDS if slots.locked() else 0.0
                    free = await _all_of(slots)
                    self._pulse.round()
                    asked = time.monotonic()
                    taken = await self._take(free, stop)
                    for sending in taken:
                        self._pulse.work()
                        task = group.create_task(self._deliver(sending, asked))
                        task.add_done_callback(lambda _: self._ended(slots))
                    for _ in range(free - len(taken)):
                        slots.release()

    def _ended(self, slots: asyncio.Semaphore) -> None:
        self._pulse.round()
        slots.release()

    async def _take(self, most: int, stop: asyncio.Event) -> Sequence[Sending]:
        """Deliveries; none after having waited for one."""
        since = self._outbox.hint_count("out")
        try:
            taken = await self._outbox.take_deliveries(self._channel.name, most)
        except JournalError as e:
            self._pulse.work()
            log.warning("outbox away", extra={"action": "sender.away", "cause": str(e)})
            await asyncio.sleep(AGAIN_SECONDS * (0.5 + random.random()))  # noqa: S311 - jitter
            return ()
        if isinstance(taken, Wait):
            with self._pulse.resting():
                await self._outbox.hint("out", since, taken.seconds, stop)
            return ()
        return taken

    async def _deliver(self, sending: Sending, asked: float) -> None:
        send = self._send_file if "file" in sending.body else self._send
        await send(sending, asked)

    async def _send_file(self, sending: Sending, asked: float) -> None:
        async with self._file_slots:
            await self._send(sending, asked)

    async def _send(self, sending: Sending, asked: float) -> None:
        started = time.monotonic()
        if started - asked > LAST_START * sending.lease_seconds:
            await self._report(sending, State.RETRY, started, detail="late")
            return
        try:
            send = await self._call(sending)
        except ChannelError as error:
            await self._failed(sending, error)
            return
        except Exception as error:
            # Before the call: surely not sent, whatever broke.
            if not isinstance(error, JournalError):
                log.exception("delivery unreadable", extra={"action": "sender.unreadable", "delivery": sending.id})
            await self._report(sending, State.RETRY, started, detail="not resolved", wait=AGAIN_AFTER_DOUBT)
            return
        try:
            message_id = await send
        except ChannelError as error:
            await self._failed(sending, error)
        except Exception:
            # A fault of ours in the middle of a call: it may have been sent. Others' deliveries go on.
            log.exception("sending broke", extra={"action": "sender.broke", "delivery": sending.id})
            await self._report(sending, State.UNCERTAIN, started, wait=AGAIN_AFTER_DOUBT)
        else:
            await self._report(sending, State.SENT, started, detail=message_id)

    async def _call(self, sending: Sending) -> Awaitable[str]:
        """The call that sends it, not made yet."""
        other = self._others.get(sending.to.partition(":")[0])
        if other is not None:
            return other(sending)
        address, outgoing = await self._resolve(sending)
        return self._channel.send(address, outgoing)

    async def _failed(self, sending: Sending, error: ChannelError) -> None:
        started = time.monotonic()
        if not isinstance(error, Needless):
            log.info(
                "delivery failed",
                extra={"action": "sender.failed", "cause": type(error).__name__, "delivery": sending.id},
            )
        match error:
            case TryLater():
                wait = timedelta(seconds=error.after)
                await self._report(sending, State.RETRY, started, detail=error.reason, wait=wait)
            case Uncertain():
                await self._report(sending, State.UNCERTAIN, started, wait=AGAIN_AFTER_DOUBT)
            case RecipientGone():
                await self._report(sending, State.UNDELIVERABLE, started, detail=error.reason)
            case Needless():
                await self._report(sending, State.NEEDLESS, started, detail=error.reason)
            case Refused():
                log.error("delivery dead", extra={"action": "sender.dead", "delivery": sending.id})
                await self._report(sending, State.DEAD, started, detail=error.reason)
            case ChannelClosed():
                log.critical("channel closed", extra={"action": "sender.closed", "channel": self._channel.name})
                await self._report(sending, State.RETRY, started, detail="channel closed", wait=CLOSED_PAUSE)
            case _:
                raise error

    async def _report(
        self, sending: Sending, state: State, started: float, *, detail: str = "", wait: timedelta = timedelta()
    ) -> None:
        """Report until it is written or the lease is over; after that the journal counts it as uncertain by itself."""
        pause = 0.1
        while True:
            try:
                await self._outbox.report(sending, state, detail=detail, wait=wait)
            except JournalError:
                if time.monotonic() - started > sending.lease_seconds:
                    log.warning("report lost", extra={"action": "sender.report_lost", "delivery": sending.id})
                    return
                await asyncio.sleep(pause)
                pause = min(2.0, pause * 2)
            else:
                return


async def _all_of(slots: asyncio.Semaphore) -> int:
    """Wait for a free slot, and take all that are free; how many."""
    await slots.acquire()
    count = 1
    while not slots.locked():
        await slots.acquire()  # at once: one is free
        count += 1
    return count


async def as_written(sending: Sending) -> tuple[str, Outgoing]:
    """The delivery as its commit wrote it."""
    body: Mapping[str, Any] = sending.body
    keys = tuple(
        tuple(Key(label=key["label"], data=key.get("data", ""), url=key.get("url", "")) for key in line)
        for line in body.get("keys", ())
    )
    return sending.address, Outgoing(
        rich=rich_of(body), keys=keys, edits=sending.message, id=sending.id, reply_to=body.get("reply_to", "")
    )


def enclosing(files: StoredFiles) -> Resolve:
    """As its commit wrote it, with the bytes of the file that it names."""

    async def resolve(sending: Sending) -> tuple[str, Outgoing]:
        address, outgoing = await as_written(sending)
        file = sending.body.get("file")
        if file is None:
            return address, outgoing
        try:
            data = await files.read(file["ref"])
        except FileAway as away:
            if away.why == "held":
                raise TryLater(AGAIN_WHEN_HELD, "held") from None
            raise Refused("the file is not there", "file-gone") from None
        return address, replace(outgoing, file=OutgoingFile(name=file["name"], mime=file["mime"], data=data))

    return resolve
