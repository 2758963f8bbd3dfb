"""What all mails are made of: their words, the names in them, and what was told already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.channels.channel import Needless
from bot.dialogue.moment import moment_in_words
from bot.library import Library
from faq.entry import Department
from faq.markdown import from_markdown
from handoff.journal.journal import Journal
from handoff.journal.mailing import Told
from handoff.journal.records import Sending

LINES: Final = 20
"""How many of what waits a mail lists."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where links lead, without a slash at the end, and who is told when something is wrong."""

    chat: str
    desk: str
    alarm_to: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail: to whom, its subject, its paragraphs, and the address that stops further ones."""

    to: str
    lang: str
    subject: str
    parts: tuple[str, ...]  # Markdown
    stop: str = ""


class MailWords:
    """One town's words for mails."""

    def __init__(self, journal: Journal, library: Library, places: Places) -> None:
        self._journal = journal
        self._library = library
        self._places = places

    async def _tell_news(self, sending: Sending, keys: tuple[str, ...]) -> None:
        """Write down that this mail tells of ``keys``. Raises Needless when none of them is news."""
        news = (await self._journal.told(sending.to)).news_in(keys, sending.id)
        if not news:
            raise Needless("nothing new")
        # Before it leaves: whoever is killed in between sends the same delivery again, not nothing and not another.
        await self._journal.tell(sending.to, Told(by=sending.id, keys=keys, news=news))

    def _say(self, key: str, lang: str, **args: str | int) -> str:
        return self._library.now.texts.say(key, lang, args)

    def _plain(self, key: str, lang: str, **args: str | int) -> str:
        return from_markdown(self._say(key, lang, **args)).text

    def _department(self, id: str) -> Department | None:
        return next((d for d in self._library.now.release.departments if d.id == id), None)

    def _department_name(self, id: str, lang: str) -> str:
        department = self._department(id)
        names: Mapping[str, str] = department.name if department else {}
        return names.get(lang) or names.get("de") or id

    def _moment(self, at: datetime, lang: str) -> str:
        zone = self._library.now.release.town.timezone
        return moment_in_words(at, datetime.now(ZoneInfo(zone)), zone, lang)
