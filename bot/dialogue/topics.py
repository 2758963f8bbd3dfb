"""What a link opens: an entry's answer, or a department's topic. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.answers import answer_of, given
from bot.dialogue.effects import Count, Decision, Say
from bot.dialogue.facts import Facts
from bot.dialogue.intake import department_name
from bot.dialogue.talk import Phase, Talk

PREFIX: Final = "thema-"
MOST_SHOWN: Final = 5


def payload_of(topic: str) -> str:
    """What a link carries to open a topic."""
    return f"{PREFIX}{topic}"


def opened(talk: Talk, payload: str, facts: Facts) -> Decision | None:
    """The decision when a link asks for something that is there; None for any other payload.

    While a person has the case, or details are asked, a link must not change the subject: only the answer is given.
    """
    topic = payload.removeprefix(PREFIX) if payload.startswith(PREFIX) else ""
    if (entry := facts.entries.get(topic)) is not None:
        if talk.phase is Phase.OPEN:
            asked = entry.questions.get(talk.lang) or entry.questions.get("de", "")
            counted = Count(outcome="linked", entry=entry.id)
            return given(replace(talk, question=asked, kind=None), entry.id, facts, counted)
        return Decision(talk=talk, effects=(answer_of(entry, talk, waiting=talk.phase is Phase.WAITING),))
    department = next((one for one in facts.departments if one.id == topic), None)
    if department is None or talk.phase is not Phase.OPEN:
        return None
    inside = sorted(id_ for id_, entry in facts.entries.items() if entry.department == department.id)
    shown = buttons.suggestions(inside[:MOST_SHOWN], facts, talk.lang)
    say = Say(
        key="topic-opened",
        args={"department": department_name(department, talk.lang)},
        buttons=(*shown[:-1], (buttons.PERSON,)),
        settles=True,
    )
    return Decision(talk=replace(talk, topic=department.id), effects=(say,))
