"""One town's journal: what is taken in, decided and sent, each step all or nothing.

It stores decisions; it makes none. Every method raises JournalAway when the store does not answer.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from redis.asyncio.client import Pipeline

from handoff.board import board_of
from handoff.journal import scripts
from handoff.journal.acceptances import Acceptances
from handoff.journal.accounts import Accounts
from handoff.journal.addresses import Addresses
from handoff.journal.answers import sendings_of, taken_of
from handoff.journal.auditing import Auditing
from handoff.journal.backlog import Backlog
from handoff.journal.boards import Boards
from handoff.journal.callbacks import Callbacks
from handoff.journal.casework import Casework
from handoff.journal.clock import Clock
from handoff.journal.counts import Counts
from handoff.journal.duty import Duty
from handoff.journal.fileindex import stored_refs
from handoff.journal.glasses import Glasses
from handoff.journal.hints import Hints
from handoff.journal.holdings import Holdings
from handoff.journal.hook import HookSecrets
from handoff.journal.mailing import Mailing
from handoff.journal.measures import Measures, conduct_payload
from handoff.journal.mending import Mending
from handoff.journal.pairings import Pairings
from handoff.journal.proofs import Proofs
from handoff.journal.records import (
    Arrival,
    Commit,
    Committed,
    Delivery,
    JournalFull,
    MailboxFull,
    NotCopied,
    Repeat,
    Row,
    Sending,
    Stale,
    State,
    Taken,
    Wait,
)
from handoff.journal.rehearsals import Rehearsals
from handoff.journal.releases import Releases
from handoff.journal.requests import Requests
from handoff.journal.reviews import Reviews
from handoff.journal.rewriting import Rewriting
from handoff.journal.secondfactors import SecondFactors
from handoff.journal.sessions import Sessions
from handoff.journal.store import Store
from handoff.journal.townstore import ms, stamp, time_of
from handoff.journal.whereabouts import Whereabouts
from handoff.outgoing import first_leaving
from handoff.queueing import place_of
from handoff.retention import PARKED_FOR, REPEAT_MEMORY
from handoff.ticket import Stage, ticket_to_json

LEASE = timedelta(seconds=20)
DELIVERY_LEASE = timedelta(seconds=45)  # well above the longest call a channel makes
FILE_LEASE_FACTOR = 3  # of it, for a call that carries a file
EVENTS_AT_ONCE = 20
TAKES_OF_ONE_HEAD = 2  # the third take sets it aside
HELD_IF_OLDER = timedelta(hours=1)


class Journal(
    Holdings,
    Acceptances,
    Addresses,
    Accounts,
    Backlog,
    Boards,
    Callbacks,
    Clock,
    Counts,
    Casework,
    Duty,
    Glasses,
    HookSecrets,
    Mailing,
    Measures,
    Mending,
    Auditing,
    Pairings,
    Proofs,
    Rehearsals,
    Releases,
    Rewriting,
    Requests,
    Reviews,
    Sessions,
    SecondFactors,
    Whereabouts,
):
    """One town's journal on a store. ``lease`` and ``delivery_lease`` are shortened by tests only.

    ``gap``: pause between two deliveries to one destination, by channel ("telegram") or, before that, by channel and
    kind of destination ("telegram/group").
    """

    def __init__(
        self,
        store: Store,
        town: str,
        hints: Hints,
        *,
        lease: timedelta = LEASE,
        delivery_lease: timedelta = DELIVERY_LEASE,
        gap: Mapping[str, timedelta] | None = None,
        rate: Mapping[str, float] | None = None,
        mailbox: int = 500,
        per_minute: int = 20,
        claimed: bool = False,
    ) -> None:
        super().__init__(store, town, hints)
        if claimed:
            self.expect_data()
        self._lease = lease
        self._delivery_lease = delivery_lease
        self._gap = gap or {}
        self._rate = rate or {}
        self._mailbox = mailbox
        self._per_minute = per_minute

    # -- the way in

    async def ingest(
        self,
        *,
        address: str,
        event_id: str,
        event: str,
        due_in: timedelta,
        joins: timedelta = timedelta(),
        speaks: bool = True,
        files: Sequence[str] = (),
    ) -> str:
        """As `ingest_all`, one event; returns its conversation. Raises MailboxFull too."""
        arrival = Arrival(id=event_id, event=event, joins=joins, speaks=speaks, files=files)
        ((kind, conversation),) = await self.ingest_all(address=address, arrivals=[arrival], due_in=due_in)
        if kind == "full":
            raise MailboxFull(conversation)
        return conversation

    async def ingest_all(
        self, *, address: str, arrivals: Sequence[Arrival], due_in: timedelta
    ) -> list[tuple[str, str]]:
        """Store events of one address once, all in order or none; of each what became of it, and its conversation.

        ``due_in``: when they must be answered. "new", "repeat" (it has come before), "flood" (over the citizen's
        allowance a minute: counted, told once, not stored) or "full" (the mailbox: not stored). Raises JournalFull.
        """
        if self._store.nearly_full:
            raise JournalFull("the store is nearly full")
        args: list[str | int] = [
            address,
            secrets.token_urlsafe(9),
            ms(due_in),
            self._mailbox,
            ms(REPEAT_MEMORY),
            self._per_minute,
        ]
        for one in arrivals:
            args += [one.id, one.event, ms(one.joins), int(one.speaks), len(one.files), *one.files]
        became = await self._run(scripts.INGEST, *args)
        return list(zip(became[::2], became[1::2], strict=True))

    async def park(self, *, event_id: str, raw: str, reason: str) -> None:
        """Set aside what cannot be mapped, as it came."""
        key = self._keys("parked", "raw", event_id)
        value = json.dumps({"reason": reason, "raw": raw})
        now = datetime.now(UTC)

        def fill(pipe: Pipeline) -> None:
            pipe.set(key, value, px=PARKED_FOR, nx=True)
            pipe.zadd(self._keys("parked", "index"), {event_id: stamp(now)}, nx=True)
            pipe.zremrangebyscore(self._keys("parked", "index"), "-inf", stamp(now - PARKED_FOR))

        await self.not_emptied()
        await self._store.pipeline(fill, confirms=self.town)

    # -- the worker

    async def take(self) -> Taken | float:
        """Lease the conversation that is due longest; or the seconds until the next one may be (at most 60)."""
        found = await self.take_some(1)
        return found if isinstance(found, float) else found[0]

    async def take_some(self, most: int) -> Sequence[Taken] | float:
        """As `take`, but up to so many conversations at once."""
        answer = await self._run(scripts.TAKE, ms(self._lease), EVENTS_AT_ONCE, TAKES_OF_ONE_HEAD, most)
        if answer[0] == "none":
            return min(60.0, int(answer[1]) / 1000) if answer[1] else 60.0
        _, now, release, board, *found = answer
        up = board_of(dict(zip(board[::2], board[1::2], strict=True)))
        return [taken_of(one, time_of(now), release, up) for one in found]

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        """Write a decision whole, or not at all when the versions read are not the versions there."""
        answer = await self._run(scripts.COMMIT, json.dumps(_payload(commit), ensure_ascii=False))
        match answer[0]:
            case "ok":
                return Committed(seq=int(answer[1]))
            case "repeat":
                return Repeat(result=answer[1])
            case _:
                return Stale()

    async def give_back(self, taken: Taken) -> None:
        """Undo a take, if it still holds: the conversation is due at once, and its head has not been tried."""
        await self.commit(Commit(conversation=taken.conversation, lease=taken.lease, talk_version=-1))

    # -- the sender

    async def take_delivery(self, channel: str) -> Sending | Wait:
        """Take the next delivery that may leave now, in order of its destination."""
        found = await self.take_deliveries(channel, 1)
        return found if isinstance(found, Wait) else found[0]

    async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
        """As `take_delivery`, but up to so many, each for another destination."""
        try:
            answer = await self._run(
                scripts.TAKE_DELIVERY,
                channel,
                ms(self._delivery_lease),
                str(self._rate.get(channel, 0)),
                ms(HELD_IF_OLDER),
                ms(self._delivery_lease * FILE_LEASE_FACTOR),
                most,
            )
        except NotCopied as away:
            # Nobody sends them, so there is no doubt about them: an outage of the replicas must not use up their tries.
            unsent = sendings_of(away.answer, channel)
            reports = (self.report(sending, State.RETRY, detail="not copied") for sending in unsent)
            await asyncio.gather(*reports, return_exceptions=True)
            raise
        return sendings_of(answer, channel) or Wait(seconds=int(answer[1]) / 1000)

    async def report(self, sending: Sending, state: State, *, detail: str = "", wait: timedelta = timedelta()) -> bool:
        """Say what became of a delivery; False when somebody else has done so already."""
        kind = sending.to.partition(":")[0]
        gap = self._gap.get(f"{sending.channel}/{kind}", self._gap.get(sending.channel, timedelta()))
        rate = str(self._rate.get(sending.channel, 0))
        answer = await self._run(
            scripts.REPORT, sending.id, sending.attempt, state.value, detail, ms(wait), ms(gap), rate
        )
        return bool(answer[0] != "late")

    async def hold_before(self, now: datetime) -> None:
        """After a restore: deliveries older than an hour at ``now`` are held, for a person to decide."""
        await self._store.call(lambda r: r.hset(self._keys("meta"), "hold_before", str(stamp(now))))

    # -- plumbing

    async def lease(self, name: str, owner: str, time: timedelta) -> bool:
        """Have or renew a lease by name; a zero time gives it back."""
        return bool(await self._run(scripts.LEASE, name, owner, ms(time)))


_UNLESS_NONE: Final = ("seq", "talk", "queue")
_UNLESS_EMPTY: Final = (
    *("lease", "consumed", "questions", "settled", "settle_all", "case", "close_case", "receipt", "wait", "keep_timer"),
    *("mail", "disowned", "erase", "export", "request", "result", "by"),
)
"""What goes as it is, and under its name."""


def _payload(commit: Commit) -> dict[str, Any]:
    """The commit as commit.lua reads it: absent means no change."""
    d: dict[str, Any] = {"conversation": commit.conversation}
    if commit.talk_version is not None:
        d["tv"] = commit.talk_version
    if commit.ticket_version is not None:
        d["kv"] = commit.ticket_version
    if (ticket := commit.ticket) is not None:
        d["ticket"] = ticket_to_json(ticket)
        d["ticket_open"], d["ticket_receipt"] = ticket.is_open, ticket.receipt
        if leaves := first_leaving(ticket):
            d["leaves"] = stamp(leaves)
        d["place"] = stamp(place_of(ticket))
        d["owner"] = ticket.owner.login if ticket.owner is not None and ticket.is_open else ""
        if ticket.is_open and ticket.told_late is not Stage.NONE:
            d["told_late"] = stamp(ticket.promised_by)
    for name in _UNLESS_NONE:
        if (value := getattr(commit, name)) is not None:
            d[name] = value
    for name in _UNLESS_EMPTY:
        if value := getattr(commit, name):
            d[name] = value
    if commit.promise is not None:
        d["promise"] = stamp(commit.promise)
    if commit.timer is not None:
        d["timer"] = stamp(commit.timer)
    if commit.link is not None:
        d["link"] = [commit.link[0], ms(commit.link[1])]
    if commit.hold is not None:
        d["hold"] = {"channel": commit.hold[0], "at": stamp(commit.hold[1])}
    if commit.rest is not None:
        d["rest"] = {"at": stamp(commit.rest[0]), "seen": commit.rest[1]}
    if commit.conduct is not None:
        d["conduct"] = conduct_payload(commit.conduct)
    if commit.counters:
        d["counters"] = dict(commit.counters)
    if commit.audit:
        d["audit"] = [row.text for row in commit.audit]
    if commit.rows:
        sent = {delivery.id.rsplit(".", 1)[0] for delivery in commit.deliveries}
        if files := [ref for row in commit.rows for ref in stored_refs(row.body)]:
            d["files"] = files
        d["rows"] = [
            # Where there is an outbox the delivery settles, else the browser's acknowledgement of this row.
            {"settles": row.settles and row.id not in sent, "json": _row_json(row), **_answers(row)}
            for row in commit.rows
        ]
    if commit.deliveries:
        d["deliveries"] = [_delivery(m) for m in commit.deliveries]
    return d


def _delivery(m: Delivery) -> dict[str, Any]:
    return {
        "id": m.id,
        "channel": m.channel,
        "to": m.to,
        "cls": m.cls.value,
        "settles": m.settles,
        **_answers(m),
        "body": json.dumps(m.body, ensure_ascii=False),
        **({"file": True} if "file" in m.body else {}),
        **({"merge": m.merge} if m.merge else {}),
        **({"slot": m.slot} if m.slot else {}),
        **({"ends": m.slot} if m.ends else {}),
        **({"digest": m.digest} if m.digest else {}),
        **({"first": True} if m.first else {}),
        **({"after": ms(m.after)} if m.after else {}),
    }


def _answers(item: Row | Delivery) -> dict[str, str]:
    return {"answers": " ".join(item.answers)} if item.answers else {}


def _row_json(row: Row) -> str:
    value: dict[str, Any] = {"id": row.id, "who": row.who, "body": dict(row.body)}
    if row.name:
        value["name"] = row.name
    return json.dumps(value, ensure_ascii=False)
