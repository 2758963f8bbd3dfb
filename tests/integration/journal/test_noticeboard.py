"""What a process shows of the board: followed through an outage of the store."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import cast

import pytest

from handoff.board import new_switch
from handoff.journal.journal import Journal
from handoff.noticeboard import Boards, Noticeboard
from tests.desk.town import Shaky
from tests.webchat.browser import eventually

pytestmark = pytest.mark.server


async def test_an_outage_is_survived_and_what_was_known_stays(journal: Journal) -> None:
    shaky, told = Shaky(journal), list[int]()
    board = Noticeboard(cast(Boards, shaky), lambda: told.append(1))
    stop = asyncio.Event()
    running = asyncio.create_task(board.run(stop))
    try:
        switch = new_switch(channel="telegram", reason="Probe", by="anna", now=datetime.now(UTC))
        await journal.put_up(switch, by="anna")
        await eventually(lambda: _off(board, 1))
        shaky.away = True
        await journal.switch_on("telegram", by="anna")
        await asyncio.sleep(0.1)
        assert "telegram" in board.now.off
        shaky.away = False
        await eventually(lambda: _off(board, 0))
        assert len(told) == 2
    finally:
        stop.set()
        await running


async def _off(board: Noticeboard, n: int) -> bool:
    return len(board.now.off) == n
