"""The buttons and what their choices mean. Choices are stateless: an old button can be pressed at any later time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.dialogue.effects import Button, Buttons
from bot.dialogue.facts import Facts
from faq.facets import LINKS, Facet
from handoff.ticket import Kind

MAX_CHOICE: Final = 50
"""Bytes of a choice."""
MAX_FACETS: Final = 4

PERSON: Final = Button(choice="person", key="button-person")
YES: Final = Button(choice="yes", key="button-yes")
NO: Final = Button(choice="no", key="button-no")
NONE_OF_THESE: Final = Button(choice="none", key="button-none")
CANCEL: Final = Button(choice="cancel", key="button-cancel")
WITHDRAW: Final = Button(choice="cancel", key="button-withdraw")
KEEP: Final = Button(choice="keep", key="button-keep")
STATUS: Final = Button(choice="status", key="button-status")
SKIP: Final = Button(choice="place:skip", key="button-skip")
UNSURE: Final = Button(choice="dept:?", key="button-unsure")
EASY: Final = Button(choice="easy:on", key="button-easy")
NORMAL: Final = Button(choice="easy:off", key="button-normal")
HELP: Final = Button(choice="help", key="button-help")
NETIQUETTE: Final = Button(choice="netiquette", key="button-netiquette")
PRIVACY: Final = Button(choice="privacy", key="button-privacy")
REVIEW: Final = Button(choice="review", key="button-review")

LINK: Final = Button(choice="link", key="button-link")

OFFER: Final[Buttons] = ((YES, NO),)
KINDS: Final[Buttons] = tuple((Button(choice=f"kind:{kind}", key=f"button-kind-{kind}"),) for kind in Kind)
RATING: Final[Buttons] = (tuple(Button(choice=f"rate:{stars}", key=f"button-rate-{stars}") for stars in range(1, 6)),)
PLACE: Final[Buttons] = ((SKIP,),)
SUBJECT: Final[Buttons] = ((CANCEL,),)
WAITING: Final[Buttons] = ((STATUS, WITHDRAW),)
NEW_LINK: Final[Buttons] = ((LINK,),)
LED: Final[Buttons] = ((LINK, STATUS), (WITHDRAW,))
WITHDRAWAL: Final[Buttons] = ((WITHDRAW, KEEP),)
ONLY_PERSON: Final[Buttons] = ((PERSON,),)
ONLY_REVIEW: Final[Buttons] = ((REVIEW, NETIQUETTE),)
PERSON_OR_HELP: Final[Buttons] = ((PERSON, HELP),)


def reopen(receipt: str, key: str = "button-reopen") -> Buttons:
    """Goes on with an ended concern."""
    return ((Button(choice=f"reopen:{receipt}", key=key),),)


def language(to: str) -> Button:
    """The button that changes to a language; its text is written in that language."""
    return Button(choice=f"lang:{to}", key=f"button-lang-{to}")


def other_language(lang: str) -> Button:
    """The button that leaves a language: English when German is spoken, German otherwise."""
    return language("en" if lang == "de" else "de")


def greeting(lang: str, easy: bool) -> Buttons:
    """Under the first contact."""
    return ((PERSON,), (NORMAL if easy else EASY, other_language(lang)))


def commands(lang: str, easy: bool) -> Buttons:
    """Everything that can be done, under the help text."""
    return (
        (PERSON, STATUS),
        (NORMAL if easy else EASY, other_language(lang)),
        (NETIQUETTE, PRIVACY),
        (CANCEL,),
    )


def judgement(entry: str, facets: Iterable[Facet] = ()) -> Buttons:
    """Under an answer: whether it helped, its parts that are texts, the way to a person."""
    parts = [facet for facet in facets if facet not in LINKS][:MAX_FACETS]
    keys = [Button(choice=_named(f"facet:{facet}", entry), key=facet_key(facet)) for facet in parts]
    pairs = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    return ((_judge("h+", entry, "button-helped"), _judge("h-", entry, "button-not-helped")), *pairs, (PERSON,))


def whole_answer(entry: str) -> Buttons:
    """Under the word that a part is missing."""
    choice = f"pick:{entry}"
    whole = ((Button(choice=choice, key="button-whole-answer"),),) if _fits(choice) else ()
    return (*whole, (PERSON,))


def facet_key(facet: Facet) -> str:
    """The key of a part's name."""
    return f"facet-{facet.replace('_', '-')}"


def waiting_judgement(entry: str) -> Buttons:
    """Under an answer that is only offered while the concern waits."""
    return ((_judge("h+", entry, "button-helped"), _judge("h-", entry, "button-not-helped")),)


def suggestions(entries: Iterable[str], facts: Facts, lang: str) -> Buttons:
    """One row for each entry that exists, then the way out."""
    rows = tuple(
        (Button(choice=f"pick:{entry.id}", label=entry.questions.get(lang) or entry.questions.get("de") or entry.id),)
        for entry in map(facts.entries.get, entries)
        if entry is not None and _fits(f"pick:{entry.id}")
    )
    return (*rows, (NONE_OF_THESE, PERSON))


def departments(facts: Facts, lang: str) -> Buttons:
    """One row for each department, then “I do not know”."""
    rows = tuple(
        (Button(choice=f"dept:{department.id}", label=department.names.get(lang) or department.names.get("de", "")),)
        for department in facts.departments
        if _fits(f"dept:{department.id}")
    )
    return (*rows, (UNSURE,))


def _judge(sign: str, entry: str, key: str) -> Button:
    return Button(choice=_named(sign, entry), key=key)


def _named(sign: str, entry: str) -> str:
    """The choice with its entry; one too long to be named means the last one."""
    choice = f"{sign}:{entry}"
    return choice if _fits(choice) else sign


def _fits(choice: str) -> bool:
    return len(choice.encode()) <= MAX_CHOICE
