"""The internal rules of staff: read and acknowledged between log-in and desk; and who has done so, for leads."""

from __future__ import annotations

from aiohttp import web
from babel.dates import format_date
from markupsafe import Markup

from faq.markdown import from_markdown
from faq.richtext import to_html
from handoff.desk.catalogue import LANGS
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.rendering import page, reading_for
from handoff.rights import Right
from handoff.staff import StaffRecord


def routes() -> list[web.RouteDef]:
    """Where they are."""
    return [
        web.get("/account/rules", show_rules, name="rules"),
        web.post("/account/rules", accept, name="rules"),
        web.get("/rules", show_who, name="rules-who"),
    ]


async def show_rules(request: web.Request) -> web.StreamResponse:
    """The rules, and the form of who has yet to acknowledge them."""
    return await _page(request)


async def accept(request: web.Request) -> web.StreamResponse:
    """Write down that the visitor acknowledges the version they have read."""
    deps, visitor, form = request.app[DEPS], request[VISITOR], await read_form(request)
    rules = deps.staff_rules()
    if rules is None:
        raise web.HTTPSeeOther(deps.base or "/")
    if form.get("version") != rules.version:
        return await _page(request, status=409, problem="rules-changed")
    if form.get("read") != "yes":
        return await _page(request, status=422, problem="rules-unticked")
    await deps.journal.accept_rules(visitor.login, rules.version)
    raise web.HTTPSeeOther(deps.base or "/")


async def show_who(request: web.Request) -> web.StreamResponse:
    """Who has acknowledged which version, of those whose work a lead or admin answers for."""
    visitor = await require(request, Right.SEE_ACKNOWLEDGED)
    deps, reading = request.app[DEPS], reading_for(request)
    rules, accepted = deps.staff_rules(), await deps.journal.who_accepted_rules()
    rows = []
    for record in (await deps.journal.staff()).values():
        if record.disabled or not _answers_for(visitor.record, record):
            continue
        found = accepted.get(record.login)
        version = found.version if found is not None else ""
        state = "not" if found is None else "now" if rules is not None and version == rules.version else "old"
        at = reading.moment(found.at) if found is not None else ""
        rows.append({"name": record.name, "login": record.login, "version": version, "at": at, "state": state})
    rows.sort(key=lambda row: (row["state"] == "now", row["name"].casefold()))
    return page(request, "rules_who.html", version=rules.version if rules is not None else "", rows=rows)


def _answers_for(one: StaffRecord, other: StaffRecord) -> bool:
    """Whether they have a department in common: an account without departments works in all."""
    return not one.departments or not other.departments or not set(one.departments).isdisjoint(other.departments)


async def _page(request: web.Request, *, status: int = 200, problem: str = "") -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    rules = deps.staff_rules()
    accepted = await deps.journal.accepted_rules(visitor.login)
    lang = reading.lang if rules is not None and reading.lang in rules.text else LANGS[0]
    text = from_markdown(rules.text[lang]) if rules is not None else None
    return page(
        request,
        "rules.html",
        status=status,
        problem=problem,
        rules=rules,
        rules_lang=lang,
        text=Markup(to_html(text)) if text is not None else "",  # noqa: S704 - escaped by to_html
        review=format_date(rules.review, format="medium", locale=reading.lang) if rules is not None else "",
        owes=rules is not None and (accepted is None or accepted.version != rules.version),
        accepted={"version": accepted.version, "at": reading.moment(accepted.at)} if accepted is not None else None,
    )
