"""Tells small talk from questions: greetings, thanks, jokes, insults, junk, and the wish for a person. Pure.

Always the whole message counts, never a word inside a question; what remains is for the FAQ.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from faq import chatter, persons
from faq.person import asks_for_person
from faq.text import normalise


class SmallTalk(StrEnum):
    """What a message is that the FAQ has no answer to and needs none."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    HOW_ARE_YOU = "how_are_you"
    WHO_ARE_YOU = "who_are_you"
    ANYBODY_THERE = "anybody_there"
    HELP = "help"
    JOKE = "joke"
    AFFECTION = "affection"
    CHAT = "chat"
    INSULT = "insult"
    TEST = "test"
    JUNK = "junk"
    YES = "yes"
    NO = "no"
    OKAY = "okay"
    PERSON = "person"


MAX_WORDS: Final = 24
"""A longer message says more than that."""

_LISTS: Final = (
    (SmallTalk.PERSON, chatter.PERSON),
    (SmallTalk.YES, chatter.YES),
    (SmallTalk.NO, chatter.NO),
    (SmallTalk.OKAY, chatter.OKAY),
    (SmallTalk.HELP, chatter.HELP),
    (SmallTalk.GREETING, chatter.GREETING),
    (SmallTalk.THANKS, chatter.THANKED),
    (SmallTalk.GOODBYE, chatter.GOODBYE),
    (SmallTalk.HOW_ARE_YOU, chatter.HOW_ARE_YOU),
    (SmallTalk.WHO_ARE_YOU, chatter.WHO_ARE_YOU),
    (SmallTalk.ANYBODY_THERE, chatter.ANYBODY_THERE),
    (SmallTalk.JOKE, chatter.JOKE),
    (SmallTalk.AFFECTION, chatter.AFFECTION),
    (SmallTalk.CHAT, chatter.CHAT),
    (SmallTalk.INSULT, chatter.INSULT),
    (SmallTalk.TEST, chatter.TEST),
    (SmallTalk.JUNK, chatter.JUNK),
)
_PHRASES: Final = {phrase: kind for kind, known in reversed(_LISTS) for phrase in known}
_VOCABULARIES: Final = (
    (SmallTalk.INSULT, chatter.INSULTS | persons.MACHINES, (chatter.INSULT_HEADS,)),
    (SmallTalk.HOW_ARE_YOU, chatter.HOW_ARE_YOU_WORDS, (chatter.HOW_ARE_YOU_HEADS, chatter.HOW_ARE_YOU_YOU)),
    (SmallTalk.JOKE, chatter.JOKE_WORDS, (chatter.JOKE_HEADS,)),
    (SmallTalk.AFFECTION, chatter.AFFECTION_WORDS, (chatter.AFFECTION_HEADS, chatter.AFFECTION_YOU)),
    (SmallTalk.TEST, chatter.TEST_WORDS, (chatter.TEST_HEADS,)),
)
"""By words: nothing but the first list, and something of each of the others."""
_AROUND_GREETING: Final = chatter.GREETING_HEADS | chatter.AFTER_GREETING
_THANKS_AND_GREETINGS: Final = chatter.THANKS | chatter.GREETINGS
_SIGNS: Final = (
    (SmallTalk.YES, "👍👌✅✔☑🆗"),
    (SmallTalk.NO, "👎❌✖🚫"),
    (SmallTalk.THANKS, "🙏❤💙💚💛🧡💜🤝👏😊🙂😀😃😄🥰😍🎉💐🌹"),
    (SmallTalk.GREETING, "👋"),
)
_MACHINE: Final = "|".join(sorted(persons.MACHINES))
_IS_MACHINE: Final = re.compile(
    rf"(?:du bist|bist du|sind sie|sie sind|ist das|ist das hier|are you|is this|you are|antwortet hier|schreibt hier|"
    rf"spreche ich mit|rede ich mit|schreibe ich mit|am i talking to|am i speaking (?:to|with)|do i talk to)"
    rf"(?: (?:ein|eine|einem|einer|nem|ner|a|an|der|die|das|echt|etwa|nur|ne|n|echter|echtes|echten|echte|wirklich|"
    rf"real|hier|richtiger|richtigen|actually|just|kuenstliche|artificial|some|kind|of))*"
    rf" (?:{_MACHINE}|mensch|menschen|person|echt|human|intelligenz|intelligence|mitarbeiter|mitarbeiterin|"
    rf"computerprogramm|program|programm|chatgpt|gpt)"
    rf"(?: (?:oder|or|ein|eine|einem|einer|a|an|{_MACHINE}|mensch|menschen|echt|nicht|eigentlich|human))*"
)
_RARE_PAIR: Final = re.compile(r"j[^aeiouy]|q[^u]|v[bcdfghjkmnpqstvwxz]|[bcdfgjkmpqvwxz]x[bcdfgjkmnqrsvwz]|[sdfghkl]j")
_ROWS: Final = {"asdfghjkl": 4, "yxcvbnm": 4, "zxcvbnm": 4, "qwertzuiop": 6, "qwertyuiop": 6}
"""Rows of keys, and from how many letters along one on a word is none: "were" and "Rewe" are words."""


