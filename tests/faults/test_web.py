"""Row 54: two tabs of one browser, and the web server is killed in between."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.channels.webchat.identity import address_of
from tests.faults.tab import Tab
from tests.faults.town import ANSWERED
from tests.faults.world import World

pytestmark = pytest.mark.faults


@pytest.mark.fault(rows=(54,), promises=("P3", "P6"))
async def test_two_tabs_and_a_killed_server(world: World) -> None:
    await world.start("worker")
    web = await world.start("web")
    async with aiohttp.ClientSession() as http:
        first = Tab(http=http)
        await first.open(web)
        await first.say("m1", ANSWERED[0])
        await first.read_until(3)  # question, greeting, answer
        second = Tab(http=http, token=first.token)
        await second.open(web)
        await second.say("m2", ANSWERED[1])
        await first.read_until(5)
        await web.kill()
        again = await world.start("web")
        await first.open(again)
        await first.say("m2", ANSWERED[1])  # it never heard whether this one was taken
        await first.say("m3", ANSWERED[2])
        await second.open(again)
        for tab in (first, second):
            await tab.read_until(7)
            assert [row["n"] for row in tab.rows] == list(range(1, 8))
            assert [row["client"] for row in tab.rows if row["who"] == "citizen"] == ["m1", "m2", "m3"]
    assert await world.journal.find(address_of(first.token)) is not None
    await world.quiet()
    await asyncio.sleep(0.1)
    assert await world.violations() == []
