"""Recognises wishes in plain words and commands: always the whole message, never a word inside a question. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from bot.dialogue import phrases
from bot.dialogue.commands import COMMANDS, command
from bot.dialogue.wish import Wish
from faq.text import normalise

__all__ = ["Wish", "concern_in", "recognise"]

MAX_WORDS: Final = 24
"""A longer message says more than a wish."""

_LISTS: Final = (
    (Wish.HELPED, phrases.HELPED),
    (Wish.NOT_HELPED, phrases.NOT_HELPED),
    (Wish.NONE_OF_THESE, phrases.NONE_OF_THESE),
    (Wish.PERSON, phrases.PERSON),
    (Wish.YES, phrases.YES),
    (Wish.NO, phrases.NO),
    (Wish.OKAY, phrases.OKAY),
    (Wish.CANCEL, phrases.CANCEL),
    (Wish.START, phrases.START),
    (Wish.HELP, phrases.HELP),
    (Wish.NETIQUETTE, phrases.NETIQUETTE),
    (Wish.PRIVACY, phrases.PRIVACY),
    (Wish.ENGLISH, phrases.ENGLISH),
    (Wish.GERMAN, phrases.GERMAN),
    (Wish.EASY, phrases.EASY),
    (Wish.NORMAL, phrases.NORMAL),
    (Wish.STATUS, phrases.STATUS),
    (Wish.SMALLTALK, phrases.SMALLTALK),
    (Wish.SKIP, phrases.SKIP),
    (Wish.UNSURE, phrases.UNSURE),
    (Wish.JUNK, phrases.JUNK),
)
_PHRASES: Final = {phrase: wish for wish, known in reversed(_LISTS) for phrase in known}
_SIGNS: Final = (
    (Wish.YES, "👍👌✅✔☑🆗"),
    (Wish.NO, "👎❌✖🚫"),
    (Wish.THANKS, "🙏❤💙💚💛🧡💜🤝👏😊🙂😀😃😄🥰😍🎉💐🌹"),
    (Wish.GREETING, "👋"),
)
_VOCABULARY: Final = phrases.PERSONS | phrases.SOMEBODY | phrases.SPEAKING | phrases.AROUND_PERSON | phrases.RUDE
_MACHINE: Final = "|".join(sorted(phrases.MACHINES))
_NO_MACHINE: Final = re.compile(
    rf"\b(?:kein(?:e|en|em|er)?|nicht (?:mit )?(?:(?:so )?eine[mnr]?|de[mrn]|nem|ner)|no|"
    rf"not (?:to |with )?(?:an? |the ))"
    rf"(?: \w+)? ?(?:{_MACHINE})\b"
)
_YOU_MACHINE: Final = re.compile(rf" (?:du|sie|you) (?:\w+ ){{0,2}}(?:{_MACHINE}|scheissbot|scheissding|idiot)$")
_IS_MACHINE: Final = re.compile(
    rf"(?:du bist|bist du|sind sie|sie sind|ist das|ist das hier|are you|is this|you are|antwortet hier|schreibt hier|"
    rf"spreche ich mit|rede ich mit|schreibe ich mit|am i talking to|am i speaking (?:to|with)|do i talk to)"
    rf"(?: (?:ein|eine|einem|einer|nem|ner|a|an|der|die|das|echt|etwa|nur|ne|n|echter|echtes|echten|echte|wirklich|"
    rf"real|hier|richtiger|richtigen|actually|just|kuenstliche|artificial|some|kind|of))*"
    rf" (?:{_MACHINE}|mensch|menschen|person|echt|human|intelligenz|intelligence|mitarbeiter|mitarbeiterin|"
    rf"computerprogramm|program|programm)"
    rf"(?: (?:oder|or|ein|eine|einem|einer|a|an|{_MACHINE}|mensch|menschen|echt|nicht|eigentlich|human))*"
)
_ASKS_WHETHER: Final = re.compile(
    r"^(?:brauche|benoetige|muss|bekomme|habe) ich\b|^do i\b|^do we\b|^how do we\b|^i have\b"
)
_ABOUT: Final = frozenset(
    {"wegen", "ueber", "bezueglich", "zu", "zum", "zur", "weil", "da", "about", "regarding", "concerning", "because"}
)
_STARS: Final = re.compile(
    r"([1-5])(?: (?:stern|sterne|sternen|star|stars|punkt|punkte|points))?(?: (?:von|of|out of) 5)?(?: 5)?"
)
_STAR_WORDS: Final = frozenset({"stern", "sterne", "sternen", "star", "stars", "punkt", "punkte", "points"})
_RARE_PAIR: Final = re.compile(r"j[^aeiouy]|q[^u]|v[bcdfghjkmnpqstvwxz]|[bcdfgjkmpqvwxz]x[bcdfgjkmnqrsvwz]|[sdfghkl]j")
_MIDDLE_ROW: Final = "asdfghjkl"


def recognise(text: str) -> Wish | None:
    """What the whole message wishes, or None when it is (or may be) a question or a concern."""
    if name := command(text):
        return COMMANDS.get(name, Wish.HELP)
    plain = normalise(text)
    if not plain:
        return _sign(text)
    words = plain.split()
    if len(words) > MAX_WORDS:
        return Wish.JUNK if all(map(_is_mash, words)) else None
    for shorter in _shortened(words):
        if (wish := _whole(shorter)) is not None:
            return wish
    if len(set(plain)) == 1:
        return Wish.JUNK
    if all(word.isdigit() or _is_mash(word) for word in words):
        return Wish.JUNK
    return None


def concern_in(text: str) -> str:
    """What a wish for a person is about: the text itself when it names a concern, else empty."""
    if name := command(text):
        _, _, rest = text.strip().partition(" ")
        return rest.strip() if COMMANDS.get(name) is Wish.PERSON else ""
    variants = _shortened(normalise(text).split())
    return text.strip() if any(map(_is_person_about, variants)) and not any(map(_is_person, variants)) else ""


def _shortened(words: list[str]) -> list[list[str]]:
    """The message itself, without fillers, and without greeting and thanks around it; never empty."""
    variants = [words, [word for word in words if word not in phrases.FILLERS]]
    bare = variants[-1]
    while bare and bare[0] in phrases.GREETING_HEADS | {"tag", "zusammen"}:
        bare = bare[1:]
    variants.append(bare)
    while bare and bare[-1] in {"danke", "dank", "vielen", "dankeschoen", "thanks", "mfg", "lg", "thank", "you"}:
        bare = bare[:-1]
    variants.append(bare)
    while bare and bare[0] in {"danke", "ok", "okay", "aber", "und", "nein", "ja"}:
        bare = bare[1:]
        variants.append(bare)
    return [variant for variant in variants if variant]


def _whole(words: list[str]) -> Wish | None:
    plain = " ".join(words)
    if (wish := _PHRASES.get(plain)) is not None:
        return wish
    if (number := _number(plain)) is not None:
        return Wish(str(number))
    if _IS_MACHINE.fullmatch(plain):
        return Wish.SMALLTALK
    if _is_person(words) or _is_person_about(words):
        return Wish.PERSON
    if set(words) <= phrases.GREETINGS and words[0] in phrases.GREETING_HEADS:
        return Wish.GREETING
    if set(words) <= phrases.THANKS | phrases.GREETINGS and not phrases.THANKS_HEADS.isdisjoint(words):
        return Wish.THANKS
    if set(words) <= phrases.INSULTS | phrases.MACHINES and not phrases.INSULT_HEADS.isdisjoint(words):
        return Wish.RUDE
    return None


def _is_person(words: list[str]) -> bool:
    plain = _NO_MACHINE.sub("nobot", _YOU_MACHINE.sub("", " ".join(words)))
    rest = set(plain.split())
    wanted = "nobot" in rest
    rest -= {"nobot"}
    if not rest <= _VOCABULARY | ({"bot", "maschine"} if wanted else set()) or _ASKS_WHETHER.match(plain):
        return False
    somebody = not phrases.SOMEBODY.isdisjoint(rest) and not phrases.SPEAKING.isdisjoint(rest)
    return wanted or somebody or not phrases.PERSONS.isdisjoint(rest)


def _is_person_about(words: list[str]) -> bool:
    """“Ich will mit einem Menschen über meinen Bescheid sprechen”: a plain wish with the concern inside."""
    for at, word in enumerate(words):
        if word in _ABOUT and at > 1:
            head, tail = words[:at], words[at + 1 :]
            if tail and tail[-1] in phrases.SPEAKING:
                head = [*head, tail[-1]]
            if (
                tail
                and not phrases.SPEAKING.isdisjoint(head)
                and not (phrases.PERSONS | phrases.SOMEBODY).isdisjoint(head)
                and _is_person([w for w in head if w not in phrases.FILLERS | phrases.GREETINGS])
            ):
                return True
    return False


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
    for wish, signs in _SIGNS:
        if any(sign in text for sign in signs):
            return wish
    return Wish.JUNK


def _is_mash(word: str) -> bool:
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return False
    if re.fullmatch(r"(.{1,3}?)\1{2,}", word) or re.fullmatch(r"(.{4,})\1+", word):
        return True
    if set(word) <= set(_MIDDLE_ROW) and all(
        abs(_MIDDLE_ROW.index(one) - _MIDDLE_ROW.index(two)) <= 1 for one, two in pairwise(word)
    ):
        return True
    if len(word) >= 7 and not set(word) & set("aeiouy"):
        return True
    return len(word) >= 6 and len(_RARE_PAIR.findall(word)) >= 2
