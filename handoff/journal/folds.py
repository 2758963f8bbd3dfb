"""Ended cases that were folded into one value each: folding, unfolding, and reading both kinds alike.

What is live is laid over what is folded: a case's keys that are there are newer. Who changes an ended case unfolds it
first. Everything else of the journal that reads ended cases does so by the methods here.

============================ ==================================================================
``folded:<case>``            ``case:``, ``rows:``, ``did:``, ``deliveries:<case>``, its ``delivery:``
                             and all of its ``handoff:<receipt>`` but their places in the search
``handoff:<receipt>``        ``folded`` (the case it lies in), ``filed``, ``filed_before``
``receipt:<receipt>``        gone: what is folded names the conversation
============================ ==================================================================
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, cast

from redis.asyncio.client import Pipeline
from redis.client import NEVER_DECODE

from handoff.folded import NEWEST, Folded, pack, unpack
from handoff.foldedwords import LAST, TOWNS_OWN, WORDS, town_words
from handoff.journal import scripts
from handoff.journal.glance import FOLD_AFTER
from handoff.journal.hints import Hints
from handoff.journal.records import Row
from handoff.journal.store import Store
from handoff.journal.townstore import TownStore, stamp, time_of
from handoff.ticket import Ticket, ticket_from_json

AGAIN: Final = timedelta(days=1)
"""A case that cannot be folded now, or was unfolded, is looked at again after this."""
WORDS_FOR: Final = timedelta(days=90)
"""How long a town's own words are the newest."""
WORDS_FROM: Final = 400
"""Ended cases that they are made from, the last ones."""
ENOUGH: Final = 100
_AT_ONCE: Final = 50
_NOT_PACKED: Final = frozenset({"filed", "filed_before"})

Fold = Literal["done", "gone", "open", "erased", "long", "on its way", "put off", "stale"]
"""``done``: it is folded. Else why not: it is not there (any more), not at rest, being erased, too long for one step, a
message of it has not arrived, somebody needs it for a day, or something changed at this moment."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Rows of a case by place, both ends included, as the store counts them (-1: the last)."""

    case: str
    start: int = 0
    stop: int = -1

    def of(self, rows: Sequence[str]) -> list[str]:
        """Those of a whole transcript."""
        count = len(rows)
        start = self.start if self.start >= 0 else max(0, count + self.start)
        stop = self.stop if self.stop >= 0 else count + self.stop
        return list(rows[start : stop + 1])


