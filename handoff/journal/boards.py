"""What a town has put up for the moment, in one hash: read with every take, so that it holds on all workers at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from handoff.audit import Action, AuditRow, row
from handoff.board import (
    BANNER_FIELD,
    Banner,
    Board,
    DatedNotice,
    Switch,
    board_of,
    ended_fields,
    field_of,
    notice_field,
    switch_field,
)
from handoff.journal import scripts
from handoff.journal.townstore import TownStore

AT_ONCE: Final = 60
"""Conversations of a channel that comes back, woken in one step."""


class Boards(TownStore):
    """A town's board. Every change is audited in the step that makes it."""

    async def board(self) -> Board:
        """All that is put up."""
        return board_of(await self._store.call(lambda r: r.hgetall(self._keys("board"))))

    async def put_up(self, thing: DatedNotice | Banner | Switch, *, by: str) -> None:
        """Put something up; a banner or switch takes the place of the one before. ``by``: login, or "command line"."""
        match thing:
            case DatedNotice():
                told = row(by, Action.NOTICE_ADD, what=thing.id, department=thing.department)
            case Banner():
                told = row(by, Action.BANNER_SET, what=thing.id)
            case Switch():
                told = row(by, Action.CHANNEL_OFF, channel=thing.channel)
        name, value = field_of(thing)
        await self._change(name, value, told)

    async def end_notice(self, id: str, *, by: str) -> bool:
        """Take a notice down; False when there is none."""
        return await self._change(notice_field(id), "", row(by, Action.NOTICE_END, what=id))

    async def lower_banner(self, *, by: str) -> bool:
        """Take the banner down; False when there is none."""
        return await self._change(BANNER_FIELD, "", row(by, Action.BANNER_CLEAR))

    async def switch_on(self, channel: str, *, by: str) -> bool:
        """The channel works again, and what waited for it goes on; False when it was not off."""
        done = await self._change(switch_field(channel), "", row(by, Action.CHANNEL_ON, channel=channel))
        while int(await self._run(scripts.RESUME, channel, AT_ONCE)) > 0:
            pass
        return done

    async def held(self, channel: str) -> int:
        """How many conversations wait for a channel to come back."""
        return int(await self._store.call(lambda r: r.scard(self._keys("held", channel))))

    async def _change(self, name: str, value: str, told: AuditRow) -> bool:
        now = datetime.now(UTC)
        ended = [one for one in ended_fields(await self.board(), now) if one != name]
        return bool(await self._run(scripts.BOARD, name, value, told.text, *ended))
