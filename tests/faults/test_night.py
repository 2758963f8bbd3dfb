"""Row 52: a concern comes while nobody is on duty."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handoff.journal.keys import Keys
from tests.faults.process import EVERYTHING
from tests.faults.town import TOWN
from tests.faults.world import World
from tests.proof import Row

pytestmark = pytest.mark.faults

HERE = ZoneInfo("Europe/Berlin")
TOLD_WITHIN = 30.0


@pytest.mark.fault(rows=(52,), promises=("P11",))
async def test_on_a_holiday_the_citizen_is_told_when_somebody_comes(world: World, prove: Callable[[Row], None]) -> None:
    today = datetime.now(HERE).date()
    await world.start(*EVERYTHING, options=("--holiday", today.isoformat()))
    since = time.monotonic()
    conversation = await world.hand_off(1)
    seconds = time.monotonic() - since
    said = world.citizen(1).last().text
    ticket = dict(await world.journal.tickets())[conversation]
    assert ticket.receipt in said
    promised = ticket.promised_by.astimezone(HERE)
    assert promised.date() > today  # a day on which somebody is there
    assert f"{promised:%H:%M}" in said
    due = [str(one) for one in await world.store.redis.zrange(Keys(TOWN)("obligations"), 0, -1)]
    assert any(one.startswith(conversation) for one in due)  # it stays owed
    assert await world.violations() == []
    prove(
        Row(
            name="from the first word to receipt number and time, with nobody on duty",
            promise="P11",
            ours=seconds,
            goal=f"<= {TOLD_WITHIN:g} s",
            ok=seconds <= TOLD_WITHIN,
            unit="s",
            note="three questions back included; the time told is the ticket's",
        )
    )
