"""P4: the order within a conversation, over many messages, three workers, and chats that Telegram holds up."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.botapi import Fault
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, UNKNOWN
from tests.faults.world import World, open_world, until
from tests.proof import Row

CITIZENS: Final = 50
AHEAD: Final = 400
"""Messages that may be on their way at once."""
HELD_UP_EVERY: Final = 500
FLEET: Final = (("worker",), ("worker",), ("worker",), ("poller",), ("sender",), ("sender",))
QUIET_SECONDS: Final = 180.0


async def run_order(messages: int, tell: Callable[..., object]) -> tuple[list[Row], list[str]]:
    """Let citizens write so much, compare what was taken in and what arrived with what was written."""
    tell(total=messages)
    nursery = Nursery()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with open_world(Path(folder), nursery, fsync="everysec") as world:
                pauses = await _write(world, messages, tell)
                await world.quiet(QUIET_SECONDS)
                found = await world.violations()
                kept = await world.count_said() + await world.parked()
                sent = len(world.api.ledger.accepted_messages())
    finally:
        nursery.close()
    inverted = sum(1 for one in found if one.startswith("P4"))
    row = Row(
        name="chats with anything out of order",
        promise="P4",
        ours=inverted,
        goal=f"0 in {messages} messages",
        ok=not found and kept == messages,
        note=f"{messages} messages of {CITIZENS} citizens, {sent} sent, 3 workers, 2 senders, {pauses} pauses by 429; "
        f"{kept} kept",
        command=f"python -m tests.faults --part order --messages {messages}",
    )
    return [row], found


async def _write(world: World, messages: int, tell: Callable[..., object]) -> int:
    """Start everything, write without a pause while not too much is on its way; how often a chat was held up."""
    for roles in FLEET:
        await world.start(*roles)
    rng = random.Random(4)
    citizens = [world.citizen(n) for n in range(CITIZENS)]
    pauses = 0
    for number in range(messages):
        citizen = rng.choice(citizens)
        if number % HELD_UP_EVERY == 0:
            world.api.fail(Fault.flood(2), method="sendMessage", chat_id=citizen.chat_id)
            pauses += 1
        citizen.say(rng.choice(ANSWERED if rng.random() < 0.7 else UNKNOWN))
        if number % 20 == 0:
            tell(completed=number)
            await until(lambda: world.api.world.updates.owed() < AHEAD, QUIET_SECONDS, "room for more")
    tell(completed=messages)
    return pauses
