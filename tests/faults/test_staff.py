"""Rows 10, 12, 13, 48, 50, 51: the desk and a long reply, with processes that end in the middle."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from faq.richtext import Rich
from handoff.journal.keys import Keys
from handoff.journal.records import Commit
from handoff.ticket import Done, Staff, TakenBy
from tests.faults.desk import Clerk
from tests.faults.process import EVERYTHING
from tests.faults.town import TOWN
from tests.faults.world import World, until
from tests.staffgroup import CHAT, link, pair

pytestmark = pytest.mark.faults

QUICK = ("--lease", "1", "--delivery-lease", "1.2")


@pytest.mark.fault(rows=(48,), promises=("P8",))
async def test_fifty_staff_claim_at_once(world: World) -> None:
    """Row 48: half at the desks of two processes, half by the button in the staff's group on Telegram."""
    await world.start(*EVERYTHING)
    world.api.team(CHAT, "Rathaus")
    await pair(world.journal)
    conversation = await world.hand_off(1)
    desks = [await world.start("web") for _ in range(2)]
    clerks = [await Clerk.enter(world, f"c{n}") for n in range(25)]
    others = [world.api.citizen(5000 + n, f"G{n}").at(CHAT) for n in range(25)]
    for n, one in enumerate(others):
        await link(world.journal, f"g{n}", one.user_id, name=f"G{n}")
    receipt = await world.receipt(conversation)
    posted = await others[0].wait_for(receipt, 30, since=0)
    async with aiohttp.ClientSession() as http:
        presses = [one.press(posted.message_id, "Übernehmen") for one in others]
        said = await asyncio.gather(
            *(c.act(http, desks[n % 2], conversation, "claim", receipt=receipt) for n, c in enumerate(clerks))
        )
    await until(lambda: all(map(others[0].answer_to, presses)), 20, "an answer to every press")
    owner = dict(await world.journal.tickets())[conversation].owner
    assert owner is not None
    assert said.count("done") == owner.login.startswith("c")
    assert said.count("done") + said.count("taken") == 25
    texts = [str((others[0].answer_to(press) or {})["text"]) for press in presses]
    # A press is answered before its act; the desk may be quicker in between, once.
    assert sum(f"übernommen von {owner.name}" in text for text in texts) >= 24
    await others[0].wait_for(f"Übernommen von {owner.name}", 30, since=0)
    await world.quiet()
    assert await world.violations() == []


@pytest.mark.parametrize(
    ("act", "point"),
    [
        pytest.param("claim", "act.before", id="row12-claim-not-written", marks=pytest.mark.fault(rows=(12, 49))),
        pytest.param("claim", "act.after", id="row12-claim-written", marks=pytest.mark.fault(rows=(12, 49))),
        pytest.param("reply", "act.before", id="row13-reply-not-written", marks=pytest.mark.fault(rows=(13,))),
        pytest.param("reply", "act.after", id="row13-reply-written", marks=pytest.mark.fault(rows=(13,))),
    ],
)
async def test_the_desk_is_killed_in_an_act_and_the_form_is_sent_again(world: World, act: str, point: str) -> None:
    await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    clerk = await Clerk.enter(world, "petra")
    if act == "reply":
        assert isinstance(await world.acts.claim(conversation, clerk.staff, request="before"), Done)
    form = {"receipt": await world.receipt(conversation), "request": "form-1", "fence": "1", "text": "Das ist geklärt."}
    victim = await world.start("web", options=("--crash-at", point))
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientError):
            await clerk.act(http, victim, conversation, act, **form)
        assert await victim.end() == -signal.SIGKILL
        desk = await world.start("web")
        for _ in range(2):
            assert await clerk.act(http, desk, conversation, act, **form) == "done"
    await world.quiet()
    assert await world.violations() == []
    ticket = (await world.journal.tickets())[0][1]
    assert (ticket.owner, ticket.fence) == (clerk.staff, 1)
    spoken = [r.body["text"] for r in await world.journal.rows(conversation) if r.who == "person"]
    assert spoken == (["Das ist geklärt."] if act == "reply" else [])


@pytest.mark.fault(rows=(50, 51), promises=("P9", "P10"))
@pytest.mark.parametrize("point", ["commit.before", "commit.after"])
async def test_a_vanished_owner_blocks_nobody_whoever_else_is_killed(world: World, point: str) -> None:
    """Rows 50, 51: back to its first place, told once; the late reply claims it again, or is refused."""
    app = await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    anna, ben = Staff(login="anna", name="Anna"), Staff(login="ben", name="Ben")
    claimed = await world.acts.claim(conversation, anna, request="1")
    assert isinstance(claimed, Done)
    await world.quiet()
    await app.kill()
    # Nobody has seen Anna for a month.
    gone = datetime.now(UTC) - timedelta(days=31)
    before = replace(claimed.ticket, claimed_at=gone, turn_since=gone)
    aged = Commit(conversation=conversation, ticket=before, keep_timer=True)
    await world.journal.commit(aged)
    await world.journal._store.redis.delete(Keys(TOWN)("acted"), Keys(TOWN)("present"))
    victim = world.spawn(*EVERYTHING, options=("--crash-at", point, *QUICK))
    assert await victim.end() == -signal.SIGKILL
    await world.start(*EVERYTHING, options=QUICK)

    async def is_back() -> bool:
        return dict(await world.journal.tickets())[conversation].owner is None

    deadline = asyncio.get_running_loop().time() + 60
    while not await is_back():
        assert asyncio.get_running_loop().time() < deadline, "still with who has vanished"
        await asyncio.sleep(0.1)
    await world.quiet()
    ticket = dict(await world.journal.tickets())[conversation]
    assert (ticket.fence, ticket.asked_at) == (2, before.asked_at)
    assert await world.journal.place(conversation, ticket.department) == 1
    heard = [row.body["text"] for row in await world.journal.rows(conversation) if row.who == "machine"]
    assert sum("wieder in der Warteschlange" in text for text in heard) == 1
    # Late, but nobody else has it: claimed again, and nobody is told of a change there was not.
    late = await world.acts.reply(conversation, anna, 1, Rich(text="Da bin ich wieder."), request="2")
    assert isinstance(late, Done)
    await world.acts.release(conversation, anna, request="3")
    await world.acts.claim(conversation, ben, request="4")
    refused = await world.acts.reply(conversation, anna, 3, Rich(text="Zu spät."), request="5")
    assert refused == TakenBy(holder=ben)
    await world.quiet()
    assert await world.violations() == []


