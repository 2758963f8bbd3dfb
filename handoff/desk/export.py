"""One case for the file: a page to print and keep, JSON, or both with the files themselves as a ZIP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import hdrs, web

from handoff.audit import Action, row
from handoff.desk.casefile import Source, WholeCase, as_json, as_page, whole_case, write_zip
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CASE, VISITOR, case_for, require
from handoff.desk.rendering import guard, reading_for
from handoff.files.disk import in_thread
from handoff.rights import Right

_SHEET: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_CHUNK: Final = 256 * 1024


def routes() -> list[web.RouteDef]:
    """Where the files are."""
    return [web.get(CASE + r"/export.{as:html|json|zip}", export, name="export")]


async def export(request: web.Request) -> web.StreamResponse:
    """The whole case as somebody may see it, to be saved."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    case = await case_for(deps, visitor, request.match_info["conversation"], receipt=request.query.get("receipt", ""))
    if case is None:
        raise web.HTTPNotFound(text="case")
    receipt, kind = case.ticket.receipt, request.match_info["as"]
    await require(request, Right.EXPORT_CASE, case.ticket.department)
    await deps.journal.audit(row(visitor.login, Action.EXPORT, receipt=receipt, form=kind))
    whole = await whole_case(deps.journal, deps.town, case, (visitor.login, visitor.record.name))
    headers: dict[str, str] = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{receipt}.{kind}"'}
    if kind == "zip":
        return await _send_zip(request, whole, headers)
    if kind == "json":
        return web.Response(text=as_json(whole), content_type="application/json", charset="utf-8", headers=headers)
    text = await as_page(_source(deps), whole, reading_for(request))
    headers["Content-Security-Policy"] = _SHEET
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)


async def _send_zip(request: web.Request, whole: WholeCase, headers: dict[str, str]) -> web.StreamResponse:
    deps = request.app[DEPS]
    async with _workplace() as folder:
        target = folder / "case.zip"
        await write_zip(target, _source(deps), whole, reading_for(request))
        response = web.StreamResponse(headers=headers | {hdrs.CONTENT_TYPE: "application/zip"})
        response.content_length = (await in_thread(target.stat)).st_size
        guard(response, deps, lasting=False)
        await response.prepare(request)
        with target.open("rb") as file:
            while chunk := await in_thread(file.read, _CHUNK):
                await response.write(chunk)
        await response.write_eof()
    return response


def _source(deps: DeskDeps) -> Source:
    return Source(journal=deps.journal, files=deps.files, fetch=deps.fetch_attachment)


@asynccontextmanager
async def _workplace() -> AsyncIterator[Path]:
    """A folder for the moment; nobody else may read it."""
    folder = await asyncio.to_thread(TemporaryDirectory, prefix="buergerdraht-")
    try:
        yield Path(folder.name)
    finally:
        await in_thread(folder.cleanup)
