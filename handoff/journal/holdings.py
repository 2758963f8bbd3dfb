"""All that is stored of one citizen, read for them. What of it is left out is said in `docs/adr/0021-erasure.md`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from redis.asyncio.client import Pipeline

from handoff.erasure import Asked, asked_from_json, asked_to_json
from handoff.journal.forgetting import Forgetting
from handoff.journal.townstore import stamp, time_of

_AT_ONCE: Final = 500
_SECRETS: Final = frozenset({"link", "lease", "leased", "takes", "tv", "kv"})
"""Of a conversation: what would open it to others, and counters that say nothing."""


class Holdings(Forgetting):
    """Reads what there is of a citizen, and keeps the copies that they asked for."""

    async def holdings_of(self, conversation: str) -> dict[str, Any]:
        """Everything, by kind, as plain values. Raises JournalError."""
        names = await self.names_of(conversation)
        for case in names.cases:
            await self.unfold_case(case)  # each key is told by its name

        def fill(pipe: Pipeline) -> None:
            pipe.hgetall(self._keys("conv", conversation))
            pipe.hgetall(self._keys("draft", conversation))
            pipe.get(self._keys("notice", conversation))
            pipe.get(self._keys("callback", conversation))
            pipe.lrange(self._keys("mail", conversation), 0, -1)
            pipe.hgetall(self._keys("unread", conversation))
            pipe.smembers(self._keys("open", conversation))
            pipe.smembers(self._keys("files", conversation))
            pipe.lrange(self._keys("ends", conversation), 0, -1)
            pipe.get(self._keys("told", f"reader:{conversation}"))
            pipe.zscore(self._keys("due"), conversation)
            pipe.zscore(self._keys("reachable"), conversation)
            pipe.zscore(self._keys("callbacks"), conversation)

        found = await self._store.pipeline(fill)
        conv, drafts, notice, callback, mail, unread, waiting, files, ends, told, *times = found
        return {
            "conversation": {
                "id": conversation,
                **{name: _value(text) for name, text in conv.items() if name not in _SECRETS},
            },
            "addresses": list(names.addresses),
            "cases": [await self._case(case) for case in names.cases],
            "handoffs": [await self._handoff(receipt) for receipt in names.receipts],
            "drafts": [{"receipt": name.split(" ", 1)[0], "draft": _value(text)} for name, text in drafts.items()],
            "notices_by_mail": _value(notice),
            "told_by_mail": _value(told),
            "call_back": _value(callback),
            "not_read_yet": [_value(text) for text in mail],
            "set_aside": await self._set_aside(conversation, names.addresses),
            "unanswered": sorted(waiting),
            "settled_when_shown": unread,
            "ends": ends,
            "files": sorted(files),
            "sent_as": await self._posted(conversation),
            "times": {
                name: time_of(int(at)).isoformat()
                for name, at in zip(("next_look", "reachable_until", "call_back_until"), times, strict=True)
                if at is not None
            },
            "acts": await self._acts(conversation, names.receipts),
        }

    async def _case(self, case: str) -> dict[str, Any]:
        def fill(pipe: Pipeline) -> None:
            pipe.hgetall(self._keys("case", case))
            pipe.lrange(self._keys("rows", case), 0, -1)
            pipe.lrange(self._keys("did", case), 0, -1)
            pipe.smembers(self._keys("deliveries", case))

        about, rows, did, deliveries = await self._store.pipeline(fill)
        return {
            "id": case,
            **{name: _time(name, text) for name, text in about.items()},
            "rows": [_line(line) for line in rows],
            "acts": [_line(line) for line in did],
            "deliveries": await self._deliveries_of(sorted(deliveries)),
        }

    async def _deliveries_of(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        def fill(pipe: Pipeline) -> None:
            for delivery in ids:
                pipe.hgetall(self._keys("delivery", delivery))

        found = await self._store.pipeline(fill) if ids else []
        return [
            {"id": id_, **{name: _time(name, text) for name, text in one.items()}}
            for id_, one in zip(ids, found, strict=True)
            if one
        ]

    async def _handoff(self, receipt: str) -> dict[str, Any]:
        def fill(pipe: Pipeline) -> None:
            pipe.hgetall(self._keys("handoff", receipt))
            pipe.hget(self._keys("holds"), receipt)
            pipe.hget(self._keys("filemarks"), receipt)
            pipe.hget(self._keys("topics"), receipt)

        handoff, hold, mark, topic = await self._store.pipeline(fill)
        return {
            "receipt": receipt,
            **{name: _value(text) for name, text in handoff.items()},
            "hold": _value(hold),
            "file_mark": _value(mark),
            "staff_group_topic": topic,
        }

    async def _posted(self, conversation: str) -> dict[str, Any]:
        channels = ("telegram", "web", "mail")

        def fill(pipe: Pipeline) -> None:
            for channel in channels:
                pipe.hgetall(self._keys("posted", channel, f"citizen:{conversation}"))

        found = await self._store.pipeline(fill)
        return {channel: one for channel, one in zip(channels, found, strict=True) if one}

    async def _set_aside(self, conversation: str, addresses: Sequence[str]) -> list[Any]:
        parked = [_value(text) for text in await self._store.call(lambda r: r.hvals(self._keys("parked")))]
        found = [one for one in parked if isinstance(one, Mapping) and one.get("conversation") == conversation]
        names = [re.escape(name) for one in addresses if (name := one.partition(":")[2])]
        events = await self._store.call(lambda r: r.zrange(self._keys("parked", "index"), 0, -1)) if names else []
        wanted = re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in names))
        for start in range(0, len(events), _AT_ONCE):
            keys = [self._keys("parked", "raw", event) for event in events[start : start + _AT_ONCE]]
            texts = await self._store.call(lambda r, keys=keys: r.mget(keys))  # type: ignore[misc]
            found += [_value(text) for text in texts if text and wanted.search(text)]
        return found

    async def _acts(self, conversation: str, receipts: Sequence[str]) -> list[dict[str, Any]]:
        """Who did what with it, as the record of acts says."""
        found: list[dict[str, Any]] = []
        last = "-"
        while entries := await self._store.call(
            lambda r, at=last: r.xrange(self._keys("audit"), min=at, count=_AT_ONCE)  # type: ignore[misc]
        ):
            for id_, fields in entries:
                row = _value(fields.get("row"))
                if isinstance(row, dict) and (
                    row.get("conversation") == conversation or row.get("receipt") in receipts
                ):
                    found.append({"at": time_of(str(id_).split("-")[0]).isoformat(), **row})
            last = f"({entries[-1][0]}"
        return found

    # -- the copies

    async def ask_export(self, conversation: str, asked: Asked) -> None:
        """Have a copy made."""
        text = asked_to_json(asked)
        await self._store.call(lambda r: r.hsetnx(self._keys("exports"), conversation, text))

    async def exports(self) -> dict[str, Asked]:
        """Who waits for a copy, by conversation."""
        found = await self._store.call(lambda r: r.hgetall(self._keys("exports")))
        return {conversation: asked_from_json(text) for conversation, text in sorted(found.items())}

    async def drop_export(self, conversation: str) -> None:
        """It was made, or cannot be."""
        await self._store.call(lambda r: r.hdel(self._keys("exports"), conversation))

    async def keep_copy(self, ref: str, until: datetime) -> None:
        """A copy is kept until then."""
        await self._store.call(lambda r: r.zadd(self._keys("exported"), {ref: stamp(until)}))

    async def copies(self, refs: Sequence[str]) -> set[str]:
        """Those of the files that are copies."""
        if not refs:
            return set()
        found = await self._store.call(lambda r: r.zmscore(self._keys("exported"), list(refs)))
        return {ref for ref, until in zip(refs, found, strict=True) if until is not None}

    async def copies_over(self, now: datetime) -> list[str]:
        """Copies whose time is over."""
        found = await self._store.call(lambda r: r.zrangebyscore(self._keys("exported"), "-inf", stamp(now)))
        return [str(ref) for ref in found]

    async def forget_copies(self, refs: Sequence[str]) -> None:
        """They are removed."""
        owners = await self._store.call(lambda r: r.hmget(self._keys("files"), list(refs))) if refs else []

        def fill(pipe: Pipeline) -> None:
            for ref, owner in zip(refs, owners, strict=True):
                pipe.zrem(self._keys("exported"), ref)
                pipe.hdel(self._keys("files"), ref)
                if owner:
                    pipe.srem(self._keys("files", owner), ref)

        if refs:
            await self._store.pipeline(fill)


def _line(line: str) -> dict[str, Any]:
    number, at, text = line.split("\t", 2)
    value = _value(text)
    return {"n": int(number), "at": time_of(at).isoformat(), **(value if isinstance(value, dict) else {"text": value})}


def _value(text: str | None) -> Any:
    """JSON where it is some, else the text."""
    if text is None:
        return None
    if text[:1] in "{[":
        with suppress(ValueError):
            return json.loads(text)
    return text


def _time(name: str, text: str) -> Any:
    if name in {"opened", "closed", "at", "made"} and text.isdigit():
        return time_of(text).isoformat()
    return _value(text)
