"""Offices, departments and canned texts: seen, edited, written into the town's files. Forms that need no script."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiohttp import web

from faq.errors import FilesBroken, Problem
from faq.folders import FolderStill
from faq.safefile import ChangedMeanwhile
from faq.townfiles import NotWritable, Seen, look, save
from faq.yamlfile import Plain
from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import Visitor, read_form, require, require_any
from handoff.desk.editing import DAYS, Editing, fields_of, item_with
from handoff.desk.rendering import page
from handoff.rights import Right

NEW: Final = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A file with items. ``usual`` fields are offered though an item has none; ``lists``: one text a line.

    Nothing else in the town refers to ``loose`` items: they can be deleted here.
    """

    file: str
    right: Right
    usual: tuple[str, ...]
    lists: tuple[str, ...] = ("hours",)
    loose: bool = False


PARTS: Final[Mapping[str, Part]] = {
    "offices": Part(
        file="offices.yaml",
        right=Right.EDIT_OFFICES,
        usual=("name.de", "name.en", "address", "phone", "email", "link", *(f"hours.{day}" for day in DAYS)),
    ),
    "departments": Part(
        file="departments.yaml",
        right=Right.EDIT_DEPARTMENTS,
        usual=(
            *("name.de", "name.en", "mail", "front_office", *(f"hours.{day}" for day in DAYS)),
            *("topics.de", "topics.en"),
        ),
        lists=("hours", "topics"),
    ),
    "canned": Part(
        file="canned.yaml",
        right=Right.EDIT_CANNED,
        usual=("title.de", "title.en", "text.de", "text.en", "departments"),
        lists=("departments",),
        loose=True,
    ),
}


def routes() -> list[web.RouteDef]:
    """Where the pages are."""
    return [
        web.get("/admin", show_parts, name="admin"),
        web.get("/admin/{part:offices|departments|canned}", show_items, name="admin-items"),
        web.get("/admin/{part:offices|departments|canned}/{item}", show_item, name="admin-item"),
        web.post("/admin/{part:offices|departments|canned}/{item}", save_item, name="admin-save"),
    ]


def editing_of(request: web.Request) -> Editing:
    """How the town's files are written. Raises HTTPNotFound where this desk has none."""
    editing = request.app[DEPS].editing
    if editing is None:
        raise web.HTTPNotFound
    return editing


def items_in(seen: Seen) -> dict[str, Plain]:
    """The items of a file by id."""
    data = seen.document.data
    if isinstance(data, dict):
        return dict(data)
    return {str(one["id"]): one for one in data or () if isinstance(one, dict) and "id" in one}


def with_item(data: Plain, id_: str, item: dict[str, Plain]) -> Plain:
    """A file's data with one item changed or added at its end."""
    new = copy.deepcopy(data) if data is not None else []
    if isinstance(new, dict):
        new[id_] = item
    elif isinstance(new, list):
        at = next((at for at, one in enumerate(new) if isinstance(one, dict) and one.get("id") == id_), len(new))
        new[at : at + 1] = [item if "id" in item else {"id": id_, **item}]
    return new


def without_item(data: Plain, id_: str) -> Plain:
    """A file's data without one item."""
    if isinstance(data, dict):
        return {key: one for key, one in data.items() if key != id_}
    return [one for one in data or () if not (isinstance(one, dict) and one.get("id") == id_)]


async def show_parts(request: web.Request) -> web.StreamResponse:
    """The first of what can be edited: an address that is short to type."""
    visitor = await require_any(request, *(part.right for part in PARTS.values()))
    first = next(name for name, part in PARTS.items() if visitor.record.may(part.right))
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/admin/{first}")


async def show_items(request: web.Request) -> web.StreamResponse:
    """The items of a file."""
    part, name = PARTS[request.match_info["part"]], request.match_info["part"]
    await require(request, part.right)
    try:
        seen = await editing_of(request).ask(partial(look, file=part.file))
    except FolderStill:
        raise
    except (OSError, FilesBroken):
        raise web.HTTPNotFound from None
    items = [(id_, _title(item) or id_) for id_, item in items_in(seen).items()]
    return page(request, "admin.html", part=name, items=items, gone="gone" in request.query)


