"""One town's worker on a store: a citizen's message is taken in, matched, answered, stored and sent."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.dialogue.events import Said
from bot.intake import JournalIntake
from bot.library import Library
from bot.places import general_only
from bot.publishing import publish
from bot.town import ABILITIES, make_texts
from bot.worker import Worker
from handoff.journal.journal import Journal
from handoff.journal.records import Sending, State
from tests.faults.town import ANSWERED, write_town

_NUMBERS: Iterator[int] = itertools.count(1)


@dataclass(kw_only=True)
class Played:
    """A town that answers."""

    journal: Journal
    library: Library
    worker: Worker
    intake: JournalIntake = field(init=False)

    def __post_init__(self) -> None:
        self.intake = JournalIntake(self.journal, lambda: general_only(self.library.now.release.town))

    async def ask(self) -> float:
        """A new citizen asks; seconds until the answer was handed to the channel."""
        no = next(_NUMBERS)
        address = f"telegram:{9_000_000_000 + no}"
        started = time.perf_counter()
        await self.intake.accept(address=address, event=Said(id=f"g{no}", text=ANSWERED[no % len(ANSWERED)]))
        while await self.worker.step() == 0.0:
            pass
        while isinstance(taken := await self.journal.take_delivery("telegram"), Sending):
            await self.journal.report(taken, State.SENT, detail=str(no))
        return time.perf_counter() - started


async def played(journal: Journal, folder: Path) -> Played:
    """The sample town, on a journal."""
    town = folder / "towns" / journal.town
    if not town.exists():
        (folder / "made").mkdir(parents=True, exist_ok=True)
        town.parent.mkdir(parents=True, exist_ok=True)
        write_town(folder / "made").rename(town)
    library = Library(journal, lambda release: make_texts(release, {}, ""))
    await publish(journal, town)
    await library.refresh()
    return Played(journal=journal, library=library, worker=Worker(journal, library, ABILITIES))
