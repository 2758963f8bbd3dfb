"""What another release does to the questions that are known: answers lost, turned, gained. Pure.

What is right is told by the files: an entry is right for its own phrasings. For a logged question nobody may know.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from faq.entry import Release
from faq.evaluate import Query
from faq.outcome import Answer, Outcome, Suggest, outcome_to_dict
from faq.text import normalise


class Asks(Protocol):
    """What is asked of a matcher to compare it."""

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        """The outcome of a text."""
        ...


@dataclass(frozen=True, kw_only=True)
class Known:
    """A question asked of both releases; `right` are the entries that are right for it, none when nobody knows."""

    text: str
    lang: str
    right: frozenset[str]


class Turn(StrEnum):
    """How the answer to a question changed."""

    DIFFERENTLY = "answered_differently"
    UNANSWERED = "newly_unanswered"
    ANSWERED = "newly_answered"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A question whose answer changed. `before`, `after`: the entry answered with, or empty.

    `offered`: the entry answered with before is at least among the suggestions now. `right_before`, `right_after`:
    whether that answer is right; None when nobody knows or there was none.
    """

    question: Known
    turn: Turn
    before: str
    after: str
    outcome: str
    offered: bool

    @property
    def right_before(self) -> bool | None:
        """Whether the old answer was right."""
        return _right(self.question, self.before)

    @property
    def right_after(self) -> bool | None:
        """Whether the new answer is right."""
        return _right(self.question, self.after)

    @property
    def harm(self) -> bool:
        """Whether an answer is lost that was not wrong, or is now one that is not known to be right."""
        if self.turn is Turn.UNANSWERED:
            return self.right_before is not False
        return self.turn is Turn.DIFFERENTLY and self.right_after is not True


@dataclass(frozen=True, kw_only=True)
class EntryChanges:
    """Ids of the entries that came, went, or say something else now."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def known_questions(old: Release, new: Release, logged: Iterable[Query] = ()) -> tuple[Known, ...]:
    """Every phrasing of both releases and every logged question once; where both have it, the new one tells whose."""
    texts: dict[tuple[str, str], str] = {}
    right: dict[tuple[str, str], set[str]] = {}
    for release in (old, new):
        owners: dict[tuple[str, str], set[str]] = {}
        for entry in release.entries:
            phrasings = [*entry.question.items()]
            phrasings += [(lang, text) for lang, many in entry.paraphrases.items() for text in many]
            for lang, text in phrasings:
                owners.setdefault((lang, normalise(text)), set()).add(entry.id)
                texts.setdefault((lang, normalise(text)), text)
        right |= owners
    for query in logged:
        key = (query.lang, normalise(query.text))
        texts.setdefault(key, query.text)
        if query.gold:
            right.setdefault(key, set(query.gold))
    return tuple(
        Known(text=text, lang=key[0], right=frozenset(right.get(key, ()))) for key, text in texts.items() if key[1]
    )


def changes(old: Asks, new: Asks, questions: Sequence[Known], *, on: date) -> Iterator[Change | None]:
    """For each question what changed, or None, in order."""
    for question in questions:
        before = old.match(question.text, lang=question.lang, on=on)
        after = new.match(question.text, lang=question.lang, on=on)
        yield _change(question, before, after)


def entry_changes(old: Release, new: Release) -> EntryChanges:
    """Which entries the releases do not share."""
    before, after = ({entry.id: entry for entry in release.entries} for release in (old, new))
    return EntryChanges(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_])),
    )


def change_to_dict(change: Change) -> dict[str, Any]:
    """A change as plain data."""
    return {
        "text": change.question.text,
        "lang": change.question.lang,
        "before": change.before or None,
        "after": change.after or None,
        "outcome": change.outcome,
        "offered": change.offered,
        "right_before": change.right_before,
        "right_after": change.right_after,
        "harm": change.harm,
    }


def _change(question: Known, before: Outcome, after: Outcome) -> Change | None:
    old, new = _answer(before), _answer(after)
    if old == new:
        return None
    turn = Turn.DIFFERENTLY if old and new else Turn.UNANSWERED if old else Turn.ANSWERED
    offered = isinstance(after, Suggest) and any(candidate.id == old for candidate in after.candidates)
    outcome = str(outcome_to_dict(after)["outcome"])
    return Change(question=question, turn=turn, before=old, after=new, outcome=outcome, offered=offered)


def _answer(outcome: Outcome) -> str:
    return outcome.best.id if isinstance(outcome, Answer) else ""


def _right(question: Known, answer: str) -> bool | None:
    return answer in question.right if answer and question.right else None
