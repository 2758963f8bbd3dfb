"""A channel is switched off and on again, over two processes of which one dies: nothing is lost or doubled."""

from __future__ import annotations

import signal
from datetime import UTC, datetime

import pytest

from handoff.board import new_switch
from tests.faults.town import ANSWERED
from tests.faults.world import World, until

pytestmark = pytest.mark.faults

CITIZENS = 4


def heard(world: World, number: int) -> list[str]:
    """What a citizen has got, by the first words."""
    return [m["text"].splitlines()[0] for m in world.api.ledger.accepted_messages(1000 + number)]


def sentences(world: World, number: int) -> int:
    return sum("antworten wir gerade nicht" in text for text in heard(world, number))


async def test_off_is_one_sentence_and_on_answers_what_has_waited(world: World) -> None:
    await world.start("worker", "poller")
    dying = await world.start("worker", "sender")
    for number in range(CITIZENS):
        world.citizen(number).say(ANSWERED[0])
    await world.quiet()
    before = [len(heard(world, number)) for number in range(CITIZENS)]
    switch = new_switch(channel="telegram", reason="Probe", by="anna", now=datetime.now(UTC))
    await world.journal.put_up(switch, by="anna")
    for number in range(CITIZENS):
        world.citizen(number).say(ANSWERED[1])
    await until(lambda: all(sentences(world, n) for n in range(CITIZENS)), 20, "the sentence")
    dying.send(signal.SIGKILL)
    await dying.end()
    world.processes.remove(dying)
    await world.start("worker", "sender")
    for number in range(CITIZENS):
        world.citizen(number).say(ANSWERED[2])
    await until(lambda: not world.api.world.updates.owed(), 20, "all taken in")
    assert await world.journal.held("telegram") == CITIZENS
    assert [len(heard(world, n)) - before[n] for n in range(CITIZENS)] == [1] * CITIZENS
    await world.journal.switch_on("telegram", by="anna")
    await world.quiet()
    assert [sentences(world, n) for n in range(CITIZENS)] == [1] * CITIZENS
    assert [len(heard(world, n)) - before[n] for n in range(CITIZENS)] == [3] * CITIZENS
    assert world.twice() == 0
    assert await world.violations() == []
