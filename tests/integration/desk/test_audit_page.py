"""The audit at the desk: for auditors only, searched, saved as a table that is no formula, and itself written down."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handoff.audit import Action, row
from handoff.auditquery import Act
from handoff.desk.auditpage import SHOWN, defused, table_of
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.ticket import Staff
from tests.desk.browser import browser, clerk
from tests.desk.town import BASE, DeskTown

pytestmark = pytest.mark.server


@pytest.fixture
async def auditor(desk: DeskTown) -> str:
    await desk.staff("rita", "Rita Rot", roles=("auditor",))
    return "rita"


async def acts(journal: Journal, action: Action | None = None) -> list[dict[str, Any]]:
    rows = [entry.row for entry in await journal.audit_entries()]
    return [one for one in rows if action is None or one["action"] == action]


async def test_only_auditors_read_it_and_a_refusal_is_written_down(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers", roles=("staff", "lead", "admin"))
    async with clerk(desk, "anna") as anna:
        for path in ("/audit", "/audit.csv"):
            assert (await anna.get(path)).status == 403
        assert f'href="{BASE}/audit"' not in await anna.text("/account")
    refused = await acts(journal, Action.REFUSED)
    assert [(one["who"], one["what"], one["via"]) for one in refused] == [("anna", "read_audit", "desk")] * 2


async def test_it_is_searched_and_reading_is_in_it(desk: DeskTown, journal: Journal, auditor: str) -> None:
    await journal.audit(row("anna", Action.CLAIM, receipt="MS-26-0007"))
    await journal.audit(row("ben", Action.EXPORT, receipt="MS-26-0008", form="html"))
    async with clerk(desk, auditor) as rita:
        page = await rita.text("/audit?who=anna")
        assert "Anliegen übernommen" in page
        assert "MS-26-0007" in page
        assert "MS-26-0008" not in page
        assert "MS-26-0007" not in await rita.text("/audit?about=ms-26-0008")
        assert "MS-26-0007" not in await rita.text("/audit?action=export")
        assert "MS-26-0007" not in await rita.text("/audit?until=2020-01-01T00:00")
        assert "MS-26-0007" in await rita.text("/audit?since=2020-01-01T00:00")
        assert (await rita.get("/audit?since=gestern")).status == 422
        assert (await rita.get("/audit?since=2026-01-02T00:00&until=2026-01-01T00:00")).status == 422
        assert "Noch ist nichts versiegelt" in page
        assert "Concern claimed" in await rita.text("/audit?lang=en&who=anna")
    assert [one.get("what", "") for one in await acts(journal, Action.READ_AUDIT)][:3] == [
        "anna",
        "ms-26-0008",
        "export",
    ]


async def test_pages_of_a_hundred(desk: DeskTown, journal: Journal, auditor: str) -> None:
    for n in range(SHOWN + 5):
        await journal.audit(row("anna", Action.CLAIM, receipt=f"MS-26-{n:04}"))
    async with clerk(desk, auditor) as rita:
        first = await rita.text("/audit?who=anna")
        assert first.count("Anliegen übernommen</td>") == SHOWN
        link = first.split('rel="next" href="' + BASE, 1)[1].split('"', 1)[0].replace("&amp;", "&")
        second = await rita.text(link)
        assert second.count("Anliegen übernommen</td>") == 5
        assert 'rel="next"' not in second


async def test_the_table_to_take_along(desk: DeskTown, journal: Journal, store: Store, auditor: str) -> None:
    # An older version, or somebody, may have written anything.
    await store.redis.xadd(
        f"bd:{{{journal.town}}}:audit", {"row": '{"who": "=1+1", "action": "claim", "x": "@SUM(A1)"}'}
    )
    async with clerk(desk, auditor) as rita:
        answer = await rita.get("/audit.csv?action=claim")
        assert "attachment" in answer.headers["Content-Disposition"]
        lines = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")), delimiter=";"))
        assert lines[0] == ["id", "time", "who", "action", "x"]
        assert lines[1][2:] == ["'=1+1", "claim", "'@SUM(A1)"]
    assert len(await acts(journal, Action.EXPORT_AUDIT)) == 1


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert defused(cell) == f"'{cell}"
    act = Act(id="1-0", at=datetime.now(UTC), who=cell, action="claim", details={"to": cell})
    [_, line] = csv.reader(io.StringIO(table_of([act], ZoneInfo("UTC"))), delimiter=";")
    assert not any(part.startswith(("=", "+", "-", "@", "\t", "\r")) for part in line)


async def test_reading_somebody_elses_case_is_written_down_once_an_hour(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers")
    await desk.staff("ben", "Ben Bach")
    conversation = await desk.concern("Die Laterne am Markt ist aus", department="bauamt")
    await desk.acts.claim(conversation, Staff(login="anna", name="Anna"), request="c")
    async with clerk(desk, "anna") as anna, clerk(desk, "ben") as ben:
        for one in (anna, ben):
            for _ in range(2):
                assert (await one.get(f"/case/{conversation}")).status == 200
                assert (await one.get(f"/fragment/case/{conversation}")).status == 200
    read = await acts(journal, Action.READ)
    assert [(one["who"], one["receipt"]) for one in read] == [("ben", "MS-26-0001")]


async def test_nobodys_password_is_kept_as_a_name(desk: DeskTown, journal: Journal) -> None:
    await desk.staff("anna", "Anna Albers")
    async with browser(desk) as anna:
        for _ in range(2):
            await anna.log_in("Mein geheimes Passwort", "x")
    refused = await acts(journal, Action.LOGIN_REFUSED)
    assert [one["who"] for one in refused] == ["unknown"]


async def test_a_broken_seal_is_shown(desk: DeskTown, journal: Journal, store: Store, auditor: str) -> None:
    await store.redis.rpush(f"bd:{{{journal.town}}}:seals", "{}")
    await desk.journal.put_staff(replace((await desk.journal.staff())["rita"], public_name="R."))
    async with clerk(desk, auditor) as rita:
        assert "Das letzte Siegel ist beschädigt" in await rita.text("/audit")
