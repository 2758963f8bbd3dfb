"""Removing one ended case, so that nothing of it is left; with the last one its conversation (`emptying`).

What is begun is marked and finished later by whoever comes by: every step may be repeated, and what leads to the next
thing is removed after that thing.

====================================== =====================================================================
what there is of a case                what becomes of it
====================================== =====================================================================
``rows:<case>``, ``did:<case>``        deleted
``case:<case>``, ``ended``             deleted
``cases:<conv>``, ``handoffs:<conv>``, its lines are taken out
``ends:<conv>``, ``leaving``
``handoff:``, ``receipt:<receipt>``    deleted, of each handoff whose last case it is; one that goes on stays
``closed``, ``holds``, ``filemarks``   its receipts are taken out
``filing``                             it is taken out; what may be half filed is filed first
``post:<index>:<hash>``                its number is taken out of the list of each of its terms
``filed:<index>``                      its place is empty; the number is not used again
``tags``                               those that no case has any more
``deliveries:<case>``, ``delivery:``   deleted, with their bodies
``lane:``, ``out:``, ``flight:``,      its deliveries are taken out; what is on its way at this moment is sent, and
``merge:``, ``trouble``                its report finds nothing
``posted:``, ``shown:``                its messages are taken out; in the staff group's, the numbers of other cases stay
``topics``, ``threads``                its topic is taken out, and deleted in the staff group
``files``, ``files:<conv>``            what its rows name and no other case, on disk too
``draft:<conv>``, ``drafted``          drafts for its receipts, with their files
``unread:<conv>``                      what its rows would have settled
``notice:<conv>``, ``callback:<conv>`` when they are for it, and with the last case
``parked``                             what was set aside of the conversation until its end, since the case before
``seen:<event>``                       stays for its 48 h without the conversation, so that a repeat is still known
====================================== =====================================================================

Left for their time: ``feed`` (an hour) and ``request:<id>`` (48 h) hold ids only; ``audit`` holds who did what at which
receipt; ``told:<to>`` of staff, and the receipts of others' messages in the group, hold receipts (60 and 90 days).
``count:<day>`` holds nothing of anybody.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Final, Literal, cast

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.drafts import Drafts
from handoff.journal.emptying import (
    DELIVERIES_AT_ONCE,
    KEYS_AT_ONCE,
    DropTopic,
    Emptying,
    Keeps,
    RemoveFiles,
    keep_topic,
)
from handoff.journal.fileindex import stored_refs
from handoff.journal.folds import row_of
from handoff.journal.records import Row
from handoff.journal.searching import Searching
from handoff.search import encode, former_terms, terms_of
from handoff.ticket import Ticket

Erased = Literal["gone", "open", "held", "done"]
"""``gone``: there is no such case; ``open``: it has not ended; ``held``: by law; ``done``: nothing of it is left."""

_ROWS_AT_ONCE: Final = 500


class Erasing(Searching, Emptying, Drafts):
    """Removes what there is of a case."""

    async def erase_case(self, case: str, *, remove: RemoveFiles, keeps: Keeps, drop: DropTopic = keep_topic) -> Erased:
        """Remove an ended case wholly; with the last one, its conversation. Raises JournalError, OSError.

        Stopped at any point, it goes on where it was when it is called again: see `half_erased`.
        """
        state, conversation = await self._run(scripts.ERASE_BEGIN, case)
        while state == "gone" and await self.unfold_case(case):
            state, conversation = await self._run(scripts.ERASE_BEGIN, case)
        if state != "marked":
            return cast(Erased, state)
        receipts = await self._receipts_of(conversation, case)
        for receipt in receipts:
            await self._leave_search(receipt)
            if thread := await self._store.call(lambda r, one=receipt: r.hget(self._keys("topics"), one)):  # type: ignore[misc]
                await drop(receipt, int(thread))
        await self._erase_deliveries(case, receipts)
        await self._erase_beside(conversation, case, receipts, remove)
        tags = {tag for receipt in receipts for tag in await self._tags_of(receipt)}
        await self._drop_tags(tags)
        for receipt in receipts:
            await self._run(scripts.ERASE_HANDOFF, conversation, receipt, case)
        line = await self._line_of(conversation, case)

        def fill(pipe: Pipeline) -> None:
            pipe.unlink(*(self._keys(name, case) for name in ("rows", "did", "deliveries", "case")))
            if line:
                pipe.lrem(self._keys("cases", conversation), 0, line)

        await self._store.pipeline(fill)
        await self.erase_emptied(conversation, remove=remove, keeps=keeps)
        await self._store.call(lambda r: r.hdel(self._keys("erasing"), case))
        return "done"

    async def half_erased(self) -> list[str]:
        """Cases whose removal was begun and not finished."""
        return sorted(await self._store.call(lambda r: r.hkeys(self._keys("erasing"))))

    # -- what a case consists of

    async def _line_of(self, conversation: str, case: str) -> str:
        return next((line for line in await self._lines_of(conversation) if line.split(" ", 1)[1] == case), "")

    async def _receipts_of(self, conversation: str, case: str) -> list[str]:
        """Its handoffs; one that was opened again lies in a later case."""
        receipts: list[str] = await self._store.call(lambda r: r.lrange(self._keys("handoffs", conversation), 0, -1))
        tickets = await self.stored_tickets(receipts)
        return [receipt for receipt in receipts if receipt in tickets and tickets[receipt].case == case]

    async def _ticket(self, receipt: str) -> Ticket | None:
        return (await self.stored_tickets([receipt])).get(receipt)

    async def _tags_of(self, receipt: str) -> tuple[str, ...]:
        ticket = await self._ticket(receipt)
        return ticket.tags if ticket is not None else ()

    async def _each_row(self, case: str) -> AsyncIterator[Row]:
        start = 0
        while lines := await self._lines(case, start, start + _ROWS_AT_ONCE - 1):
            for line in lines:
                yield row_of(line)
            start += _ROWS_AT_ONCE

    # -- the search

    async def _leave_search(self, receipt: str) -> None:
        """Take its number out of the index."""
        await self._store.call(lambda r: r.zrem(self._keys("closed"), receipt))  # an index made anew does without it
        while await self._run(scripts.ERASE_FILING, receipt) == "head":
            await self.file_next()
        places = await self._store.call(lambda r: r.hmget(self._keys("handoff", receipt), ["filed", "filed_before"]))
        ticket = await self._ticket(receipt)
        if ticket is None or not places[0]:
            return
        (rows,) = await self._rows([ticket])
        hashes = await self._hashes([*terms_of(ticket, rows), *former_terms(ticket)])
        for index, *numbers in (place.split() for place in places if place):
            for number in numbers:  # more than one: it was opened again and closed
                await self._leave_lists(index, int(number), hashes)

    async def _leave_lists(self, index: str, number: int, hashes: Sequence[str]) -> None:
        for start in range(0, len(hashes), KEYS_AT_ONCE):
            await self._run(scripts.ERASE_TERMS, index, encode(number), *hashes[start : start + KEYS_AT_ONCE])

    async def _drop_tags(self, tags: Collection[str]) -> None:
        """Suggest no more what no case has any more."""
        if not tags:
            return
        words = sorted(tags)
        hashes, index = await self._hashes([f"t:{word}" for word in words]), await self._index()

        def fill(pipe: Pipeline) -> None:
            for name in hashes:
                pipe.exists(self._keys("post", index, name))

        kept = await self._store.pipeline(fill)
        open_ones = {tag for _, ticket in await self.tickets() for tag in ticket.tags}
        over = [word for word, is_kept in zip(words, kept, strict=True) if not is_kept and word not in open_ones]
        if over:
            await self._store.call(lambda r: r.zrem(self._keys("tags"), *over))

    # -- deliveries

    async def _erase_deliveries(self, case: str, receipts: Sequence[str]) -> None:
        key, known = self._keys("deliveries", case), " ".join(receipts)
        while ids := await self._store.call(lambda r: r.srandmember(key, DELIVERIES_AT_ONCE)):
            await self._run(scripts.ERASE_DELIVERIES, case, known, *ids)

    # -- what lies beside the transcript

    async def _erase_beside(self, conversation: str, case: str, receipts: Sequence[str], remove: RemoveFiles) -> None:
        refs, events, numbers = set[str](), [], set[str]()
        async for row in self._each_row(case):
            refs.update(stored_refs(row.body))
            numbers.add(str(row.n))
            if row.who == "citizen":
                events.append(row.id)
        for receipt in receipts:
            ticket = await self._ticket(receipt)
            refs.update(file.ref for one in (ticket.outgoing if ticket is not None else ()) for file in one.files)
        drafts = await self.drafts_for(conversation, receipts)
        refs.update(file.ref for _, draft in drafts for file in draft.files)
        await self._remove_files(conversation, case, refs, remove)
        unread = await self._store.call(lambda r: r.hkeys(self._keys("unread", conversation)))
        since, until = await self._span(conversation, case)
        await self._drop_parked(conversation, since, until)
        for start in range(0, len(events), KEYS_AT_ONCE):
            await self._blank(conversation, events[start : start + KEYS_AT_ONCE])

        def fill(pipe: Pipeline) -> None:
            for field, _ in drafts:
                pipe.hdel(self._keys("draft", conversation), field)
            if over := [n for n in unread if n in numbers]:
                pipe.hdel(self._keys("unread", conversation), *over)
            pipe.get(self._keys("notice", conversation))
            pipe.get(self._keys("callback", conversation))

        *_, notice, callback = await self._store.pipeline(fill)
        if notice and json.loads(notice).get("case") == case:
            names = (self._keys("notice", conversation), self._keys("told", f"reader:{conversation}"))
            await self._store.call(lambda r: r.delete(*names))
        if callback and json.loads(callback).get("receipt") in receipts:

            def forget(pipe: Pipeline) -> None:
                pipe.delete(self._keys("callback", conversation))
                pipe.zrem(self._keys("callbacks"), conversation)

            await self._store.pipeline(forget)

    async def _remove_files(self, conversation: str, case: str, refs: set[str], remove: RemoveFiles) -> None:
        """Those that nothing else names: not another case of the conversation, nor another conversation."""
        for other in await self.cases_of(conversation) if refs else ():
            if other != case:
                async for row in self._each_row(other):
                    refs.difference_update(stored_refs(row.body))
        if not refs:
            return
        named = sorted(refs)
        owners = await self._store.call(lambda r: r.hmget(self._keys("files"), named))
        mine = [ref for ref, owner in zip(named, owners, strict=True) if owner in (None, conversation)]
        await remove(mine)
        await self.forget_files(conversation, mine)

    async def _blank(self, conversation: str, events: Sequence[str]) -> None:
        """Whose they were is forgotten; that they came is not. Nothing is owed for them any more."""

        def fill(pipe: Pipeline) -> None:
            for event in events:
                pipe.set(self._keys("seen", event), "", xx=True, keepttl=True)
            pipe.zrem(self._keys("obligations"), *(f"{conversation}/{event}" for event in events))
            pipe.srem(self._keys("open", conversation), *events)

        await self._store.pipeline(fill)

    async def _span(self, conversation: str, case: str) -> tuple[int, int | None]:
        """From the end of the case before it to its own end, in ms."""
        cases = await self.cases_of(conversation)
        found = await self.stored_cases(cases)
        ends = {one: about.get("closed") for one, about in zip(cases, found, strict=True)}
        at = cases.index(case) if case in cases else 0
        before = [int(end) for one in cases[:at] if (end := ends[one])]
        end = ends.get(case)
        return max(before, default=0), int(end) if end else None
