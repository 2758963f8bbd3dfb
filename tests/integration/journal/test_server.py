"""The connections to a server, on each loop the program may run on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import uvloop
from redis import exceptions as errors

from handoff.journal.embedded import EmbeddedServer
from handoff.journal.store import Store

pytestmark = pytest.mark.server


@pytest.mark.fault(rows=(33,))
@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_a_connection_that_breaks_in_use_is_told_in_one_way(
    server: EmbeddedServer, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    async def ask() -> None:
        store = Store(server.url)
        pool = store.redis.connection_pool
        connection = await pool.get_connection()  # type: ignore[no-untyped-call]
        connection._writer.transport.abort()
        await asyncio.sleep(0.01)
        with pytest.raises(errors.ConnectionError):
            await connection.send_command("PING")
        await pool.release(connection)
        assert await store.call(lambda redis: redis.ping())
        await store.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(ask())
