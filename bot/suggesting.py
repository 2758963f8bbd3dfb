"""What the FAQ says to a citizen's question, for the clerk who answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dialogue.effects import SayAnswer
from bot.library import Library, Shelf
from bot.wording import answer_in_words
from handoff.desk.deps import Suggestion

SUGGESTED = 5


async def suggestions(library: Library, question: str, lang: str) -> Sequence[Suggestion]:
    """The entries of the release that serves that may answer a question, best first, at most five."""
    if not question.strip():
        return ()
    return await asyncio.to_thread(_ranked, library.now, question, lang)


def _ranked(shelf: Shelf, question: str, lang: str) -> list[Suggestion]:
    today = datetime.now(UTC).astimezone(ZoneInfo(shelf.release.town.timezone)).date()
    found = []
    for candidate in shelf.matcher.rank(question, lang=lang, on=today)[:SUGGESTED]:
        worded = answer_in_words(shelf, SayAnswer(entry=candidate.id, lang=lang), lang)
        if worded is not None:
            found.append(
                Suggestion(
                    entry=candidate.id, question=candidate.question, answer=worded.markdown, score=candidate.score
                )
            )
    return found
