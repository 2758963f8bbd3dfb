"""Folder -> release -> the answer a citizen gets: a change serves within seconds, a broken one never does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.texts import Texts
from bot.library import Library, NoRelease
from bot.publishing import follow, publish
from bot.town import make_texts
from faq.entry import Release, render
from faq.errors import FilesBroken
from faq.folders import Folders
from faq.outcome import Answer
from handoff.journal.journal import Journal
from tests.faults.town import ANSWERED, write_town

pytestmark = pytest.mark.server
TODAY = date(2026, 11, 24)


def texts_for(release: Release) -> Texts:
    return make_texts(release, {}, "http://127.0.0.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_town(tmp_path)


@pytest.fixture
async def library(journal: Journal, folder: Path) -> AsyncIterator[Library]:
    """A library that follows a published folder."""
    await publish(journal, folder)
    library = Library(journal, texts_for)
    await library.refresh()
    stop, folders = asyncio.Event(), Folders([folder])
    parts = (folders.run(stop), follow(journal, folder, folders, stop), library.follow(journal, stop))
    tasks = [asyncio.create_task(part) for part in parts]
    yield library
    stop.set()
    await asyncio.gather(*tasks)


async def until(check: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - the watcher gives no event
            await asyncio.sleep(0.05)


async def test_nothing_published_is_an_error_that_says_so(journal: Journal) -> None:
    with pytest.raises(NoRelease, match="faq check"):
        await Library(journal, texts_for).refresh()


async def test_a_saved_change_serves_within_seconds(library: Library, folder: Path) -> None:
    before = library.now.release
    found = library.now.matcher.match(ANSWERED[0], lang="de", on=TODAY)
    assert isinstance(found, Answer)
    file = folder / "offices.yaml"
    file.write_text(file.read_text("utf-8").replace("0221 4710 1", "0221 4710 9"), "utf-8")
    await until(lambda: library.now.release.hash != before.hash)
    numbers = {office.phone for office in library.now.release.offices.values()}
    assert any(number.startswith("0221 4710 9") for number in numbers)
    entry = library.now.release.entry(found.best.id)
    assert entry is not None
    assert render(library.now.release, entry, "de").text


@pytest.mark.fault(rows=(57,))
async def test_no_turn_waits_for_a_release_that_is_being_built(journal: Journal, folder: Path) -> None:
    await publish(journal, folder)
    library = Library(journal, texts_for)
    before = await library.refresh()
    file = folder / "offices.yaml"
    file.write_text(file.read_text("utf-8").replace("0221 4710 1", "0221 4710 9"), "utf-8")
    newer = (await publish(journal, folder)).hash
    assert newer != before.release.hash
    build = asyncio.create_task(library.refresh())
    assert await library.shelf() is before
    assert not build.done()
    assert (await build).release.hash == newer
    assert await library.shelf() is library.now


@pytest.mark.fault(rows=(56,), promises=("P12",))
async def test_a_broken_file_changes_nothing_and_names_the_place(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = library.now.release.hash
    file = folder / "faq" / "umwelt-ordnung.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("  department: umwelt-ordnung", "  department: nirgends", 1), "utf-8")
    await until(lambda: "not published" in caplog.text)
    assert "umwelt-ordnung.yaml" in caplog.text
    assert "nirgends" in caplog.text
    assert library.now.release.hash == before
    caplog.clear()
    file.write_text(good.replace("Sperrmüll", "Grobmüll"), "utf-8")
    await until(lambda: library.now.release.hash != before)
    assert "not published" not in caplog.text


@pytest.mark.fault(rows=(56,), promises=("P12",))
async def test_a_broken_folder_cannot_be_published_at_all(journal: Journal, folder: Path) -> None:
    (folder / "town.yaml").write_text("name: [", "utf-8")
    with pytest.raises(FilesBroken):
        await publish(journal, folder)
    assert await journal.release_hash() is None


async def test_under_four_eyes_an_edit_is_told_and_the_approved_text_serves_on(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    town = folder / "town.yaml"
    before = library.now.release
    town.write_text(town.read_text("utf-8") + "faq_approval: four_eyes\n", "utf-8")
    await until(lambda: library.now.release.hash != before.hash)
    assert library.now.release.entries == before.entries  # what served was approved under the rule of before
    four_eyes = library.now.release.hash
    caplog.clear()
    file = folder / "faq" / "umwelt-ordnung.yaml"
    file.write_text(file.read_text("utf-8").replace("Sperrmüll", "Grobmüll"), "utf-8")
    await until(lambda: "not live yet" in caplog.text)
    assert "umwelt-ordnung.yaml:" in caplog.text
    assert "Bis dahin gilt die frühere Fassung" in caplog.text
    assert library.now.release.hash == four_eyes
