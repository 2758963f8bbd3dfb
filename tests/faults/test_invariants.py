"""The checker itself: what it is there to find, it finds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handoff.journal.keys import Keys
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World

pytestmark = pytest.mark.faults


async def test_every_kind_of_damage_is_found(world: World) -> None:
    app = await world.start(*EVERYTHING)
    world.citizen(2).say(ANSWERED[1])
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    await app.end_gently()
    assert await world.violations() == []
    redis: Any = world.store.redis
    k = Keys(TOWN)
    conversation = await world.conversation(1)
    case = (await redis.lindex(k("cases", conversation), 0)).split(" ", 1)[1]
    rows = await redis.lrange(k("rows", case), 0, -1)
    deliveries = sorted([key async for key in redis.scan_iter(match=k("delivery", "*"))])

    async def finds(promise: str) -> None:
        found = await world.violations()
        assert any(text.startswith(promise) for text in found), (promise, found)

    await redis.lpop(k("rows", case))  # a confirmed message is gone
    await finds("P1")
    await finds("P4")
    await redis.lpush(k("rows", case), rows[0])
    await redis.rpush(k("rows", case), rows[0])  # … stands twice
    await finds("P3")
    await redis.rpop(k("rows", case))
    await redis.hset(deliveries[0], "state", "sending")  # never ended, and Telegram has it undeclared
    await finds("P5")
    await finds("P4/P6")
    await redis.hset(deliveries[0], "state", "sent")
    await redis.sadd(k("open", conversation), "tg:1")  # a question without a due time, seen to by nobody
    await finds("P7: tg:1 is open and has no due time")
    await redis.zadd(k("obligations"), {f"{conversation}/tg:1": 5})
    await finds("P7: tg:1 is open and nobody sees to it")
    await redis.srem(k("open", conversation), "tg:1")
    await finds("P7: tg:1 is due and belongs to nothing")
    await redis.zrem(k("obligations"), f"{conversation}/tg:1")
    for who in ("anna", "ben"):
        await redis.xadd(k("audit"), {"row": json.dumps({"who": who, "action": "claim", "receipt": "R"})})
    await finds("P8")
    await redis.xadd(k("audit"), {"row": json.dumps({"who": "carla", "action": "reply", "receipt": "R"})})
    await finds("P10")
    await redis.delete(k("audit"))
    await redis.set("stray", "1")
    await finds("key stray")
    await redis.delete("stray")
    assert await world.violations() == []
