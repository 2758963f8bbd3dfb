"""The FAQ at the desk: read as citizens see it, drafted, looked at before it counts, approved by a second person."""

from __future__ import annotations

import asyncio
import difflib
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from faq.approval import ADMINISTRATIVE, content_hash, obstacle, same_person
from faq.checks import Located
from faq.entry import Entry, render
from faq.errors import FilesBroken, Problem, UnknownFact
from faq.folder import read_folder
from faq.foresight import foresee
from faq.interchange.plain import flat, plain_of
from faq.markdown import from_markdown
from faq.richtext import to_html
from faq.safefile import ChangedMeanwhile
from faq.townfiles import NotWritable, Seen, changed, look, save, tried
from faq.yamlfile import Plain
from handoff.audit import Action, row
from handoff.desk.deps import DEPS
from handoff.desk.door import VISITOR, read_form, require
from handoff.desk.editing import Editing, fields_of, item_with
from handoff.desk.rendering import page
from handoff.desk.townpages import NEW, editing_of, items_in, with_item
from handoff.rights import Right

USUAL: Final = (
    *("question.de", "question.en", "paraphrases.de", "paraphrases.en", "answer.de", "answer.en", "easy"),
    *("department", "office", "source", "checked", "owner", "review", "deputy", "valid_from", "valid_until"),
    *(f"facets.{name}.de" for name in ("fee", "documents", "deadline", "where", "processing_time")),
    *("facets.online", "facets.appointment", "not_for.de", "related"),
)
LISTS: Final = ("paraphrases", "not_for", "related")
HIDDEN: Final = ("id", "author", "status", "approval")
STATES: Final = ("live", "draft", "waiting", "due")


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
    found = await asyncio.to_thread(read_folder, editing.folder)
    words, state = request.query.get("q", "").casefold().split(), request.query.get("state", "")
    rows = [(one.entry, _state(one.entry, editing)) for one in found.entries]
    rows = [
        (entry, now)
        for entry, now in rows
        if (not state or state == now) and all(word in _searched(entry) for word in words)
    ]
    return page(request, "faq.html", rows=rows, asked=dict(request.query), states=STATES, errors=found.errors)


async def show_entry(request: web.Request) -> web.StreamResponse:
    """An entry as it is written, how citizens see it, and the form for who may edit."""
    await require(request, Right.READ_FAQ)
    editing = editing_of(request)
    id_ = request.match_info["entry"]
    if id_ == NEW:
        await require(request, Right.DRAFT_FAQ)
    where, seen = await _seen(editing, id_)
    item = items_in(seen).get(id_, {})
    preview = await _to_approve(editing, seen, id_) if request[VISITOR].may(Right.APPROVE_FAQ) else None
    return await _form(
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
    where, seen = await _seen(editing, asked, into=form.get("into", ""))
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
                    raise FilesBroken([_wrong(where, id_, "Es gibt keine frühere Fassung.", "Als Entwurf lassen.")])
                new = plain_of(serves)
            case "preview" | "save":
                if new != old:
                    new = {**new, "author": visitor.login}
                    new = {**new, "id": id_} if "id" in new else {"id": id_, **new}
                new.pop("status", None)
                if form.get("draft") or act == "preview":
                    new["status"] = "draft"
            case _:
                raise web.HTTPBadRequest(text="form")
        if act == "preview":
            preview = await _preview(editing, seen, id_, new, form.get("ask", ""))
            if not form.get("draft"):
                new.pop("status")  # it was a draft for the preview only
            return await _form(request, new, given, where, preview=preview, ask=form.get("ask", ""))
        if act != "approve":
            data = with_item(seen.document.data, id_, new)
            await asyncio.to_thread(partial(save, editing.folder, where, data, seen=given))
    except FilesBroken as broken:
        return await _form(request, new, given, where, problems=broken.problems, status=422)
    except ChangedMeanwhile:
        return await _form(request, new, seen.hash, where, theirs=old, status=409)
    except (NotWritable, OSError):
        return await _form(request, new, given, where, said="readonly", status=503)
    await request.app[DEPS].journal.audit(
        row(visitor.login, Action(f"faq_{act}"), what=id_, before=_digest(old), after=_digest(new))
    )
    raise web.HTTPSeeOther(f"{request.app[DEPS].base}/faq/{id_}?said={act}")


async def _approve(request: web.Request, editing: Editing, id_: str, content: str) -> None:
    """As the second person, and of exactly what was shown."""
    visitor = request[VISITOR]
    located = await asyncio.to_thread(_located, editing.folder, id_)
    if located is None:
        raise web.HTTPNotFound
    if content_hash(located.entry) != content:
        raise ChangedMeanwhile(id_)
    if same_person(visitor.record.name, located.entry.author):
        told = row(visitor.login, Action.REFUSED, what=Action.FAQ_APPROVE, via="desk")
        await request.app[DEPS].journal.audit(told)
        what, mend = "Wer den Text geschrieben hat, gibt ihn nicht frei.", "Eine zweite Person darum bitten."
        raise FilesBroken([located.problem(("approval",), what, mend)])
    await asyncio.to_thread(editing.approve, id_, visitor.login)


async def _preview(editing: Editing, seen: Seen, id_: str, new: dict[str, Plain], ask: str) -> dict[str, Any]:
    """What would change. Raises FilesBroken."""
    serves = editing.release()

    def work() -> dict[str, Any]:
        text = changed(seen, with_item(seen.document.data, id_, new))
        release = tried(editing.folder, seen.document.file, text)
        found = foresee(serves, release, id_, on=_today(), ask=ask)
        before = "\n".join(seen.document.source).splitlines()
        lines = list(difflib.unified_diff(before, text.splitlines(), lineterm="", n=2))[2:]
        return {"found": found, "diff": lines}

    return await asyncio.to_thread(work)


async def _to_approve(editing: Editing, seen: Seen, id_: str) -> dict[str, Any] | None:
    """What an approval would change for citizens, against what serves; None where there is nothing to approve."""
    serves = editing.release()

    def work() -> dict[str, Any] | None:
        located = _located(editing.folder, id_)
        if located is None or _state(located.entry, editing) not in ("waiting", "draft"):
            return None
        try:
            release = tried(editing.folder, seen.document.file, "\n".join(seen.document.source))
        except FilesBroken:  # somebody must mend the folder first; the page says what is wrong when they approve
            return None
        found = foresee(serves, release, id_, on=_today())
        old = serves.entry(id_)
        before, after = _lines(old) if old else [], _lines(located.entry)
        return {"found": found, "diff": list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]}

    return await asyncio.to_thread(work)


