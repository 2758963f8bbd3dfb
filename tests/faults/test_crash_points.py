"""Rows 1 to 9 and 16: the whole program is killed at a named point of one message's way, and started again."""

from __future__ import annotations

import signal

import pytest

from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import World, until

pytestmark = pytest.mark.faults

QUICK = ("--lease", "1", "--delivery-lease", "1.2")


@pytest.mark.parametrize(
    ("point", "uncertain", "twice"),
    [
        pytest.param("ingest.before", 0, 0, id="row1-received-not-stored", marks=pytest.mark.fault(rows=(1,))),
        pytest.param("ingest.after", 0, 0, id="row2-stored-not-confirmed", marks=pytest.mark.fault(rows=(2,))),
        pytest.param("take.after", 0, 0, id="row4-taken", marks=pytest.mark.fault(rows=(4,))),
        pytest.param("commit.before", 0, 0, id="row5-decided-not-committed", marks=pytest.mark.fault(rows=(5,))),
        pytest.param("commit.after", 0, 0, id="row6-committed-reply-lost", marks=pytest.mark.fault(rows=(6,))),
        pytest.param("take_delivery.after", 1, 0, id="row7-before-the-call", marks=pytest.mark.fault(rows=(7,))),
        pytest.param("report.before", 1, 1, id="row8-sent-not-reported", marks=pytest.mark.fault(rows=(8,))),
        pytest.param("report.before:2", 1, 1, id="row8-second-message", marks=pytest.mark.fault(rows=(8,))),
        pytest.param("report.after", 0, 0, id="row9-reported", marks=pytest.mark.fault(rows=(9,))),
        pytest.param("made", 0, 0, id="row16-at-start", marks=pytest.mark.fault(rows=(16,))),
    ],
)
async def test_killed_at(world: World, point: str, uncertain: int, twice: int) -> None:
    world.citizen(1).say(ANSWERED[0])
    victim = world.spawn(*EVERYTHING, options=("--crash-at", point, *QUICK))
    assert await victim.end() == -signal.SIGKILL
    await world.start(*EVERYTHING, options=QUICK)
    await world.quiet()
    assert await world.violations() == []
    assert await world.said(1) == [ANSWERED[0]]
    assert (await world.uncertain(), world.twice()) == (uncertain, twice)
    assert len(world.api.ledger.accepted_messages(1001)) == 2 + twice  # the greeting and the answer


@pytest.mark.fault(rows=(3,))
async def test_killed_after_the_confirmation(world: World) -> None:
    """Row 3: Telegram has forgotten the update; only the journal has it."""
    await (await world.start("worker")).kill()  # there is a release
    poller = await world.start("poller")
    world.citizen(1).say(ANSWERED[0])
    await until(lambda: len(world.api.ledger.confirmed_update_ids()) == 1, 5, "confirmation")
    await poller.kill()
    await world.start(*EVERYTHING, options=QUICK)
    await world.quiet()
    assert await world.violations() == []
    assert await world.said(1) == [ANSWERED[0]]
    assert world.twice() == 0


@pytest.mark.fault(rows=(16,))
async def test_a_store_that_has_forgotten_the_scripts(world: World) -> None:
    """Row 16: a process killed before it loads them, and one whose scripts vanish while it works."""
    await world.spawn(*EVERYTHING, options=QUICK).kill()
    await world.store.redis.script_flush()
    await world.start(*EVERYTHING, options=QUICK)
    for text in ANSWERED[:3]:
        await world.store.redis.script_flush()
        world.citizen(1).say(text)
        await world.quiet()
    assert await world.violations() == []
    assert await world.said(1) == list(ANSWERED[:3])


@pytest.mark.fault(rows=(67,))
async def test_the_third_worker_killed_by_a_message_sets_it_aside_for_a_person(world: World) -> None:
    """Row 67, in its milder form: what kills a worker twice is not tried by a third one."""
    world.spawn("poller", "sender", options=QUICK)  # waits until a worker has published
    world.citizen(1).say(ANSWERED[0])
    world.citizen(1).say(ANSWERED[1])
    for _ in range(2):
        victim = world.spawn("worker", options=("--crash-at", "commit.before", *QUICK))
        assert await victim.end() == -signal.SIGKILL
    await world.start("worker", options=QUICK)
    await world.quiet()
    assert await world.violations() == []
    assert await world.said(1) == [ANSWERED[1]]
    assert [c for c, _ in await world.journal.tickets()] == [await world.conversation(1)]


@pytest.mark.fault(rows=(16,))
async def test_a_start_that_fails_ends_the_process(world: World) -> None:
    """Whoever supervises it must hear of it: no half-dead process stays."""
    for file in (world.folder / "towns" / TOWN / "faq").iterdir():
        file.write_text("- id: [", "utf-8")
    assert await (await world.start(*EVERYTHING)).end(5) == 1
