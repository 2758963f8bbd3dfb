"""The page Duty and the acts between colleagues, in a plain browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.desk.duty import days_meant, pause_until
from handoff.ticket import End
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import ZONE, DeskTown

pytestmark = pytest.mark.server

JSON = "application/json"
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)  # 11:30 there


async def send(one: Clerk, does: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page Duty as the page has it."""
    form = hidden(await one.text("/duty"), f"/duty/{does}")
    answer = await one.post(f"/duty/{does}", form | fields)
    return answer.status, await answer.text()


@pytest.mark.parametrize(
    ("quick", "clock", "until"),
    [
        ("half", "", NOW + timedelta(minutes=30)),
        ("", "13:00", datetime(2026, 11, 25, 12, tzinfo=UTC)),
        ("", "08:00", datetime(2026, 11, 26, 7, tzinfo=UTC)),
        ("", "11:30", datetime(2026, 11, 26, 10, 30, tzinfo=UTC)),
        ("", "lunch", None),
        ("", "", None),
    ],
)
def test_the_end_of_a_break(quick: str, clock: str, until: datetime | None) -> None:
    assert pause_until(quick, clock, NOW, ZONE) == until


def test_days_that_will_do() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert days_meant("2026-12-24", "2026-12-24", NOW, zone) == (
        datetime(2026, 12, 23, 23, tzinfo=UTC),
        datetime(2026, 12, 24, 23, tzinfo=UTC),
    )
    for first, last in (
        ("2026-12-25", "2026-12-24"),
        ("2026-11-01", "2026-11-24"),
        ("", "x"),
        ("2026-12-01", "2030-01-01"),
    ):
        assert days_meant(first, last, NOW, zone) is None


