"""The inline search over a release: what anybody may read, as titles with their approved answers. Pure."""

from __future__ import annotations

from datetime import date

from bot.channels.telegram.inline import Found, Hits
from bot.dialogue.effects import SayAnswer
from bot.dialogue.talk import LANGUAGES
from bot.library import Shelf
from bot.wording import answer_in_words
from faq.entry import Entry
from faq.markdown import from_markdown
from faq.outcome import Answer, NoMatch, Suggest

MOST = 5


def search(shelf: Shelf, words: str, device: str, today: date) -> Hits:
    """What the words find, in the language of the device; nothing where the town does not want it."""
    lang = device[:2].lower() if device[:2].lower() in LANGUAGES else LANGUAGES[0]
    ask = shelf.texts.say("inline-ask", lang)
    if not shelf.release.town.telegram.inline or not words.strip():
        return Hits(ask=ask)
    match shelf.matcher.match(words, lang=lang, on=today):
        case Answer(best=best, also=also):
            ids = [best.id, *(one.id for one in also)]
        case Suggest(candidates=candidates):
            ids = [one.id for one in candidates]
        case NoMatch():
            ids = []
    known = [entry for entry in map(shelf.release.entry, dict.fromkeys(ids)) if entry and entry.for_citizens(today)]
    found = [_found(shelf, entry, lang) for entry in known[:MOST]]
    return Hits(found=[one for one in found if one is not None], ask=ask)


def _found(shelf: Shelf, entry: Entry, lang: str) -> Found | None:
    worded = answer_in_words(shelf, SayAnswer(entry=entry.id, lang=lang), lang)
    if worded is None:
        return None
    title = entry.question.get(lang) or entry.question["de"]
    return Found(id=entry.id, title=title, answer=from_markdown(f"**{title}**\n\n{worded.markdown}"))
