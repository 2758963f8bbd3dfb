"""An FAQ entry deleted at the desk: proposed, looked at, agreed to by a second person with four eyes."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from faq.approval import content_hash, objection_to_removal
from faq.errors import FilesBroken
from faq.safefile import ChangedMeanwhile
from faq.townfiles import NotWritable, save
from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.faqpages import awaited_change, entry_page, file_of, located_in, removal_takes_two
from handoff.desk.townpages import editing_of, items_in, with_item, without_item
from handoff.rights import Right


def routes() -> list[web.RouteDef]:
    """Where the forms go."""
    return [web.post("/faq/{entry}/removal", change_removal, name="faq-removal")]


async def change_removal(request: web.Request) -> web.StreamResponse:
    """Propose to delete an entry, take that back, or agree to it; each only of what was shown."""
    form = await read_form(request)
    act = form.get("do", "")
    visitor = await require(request, Right.APPROVE_FAQ if act == "agree" else Right.DRAFT_FAQ)
    editing, id_ = editing_of(request), request.match_info["entry"]
    located = await editing.ask(partial(located_in, id_=id_))
    if located is None:
        raise web.HTTPNotFound
    where, seen = await file_of(request, id_)
    found, town = items_in(seen).get(id_), editing.release().town
    item = found if isinstance(found, dict) else {}
    alone = not removal_takes_two(editing, id_)
    try:
        if (content_hash(located.entry), located.entry.removal) != (form.get("content"), form.get("removal", "")):
            raise ChangedMeanwhile(id_)
        if act not in ("propose", "withdraw", "agree") or (act == "propose") == bool(located.entry.removal):
            raise web.HTTPBadRequest(text="form")
        if act == "agree" and not alone:
            reason = objection_to_removal(located.entry, town, visitor.login)
            if reason:
                told = row(visitor.login, Action.REFUSED, what=Action.FAQ_DELETE, via="desk")
                await request.app[DEPS].journal.audit(told)
                what = f"Der Eintrag bleibt, weil {reason.why}."
                raise FilesBroken([located.problem(reason.field, what, reason.mend)])
        gone = act == "agree" or (act == "propose" and alone)
        kept = {name: value for name, value in item.items() if name != "removal"}
        if act == "propose":
            kept["removal"] = visitor.login
        data = seen.document.data
        data = without_item(data, id_) if gone else with_item(data, id_, kept)
        await editing.ask(partial(save, file=where, data=data, seen=seen.hash))
    except FilesBroken as broken:
        return await entry_page(request, item, seen.hash, where, problems=broken.problems, status=422)
    except ChangedMeanwhile:
        preview = await awaited_change(editing, seen, id_) if request[VISITOR].may(Right.APPROVE_FAQ) else None
        return await entry_page(request, item, seen.hash, where, theirs=item, preview=preview, status=409)
    except (NotWritable, OSError):
        return await entry_page(request, item, seen.hash, where, said="readonly", status=503)
    await request.app[DEPS].journal.audit(
        row(
            visitor.login,
            Action.FAQ_DELETE if gone else Action(f"faq_{act}_removal"),
            what=id_,
            before=content_hash(located.entry),
            after="" if gone else content_hash(located.entry),
        )
    )
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/faq{'?gone=1' if gone else f'/{id_}?said={act}'}")