def _lines(entry: Entry) -> list[str]:
    """What citizens get of an entry, line by line."""
    lines: list[str] = []
    for path, value in flat(plain_of(entry)).items():
        if path[0] not in ADMINISTRATIVE:
            texts = value.splitlines() if isinstance(value, str) else [str(one) for one in value or ()]
            lines += [f"{'.'.join(path)}:", *(f"  {text}" for text in texts)]
    return lines


async def _form(
    request: web.Request, item: Mapping[str, Plain], hash_: str, where: str, *, problems: tuple[Problem, ...] = (),
    theirs: Mapping[str, Plain] | None = None, preview: Mapping[str, Any] | None = None, said: str = "",
    ask: str = "", status: int = 200,
) -> web.Response:  # fmt: skip
    editing, id_ = editing_of(request), request.match_info["entry"]
    located = await asyncio.to_thread(_located, editing.folder, id_)
    entry = located.entry if located else None
    return page(
        request,
        "faq_entry.html",
        status=status,
        id=id_,
        where=where,
        files=sorted(path.name for path in (editing.folder / "faq").glob("*.yaml")),
        entry=entry,
        state=_state(entry, editing) if entry else "draft",
        content=content_hash(entry) if entry else "",
        shown=_shown(entry, editing) if entry else [],
        fields=[one for one in fields_of(item, USUAL, LISTS, problems) if one.path.split(".")[0] not in HIDDEN],
        draft=item.get("status") == "draft",
        theirs=fields_of(theirs, (), LISTS) if theirs is not None else None,
        seen=hash_,
        problems=problems,
        preview=preview,
        said=said if said in ("save", "approve", "discard", "readonly") else "",
        ask=ask,
    )


async def _seen(editing: Editing, id_: str, into: str = "") -> tuple[str, Seen]:
    """The file an entry stands in (a new one: goes into). Raises HTTPNotFound."""
    located = await asyncio.to_thread(_located, editing.folder, id_)
    names = sorted(path.name for path in (editing.folder / "faq").glob("*.yaml"))
    if located is None and (id_ != NEW or not names):
        raise web.HTTPNotFound
    where = located.document.file if located else f"faq/{into if into in names else names[0]}"
    return where, await asyncio.to_thread(look, editing.folder, where)


async def _taken(editing: Editing, id_: str) -> bool:
    return not id_ or id_ == NEW or await asyncio.to_thread(_located, editing.folder, id_) is not None


def _located(folder: Path, id_: str) -> Located | None:
    return next((one for one in read_folder(folder).entries if one.entry.id == id_), None)


def _state(entry: Entry, editing: Editing) -> str:
    release = editing.release()
    if entry.status == "draft":
        return "draft"
    if obstacle(entry, release.town, datetime.now(UTC)) is not None:
        return "waiting"
    return "due" if entry.review < _today() else "live"


def _shown(entry: Entry, editing: Editing) -> list[tuple[str, Markup]]:
    """The answers as citizens get them, by language and in Leichte Sprache."""
    release = editing.release()
    shown = []
    for lang, easy in [*((lang, False) for lang in entry.answer), *([("de", True)] if entry.easy else [])]:
        try:
            text = to_html(from_markdown(render(release, entry, lang, easy).text))
        except UnknownFact:
            continue
        shown.append(("easy" if easy else lang, Markup(text)))  # noqa: S704 - escaped by to_html
    return shown


def _searched(entry: Entry) -> str:
    phrases = [text for many in entry.paraphrases.values() for text in many]
    return " ".join([entry.id, *entry.question.values(), *phrases, *entry.answer.values()]).casefold()


def _digest(item: Mapping[str, Plain]) -> str:
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


def _wrong(file: str, entry: str, what: str, mend: str) -> Problem:
    return Problem(file=file, line=0, entry=entry, what=what, mend=mend)


def _today() -> date:
    return datetime.now(UTC).date()