@lru_cache(maxsize=16)  # a turn asks more than once about its message
def small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole message is; None when it is, or may be, a question or a concern."""
    plain = normalise(text)
    if not plain:
        return sign_in(text)
    words = plain.split()
    if len(words) <= MAX_WORDS:
        for shorter in variants(words):
            if (kind := kind_of(" ".join(shorter))) is not None:
                return kind
    return SmallTalk.JUNK if is_junk(words) else None


def variants(words: list[str]) -> list[list[str]]:
    """The message itself, without fillers, and without greeting and thanks around it; never an empty one."""
    found = [words, [word for word in words if word not in chatter.FILLERS]]
    bare = found[-1]
    while bare and bare[0] in _AROUND_GREETING:
        bare = bare[1:]
    found.append(bare)
    while bare and bare[-1] in chatter.POLITE_ENDS:
        bare = bare[:-1]
    found.append(bare)
    while bare and bare[0] in chatter.LEADS and not _goes_on(bare):
        bare = bare[1:]
        found.append(bare)
    return [variant for at, variant in enumerate(found) if variant and variant not in found[:at]]


def _goes_on(words: list[str]) -> bool:
    """“Und morgen?” asks on; that “Morgen” greets too does not count."""
    return words[0] == "und" and len(words) > 1 and chatter.DAYTIMES.issuperset(words[1:])


@lru_cache(maxsize=16)  # asked by who looks for small talk, and by who looks for wishes
def kind_of(plain: str) -> SmallTalk | None:
    """What these very words in normal form are, with nothing left out."""
    if (kind := _PHRASES.get(plain)) is not None:
        return kind
    words = plain.split()
    said = set(words)
    if _IS_MACHINE.fullmatch(plain):
        return SmallTalk.WHO_ARE_YOU
    if asks_for_person(words):
        return SmallTalk.PERSON
    if said <= chatter.GREETINGS and words[0] in chatter.GREETING_HEADS:
        return SmallTalk.GREETING
    if said <= _THANKS_AND_GREETINGS:
        if not chatter.THANKS_HEADS.isdisjoint(said):
            return SmallTalk.THANKS
        if not chatter.GOODBYE_HEADS.isdisjoint(said):
            return SmallTalk.GOODBYE
    for kind, vocabulary, heads in _VOCABULARIES:
        if said <= vocabulary and all(not some.isdisjoint(said) for some in heads):
            return kind
    return None


def sign_in(text: str) -> SmallTalk:
    """What a message without a letter or digit says by its emoji."""
    for kind, signs in _SIGNS:
        if any(sign in text for sign in signs):
            return kind
    return SmallTalk.JUNK


def is_junk(words: list[str]) -> bool:
    """Whether there is no sense in it: one letter again and again, bare numbers, a hand on the keyboard."""
    if all(map(_is_mash, words)):
        return True
    return len(words) <= MAX_WORDS and (
        len(set("".join(words))) == 1 or all(word.isdigit() or _is_mash(word) or word in chatter.JUNK for word in words)
    )


@lru_cache(maxsize=20_000)
def _is_mash(word: str) -> bool:
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return False
    if re.fullmatch(r"(.{1,3}?)\1{2,}", word) or re.fullmatch(r"(.{4,})\1+", word):
        return True
    if any(len(word) >= least and _runs_along(word, row) for row, least in _ROWS.items()):
        return True
    if len(word) >= 7 and not set(word) & set("aeiouy"):
        return True
    if len(word) >= 5 and set(word) <= set("sdfghjkl"):
        return True
    return len(word) >= 6 and len(_RARE_PAIR.findall(word)) >= 2


def _runs_along(word: str, row: str) -> bool:
    """Whether a finger has slid along a row of keys."""
    return set(word) <= set(row) and all(abs(row.index(one) - row.index(two)) <= 1 for one, two in pairwise(word))
