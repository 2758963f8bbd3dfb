"""In which form a town's data lies: its number, the steps from one to the next, and who may work with it.

``SCHEMA`` is this version's. A change of keys or of what lies in them is a ``Step`` more, with its test; the number is
one more than there are steps. Steps never change once they were released.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from redis.asyncio import Redis

from handoff.journal.keys import Keys
from handoff.journal.soundness import Finding, UnsoundStore
from handoff.journal.store import Store

NUMBER, OLDEST, STEP = "schema", "schema_oldest", "schema_step"
FIELDS: Final = [NUMBER, OLDEST, STEP]
"""Fields of ``meta``: the form reached, the oldest program that may work with it, how far the present step is."""


class Work(Protocol):
    """What a step is given. It may be called again with any cursor it has reported, also twice at once."""

    keys: Keys
    cursor: str

    async def call(self, work: Callable[[Redis], Awaitable[Any]]) -> Any:
        """Do one thing in the store. Raises JournalAway."""
        ...

    async def reached(self, cursor: str, done: int, total: int) -> None:
        """All up to here is done and need not be done again. Raises NotOurs when another process goes on."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """From one form to the next. ``run`` may be killed at any point, and does no harm when it is done twice.

    ``online``: programs of the version before can work with the data meanwhile and afterwards. If not, they are sent
    away first, and those of this version wait for its end.
    """

    what: str
    run: Callable[[Work], Awaitable[None]]
    online: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """The form that a version of the program knows."""

    steps: tuple[Step, ...] = ()

    @property
    def number(self) -> int:
        """Of the form itself."""
        return 1 + len(self.steps)

    def step_to(self, number: int) -> Step:
        """The step that leads to this number."""
        return self.steps[number - 2]

    def stops_work(self, there: int) -> bool:
        """Whether data of form ``there`` must be brought up before work may begin."""
        return not all(step.online for step in self.steps[there - 1 :])


SCHEMA: Final = Schema()


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a town's data stands. ``number`` 0: there is none yet. ``towards`` 0: no step is being done."""

    number: int
    oldest: int
    towards: int = 0
    cursor: str = ""
    done: int = 0
    total: int = 0

    def refusal(self, schema: Schema) -> str:
        """Why a program that knows ``schema`` must not work with it; empty when it may."""
        if self.oldest <= schema.number:
            return ""
        towards = f", on its way to {self.towards}" if self.towards else ""
        return f"has schema {self.number}{towards}; this version knows {schema.number}"


async def standing(store: Store, town: str) -> Standing:
    """Raises JournalAway."""
    key = Keys(town)("meta")
    return standing_of(await store.of(town).call(lambda r: r.hmget(key, FIELDS)))


def standing_of(fields: Sequence[str | None]) -> Standing:
    """From what ``FIELDS`` of ``meta`` hold."""
    number, oldest, step = fields
    at: Mapping[str, Any] = json.loads(step) if step else {}
    there = int(number or 0)
    return Standing(
        number=there,
        oldest=int(oldest or there),
        towards=int(at.get("to", 0)),
        cursor=str(at.get("cursor", "")),
        done=int(at.get("done", 0)),
        total=int(at.get("total", 0)),
    )


async def claim_schema(store: Store, town: str, schema: Schema = SCHEMA) -> Standing:
    """Mark fresh data as ours, and see whether we may work with what is there. Raises UnsoundStore, JournalAway."""
    key = Keys(town)("meta")
    await store.of(town).call(lambda r: r.hsetnx(key, NUMBER, str(schema.number)))
    there = await standing(store, town)
    if why := there.refusal(schema):
        raise refused(town, why)
    return there


def refused(town: str, why: str) -> UnsoundStore:
    """That this version must not work with a town's data."""
    mend = "Install the newer Bürgerdraht again, or restore a backup made by this one."
    return UnsoundStore([Finding(level="refuse", what=f"The data of {town} {why}.", mend=mend)])
