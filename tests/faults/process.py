"""The program as its own process that ends or stops itself at a named point: `python -m tests.faults.process`.

The points lie in a journal of the tests; the product has none.
"""

from __future__ import annotations

import argparse
import os
import signal
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.app import run
from bot.opening import make_journal
from config.settings import Settings, load
from handoff.audit import AuditRow
from handoff.auditchain import Seal
from handoff.erasure import Asked
from handoff.hours import Calendar
from handoff.journal.erasing import Erased
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Repeat, Sending, Stale, State, Taken, Wait
from handoff.journal.store import Store

EVERYTHING = ("poller", "worker", "sender")
"""All that a town on Telegram needs; the web pages start only where a test wants them."""
POINTS = (
    "made",
    "ingest.before",
    "ingest.after",
    "take.after",
    "commit.before",
    "commit.after",
    "act.before",
    "act.after",
    "take_delivery.after",
    "report.before",
    "report.after",
    *(
        f"{step}.{side}"
        for step in ("cut_off", "erase_case", "put_erasure", "sweep", "drop_erasure")
        for side in ("before", "after")
    ),
    "seal.before",
    "seal.after",
    "sealed.before",
    "trim.before",
    "trim.after",
)


@dataclass(kw_only=True)
class Plan:
    """What the process does to itself: at the ``nth`` passing of a point it sends itself a signal."""

    point: str = ""
    nth: int = 1
    signum: int = signal.SIGKILL

    @classmethod
    def read(cls, text: str, signum: int) -> Plan:
        """From "point" or "point:nth"."""
        point, _, nth = text.partition(":")
        if point not in POINTS:
            raise ValueError(f"no such point: {point}; there are {', '.join(POINTS)}")
        return cls(point=point, nth=int(nth or 1), signum=signum)


@dataclass(frozen=True, kw_only=True)
class Leases:
    """Short ones, in seconds, so that tests are quick."""

    turn: float = 1.5
    delivery: float = 2.0
    named: float = 0.3


class FaultyJournal(Journal):
    """A journal that passes named points before and after what it does."""

    def __init__(self, store: Store, town: str, hints: Hints, *, plan: Plan, leases: Leases, **options: Any) -> None:
        super().__init__(
            store,
            town,
            hints,
            lease=timedelta(seconds=leases.turn),
            delivery_lease=timedelta(seconds=leases.delivery),
            **options,
        )
        self._plan = plan
        self._longest_lease = timedelta(seconds=leases.named)
        self._passed: Counter[str] = Counter()
        self._pass("made")

    def _pass(self, point: str) -> None:
        self._passed[point] += 1
        if point == self._plan.point and self._passed[point] == self._plan.nth:
            os.kill(os.getpid(), self._plan.signum)

    async def ingest_all(self, **events: Any) -> list[tuple[str, str]]:
        self._pass("ingest.before")
        became = await super().ingest_all(**events)
        self._pass("ingest.after")
        return became

    async def take_some(self, most: int) -> Sequence[Taken] | float:
        taken = await super().take_some(most)
        if not isinstance(taken, float):
            self._pass("take.after")
        return taken

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        name = "act" if commit.request else "commit"
        self._pass(f"{name}.before")
        result = await super().commit(commit)
        self._pass(f"{name}.after")
        return result

    async def take_deliveries(self, channel: str, most: int) -> Sequence[Sending] | Wait:
        taken = await super().take_deliveries(channel, most)
        if not isinstance(taken, Wait):
            self._pass("take_delivery.after")
        return taken

    async def report(self, sending: Sending, state: State, *, detail: str = "", wait: timedelta = timedelta()) -> bool:
        self._pass("report.before")
        written = await super().report(sending, state, detail=detail, wait=wait)
        self._pass("report.after")
        return written

    async def cut_off(self, conversation: str) -> None:
        self._pass("cut_off.before")
        await super().cut_off(conversation)
        self._pass("cut_off.after")

    async def erase_case(self, case: str, **how: Any) -> Erased:
        self._pass("erase_case.before")
        said = await super().erase_case(case, **how)
        self._pass("erase_case.after")
        return said

    async def put_erasure(self, conversation: str, asked: Asked) -> None:
        self._pass("put_erasure.before")
        await super().put_erasure(conversation, asked)
        self._pass("put_erasure.after")

    async def sweep(self, names: Collection[str], delivery: str) -> int:
        self._pass("sweep.before")
        count = await super().sweep(names, delivery)
        self._pass("sweep.after")
        return count

    async def drop_erasure(self, conversation: str, row: AuditRow) -> None:
        self._pass("drop_erasure.before")
        await super().drop_erasure(conversation, row)
        self._pass("drop_erasure.after")

    async def seal(self, seal: Seal) -> bool:
        self._pass("seal.before")
        made = await super().seal(seal)
        self._pass("seal.after")
        return made

    async def sealed(self, now: datetime) -> None:
        self._pass("sealed.before")
        await super().sealed(now)

    async def trim_audit(self, last: Seal, days: int) -> int:
        self._pass("trim.before")
        gone = await super().trim_audit(last, days)
        self._pass("trim.after")
        return gone

    async def lease(self, name: str, owner: str, time: timedelta) -> bool:
        # The next process shall not wait the 10 s of a poller that was killed.
        return await super().lease(name, owner, min(time, self._longest_lease))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program; settings come from the environment."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.process", description=main.__doc__)
    parser.add_argument("--role", action="append", default=[])
    parser.add_argument("--crash-at", default="", help="point[:nth]: kill -9 itself there")
    parser.add_argument("--stop-at", default="", help="point[:nth]: stop there until SIGCONT")
    parser.add_argument("--lease", type=float, default=Leases.turn)
    parser.add_argument("--delivery-lease", type=float, default=Leases.delivery)
    parser.add_argument("--mail-gap", type=float, default=0.0, help="seconds between two mails to one address")
    parser.add_argument("--gap", type=float, default=0.0, help="seconds between two messages to one citizen")
    parser.add_argument("--as-shipped", action="store_true", help="the product's own journal: its leases, its pace")
    parser.add_argument("--holiday", type=date.fromisoformat, action="append", help="a day off; then no other day is")
    options = parser.parse_args(arguments)
    if options.holiday:
        days = frozenset(options.holiday)
        setattr(Calendar, "is_holiday", lambda _, day: day in days)  # noqa: B010 - the type checker forbids it rightly
    plan = Plan()
    if options.crash_at:
        plan = Plan.read(options.crash_at, signal.SIGKILL)
    elif options.stop_at:
        plan = Plan.read(options.stop_at, signal.SIGSTOP)
    leases = Leases(turn=options.lease, delivery=options.delivery_lease)

    def make_faulty(settings: Settings, store: Store, town: str, hints: Hints) -> Journal:
        return FaultyJournal(
            store,
            town,
            hints,
            plan=plan,
            leases=leases,
            gap={"telegram": timedelta(seconds=options.gap), "mail": timedelta(seconds=options.mail_gap)},
            mailbox=settings.limits.mailbox,
            per_minute=settings.limits.messages_per_minute,
            claimed=True,
        )

    run(load(), frozenset(options.role or ["all"]), make_journal if options.as_shipped else make_faulty)


if __name__ == "__main__":
    main()
