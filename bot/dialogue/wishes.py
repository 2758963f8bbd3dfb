"""Recognises wishes in plain words and commands: always the whole message, never a word inside a question. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.dialogue import phrases
from bot.dialogue.commands import COMMANDS, command
from bot.dialogue.wish import Wish
from faq.person import asks_to_speak, names_concern, wants_person
from faq.smalltalk import MAX_WORDS, SmallTalk, is_junk, kind_of, sign_in, variants
from faq.text import is_function_word, normalise

__all__ = ["Wish", "concern_in", "recognise"]

_LISTS: Final = (
    (Wish.HELPED, phrases.HELPED),
    (Wish.NOT_HELPED, phrases.NOT_HELPED),
    (Wish.NONE_OF_THESE, phrases.NONE_OF_THESE),
    (Wish.CANCEL, phrases.CANCEL),
    (Wish.START, phrases.START),
    (Wish.NETIQUETTE, phrases.NETIQUETTE),
    (Wish.PRIVACY, phrases.PRIVACY),
    (Wish.EXPORT, phrases.EXPORT),
    (Wish.ERASE, phrases.ERASE),
    (Wish.REVIEW, phrases.REVIEW),
    (Wish.ENGLISH, phrases.ENGLISH),
    (Wish.GERMAN, phrases.GERMAN),
    (Wish.EASY, phrases.EASY),
    (Wish.NORMAL, phrases.NORMAL),
    (Wish.STATUS, phrases.STATUS),
    (Wish.WEB_CHAT, phrases.WEB_CHAT),
    (Wish.SKIP, phrases.SKIP),
    (Wish.UNSURE, phrases.UNSURE),
)
_PHRASES: Final = {phrase: wish for wish, known in reversed(_LISTS) for phrase in known}
_SMALL_TALK: Final = {
    SmallTalk.GREETING: Wish.GREETING,
    SmallTalk.THANKS: Wish.THANKS,
    SmallTalk.GOODBYE: Wish.GOODBYE,
    SmallTalk.HOW_ARE_YOU: Wish.HOW_ARE_YOU,
    SmallTalk.WHO_ARE_YOU: Wish.WHO_ARE_YOU,
    SmallTalk.ANYBODY_THERE: Wish.ANYBODY_THERE,
    SmallTalk.HELP: Wish.HELP,
    SmallTalk.JOKE: Wish.JOKE,
    SmallTalk.AFFECTION: Wish.AFFECTION,
    SmallTalk.CHAT: Wish.CHAT,
    SmallTalk.INSULT: Wish.RUDE,
    SmallTalk.TEST: Wish.TEST,
    SmallTalk.JUNK: Wish.JUNK,
    SmallTalk.YES: Wish.YES,
    SmallTalk.NO: Wish.NO,
    SmallTalk.OKAY: Wish.OKAY,
    SmallTalk.PERSON: Wish.PERSON,
}
_CLAUSE_END: Final = re.compile(r"[.!?;:,\n]+|\s[-–—]+\s")
_STARS: Final = re.compile(
    r"([1-5])(?: (?:stern|sterne|sternen|star|stars|punkt|punkte|points))?(?: (?:von|of|out of) 5)?(?: 5)?"
)
_STAR_WORDS: Final = frozenset({"stern", "sterne", "sternen", "star", "stars", "punkt", "punkte", "points"})


@lru_cache(maxsize=16)  # a turn asks more than once about its message
def recognise(text: str) -> Wish | None:
    """What the whole message wishes, or None when it is (or may be) a question or a concern."""
    if name := command(text):
        return COMMANDS.get(name, Wish.HELP)
    plain = normalise(text)
    if not plain:
        return _sign(text)
    words = plain.split()
    if len(words) <= MAX_WORDS:
        for shorter in variants(words):
            if (wish := _whole(" ".join(shorter))) is not None:
                return wish
    if _beside_person(text) is not None:
        return Wish.PERSON
    return Wish.JUNK if is_junk(words) else None


def concern_in(text: str) -> str:
    """What a wish for a person is about: the text itself when it names a concern, else empty."""
    if name := command(text):
        _, _, rest = text.strip().partition(" ")
        return rest.strip() if COMMANDS.get(name) is Wish.PERSON else ""
    shorter = variants(normalise(text).split())
    if any(map(wants_person, shorter)):
        return ""
    if any(map(names_concern, shorter)):
        return text.strip()
    beside = _beside_person(text) or ""
    says_more = not all(is_function_word(token, "de") for token in normalise(beside).split())
    return text.strip() if says_more and recognise(beside) is None else ""


def _beside_person(text: str) -> str | None:
    """What a message says beside a clause that wishes for a person; None when no clause does.

    “Ich will mit einem Menschen reden, es geht um meinen Bauantrag.”
    """
    clauses = [clause.strip() for clause in _CLAUSE_END.split(text) if clause.strip()]
    for at, clause in enumerate(clauses):
        if any(map(asks_to_speak, variants(normalise(clause).split()))):
            return ", ".join(clauses[:at] + clauses[at + 1 :]) if len(clauses) > 1 else None
    return None


def _whole(plain: str) -> Wish | None:
    if (wish := _PHRASES.get(plain)) is not None:
        return wish
    if (number := _number(plain)) is not None:
        return Wish(str(number))
    kind = kind_of(plain)
    return _SMALL_TALK[kind] if kind is not None else None


def _number(plain: str) -> int | None:
    if (known := phrases.NUMBERS.get(plain)) is not None:
        return known
    if found := _STARS.fullmatch(plain):
        return int(found.group(1))
    first, _, rest = plain.partition(" ")
    return phrases.NUMBERS.get(first) if rest in _STAR_WORDS else None


def _sign(text: str) -> Wish:
    stars = text.count("⭐") + text.count("🌟")
    if 1 <= stars <= 5 and not text.replace("⭐", "").replace("🌟", "").replace("\ufe0f", "").strip():
        return Wish(str(stars))
    return _SMALL_TALK[sign_in(text)]
