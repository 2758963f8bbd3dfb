"""Scripts that are asked for while others are under way go to the store together: one round trip for many."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from handoff.journal.records import JournalAway, NotCopied
from handoff.journal.scripts import Script
from handoff.journal.store import Call, Store, call_of

MOST_AT_ONCE: Final = 64
BURST: Final = 16
"""From so many on that wait, a further way is worth its round trip: the store does what came by the one while we make
ready what goes by the other."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    call: Call
    answer: asyncio.Future[Any]


class Batches:
    """Runs scripts as `Store.run` does. Who is alone is served at once; under load a batch grows by itself.

    By one way they run in the order in which they were asked for. By more, a burst is shared out, and only who waits
    for an answer before they ask again knows an order. Each stands alone: none fails because of another.
    """

    def __init__(self, store: Store, *, ways: int = 1) -> None:
        self._store = store
        self._ways = ways
        self._waiting: deque[_Asked] = deque()
        self._sending: list[asyncio.Task[None]] = []

    async def run(self, script: Script, root: str, *args: str | int | bytes, begun: bool = False) -> Any:
        """Run a script on a town's root key. Raises JournalError."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append(_Asked(call_of(script, root, *args, begun=begun), answer))
        self._sending = [way for way in self._sending if not way.done()]
        if not self._sending or (len(self._sending) < self._ways and len(self._waiting) >= BURST):
            self._sending.append(self._store.begin(self._send()))
        return await answer

    async def _send(self) -> None:
        while self._waiting:
            share = max(BURST, -(-len(self._waiting) // self._ways))
            batch = [self._waiting.popleft() for _ in range(min(share, MOST_AT_ONCE, len(self._waiting)))]
            batch = [asked for asked in batch if not asked.answer.done()]  # who asked may have been cancelled
            try:
                for asked in await self._together(batch) if len(batch) > 1 else batch:
                    await self._alone(asked)
            except JournalAway as away:
                # Those who wait too: they have waited as long, and would have to wait as long again.
                for asked in (*batch, *self._waiting):
                    _tell(asked, away)
                self._waiting.clear()
            except Exception as error:
                for asked in batch:
                    _tell(asked, error)
            except BaseException:
                for asked in (*batch, *self._waiting):
                    asked.answer.cancel()
                self._waiting.clear()
                raise

    async def _together(self, batch: Sequence[_Asked]) -> list[_Asked]:
        """Run all in one round trip; those that have to be asked once more, alone."""
        try:
            answers = await self._store.run_together([asked.call for asked in batch])
        except NotCopied as away:
            answers = [NotCopied(answer) for answer in away.answer]
        again = []
        for asked, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception) and not isinstance(answer, NotCopied):
                again.append(asked)  # nothing was written: unknown to a store that was restarted, or refused
            else:
                _tell(asked, answer)
        return again

    async def _alone(self, asked: _Asked) -> None:
        try:
            answer = await self._store.run_call(asked.call)
        except NotCopied as away:
            answer = away
        except JournalAway:
            raise
        except Exception as error:
            answer = error
        _tell(asked, answer)


def _tell(asked: _Asked, answer: Any) -> None:
    if asked.answer.done():
        return
    if isinstance(answer, Exception):
        asked.answer.set_exception(answer)
    else:
        asked.answer.set_result(answer)
