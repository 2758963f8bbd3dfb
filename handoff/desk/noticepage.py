"""What the town has put up: dated notices, the emergency banner, channels switched off; seen and changed by forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from handoff.board import (
    CHANNELS,
    LONGEST_TEXT,
    Board,
    DatedNotice,
    NotPut,
    new_banner,
    new_notice,
    new_switch,
    time_given,
    words_in,
)
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require, require_any
from handoff.desk.rendering import page, reading_for
from handoff.places import Place, place_named
from handoff.rights import Right

DOES: Final = ("add", "end", "banner", "banner-clear", "off", "on")
RIGHTS: Final = (Right.SET_NOTICE, Right.SET_BANNER, Right.SWITCH_CHANNEL)
_LONGEST_FORM: Final = 2000


def routes() -> list[web.RouteDef]:
    """Where notices are."""
    return [
        web.get("/notices", show_notices, name="notices"),
        web.post(f"/notices/{{does:{'|'.join(DOES)}}}", change, name="notices-change"),
    ]


async def show_notices(request: web.Request) -> web.StreamResponse:
    """What is put up, and the forms of those who may change it."""
    await require_any(request, *RIGHTS)
    return await _page(request, done=request.query.get("done", ""))


async def change(request: web.Request) -> web.StreamResponse:
    """Put something up or take it down."""
    await require_any(request, *RIGHTS)
    form = {name: value[:_LONGEST_FORM] for name, value in (await read_form(request)).items()}
    does = request.match_info["does"]
    try:
        match does:
            case "add":
                await _add(request, form)
            case "end":
                await _end(request, form)
            case "banner" | "banner-clear":
                await _banner(request, form, clears=does == "banner-clear")
            case _:
                await _switch(request, form, on=does == "on")
    except NotPut as e:
        return await _page(request, wrong=e.wrong, does=does, typed=form)
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/notices?done={does}")


async def _add(request: web.Request, form: dict[str, str]) -> None:
    deps, visitor = request.app[DEPS], request[VISITOR]
    place = place_named(deps.places(), form.get("about", ""))
    if place is None:
        raise NotPut("about-unknown")
    own = [department for department in place.departments if visitor.record.may(Right.SET_NOTICE, department)]
    department = own[0] if own else place.departments[0]
    await require(request, Right.SET_NOTICE, department)
    now = datetime.now(UTC)
    starts = form.get("starts", "")
    notice = new_notice(
        await deps.journal.board(),
        department=department,
        office=place.office,
        about=place.name,
        text={"de": form.get("text", ""), "en": form.get("text_en", "")},
        starts=time_given(starts, now, deps.zone) if starts else now,
        ends=time_given(form.get("ends", ""), now, deps.zone, ends=True),
        by=visitor.login,
        now=now,
    )
    await deps.journal.put_up(notice, by=visitor.login)


async def _end(request: web.Request, form: dict[str, str]) -> None:
    journal = request.app[DEPS].journal
    found = next((notice for notice in (await journal.board()).notices if notice.id == form.get("notice")), None)
    if found is None:  # it has ended by itself, or a colleague was quicker
        return
    visitor = await require(request, Right.SET_NOTICE, found.department)
    await journal.end_notice(found.id, by=visitor.login)


async def _banner(request: web.Request, form: dict[str, str], *, clears: bool) -> None:
    visitor = await require(request, Right.SET_BANNER)
    deps, now = request.app[DEPS], datetime.now(UTC)
    if clears:
        await deps.journal.lower_banner(by=visitor.login)
        return
    banner = new_banner(
        text={"de": form.get("text", ""), "en": form.get("text_en", "")},
        ends=time_given(form.get("ends", ""), now, deps.zone, ends=True),
        link=form.get("link", ""),
        by=visitor.login,
        now=now,
    )
    await deps.journal.put_up(banner, by=visitor.login)


async def _switch(request: web.Request, form: dict[str, str], *, on: bool) -> None:
    visitor = await require(request, Right.SWITCH_CHANNEL)
    journal, channel = request.app[DEPS].journal, form.get("channel", "")
    if on:
        await journal.switch_on(channel, by=visitor.login)
        return
    switch = new_switch(channel=channel, reason=form.get("reason", ""), by=visitor.login, now=datetime.now(UTC))
    await journal.put_up(switch, by=visitor.login)


async def _page(
    request: web.Request, *, done: str = "", wrong: str = "", does: str = "", typed: dict[str, str] | None = None
) -> web.StreamResponse:
    deps, visitor = request.app[DEPS], request[VISITOR]
    reading, board = reading_for(request), await deps.journal.board()
    names = {login: record.name for login, record in (await deps.journal.staff()).items()}
    may_set = [p for p in deps.places() if any(visitor.record.may(Right.SET_NOTICE, d) for d in p.departments)]
    return page(
        request,
        "notices.html",
        status=422 if wrong else 200,
        notices=[
            {
                "id": notice.id,
                "about": words_in(notice.about, reading.lang),
                "text": notice.text,
                "starts": reading.moment(notice.starts),
                "ends": reading.moment(notice.ends),
                "waits": notice.starts > reading.now,
                "by": names.get(notice.by, notice.by),
                "mine": visitor.record.may(Right.SET_NOTICE, notice.department),
            }
            for notice in _standing(board, reading.now)
        ],
        places=[(place.key, _name(place, reading.lang), bool(place.office)) for place in may_set],
        banner=_banner_values(board.at(reading.now), names, reading),
        channels=[await _channel_values(request, channel, board, names) for channel in CHANNELS],
        longest=LONGEST_TEXT,
        done=done if done in DOES else "",
        wrong=wrong,
        does=does,
        typed=typed or {},
        today=f"{reading.now.astimezone(deps.zone):%Y-%m-%d}",
    )


def _standing(board: Board, now: datetime) -> list[DatedNotice]:
    """What holds or is yet to begin."""
    return sorted((notice for notice in board.notices if notice.ends > now), key=lambda n: (n.starts, n.ends))


def _name(place: Place, lang: str) -> str:
    return words_in(place.name, lang)


def _banner_values(board: Board, names: dict[str, str], reading: Any) -> dict[str, Any] | None:
    banner = board.banner
    if banner is None:
        return None
    return {
        "text": banner.text,
        "link": banner.link,
        "since": reading.moment(banner.starts),
        "ends": reading.moment(banner.ends),
        "by": names.get(banner.by, banner.by),
    }


async def _channel_values(request: web.Request, channel: str, board: Board, names: dict[str, str]) -> dict[str, Any]:
    deps, reading = request.app[DEPS], reading_for(request)
    switch = board.off.get(channel)
    return {
        "id": channel,
        "name": reading.word("channel", channel),
        "off": switch is not None,
        "since": reading.moment(switch.since) if switch else "",
        "reason": switch.reason if switch else "",
        "by": names.get(switch.by, switch.by) if switch else "",
        "held": await deps.journal.held(channel) if switch else 0,
    }
