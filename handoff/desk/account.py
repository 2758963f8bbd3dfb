"""A member's own page: the link to Telegram, and whether mails tell them that concerns wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, get_args

from aiohttp import web

from faq.mailaddress import is_mail_address
from handoff.desk import telegram
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form
from handoff.desk.rendering import lang_of, page
from handoff.staff import DIGEST_MINUTES, MailWhen, StaffRecord

_WHEN: Final[tuple[MailWhen, ...]] = get_args(MailWhen)


def routes() -> list[web.RouteDef]:
    """Where a member's own page is."""
    return [
        web.get("/account", show_account, name="account"),
        web.post("/account", save_account, name="account"),
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
    """Set it anew."""
    deps, record = request.app[DEPS], request[VISITOR].record
    form = await read_form(request)
    minutes = form.get("minutes", "")
    wanted = replace(
        record,
        mail=form.get("mail", "").strip()[:254],
        mail_when=next((when for when in _WHEN if when == form.get("when")), "off"),
        mail_minutes=next((n for n in DIGEST_MINUTES if str(n) == minutes), record.mail_minutes),
        mail_lang=lang_of(request),
    )
    if wanted.mail and not is_mail_address(wanted.mail):
        return await _account_page(request, wanted, problem="account-mail-wrong")
    if wanted.mail_when != "off" and not wanted.mail:
        return await _account_page(request, wanted, problem="account-mail-missing")
    await deps.journal.put_staff(wanted)
    await deps.journal.audit({"who": record.login, "action": "staff_mail", "login": record.login})
    raise web.HTTPSeeOther(f"{deps.base}/account?saved=1")


async def _account_page(
    request: web.Request,
    record: StaffRecord,
    *,
    problem: str = "",
    saved: bool = False,
    changed: dict[str, Any] | None = None,
) -> web.StreamResponse:
    values = await telegram.telegram_values(request) | (changed or {})
    return page(
        request,
        "account.html",
        status=422 if problem else 200,
        record=record,
        mails=request.app[DEPS].mails,
        choices=_WHEN,
        all_minutes=DIGEST_MINUTES,
        problem=problem,
        saved=saved,
        **values,
    )