async def show_item(request: web.Request) -> web.StreamResponse:
    """The form of one item."""
    part = PARTS[request.match_info["part"]]
    await require(request, part.right)
    seen = await editing_of(request).ask(partial(look, file=part.file))
    id_ = request.match_info["item"]
    item = items_in(seen).get(id_)
    if item is None and id_ != NEW:
        raise web.HTTPNotFound
    return _form(request, item if isinstance(item, dict) else {}, seen.hash, saved="saved" in request.query)


async def save_item(request: web.Request) -> web.StreamResponse:
    """Write what the form says, unless somebody else did or it does not hold."""
    name = request.match_info["part"]
    part = PARTS[name]
    visitor = await require(request, part.right)
    editing, form = editing_of(request), await read_form(request)
    seen = await editing.ask(partial(look, file=part.file))
    asked = request.match_info["item"]
    id_ = form.get("id", "").strip() if asked == NEW else asked
    before = items_in(seen).get(id_)
    if before is None and asked != NEW:
        raise web.HTTPNotFound
    old = before if isinstance(before, dict) else {}
    gone = form.get("do") == "delete"
    if gone and (not part.loose or before is None):
        raise web.HTTPBadRequest(text="form")
    new = old if gone else item_with(old, form, part.usual, part.lists)
    if name == "canned":
        await _own_departments(request, visitor, old, new)
    if asked == NEW and (before is not None or not id_):
        what = Problem(file=part.file, line=0, entry=id_, what="„id“ fehlt oder ist vergeben.", mend="Anders nennen.")
        return _form(request, new, form.get("seen", ""), problems=(what,), status=409, typed_id=id_)
    try:
        data = without_item(seen.document.data, id_) if gone else with_item(seen.document.data, id_, new)
        hash_ = await editing.ask(partial(save, file=part.file, data=data, seen=form.get("seen", "")))
    except FilesBroken as broken:
        return _form(request, new, form.get("seen", ""), problems=broken.problems, status=422, typed_id=id_)
    except ChangedMeanwhile:
        return _form(request, new, seen.hash, theirs=old, status=409, typed_id=id_)
    except (NotWritable, OSError):
        return _form(request, new, form.get("seen", ""), word="edit-readonly", status=503, typed_id=id_)
    await request.app[DEPS].journal.audit(
        row(
            visitor.login,
            Action(f"{'delete' if gone else 'edit'}_{name}"),
            what=id_,
            before=seen.hash,
            after=hash_,
        )
    )
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/admin/{name}{'?gone=1' if gone else f'/{id_}?saved=1'}")


async def _own_departments(
    request: web.Request, visitor: Visitor, old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> None:
    """Who works in some departments edits what is theirs; what is everybody's belongs to who is everybody's."""
    for item in (old, new):
        listed = item.get("departments")
        names = [str(one) for one in listed] if isinstance(listed, list) else []
        for department in names:
            await require(request, Right.EDIT_CANNED, department)
        if item and not names and visitor.record.departments:
            await require(request, Right.EDIT_CANNED, "*")


def _form(
    request: web.Request, item: Mapping[str, Plain], hash_: str, *, problems: tuple[Problem, ...] = (),
    theirs: Mapping[str, Plain] | None = None, word: str = "", saved: bool = False, status: int = 200,
    typed_id: str = "",
) -> web.Response:  # fmt: skip
    name = request.match_info["part"]
    part = PARTS[name]
    hidden = ("id",)
    return page(
        request,
        "admin_item.html",
        status=status,
        part=name,
        item=request.match_info["item"],
        typed_id=typed_id,
        title=_title(item) or request.match_info["item"],
        fields=[one for one in fields_of(item, part.usual, part.lists, problems) if one.path not in hidden],
        theirs=fields_of(theirs, (), part.lists) if theirs is not None else None,
        seen=hash_,
        problems=problems,
        word=word,
        saved=saved,
        may_delete=part.loose and request.match_info["item"] != NEW,
    )


def _title(item: Plain | Mapping[str, Plain]) -> str:
    found = item.get("title") or item.get("name") or item.get("question") if isinstance(item, Mapping) else None
    return str(found.get("de", "")) if isinstance(found, dict) else ""
