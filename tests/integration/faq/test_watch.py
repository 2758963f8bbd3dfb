import asyncio
import itertools
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from faq.approval import content_hash
from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import load
from faq.folders import Folders
from faq.watch import NotLive, Previous, changes, nothing
from tests.unit.faq.folder import replace, write_town

SOON = 8.0


class Watching:
    """Collects what `changes` yields, in the background."""

    def __init__(self, folder: Path, known: str | None = None, previous: Previous = nothing) -> None:
        self.stop = asyncio.Event()
        self.states: asyncio.Queue[Release | FilesBroken | NotLive] = asyncio.Queue()
        self.folders = Folders([folder])
        self.looking = asyncio.create_task(self.folders.run(self.stop))
        self.task = asyncio.create_task(self._run(folder, known, previous))

    async def _run(self, folder: Path, known: str | None, previous: Previous) -> None:
        async for state in changes(folder, self.folders, self.stop, known, previous):
            self.states.put_nowait(state)

    async def next(self) -> Release | FilesBroken | NotLive:
        async with asyncio.timeout(SOON):
            return await self.states.get()

    async def end(self) -> None:
        self.stop.set()
        async with asyncio.timeout(SOON):
            await asyncio.gather(self.task, self.looking)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return write_town(tmp_path / "testingen")


@pytest.fixture
async def watching(town: Path) -> AsyncIterator[Watching]:
    watching = Watching(town, known=load(town).hash)
    yield watching
    await watching.end()


@pytest.mark.fault(rows=(56,), promises=("P12",))
async def test_a_change_a_break_and_its_repair(town: Path, watching: Watching) -> None:
    before = load(town)
    replace(town, "offices.yaml", "37.00", "38.00")
    changed = await watching.next()
    assert isinstance(changed, Release)
    assert changed.hash == load(town).hash != before.hash

    good = (town / "faq/a.yaml").read_text(encoding="utf-8")
    (town / "faq/a.yaml").write_text(good[:200], encoding="utf-8")
    broken = await watching.next()
    assert isinstance(broken, FilesBroken)
    assert broken.problems[0].file == "faq/a.yaml"

    (town / "faq/a.yaml").write_text(good, encoding="utf-8")
    assert await watching.next() == changed
    assert watching.states.empty()


async def test_a_file_that_is_written_all_the_time_hides_no_other(town: Path, watching: Watching) -> None:
    async def write() -> None:
        for n in itertools.count():
            (town / "unused.png").write_bytes(b"." * (n % 100))
            await asyncio.sleep(0.02)

    await asyncio.sleep(0.5)  # it has begun
    writing = asyncio.create_task(write())
    replace(town, "offices.yaml", "37.00", "38.00")
    state = await watching.next()
    writing.cancel()
    assert isinstance(state, Release)


async def test_a_comment_is_no_change(town: Path, watching: Watching) -> None:
    (town / "faq/a.yaml").write_text("# note\n" + (town / "faq/a.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    await asyncio.sleep(1.0)
    assert watching.states.empty()


@pytest.mark.fault(rows=(56,), promises=("P12",))
async def test_the_folder_goes_and_comes_back(town: Path, watching: Watching) -> None:
    before = load(town)
    shutil.rmtree(town)
    gone = await watching.next()
    while not (isinstance(gone, FilesBroken) and "Ordner" in gone.problems[0].what):
        gone = await watching.next()
    write_town(town.with_name("new")).rename(town)
    state = await watching.next()
    while isinstance(state, FilesBroken):
        state = await watching.next()
    assert state == before
    replace(town, "offices.yaml", "37.00", "39.00")
    assert isinstance(await watching.next(), Release)


async def test_a_state_that_differs_from_the_known_one_comes_at_once(town: Path) -> None:
    watching = Watching(town, known="0" * 16)
    assert await watching.next() == load(town)
    await watching.end()
    quiet = Watching(town, known=load(town).hash)
    await asyncio.sleep(0.5)
    assert quiet.states.empty()
    await quiet.end()


async def previous_of(release: Release) -> Release:
    return release


async def test_an_edit_that_nobody_approved_is_told_and_changes_nothing(town: Path) -> None:
    before = load(town)
    replace(town, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    serves = load(town, previous=before)
    watching = Watching(town, known=serves.hash, previous=partial(previous_of, serves))
    await asyncio.sleep(0.5)
    replace(town, "faq/a.yaml", "Melden Sie den Hund", "Bringen Sie den Hund")
    told = await watching.next()
    assert isinstance(told, NotLive)
    # every entry waits for its first approval; only what was saved now is told
    assert {problem.entry for problem in told.problems} == {"hund-anmelden"}
    assert all("Bis dahin gilt die frühere Fassung" in problem.what for problem in told.problems)
    assert watching.states.empty()
    replace(town, "faq/a.yaml", "Bringen Sie den Hund", "Holen Sie den Hund")
    assert isinstance(await watching.next(), NotLive)
    await watching.end()


@pytest.mark.parametrize("broken", [False, True])
async def test_what_was_published_in_a_hurry_ends_by_itself(town: Path, broken: bool) -> None:
    before = load(town)
    replace(town, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    replace(town, "faq/a.yaml", "Melden Sie den Hund", "Bringen Sie den Hund")
    entry = load(town, drafts=True).entry("hund-anmelden")
    assert entry is not None
    until = datetime.now(UTC) + timedelta(seconds=2)
    approval = f"{{by: A, on: {until.date()}, hash: {content_hash(entry)}, provisional_until: '{until.isoformat()}'}}"
    replace(town, "faq/a.yaml", "- id: hund-anmelden\n", f"- id: hund-anmelden\n  approval: {approval}\n")
    serves = load(town, previous=before)
    assert answer(serves).startswith("Bringen")
    if broken:
        (town / "offices.yaml").write_text("", encoding="utf-8")
    watching = Watching(town, known=serves.hash, previous=partial(previous_of, serves))
    state = await watching.next()
    if broken:
        assert isinstance(state, FilesBroken)
        state = await watching.next()
    assert isinstance(state, Release)
    assert answer(state).startswith("Melden")
    assert datetime.now(UTC) >= until
    await watching.end()


def answer(release: Release) -> str:
    entry = release.entry("hund-anmelden")
    return entry.answer["de"] if entry else ""


async def test_a_new_logo_is_a_change(town: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h{}"/></svg>'
    (town / "logo.svg").write_text(drawing.format(1), encoding="utf-8")
    (town / "town.yaml").write_text((town / "town.yaml").read_text("utf-8") + "look: {logo: logo.svg}\n", "utf-8")
    watching = Watching(town, known=load(town).hash)
    try:
        (town / "logo.svg").write_text(drawing.format(2), encoding="utf-8")
        changed = await watching.next()
        assert isinstance(changed, Release)
        assert changed.hash == load(town).hash
        (town / "logo.svg").unlink()
        assert isinstance(await watching.next(), FilesBroken)
    finally:
        await watching.end()
