"""A citizen's wish to have everything erased, and what the law keeps all the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from pydantic import TypeAdapter

from handoff.casemarks import held
from handoff.retention import Ended

CITIZEN: Final = "citizen"
"""Who asked, where it was the citizen."""
Reason = Literal["hold", "file"]
"""``hold``: a legal hold, until its end. ``file``: it belongs to the file, until that has taken it over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An erasure that was asked for: by the citizen, or by a login or "command line" on the citizen's letter.

    ``channel`` and ``lang``: where and how the last message is said. ``receipt`` is what staff named. What follows
    says how far it has come: ``marked`` (its tombstones are written), ``told_at`` (all is gone but what the last
    message needs, whose delivery is ``delivery``), ``kept`` (something stays by law). ``names``: what
    is to be left nowhere; ``words``: the case of the last message, where something stays.
    """

    by: str
    at: datetime
    channel: str = ""
    lang: str = "de"
    receipt: str = ""
    marked: bool = False
    names: tuple[str, ...] = ()
    words: str = ""
    told_at: datetime | None = None
    delivery: str = ""
    kept: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A case that stays: why, and until when where that is known."""

    case: str
    receipt: str
    why: Reason
    until: datetime | None = None


def held_of(cases: Iterable[Ended], now: datetime, *, receipt_first: bool) -> tuple[Held, ...]:
    """Those of a citizen's cases that the law keeps. ``receipt_first``: a file must have taken its case over."""
    found = []
    for one in cases:
        holds = [hold for hold in one.holds if held(hold, now)]
        if holds:
            last = max(holds, key=lambda hold: hold.until)
            found.append(Held(case=one.case, receipt=last.receipt, why="hold", until=last.until))
        elif receipt_first and (marks := [mark for mark in one.marks if mark.taken is None]):
            found.append(Held(case=one.case, receipt=marks[0].receipt, why="file"))
    return tuple(found)


def receipts_of(kept: Sequence[Held]) -> str:
    """Their receipt numbers, for a sentence."""
    return ", ".join(dict.fromkeys(one.receipt for one in kept))


_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)


def asked_to_json(asked: Asked) -> str:
    """As it is stored."""
    return _ASKED.dump_json(asked, exclude_defaults=True).decode()


def asked_from_json(text: str) -> Asked:
    """As it was stored."""
    return _ASKED.validate_json(text)
