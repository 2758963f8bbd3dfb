"""Row 30: a task is cancelled anywhere inside a call of the store."""

from __future__ import annotations

import asyncio
import random

import pytest

from handoff.journal.embedded import EmbeddedServer
from handoff.journal.store import Store

pytestmark = pytest.mark.faults

TIMES = 1500


@pytest.mark.fault(rows=(30,))
async def test_a_cancelled_call_ends_and_mixes_nothing_up(server: EmbeddedServer) -> None:
    store, rng = Store(server.url), random.Random(9)

    async def echo(text: str) -> str:
        return str(await store.call(lambda r: r.echo(text)))

    async def ask() -> None:
        n = 0
        while True:
            n += 1
            wanted = f"{id(asyncio.current_task())}-{n}"
            assert await echo(wanted) == wanted

    async def cancel_one() -> None:
        task = asyncio.create_task(ask())
        await asyncio.sleep(rng.random() * 0.004)
        task.cancel()
        done, _ = await asyncio.wait({task}, timeout=2)
        assert done, "the cancellation was lost"
        with pytest.raises(asyncio.CancelledError):
            task.result()

    for _ in range(TIMES // 10):
        await asyncio.gather(*(cancel_one() for _ in range(10)))
    # No connection has leaked: as many as the pool may have answer at the same time.
    numbers = [str(n) for n in range(64)]
    assert await asyncio.gather(*map(echo, numbers)) == numbers
    await store.close()
