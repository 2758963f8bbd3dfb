"""Towns that are opened: one that waits keeps no other waiting, and meanwhile the process stops and ends as ever."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bot.app import App
from bot.opening import make_journal
from bot.publishing import publish
from bot.townopening import AT_ONCE
from config.settings import Settings, load
from handoff.board import Board
from handoff.journal.embedded import EmbeddedServer
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.schema import SCHEMA, claim_schema
from handoff.journal.store import Store
from tests.faults.town import write_town

pytestmark = pytest.mark.server
Made = Callable[[str], None]


class Followed(Journal):
    """A journal that tells when its board is read: a town's parts run."""

    async def board(self) -> Board:
        looked.setdefault(self.town, asyncio.Event()).set()
        if self.town.endswith("broken"):
            raise ValueError("a fault of ours")
        return await super().board()


looked: dict[str, asyncio.Event] = {}


@pytest.fixture
def settings(server: EmbeddedServer, tmp_path: Path) -> Callable[[Iterable[str]], Settings]:
    """Settings of a process that serves these towns."""

    def made(towns: Iterable[str]) -> Settings:
        folder = write_town(tmp_path / "made")
        for name in towns:
            shutil.copytree(folder, tmp_path / "towns" / name)
        return load(
            environ={
                "REDIS_URL": server.url,
                "BUERGERDRAHT_TOWNS_DIR": str(tmp_path / "towns"),
                "BUERGERDRAHT_DATA_DIR": str(tmp_path),
                "BUERGERDRAHT_WEB__PORT": "0",
                "BUERGERDRAHT_PRACTICE": "false",
                "BUERGERDRAHT_WATCHDOG__SECONDS": "0",
            }
        )

    return made


def app(settings: Settings, role: str, made: Made = lambda _: None) -> App:
    def make(settings: Settings, store: Store, town: str, hints: Hints) -> Journal:
        made(town)
        return Followed(store, town, hints)

    return App(settings, frozenset({role}), None, make, SCHEMA)


async def publish_town(store: Store, settings: Settings, town: str) -> None:
    await claim_schema(store, town, SCHEMA)
    await publish(make_journal(settings, store, town, Hints(store, [town])), settings.town_dir(town))


async def part_of(town: str) -> None:
    """Return when a part of the town runs."""
    async with asyncio.timeout(30):
        await looked.setdefault(town, asyncio.Event()).wait()


@pytest.mark.parametrize("order", ["ab", "ba"])
async def test_a_town_without_a_release_keeps_no_other_waiting(
    settings: Callable[[Iterable[str]], Settings],
    store: Store,
    town: str,
    order: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    waits, works = (f"{town}{letter}" for letter in order)
    running = settings([waits, works])
    await publish_town(store, running, works)
    serving = asyncio.create_task(app(running, "sender").run())
    await part_of(works)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(20):
        await serving  # it is no fault to be stopped meanwhile
    assert [getattr(one, "action", "") for one in caplog.records][-1] == "app.drained"
    assert waits not in looked


async def test_a_part_that_dies_while_a_town_waits_ends_the_process(
    settings: Callable[[Iterable[str]], Settings], store: Store, town: str
) -> None:
    waits, broken = f"{town}waits", f"{town}broken"
    running = settings([waits, broken])
    await publish_town(store, running, broken)
    with pytest.raises(ValueError, match="a fault of ours"):
        async with asyncio.timeout(30):
            await app(running, "sender").run()


async def test_who_is_stopped_opens_no_more_towns(settings: Callable[[Iterable[str]], Settings], town: str) -> None:
    opened: list[str] = []

    def made(name: str) -> None:
        opened.append(name)
        if len(opened) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    async with asyncio.timeout(60):
        await app(settings([f"{town}n{n}" for n in range(12)]), "worker", made).run()
    assert len(opened) <= 1 + AT_ONCE
