"""Every act in the staff's group asks the table of rights: strangers, and members without the right, change nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.staffgroup import MENU
from tests.integration.staffgroup.test_topics import opened
from tests.staffgroup import CHAT
from tests.staffgroup.town import group_town

pytestmark = pytest.mark.server
COMMANDS = (*(f"/{name}" for name, _ in MENU if name != "hilfe"), "/trennen")


async def refusals(journal: Journal, store: Store) -> list[str]:
    stored: list[Any] = list(await store.redis.xrange(f"bd:{{{journal.town}}}:audit") or ())
    rows = [json.loads(fields["row"]) for _, fields in stored]
    return [row["who"] for row in rows if row["action"].endswith("refused")]


@pytest.mark.parametrize("roles", [(), ("auditor",), ("editor",), ("admin",)])
async def test_without_the_right_no_command_and_no_word_does_anything(
    journal: Journal, store: Store, roles: tuple[str, ...]
) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, history = await opened(town)
        nils = await town.clerk("nils", 9, roles=roles)
        before = await journal.snapshot(conversation)
        # An admin may part the group; everything else they may not.
        tried = [word for word in COMMANDS if word != "/trennen" or "admin" not in roles]
        for word in tried:
            nils.say(word, thread=thread)
        nils.say("Er liegt bereit.", thread=thread, reply_to=history.message_id)
        await town.calm()
        after = await journal.snapshot(conversation)
        assert before is not None
        assert after is not None
        assert after.ticket == before.ticket
        assert [row for row in await town.rows(conversation) if row[0] == "person"] == []
        assert len(await refusals(journal, store)) == len(tried) + 1
        assert set(await refusals(journal, store)) == {"nils"}


async def test_a_stranger_is_refused_at_each(journal: Journal, store: Store) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _ = await opened(town)
        mallory = town.api.citizen(66, "Mallory").at(CHAT)
        for word in COMMANDS:
            mallory.say(word, thread=thread)
        head = next(m for m in town.watcher.messages() if m.labels == ["Übernehmen"])
        mallory.press(head.message_id, "Übernehmen")
        await town.calm()
        after = await journal.snapshot(conversation)
        assert after is not None
        assert after.ticket is not None
        assert after.ticket.owner is None
        assert len(await refusals(journal, store)) == len(COMMANDS) + 1