@pytest.mark.fault(rows=(10,))
async def test_the_sender_is_killed_at_the_second_of_three_parts(world: World) -> None:
    """Row 10: part one once, part two at most twice, part three once, in order."""
    app = await world.start(*EVERYTHING)
    conversation = await world.hand_off(1)
    anna = Staff(login="anna", name="Anna")
    claimed = await world.acts.claim(conversation, anna, request="1")
    assert isinstance(claimed, Done)
    await world.quiet()
    await app.kill()
    before = len(world.api.ledger.accepted_messages(1001))
    text = "".join(f"Satz {n} über einen langen Vorgang. " for n in range(260))
    await world.acts.reply(conversation, anna, claimed.ticket.fence, Rich(text=text), request="2")
    victim = world.spawn(*EVERYTHING, options=("--crash-at", "report.before:2", *QUICK))
    assert await victim.end() == -signal.SIGKILL
    await world.start(*EVERYTHING, options=QUICK)
    await world.quiet()
    assert await world.violations() == []
    parts = [message["text"] for message in world.api.ledger.accepted_messages(1001)[before:]]
    assert len(parts) == 4
    assert parts[1] == parts[2]
    assert "".join(f"{part} " for part in (parts[0], parts[1], parts[3])) == text
    assert await world.uncertain() == 1


@pytest.mark.fault(rows=(13,))
@pytest.mark.parametrize("point", ["act.before", "act.after"])
async def test_the_poller_is_killed_while_a_reply_in_the_group_goes_out(world: World, point: str) -> None:
    """What staff write in a topic is not confirmed before it is stored, and speaks once."""
    settings = world.folder / "towns" / TOWN / "town.yaml"
    settings.write_text(settings.read_text("utf-8") + "\ntelegram:\n  staff_group: topics\n", "utf-8")
    await world.start("worker", "sender")
    poller = await world.start("poller")
    world.api.team(CHAT, "Rathaus", forum=True)
    await pair(world.journal)
    await link(world.journal, "anna", 5001, name="Anna")
    anna = world.api.citizen(5001, "Anna").at(CHAT)
    conversation = await world.hand_off(1)
    told = await anna.wait_for(lambda m: "👤 Bürger" in m.text, 30, since=0)
    assert isinstance(await world.acts.claim(conversation, Staff(login="anna", name="Anna"), request="1"), Done)
    await world.quiet()
    await poller.kill()
    victim = world.spawn("poller", options=("--crash-at", point))
    anna.say("Das ist geklärt.", thread=int(told.raw["message_thread_id"]), reply_to=told.message_id)
    assert await victim.end() == -signal.SIGKILL
    await world.start("poller")
    await world.citizen(1).wait_for("Das ist geklärt.", 30, since=0)
    await world.quiet()
    assert await world.violations() == []
    assert [r.body["text"] for r in await world.journal.rows(conversation) if r.who == "person"] == ["Das ist geklärt."]


@pytest.mark.fault(rows=(13,))
@pytest.mark.parametrize("point", ["act.before", "act.after"])
async def test_who_lets_a_reply_leave_is_killed_and_it_is_said_once(world: World, point: str) -> None:
    """A reply that could still be taken back outlives every process, and leaves once."""
    undo = {"BUERGERDRAHT_LIMITS__UNDO_SECONDS": "2"}
    everything = await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    clerk = await Clerk.enter(world, "petra")
    assert isinstance(await world.acts.claim(conversation, clerk.staff, request="before"), Done)
    await world.quiet()
    await everything.kill()
    form = {"receipt": await world.receipt(conversation), "request": "form-1", "fence": "1", "text": "Das ist geklärt."}
    async with aiohttp.ClientSession() as http:
        desk = await world.start("web", environ=undo)
        assert await clerk.act(http, desk, conversation, "reply", **form) == "done"
        await desk.kill()
    assert [r for r in await world.journal.rows(conversation) if r.who == "person"] == []
    victim = world.spawn("worker", options=("--crash-at", point, *QUICK), environ=undo)
    assert await victim.end() == -signal.SIGKILL
    await world.start(*EVERYTHING, options=QUICK, environ=undo)
    await world.citizen(1).wait_for("Das ist geklärt.", 30, since=0)
    await world.quiet()
    assert await world.violations() == []
    assert [r.body["text"] for r in await world.journal.rows(conversation) if r.who == "person"] == ["Das ist geklärt."]
    assert await world.journal.leaving() == []
