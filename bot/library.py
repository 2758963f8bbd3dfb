"""The release that serves and the matcher built over it; follows the journal's pointer, builds beside the loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.dialogue.facts import EntryFacts
from bot.dialogue.texts import Texts
from faq.entry import Release, release_from_json
from faq.facets import Facet
from faq.matcher import Matcher
from faq.offences import find_offences
from faq.quietly import quietly
from faq.richtext import Rich
from handoff.hours import Calendar, calendar_of
from handoff.journal.records import JournalError
from handoff.looks import AGAIN_SECONDS, Hinted, looks

log = logging.getLogger(__name__)


class Releases(Protocol):
    """What the library needs of the journal."""

    async def release_hash(self) -> str | None:
        """The hash of the release that serves."""
        ...

    async def release_text(self, release: str) -> str | None:
        """A release as it was published."""
        ...


class NoRelease(Exception):
    """No FAQ was ever published for this town."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """What is said of an entry: Markdown and what it shows, the entry and the release it comes from."""

    markdown: str
    rich: Rich
    entry: str
    release: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """One release, ready to be asked: everything in a turn comes from the same one."""

    release: Release
    matcher: Matcher
    texts: Texts
    entries: dict[str, EntryFacts]
    calendars: dict[str, Calendar]
    worded: dict[tuple[str, str, bool, str, str], Worded] = field(default_factory=dict)
    """Answers that were said before, by entry, language, easy, lead and language spoken: they are made once."""


class Library:
    """Holds the shelf of the release that serves. Only ``refresh`` builds, one release at a time."""

    def __init__(self, releases: Releases, texts_for: Callable[[Release], Texts]) -> None:
        self._releases = releases
        self._texts_for = texts_for
        self._shelf: Shelf | None = None
        self._lock = asyncio.Lock()

    @property
    def now(self) -> Shelf:
        """The shelf held now; call ``refresh`` once before."""
        if self._shelf is None:
            raise NoRelease("no FAQ has been published yet")
        return self._shelf

    async def shelf(self) -> Shelf:
        """The shelf to play a turn on. While a newer release is built, the one held serves: no message waits for it.

        Raises NoRelease, JournalAway while there is none yet.
        """
        if self._shelf is None:
            return await self.refresh()
        return self._shelf

    async def refresh(self) -> Shelf:
        """The shelf of the release that serves now, built when it is another than the one held.

        Raises NoRelease, JournalAway.
        """
        async with self._lock:
            release = await self._releases.release_hash() or ""
            if self._shelf is None or self._shelf.release.hash != release:
                text = await self._releases.release_text(release) if release else None
                if text is None:
                    raise NoRelease("no FAQ has been published yet; run `buergerdraht faq check`")
                self._shelf = await asyncio.to_thread(_read_and_build, text, self._texts_for)
                log.info("release serves", extra={"action": "library.release", "release": release})
            return self._shelf

    async def follow(self, hinted: Hinted, stop: asyncio.Event) -> None:
        """Keep the shelf that serves until stopped."""
        async for one in looks(hinted, "release", stop):
            try:
                await self.refresh()
            except (JournalError, NoRelease, ValueError) as e:
                # ValueError: a release that only a newer version can read. The one held serves on.
                one.again = AGAIN_SECONDS
                log.warning("library stands still", extra={"action": "library.away", "cause": type(e).__name__})


def _read_and_build(text: str, texts_for: Callable[[Release], Texts]) -> Shelf:
    find_offences("")  # its rules take a moment too, and the first message should not wait for them
    with quietly():
        return build_shelf(release_from_json(text), texts_for)


def build_shelf(release: Release, texts_for: Callable[[Release], Texts]) -> Shelf:
    """Make a release ready to be asked. Takes up to a second for a large one."""
    return Shelf(
        release=release,
        matcher=Matcher(release),
        texts=texts_for(release),
        entries={
            e.id: EntryFacts(
                id=e.id,
                questions=e.question,
                department=e.department,
                langs=frozenset(e.answer),
                easy=bool(e.easy),
                office=e.office,
                facets=tuple(facet for facet in Facet if e.facets.get(facet)),
            )
            for e in release.entries
            if e.audience == "public"
        },
        calendars={d.id: calendar_of(d, release.town) for d in release.departments},
    )
