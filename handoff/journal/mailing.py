"""What mails to people outside a channel need to be kept: a citizen's address, what was told last, what is wrong."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio.client import Pipeline

from handoff.journal.records import State
from handoff.journal.townstore import TownStore, stamp, time_of

TOLD_FOR = timedelta(days=60)
DEAD_FOR = timedelta(hours=24)
DEAD_SHOWN = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeAddress:
    """Where a citizen wants to be told that a reply is there, in which language, and for which case."""

    mail: str
    lang: str
    case: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What the last mail to a destination told of, written before it left.

    ``by`` is its delivery: the same one, sent again, tells the same ``news`` again. ``keys`` is all that it counted.
    """

    by: str = ""
    keys: tuple[str, ...] = ()
    news: tuple[str, ...] = ()

    def news_in(self, keys: tuple[str, ...], delivery: str) -> tuple[str, ...]:
        """Those of ``keys`` that a delivery would be the first to tell of."""
        return tuple(key for key in keys if key not in self.keys or (self.by == delivery and key in self.news))


class Mailing(TownStore):
    """A town's notices by mail as the store keeps them."""

    # -- a citizen's address: a field of its own, never part of a transcript

    async def notice_address(self, conversation: str) -> NoticeAddress | None:
        """Where the citizen of a conversation wants to be told."""
        stored = await self._store.call(lambda r: r.get(self._keys("notice", conversation)))
        return NoticeAddress(**json.loads(stored)) if stored else None

    async def put_notice_address(self, conversation: str, address: NoticeAddress) -> None:
        """Keep it until the case ends, and a week after that; another one is replaced."""
        text = json.dumps({"mail": address.mail, "lang": address.lang, "case": address.case})
        await self._store.call(lambda r: r.set(self._keys("notice", conversation), text))

    async def drop_notice_address(self, conversation: str) -> None:
        """Erase it at once."""
        await self._store.call(
            lambda r: r.delete(self._keys("notice", conversation), self._keys("told", f"reader:{conversation}"))
        )

    async def stop_token(self, conversation: str) -> str:
        """What a mail's link must carry to stop further mails of a conversation; it opens nothing else."""
        return f"{conversation}.{await self._stop_mark(conversation)}"

    async def stopped_by(self, token: str) -> str | None:
        """The conversation whose mails this token may stop."""
        conversation, _, mark = token.rpartition(".")
        right = hmac.compare_digest(mark.encode(), (await self._stop_mark(conversation)).encode())
        return conversation if conversation and right else None

    async def _stop_mark(self, conversation: str) -> str:
        secret = await self.town_secret()
        return hmac.new(secret.encode(), f"stop mail:{conversation}".encode(), hashlib.sha256).hexdigest()[:32]

    # -- what was told

    async def told(self, to: str) -> Told:
        """What the last mail to a destination told of."""
        stored = await self._store.call(lambda r: r.get(self._keys("told", to)))
        if not stored:
            return Told()
        value = json.loads(stored)
        return Told(by=value["by"], keys=tuple(value["keys"]), news=tuple(value["news"]))

    async def tell(self, to: str, told: Told) -> None:
        """Write down what the mail that leaves now tells of."""
        text = json.dumps({"by": told.by, "keys": told.keys, "news": told.news})
        await self._store.call(lambda r: r.set(self._keys("told", to), text, px=TOLD_FOR))

    # -- what is wrong

    async def raise_alarm(self, kind: str) -> None:
        """Something is wrong from now on; raised already, it keeps its time."""
        now = stamp(datetime.now(UTC))
        await self._store.call(lambda r: r.hsetnx(self._keys("alarms"), kind, str(now)))

    async def clear_alarm(self, kind: str) -> None:
        """It is well again."""
        await self._store.call(lambda r: r.hdel(self._keys("alarms"), kind))

    async def alarms(self) -> dict[str, datetime]:
        """What is wrong now, and since when."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("alarms")))
        return {kind: time_of(at) for kind, at in sorted(stored.items())}

    async def dead_deliveries(self) -> list[tuple[str, str]]:
        """Delivery and destination of the messages that died in the last day, at most 200."""
        after = stamp(datetime.now(UTC) - DEAD_FOR)
        found = await self._store.call(
            lambda r: r.zrevrangebyscore(self._keys("trouble"), "+inf", after, start=0, num=DEAD_SHOWN)
        )

        def fill(pipe: Pipeline) -> None:
            for delivery in found:
                pipe.hmget(self._keys("delivery", delivery), ["state", "to"])

        states = await self._store.pipeline(fill) if found else []
        return [(d, to) for d, (state, to) in zip(found, states, strict=True) if state == State.DEAD]

    @property
    def nearly_full(self) -> bool:
        """Whether the store takes nothing new because its memory is nearly full."""
        return self._store.nearly_full

    @property
    def replicas_behind(self) -> bool:
        """Whether nothing can be confirmed because too few replicas follow."""
        return self._store.behind
