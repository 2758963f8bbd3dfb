"""What is done at a case about the citizen's conduct, and who may not: in a plain browser, on a real journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handoff.conduct import Breach, Conduct, Imposed, Measure, Offence, conduct_to_json
from handoff.journal.journal import Journal
from handoff.journal.records import Commit
from handoff.journal.store import Store
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server

REASON = "Mehrfach beleidigt, trotz Verwarnung."


async def audited(store: Store, journal: Journal) -> list[dict[str, Any]]:
    stored: Any = await store.redis.xrange(key(journal, "audit"))
    return [json.loads(row["row"]) for _, row in stored]


async def mailbox(store: Store, journal: Journal, conversation: str) -> list[dict[str, Any]]:
    stored: Any = await store.redis.lrange(key(journal, f"mail:{conversation}"), 0, -1)
    return [json.loads(text) for text in stored]


async def behaved(desk: DeskTown, conversation: str, conduct: Conduct) -> None:
    await desk.journal.commit(Commit(conversation=conversation, conduct=conduct_to_json(conduct), keep_timer=True))


def imposed(measure: Measure = Measure.MUTE, *, by: str = "anna", lasts: timedelta = timedelta(days=1)) -> Imposed:
    now = datetime.now(UTC)
    return Imposed(id="m1", measure=measure, since=now, until=now + lasts, breach=Breach.INSULT, reason=REASON, by=by)


def mute(**more: str) -> dict[str, str]:
    return {"n": "24", "unit": "hours", "breach": "insult", "reason": REASON} | more


async def test_a_clerk_mutes_with_a_reason(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    assert "Keine Maßnahme" in await anna.text(f"/case/{conversation}")
    answer = await anna.act(conversation, "mute", **mute())
    assert answer.status == 200
    assert "Stummgeschaltet. Die Person erfährt" in await answer.text()
    (event,) = [e for e in await mailbox(store, desk.journal, conversation) if e.get("kind") == "measure_set"]
    assert event["imposed"]["measure"] == "mute"
    assert (event["imposed"]["by"], event["imposed"]["reason"]) == ("anna", REASON)
    (row,) = [row for row in await audited(store, desk.journal) if row["action"] == "measure_set"]
    assert (row["who"], row["what"]) == ("anna", "mute")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"n": "0"}, "Dauer"),
        ({"n": "x"}, "Dauer"),
        ({"unit": "years"}, "Dauer"),
        ({"breach": "nose"}, "Dauer"),
        ({"reason": " "}, "begründen"),
        ({"n": "99", "unit": "days"}, "länger, als die Stadt erlaubt"),
    ],
)
async def test_a_form_that_does_not_say_enough(desk: DeskTown, anna: Clerk, fields: dict[str, str], said: str) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    answer = await anna.act(conversation, "mute", **mute(**fields))
    assert answer.status == 422
    assert said in await answer.text()


async def test_what_is_in_force_is_shown(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    offences = tuple(Offence(at=datetime.now(UTC), breach=Breach.INSULT) for _ in range(2))
    await behaved(desk, conversation, Conduct(offences=offences, imposed=imposed()))
    page = await anna.text(f"/case/{conversation}")
    for part in ("In Kraft: Stummgeschaltet", REASON, "Anna Albers", "Beleidigung: 2-mal"):
        assert part in page
    assert f"/case/{conversation}/lift" not in page  # leads lift
    assert f"/case/{conversation}/block" not in page


async def test_a_clerk_neither_blocks_nor_lifts_nor_weakens(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await behaved(desk, conversation, Conduct(imposed=imposed(Measure.BLOCK, by="lea", lasts=timedelta(days=5))))
    form = await anna.form(conversation, "mute")
    tries = (("block", mute()), ("lift", {"measure": "m1"}), ("second-yes", {"measure": "m1"}), ("mute", mute()))
    for act, fields in tries:
        answer = await anna.post(f"/case/{conversation}/{act}", form | fields)
        assert answer.status == 403, act
    refused = [row["what"] for row in await audited(store, desk.journal) if row["action"] == "refused"]
    assert refused == ["block_citizen", "lift_measure", "block_citizen", "lift_measure"]
    assert [e for e in await mailbox(store, desk.journal, conversation) if "measure" in str(e.get("kind"))] == []


async def test_a_lead_blocks_and_a_long_block_waits_for_another(desk: DeskTown, store: Store) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    for login, name in (("lea", "Lea Lang"), ("max", "Max Mohn")):
        await desk.staff(login, name, roles=("lead",))
    async with clerk(desk, "lea") as lea, clerk(desk, "max") as max_:
        answer = await lea.act(conversation, "block", **mute(n="30", unit="days"))
        assert "Die Sperre gilt erst" in await answer.text()
        (event,) = [e for e in await mailbox(store, desk.journal, conversation) if e.get("kind") == "measure_proposed"]
        proposed = imposed(Measure.BLOCK, by="lea", lasts=timedelta(days=30))
        await behaved(desk, conversation, Conduct(proposed=proposed))
        page = await lea.text(f"/case/{conversation}")
        assert "Das ist Ihr Vorschlag" in page
        form = await lea.form(conversation, "second-no")
        assert (await lea.post(f"/case/{conversation}/second-yes", form)).status == 409  # four eyes
        refused = [row for row in await audited(store, desk.journal) if row["action"] == "refused"]
        assert [(row["who"], row["stage"]) for row in refused] == [("lea", "same_person")]
        answer = await max_.act(conversation, "second-yes")
        assert "Zugestimmt" in await answer.text()
    kinds = [e["kind"] for e in await mailbox(store, desk.journal, conversation) if "measure" in e.get("kind", "")]
    assert kinds == ["measure_proposed", "measure_set"]
    assert event["imposed"]["by"] == "lea"


async def test_another_department_is_told_nothing(desk: DeskTown) -> None:
    conversation = await desk.concern("Wo ist mein Pass?", department="bauamt")
    await desk.staff("ben", "Ben", departments=("buergerbuero",))
    async with clerk(desk, "ben") as ben:
        csrf = hidden(await ben.text(""), "/logout")
        assert (await ben.post(f"/case/{conversation}/mute", csrf | mute())).status == 404


async def test_at_an_old_case_nothing_is_done_where_another_department_has_the_present_one(
    desk: DeskTown, store: Store
) -> None:
    for login, name, role in (("ina", "Ina", "staff"), ("lea", "Lea Lang", "lead")):
        await desk.staff(login, name, roles=(role,), departments=("buergerbuero",))
    conversation = await desk.concern("Wo ist mein Pass?")
    async with clerk(desk, "ina") as ina, clerk(desk, "lea") as lea:
        old = (await desk.ticket(conversation)).receipt
        mute_form, block_form = await ina.form(conversation, "mute"), await lea.form(conversation, "block")
        await ina.act(conversation, "claim")
        await ina.act(conversation, "close", end="answered")
        await desk.fold(conversation)
        await desk.again(conversation, "Mein Bauantrag", department="bauamt")
        proposed = imposed(Measure.BLOCK, by="bert", lasts=timedelta(days=30))
        await behaved(desk, conversation, Conduct(imposed=imposed(by="bert"), proposed=proposed))
        path = f"/case/{conversation}?receipt={old}"
        for one in (ina, lea):
            page = await one.text(path)
            assert REASON not in page
            assert f"/case/{conversation}/mute" not in page
        tries = (
            (ina, mute_form, "mute", mute()),
            (lea, block_form, "block", mute()),
            *((lea, block_form, act, {"measure": "m1"}) for act in ("lift", "second-yes", "second-no")),
        )
        for one, form, act, fields in tries:
            answer = await one.post(f"/case/{conversation}/{act}", form | fields | {"receipt": old})
            assert answer.status == 403, act
    refused = [row for row in await audited(store, desk.journal) if row["action"] == "refused"]
    assert [row["department"] for row in refused] == ["bauamt"] * 5
    assert [e for e in await mailbox(store, desk.journal, conversation) if "measure" in str(e.get("kind"))] == []
