"""Codes on Telegram: who links, who pairs, and what does not."""

from __future__ import annotations

import pytest

from handoff.journal.journal import Journal
from handoff.staff import StaffRecord
from tests.staffgroup import CHAT, link
from tests.staffgroup.town import WAIT, group_town

pytestmark = pytest.mark.server
OTHER = CHAT - 9


async def test_a_clerk_links_in_private_and_takes_it_back(journal: Journal) -> None:
    async with group_town(journal) as town:
        await journal.put_staff(StaffRecord(login="anna", name="Anna Sommer"))
        code = await journal.make_code("account", "anna")
        anna = town.api.citizen(7, "Anna")
        town.api.redeliver(3, "shuffled")
        anna.say(f"/verbinden {code.text.lower()}")
        await anna.wait_for("gehört jetzt zum Konto Anna Sommer", WAIT, since=0)
        await town.calm()
        assert await journal.login_of(7) == "anna"
        assert len(anna.messages()) == 2
        town.api.redeliver(1, "same")
        town.api.citizen(8, "Ben").say(f"/verbinden {code.text}")
        await town.api.citizen(8, "Ben").wait_for("gilt nicht", WAIT, since=0)
        anna.say("/verbinden")
        await anna.wait_for("/verbinden CODE", WAIT, since=0)
        anna.say("/trennen")
        await anna.wait_for("Getrennt", WAIT, since=0)
        assert await journal.login_of(7) is None
        anna.say("/trennen")
        await anna.wait_for("mit keinem Konto verbunden", WAIT, since=0)
        assert await journal.find("telegram:7") is None  # none of it is a citizen's question
        written = "".join(await town.audit())
        assert '"telegram_link"' in written
        assert '"telegram_unlink"' in written
        assert code.text not in written


async def test_guessing_is_braked(journal: Journal) -> None:
    async with group_town(journal) as town:
        mallory = town.api.citizen(66, "Mallory")
        for n in range(12):
            mallory.say(f"/verbinden AAAA{n:04}")
        await mallory.wait_for("Zu viele Versuche", WAIT, since=0)
        await journal.put_staff(StaffRecord(login="anna", name="Anna"))
        code = await journal.make_code("account", "anna")
        mallory.say(f"/verbinden {code.text}")
        await town.calm()
        assert await journal.login_of(66) is None


async def test_a_group_is_paired_and_given_up_in_it(journal: Journal) -> None:
    async with group_town(journal) as town:
        await link(journal, "chef", 5, roles=("staff", "admin"))
        await link(journal, "anna", 7)
        town.api.team(OTHER, "Neue Gruppe")
        chef = town.api.citizen(5, "Chefin").at(OTHER)
        account = await journal.make_code("account", "chef")
        chef.say(f"/verbinden {account.text}")
        await chef.wait_for("gehört in den privaten Chat", WAIT, since=0)
        code = await journal.make_code("group", "chef")
        town.api.citizen(5).say(f"/verbinden {code.text}")
        await town.api.citizen(5).wait_for("Bitte senden Sie ihn in der Gruppe", WAIT, since=0)
        chef.say(f"/verbinden@musterstadt_bot {code.text}")
        await chef.wait_for("ist jetzt die Gruppe des Personals", WAIT, since=0)
        group = await journal.group()
        assert group is not None
        assert (group.chat, group.by) == (OTHER, "chef")
        _, ticket = await town.concern()
        await chef.wait_for(ticket.receipt, WAIT, since=0)
        anna = town.api.citizen(7, "Anna").at(OTHER)
        anna.say("/trennen")
        await anna.wait_for("nur die Leitung", WAIT, since=0)
        chef.say("/trennen")
        await chef.wait_for("nicht mehr die Gruppe", WAIT, since=0)
        assert await journal.group() is None


async def test_other_groups_are_left_alone(journal: Journal) -> None:
    async with group_town(journal) as town:
        town.api.team(OTHER, "Stammtisch")
        someone = town.api.citizen(9, "Kim").at(OTHER)
        someone.say("/hilfe")
        someone.say("Hallo")
        await town.calm()
        assert [m for m in someone.messages() if not m.mine] == []
