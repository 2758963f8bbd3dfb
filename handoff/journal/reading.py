"""Reading a town's journal: conversations, transcripts, queues, the feed. Changes nothing."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio.client import Pipeline

from handoff.conduct import conduct_from_json
from handoff.journal import scripts
from handoff.journal.folds import Folds, Span, row_of
from handoff.journal.glance import Topic
from handoff.journal.records import DeliveryState, FeedItem, QueueFacts, Row, Snapshot, State
from handoff.journal.townstore import ms, stamp, time_of
from handoff.rights import Right
from handoff.staff import staff_from_json
from handoff.ticket import Ticket, ticket_from_json

PRESENT_FOR = timedelta(seconds=60)
FEED_FOR = timedelta(hours=1)
TICKETS_AT_ONCE = 500
ROWS_AT_ONCE = 500
FEED_AT_ONCE = 500
RETURN_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Reader(Folds):
    """What pages, channels and acts read."""

    async def snapshot(self, conversation: str) -> Snapshot | None:
        """A conversation as it is now."""
        return _snapshot_of(conversation, await self._run(scripts.SNAPSHOT, conversation))

    async def since(self, conversation: str, after: int) -> tuple[Snapshot | None, list[Row]]:
        """A conversation as it is now, and all of its transcript rows with a number above ``after``."""
        answer = await self._run(scripts.SNAPSHOT, conversation, after, ROWS_AT_ONCE)
        snapshot = _snapshot_of(conversation, answer)
        rows = [row_of(line) for line in answer[11]] if len(answer) > 11 else []
        # What lies in earlier cases, is folded, or is more than fits into one answer.
        while snapshot is not None and (last := rows[-1].n if rows else after) < snapshot.seq:
            page = await self.rows(conversation, after=last, limit=ROWS_AT_ONCE)
            if not page:
                break
            rows += page
        return snapshot, rows

    async def rows(self, conversation: str, *, after: int = 0, limit: int = 500) -> list[Row]:
        """Transcript rows with a number above ``after``, over all cases of the conversation, at most ``limit``."""
        return [row_of(line) for line in await self.lines(conversation, after=after, limit=limit)]

    async def lines(self, conversation: str, *, after: int = 0, limit: int = 500) -> list[str]:
        """The same rows as they are stored."""
        cases = await self._store.call(lambda r: r.lrange(self._keys("cases", conversation), 0, -1))
        firsts = [(int(first), case) for first, case in (str(c).split(" ", 1) for c in cases)]
        found: list[str] = []
        for i, (first, case) in enumerate(firsts):
            ends_before = firsts[i + 1][0] if i + 1 < len(firsts) else None
            if ends_before is not None and ends_before <= after + 1:
                continue
            start = max(0, after + 1 - first)
            found.extend(await self._lines(case, start, start + limit - len(found) - 1))
            if len(found) >= limit:
                break
        return found

    async def _lines(self, case: str, start: int, stop: int) -> list[str]:
        (lines,) = await self.transcript_lines([Span(case=case, start=start, stop=stop)])
        return lines

    async def delivery_states(self, conversation: str) -> dict[str, DeliveryState]:
        """What became of the deliveries of the conversation's last case, by delivery id."""
        last = await self._store.call(lambda r: r.lindex(self._keys("cases", conversation), -1))
        if not last:
            return {}
        case = str(last).split(" ", 1)[1]
        ids = sorted(await self._store.call(lambda r: r.smembers(self._keys("deliveries", case))))
        fields = ["state", "attempt", "uncertain", "reason", "message", "at"]

        def fill(pipe: Pipeline) -> None:
            for delivery in ids:
                pipe.hmget(self._keys("delivery", delivery), fields)

        states = await self._store.pipeline(fill) if ids else []
        if not ids and (folded := (await self.folded([case]))[0]) is not None:
            ids = sorted(folded.deliveries)
            states = [[folded.deliveries[delivery].get(name) for name in fields] for delivery in ids]
        return {
            delivery: DeliveryState(
                id=delivery,
                state=State(s[0]),
                attempt=int(s[1]),
                uncertain=int(s[2]),
                reason=s[3] or "",
                message_id=s[4] or "",
                at=time_of(s[5]),
            )
            for delivery, s in zip(ids, states, strict=True)
            if s[0]
        }

    async def unread(self, conversations: Sequence[str]) -> list[str]:
        """Those of the conversations that have something in their mailbox."""

        def fill(pipe: Pipeline) -> None:
            for conversation in conversations:
                pipe.exists(self._keys("mail", conversation))

        found = await self._store.pipeline(fill) if conversations else []
        return [conversation for conversation, there in zip(conversations, found, strict=True) if there]

    async def acknowledge(self, conversation: str, n: int) -> None:
        """The citizen's browser has the rows up to ``n``: what they answer is settled."""
        await self._run(scripts.ACKNOWLEDGE, conversation, n)

    # -- the queue

    async def tickets(self) -> list[tuple[str, Ticket]]:
        """Open handoffs by their place in the queue, with their conversation."""
        conversations = await self._store.call(lambda r: r.zrange(self._keys("tickets"), 0, -1))

        def fill(pipe: Pipeline) -> None:
            for conversation in conversations:
                pipe.hget(self._keys("conv", conversation), "ticket")

        stored = await self._store.pipeline(fill) if conversations else []
        return [(c, ticket_from_json(t)) for c, t in zip(conversations, stored, strict=True) if t]

    async def open_conversations(self) -> list[str]:
        """The conversations of open handoffs by their place in the queue."""
        found: list[str] = await self._store.call(lambda r: r.zrange(self._keys("tickets"), 0, -1))
        return found

    async def tickets_of(self, conversations: Sequence[str]) -> dict[str, tuple[Ticket, int]]:
        """The present handoff of each conversation that has one, and the number of its last transcript row."""
        found: dict[str, tuple[Ticket, int]] = {}
        for at in range(0, len(conversations), TICKETS_AT_ONCE):
            part = conversations[at : at + TICKETS_AT_ONCE]

            def fill(pipe: Pipeline, part: Sequence[str] = part) -> None:
                for conversation in part:
                    pipe.hmget(self._keys("conv", conversation), ["ticket", "seq"])

            for conversation, (text, seq) in zip(part, await self._store.pipeline(fill), strict=True):
                if text:
                    found[conversation] = ticket_from_json(text), int(seq or 0)
        return found

    async def closed_tickets(self, limit: int = 50, *, skip: int = 0) -> list[tuple[str, Ticket]]:
        """The handoffs that ended last, newest first, without the first ``skip`` of them."""
        receipts = await self._store.call(lambda r: r.zrevrange(self._keys("closed"), skip, skip + limit - 1))
        stored = await self.stored_handoffs(receipts)
        return [(one["conversation"], ticket_from_json(one["ticket"])) for one in stored if one.get("ticket")]

    async def handoff(self, receipt: str) -> tuple[str, Ticket] | None:
        """Conversation and ticket of a receipt number, open or ended."""
        (found,) = await self.stored_handoffs([receipt])
        return (found["conversation"], ticket_from_json(found["ticket"])) if found.get("ticket") else None

    async def last_row(self, ticket: Ticket) -> int | None:
        """Number of the last row of an ended handoff: its case's, or where another handoff took the case over.

        None: the store does not know.
        """
        (case,) = await self.stored_cases([ticket.case])
        if case.get("receipt") == ticket.receipt:
            last = case.get("last")
        else:
            last = (await self.stored_handoffs([ticket.receipt]))[0].get("last")
        return int(last) if last else None

    async def queue_facts(self, departments: Sequence[str]) -> dict[str, QueueFacts]:
        """What the queues look like now."""
        now = datetime.now(UTC)

        def fill(pipe: Pipeline) -> None:
            pipe.zrangebyscore(self._keys("present"), stamp(now - PRESENT_FOR), "+inf")
            pipe.hgetall(self._keys("staff"))
            for department in departments:
                pipe.zcard(self._keys("queue", department))
                pipe.lrange(self._keys("waits", department), 0, 99)

        present, staff, *queues = await self._store.pipeline(fill)
        here = [staff_from_json(staff[login]) for login in present if login in staff]
        return {
            department: QueueFacts(
                waiting=int(queues[2 * i]),
                on_duty=sum(1 for record in here if record.may(Right.WORK_CASES, department)),
                waits=tuple(int(w) for w in queues[2 * i + 1]),
            )
            for i, department in enumerate(departments)
        }

    async def place(self, conversation: str, department: str) -> int | None:
        """The waiting handoff's place in its department's queue, from 1; None when it does not wait there."""
        rank = await self._store.call(lambda r: r.zrank(self._keys("queue", department), conversation))
        return None if rank is None else int(rank) + 1

    async def ping(self) -> None:
        """Return when the store answers and has the town's data; raises JournalAway, JournalBroken."""
        await self._store.call(lambda r: r.ping())
        await self.not_emptied()

    async def conversation_of(self, receipt: str) -> str | None:
        """The conversation a receipt number was given in."""
        found: str | None = await self._store.call(lambda r: r.get(self._keys("receipt", receipt)))
        return found or (await self.stored_handoffs([receipt]))[0].get("conversation")

    async def receipt_code(self, receipt: str) -> str:
        """The secret with which a citizen returns to a receipt: made from a key of the town, stored nowhere."""
        secret = await self.town_secret()
        digest = hmac.new(secret.encode(), receipt.encode(), hashlib.sha256).digest()
        return "".join(RETURN_CODE_LETTERS[b % len(RETURN_CODE_LETTERS)] for b in digest[:10])

    # -- the feed

    async def feed_end(self) -> str:
        """The cursor of now."""
        last = await self._store.call(lambda r: r.xrevrange(self._keys("feed"), count=1))
        return str(last[0][0]) if last else "0-0"

    async def feed(self, after: str, *, limit: int = FEED_AT_ONCE) -> list[FeedItem] | None:
        """What changed after a cursor; None when the cursor is older than the feed and all must be read anew."""

        now, items = await self._run(scripts.FEED, after, limit)
        made = int(after.split("-", 1)[0])
        # Only a newer item drives older ones out: where none came, nothing was missed, however long that lasts.
        if items and made and made < int(now) - ms(FEED_FOR):
            return None
        return [FeedItem(id=i, kind=kind, conversation=conversation) for i, (_, kind, _, conversation) in items]

    def on_typing(self, tell: Callable[[str], None]) -> None:
        """Call ``tell`` with each conversation in which a member of staff types to the citizen."""
        self._hints.on_typing(self.town, tell)

    def hint_count(self, topic: Topic) -> int:
        """How many hints came so far; read before looking."""
        return self._hints.count(self.town, topic)

    async def hint(self, topic: Topic, since: int, timeout: float, stop: asyncio.Event | None = None) -> None:
        """Return when something may have changed since ``since``, after ``timeout`` seconds, or at the ``stop``."""
        await self._hints.wait(self.town, topic, since, timeout, stop)


def _snapshot_of(conversation: str, answer: Sequence[Any]) -> Snapshot | None:
    talk, tv, ticket, kv, case, seq, acked, address, addresses, now, conduct = answer[:11]
    if not address and not tv:
        return None
    return Snapshot(
        conversation=conversation,
        now=time_of(now),
        talk=talk,
        talk_version=int(tv or 0),
        ticket=ticket_from_json(ticket) if ticket else None,
        ticket_version=int(kv or 0),
        case=case,
        seq=int(seq or 0),
        acked=int(acked or 0),
        addresses=tuple(sorted(addresses)),
        address=address,
        conduct=conduct_from_json(conduct),
    )
