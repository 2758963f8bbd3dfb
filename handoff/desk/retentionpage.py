"""How long what is kept; what is held, what the file has not confirmed yet, and what went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from handoff.asking import sees
from handoff.casemarks import held
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, Visitor, require
from handoff.desk.keeping_case import file_text, last_day
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.journal.journal import Journal
from handoff.retention import Cleared, Kept, Verdict, everything
from handoff.rights import Right
from handoff.ticket import Ticket

SHOWN_RUNS = 60
_RIGHTS = (Right.WORK_CASES, Right.HOLD_CASE, Right.SEE_OVERVIEW)
"""Each opens the page; what of it is shown is another matter."""


def routes() -> list[web.RouteDef]:
    """Where the page is."""
    return [web.get("/retention", show_retention, name="retention")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A case that is held, or that belongs to the file. ``may``: the visitor may end that here."""

    receipt: str
    conversation: str
    department: str
    text: str
    reason: str = ""
    may: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """What went in one run."""

    iso: str
    text: str
    parts: tuple[str, ...]


async def show_retention(request: web.Request) -> web.StreamResponse:
    """All of it, as far as it is the visitor's to see."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    if not any(visitor.record.may(right) for right in _RIGHTS):
        await require(request, Right.WORK_CASES)
    reading, terms = reading_for(request), await deps.agreed().take_up(deps.terms())
    counts = visitor.record.may(Right.SEE_OVERVIEW)
    return page(
        request,
        "retention.html",
        kept=[_kept(one, reading) for one in everything(terms)],
        hour=terms.town.hour,
        strict=terms.town.file_receipt,
        holds=await _holds(deps.journal, visitor, reading),
        marks=await _marks(deps.journal, visitor, reading),
        shows_cases=visitor.record.may(Right.READ_CASES),
        shows_counts=counts,
        gone=[_gone(one, reading, visitor) for one in (await deps.journal.clearings())[:SHOWN_RUNS]] if counts else [],
        today=f"{reading.now.astimezone(reading.zone).date()}",
    )


def _kept(kept: Kept, reading: Reading) -> tuple[str, str, str, str]:
    days = f"{kept.time.days}"
    return (
        reading.word("kept", kept.what),
        reading.department(kept.department) if kept.department else reading.say("retention-all"),
        reading.say("retention-first", days=days) if kept.receipt_first else days,
        reading.word("since", kept.since),
    )


async def _theirs(journal: Journal, receipts: Sequence[str], visitor: Visitor) -> dict[str, tuple[str, Ticket]]:
    """The handoffs of these receipts that are the visitor's to see."""
    found = {receipt: await journal.handoff(receipt) for receipt in receipts}
    return {receipt: one for receipt, one in found.items() if one is not None and sees(visitor.record, one[1])}


async def _holds(journal: Journal, visitor: Visitor, reading: Reading) -> list[Marked]:
    holds = [hold for hold in await journal.holds() if held(hold, reading.now)]
    theirs = await _theirs(journal, [hold.receipt for hold in holds], visitor)
    names = {login: record.name for login, record in (await journal.staff()).items()}
    return [
        Marked(
            receipt=hold.receipt,
            conversation=theirs[hold.receipt][0],
            department=reading.department(theirs[hold.receipt][1].department),
            text=reading.say("retention-hold-line", until=last_day(hold, reading), by=names.get(hold.by, hold.by)),
            reason=hold.reason,
            may=visitor.record.may(Right.HOLD_CASE, theirs[hold.receipt][1].department),
        )
        for hold in holds
        if hold.receipt in theirs
    ]


async def _marks(journal: Journal, visitor: Visitor, reading: Reading) -> list[Marked]:
    """What belongs to the file and is not confirmed yet, oldest first."""
    marks = [mark for mark in await journal.file_marks() if mark.taken is None]
    theirs = await _theirs(journal, [mark.receipt for mark in marks], visitor)
    return [
        Marked(
            receipt=mark.receipt,
            conversation=theirs[mark.receipt][0],
            department=reading.department(theirs[mark.receipt][1].department),
            text=reading.say("retention-file-line", number=mark.number, at=reading.moment(mark.at)),
            reason=file_text(mark, reading),
            may=visitor.record.may(Right.WORK_CASES, theirs[mark.receipt][1].department),
        )
        for mark in marks
        if mark.receipt in theirs
    ]


def _gone(run: Cleared, reading: Reading, visitor: Visitor) -> Gone:
    say = reading.say
    by = say("retention-log-night") if run.by == "night" else run.by
    text = say("retention-log-line", at=reading.moment(run.started), by=by, n=run.gone)
    more = [say("retention-log-unfinished")] if not run.whole else []
    if run.failed:
        more.append(say("retention-log-failed", n=run.failed))
    lines = [line for line in run.lines if not line.department or visitor.record.serves(line.department)]
    parts = [
        say(
            "retention-log-part",
            state=f"{reading.word('verdict', line.verdict.value)}, {reading.word('fate-of', line.fate.value)}"
            if line.verdict is not Verdict.GOES
            else reading.word("fate-of", line.fate.value),
            department=reading.department(line.department) if line.department else "–",
            n=line.count,
        )
        for line in lines
    ]
    return Gone(iso=run.started.isoformat(timespec="seconds"), text="; ".join([text, *more]), parts=tuple(parts))
