"""Cases that are written for the bench are as the program itself leaves them, and the benches run."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handoff.journal.folds import Folds
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.bench.growth.cases import _ISO, _PASSING, _STAMP, Mould, Seeder, play, plot
from tests.bench.growth.ratios import compared
from tests.integration.journal.test_erasing import dump
from tests.proof import kept

pytestmark = pytest.mark.server


async def stored(store: Store, journal: Journal, *names: tuple[str, str]) -> dict[str, Any]:
    """What a town has, without times, and with names put in the place of others."""
    found = {}
    for key, text in (await dump(store, journal)).items():
        if key.split(":")[0] in _PASSING:
            continue
        whole = f"{key}\n{text}"
        for name, other in names:
            whole = whole.replace(name, other)
        whole = _ISO.sub("<time>", _STAMP.sub("1700000000000", whole))
        key, text = whole.split("\n", 1)  # noqa: PLW2901
        value = json.loads(text)
        if key.startswith("folded:"):
            value[4].sort()  # deliveries, whose ids the program chose
        found[key] = sorted(map(str, value)) if key.startswith(("deliveries:", "unfolded")) else value
    return found


@pytest.mark.parametrize("folded", [False, True])
async def test_they_are_what_the_program_leaves(journal: Journal, store: Store, hints: Any, folded: bool) -> None:
    now = datetime.now(UTC)
    one = plot(7, now)
    apart = Journal(store, f"{journal.town}m", hints)
    other = Journal(store, f"{journal.town}o", hints)
    conversation, reply = await play(journal, one)
    while await journal.file_next():
        pass
    if folded:
        assert await journal.fold_case(one.case) == "done"
    await Seeder(other, await Mould.of(apart, plot(10**9, now))).fill(
        7, 1, folded=folded, since=now - timedelta(days=1), until=now
    )
    secret = ("post:", "secret")  # a town's own: the terms under it are compared by number
    ours, theirs = (
        await stored(store, journal, (conversation, one.conversation), (reply, one.ids[5])),
        await stored(store, other),
    )
    assert len([key for key in ours if key.startswith("post:")]) == len(
        [key for key in theirs if key.startswith("post:")]
    )
    assert {k: v for k, v in ours.items() if not k.startswith(secret)} == {
        k: v for k, v in theirs.items() if not k.startswith(secret)
    }
    rows = [(row.who, row.body) for row in await journal.rows(conversation)]
    assert [(row.who, row.body) for row in await other.rows(one.conversation)] == rows
    assert len(rows) == 8


async def test_they_can_be_folded_and_come_back(journal: Journal, store: Store, hints: Any) -> None:
    now = datetime.now(UTC)
    mould = await Mould.of(Journal(store, f"{journal.town}m", hints), plot(10**9, now))
    await Seeder(journal, mould).fill(0, 120, folded=False, since=now - timedelta(days=40), until=now)
    assert await journal.renew_words(now)
    assert not await journal.renew_words(now + timedelta(days=1))
    before = await stored(store, journal)
    for no in range(120):
        assert await journal.fold_case(plot(no, now).case) == "done"
    fresh = Journal(store, journal.town, hints)
    assert len(await fresh.closed_tickets(200)) == 120
    sizes = [int(await store.redis.strlen(journal._keys("folded", plot(no, now).case))) for no in range(120)]
    assert sum(sizes) / 120 < 900
    for no in range(120):
        assert await fresh.unfold_case(plot(no, now).case)
    assert await stored(store, journal) == before
    assert isinstance(fresh, Folds)


def test_a_ratio_has_an_interval() -> None:
    found = compared([(2.0, 1.0), (2.2, 1.0), (1.8, 1.0), (2.0, 1.0)])
    assert (found.ratio, found.is_flat, found.low <= 2.0 <= found.high) == (2.0, False, True)
    assert compared([(1.0, 1.0), (1.3, 1.0), (1.0, 1.0)]).is_flat


STATE = ("growth.state", "--towns", "2", "--messages", "5", "--idle", "1", "--day", "1")


@pytest.mark.timeout(300)
def test_the_benches_run(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    for part in (("growth", "--cases", "150", "--few", "100", "--rounds", "1"), STATE):
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{part[0]}", *part[1:], "--keep", str(figures)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
    assert {row.part for row in kept(figures)} == {"growth", "state"}