class Folds(TownStore):
    """A town's ended cases, folded or not."""

    def __init__(self, store: Store, town: str, hints: Hints) -> None:
        super().__init__(store, town, hints)
        self._words = dict(WORDS)

    # -- reading both kinds

    async def transcript_lines(self, spans: Sequence[Span]) -> list[list[str]]:
        """Transcript lines of cases, folded or not."""
        found = await self._lines_once(spans)
        # Between the two questions of one round trip a case may have been unfolded.
        missed = [i for i, lines in enumerate(found) if not lines and not spans[i].start]
        if missed:
            for i, lines in zip(missed, await self._lines_once([spans[i] for i in missed]), strict=True):
                found[i] = lines
        return found

    async def _lines_once(self, spans: Sequence[Span]) -> list[list[str]]:
        def fill(pipe: Pipeline) -> None:
            for span in spans:
                pipe.lrange(self._keys("rows", span.case), span.start, span.stop)
                self._get(pipe, span.case)

        found = await self._store.pipeline(fill) if spans else []
        lying = await self._unpacked(found[1::2])
        return [
            lines or (span.of(folded.rows) if folded is not None else [])
            for span, lines, folded in zip(spans, found[::2], lying, strict=True)
        ]

    async def stored_cases(self, cases: Sequence[str]) -> list[dict[str, str]]:
        """What is known of cases besides their rows; empty when there is no such case."""

        def fill(pipe: Pipeline) -> None:
            for case in cases:
                pipe.hgetall(self._keys("case", case))

        found: list[dict[str, str]] = await self._store.pipeline(fill) if cases else []
        missing = [i for i, fields in enumerate(found) if "conversation" not in fields]
        for i, folded in zip(missing, await self.folded([cases[i] for i in missing]), strict=True):
            found[i] = {**folded.case, **found[i]} if folded is not None else {}
        again = [i for i in missing if not found[i]]  # it may have been unfolded between the two questions
        if again:

            def fill_again(pipe: Pipeline) -> None:
                for i in again:
                    pipe.hgetall(self._keys("case", cases[i]))

            for i, fields in zip(again, await self._store.pipeline(fill_again), strict=True):
                found[i] = fields
        return found

    async def stored_handoffs(self, receipts: Sequence[str]) -> list[dict[str, str]]:
        """What is known of handoffs; empty when there is no such handoff."""
        found = await self._handoffs_live(receipts)
        # A second look finds those that were unfolded between the two questions.
        for _ in range(2):
            lying = [i for i, fields in enumerate(found) if fields.get("folded") and "ticket" not in fields]
            if not lying:
                break
            for i, folded in zip(lying, await self.folded([found[i]["folded"] for i in lying]), strict=True):
                if folded is not None and receipts[i] in folded.handoffs:
                    found[i] = {**folded.handoffs[receipts[i]], **found[i]}
            lost = [i for i in lying if "ticket" not in found[i]]
            for i, fields in zip(lost, await self._handoffs_live([receipts[i] for i in lost]), strict=True):
                found[i] = fields
        return found

    async def _handoffs_live(self, receipts: Sequence[str]) -> list[dict[str, str]]:
        def fill(pipe: Pipeline) -> None:
            for receipt in receipts:
                pipe.hgetall(self._keys("handoff", receipt))

        return await self._store.pipeline(fill) if receipts else []

    async def stored_tickets(self, receipts: Collection[str]) -> dict[str, Ticket]:
        """The tickets of those of the handoffs that are there, by receipt."""
        named = sorted(receipts)
        found = await self.stored_handoffs(named)
        return {
            receipt: ticket_from_json(fields["ticket"])
            for receipt, fields in zip(named, found, strict=True)
            if fields.get("ticket")
        }

    async def stored_deeds(self, cases: Sequence[str]) -> list[list[str]]:
        """Who did what in cases, as it is stored."""

        def fill(pipe: Pipeline) -> None:
            for case in cases:
                self._get(pipe, case)
                pipe.lrange(self._keys("did", case), 0, -1)
                self._get(pipe, case)

        found = await self._store.pipeline(fill) if cases else []
        packed = [a or (None if live else b) for a, live, b in zip(found[::3], found[1::3], found[2::3], strict=True)]
        return [
            [*(folded.did if folded is not None else ()), *live]
            for folded, live in zip(await self._unpacked(packed), found[1::3], strict=True)
        ]

    async def folded(self, cases: Sequence[str]) -> list[Folded | None]:
        """Cases as they are folded; None for those that are not."""

        def fill(pipe: Pipeline) -> None:
            for case in cases:
                self._get(pipe, case)

        return await self._unpacked(await self._store.pipeline(fill) if cases else [])

    async def _unpacked(self, packed: Sequence[bytes | None]) -> list[Folded | None]:
        for number in {one[0] for one in packed if one} - self._words.keys():
            await self._read_words(number)
        return [unpack(one, self._words) if one else None for one in packed]

    async def _read_words(self, number: int) -> None:
        (words,) = await self._store.pipeline(
            lambda pipe: pipe.execute_command("HGET", self._keys("words"), str(number), **{NEVER_DECODE: True})
        )
        if words:
            self._words[number] = words

    def _get(self, pipe: Pipeline, case: str) -> None:
        pipe.execute_command("GET", self._keys("folded", case), **{NEVER_DECODE: True})

    # -- folding

    async def to_fold(self, until: datetime, limit: int = _AT_ONCE) -> list[str]:
        """Cases that ended before a time and are not folded, the oldest first."""
        key = self._keys("unfolded")
        found: list[str] = await self._store.call(
            lambda r: r.zrangebyscore(key, "-inf", stamp(until), start=0, num=limit)
        )
        return found

    async def fold_case(self, case: str, until: datetime | None = None) -> Fold:
        """Fold an ended case into one value, in one step, if it is still as it was read.

        ``until``: not if it was put off to a later time since it was listed, because somebody needs it unfolded.
        """
        latest = stamp(until) if until is not None else ""
        said, *found = await self._run(scripts.FOLDABLE, case, latest)
        if said == "ok":
            digest, _, about, rows, did, handoffs, deliveries = found
            packed = pack(
                Folded(
                    case=_hash(about),
                    rows=tuple(rows),
                    did=tuple(did),
                    handoffs={receipt: _hash(flat, without=_NOT_PACKED) for receipt, flat in handoffs},
                    deliveries={delivery: _hash(flat) for delivery, flat in deliveries},
                ),
                *await self._best_words(),
            )
            said = await self._run(scripts.FOLD, case, latest, digest, packed)
        if said == "gone":
            await self._store.call(lambda r: r.zrem(self._keys("unfolded"), case))
        elif said not in ("done", "stale", "put off"):
            await self.fold_later(case)
        return cast(Fold, said)

    async def unfold_case(self, case: str) -> bool:
        """Put a folded case's keys back as they were; False when it is not folded."""
        while True:
            (packed,) = await self._store.pipeline(lambda pipe: self._get(pipe, case))
            if not packed:
                return False
            digest = hashlib.sha1(packed, usedforsecurity=False).hexdigest()
            (folded,) = await self._unpacked([packed])
            value = json.dumps(folded.value if folded is not None else [], ensure_ascii=False)
            said = await self._run(scripts.UNFOLD, case, digest, value, _again())
            if said != "stale":
                return bool(said == "done")

    async def unfold_handoff(self, receipt: str) -> bool:
        """Put the case back in which a handoff lies, before it is changed; False when it lies in none."""
        case = await self._store.call(lambda r: r.hget(self._keys("handoff", receipt), "folded"))
        return bool(case) and await self.unfold_case(str(case))

    async def note_unfolded(self) -> int:
        """Once a town: cases that ended before there was folding are to be folded too; how many."""
        meta, cursor, count = self._keys("meta"), 0, 0
        if await self._store.call(lambda r: r.hget(meta, "folding")):
            return 0
        while True:
            cursor, ended = await self._store.call(
                lambda r, at=cursor: r.zscan(self._keys("ended"), at, count=_AT_ONCE * 4)  # type: ignore[misc]
            )
            old = dict(ended)
            if old:
                await self._store.call(lambda r, old=old: r.zadd(self._keys("unfolded"), old, nx=True))  # type: ignore[misc]
            count += len(old)
            if not int(cursor):
                break
        await self._store.call(lambda r: r.hset(meta, "folding", "1"))
        return count

    # -- the town's own words

    async def _best_words(self) -> tuple[int, bytes]:
        number = int(await self._store.call(lambda r: r.hget(self._keys("meta"), "words")) or NEWEST)
        if number not in self._words:
            await self._read_words(number)
        return (number, self._words[number]) if number in self._words else (NEWEST, WORDS[NEWEST])

    async def renew_words(self, now: datetime) -> bool:
        """Once a season: what the bot says often becomes words that cases are folded with from now on."""
        meta = self._keys("meta")
        number, made = await self._store.call(lambda r: r.hmget(meta, ["words", "words_made"]))
        if made and now - time_of(made) < WORDS_FOR:
            return False
        cases = await self._store.call(lambda r: r.zrevrange(self._keys("ended"), 0, WORDS_FROM - 1))
        if len(cases) < ENOUGH:
            return False
        names = [str(case) for case in cases]
        about, rows = await self.stored_cases(names), await self.transcript_lines([Span(case=one) for one in names])
        words = town_words(
            (one.get("conversation", ""), row)
            for one, lines in zip(about, rows, strict=True)
            for row in map(row_of, lines)
        )
        new = max(int(number or 0) + 1, TOWNS_OWN)
        if not words or new > LAST:
            return False
        # Once there, words are never replaced: cases may have been folded with them.
        if not await self._store.call(lambda r: r.hsetnx(self._keys("words"), str(new), words)):
            await self._read_words(new)
        await self._store.call(lambda r: r.hset(meta, mapping={"words": str(new), "words_made": str(stamp(now))}))
        return True

    async def fold_later(self, case: str) -> None:
        """It cannot be folded now; look at it again tomorrow."""
        await self._store.call(lambda r: r.zadd(self._keys("unfolded"), {case: _again()}, xx=True))


def _again() -> int:
    return stamp(datetime.now(UTC) - FOLD_AFTER + AGAIN)


def _hash(flat: Sequence[Any], *, without: Collection[str] = ()) -> dict[str, str]:
    return {name: text for name, text in zip(flat[::2], flat[1::2], strict=True) if name not in without}


def row_of(line: str) -> Row:
    """The row that a stored line of a transcript is."""
    n, at, text = line.split("\t", 2)
    value = json.loads(text)
    return Row(
        id=value["id"], who=value["who"], name=value.get("name", ""), body=value["body"], n=int(n), at=time_of(at)
    )
