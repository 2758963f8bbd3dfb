"""What a decision may know of the world, put together from a release and the queues. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.dialogue.facts import DepartmentFacts, EntryFacts, Facts, Past
from bot.library import Shelf
from faq.netiquette import MeasureChoices
from handoff.absence import DepartmentAbsence, serving
from handoff.board import Board
from handoff.conduct import Terms
from handoff.journal.records import QueueFacts

ENOUGH_WAITS = 20  # below that a typical wait is no more than a guess
RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NOTHING_UP = Board()
NOBODY = QueueFacts(waiting=0, on_duty=0, waits=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What is so for every conversation at a moment, and for some seconds after it: made once for many turns."""

    shelf: Shelf
    departments: tuple[DepartmentFacts, ...]
    entries: Mapping[str, EntryFacts]
    deputies: Mapping[str, str]
    terms: Terms


def scene(
    shelf: Shelf,
    queues: Mapping[str, QueueFacts],
    now: datetime,
    absences: Mapping[str, DepartmentAbsence] | None = None,
) -> Scene:
    """Departments and entries as they are at ``now``."""
    release = shelf.release
    # An old button or a follow-up must not bring back what is no longer, or not yet, to be shown.
    shown = {entry.id for entry in release.valid(now.astimezone(ZoneInfo(release.town.timezone)).date())}
    known = {d.id for d in release.departments}
    departments = []
    for d in release.departments:
        queue = queues.get(d.id, NOBODY)
        calendar = shelf.calendars[d.id]
        state = calendar.is_open(now)
        departments.append(
            DepartmentFacts(
                id=d.id,
                names=d.name,
                open_now=state.open,
                closed_reason=state.reason,
                closed_name=state.name,
                waiting=queue.waiting,
                on_duty=queue.on_duty,
                typical_wait=round(median(queue.waits) / 60) if len(queue.waits) >= ENOUGH_WAITS else None,
                promise=calendar.promise(now, staffed=queue.on_duty > 0),
                topics=d.topics,
            )
        )
    return Scene(
        shelf=shelf,
        departments=tuple(departments),
        entries={id_: facts for id_, facts in shelf.entries.items() if id_ in shown},
        deputies={d.id: serving(d.id, absences or {}, known, now) for d in release.departments},
        terms=terms_of(release.netiquette.measures),
    )


def gather(
    around: Scene,
    now: datetime,
    place: int | None = None,
    *,
    past: Past | None = None,
    board: Board = NOTHING_UP,
) -> Facts:
    """The facts at ``now``; ``place`` is that of the conversation's own handoff in its queue, from 1.

    ``past`` is its last handoff, ended.
    """
    release = around.shelf.release
    patience = release.town.patience
    return Facts(
        now=now,
        timezone=release.town.timezone,
        departments=around.departments,
        front_office=release.front_office.id,
        receipt=new_receipt(),
        entries=around.entries,
        place=place,
        board=board.at(now),
        deputies=around.deputies,
        past=past,
        days_to_close=patience.close_days - patience.reminder_days,
        terms=around.terms,
        netiquette=release.netiquette.version,
        reviewers=release.netiquette.measures.department,
    )


def terms_of(chosen: MeasureChoices) -> Terms:
    """What a town has set about measures, as the rules read it."""
    return Terms(
        automatic=chosen.automatic,
        forget=timedelta(days=chosen.forget_days),
        slow=timedelta(minutes=chosen.slow_minutes),
        pace=timedelta(seconds=chosen.slow_seconds),
        mute=timedelta(days=chosen.mute_days),
        block=timedelta(days=chosen.block_days),
        alone=timedelta(days=chosen.alone_days),
    )


def new_receipt() -> str:
    """A fresh receipt number such as "K7M-4P2X": easy to read out, says nothing about how many there are."""
    number, letters = secrets.randbelow(len(RECEIPT_LETTERS) ** 7), ""
    for _ in range(7):
        number, letter = divmod(number, len(RECEIPT_LETTERS))
        letters += RECEIPT_LETTERS[letter]
    return f"{letters[:3]}-{letters[3:]}"
