"""What staff have typed and not sent: kept for each of them and each handoff, and gone when it is sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass
from redis.asyncio.client import Pipeline

from handoff.enclosure import Enclosure
from handoff.journal.townstore import TownStore, stamp
from handoff.retention import DRAFTS_FOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What one member has typed for one handoff. ``refused``: it was sent and not taken; who had the case then."""

    receipt: str
    text: str
    files: tuple[Enclosure, ...] = ()
    refused: str = ""


_ADAPTER: TypeAdapter[Draft] = TypeAdapter(Draft)


class Drafts(TownStore):
    """The drafts of a town's staff, by conversation: erased with it."""

    async def draft(self, conversation: str, login: str, receipt: str) -> Draft | None:
        """What a member has typed for a handoff."""
        stored = await self._store.call(lambda r: r.hget(self._keys("draft", conversation), _field(login, receipt)))
        return _ADAPTER.validate_json(stored) if stored else None

    async def drafts_for(self, conversation: str, receipts: Collection[str]) -> list[tuple[str, Draft]]:
        """What members have typed for some of a conversation's handoffs, with the field that it is kept in."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("draft", conversation)))
        drafts = [(field, _ADAPTER.validate_json(text)) for field, text in sorted(stored.items())]
        return [(field, draft) for field, draft in drafts if draft.receipt in receipts]

    async def unsent(self, conversation: str, login: str) -> frozenset[str]:
        """The receipts of the handoffs in which a reply of a member was not taken and is still kept for them."""
        kept = await self._store.call(lambda r: r.hgetall(self._keys("draft", conversation)))
        mine = {field.removesuffix(f" {login}"): text for field, text in kept.items() if field.endswith(f" {login}")}
        return frozenset(receipt for receipt, text in mine.items() if _ADAPTER.validate_json(text).refused)

    async def keep_draft(self, conversation: str, login: str, draft: Draft) -> None:
        """Keep it instead of what was kept of that handoff before; an empty one is dropped."""
        if not draft.text.strip() and not draft.files:
            return await self.drop_draft(conversation, login, draft.receipt)
        key, text = self._keys("draft", conversation), _ADAPTER.dump_json(draft, exclude_defaults=True).decode()
        now = datetime.now(UTC)

        def fill(pipe: Pipeline) -> None:
            pipe.hset(key, _field(login, draft.receipt), text)
            pipe.pexpire(key, DRAFTS_FOR)
            if draft.files:  # no message names them yet: they are not to be swept away meanwhile
                pipe.zadd(self._keys("drafted"), {file.ref: stamp(now + DRAFTS_FOR) for file in draft.files})
            pipe.zremrangebyscore(self._keys("drafted"), "-inf", stamp(now))

        await self._store.pipeline(fill)
        return None

    async def drop_draft(self, conversation: str, login: str, receipt: str) -> None:
        """It was sent, or thrown away."""
        await self._store.call(lambda r: r.hdel(self._keys("draft", conversation), _field(login, receipt)))


def _field(login: str, receipt: str) -> str:
    """A citizen may come with something new while something old is still to be sent: each has its own."""
    return f"{receipt} {login}"
