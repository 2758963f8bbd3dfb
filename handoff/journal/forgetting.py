"""Erasing a whole citizen, as the store sees it: who is to be forgotten, what there is of them, what is left over."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.address import channel_of
from handoff.audit import AuditRow
from handoff.erasure import Asked, asked_from_json, asked_to_json
from handoff.journal import scripts
from handoff.journal.records import State
from handoff.journal.retaining import Retaining
from handoff.journal.townstore import stamp, time_of
from handoff.retention import Ended

VANISHED_FOR: Final = timedelta(days=7)
"""So long staff see that a case of theirs was erased."""
_AT_ONCE: Final = 500
_LATE: Final = frozenset({State.NEW, State.SENDING, State.RETRY})
_NOT_SWEPT: Final = ("audit", "feed", "erasures", "at")
"""Streams of ids, the erasure itself, and addresses: whoever comes back has them again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """By which names a conversation's things are stored. ``conduct`` is its measure as it is stored."""

    conversation: str
    addresses: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    conduct: str = ""


class Forgetting(Retaining):
    """The erasures that were asked for, and what their steps need."""

    async def ask_erasure(self, conversation: str, asked: Asked) -> bool:
        """Have everything of a conversation erased; False when there is none. Asking twice changes nothing."""
        (said,) = await self._run(scripts.FORGET, conversation, asked_to_json(asked))
        return bool(said != "gone")

    async def erasures(self) -> dict[str, Asked]:
        """What is being erased, by conversation."""
        found = await self._store.call(lambda r: r.hgetall(self._keys("erasures")))
        return {conversation: asked_from_json(text) for conversation, text in sorted(found.items())}

    async def put_erasure(self, conversation: str, asked: Asked) -> None:
        """How far it has come."""
        await self._store.call(lambda r: r.hset(self._keys("erasures"), conversation, asked_to_json(asked)))

    async def drop_erasure(self, conversation: str, row: AuditRow) -> None:
        """It has ended; the audit says so once."""
        await self._run(scripts.FORGOTTEN, conversation, row.text)

    async def names_of(self, conversation: str) -> Names:
        """By which names a conversation's things are stored."""

        def fill(pipe: Pipeline) -> None:
            pipe.smembers(self._keys("addresses", conversation))
            pipe.lrange(self._keys("handoffs", conversation), 0, -1)
            pipe.hget(self._keys("conv", conversation), "conduct")

        addresses, receipts, conduct = await self._store.pipeline(fill)
        return Names(
            conversation=conversation,
            addresses=tuple(sorted(addresses)),
            cases=tuple(await self.cases_of(conversation)),
            receipts=tuple(receipts),
            conduct=conduct or "",
        )

    async def cases_as_ended(self, conversation: str) -> list[Ended]:
        """All cases of a conversation as if they had ended, with what is said about them."""
        receipts: list[str] = await self._store.call(lambda r: r.lrange(self._keys("handoffs", conversation), 0, -1))
        tickets = await self.stored_tickets(receipts)
        holds, marks = await self.marks_of(sorted(tickets))
        cases = await self.cases_of(conversation)
        now, found = await self.store_time(), await self.stored_cases(cases)
        return [
            Ended(
                case=case,
                conversation=conversation,
                ended=time_of(about["closed"]) if about.get("closed") else now,
                tickets=(mine := tuple(t for r, t in tickets.items() if r == about.get("receipt") or t.case == case)),
                holds=tuple(holds[t.receipt] for t in mine if t.receipt in holds),
                marks=tuple(marks[t.receipt] for t in mine if t.receipt in marks),
            )
            for case, about in zip(cases, found, strict=True)
        ]

    async def cut_off(self, conversation: str) -> None:
        """Nothing leads to the conversation any more; what came meanwhile is played as that of a stranger."""
        await self._run(scripts.CUT_OFF, conversation, secrets.token_urlsafe(9))

    async def goes_next(self, conversation: str, case: str) -> None:
        """An ended case goes with the next night, whatever its state; no error where there is none of this name."""
        if case not in await self.cases_of(conversation):
            return

        def fill(pipe: Pipeline) -> None:
            pipe.hset(self._keys("erasing"), case, conversation)
            pipe.zrem(self._keys("ended"), case)

        await self._store.pipeline(fill)

    async def give_conversation_back(self, conversation: str) -> None:
        """The eraser is done with it."""
        await self._run(scripts.GIVE_BACK, conversation)

    async def forget_beside(self, names: Names, *, held: bool) -> None:
        """What lies beside the cases; of a ``held`` one the number to call and the address for notices stay."""
        await self._store.call(lambda r: r.hdel(self._keys("exports"), names.conversation))
        await self._drop_parked(names.conversation, 0, None)
        await self._drop_raw(names.addresses)
        if held:
            return

        def fill(pipe: Pipeline) -> None:
            pipe.delete(*(self._keys(name, names.conversation) for name in ("notice", "callback", "draft")))
            pipe.delete(self._keys("told", f"reader:{names.conversation}"))
            pipe.zrem(self._keys("callbacks"), names.conversation)

        await self._store.pipeline(fill)

    async def on_its_way(self, delivery: str) -> bool:
        """Whether a delivery may still leave."""
        if not delivery:
            return False
        state = await self._store.call(lambda r: r.hget(self._keys("delivery", delivery), "state"))
        return bool(state) and State(state) in _LATE

    async def sweep(self, names: Collection[str], delivery: str) -> int:
        """Remove every key that still carries one of the names of an erased citizen; how many those were.

        Looks at the names of all keys: an erasure is rare, and nothing may be left for want of a list.
        """
        if delivery:
            await self._store.call(lambda r: r.unlink(self._keys("delivery", delivery)))
        parts = {part for name in names for part in _parts(name)}
        mine = [f"{name}/" for name in names]
        count = 0
        async for found in self._store.names(self._keys.root, _AT_ONCE):
            over = [key for key in found if self._carries(key, parts)]
            if over:
                await self._unlink(over)
            await self._forget_seen([key for key in found if key.startswith(self._keys("seen", ""))], names)
            count += len(over)
        cursor = 0
        while True:
            cursor, due = await self._store.call(
                lambda r, at=cursor: r.zscan(self._keys("obligations"), at, count=_AT_ONCE)  # type: ignore[misc]
            )
            over = [one for one, _ in due if any(str(one).startswith(start) for start in mine)]
            if over:
                await self._store.call(lambda r, over=over: r.zrem(self._keys("obligations"), *over))  # type: ignore[misc]
            if not int(cursor):
                return count

    async def _forget_seen(self, keys: Sequence[str], names: Collection[str]) -> None:
        """That an event came is known for its 48 h; whose it was, no more."""
        whose = await self._store.call(lambda r: r.mget(keys)) if keys else []
        mine = [key for key, name in zip(keys, whose, strict=True) if name in names]

        def fill(pipe: Pipeline) -> None:
            for key in mine:
                pipe.set(key, "", xx=True, keepttl=True)

        if mine:
            await self._store.pipeline(fill)

    def _carries(self, key: str, parts: Collection[str]) -> bool:
        rest = key.removeprefix(self._keys.root)
        if rest.split(":", 1)[0] in _NOT_SWEPT:
            return False
        return any(f":{part}:" in f":{rest}:" for part in parts)

    async def each_conversation(self) -> AsyncIterator[str]:
        """Every conversation there is, in no order, each once."""
        prefix, seen = self._keys("conv", ""), set[str]()
        async for found in self._store.names(prefix, _AT_ONCE):
            for key in found:
                conversation = key.removeprefix(prefix)
                if conversation not in seen:
                    seen.add(conversation)
                    yield conversation

    # -- what staff hear

    async def put_vanished(self, receipt: str, login: str, at: datetime) -> None:
        """A case that a member had was erased because its citizen wanted that."""
        key = self._keys("vanished", login)

        def fill(pipe: Pipeline) -> None:
            pipe.zadd(key, {receipt: stamp(at)})
            pipe.pexpire(key, VANISHED_FOR)

        await self._store.pipeline(fill)

    async def vanished(self, login: str, now: datetime) -> Sequence[tuple[str, datetime]]:
        """Receipts of a member's cases that were erased within a week, the last one first."""
        since = stamp(now - VANISHED_FOR)
        found = await self._store.call(
            lambda r: r.zrevrangebyscore(self._keys("vanished", login), "+inf", since, withscores=True)
        )
        return [(str(receipt), time_of(int(at))) for receipt, at in found]


def _parts(name: str) -> Collection[str]:
    """What of a name may be a part of a key: the whole of it, and what is made of a web chat's address."""
    if channel_of(name) != "web":
        return {name}
    digest = name.partition(":")[2]
    return {digest, digest[:16], digest[:24]}
