"""The FAQ at the desk: read as citizens see it, drafted, looked at before it counts, approved by a second person."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from babel.dates import format_date

from faq.approval import content_hash, same_person
from faq.checks import Located
from faq.errors import FilesBroken, Problem
from faq.folder import Folder
from faq.foresight import foresee
from faq.interchange.plain import plain_of
from faq.safefile import ChangedMeanwhile
from faq.townfiles import NotWritable, Seen, changed, look, save, tried, written
from faq.yamlfile import Plain
from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.editing import Editing, fields_of, item_with
from handoff.desk.entryview import STATES, hindrances, lines_of, shown_of, state_of, words_of
from handoff.desk.rendering import page, reading_for
from handoff.desk.townpages import NEW, editing_of, items_in, with_item, without_item
from handoff.rights import Right

USUAL: Final = (
    *("question.de", "question.en", "paraphrases.de", "paraphrases.en", "answer.de", "answer.en", "easy"),
    *("department", "office", "source", "checked", "owner", "review", "deputy", "valid_from", "valid_until"),
    *(f"facets.{name}.de" for name in ("fee", "documents", "deadline", "where", "processing_time")),
    *("facets.online", "facets.appointment", "not_for.de", "related"),
)
LISTS: Final = ("paraphrases", "not_for", "related")
HIDDEN: Final = ("id", "author", "status", "approval", "removal")


def routes() -> list[web.RouteDef]:
    """Where the pages are."""
    return [
        web.get("/faq", show_entries, name="faq"),
        web.get("/faq/{entry}", show_entry, name="faq-entry"),
        web.post("/faq/{entry}", change_entry, name="faq-change"),
    ]


async def show_entries(request: web.Request) -> web.StreamResponse:
    """The list, narrowed by words and state."""
    await require(request, Right.READ_FAQ)
    editing = editing_of(request)
    found, town = await editing.ask(written), editing.release().town
    words, state = request.query.get("q", "").casefold().split(), request.query.get("state", "")
    rows = [(one.entry, state_of(one.entry, found, town)) for one in found.entries]
    rows = [
        (entry, now)
        for entry, now in rows
        if (not state or state == now) and all(word in words_of(entry) for word in words)
    ]
    return page(
        request, "faq.html", rows=rows, asked=dict(request.query), states=STATES, errors=found.errors,
        gone="gone" in request.query, day=partial(format_date, format="medium", locale=reading_for(request).lang),
    )  # fmt: skip


async def show_entry(request: web.Request) -> web.StreamResponse:
    """An entry as it is written, how citizens see it, and the form for who may edit."""
    await require(request, Right.READ_FAQ)
    editing = editing_of(request)
    id_ = request.match_info["entry"]
    if id_ == NEW:
        await require(request, Right.DRAFT_FAQ)
    where, seen = await file_of(request, id_)
    item = items_in(seen).get(id_, {})
    preview = await awaited_change(editing, seen, id_) if request[VISITOR].may(Right.APPROVE_FAQ) else None
    return await entry_page(
        request, item if isinstance(item, dict) else {}, seen.hash, where, preview=preview,
        said=request.query.get("said", ""),
    )  # fmt: skip


async def change_entry(request: web.Request) -> web.StreamResponse:
    """Preview, save, approve or discard, by the button pressed."""
    form = await read_form(request)
    act = form.get("do", "")
    visitor = await require(request, Right.APPROVE_FAQ if act == "approve" else Right.DRAFT_FAQ)
    editing, asked = editing_of(request), request.match_info["entry"]
    id_ = form.get("id", "").strip() if asked == NEW else asked
    where, seen = await file_of(request, asked, into=form.get("into", ""))
    found = items_in(seen).get(id_)
    old = found if isinstance(found, dict) else {}
    given = form.get("seen", "") or seen.hash
    new = item_with(old, form, USUAL, LISTS)
    try:
        if asked == NEW and await _taken(editing, id_):
            raise FilesBroken([_wrong(where, id_, "Die id fehlt oder ist vergeben.", "Anders nennen.")])
        match act:
            case "approve":
                await _approve(request, editing, id_, form.get("content", ""))
            case "discard":
                serves = editing.release().entry(id_)
                if serves is None:
                    raise FilesBroken(
                        [_wrong(where, id_, "Es gibt keine frühere Fassung.", "Als Entwurf lassen oder unten löschen.")]
                    )
                new = plain_of(serves)
            case "preview" | "save":
                if new != old:
                    new = {**new, "author": visitor.login}
                    new = {**new, "id": id_} if "id" in new else {"id": id_, **new}
                new.pop("status", None)
                if form.get("draft"):
                    new["status"] = "draft"
            case _:
                raise web.HTTPBadRequest(text="form")
        if act == "preview":
            preview = await _preview(editing, seen, id_, new, form.get("ask", ""))
            return await entry_page(request, new, given, where, preview=preview, ask=form.get("ask", ""), typed_id=id_)
        if act != "approve":
            data = with_item(seen.document.data, id_, new)
            await editing.ask(partial(save, file=where, data=data, seen=given))
    except FilesBroken as broken:
        return await entry_page(request, new, given, where, problems=broken.problems, status=422, typed_id=id_)
    except ChangedMeanwhile:
        return await entry_page(request, new, seen.hash, where, theirs=old, status=409, typed_id=id_)
    except (NotWritable, OSError):
        return await entry_page(request, new, given, where, said="readonly", status=503, typed_id=id_)
    await request.app[DEPS].journal.audit(
        row(visitor.login, Action(f"faq_{act}"), what=id_, before=_digest(old), after=_digest(new))
    )
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/faq/{id_}?said={act}")


async def _approve(request: web.Request, editing: Editing, id_: str, content: str) -> None:
    """As the second person, and of exactly what was shown."""
    visitor = request[VISITOR]
    located = await editing.ask(partial(located_in, id_=id_))
    if located is None:
        raise web.HTTPNotFound
    if content_hash(located.entry) != content:
        raise ChangedMeanwhile(id_)
    if any(same_person(one, located.entry.author) for one in (visitor.login, visitor.record.name)):
        told = row(visitor.login, Action.REFUSED, what=Action.FAQ_APPROVE, via="desk")
        await request.app[DEPS].journal.audit(told)
        what, mend = "Wer den Text geschrieben hat, gibt ihn nicht frei.", "Eine zweite Person darum bitten."
        raise FilesBroken([located.problem(("approval",), what, mend)])
    await editing.ask(lambda folder: editing.approve(folder, id_, visitor.login))


async def _preview(editing: Editing, seen: Seen, id_: str, new: dict[str, Plain], ask: str) -> dict[str, Any]:
    """What would change. Raises FilesBroken."""
    serves = editing.release()

    def work(folder: Path) -> dict[str, Any]:
        data = seen.document.data
        # As a draft it is in what is tried, whatever else it lacks.
        release = tried(folder, seen.document.file, changed(seen, with_item(data, id_, {**new, "status": "draft"})))
        found = foresee(serves, release, id_, on=_today(), ask=ask)
        before, after = "\n".join(seen.document.source), changed(seen, with_item(data, id_, new))
        lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
        entry = release.entry(id_)
        return {"found": found, "diff": lines, "shown": shown_of(entry, release) if entry else []}

    return await editing.ask(work)


async def awaited_change(editing: Editing, seen: Seen, id_: str) -> dict[str, Any] | None:
    """What an approval, also of a removal, would change for citizens; None where there is nothing to approve."""
    serves = editing.release()

    def work(folder: Path) -> dict[str, Any] | None:
        located = located_in(folder, id_)
        state = state_of(located.entry, written(folder), serves.town) if located else ""
        if located is None or state not in ("waiting", "draft", "leaving"):
            return None
        data = seen.document.data
        try:
            text = changed(seen, without_item(data, id_) if state == "leaving" else data)
            release = tried(folder, seen.document.file, text)
        except FilesBroken:  # somebody must mend the folder first; the page says what is wrong when they approve
            return None
        found = foresee(serves, release, id_, on=_today())
        old = serves.entry(id_)
        before, after = lines_of(old) if old else [], [] if state == "leaving" else lines_of(located.entry)
        lines = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
        return {"found": found, "diff": lines, "shown": []}  # the page shows what is written anyway

    return await editing.ask(work)


async def entry_page(
    request: web.Request, item: Mapping[str, Plain], hash_: str, where: str, *, problems: tuple[Problem, ...] = (),
    theirs: Mapping[str, Plain] | None = None, preview: Mapping[str, Any] | None = None, said: str = "",
    ask: str = "", status: int = 200, typed_id: str = "",
) -> web.Response:  # fmt: skip
    """The page of an entry: what it says, what somebody typed, what is wrong, what would change."""
    editing, id_ = editing_of(request), request.match_info["entry"]
    (found, files), release = await editing.ask(_with_files), editing.release()
    entry = next((one.entry for one in found.entries if one.entry.id == id_), None)
    serves = release.entry(id_)
    return page(
        request,
        "faq_entry.html",
        status=status,
        id=id_,
        where=where,
        files=files,
        entry=entry,
        state=state_of(entry, found, release.town) if entry else "draft",
        hindrances=hindrances(entry, found, release.town) if entry else (),
        typed_id=typed_id,
        content=content_hash(entry) if entry else "",
        shown=shown_of(entry, release) if entry else [],
        is_served=entry is not None and serves is not None and content_hash(entry) == content_hash(serves),
        fields=[one for one in fields_of(item, USUAL, LISTS, problems) if one.path.split(".")[0] not in HIDDEN],
        draft=item.get("status") == "draft",
        theirs=fields_of(theirs, (), LISTS) if theirs is not None else None,
        seen=hash_,
        problems=problems,
        preview=preview,
        said=said if said in ("save", "approve", "discard", "readonly", "propose", "withdraw") else "",
        named_by=[one.entry.id for one in found.entries if id_ in one.entry.related],
        takes_two=removal_takes_two(editing, id_),
        ask=ask,
    )


async def file_of(request: web.Request, id_: str, into: str = "") -> tuple[str, Seen]:
    """The file an entry stands in (a new one: goes into). Raises HTTPNotFound, HTTPSeeOther."""
    editing = editing_of(request)
    found = await editing.ask(written)
    located = next((one for one in found.entries if one.entry.id == id_), None)
    names = await editing.ask(_files)
    if located is None and found.errors and editing.release().entry(id_) is not None:
        # Its file cannot be read: the list says which, and how to mend it.
        raise web.HTTPSeeOther(f"{request.app[DEPS].base}/faq")
    if located is None and (id_ != NEW or not names):
        raise web.HTTPNotFound
    where = located.document.file if located else f"faq/{into if into in names else names[0]}"
    return where, await editing.ask(partial(look, file=where))


async def _taken(editing: Editing, id_: str) -> bool:
    return not id_ or id_ == NEW or await editing.ask(partial(located_in, id_=id_)) is not None


def removal_takes_two(editing: Editing, id_: str) -> bool:
    """Whether a second person must agree before the entry goes: where the town wants that, and citizens get it."""
    release = editing.release()
    return release.town.faq_approval == "four_eyes" and release.entry(id_) is not None


def located_in(folder: Path, id_: str) -> Located | None:
    """An entry and where it stands."""
    return next((one for one in written(folder).entries if one.entry.id == id_), None)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "faq").glob("*.yaml"))


def _with_files(folder: Path) -> tuple[Folder, list[str]]:
    return written(folder), _files(folder)


def _digest(item: Mapping[str, Plain]) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


def _wrong(file: str, entry: str, what: str, mend: str) -> Problem:
    return Problem(file=file, line=0, entry=entry, what=what, mend=mend)


def _today() -> date:
    return datetime.now(UTC).date()
