"""What went wrong and waits for a person: deliveries that ended badly, and what was set aside."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from redis.asyncio.client import Pipeline

from handoff.audit import Action, row
from handoff.journal import scripts
from handoff.journal.auditing import Auditing
from handoff.journal.folds import Folds
from handoff.journal.records import State
from handoff.journal.townstore import time_of
from handoff.ticket import Ticket

SHOWN: Final = 500
"""How many of a list are shown, the newest first."""
LOOKED_AT: Final = 20 * SHOWN
"""How many are looked through for those of some departments."""

Mended = Literal["done", "gone", "settled", "newer"]
"""``gone``: there is nothing left to send; ``settled``: somebody decided before; ``newer``: a later version is out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """A delivery that ended badly. ``department`` and ``receipt`` are empty where no handoff was made in its case.

    ``is_open``: whether that handoff still needs a person; then this is known to whoever has it.

    ``body`` is None when it cannot be sent again. ``to`` is symbolic.
    """

    id: str
    state: State
    reason: str
    at: datetime
    channel: str
    to: str
    conversation: str
    department: str
    receipt: str
    is_open: bool
    body: dict[str, Any] | None
    uncertain: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Parked:
    """Something set aside: an event that no worker survived (``poison``), a timer, or what could not be mapped.

    ``conversation`` is empty for what belongs to none. ``raw`` is what came, as it came.
    """

    id: str
    reason: str
    at: datetime
    conversation: str
    raw: str


class Mending(Auditing, Folds):
    """The lists of what somebody has to look at, and what can be done with each."""

    async def trouble(self, departments: Collection[str] | None = None) -> list[Trouble]:
        """Deliveries of departments (None: all) that ended badly, the newest first, at most `SHOWN`."""
        found: list[Trouble] = []
        for start in range(0, LOOKED_AT, SHOWN):
            ids: Sequence[str] = await self._store.call(
                lambda r, at=start: r.zrevrange(self._keys("trouble"), at, at + SHOWN - 1)  # type: ignore[misc]
            )
            some = await self._troubles(ids)
            found += [one for one in some if departments is None or one.department in departments]
            if len(ids) < SHOWN or len(found) >= SHOWN:
                break
        return found[:SHOWN]

    async def delivery_in_trouble(self, delivery: str) -> Trouble | None:
        """One of them; None when it has not ended badly."""
        return next(iter(await self._troubles([delivery])), None)

    async def _troubles(self, ids: Sequence[str]) -> list[Trouble]:
        fields = ["state", "reason", "at", "channel", "to", "conversation", "body", "uncertain", "receipt", "case"]

        def fill(pipe: Pipeline) -> None:
            for delivery in ids:
                pipe.hmget(self._keys("delivery", delivery), fields)

        found = await self._store.pipeline(fill) if ids else []
        known = [(i, f) for i, f in zip(ids, found, strict=True) if f[0] and State(f[0]).ended_badly]

        # What was sent before there was a handoff belongs to the one that came of it.
        later = await self.stored_cases([f[9] or "" for _, f in known])
        receipts = [f[8] or of_case.get("receipt", "") for (_, f), of_case in zip(known, later, strict=True)]
        tickets = await self.stored_tickets({receipt for receipt in receipts if receipt})
        return [_trouble(i, f, tickets.get(receipt)) for (i, f), receipt in zip(known, receipts, strict=True)]

    async def retry_delivery(self, delivery: str, *, who: str, request: str) -> Mended:
        """Send a delivery that ended badly once more, before what waits for its destination."""
        return await self._mend(delivery, "retry", "", who, request)

    async def drop_delivery(self, delivery: str, *, who: str, reason: str, request: str) -> Mended:
        """Give it up; the questions it would have settled are settled."""
        return await self._mend(delivery, "drop", reason, who, request)

    async def _mend(self, delivery: str, what: str, reason: str, who: str, request: str) -> Mended:
        told = row(who, Action(f"delivery_{what}"), what=delivery)
        answer: Mended = await self._run(scripts.MEND_DELIVERY, delivery, what, reason, f"mend:{request}", told.text)
        return answer

    # -- set aside

    async def parked(self) -> list[Parked]:
        """What was set aside, the newest first."""

        def fill(pipe: Pipeline) -> None:
            pipe.hgetall(self._keys("parked"))
            pipe.zrevrange(self._keys("parked", "index"), 0, SHOWN - 1, withscores=True)

        events, raws = await self._store.pipeline(fill)

        def fill_raw(pipe: Pipeline) -> None:
            for event, _ in raws:
                pipe.get(self._keys("parked", "raw", event))

        texts = await self._store.pipeline(fill_raw) if raws else []
        found = [_parked(i, json.loads(text)) for i, text in events.items()]
        found += [
            _parked(f"raw:{event}", {"at": at, **json.loads(text)})
            for (event, at), text in zip(raws, texts, strict=True)
            if text
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]

    async def drop_parked(self, id: str, *, who: str) -> bool:
        """Forget something set aside; False when it is gone already."""
        await self.audit(row(who, Action.PARKED_DROP, what=id))
        if id.startswith("raw:"):
            event = id.removeprefix("raw:")

            def fill(pipe: Pipeline) -> None:
                pipe.delete(self._keys("parked", "raw", event))
                pipe.zrem(self._keys("parked", "index"), event)

            return bool((await self._store.pipeline(fill))[0])
        return bool(await self._store.call(lambda r: r.hdel(self._keys("parked"), id)))

    async def retry_parked(self, id: str, *, who: str) -> bool:
        """Put an event back into its conversation's mailbox; False when it is gone, or belongs to none."""
        await self.audit(row(who, Action.PARKED_RETRY, what=id))
        return bool(await self._run(scripts.UNPARK, id))


def _trouble(id: str, fields: Sequence[Any], ticket: Ticket | None) -> Trouble:
    state, reason, at, channel, to, conversation, body, uncertain = fields[:8]
    return Trouble(
        id=id,
        state=State(state),
        reason=reason or "",
        at=time_of(at),
        channel=channel,
        to=to,
        conversation=conversation,
        department=ticket.department if ticket else "",
        receipt=ticket.receipt if ticket else "",
        is_open=ticket is not None and ticket.is_open,
        body=json.loads(body) if body else None,
        uncertain=int(uncertain or 0),
    )


def _parked(id: str, value: dict[str, Any]) -> Parked:
    return Parked(
        id=id,
        reason=str(value.get("reason", "")),
        at=time_of(int(value.get("at", 0))),
        conversation=str(value.get("conversation", "")),
        raw=str(value.get("raw", "")),
    )
