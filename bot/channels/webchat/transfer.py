"""Files over HTTP: a citizen's on their way in, and all of the conversation's on their way out."""

from __future__ import annotations

import asyncio
import hmac
from datetime import timedelta
from typing import Final
from urllib.parse import quote, unquote

from aiohttp import web

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import Named
from bot.channels.webchat.identity import address_of, is_token
from bot.channels.webchat.returning import digest
from bot.dialogue.events import Attachment
from handoff.files.kinds import Refused, is_picture, is_ref, kind_of_ref, plain_name, safe_name
from handoff.files.store import FileAway, Kept
from handoff.files.telling import tell_refused
from handoff.journal.records import JournalError

_WINDOW: Final = timedelta(hours=1)
_CHUNK: Final = 256 * 1024
_STATUS: Final = {"large": 413, "type": 415, "full": 507, "away": 503}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


async def attachment_of(deps: WebChatDeps, conversation: str | None, named: Named) -> Attachment | None:
    """A file uploaded before; None when it is not there or belongs to another conversation.

    Raises JournalError, OSError.
    """
    kept = await deps.files.find(named.ref)
    if kept is None or await deps.journal.file_owner(named.ref) not in {None, conversation}:
        return None
    latitude, longitude = named.place or (None, None)
    return Attachment(
        kind="photo" if is_picture(kept.mime) else "document",
        ref=kept.ref,
        name=safe_name(named.name, kind_of_ref(kept.ref)),
        mime=kept.mime,
        size=kept.size,
        latitude=latitude,
        longitude=longitude,
    )


class Transfer:
    """The files of one town's web chat."""

    def __init__(self, deps: WebChatDeps) -> None:
        self._deps = deps

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take one file: its bytes are the body, its name is in X-File-Name, percent-encoded."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not is_token(token):
            return _refused(401, "token")
        deps, limits = self._deps, self._deps.limits
        if (request.content_length or 0) > deps.files.rules.size:
            return _refused(413, "large")
        address = address_of(token)
        remote = digest(deps.remote(request))
        name = unquote(request.headers.get("X-File-Name", ""))
        try:
            conversation = await deps.journal.find(address)
            if conversation is None:
                return _refused(401, "token")
            for key in (f"upload:at:{address[4:28]}", f"upload:from:{remote}"):
                if await deps.journal.count_attempt(key, _WINDOW) > limits.uploads:
                    return _refused(429, "often")
            async with asyncio.timeout(limits.upload_within):
                kept = await deps.files.keep(request.content.iter_chunked(_CHUNK), name)
            if isinstance(kept, Refused) and kept.why == "infected":
                deps.count("infected")
                shown = deps.mask(plain_name(name)).text
                await tell_refused(deps.journal, conversation, file=f"upload:{shown}", name=shown, why="infected")
        except JournalError:
            return _refused(503, "away")
        except TimeoutError:
            return _refused(408, "slow")
        except OSError:
            deps.count("upload-failed")
            return _refused(503, "away")
        return _kept(kept) if isinstance(kept, Kept) else _refused(_STATUS.get(kept.why, 422), kept.why)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file to whoever has the address that the conversation's page was told."""
        ref, key = request.match_info["ref"], request.match_info["key"]
        try:
            if not is_ref(ref) or not await self._fits(ref, key):
                raise web.HTTPNotFound(headers=_HEADERS)
            path = await self._deps.files.path(ref)
        except JournalError:
            raise web.HTTPServiceUnavailable(headers=_HEADERS) from None
        except FileAway:
            raise web.HTTPNotFound(headers=_HEADERS) from None
        kind = kind_of_ref(ref)
        name = safe_name(request.match_info["name"], kind) or f"datei.{kind.endings[0]}"
        return web.FileResponse(
            path,
            headers={
                **_HEADERS,
                "Content-Type": kind.mime,
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            },
        )

    async def _fits(self, ref: str, key: str) -> bool:
        """Whether the key is that of an address which the file's conversation has now."""
        journal = self._deps.journal
        conversation = await journal.file_owner(ref)
        snapshot = await journal.snapshot(conversation) if conversation else None
        fits = False
        for address in snapshot.addresses if snapshot else ():
            fits |= hmac.compare_digest(key.encode(), (await journal.file_key(address, ref)).encode())
        return fits


def _kept(kept: Kept) -> web.Response:
    place = [kept.position.latitude, kept.position.longitude] if kept.position else None
    told = {"ref": kept.ref, "name": kept.name, "mime": kept.mime, "size": kept.size, "held": kept.held, "place": place}
    return web.json_response(told)


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"why": why}, status=status)
