"""A member's own page: name, password, where they are logged in, Telegram, and mails that concerns wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, get_args

from aiohttp import web

from faq.mailaddress import is_mail_address
from handoff.audit import Action, row
from handoff.desk import telegram
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form
from handoff.desk.passwords import LONGEST, SHORTEST
from handoff.desk.rendering import lang_of, page, reading_for
from handoff.desk.threshold import PASSWORDS, may_try, password_problem
from handoff.personnel import Personnel
from handoff.staff import DIGEST_MINUTES, LONGEST_NAME, MailWhen, StaffRecord

_WHEN: Final[tuple[MailWhen, ...]] = get_args(MailWhen)


def routes() -> list[web.RouteDef]:
    """Where a member's own page is."""
    return [
        web.get("/account", show_account, name="account"),
        web.post("/account", save_account, name="account"),
        web.post("/account/name", save_name, name="account-name"),
        web.post("/account/password", change_password, name="account-password"),
        web.post(r"/account/session/{session:[0-9a-f]{64}}/end", end_session, name="account-session"),
        web.post("/account/sessions/end", end_others, name="account-sessions"),
        web.post(f"/account/telegram/{{does:{'|'.join(telegram.DOES)}}}", change_telegram),
    ]


async def show_account(request: web.Request) -> web.StreamResponse:
    """What is set now."""
    return await _account_page(request, request[VISITOR].record, saved="saved" in request.query)


async def change_telegram(request: web.Request) -> web.StreamResponse:
    """Change something about Telegram."""
    changed = await telegram.change(request, request.match_info["does"])
    return await _account_page(request, request[VISITOR].record, changed=changed)


async def save_account(request: web.Request) -> web.StreamResponse:
    """Set anew what mails come."""
    deps, record = request.app[DEPS], request[VISITOR].record
    form = await read_form(request)
    minutes = form.get("minutes", "")

    def change(before: StaffRecord) -> StaffRecord:
        return replace(
            before,
            mail=form.get("mail", "").strip()[:254],
            mail_when=next((when for when in _WHEN if when == form.get("when")), "off"),
            mail_minutes=next((n for n in DIGEST_MINUTES if str(n) == minutes), before.mail_minutes),
            mail_lang=lang_of(request),
        )

    wanted = change(record)
    if wanted.mail and not is_mail_address(wanted.mail):
        return await _account_page(request, wanted, problem="account-mail-wrong")
    if wanted.mail_when != "off" and not wanted.mail:
        return await _account_page(request, wanted, problem="account-mail-missing")
    await Personnel(deps.journal).change(record.login, record.login, change, Action.STAFF_MAIL)
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def save_name(request: web.Request) -> web.StreamResponse:
    """Set what citizens read."""
    deps, login = request.app[DEPS], request[VISITOR].login
    name = " ".join((await read_form(request)).get("public_name", "").split())[:LONGEST_NAME]
    await Personnel(deps.journal).change(login, login, lambda r: replace(r, public_name=name), Action.STAFF_NAME)
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def change_password(request: web.Request) -> web.StreamResponse:
    """Set a new password; other browsers are logged out."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    form, passwords = await read_form(request), request.app[PASSWORDS]
    if not deps.local_login or visitor.record.single_sign_on:
        raise web.HTTPNotFound
    if visitor.record.password_hash:
        if not await may_try(request, visitor.login):
            return await _account_page(request, visitor.record, wrong="login-too-often")
        if not await passwords.fits(visitor.record.password_hash, form.get("old", "")):
            await deps.journal.audit(row(visitor.login, Action.PASSWORD_REFUSED))
            return await _account_page(request, visitor.record, wrong="password-old-wrong")
    if problem := password_problem(form):
        return await _account_page(request, visitor.record, wrong=problem)
    hashed = await passwords.hash(form["password"])
    await Personnel(deps.journal).set_password(visitor.login, visitor.login, hashed, but=visitor.session)
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def end_session(request: web.Request) -> web.StreamResponse:
    """End one of one's own sessions."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    wanted = request.match_info["session"]
    if wanted in {session.id for session in await deps.journal.sessions(visitor.login)}:
        await deps.journal.end_session(wanted)
        await deps.journal.audit(row(visitor.login, Action.STAFF_SESSION_END, login=visitor.login))
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def end_others(request: web.Request) -> web.StreamResponse:
    """End all of one's own sessions but this one."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    await Personnel(deps.journal).end_sessions(visitor.login, visitor.login, but=visitor.session)
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def _account_page(
    request: web.Request,
    record: StaffRecord,
    *,
    problem: str = "",
    wrong: str = "",
    saved: bool = False,
    changed: dict[str, Any] | None = None,
) -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    values = await telegram.telegram_values(request) | (changed or {})
    sessions = [
        {
            "id": session.id,
            "here": session.id == visitor.session,
            "agent": session.agent or reading.say("sessions-agent-unknown"),
            "began": reading.moment(session.began),
            "active": reading.moment(session.active),
        }
        for session in await deps.journal.sessions(visitor.login)
    ]
    return page(
        request,
        "account.html",
        status=422 if problem or wrong else 200,
        record=record,
        sessions=sessions,
        local=deps.local_login,
        provider=deps.provider.registered.label if deps.provider is not None else "",
        second_factor=bool(await deps.journal.second_factor(visitor.login)),
        recovery_left=await deps.journal.recovery_left(visitor.login),
        password_problem=wrong,
        shortest=SHORTEST,
        longest=LONGEST,
        longest_name=LONGEST_NAME,
        mails=deps.mails,
        choices=_WHEN,
        all_minutes=DIGEST_MINUTES,
        problem=problem,
        saved=saved,
        **values,
    )
