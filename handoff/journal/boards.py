"""What a town has put up for the moment, in one hash: read with every take, so that it holds on all workers at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

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
                told = {"action": "notice_add", "notice": thing.id, "department": thing.department}
            case Banner():
                told = {"action": "banner_set", "banner": thing.id}
            case Switch():
                told = {"action": "channel_off", "channel": thing.channel, "reason": thing.reason}
        name, value = field_of(thing)
        await self._change(name, value, {"who": by, **told})

    async def end_notice(self, id: str, *, by: str) -> bool:
        """Take a notice down; False when there is none."""
        return await self._change(notice_field(id), "", {"who": by, "action": "notice_end", "notice": id})

    async def lower_banner(self, *, by: str) -> bool:
        """Take the banner down; False when there is none."""
        return await self._change(BANNER_FIELD, "", {"who": by, "action": "banner_clear"})

    async def switch_on(self, channel: str, *, by: str) -> bool:
        """The channel works again, and what waited for it goes on; False when it was not off."""
        done = await self._change(switch_field(channel), "", {"who": by, "action": "channel_on", "channel": channel})
        while int(await self._run(scripts.RESUME, channel, AT_ONCE)) > 0:
            pass
        return done

    async def held(self, channel: str) -> int:
        """How many conversations wait for a channel to come back."""
        return int(await self._store.call(lambda r: r.scard(self._keys("held", channel))))

    async def _change(self, name: str, value: str, told: dict[str, Any]) -> bool:
        now = datetime.now(UTC)
        row = json.dumps({"at": now.isoformat(), **told}, ensure_ascii=False)
        ended = [one for one in ended_fields(await self.board(), now) if one != name]
        return bool(await self._run(scripts.BOARD, name, value, row, *ended))
