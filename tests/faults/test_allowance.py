"""A short form of what `make allowance` does, as far as it does not hang on how busy the machine is."""

from __future__ import annotations

import pytest

from tests.faults.allowance import STRICT, findings, most
from tests.faults.town import ANSWERED
from tests.faults.world import World

pytestmark = pytest.mark.faults


@pytest.mark.parametrize(
    ("times", "expected"), [((), 0), ((1.0,), 1), ((0.0, 0.9, 1.0, 1.8), 3), ((0.0, 1.0, 2.0), 1), ((5.0, 5.0), 2)]
)
def test_the_most_in_a_window(times: tuple[float, ...], expected: int) -> None:
    assert most(times, 1.0) == expected


async def test_a_chat_gets_one_message_a_second_and_all_of_them(world: World) -> None:
    world.api.use_limits(STRICT)
    await world.start("poller", "worker", "sender", options=("--as-shipped",))
    for number in range(24):
        world.citizen(number % 12).say(ANSWERED[number % len(ANSWERED)])
    await world.quiet(60)
    found = findings(world.api.ledger, [])
    assert found.a_chat_second == 1
    assert found.sent >= 36  # 12 greetings, 24 answers
    assert await world.violations() == []
