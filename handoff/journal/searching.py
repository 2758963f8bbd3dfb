"""The index by which closed cases are found, and the search itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.endings import Endings
from handoff.journal.folds import Span, row_of
from handoff.journal.hints import Hints
from handoff.journal.postings import Candidate, Postings
from handoff.journal.reading import Reader
from handoff.journal.records import Row
from handoff.journal.store import Store
from handoff.search import Query, encode, matches, parts_of, said_terms, snippet, spoken, terms_of
from handoff.stretches import stretches
from handoff.ticket import Ticket, ticket_from_json

PAGE: Final = 25
OPEN_LOOKED_AT: Final = 1000
"""Open cases whose transcripts are looked through, the newest first."""
CLOSED_LOOKED_AT: Final = 2000
"""Closed cases that are looked at for one page; a further page goes on from there."""
ROWS: Final = 2000
"""Of a case that are looked at; a case longer than this is no question any more."""
KNOWN: Final = 3 * OPEN_LOOKED_AT
"""Open cases whose terms are remembered."""
_AT_ONCE: Final = 200
_TERMS_AT_ONCE: Final = 150
"""A script touches 200 keys at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One case. ``snippet``: pieces of what was said, and whether each is what was looked for."""

    conversation: str
    ticket: Ticket
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """A page of them, open ones first, each newest first. ``cursor``: where the next page begins; empty: that was all.

    ``whole``: every open case was looked through.
    """

    cases: tuple[Found, ...]
    cursor: str
    whole: bool


class Searching(Postings, Endings, Reader):
    """A town's cases by what they are about."""

    def __init__(self, store: Store, town: str, hints: Hints) -> None:
        super().__init__(store, town, hints)
        self._known: dict[str, frozenset[str]] = {}  # terms of open cases by receipt and number of rows

    async def search(self, query: Query, *, cursor: str = "", limit: int = PAGE) -> Results:
        """Cases that fit, at most ``limit``, from a cursor of an earlier page on."""
        if query.is_too_general:
            return Results(cases=(), cursor="", whole=True)
        at = int(cursor[1:]) if cursor else 0
        found = [] if cursor else await self._by_receipt(query)
        whole, following = True, ""
        left = limit
        if not cursor.startswith("c") and query.state != "closed":
            opened, whole = await self._open(query, at + limit + 1)
            found += opened[at : at + limit]
            left -= len(opened[at : at + limit])
            following = f"o{at + limit}" if len(opened) > at + limit else ""
            at = 0
        if not following and query.state != "open":
            closed, more = await self._closed(query, at, left)
            found += closed
            following = f"c{more}" if more else ""
        cases = {ticket.receipt: (conversation, ticket) for conversation, ticket in found}
        return Results(cases=tuple(await self._shown(query, list(cases.values()))), cursor=following, whole=whole)

    async def file_next(self) -> bool:
        """Put the next closed case into the index; False when there is none."""
        receipt = await self._store.call(lambda r: r.lindex(self._keys("filing"), 0))
        if receipt is None:
            return False
        index = await self._index()
        number = await self._count(index)
        found = await self.handoff(str(receipt))
        terms: list[str] = []
        if found and not found[1].is_open:  # neither erased nor reopened before it was filed
            (rows,) = await self._rows([found[1]])
            terms = await self._hashes(terms_of(found[1], rows))
        chunks = [terms[i : i + _TERMS_AT_ONCE] for i in range(0, len(terms), _TERMS_AT_ONCE)] or [[]]
        for left, chunk in zip(reversed(range(len(chunks))), chunks, strict=True):
            whole = "" if left else "1"
            if not await self._run(scripts.FILE_CASE, str(receipt), index, number, encode(number), whole, *chunk):
                break
        return True

    async def rebuild_index(self) -> int:
        """Begin a new index and have every closed case filed anew, oldest first; how many there are.

        Until they are filed, some are not found. May be stopped and begun again at any point.
        """
        index, count = await self._run(scripts.NEW_INDEX)
        for prefix in (self._keys("post", ""), self._keys("filed", "")):
            await self._clear(prefix, keep=f"{prefix}{index}")
        return int(count)

    async def _clear(self, prefix: str, *, keep: str) -> None:
        """Delete the keys with a prefix, but those of an index."""
        async for names in self._store.names(prefix, _AT_ONCE):
            if old := [name for name in names if name != keep and not name.startswith(f"{keep}:")]:
                await self._store.call(lambda r, old=old: r.unlink(*old))  # type: ignore[misc]

    async def waiting_to_be_filed(self) -> int:
        """Closed cases that are not in the index yet."""
        return int(await self._store.call(lambda r: r.llen(self._keys("filing"))))

    async def _by_receipt(self, query: Query) -> list[tuple[str, Ticket]]:
        """The case whose receipt was given, if it may be seen."""
        if not query.receipt:
            return []
        named = await self.handoff(query.receipt)
        if named is None or (query.departments is not None and named[1].department not in query.departments):
            return []
        return [named]

    async def _open(self, query: Query, limit: int) -> tuple[list[tuple[str, Ticket]], bool]:
        ids = await self._store.call(lambda r: r.zrevrange(self._keys("tickets"), 0, -1))

        def fill(pipe: Pipeline) -> None:
            for conversation in ids:
                pipe.hmget(self._keys("conv", conversation), ["ticket", "seq"])

        stored = await self._store.pipeline(fill) if ids else []
        fitting = [
            (conversation, ticket, f"{ticket.receipt} {seq}")
            for conversation, (text, seq) in zip(ids, stored, strict=True)
            if text and query.allows(ticket := ticket_from_json(text))
        ]
        if not query.words:
            return [(conversation, ticket) for conversation, ticket, _ in fitting[:limit]], True
        looked_at = fitting[:OPEN_LOOKED_AT]
        found: list[tuple[str, Ticket]] = []
        for start in range(0, len(looked_at), _AT_ONCE):
            some = looked_at[start : start + _AT_ONCE]
            terms = await self._terms([(ticket, version) for _, ticket, version in some])
            found += [(c, ticket) for (c, ticket, _), said in zip(some, terms, strict=True) if matches(query, said)]
            if len(found) >= limit:
                break
        return found[:limit], len(looked_at) == len(fitting)

    async def _terms(self, tickets: Sequence[tuple[Ticket, str]]) -> list[frozenset[str]]:
        """What open cases are found by; worked out anew only for those of another version."""
        new = [one for one in tickets if one[1] not in self._known]
        texts = await self._said([ticket for ticket, _ in new])
        for (ticket, version), said in zip(new, texts, strict=True):
            self._known[version] = said_terms([*said, *parts_of(ticket.receipt)], ticket.lang)
        for version in list(self._known)[: max(0, len(self._known) - KNOWN)]:
            del self._known[version]
        return [self._known.get(version, frozenset()) for _, version in tickets]

    async def _closed(self, query: Query, before: int, limit: int) -> tuple[list[tuple[str, Ticket]], int]:
        """Closed cases, newest first, and the number below which the next page begins (0: that was all)."""
        index = await self._index()
        found: list[tuple[str, Ticket]] = []
        looked_at = 0
        async for some in self.candidates(query, index, before):
            numbers = [one.number for one in some]
            for candidate, one in zip(some, await self._by_number(numbers, index), strict=True):
                if looked_at >= CLOSED_LOOKED_AT:
                    return found, candidate.number + 1
                looked_at += 1
                if one is None or not query.allows(one[1]) or not _names(one[1], candidate):
                    continue
                if len(found) >= limit:
                    return found, candidate.number + 1
                found.append(one)
        return found, 0

    async def _by_number(self, numbers: Sequence[int], index: str) -> list[tuple[str, Ticket] | None]:
        """Conversation and ticket of filed cases; None for what is erased or open again."""

        def fill(pipe: Pipeline) -> None:
            for number in numbers:
                pipe.lindex(self._keys("filed", index), number)

        receipts = await self._store.pipeline(fill)
        found = await self.stored_handoffs([str(receipt) for receipt in receipts])
        return [
            (one["conversation"], ticket)
            if one.get("ticket") and not (ticket := ticket_from_json(one["ticket"])).is_open
            else None
            for one in found
        ]

    async def _rows(self, tickets: Sequence[Ticket]) -> list[list[Row]]:
        """The rows of each handoff, at most `ROWS` of its case: not those of another one, which others may have."""
        transcripts = await self.transcript_lines(
            [
                Span(case=ticket.case, start=-ROWS) if ticket.is_open else Span(case=ticket.case, stop=ROWS - 1)
                for ticket in tickets
            ]
        )
        known = await self.stored_handoffs([ticket.receipt for ticket in tickets])
        cuts = [
            stretches(ends, ticket.receipt if ticket.is_open else "")
            for ticket, ends in zip(
                tickets, await self.ends([one.get("conversation", "") for one in known]), strict=True
            )
        ]
        return [
            [row for row in map(row_of, lines) if any(one.receipt == ticket.receipt and one.has(row.n) for one in cut)]
            for ticket, lines, cut in zip(tickets, transcripts, cuts, strict=True)
        ]

    async def _said(self, tickets: Sequence[Ticket]) -> list[list[str]]:
        """What people said in each case, with its subject."""
        return [
            [*spoken(rows), ticket.subject, ticket.place]
            for ticket, rows in zip(tickets, await self._rows(tickets), strict=True)
        ]

    async def _shown(self, query: Query, cases: Sequence[tuple[str, Ticket]]) -> list[Found]:
        texts = await self._said([ticket for _, ticket in cases])
        return [
            Found(conversation=conversation, ticket=ticket, snippet=tuple(snippet(query, said)))
            for (conversation, ticket), said in zip(cases, texts, strict=True)
        ]


def _names(ticket: Ticket, candidate: Candidate) -> bool:
    """Whether the words that may be parts of its receipt are some."""
    return not candidate.doubtful or set(candidate.doubtful) <= set(parts_of(ticket.receipt))
