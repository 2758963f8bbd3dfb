"""Logging in at the town's provider: there, back, and out again."""

from __future__ import annotations

import hmac
import logging
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiohttp import web

from handoff.audit import PROVIDER, Action, row
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import cookie_name, drop_cookie, new_secret, session_hash, set_cookie
from handoff.desk.threshold import let_in, login_page, next_of, to
from handoff.journal.journal import Journal
from handoff.openid.claims import NotLetIn, account_of, person_of, subject_of
from handoff.openid.provider import Flow, NotVouched, Provider, ProviderAway, new_flow
from handoff.personnel import TRIES
from handoff.staff import StaffRecord, granted

log = logging.getLogger(__name__)

FLOW: Final = "bd-desk-flow"
"""The cookie that ties a way there and back to one browser."""
FLOW_FOR: Final = timedelta(minutes=10)


def routes() -> list[web.RouteDef]:
    """There, back and out. Links, not forms: the policy of our pages lets no form lead elsewhere."""
    return [
        web.get("/provider", go, name="provider-go"),
        web.get("/provider/back", come_back, name="provider-back"),
        web.get("/provider/out", go_out, name="provider-out"),
    ]


async def go(request: web.Request) -> web.StreamResponse:
    """Send the browser to the provider."""
    deps, provider = request.app[DEPS], _provider(request)
    flow, secret = new_flow(), new_secret()
    try:
        address = await provider.way_there(flow)
    except ProviderAway as e:
        return _away(request, e)
    kept = {"for": "provider", "next": next_of(request.query.get("next", "")), **asdict(flow)}
    await deps.journal.keep_pending(session_hash(secret), kept, FLOW_FOR)
    response = to(address)
    # Lax: it must come along when the provider sends the browser back.
    set_cookie(response, deps, FLOW, secret, strict=False)
    return response


async def come_back(request: web.Request) -> web.StreamResponse:
    """Take the provider's word, once, for the browser that was sent there."""
    deps, provider = request.app[DEPS], _provider(request)
    secret = request.cookies.get(cookie_name(deps, FLOW), "")
    kept = await deps.journal.take_pending(session_hash(secret)) if secret else None
    said = request.query
    if kept is None or kept.get("for") != "provider" or not _same(said.get("state", ""), kept["state"]):
        return _refused(request, "again", "state")
    if "iss" in said and said["iss"] != provider.registered.issuer:
        return _refused(request, "not-vouched", "issuer")
    if "code" not in said:
        return _refused(request, "refused-there", "no code")
    flow = Flow(state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"])
    try:
        claims = await provider.vouched(said["code"], flow)
        record = await _account(deps, provider, claims)
    except ProviderAway as e:
        return _away(request, e)
    except NotVouched as e:
        return _refused(request, "not-vouched", str(e))
    except NotLetIn as e:
        return _refused(request, e.why, e.why)
    response = await let_in(request, record, kept["next"], "provider")
    drop_cookie(response, deps, FLOW)
    return response


async def go_out(request: web.Request) -> web.StreamResponse:
    """Send the browser to where the provider ends its own session, after ours has ended."""
    provider = _provider(request)
    back = provider.registered.return_to.removesuffix("/provider/back") + "/login"
    try:
        address = await provider.way_out(back)
    except ProviderAway:
        address = ""
    return to(address or f"{request.app[DEPS].base}/login")


async def _account(deps: DeskDeps, provider: Provider, claims: dict[str, Any]) -> StaffRecord:
    """Make the account, or bring it up to date. Raises NotLetIn."""
    journal = deps.journal
    departments = [department.id for department in deps.departments()]
    try:
        person = person_of(claims, provider.registered.use, departments)
        for _ in range(TRIES):
            before, after = account_of(person, await journal.staff())
            if before == after:
                return after
            # The provider says who has which role here, also that nobody manages accounts any more.
            after = granted(before, after, PROVIDER, datetime.now(UTC))
            action = Action.STAFF_FROM_PROVIDER if before is None else Action.STAFF_BY_PROVIDER
            told = row(PROVIDER, action, login=after.login)
            if await journal.change_account(before, after, told=told) == "ok":
                await _let_go(journal, before, after)
                return after
    except NotLetIn:
        await _end_sessions_of(journal, provider, claims)
        raise
    raise NotLetIn("again")


async def _let_go(journal: Journal, before: StaffRecord | None, after: StaffRecord) -> None:
    """Who may do less than before begins anew."""
    if before is not None and (set(before.roles) - set(after.roles) or before.departments != after.departments):
        await journal.end_sessions(after.login)


async def _end_sessions_of(journal: Journal, provider: Provider, claims: dict[str, Any]) -> None:
    """Who has no place here any more is out in other browsers too."""
    subject = subject_of(provider.registered.issuer, str(claims["sub"]))
    for record in (await journal.staff()).values():
        if record.single_sign_on == subject:
            await journal.end_sessions(record.login)
            await journal.audit(row(PROVIDER, Action.LOGIN_REFUSED, login=record.login))


def _provider(request: web.Request) -> Provider:
    provider = request.app[DEPS].provider
    if provider is None:
        raise web.HTTPNotFound
    return provider


def _away(request: web.Request, error: ProviderAway) -> web.StreamResponse:
    log.warning("provider away", extra={"action": "desk.provider_away", "cause": str(error)})
    return login_page(request, problem="provider-away", status=502)


def _refused(request: web.Request, why: str, cause: str) -> web.StreamResponse:
    log.warning("log-in at the provider refused", extra={"action": "desk.provider_refused", "cause": cause})
    response = login_page(request, problem=f"provider-{why}", status=403)
    drop_cookie(response, request.app[DEPS], FLOW)
    return response


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())
