"""The audit for auditors: who did what, searched by member, act, receipt and time. That they looked is in it too."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import hdrs, web

from handoff.audit import ACTORS, Action, row
from handoff.auditquery import Act, AuditQuery
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import require
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.journal.auditing import SealBroken
from handoff.rights import Right
from handoff.sealing import LATE_AFTER

SHOWN: Final = 100
EXPORTED: Final = 100_000
"""Rows of one file; who needs more narrows the time, or asks for `buergerdraht audit show --json`."""
_ASKED: Final = ("who", "action", "about", "since", "until")
_LONGEST: Final = 200
_DEFUSED: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


def routes() -> list[web.RouteDef]:
    """Where the audit is."""
    return [web.get("/audit", show_audit, name="audit"), web.get("/audit.csv", export_audit, name="audit-csv")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row as the page shows it. ``who``: a log-in name, where it was one. ``details``: pairs of label and value."""

    iso: str
    at: str
    who: str
    name: str
    action: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """The state of the seals in words. ``late``: it should be better."""

    text: str
    head: str
    unsealed: int
    late: bool


async def show_audit(request: web.Request) -> web.StreamResponse:
    """The form, the state of the seals, and the newest rows that are asked for."""
    visitor = await require(request, Right.READ_AUDIT)
    deps, reading = request.app[DEPS], reading_for(request)
    asked = _asked(request)
    query, wrong = query_of(asked, deps.zone)
    acts: list[Act] = []
    further = ""
    if not wrong:
        await deps.journal.audit(row(visitor.login, Action.READ_AUDIT, what=_narrowed(asked)))
        acts, further = await deps.journal.find_audit(query, before=_cursor(request), count=SHOWN)
    names = {login: record.name for login, record in (await deps.journal.staff()).items()}
    return page(
        request,
        "audit.html",
        status=422 if wrong else 200,
        asked=asked,
        wrong=wrong,
        actions=sorted(((one.value, _word(one, reading)) for one in Action), key=lambda pair: pair[1].casefold()),
        lines=[_line(act, names, deps, reading) for act in acts],
        further=urlencode({**asked, "before": further}) if further else "",
        query=urlencode(asked),
        chain=await _chain(deps, reading),
        is_first=not _cursor(request),
    )


async def export_audit(request: web.Request) -> web.StreamResponse:
    """What is asked for, the newest first, for a spreadsheet."""
    visitor = await require(request, Right.READ_AUDIT)
    deps, asked = request.app[DEPS], _asked(request)
    query, wrong = query_of(asked, deps.zone)
    if wrong:
        raise web.HTTPBadRequest(text="form")
    await deps.journal.audit(row(visitor.login, Action.EXPORT_AUDIT, what=_narrowed(asked)))
    acts, _ = await deps.journal.find_audit(query, count=EXPORTED, most=10 * EXPORTED)
    return web.Response(
        body=b"\xef\xbb\xbf" + table_of(acts, deps.zone).encode(),  # by the mark spreadsheets tell UTF-8
        content_type="text/csv",
        charset="utf-8",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="audit-{datetime.now(deps.zone):%Y-%m-%d}.csv"'},
    )


def table_of(acts: list[Act], zone: ZoneInfo) -> str:
    """Rows as CSV; no cell is a formula."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    columns = sorted({name for act in acts for name in act.details})
    table.writerow(("id", "time", "who", "action", *columns))
    for act in acts:
        at = f"{act.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        table.writerow(
            map(defused, (act.id, at, act.who, act.action, *(act.details.get(name, "") for name in columns)))
        )
    return text.getvalue()


def defused(cell: str) -> str:
    """The text, which a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(_DEFUSED) else cell


def query_of(asked: Mapping[str, str], zone: ZoneInfo) -> tuple[AuditQuery, str]:
    """What a form asks for; and the text that says what is wrong with it."""
    times: dict[str, datetime | None] = {"since": None, "until": None}
    for name in times:
        if asked.get(name):
            try:
                at = datetime.fromisoformat(asked[name])
                times[name] = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
            except (ValueError, OverflowError):
                return AuditQuery(), "audit-time-wrong"
    since, until = times["since"], times["until"]
    if since is not None and until is not None and since > until:
        return AuditQuery(), "audit-times-swapped"
    about = {name: asked.get(name, "") for name in ("who", "action", "about")}
    return AuditQuery(**about, since=since, until=until), ""


def _asked(request: web.Request) -> dict[str, str]:
    given = {name: request.query.get(name, "").strip()[:_LONGEST] for name in _ASKED}
    return {name: value for name, value in given.items() if value}


def _cursor(request: web.Request) -> str:
    """The row below which to go on."""
    ms, _, n = request.query.get("before", "").partition("-")
    fits = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (ms, n))
    return f"{ms}-{n}" if fits else ""


def _narrowed(asked: Mapping[str, str]) -> str:
    """What was looked for, as far as it is an id."""
    return asked.get("about") or asked.get("who") or asked.get("action", "")


def _word(action: Action | str, reading: Reading) -> str:
    return reading.word("audit-act", str(action))


def _line(act: Act, names: Mapping[str, str], deps: DeskDeps, reading: Reading) -> Line:
    return Line(
        iso=act.at.isoformat(timespec="seconds"),
        at=f"{act.at.astimezone(deps.zone):%Y-%m-%d %H:%M:%S}",
        who="" if act.who in ACTORS else act.who,
        name=names.get(act.who) or reading.word("audit-by", act.who.replace(" ", "-")) or reading.say("audit-by-time"),
        action=_word(act.action, reading) or reading.say("audit-unread"),
        details=tuple((reading.word("audit-field", name), value) for name, value in act.details.items()),
    )


async def _chain(deps: DeskDeps, reading: Reading) -> Chain:
    at = await deps.journal.sealed_at()
    try:
        last, unsealed = await deps.journal.last_seal(), await deps.journal.unsealed()
    except SealBroken:
        return Chain(text=reading.say("audit-chain-broken"), head="", unsealed=0, late=True)
    if at is None:
        return Chain(text=reading.say("audit-chain-none"), head="", unsealed=unsealed, late=True)
    late = unsealed > 0 and reading.now - at > LATE_AFTER
    number = last.number if last is not None else 0
    key = "audit-chain-late" if late else "audit-chain-well"
    text = reading.say(key, n=number, at=reading.moment(at))
    return Chain(text=text, head=last.head if last is not None else "", unsealed=unsealed, late=late)
