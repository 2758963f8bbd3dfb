"""Setting up a second factor, and taking it off again: a page of one's own account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, Visitor, read_form
from handoff.desk.rendering import page
from handoff.desk.secondstep import proves
from handoff.desk.threshold import may_try
from handoff.desk.totp import address_of, new_recovery_codes, new_secret, picture_of, recovery_hash, step_of

SHOWN_FOR: Final = timedelta(minutes=15)
"""How long the secret on the page may be confirmed."""


def routes() -> list[web.RouteDef]:
    """Where the second factor is."""
    return [
        web.get("/account/second-factor", show, name="second-factor"),
        web.post("/account/second-factor", confirm, name="second-factor"),
        web.post("/account/second-factor/off", take_off, name="second-factor-off"),
    ]


async def show(request: web.Request) -> web.StreamResponse:
    """The present state, or the picture that an app reads."""
    return await _page(request)


async def confirm(request: web.Request) -> web.StreamResponse:
    """Set it up once a code shows that the app has the secret. The codes of last resort are shown this once."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    form = await read_form(request)
    if not await may_try(request, visitor.login):
        return await _page(request, problem="login-too-often", status=429)
    had = await deps.journal.second_factor(visitor.login)
    if had:
        raise web.HTTPSeeOther(f"{deps.base}/account/second-factor")
    kept = await deps.journal.pending(_name(visitor))
    if kept is None:
        return await _page(request, problem="login-again", status=403)
    step = step_of(kept["secret"], form.get("code", ""), datetime.now(UTC))
    if step is None:
        return await _page(request, problem="code-wrong", status=422)
    codes = new_recovery_codes()
    await deps.journal.take_pending(_name(visitor))
    await deps.journal.put_second_factor(visitor.login, kept["secret"], [recovery_hash(code) for code in codes])
    await deps.journal.use_step(visitor.login, step)
    await deps.journal.end_sessions(visitor.login, but=visitor.session)
    await deps.journal.audit(row(visitor.login, Action.STAFF_SECOND_FACTOR_ON, login=visitor.login))
    return await _page(request, codes=codes)


async def take_off(request: web.Request) -> web.StreamResponse:
    """Take it off, for who proves that it is theirs; whoever must have one sets up another at once."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    form = await read_form(request)
    if not await may_try(request, visitor.login):
        return await _page(request, problem="login-too-often", status=429)
    if not await proves(deps.journal, visitor.login, form.get("code", ""), datetime.now(UTC)):
        return await _page(request, problem="code-wrong", status=422)
    await deps.journal.drop_second_factor(visitor.login)
    await deps.journal.audit(row(visitor.login, Action.STAFF_SECOND_FACTOR_OFF, login=visitor.login))
    raise web.HTTPSeeOther(f"{deps.base}/account/second-factor")


async def _page(request: web.Request, *, status: int = 200, problem: str = "", **more: Any) -> web.StreamResponse:
    deps, visitor = request.app[DEPS], request[VISITOR]
    has_one = bool(await deps.journal.second_factor(visitor.login))
    values: dict[str, Any] = {"secret": "", "picture": "", "codes": ()}
    if not has_one:
        kept = await deps.journal.pending(_name(visitor))
        secret = kept["secret"] if kept is not None else new_secret()
        # The same secret on a second look: somebody may have read the first picture already.
        await deps.journal.keep_pending(_name(visitor), {"for": "second factor", "secret": secret}, SHOWN_FOR)
        address = address_of(secret, visitor.login, deps.town)
        picture = Markup(picture_of(address))  # noqa: S704 - segno draws it of squares
        values |= {"secret": _grouped(secret), "picture": picture, "address": address}
    return page(
        request,
        "second_factor.html",
        status=status,
        problem=problem,
        has_one=has_one,
        left=await deps.journal.recovery_left(visitor.login),
        needed=not deps.second_factor_for.isdisjoint(visitor.record.acts_as),
        **(values | more),
    )


def _name(visitor: Visitor) -> str:
    return f"second-factor:{visitor.session}"


def _grouped(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
