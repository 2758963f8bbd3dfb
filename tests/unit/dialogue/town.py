"""A small town for the dialogue's tests: texts, departments, entries, and short ways to say things."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.dialogue.effects import Decision, Effect, Say
from bot.dialogue.events import Pressed, Said
from bot.dialogue.facts import DepartmentFacts, EntryFacts, Facts
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.texts import Texts, packaged_texts
from faq.outcome import Answer, Candidate, NoMatch, Suggest
from handoff.ticket import Kind, Staff, Ticket, Turn

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in the town
DAY = timedelta(hours=24)
TOWN_ARGS = {
    lang: {
        "town": "Musterstadt",
        "phone": "0221 4710 100",
        "counter": counter,
        "privacy": "https://www.musterstadt.example/datenschutz",
        "netiquette": "https://chat.musterstadt.example/netiquette",
        "rules": "**Fair**\n\n" + "Bitte freundlich bleiben. " * 120,
        "rules_version": "3",
        "rules_review": "12.10.2027",
    }
    for lang, counter in (("de", "Bürgerbüro, Marktplatz 1"), ("en", "Citizens' office, Marktplatz 1"))
}


def texts(form: str = "sie", **overrides: str) -> Texts:
    return Texts(packaged=packaged_texts(), overrides=overrides, form=form, town_args=TOWN_ARGS)


def department(name: str, **changes: Any) -> DepartmentFacts:
    base = DepartmentFacts(
        id=name,
        names={"de": name.title(), "en": f"{name} office"},
        open_now=True,
        waiting=2,
        on_duty=1,
        typical_wait=None,
        promise=NOW + timedelta(hours=6),
        topics={"de": ("laterne", "schlagloch", "bauantrag")}
        if name == "bauen"
        else {"de": ("wohngeld", "sozialhilfe")},
    )
    return replace(base, **changes)


ENTRIES = {
    e.id: e
    for e in (
        EntryFacts(
            id="reisepass",
            questions={"de": "Was kostet ein Reisepass?", "en": "How much is a passport?"},
            department="buerger",
            langs=frozenset({"de", "en"}),
            easy=True,
        ),
        EntryFacts(
            id="hundesteuer",
            questions={"de": "Wie hoch ist die Hundesteuer?"},
            department="bauen",
            langs=frozenset({"de"}),
            easy=False,
        ),
        EntryFacts(
            id="wohngeld",
            questions={"de": "Wie beantrage ich Wohngeld?"},
            department="soziales",
            langs=frozenset({"de"}),
            easy=False,
        ),
    )
}


def facts(**changes: Any) -> Facts:
    base = Facts(
        now=NOW,
        timezone="Europe/Berlin",
        departments=(department("buerger", topics={"de": ("reisepass",)}), department("bauen"), department("soziales")),
        front_office="buerger",
        receipt="K7M-4P2X",
        entries=ENTRIES,
    )
    return replace(base, **changes)


def talk(phase: Phase = Phase.OPEN, **changes: Any) -> Talk:
    return replace(Talk(phase=phase, greeted=True), **changes)


def ticket(**changes: Any) -> Ticket:
    base = Ticket(
        receipt="K7M-4P2X",
        case="c1",
        kind=Kind.QUESTION,
        department="bauen",
        channel="telegram",
        lang="de",
        subject="Frage",
        asked_at=NOW,
        turn=Turn.OURS,
        turn_since=NOW,
        promised_by=NOW + timedelta(hours=6),
    )
    return replace(base, **changes)


T = TypeVar("T")
CLERK = Staff(login="petra", name="Petra Lindner")


def said(text: str, **changes: Any) -> Said:
    return replace(Said(id="m1", text=text), **changes)


def pressed(choice: str) -> Pressed:
    return Pressed(id="p1", row="r1", choice=choice)


def candidate(entry: str, score: float = 0.9) -> Candidate:
    return Candidate(id=entry, question=entry.title(), score=score)


def answer(entry: str) -> Answer:
    return Answer(best=candidate(entry), candidates=(candidate(entry),))


def suggest(*entries: str) -> Suggest:
    return Suggest(candidates=tuple(candidate(entry, 0.5) for entry in entries))


NOTHING = NoMatch()


def keys(decision: Decision) -> list[str]:
    """What is said, by key."""
    return [effect.key for effect in decision.effects if isinstance(effect, Say)]


def of(decision: Decision, kind: type[T]) -> list[T]:
    return [effect for effect in decision.effects if isinstance(effect, kind)]


def choices(effect: Effect) -> list[str]:
    return [button.choice for row in getattr(effect, "buttons", ()) for button in row]
