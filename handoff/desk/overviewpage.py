"""The overview: charts of the last days from the person-free counters, and the same as a table to take along."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import hdrs, web
from babel.dates import format_date

from handoff.desk.charts import columns, shade, share
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, require
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.overview import BUCKETS, Overview, Tally, days_read, overview_of, visible
from handoff.rights import Right

SPANS: Final = (7, 30)
_LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
_DAY: Final = {"de": "d.M.", "en": "d MMM"}
SERIES: Final = ("answered", "suggested", "handoffs")


def routes() -> list[web.RouteDef]:
    """Where the overview is."""
    return [
        web.get("/overview", show_overview, name="overview"),
        web.get("/overview.csv", download, name="overview-csv"),
    ]


async def show_overview(request: web.Request) -> web.StreamResponse:
    """The charts."""
    await require(request, Right.SEE_OVERVIEW)
    span, reading = _span(request), reading_for(request)
    made = await _read(request, span)
    daily = [[getattr(day, name) for name in SERIES] for day in made.days]
    return page(
        request,
        "overview.html",
        span=span,
        spans=SPANS,
        series=SERIES,
        made=made,
        rows=_departments(made, reading),
        oldest=reading.age(made.whole.oldest) if made.whole.oldest else "",
        typical=_bucket(made.whole.within(0.5), reading),
        slow=_bucket(made.whole.within(0.9), reading),
        days=columns(daily, [_day(day.day, reading) for day in made.days]),
        day_rows=[(_day(day.day, reading), figures) for day, figures in zip(made.days, daily, strict=True)],
        hours=columns([[made.whole.hours[hour]] for hour in range(24)], [str(hour) for hour in range(24)], labelled=12),
        heat=_heat(made, reading),
        waits=_bars([(_bucket(bucket, reading), made.whole.waits[bucket]) for bucket in BUCKETS]),
        ends=_bars([(reading.word("end", end), n) for end, n in made.ends.most_common()]),
        ratings=_bars([(reading.say("overview-stars", n=stars), made.ratings[stars]) for stars in (5, 4, 3, 2, 1)]),
        decimal=(lambda number: str(number).replace(".", ",")) if reading.lang == "de" else str,
        at=reading.moment(reading.now),
    )


async def download(request: web.Request) -> web.StreamResponse:
    """The counters of the span, one a line, for a spreadsheet."""
    await require(request, Right.SEE_OVERVIEW)
    deps, span = request.app[DEPS], _span(request)
    today = datetime.now(deps.zone).date()
    first = days_read(today, span)[2]
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(("date", "hour", "department", "channel", "language", "kind", "what", "entry", "n"))
    for one in visible(await deps.journal.counts(days_read(today, span)), _own(request)):
        local = one.at.astimezone(deps.zone)
        if first <= local.date() <= today:
            about = (one.department, one.channel, one.lang, one.kind, one.what, one.entry)
            table.writerow((f"{local:%Y-%m-%d}", local.hour, *about, one.n))
    return web.Response(
        body=b"\xef\xbb\xbf" + text.getvalue().encode(),  # by the mark spreadsheets tell UTF-8
        content_type="text/csv",
        charset="utf-8",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="overview-{today:%Y-%m-%d}-{span}.csv"'},
    )


def _span(request: web.Request) -> int:
    asked = request.query.get("days", "")
    return next((span for span in SPANS if str(span) == asked), SPANS[0])


def _own(request: web.Request) -> list[str]:
    """The departments whose figures the visitor may see."""
    may = request[VISITOR].record.may
    return [d.id for d in request.app[DEPS].departments() if may(Right.SEE_OVERVIEW, d.id)]


async def _read(request: web.Request, span: int) -> Overview:
    deps = request.app[DEPS]
    now = datetime.now(UTC)
    today = now.astimezone(deps.zone).date()
    return overview_of(
        await deps.journal.counts(days_read(today, span)),
        [case.ticket for case in await deps.cases.now()],
        _own(request),
        today=today,
        span=span,
        zone=deps.zone,
        now=now,
    )


def _departments(made: Overview, reading: Reading) -> list[dict[str, Any]]:
    most = max((tally.waiting for tally in made.departments.values()), default=0)
    return [_row(reading.department(id_), tally, most, reading) for id_, tally in made.departments.items()]


def _row(name: str, tally: Tally, most: int, reading: Reading) -> dict[str, Any]:
    return {
        "name": name,
        "waiting": tally.waiting,
        "bar": share(tally.waiting, most),
        "oldest": reading.age(tally.oldest) if tally.oldest else "–",
        "handoffs": tally.handoffs,
        "percent": tally.kept.percent,
        "kept": tally.kept,
        "typical": _bucket(tally.within(0.5), reading),
        "slow": _bucket(tally.within(0.9), reading),
    }


def _bucket(bucket: str, reading: Reading) -> str:
    """The words of a bucket of waits."""
    if not bucket:
        return "–"
    if bucket == "more":
        return reading.say("overview-wait-more")
    minutes = int(bucket)
    if minutes < 60:
        return reading.say("overview-wait-minutes", n=minutes)
    return (
        reading.say("overview-wait-hours", n=minutes // 60)
        if minutes < 1440
        else reading.say("overview-wait-days", n=minutes // 1440)
    )


def _heat(made: Overview, reading: Reading) -> list[dict[str, Any]]:
    """Handoffs by department and hour of the day, with their shade."""
    highest = max((n for tally in made.departments.values() for n in tally.hours.values()), default=0)
    return [
        {
            "name": reading.department(id_),
            "hours": [(hour, tally.hours[hour], shade(tally.hours[hour], highest)) for hour in range(24)],
        }
        for id_, tally in made.departments.items()
    ]


def _bars(values: list[tuple[str, int]]) -> list[dict[str, Any]]:
    highest = max((n for _, n in values), default=0)
    whole = sum(n for _, n in values)
    return [
        {"label": label, "n": n, "bar": share(n, highest), "percent": round(100 * n / whole) if whole else 0}
        for label, n in values
    ]


def _day(day: Any, reading: Reading) -> str:
    return format_date(day, _DAY[reading.lang], locale=_LOCALES[reading.lang])
