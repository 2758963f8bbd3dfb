"""Tells the wish for a person, in plain words, from a question that only has people in it. Pure."""

from __future__ import annotations

import re
from typing import Final

from faq import chatter, persons

_VOCABULARY: Final = (
    persons.PERSONS | persons.SOMEBODY | persons.SPEAKING | persons.AROUND_PERSON | persons.RUDE | persons.CALLING
)
_NAMED: Final = persons.PERSONS | persons.SOMEBODY
_MACHINES: Final = tuple(persons.MACHINES)
_MACHINE: Final = "|".join(sorted(persons.MACHINES))
_NO_MACHINE: Final = re.compile(
    rf"\b(?:kein(?:e|en|em|er)?|nicht (?:mit )?(?:(?:so )?eine[mnr]?|de[mrn]|nem|ner)|no|"
    rf"not (?:to |with )?(?:an? |the ))"
    rf"(?: \w+)? ?(?:{_MACHINE})\b"
)
_YOU_MACHINE: Final = re.compile(rf" (?:du|sie|you) (?:\w+ ){{0,2}}(?:{_MACHINE}|scheissbot|scheissding|idiot)$")
_PASSIVE: Final = re.compile(r"\b(verbunden|weitergeleitet|durchgestellt|angerufen|zurueckgerufen) werden\b")
_ASKS_WHETHER: Final = re.compile(
    r"^(?:brauche|benoetige|muss|bekomme|habe) ich\b|^do i\b|^do we\b|^how do we\b|^i have\b|^wo kann ich\b"
)
_ASKING: Final = persons.SPEAKING | persons.CALLING | {"gib", "gebt", "give"}
_ASKS_WHOM: Final = frozenset({"wo", "wie", "wer", "wen", "an", "where", "how", "who"})
_ABOUT: Final = frozenset(
    {
        *{"wegen", "ueber", "bezueglich", "zu", "zum", "zur", "weil", "da", "vom", "von", "des", "der", "aus"},
        *{"about", "regarding", "concerning", "because"},
    }
)


def asks_for_person(words: list[str]) -> bool:
    """Whether the words, in normal form, wish for a person, with or without the concern in them."""
    if _NAMED.isdisjoint(words) and not any(word.endswith(_MACHINES) for word in words):
        return False  # nobody is named, and nothing that a person is wanted instead of
    return wants_person(words) or names_concern(words)


def wants_person(words: list[str]) -> bool:
    """“Ich will mit einem Menschen sprechen”: the wish and nothing else."""
    plain = _PASSIVE.sub(r"\1", " ".join(words))
    plain = _NO_MACHINE.sub("nobot", _YOU_MACHINE.sub("", plain))
    rest = set(plain.split())
    wanted = "nobot" in rest
    rest -= {"nobot"}
    if not rest <= _VOCABULARY | ({"bot", "maschine"} if wanted else set()) or _ASKS_WHETHER.match(plain):
        return False
    somebody = not persons.SOMEBODY.isdisjoint(rest) and not (persons.SPEAKING | persons.CALLING).isdisjoint(rest)
    return wanted or somebody or not persons.PERSONS.isdisjoint(rest)


def asks_to_speak(words: list[str]) -> bool:
    """“Gib mir einen Menschen”: a wish for a person that nothing beside it can turn into something else."""
    return not _ASKING.isdisjoint(words) and words[0] not in _ASKS_WHOM and "wem" not in words and wants_person(words)


def names_concern(words: list[str]) -> bool:
    """“Ich will mit einem Menschen über meinen Bescheid sprechen”: a plain wish with the concern inside."""
    for at, word in enumerate(words):
        if word in _ABOUT and at > 1:
            head, tail = words[:at], words[at + 1 :]
            if tail and tail[-1] in persons.SPEAKING:
                head = [*head, tail[-1]]
            if (
                tail
                and not persons.SPEAKING.isdisjoint(head)
                and not _NAMED.isdisjoint(head)
                and wants_person([w for w in head if w not in chatter.FILLERS | chatter.GREETINGS])
            ):
                return True
    return False
