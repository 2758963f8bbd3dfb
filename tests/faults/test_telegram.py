"""Rows 34-38, 42 and 43: Telegram refuses, falters, is away, and its token is revoked."""

from __future__ import annotations

import pytest

from faq.richtext import Rich
from handoff.journal.records import State
from handoff.ticket import Staff
from tests.botapi import Fault
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED
from tests.faults.world import World, until

pytestmark = pytest.mark.faults

KIM = 1001


def answers(world: World, number: int) -> list[str]:
    """What a citizen has got, without the greeting, by the first words."""
    return [m["text"].splitlines()[0] for m in world.api.ledger.accepted_messages(1000 + number)][1:]


@pytest.mark.fault(rows=(34,), promises=("P4",))
async def test_too_many_requests_holds_up_one_chat_only_and_keeps_its_order(world: World) -> None:
    """Row 34."""
    world.api.fail(Fault.flood(4), method="sendMessage", chat_id=KIM)
    await world.start(*EVERYTHING)
    for number in (1, 2):
        for text in ANSWERED[:2]:
            world.citizen(number).say(text)
    await world.quiet(30)
    sent = [r["chat_id"] for r in world.api.ledger.accepted_calls("sendMessage")]
    assert sent.index(KIM) >= sent.count(1002)  # the other citizen had everything before
    assert answers(world, 1) == answers(world, 2)
    assert len(answers(world, 1)) == 2
    assert (world.twice(), await world.uncertain()) == (0, 0)
    assert await world.violations() == []


@pytest.mark.fault(rows=(35, 37), promises=("P6",))
@pytest.mark.parametrize(
    ("fault", "most_twice"),
    [
        (Fault.error(500), 0),
        (Fault.error(502, html=True), 0),
        (Fault.error(504, accepted=True), 1),
        (Fault.drop(), 1),
        (Fault.close(), 0),
    ],
    ids=["500", "502-by-a-proxy", "504-but-done", "cut-after", "cut-before"],
)
async def test_what_may_have_been_sent_is_recorded_and_sent_once_more(
    world: World, fault: Fault, most_twice: int
) -> None:
    """Rows 35 and 37."""
    await world.start(*EVERYTHING)
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    world.api.fail(fault, method="sendMessage", chat_id=KIM)
    world.citizen(1).say(ANSWERED[1])
    world.citizen(1).say(ANSWERED[2])
    await world.quiet(30)
    got = answers(world, 1)
    assert len(dict.fromkeys(got)) == 3
    assert sorted(got, key=list(dict.fromkeys(got)).index) == got  # a second copy stands beside the first
    assert (world.twice(), await world.uncertain()) == (most_twice, 1)
    assert await world.violations() == []


@pytest.mark.fault(rows=(36,), promises=("P2",))
async def test_a_host_that_is_down_delays_and_doubles_nothing(world: World) -> None:
    """Row 36."""
    await world.start(*EVERYTHING)
    for number in range(4):
        world.citizen(number).say(ANSWERED[0])
    await world.quiet()
    await world.api.refuse_connections()
    conversation = await world.conversation(1)
    for number in range(4):  # taken in before it went down: answered while it is
        await world.ingest(f"telegram:{1000 + number}", f"tg:9000{number}", ANSWERED[1])
    await until(lambda: any(p.lines("sender.failed") for p in world.processes), 15, "a failed sending")
    assert all(s.state is not State.DEAD for s in (await world.journal.delivery_states(conversation)).values())
    await world.api.accept_connections()
    await world.quiet(40)
    assert [len(answers(world, number)) for number in range(4)] == [2] * 4
    assert (world.twice(), await world.uncertain()) == (0, 0)


@pytest.mark.fault(rows=(38,), promises=("P5",))
async def test_a_citizen_who_has_blocked_the_bot_is_tried_once_and_told_of(world: World) -> None:
    """Row 38."""
    await world.start(*EVERYTHING)
    conversation = await world.hand_off(1)
    kim = world.citizen(1)
    kim.block()
    clerk = Staff(login="anna", name="Anna")
    await world.acts.claim(conversation, clerk, request="c")
    snapshot = await world.journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.ticket is not None
    await world.acts.reply(conversation, clerk, snapshot.ticket.fence, Rich(text="Hallo?"), request="r")
    await world.quiet()
    states = await world.journal.delivery_states(conversation)
    lost = [s for s in states.values() if s.state is State.UNDELIVERABLE]
    assert {(s.reason, s.attempt) for s in lost} == {("blocked", 1)}
    assert len(lost) == 2  # that Anna is there, and what she says
    kim.unblock()
    await world.acts.reply(conversation, clerk, snapshot.ticket.fence, Rich(text="Und jetzt?"), request="r2")
    await world.quiet()
    assert kim.last().text == "Und jetzt?"
    assert "Hallo?" not in [m["text"] for m in world.api.ledger.accepted_messages(KIM)]
    assert await world.violations() == []


@pytest.mark.fault(rows=(42,), promises=("P2",))
async def test_a_revoked_token_stops_the_channel_alone_and_a_new_one_goes_on(world: World) -> None:
    """Row 42."""
    app = await world.start(*EVERYTHING)
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    world.api.change_token("7777:a-new-one")
    await until(lambda: app.lines("telegram.closed"), 30, "the alarm")
    world.citizen(1).say(ANSWERED[1])
    assert app.ended is None
    await app.end_gently()
    await world.start(*EVERYTHING, environ={"TELEGRAM_TOKEN": world.api.token})
    await world.quiet(30)
    assert len(answers(world, 1)) == 2
    assert world.twice() == 0
    assert await world.violations() == []


@pytest.mark.fault(rows=(43,))
async def test_of_two_pollers_one_stands_by(world: World) -> None:
    """Row 43: and takes over when the other is killed."""
    await world.start("worker", "sender")
    first = await world.start("poller", options=("--as-shipped",))
    await world.start("poller", options=("--as-shipped",))
    world.citizen(1).say(ANSWERED[0])
    await world.quiet()
    await first.kill()
    world.citizen(1).say(ANSWERED[1])
    await world.quiet(40)
    assert len(answers(world, 1)) == 2
    assert 409 not in world.api.ledger.answers().values()
    assert await world.violations() == []
