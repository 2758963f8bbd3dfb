"""Row 57: the town's files change while fifty messages a second come in; each is answered by exactly one version."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from handoff.journal.keys import Keys
from tests.faults.process import EVERYTHING
from tests.faults.town import ANSWERED, TOWN
from tests.faults.world import LONG, World
from tests.proof import Row

pytestmark = pytest.mark.faults

MESSAGES = 1_000 if LONG else 75
A_SECOND = 50.0
CHANGES = 8 if LONG else 2
CITIZENS = 25
ANSWER = re.compile(r"^(  answer:\n    de: \|\n)((?:      .*\n|\n)+)", re.MULTILINE)
PLACE = "faq/umwelt-ordnung.yaml"


@pytest.mark.fault(rows=(57,), promises=("P12",))
async def test_each_question_is_answered_by_one_version(world: World, prove: Callable[[Row], None]) -> None:
    """Every version says its number at the start and at the end of each answer, and has a hash of its own."""
    file = world.folder / "towns" / TOWN / PLACE
    plain = file.read_text("utf-8")

    def version(number: int) -> str:
        return ANSWER.sub(rf"\1      Stand {number}.\n\n\2\n      Ende {number}.\n", plain)

    assert version(1).count("Stand 1") == version(1).count("Ende 1") > 3
    file.write_text(version(0), "utf-8")
    await world.start(*EVERYTHING, options=("--lease", "5"))
    await world.start("worker", options=("--lease", "5"))

    async def in_force() -> str:
        return str(await world.store.redis.get(Keys(TOWN)("release")))

    async def write() -> int:
        number = 0
        while number < MESSAGES or not changed.done():
            world.citizen(number % CITIZENS).say(ANSWERED[number // CITIZENS % len(ANSWERED)])
            number += 1
            await asyncio.sleep(1 / A_SECOND)
        return number

    async def change() -> None:
        for number in range(1, CHANGES + 1):
            await asyncio.sleep(MESSAGES / A_SECOND / (CHANGES + 1))
            before = await in_force()
            file.write_text(version(number)[: len(plain) // 2], "utf-8")  # half of it is there for a moment
            await asyncio.sleep(0.05)
            file.write_text(version(number), "utf-8")
            for _ in range(600):
                if await in_force() != before:
                    break
                await asyncio.sleep(0.05)

    changed = asyncio.create_task(change())
    written = await write()
    await changed
    await world.quiet(100)
    assert await world.violations() == []
    hashes: dict[str, set[str]] = defaultdict(set)
    answers = 0
    mixed = []
    for number in range(CITIZENS):
        for row in await world.journal.rows(await world.conversation(number)):
            said = re.findall(r"(?:Stand|Ende) (\d)\.", str(row.body.get("text", "")))
            if row.who == "machine" and said:
                answers += 1
                hashes[str(row.body["release"])].update(said)
                mixed += [said] if len(set(said)) != 1 else []
    assert answers == written
    assert mixed == []
    assert all(len(versions) == 1 for versions in hashes.values()), hashes
    assert len(hashes) > 1  # it did change while they wrote
    prove(
        Row(
            name="answers mixed of two versions of the knowledge",
            promise="P12",
            ours=len(mixed),
            goal="0",
            note=f"of {answers} answers at {A_SECOND:g} messages a second, {len(hashes)} versions",
        )
    )
