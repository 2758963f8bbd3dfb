"""Row 44: Telegram delivers updates three times, in any order, and begins anew at other numbers."""

from __future__ import annotations

import pytest

from tests.botapi.updates import Order
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, UNKNOWN
from tests.faults.world import World

pytestmark = pytest.mark.faults


@pytest.mark.fault(rows=(44,), promises=("P3",))
@pytest.mark.parametrize("order", ["same", "reversed", "shuffled"])
async def test_every_update_three_times_in_any_order(world: World, order: Order) -> None:
    world.api.redeliver(3, order)
    await world.start(*EVERYTHING)
    texts = [*ANSWERED, *UNKNOWN]
    for text in texts[:4]:
        for n in range(3):
            world.citizen(n).say(text)
    await world.api.all_delivered(20)
    await world.quiet()
    world.api.jump_update_ids(5)  # a lower number than any before
    for text in texts[4:]:
        for n in range(3):
            world.citizen(n).say(text)
    await world.api.all_delivered(20)
    await world.quiet()
    assert await world.violations(order=world.first_deliveries()) == []
    for n in range(3):
        assert sorted(await world.said(n)) == sorted(texts)
    assert (await world.uncertain(), await world.parked()) == (0, 0)


@pytest.mark.fault(rows=(44,), promises=("P3",))
async def test_numbers_that_jump_up_and_down(world: World) -> None:
    app = await world.start(*EVERYTHING)
    for number, text in zip((2_000_000_000, 7, 1_500_000_000, 3), ANSWERED, strict=False):
        world.api.jump_update_ids(number)
        world.citizen(1).say(text)
        await world.quiet()
    assert app.ended is None
    assert await world.violations(order=world.first_deliveries()) == []
    assert await world.said(1) == list(ANSWERED[:4])
