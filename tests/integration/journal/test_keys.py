"""Every key a script touches carries the town's tag, so that one slot holds a town and no script crosses slots."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib.resources import files

import pytest

from handoff.acts import Acts
from handoff.journal.journal import Journal
from handoff.journal.records import Sending, State
from handoff.journal.store import Store
from handoff.ticket import End
from tests.integration.journal.test_acts import ANNA, handoff
from tests.integration.journal.test_deliveries import say

pytestmark = pytest.mark.server


def sources() -> dict[str, str]:
    folder = files("handoff.journal.scripts")
    return {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".lua")}


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_call_names_its_key_by_k(name: str) -> None:
    text = sources()[name]
    # `local name = k(...)`, also as one of several on a line
    variables = {
        name.strip()
        for names, values in re.findall(r"local ([\w, ]+) = (.+)", text)
        for name, value in zip(names.split(","), re.split(r", (?=k\()", values), strict=False)
        if value.startswith("k(")
    }
    for command, first in re.findall(r"redis\.call\('(\w+)'(?:,\s*(k\(|\w+))?", text):
        assert command == "TIME" or first == "k(" or first in variables, f"{name}: {command} {first}"


async def test_what_the_scripts_really_touch_carries_the_tag(journal: Journal, acts_: Acts, store: Store) -> None:
    before = set(await store.redis.keys("*"))
    conversation = await handoff(journal)
    await acts_.claim(conversation, ANNA, request="1")
    await say(journal, conversation, "m", merge="x")
    sending = await journal.take_delivery("telegram")
    assert isinstance(sending, Sending)
    await journal.report(sending, State.UNDELIVERABLE)
    await acts_.close(conversation, ANNA, End.ANSWERED, request="2")
    await journal.publish("h", "{}")
    await journal.count_attempt("x", timedelta(seconds=5))
    made = set(await store.redis.keys("*")) - before
    assert len(made) > 15
    assert {str(k) for k in made if not str(k).startswith(f"bd:{{{journal.town}}}:")} == set()


@pytest.fixture
def acts_(journal: Journal) -> Acts:
    return Acts(journal, {"telegram": 4096})
