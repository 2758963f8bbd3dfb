"""A scripted citizen from the first word to the hints, beside a real town that hears nothing of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.library import Library
from bot.pages import mount_desk
from bot.practice.player import Player
from bot.practice.scenario import scenarios
from bot.practice_town import parts, practice_id, practice_town
from bot.publishing import publish
from bot.town import ABILITIES, RunningTown
from bot.worker import Worker
from config.settings import load
from faq.folders import Folders
from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.desk.areas import areas_for
from handoff.desk.deps import DEPS
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Snapshot
from handoff.journal.store import Store
from handoff.rehearsal import Run
from handoff.staff import StaffRecord
from handoff.ticket import Done, End
from tests.faults.town import write_town
from tests.files.samples import files_at
from tests.integration.bot.test_board import texts_for
from tests.integration.journal.test_acts import ANNA

pytestmark = pytest.mark.server
LEA = StaffRecord(login="lea", name="Lea", roles=("staff", "lead"))
LATER = timedelta(hours=1)  # whatever takes time has had it


@dataclass(kw_only=True)
class Rehearsal:
    """A practice town that is played step by step."""

    journal: Journal
    player: Player
    worker: Worker
    acts: Acts

    async def play(self, rounds: int = 12, later: timedelta = LATER) -> None:
        for _ in range(rounds):
            await self.player.step(datetime.now(UTC) + later)
            while await self.worker.step() == 0.0:
                pass

    async def run(self) -> Run:
        (run,) = await self.journal.runs()
        return run

    async def case(self) -> Snapshot:
        found = await self.journal.snapshot((await self.run()).conversation)
        assert found is not None
        return found


@pytest.fixture
async def rehearsal(store: Store, journal: Journal, town: str, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    await publish(journal, write_town(tmp_path))
    library = Library(journal, texts_for)
    await library.refresh()
    async with _practising(store, practice_id(town)) as own:
        yield Rehearsal(
            journal=own,
            player=Player(own, files_at(tmp_path / "files")),
            worker=Worker(own, library, ABILITIES),
            acts=Acts(own, {}),
        )


@asynccontextmanager
async def _practising(store: Store, town: str) -> AsyncIterator[Journal]:
    hints, stop = Hints(store, [town]), asyncio.Event()
    listening = asyncio.create_task(hints.run(stop))
    try:
        yield Journal(store, town, hints)
    finally:
        stop.set()
        await listening


async def test_every_citizen_reaches_a_person(rehearsal: Rehearsal) -> None:
    for scene in scenarios():
        await rehearsal.player.start(scene, "anna")
    await rehearsal.play()
    for run in await rehearsal.journal.runs():
        scenario = scenarios()[run.scene]
        found = await rehearsal.journal.snapshot(run.conversation)
        assert found is not None
        assert found.ticket is not None, run.scene
        assert found.ticket.is_open
        assert found.ticket.kind is scenario.kind
        said = [row.body["text"] for row in await rehearsal.journal.rows(run.conversation)]
        assert {text.removeprefix("photo: ") for text in scenario.opens} <= set(said), run.scene


async def test_from_the_first_word_to_the_hints(rehearsal: Rehearsal, journal: Journal, store: Store) -> None:
    await rehearsal.player.start("foto", "anna")
    await rehearsal.play()
    conversation = (await rehearsal.run()).conversation
    acts = rehearsal.acts
    assert isinstance(await acts.claim(conversation, ANNA, request="1"), Done)
    ticket = (await rehearsal.case()).ticket
    assert ticket is not None
    for n, words in enumerate(("Danke für das Bild aus der Lindenstraße.", "Der Bauhof sperrt heute ab.")):
        await acts.reply(conversation, ANNA, ticket.fence, from_markdown(words), request=f"r{n}")
        await rehearsal.play(4)
    rows = await rehearsal.journal.rows(conversation)
    said = [row.body["text"] for row in rows if row.who == "citizen"]
    assert said[-2:] == [reply[0] for reply in scenarios()["foto"].replies]
    (picture,) = [file for row in rows for file in row.body.get("attachments", ()) if file["kind"] == "photo"]
    assert picture["mime"] == "image/png"
    await acts.close(conversation, ANNA, End.ANSWERED, request="close")
    await rehearsal.play(6, timedelta())
    run = await rehearsal.run()
    assert run.ended is not None
    assert [hint.good for hint in run.hints] == [True, True, True]
    assert "rating" in run.done
    await rehearsal.play(3)
    assert (await rehearsal.run()).done == run.done
    # The town itself has heard nothing: no citizen, no figure, no delivery.
    names = [str(name) for name in await store.call(lambda r: r.keys(f"bd:{{{journal.town}}}:*"))]
    assert {name.rsplit("}:", 1)[1].split(":")[0] for name in names} <= {"release", "releases", "meta", "audit"}


async def test_what_was_rehearsed_is_forgotten_and_accounts_stay(rehearsal: Rehearsal, store: Store) -> None:
    await rehearsal.player.start("freundlich", "anna")
    await rehearsal.play()
    await store.call(lambda r: r.hset(f"bd:{{{rehearsal.journal.town}}}:staff", "anna", "{}"))
    await rehearsal.player.step(datetime.now(UTC) + timedelta(hours=25))
    left = [str(name) for name in await store.call(lambda r: r.keys(f"bd:{{{rehearsal.journal.town}}}:*"))]
    assert {name.rsplit("}:", 1)[1] for name in left} == {"staff"}


async def test_a_whole_practice_town_answers_and_cannot_write_the_towns_files(
    rehearsal: Rehearsal, journal: Journal, tmp_path: Path
) -> None:
    settings = load(environ={}, data_dir=tmp_path / "data")
    library = Library(journal, texts_for)
    await library.refresh()
    town = RunningTown(
        id=journal.town,
        folder=tmp_path,
        prefix="",
        journal=journal,
        library=library,
        files=files_at(tmp_path / "own"),
        undo=timedelta(milliseconds=50),
    )
    made, stop = practice_town(town, rehearsal.journal, settings), asyncio.Event()
    root = web.Application()
    mount_desk(root, made, settings, Folders([tmp_path]))
    (desk,) = root._subapps
    assert desk[DEPS].editing is None
    assert "canned" not in [area.id for area in areas_for(LEA, files=False)]
    running = [asyncio.create_task(part) for part in parts(made, stop, works=True, serves=False)]
    try:
        assert made.room is not None
        await made.room.start("freundlich", "anna")
        await until(made.journal.tickets)
        conversation = (await made.journal.tickets())[0][0]
        assert isinstance(await made.replies.send(conversation, ANNA, 0, "Guten Tag", request="1"), Done)

        async def said() -> bool:
            return any(row.who == "person" for row in await made.journal.rows(conversation))

        async def filed() -> bool:
            return not await made.journal.waiting_to_be_filed()

        await until(said)
        await made.acts.close(conversation, ANNA, End.ANSWERED, request="2")
        await until(filed)
    finally:
        stop.set()
        await asyncio.gather(*running)


async def test_a_desk_that_died_open_does_not_keep_what_was_rehearsed(rehearsal: Rehearsal, store: Store) -> None:
    await rehearsal.player.start("freundlich", "anna")
    gone = datetime.now(UTC) - timedelta(hours=3)
    await store.call(lambda r: r.zadd(f"bd:{{{rehearsal.journal.town}}}:present", {"anna": gone.timestamp() * 1000}))
    await rehearsal.player.step(datetime.now(UTC) + timedelta(hours=25))
    assert await rehearsal.journal.runs() == []


async def until(holds: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(30):
        while not await holds():  # noqa: ASYNC110 - another task's doing
            await asyncio.sleep(0.05)
