"""What staff do with cases, as the store keeps it: who did what, a citizen's handoffs, tags, replies to leave."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.audit import Action, row
from handoff.journal import scripts
from handoff.journal.folds import Folds
from handoff.journal.records import Deed
from handoff.journal.townstore import stamp, time_of
from handoff.ticket import Ticket, ticket_from_json, ticket_to_json

TAGS_FOR: Final = timedelta(days=365)
TAGS_SUGGESTED: Final = 60


class Casework(Folds):
    """What a town's staff did with its cases."""

    async def deeds(self, conversation: str) -> list[Deed]:
        """Who did what in a conversation, oldest first, over all its cases."""
        cases = await self._store.call(lambda r: r.lrange(self._keys("cases", conversation), 0, -1))
        lists = await self.stored_deeds([str(case).split(" ", 1)[1] for case in cases])
        return [_deed(line) for lines in lists for line in lines]

    async def handoffs(self, conversation: str) -> list[Ticket]:
        """Every handoff of a conversation, oldest first, open or ended."""
        receipts = await self._store.call(lambda r: r.lrange(self._keys("handoffs", conversation), 0, -1))
        stored = await self.stored_handoffs(receipts)
        return [ticket_from_json(one["ticket"]) for one in stored if one.get("ticket")]

    # -- tags

    async def tags(self) -> list[str]:
        """The tags in use, those used last first."""
        key = self._keys("tags")
        found: list[str] = await self._store.call(lambda r: r.zrevrange(key, 0, TAGS_SUGGESTED - 1))
        return found

    async def use_tag(self, word: str) -> None:
        """A tag was given; what nobody has given for a year is suggested no more."""
        key, now = self._keys("tags"), datetime.now(UTC)

        def fill(pipe: Pipeline) -> None:
            pipe.zadd(key, {word: stamp(now)})
            pipe.zremrangebyscore(key, "-inf", stamp(now - TAGS_FOR))

        await self._store.pipeline(fill)

    # -- replies that have not left yet

    async def leaving(self) -> list[tuple[str, datetime]]:
        """The receipts of the handoffs with the replies that leave first, and when; at most 20."""
        found = await self._store.call(lambda r: r.zrange(self._keys("leaving"), 0, 19, withscores=True))
        return [(str(receipt), time_of(int(at))) for receipt, at in found]

    async def forget_outgoing(self, receipt: str, ended: Ticket | None) -> bool:
        """Nothing leaves any more in an ended handoff; False when it is its conversation's present one after all."""
        rest = ticket_to_json(replace(ended, outgoing=())) if ended is not None else ""
        rows = [
            row(waiting.staff.login, Action.REFUSED_REPLY, receipt=receipt).text
            for waiting in (ended.outgoing if ended is not None else ())
        ]
        return bool(await self._run(scripts.COME_BACK, receipt, rest, *rows))


def _deed(line: str) -> Deed:
    after, at, text = line.split("\t", 2)
    row = json.loads(text)
    known = {"at", "who", "action", "receipt"}
    return Deed(
        at=time_of(at),
        after=int(after),
        login=str(row.get("who", "")),
        action=str(row.get("action", "")),
        receipt=str(row.get("receipt", "")),
        details={name: str(value) for name, value in row.items() if name not in known},
    )
