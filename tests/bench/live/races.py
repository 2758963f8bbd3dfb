"""Fifty staff who want the same concern at once, half at the desk, half by the button in the group: one wins."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import aiohttp

from handoff import grouptopics
from handoff.staffgroup import announcer
from handoff.ticket import Ticket
from tests.bench.live.waiting import wait_in_line
from tests.faults.desk import Clerk
from tests.faults.nursery import Nursery
from tests.faults.world import World, open_world, until
from tests.proof import Row
from tests.staffgroup import CHAT, link, pair

AT_DESK: Final = 25
IN_GROUP: Final = 25


def races_row(found: dict[str, Any], command: str) -> Row:
    """What they come to."""
    return Row(
        name="claims with two winners, or none",
        promise="P8",
        ours=found["doubles"] + found["nobody"],
        goal=f"0 in {found['races']:,} races",
        ok=not found["doubles"] and not found["nobody"],
        unit="races",
        note=f"{found['staff']} staff each, half at the desks of two processes, half in the staff's group",
        command=f"{command} --races {found['races']}",
    )


async def run_races(folder: Path, races: int, tell: Callable[[int], object]) -> dict[str, Any]:
    """``races`` one after another, against two processes with a desk and one with everything."""
    nursery = Nursery()
    try:
        async with open_world(folder, nursery) as world, aiohttp.ClientSession() as http:
            await world.start("poller", "worker", "sender")
            desks = [await world.start("web") for _ in range(2)]
            world.api.team(CHAT, "Rathaus")
            await pair(world.journal)
            clerks = [await Clerk.enter(world, f"c{n}") for n in range(AT_DESK)]
            others = [world.api.citizen(5000 + n, f"G{n}").at(CHAT) for n in range(IN_GROUP)]
            for n, one in enumerate(others):
                await link(world.journal, f"g{n}", one.user_id, name=f"G{n}")
            doubles = nobody = 0
            started = time.perf_counter()
            for race in range(races):
                ((conversation, ticket),) = await wait_in_line(
                    world.journal, 1, channel="web", first=race, announce=announcer(lambda: "notice", grouptopics.news)
                )
                posted = await others[0].wait_for(ticket.receipt, 60, since=0)
                presses = [one.press(posted.message_id, "Übernehmen") for one in others]
                said = await asyncio.gather(
                    *(
                        c.act(http, desks[n % 2], conversation, "claim", receipt=ticket.receipt)
                        for n, c in enumerate(clerks)
                    )
                )
                answers = await _answers(others[0], presses)
                winners = await _winners(world, conversation, ticket, said)
                doubles += winners > 1
                nobody += winners == 0
                assert len(answers) == IN_GROUP
                tell(race + 1)
            seconds = time.perf_counter() - started
    finally:
        nursery.close()
    return {
        "races": races,
        "staff": AT_DESK + IN_GROUP,
        "doubles": doubles,
        "nobody": nobody,
        "claims_s": races * (AT_DESK + IN_GROUP) / seconds,
        "seconds": seconds,
    }


async def _answers(one: Any, presses: list[Any]) -> list[Any]:
    await until(lambda: all(map(one.answer_to, presses)), 60, "an answer to every press")
    return [one.answer_to(press) for press in presses]


async def _winners(world: World, conversation: str, ticket: Ticket, said: list[str]) -> int:
    """How many have it by what they were told and by the ticket: each owner needs a fence of its own."""
    now = await world.journal.snapshot(conversation)
    assert now is not None
    assert now.ticket is not None
    owner = now.ticket.owner
    at_desk = said.count("done")
    if owner is None:
        return at_desk
    owners = now.ticket.fence - ticket.fence
    in_group = 0 if owner.login.startswith("c") else 1
    return max(owners, at_desk + in_group)
