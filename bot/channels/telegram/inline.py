"""Inline search: `@bot words` in any chat lists approved answers. What is searched for is stored nowhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.error import TelegramError

from bot.channels.telegram.mapping import to_content
from faq.richtext import Rich

CACHED: Final = 60
"""Seconds for which Telegram answers the same words of the same person by itself."""
START: Final = "suche"
_SHORT: Final = 3.0
_ABOUT: Final = 120

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An approved answer: its question, and the whole text with its source."""

    id: str
    title: str
    answer: Rich


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """What was found, and the label of the way to a private talk."""

    found: Sequence[Found] = ()
    ask: str = ""


Search = Callable[[str, str], Hits]
"""(words, language of the device) -> what may be shown; nothing where the town does not want it."""


class InlineSearch:
    """Answers inline queries, at once or never."""

    def __init__(self, bot: Bot, search: Search) -> None:
        self._bot = bot
        self._search = search

    async def answer(self, query: InlineQuery) -> None:
        """Answer; never raises, keeps nothing."""
        try:
            hits = self._search(query.query, query.from_user.language_code or "")
            await self._bot.answer_inline_query(
                query.id,
                [_article(one) for one in hits.found],
                cache_time=CACHED,
                is_personal=True,  # the answers' language is that of the person
                button=InlineQueryResultsButton(text=hits.ask, start_parameter=START) if hits.ask else None,
                connect_timeout=_SHORT,
                read_timeout=_SHORT,
                pool_timeout=_SHORT,
            )
        except (TelegramError, LookupError, TypeError, ValueError) as error:
            _log.debug("search not answered", extra={"action": "telegram_inline", "error": type(error).__name__})


def _article(found: Found) -> InlineQueryResultArticle:
    text, entities = to_content(found.answer)
    about = " ".join(text.split()).removeprefix(found.title).lstrip()  # the title stands above it
    return InlineQueryResultArticle(
        id=found.id[:64],
        title=found.title,
        description=about if len(about) <= _ABOUT else about[: _ABOUT - 1] + "…",
        input_message_content=InputTextMessageContent(
            text, entities=entities, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