async def test_a_break_is_seen_by_others_and_ends_by_a_click(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    status, page = await send(anna, "pause", quick="hour")
    assert status == 200
    assert "Pause bis" in page
    assert "Anna Albers hat Pause bis" in await ben.text(f"/case/{conversation}")
    assert "Pause bis" in await ben.text("")
    other = await desk.concern("Und mein Ausweis?")
    assert re.search(r"Anna Albers[^<]*, Pause bis", await ben.text(f"/case/{other}")), "whom to ask or give it to"
    assert "Pause bis" not in await anna.text(""), "one's own needs no mark"
    before = await desk.journal.feed_end()
    assert (await send(anna, "back"))[0] == 200
    assert "Pause bis" not in await ben.text("")
    told = await desk.journal.feed(before)
    assert [(item.kind, item.conversation) for item in told or ()] == [("ticket", conversation)], (
        "open lists hear of it"
    )
    assert "Sie sind im Dienst." in await anna.text("/duty")
    status, page = await send(anna, "pause", until="99:99")
    assert (status, "Diese Zeit geht nicht" in page) == (422, True)


async def test_everything_is_handed_over(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    await desk.staff("cem", "Cem Can", departments=("bauamt",))
    mine = [await desk.concern("Wo ist mein Pass?"), await desk.concern("Ein Loch", department="bauamt")]
    for conversation in mine:
        await anna.act(conversation, "claim")
    status, page = await send(anna, "over", to="cem")
    assert (status, "Ein Anliegen an Cem Can übergeben, eines zurück in der Liste." in page) == (200, True)
    assert (await desk.ticket(mine[0])).owner is None
    owner = (await desk.ticket(mine[1])).owner
    assert owner is not None
    assert owner.login == "cem"
    assert "Ihnen gehört gerade kein offenes Anliegen." in await anna.text("/duty")
    await ben.act(mine[0], "claim")
    status, page = await send(ben, "over", to="")
    assert "Ein Anliegen ist zurück in der Liste." in page


async def test_a_lead_takes_over_and_it_is_written_down(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    await desk.staff("lea", "Lea Lang", roles=("lead",))
    reply = await anna.form(conversation, "reply")
    async with clerk(desk, "lea") as lea:
        form = await lea.form(conversation, "take-over")
        assert (await lea.post(f"/case/{conversation}/take-over", form, Accept=JSON)).status == 200
        assert (await lea.post(f"/case/{conversation}/take-over", form, Accept=JSON)).status == 200
    ticket = await desk.ticket(conversation)
    assert ticket.owner is not None
    assert (ticket.owner.login, ticket.fence) == ("lea", 2)
    stale = await anna.post(f"/case/{conversation}/reply", reply | {"text": "zu spät", "fence": "1"})
    assert stale.status == 409
    assert "zu spät</textarea>" in await stale.text()
    assert "Lea Lang" in await anna.text(f"/case/{conversation}")


async def test_who_is_no_lead_does_not_take_over(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    assert "take-over" not in await ben.text(f"/case/{conversation}")
    form = hidden(await ben.text("/duty"), "/duty/pause") | {"receipt": "MS-26-0001", "request": "x"}
    assert (await ben.post(f"/case/{conversation}/take-over", form, Accept=JSON)).status == 403
    owner = (await desk.ticket(conversation)).owner
    assert owner is not None
    assert owner.login == "anna"


async def test_handed_to_a_person_with_a_note(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    answer = await anna.act(conversation, "transfer", to="@ben", text="Kennst du dich aus?")
    assert answer.status == 303
    page = await ben.text(f"/case/{conversation}")
    assert "Kennst du dich aus?" in page
    assert "Sie haben dieses Anliegen." in page
    assert (await ben.act(conversation, "transfer", to="@nobody")).status == 422


async def test_a_closed_case_goes_on_with_who_opens_it(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "close", end=End.ANSWERED.value)
    await desk.fold(conversation)
    page = await ben.text(f"/case/{conversation}?receipt=MS-26-0001")
    form = hidden(page, f"/case/{conversation}/reopen")
    answer = await ben.post(f"/case/{conversation}/reopen", form)
    assert answer.status == 303
    ticket = await desk.ticket(conversation)
    assert ticket.owner is not None
    assert (ticket.receipt, ticket.owner.login, ticket.is_open) == ("MS-26-0001", "ben", True)
    assert "Wieder geöffnet" in await ben.text(f"/case/{conversation}")
    assert "MS-26-0001" not in await ben.text("?show=closed")


async def test_absences_are_set_by_leads_of_the_department(desk: DeskTown, anna: Clerk) -> None:
    await desk.staff("lea", "Lea Lang", roles=("lead",), departments=("buergerbuero",))
    await desk.staff("cem", "Cem Can", departments=("bauamt",))
    today = datetime.now(ZONE).date()
    days = {"first": today.isoformat(), "last": (today + timedelta(days=6)).isoformat()}
    async with clerk(desk, "lea") as lea:
        status, page = await send(lea, "deputy", department="buergerbuero", deputy="bauamt", **days)
        assert (status, "Vertretung: Bauen und Straßen" in page) == (200, True)
        refused, _ = await send(lea, "deputy", department="bauamt", deputy="buergerbuero", **days)
        assert refused == 403
        assert (await send(lea, "absence", login="cem", **days))[0] == 403
        assert (await send(lea, "absence", login="anna", **days))[0] == 200  # Anna works for Lea's department too
        assert (await send(lea, "drop-absence"))[0] == 200
        status, page = await send(lea, "absence", login="lea", **(days | {"last": "2020-01-01"}))
        assert (status, "Diese Tage gehen nicht" in page) == (422, True)
        assert (await send(lea, "drop-deputy"))[0] == 200
        assert await desk.journal.absences() == {}
    status, page = await send(anna, "absence", login="anna", **days)
    assert (status, "Sie sind abwesend von" in page) == (200, True)
    assert (await desk.journal.who_is_away())["anna"].days
    assert "Vertretung eintragen" not in page
