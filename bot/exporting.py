"""Makes the copies that citizens ask for, and removes them when their time is over."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

from bot.library import NoRelease
from bot.town import ABILITIES, RunningTown
from faq.markdown import from_markdown
from handoff.audit import Action, row
from handoff.desk.copying import write_copy
from handoff.desk.deps import AttachedTo, FetchAttachment
from handoff.enclosure import Enclosure
from handoff.erasure import Asked
from handoff.files.disk import in_thread
from handoff.files.kinds import ARCHIVE
from handoff.files.store import Kept
from handoff.journal.records import Commit, Committed, JournalError
from handoff.letter import new_row_id, write_letter
from handoff.looks import AGAIN_SECONDS, looks
from handoff.retention import COPY_FOR

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
A_DAY: Final = 3
"""So many copies a citizen gets in a day."""
TRIES: Final = 10


class Exporter:
    """One town's."""

    def __init__(self, town: RunningTown, fetch: FetchAttachment | None = None) -> None:
        self._town = town
        self._journal = town.journal
        self._fetch = fetch
        self._owner = secrets.token_hex(8)

    async def run(self, stop: asyncio.Event) -> None:
        """Make copies until stopped."""
        async for one in looks(self._journal, "exports", stop):
            try:
                await self.step()
            except (JournalError, NoRelease, OSError) as e:
                one.again = AGAIN_SECONDS
                log.warning("no copy made", extra={"action": "export.away", "cause": type(e).__name__})
        with contextlib.suppress(JournalError):
            await self._journal.lease("exporter", self._owner, timedelta())

    async def step(self) -> int:
        """Make what is asked for; how many those were. Raises JournalError, OSError."""
        if not await self._journal.lease("exporter", self._owner, LEASE):
            return 0
        over = await self._journal.copies_over(await self._journal.store_time())
        await self._town.files.remove(over)
        await self._journal.forget_copies(over)
        waiting = await self._journal.exports()
        for conversation, asked in waiting.items():
            if not await self._is_gone(conversation):
                await self._make(conversation, asked)
            await self._journal.drop_export(conversation)
        return len(waiting)

    async def _is_gone(self, conversation: str) -> bool:
        """Whether all of it is erased, or about to be: then nothing new is made of it."""
        if conversation in await self._journal.erasures():
            return True
        return await self._journal.snapshot(conversation) is None

    async def _make(self, conversation: str, asked: Asked) -> None:
        texts = self._town.library.now.texts
        if await self._journal.count_attempt(f"export:{conversation}", timedelta(days=1)) > A_DAY:
            await self._say(conversation, asked, texts.say("export-often", asked.lang, {"times": A_DAY}))
            return
        kept = await self._copy(conversation, asked)
        if kept is None:
            await self._say(conversation, asked, texts.say("export-failed", asked.lang))
            return
        await self._journal.keep_copy(kept.ref, await self._journal.store_time() + COPY_FOR)
        words = texts.say("export-ready", asked.lang, {"days": COPY_FOR.days})
        file = Enclosure(ref=kept.ref, name=kept.name, mime=kept.mime, size=kept.size)
        if not await self._say(conversation, asked, words, file):
            await self._town.files.remove([kept.ref])
            await self._journal.forget_copies([kept.ref])

    async def _copy(self, conversation: str, asked: Asked) -> Kept | None:
        shelf, came = self._town.library.now, AttachedTo(conversation=conversation, keeps_position=True)
        fetch = partial(self._fetch, came) if self._fetch is not None else None
        folder = await asyncio.to_thread(TemporaryDirectory, prefix="buergerdraht-")
        try:
            target = Path(folder.name) / "copy.zip"
            await write_copy(
                target,
                self._journal,
                self._town.files,
                conversation,
                town=shelf.release.town.name,
                zone=ZoneInfo(shelf.release.town.timezone),
                lang=asked.lang,
                fetch=fetch,
            )
            kept = await self._town.files.keep_own(target, ARCHIVE, shelf.texts.say("export-file", asked.lang))
        finally:
            await in_thread(folder.cleanup)
        return kept if isinstance(kept, Kept) else None

    async def _say(self, conversation: str, asked: Asked, words: str, file: Enclosure | None = None) -> bool:
        """Whether the citizen is told: not one who is erased meanwhile, with all of this."""
        able = ABILITIES[asked.channel]
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=from_markdown(words),
            channel=asked.channel,
            conversation=conversation,
            max_text=able.max_text if able.outbox else None,
            files=[file] if file is not None else [],
            max_caption=able.max_caption,
        )
        audit = row(asked.by, Action.CITIZEN_EXPORT, conversation=conversation)
        for _ in range(TRIES):
            snapshot = await self._journal.snapshot(conversation)
            if snapshot is None or await self._is_gone(conversation):
                return False
            commit = Commit(
                conversation=conversation,
                talk_version=snapshot.talk_version,
                ticket_version=snapshot.ticket_version,
                seq=snapshot.seq,
                case=snapshot.case or secrets.token_urlsafe(9),
                close_case=not snapshot.case,
                rows=(letter.row,),
                deliveries=letter.deliveries,
                keep_timer=True,
                audit=(audit,) if file is not None else (),
            )
            if isinstance(await self._journal.commit(commit), Committed):
                return True
        return False
