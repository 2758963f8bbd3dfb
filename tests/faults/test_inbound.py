"""Rows 44 to 47, as far as they come in: albums, versions, signs, unknown kinds, old and repeated presses."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import pytest

from handoff.journal.records import Row
from tests.botapi.updates import Order
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, UNKNOWN
from tests.faults.world import World

pytestmark = pytest.mark.faults

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


async def rows(world: World, number: int = 1) -> list[Row]:
    return await world.journal.rows(await world.conversation(number))


async def citizens(world: World, number: int = 1) -> list[dict[str, Any]]:
    return [dict(row.body) for row in await rows(world, number) if row.who == "citizen"]


async def send_slowly(world: World, parts: int, seconds: float, caption: str = "Schlagloch vor dem Rathaus") -> None:
    """An album whose parts come one after the other."""
    kim = world.citizen(1)
    for part in range(parts):
        kim.send_photo(PICTURE, caption if part == 0 else None, media_group_id="77")
        await asyncio.sleep(seconds / parts)


@pytest.mark.fault(rows=(46,))
async def test_an_album_spread_over_two_seconds_is_one_question(world: World) -> None:
    await world.start(*EVERYTHING)
    kim = world.citizen(1)
    kim.say("Danke")
    await world.quiet()
    before = len(world.api.ledger.accepted_messages(kim.chat_id))
    await send_slowly(world, 10, 2.0)
    await world.quiet()
    _, album = await citizens(world)
    assert (album["text"], len(album["attachments"]), len(album["parts"])) == ("Schlagloch vor dem Rathaus", 10, 9)
    assert len(world.api.ledger.accepted_messages(kim.chat_id)) == before + 1  # one offer of a person
    assert await world.violations() == []


@pytest.mark.fault(rows=(46,))
async def test_an_album_that_comes_while_a_worker_is_busy_with_the_citizen(world: World) -> None:
    worker = await world.start("worker", options=("--stop-at", "commit.before:1"))
    await world.start("poller", "sender")
    kim = world.citizen(1)
    kim.say(ANSWERED[0])
    while not worker.stopped():  # noqa: ASYNC110 - a process has no event
        await asyncio.sleep(0.02)
    await send_slowly(world, 3, 0.3)
    worker.send(signal.SIGCONT)
    await send_slowly(world, 3, 1.0, "")
    await world.quiet()
    assert [len(body.get("attachments", ())) for body in await citizens(world)] == [0, 6]
    assert await world.violations() == []


@pytest.mark.fault(rows=(44, 46))
@pytest.mark.parametrize("order", ["same", "reversed", "shuffled"])
async def test_an_album_three_times_in_any_order(world: World, order: Order) -> None:
    world.api.redeliver(3, order)
    world.api.hold()
    for number in range(3):
        world.citizen(number).send_album([PICTURE] * 4, "Was ist das?")
    world.api.release()
    await world.start(*EVERYTHING)
    await world.api.all_delivered(20)
    await world.quiet()
    for number in range(3):
        seen = await citizens(world, number)
        assert sum(len(body["attachments"]) for body in seen) == 4
        assert sum("Was ist das?" in body["text"] for body in seen) == 1
    assert await world.uncertain() == 0


@pytest.mark.fault(rows=(5, 46))
async def test_after_a_kill_no_part_is_lost_and_none_is_twice(world: World) -> None:
    dying = await world.start("worker", options=("--crash-at", "commit.before:1"))
    await world.start("poller", "sender")
    world.citizen(1).send_album([PICTURE] * 5, "Was ist das?")
    await dying.end()
    await world.start("worker")
    await world.quiet()
    assert sum(len(body["attachments"]) for body in await citizens(world)) == 5
    assert await world.violations() == []


@pytest.mark.fault(rows=(45,))
async def test_an_edit_before_its_message_and_one_after_the_answer(world: World) -> None:
    await world.start(*EVERYTHING)
    kim = world.citizen(1)
    world.api.hold()
    number = kim.say(UNKNOWN[0])
    kim.edit(number, ANSWERED[0])
    message, edit = world.api.ledger.updates()
    world.api.redeliver(1, "reversed")
    world.api.release()
    await world.api.all_delivered(20)
    await world.quiet()
    first, late = await citizens(world)
    assert (first["text"], first["edit_of"]) == (ANSWERED[0], str(number))
    assert (late["text"], late["overtaken"]) == (UNKNOWN[0], True)
    said = [message["text"] for message in world.api.ledger.accepted_messages(kim.chat_id)]
    assert sum("Quelle:" in text for text in said) == 1
    assert len(said) == 2  # the greeting and the answer: nothing about the older version
    world.api.redeliver(1, "same")

    kim.edit(number, ANSWERED[0].replace("?", "??"))
    await world.quiet()
    kim.edit(number, ANSWERED[3])
    await world.quiet()
    said = [message["text"] for message in world.api.ledger.accepted_messages(kim.chat_id)]
    assert sum("Quelle:" in text for text in said) == 2
    assert [body.get("edit_of", "") for body in await citizens(world)] == [str(number), "", str(number), str(number)]
    order = {kim.chat_id: [f"tg:{u['update_id']}" for u in (edit, message, *world.api.ledger.updates()[2:])]}
    assert await world.violations(order=order) == []


@pytest.mark.fault(rows=(45,))
async def test_signs_and_unknown_kinds(world: World) -> None:
    app = await world.start(*EVERYTHING)
    kim = world.citizen(1)
    kim.say(UNKNOWN[0])
    await world.quiet()
    offer = kim.last()
    kim.react(offer.message_id, "👍")
    await world.quiet()
    assert kim.last().message_id == offer.message_id  # it is no yes
    kim.react(offer.message_id)
    kim.send({"dice": {"emoji": "🎲", "value": 3}})
    kim.send({"something_of_next_year": {"x": 1}})
    world.api.inject({"telepathy": {"from": kim.chat_id}})
    await world.quiet()
    bodies = await citizens(world)
    assert [(body["text"], body.get("reaction_to")) for body in bodies[1:3]] == [
        ("👍", str(offer.message_id)),
        ("", str(offer.message_id)),
    ]
    refused = [message for message in kim.messages() if "nicht annehmen" in message.text]
    assert len(refused) == 2
    assert app.ended is None
    order = {kim.chat_id: [f"tg:{update['update_id']}" for update in world.api.ledger.updates()]}
    assert await world.violations(order=order) == []


async def test_a_sign_on_what_has_ended_opens_no_case(world: World) -> None:
    await world.start(*EVERYTHING)
    kim = world.citizen(1)
    kim.say(UNKNOWN[0])
    await world.quiet()
    kim.press(kim.last().message_id, "Ja, bitte")
    await world.quiet()
    kim.say("/abbrechen")
    await world.quiet()
    snapshot = await world.journal.snapshot(await world.conversation(1))
    assert snapshot is not None
    assert snapshot.case == ""
    count = len(await rows(world))
    kim.react(kim.last().message_id, "❤")
    await world.quiet()
    snapshot = await world.journal.snapshot(await world.conversation(1))
    assert snapshot is not None
    assert (snapshot.case, len(await rows(world))) == ("", count)
    assert await world.violations() == []


@pytest.mark.fault(rows=(47,))
async def test_a_press_that_is_old_and_one_made_twice(world: World) -> None:
    await world.start(*EVERYTHING)
    kim = world.citizen(1)
    kim.say(UNKNOWN[0])
    await world.quiet()
    offer = kim.last()
    world.api.hold()
    old = kim.press(offer.message_id, "Ja, bitte")
    again = kim.press(offer.message_id, "Ja, bitte")
    world.api.world.callbacks[old].at -= 200
    world.api.release()
    await world.quiet()
    asked = kim.last()
    assert "Anliegen" in asked.text  # the press counts, however late
    assert kim.answer_to(old) is None
    assert kim.answer_to(again) is not None
    assert await world.journal.tickets() == []  # the second press leads no further: what is asked is asked again
    assert await world.violations() == []


@pytest.mark.fault(rows=(47,))
async def test_a_press_in_a_group_does_nothing(world: World) -> None:
    await world.start(*EVERYTHING)
    world.api.group(-100, "Nachbarschaft")
    kim = world.citizen(1)
    kim.say(UNKNOWN[0])
    await world.quiet()
    offer = kim.last()
    ledger = len(world.api.ledger.accepted_messages())
    query = {
        "id": "77", "from": {"id": 1002, "is_bot": False, "first_name": "Ben"}, "chat_instance": "1",
        "data": offer.button("Ja, bitte").data,
        "message": {"message_id": 1, "date": 1, "chat": {"id": -100, "type": "supergroup", "title": "x"}, "text": "?"},
    }  # fmt: skip
    world.api.inject({"callback_query": query})
    await world.quiet()
    assert len(world.api.ledger.accepted_messages()) == ledger
    assert await world.journal.find("telegram:-100") is None
