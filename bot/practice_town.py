"""A town's practice town: keys, desk and files of its own, the real town's FAQ; no Telegram, no mail, no web chat."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, Final

from bot.leaving import Leaving
from bot.opening import make_files
from bot.practice.player import Player
from bot.town import ABILITIES, RunningTown
from bot.worker import Worker
from config.settings import Settings
from handoff.files.sweeper import Sweeper
from handoff.filing import Filer
from handoff.journal.journal import Journal
from handoff.rehearsal import Room

PATH: Final = "uebung"


def practice_id(town: str) -> str:
    """The id of a town's practice town; no real town's id has a dot."""
    return f"{town}.practice"


def practice_town(town: RunningTown, journal: Journal, settings: Settings) -> RunningTown:
    """The practice town beside a town. It follows the same releases: what is practised is what citizens get."""
    library = town.library
    made = RunningTown(
        id=practice_id(town.id),
        folder=town.folder,
        prefix=f"{town.prefix}/{PATH}",
        journal=journal,
        library=library,
        files=make_files(settings, practice_id(town.id), lambda: library.now.release.town.files),
        web_chat=town.web_chat,
        undo=town.undo,
    )
    made.room = Room(scenes=Player.scenes(), start=Player(journal, made.files).start, home=f"{town.prefix}/desk")
    town.practice = made
    return made


def parts(town: RunningTown, stop: asyncio.Event, *, works: bool, serves: bool) -> Iterator[Coroutine[Any, Any, None]]:
    """What runs of a practice town in a process that works, or serves pages."""
    yield town.noticeboard.run(stop)
    if works:
        worker = Worker(town.journal, town.library, ABILITIES, announce=town.announce, web_chat=town.web_chat)
        yield worker.run(stop)
        yield Player(town.journal, town.files).run(stop)
        yield Leaving(town.journal, town.replies).run(stop)
        yield Filer(town.journal).run(stop)
    if serves:
        yield town.live.run(stop)
        yield Sweeper(town.journal, town.files).run(stop)
