"""Which stored files belong to which conversation: written with what names them, read by whoever sweeps or erases."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from redis.asyncio.client import Pipeline

from handoff.files.kinds import is_ref
from handoff.journal.folds import Folds, Span

_AT_ONCE = 200


class FileIndex(Folds):
    """The town's index of stored files."""

    async def file_owner(self, ref: str) -> str | None:
        """The conversation that names a stored file; None: no message does."""
        found: str | None = await self._store.call(lambda r: r.hget(self._keys("files"), ref))
        return found

    async def files_of(self, conversation: str) -> set[str]:
        """The stored files that a conversation names."""
        return {str(ref) for ref in await self._store.call(lambda r: r.smembers(self._keys("files", conversation)))}

    async def forget_files(self, conversation: str, refs: Collection[str]) -> None:
        """Take some of a conversation's files out of the index; do it once they are removed."""
        named = sorted(refs)

        def fill(pipe: Pipeline) -> None:
            pipe.hdel(self._keys("files"), *named)
            pipe.srem(self._keys("files", conversation), *named)
            for name in ("drafted", "exported"):
                pipe.zrem(self._keys(name), *named)

        if named:
            await self._store.pipeline(fill)

    async def unnamed_files(self, refs: Iterable[str]) -> list[str]:
        """Those of the files that no message names, and no draft."""
        wanted = list(refs)
        found: list[str] = []
        for start in range(0, len(wanted), _AT_ONCE):
            found += await self._unnamed(wanted[start : start + _AT_ONCE])
        return found

    async def _unnamed(self, refs: list[str]) -> list[str]:
        def fill(pipe: Pipeline) -> None:
            pipe.hmget(self._keys("files"), refs)
            pipe.zmscore(self._keys("drafted"), refs)

        owners, drafted = await self._store.pipeline(fill)
        return [ref for ref, owner, until in zip(refs, owners, drafted, strict=True) if owner is None and until is None]

    async def file_key(self, address: str, ref: str) -> str:
        """What an address must show to get a file: made from the town's secret, stored nowhere."""
        digest = hmac.new((await self.town_secret()).encode(), f"file\0{address}\0{ref}".encode(), hashlib.sha256)
        return digest.hexdigest()[:40]

    async def index_files(self) -> None:
        """Once a town: index what rows named before there was an index, so that nothing of it is swept."""
        meta = self._keys("meta")
        if await self._store.call(lambda r: r.hget(meta, "files_indexed")):
            return
        async for names in self._store.names(self._keys("rows", ""), _AT_ONCE):
            for name in names:
                await self._index_case(name.rsplit(":", 1)[1])
        await self._store.call(lambda r: r.hset(meta, "files_indexed", "1"))

    async def _index_case(self, case: str) -> None:
        conversation = (await self.stored_cases([case]))[0].get("conversation")
        (lines,) = await self.transcript_lines([Span(case=case)])
        refs = [ref for line in lines for ref in stored_refs(json.loads(line.split("\t", 2)[2])["body"])]
        if not conversation or not refs:
            return

        def fill(pipe: Pipeline) -> None:
            for ref in refs:
                pipe.hsetnx(self._keys("files"), ref, conversation)
                pipe.sadd(self._keys("files", conversation), ref)

        await self._store.pipeline(fill)


def stored_refs(body: Mapping[str, Any]) -> list[str]:
    """The stored files that a row's body names; a channel's own ids are none."""
    return [ref for file in body.get("attachments", ()) if is_ref(ref := str(file.get("ref", "")))]
