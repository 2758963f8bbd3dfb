"""Legal holds and what belongs to the file, by receipt number. Every change is audited in the step that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from handoff.audit import Action, AuditRow, row
from handoff.casemarks import FileMark, Hold, hold_from_json, hold_to_json, mark_from_json, mark_to_json
from handoff.journal import scripts
from handoff.journal.folds import Folds

Marked = Literal["done", "stale", "gone"]
"""``stale``: somebody else has changed it meanwhile; ``gone``: there is no such handoff."""

_HOLDS: Final = "holds"
_FILE: Final = "filemarks"


class CaseMarks(Folds):
    """What a town says about its cases besides their tickets."""

    # -- legal holds

    async def hold(self, receipt: str) -> Hold | None:
        """The hold on a handoff, in force or ended."""
        text = await self._store.call(lambda r: r.hget(self._keys(_HOLDS), receipt))
        return hold_from_json(text) if text else None

    async def holds(self) -> list[Hold]:
        """All that were set and not lifted, the first to end first."""
        stored = await self._store.call(lambda r: r.hvals(self._keys(_HOLDS)))
        return sorted(map(hold_from_json, stored), key=lambda hold: (hold.until, hold.receipt))

    async def set_hold(self, hold: Hold) -> Marked:
        """Keep a handoff's cases until the hold's end; one before it is replaced."""
        before = await self.hold(hold.receipt)
        until = hold.until.isoformat(timespec="seconds")
        told = row(hold.by, Action.HOLD, receipt=hold.receipt, until=until)
        return await self._mark(_HOLDS, hold.receipt, hold_to_json(before) if before else "", hold_to_json(hold), told)

    async def lift_hold(self, receipt: str, *, by: str) -> Marked:
        """End it before its end."""
        before = await self.hold(receipt)
        if before is None:
            return "gone"
        told = row(by, Action.HOLD_LIFTED, receipt=receipt)
        return await self._mark(_HOLDS, receipt, hold_to_json(before), "", told)

    # -- for the file

    async def file_mark(self, receipt: str) -> FileMark | None:
        """What says that a handoff belongs to the file."""
        text = await self._store.call(lambda r: r.hget(self._keys(_FILE), receipt))
        return mark_from_json(text) if text else None

    async def file_marks(self) -> list[FileMark]:
        """All of them, oldest first."""
        stored = await self._store.call(lambda r: r.hvals(self._keys(_FILE)))
        return sorted(map(mark_from_json, stored), key=lambda mark: (mark.at, mark.receipt))

    async def put_file_mark(self, before: FileMark | None, after: FileMark) -> Marked:
        """It belongs to the file, or the file system has it; ``before`` is what was read."""
        by = after.taken.by if after.taken is not None else after.by
        action = Action.FILE_TAKEN if after.taken is not None else Action.FOR_THE_FILE
        was = mark_to_json(before) if before is not None else ""
        return await self._mark(_FILE, after.receipt, was, mark_to_json(after), row(by, action, receipt=after.receipt))

    async def drop_file_mark(self, before: FileMark, *, by: str) -> Marked:
        """It does not belong to the file after all."""
        told = row(by, Action.NOT_FOR_THE_FILE, receipt=before.receipt)
        return await self._mark(_FILE, before.receipt, mark_to_json(before), "", told)

    # -- of several at once

    async def marks_of(self, receipts: Sequence[str]) -> tuple[dict[str, Hold], dict[str, FileMark]]:
        """The holds and file marks of handoffs, by receipt."""
        if not receipts:
            return {}, {}

        names = list(receipts)
        holds = await self._store.call(lambda r: r.hmget(self._keys(_HOLDS), names))
        marks = await self._store.call(lambda r: r.hmget(self._keys(_FILE), names))
        return (
            {receipt: hold_from_json(text) for receipt, text in zip(names, holds, strict=True) if text},
            {receipt: mark_from_json(text) for receipt, text in zip(names, marks, strict=True) if text},
        )

    async def _mark(self, marks: str, receipt: str, before: str, after: str, told: AuditRow) -> Marked:
        said: Marked = await self._run(scripts.MARK, marks, receipt, before, after, told.text)
        while said == "gone" and await self.unfold_handoff(receipt):
            said = await self._run(scripts.MARK, marks, receipt, before, after, told.text)
        return said
