"""From the wish for a person to the handoff: what it is about, its kind, place and department. Pure.

At most two questions are asked once it is said what it is about; whatever is written meanwhile joins the concern.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from bot.dialogue import buttons
from bot.dialogue.answers import declined, is_whole, with_more, without_concern
from bot.dialogue.effects import Args, Count, Decision, Effect, EndCase, OpenHandoff, Say, Settle
from bot.dialogue.events import Attachment, Said
from bot.dialogue.facts import DepartmentFacts, Facts
from bot.dialogue.kinds import KIND_WORDS, address_in, kind_in
from bot.dialogue.link import leading, led
from bot.dialogue.moment import moment_in_words
from bot.dialogue.pending import ALBUM, INTAKE, pending
from bot.dialogue.talk import Phase, Talk
from bot.dialogue.wishes import Wish, concern_in
from faq.text import stems, tokens
from handoff.ticket import End, Kind

_MEANINGFUL = frozenset({Wish.CANCEL, Wish.NO, Wish.YES, Wish.PERSON, Wish.SKIP, Wish.UNSURE, Wish.NONE_OF_THESE})


def wanted(talk: Talk, facts: Facts, *, concern: str = "", kind: Kind | None = None) -> Decision:
    """A person is wanted: by yes, by button, or in words that may name the ``concern``."""
    if concern:
        talk = _with_text(talk, concern, facts)
    confirmed = talk.phase is Phase.OFFERED  # yes to the offer means the concern that it was made for
    talk = replace(
        talk,
        answered=talk.answered and not confirmed,
        kind=kind or talk.kind or kind_in(talk.question),
        suggested=(),
        reminded=False,
    )
    if not talk.question and talk.phase is not Phase.INTAKE_SUBJECT:
        return _ask(replace(talk, phase=Phase.INTAKE_SUBJECT), facts)
    return _next(talk, facts)


def said(talk: Talk, event: Said, wish: Wish | None, facts: Facts) -> Decision | None:
    """A message while something is asked; None when it is no reply to that (courtesies, commands)."""
    if talk.phase not in INTAKE and talk.phase is not Phase.INTAKE_SUBJECT:
        return None
    if wish is Wish.CANCEL:
        return left(talk)
    talk = with_attachments(talk, event.attachments)
    telling = wish is None or (wish not in _MEANINGFUL and wish.number is None and _tells(event.text))
    match talk.phase:
        case Phase.INTAKE_SUBJECT:
            if wish in {Wish.PERSON, Wish.SKIP, Wish.YES, Wish.UNSURE}:
                return _next(_with_text(talk, concern_in(event.text), facts), facts)
            if wish is Wish.NO:
                return left(talk)
            return _next(_with_text(talk, event.text, facts), facts) if telling else None
        case Phase.INTAKE_KIND:
            return _kind_said(talk, event, wish, facts)
        case Phase.INTAKE_PLACE:
            if wish in {Wish.SKIP, Wish.UNSURE, Wish.NO}:
                return _next(replace(talk, place=talk.place or "-"), facts)
            if telling and event.text.strip():
                return _next(replace(talk, place=with_more(talk.place, event.text)), facts)
            return _attached(talk, event, facts)
        case Phase.INTAKE_DEPARTMENT:
            return _department_said(talk, event, wish, facts)
        case _:
            return None


def kind_chosen(talk: Talk, kind: Kind, facts: Facts) -> Decision:
    """The kind of concern, by button. Pressed at another time it is a wish for a person with that kind."""
    if talk.phase not in INTAKE and talk.phase is not Phase.INTAKE_SUBJECT:
        return wanted(talk, facts, kind=kind)
    if kind is talk.kind:
        return Decision(talk=talk)
    talk = replace(talk, kind=kind, place="" if talk.place == "-" else talk.place)
    return _ask(talk, facts) if talk.phase is Phase.INTAKE_SUBJECT else _next(talk, facts)


def place_skipped(talk: Talk, facts: Facts) -> Decision:
    """No place is told."""
    return _next(replace(talk, place=talk.place or "-"), facts)


def department_chosen(talk: Talk, department: str, facts: Facts) -> Decision:
    """The department by button; "?" or one that no longer exists means the front office."""
    known = department if any(d.id == department for d in facts.departments) else facts.front_office
    return _next(replace(talk, department=known), facts)


def left(talk: Talk) -> Decision:
    """The citizen breaks off before a handoff was made."""
    dropped = declined(talk).talk
    return Decision(talk=dropped, effects=(Settle(), Say(key="cancelled"), EndCase(end=End.LEFT)))


def finished(talk: Talk, facts: Facts, *, lead: Say | None = None) -> Decision:
    """The handoff, with what is known so far, and an honest word on time."""
    asked = facts.department(told_department(talk, facts) or facts.front_office)
    department = facts.serving(asked.id)
    place = "" if talk.place == "-" else talk.place
    handoff = OpenHandoff(
        kind=talk.kind or Kind.QUESTION,
        department=department.id,
        subject=talk.question,
        place=place,
        awaited=facts.general_only,
        deputy_for=asked.id if asked.id != department.id else "",
    )
    effects: tuple[Effect, ...] = (handoff, *([lead] if lead else []), _handed_off(talk, department, facts))
    if facts.general_only:
        talk = led(talk, facts, awaited=True)
        effects = (*effects, Count(outcome="led"))
    after = replace(
        talk,
        phase=Phase.WAITING,
        misses=0,
        suggested=(),
        acknowledged_at=None,
        reminded=False,
        timer_at=None,
    )
    return Decision(talk=after, effects=effects)


def told_department(talk: Talk, facts: Facts) -> str:
    """Where the concern belongs: by its entry, by words that only one department has, by the link; or empty."""
    known = {department.id: department for department in facts.departments}
    if talk.department in known:
        return talk.department
    if len(known) == 1:
        return next(iter(known))
    by_words = _by_words(f"{talk.question}\n{talk.place}", facts)
    return by_words or (talk.topic if talk.topic in known else "")


def _by_words(text: str, facts: Facts) -> str:
    hits = Counter({department.id: _hits(text, department) for department in facts.departments})
    if len(hits) < 2:
        return ""
    (best, most), (_, second) = hits.most_common(2)
    return best if most > second else ""


def _next(talk: Talk, facts: Facts) -> Decision:
    if talk.warned:  # nobody in danger is asked to fill in a form
        return finished(talk, facts)
    if talk.kind is None:
        return _ask(replace(talk, phase=Phase.INTAKE_KIND), facts)
    if talk.kind is Kind.DEFECT:
        talk = replace(talk, place=talk.place or address_in(talk.question))
        if not talk.place:
            return _ask(replace(talk, phase=Phase.INTAKE_PLACE), facts)
    elif not told_department(talk, facts):
        return _ask(replace(talk, phase=Phase.INTAKE_DEPARTMENT), facts)
    return finished(talk, facts)


def _ask(talk: Talk, facts: Facts) -> Decision:
    if facts.general_only:  # what it is about is told in the web chat; the place in the queue is kept from now on
        return finished(talk, facts)
    question = pending(talk, facts)
    return Decision(talk=replace(talk, reminded=False), effects=(question,) if question else ())


def _kind_said(talk: Talk, event: Said, wish: Wish | None, facts: Facts) -> Decision | None:
    if wish is not None and wish.number is not None:
        return _next(replace(talk, kind=tuple(Kind)[wish.number - 1]), facts)
    if wish in {Wish.SKIP, Wish.UNSURE, Wish.NONE_OF_THESE, Wish.YES, Wish.PERSON}:
        return _next(replace(talk, kind=Kind.QUESTION), facts)
    if wish is Wish.NO:
        return left(talk)
    words = tokens(event.text)
    kind = next((kind for kind, known in KIND_WORDS.items() if not known.isdisjoint(words)), Kind.QUESTION)
    if len(words) <= 3 and not KIND_WORDS[kind].isdisjoint(words):
        return _next(replace(talk, kind=kind), facts)
    if wish is None and event.text.strip():
        return _next(replace(_with_text(talk, event.text, facts), kind=kind), facts)
    return _attached(talk, event, facts)


def _department_said(talk: Talk, event: Said, wish: Wish | None, facts: Facts) -> Decision | None:
    if wish is Wish.NO:
        return left(talk)
    if wish is not None and wish.number is not None and wish.number <= len(facts.departments):
        return department_chosen(talk, facts.departments[wish.number - 1].id, facts)
    if wish is not None and wish in _MEANINGFUL:
        return department_chosen(talk, "?", facts)
    if wish is None and event.text.strip():
        named = told_department(replace(talk, question=event.text, department="", place=""), facts)
        return department_chosen(_with_text(talk, event.text, facts), named or "?", facts)
    return _attached(talk, event, facts)


def _attached(talk: Talk, event: Said, facts: Facts) -> Decision | None:
    """A file or place alone: kept, and the open question is asked again, once for a whole album."""
    if not event.attachments:
        return None
    if talk.phase is Phase.INTAKE_PLACE and talk.place:
        return _next(talk, facts)
    heard = talk.acknowledged_at
    if heard is not None and facts.now - heard < ALBUM:
        return Decision(talk=talk)
    return _ask(replace(talk, acknowledged_at=facts.now), facts)


def with_attachments(talk: Talk, attachments: tuple[Attachment, ...]) -> Talk:
    """The talk that knows the place which a location tells."""
    for attachment in attachments:
        if attachment.kind == "location" and attachment.latitude is not None and attachment.longitude is not None:
            spot = f"{attachment.latitude:.5f}, {attachment.longitude:.5f}"
            talk = replace(talk, place=with_more("" if talk.place == "-" else talk.place, spot))
    return talk


def _with_text(talk: Talk, text: str, facts: Facts) -> Talk:
    """The concern with one more message; when the newest words tell a department, they outweigh what was before.

    A whole sentence after an answer or suggestions is another concern: only its own words count.
    """
    if talk.answered and is_whole(text):
        talk = replace(without_concern(talk), answered=False)
    return replace(
        talk,
        question=with_more(talk.question, text),
        department=_by_words(text, facts) or talk.department,
        kind=talk.kind or kind_in(text),
    )


def _tells(text: str) -> bool:
    """Whether what looks like a courtesy or junk may still be told: a place (“12”, “B7”), a number to call."""
    return any(character.isdigit() for character in text)


def _hits(text: str, department: DepartmentFacts) -> int:
    hits = 0
    for lang in ("de", "en"):
        said = set(stems(text, lang))
        names = [*department.topics.get(lang, ()), department.names.get(lang, "")]
        topics = {stem for name in names for stem in stems(name, lang) if len(stem) > 3}
        hits += len(said & topics)
        hits += sum(
            any(word.startswith(topic) or word.endswith(topic) for topic in topics if len(topic) > 4)
            for word in said - topics
        )
    return hits


_CLOSED: Final = {"holiday": "handoff-made-holiday", "closure": "handoff-made-closure"}


def _handed_off(talk: Talk, department: DepartmentFacts, facts: Facts) -> Say:
    args: Args = {
        "receipt": facts.receipt,
        "department": department_name(department, talk.lang),
        "promise": moment_in_words(department.promise, facts.now, facts.timezone, talk.lang),
    }
    if not department.open_now and department.closed_reason != "unknown":  # without hours only people tell who is there
        key = _CLOSED.get(department.closed_reason, "handoff-made-closed")
        if key == "handoff-made-closure":
            args = {**args, "name": department.closed_name, "named": "yes" if department.closed_name else "no"}
    elif department.on_duty == 0:
        key = "handoff-made-nobody"
    elif department.typical_wait is None:
        key = "handoff-made"
    else:
        key = "handoff-made-place"
        args = {**args, "place": department.waiting + 1, "minutes": max(department.typical_wait, 1)}
    if facts.general_only:
        numbers: Args = {"place": 0, "minutes": 0}
        led_args: Args = {**numbers, **args, "when": key.removeprefix("handoff-made").removeprefix("-") or "open"}
        return leading("handoff-led", args=led_args, keys=buttons.LED)
    return Say(key=key, args=args, buttons=buttons.WAITING)


def department_name(department: DepartmentFacts, lang: str) -> str:
    """The department's name in a language, else in German."""
    return department.names.get(lang) or department.names.get("de") or department.id
