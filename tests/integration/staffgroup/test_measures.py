"""Measures from the group's topic, at the wire: with the rights of the desk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.integration.desk.test_measures import audited, mailbox
from tests.integration.staffgroup.test_topics import claimed
from tests.staffgroup.town import group_town

pytestmark = pytest.mark.server


async def test_a_clerk_mutes_and_a_lead_blocks(journal: Journal, store: Store) -> None:
    async with group_town(journal, "topics") as town:
        conversation, thread, _, anna = await claimed(town)
        anna.say("/massnahme", thread=thread)
        await town.sees("Keine Maßnahme ist in Kraft.")
        anna.say("/stumm 24h", thread=thread)
        await town.sees("So geht es: /stumm 24h")
        anna.say("/stumm 24h Beleidigung Mehrfach, trotz Verwarnung.", thread=thread)
        await town.sees("Stummgeschaltet. Die Person erfährt Grund")
        anna.say("/sperre 3d Drohung Hat gedroht.", thread=thread)
        await town.sees("Dazu haben Sie kein Recht. Der Versuch ist vermerkt.")
        lea = await town.clerk("lea", 9, name="Lea Lang", roles=("lead",))
        lea.say("/sperre 30d Drohung Hat gedroht.", thread=thread)
        await town.sees("Die Sperre gilt erst, wenn eine zweite Person")
        lea.say("/aufheben", thread=thread)
        await town.sees("Das gibt es nicht mehr")
        events: list[dict[str, Any]] = await mailbox(store, journal, conversation)
        found = [(e["kind"], e["imposed"]["by"]) for e in events if str(e.get("kind", "")).startswith("measure")]
        assert found == [("measure_set", "anna"), ("measure_proposed", "lea")]
        refused = [row for row in await audited(store, journal) if row["action"] == "refused"]
        assert [(row["who"], row["what"]) for row in refused] == [("anna", "block_citizen")]
        assert "Drohung" not in json.dumps(refused)
