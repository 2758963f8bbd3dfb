"""`buergerdraht measures …` on a store that runs for the time of each command."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli_console import Failure
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.measure import Breach, Conduct, Imposed, Measure, conduct_to_json
from handoff.staff import StaffRecord
from handoff.ticket import Kind, Ticket, Turn
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import on, serving

pytestmark = pytest.mark.server
RECEIPT = "MS-26-0001"
WHY = ("--rule", "insult", "--reason", "Mehrfach beleidigt.")


async def fill(journal: Journal) -> None:
    """A case with a threat in it; a clerk, and two leads."""
    for login, roles in (("anna", ("staff",)), ("lea", ("lead",)), ("max", ("lead",))):
        await journal.put_staff(StaffRecord(login=login, name=login.title(), roles=roles))
    conversation = await journal.ingest(address="web:1", event_id="e1", event="{}", due_in=timedelta(hours=9))
    now = datetime.now(UTC)
    ticket = Ticket(
        receipt=RECEIPT,
        case="case-1",
        kind=Kind.QUESTION,
        department="buergerdienste",
        channel="web",
        lang="de",
        subject="Wo ist mein Pass?",
        asked_at=now,
        turn=Turn.OURS,
        turn_since=now,
        promised_by=now + timedelta(hours=3),
    )
    body = {"text": "Ich bringe dich um.", "offence": "threat"}
    await journal.commit(
        Commit(
            conversation=conversation,
            case=ticket.case,
            ticket=ticket,
            queue=ticket.department,
            receipt=RECEIPT,
            rows=(Row(id="r1", who="citizen", body=body),),
            keep_timer=True,
        )
    )


@pytest.fixture
def town(run: Run, tmp_path: Path) -> Path:
    data = tmp_path / "data"
    assert "No measure is in force" in run("measures", "list").output
    with serving(data) as url:
        on(url, fill)
    return data


def failed(run: Run, *arguments: str) -> Failure:
    found = run(*arguments).exception
    assert isinstance(found, Failure), found
    return found


async def acts(journal: Journal) -> list[dict[str, Any]]:
    stored: Any = await journal._store.call(lambda r: r.xrange(journal._keys("audit")))
    return [json.loads(fields["row"]) for _, fields in stored]


def test_the_rights_of_the_account_count(run: Run, town: Path) -> None:
    impose = ("measures", "impose")
    assert run(*impose, "mute", RECEIPT, "--by", "anna", "--for", "24h", *WHY).exit_code == 0
    assert "block_citizen" in str(failed(run, *impose, "block", RECEIPT, "--by", "anna", "--for", "3d", *WHY))
    assert "lift_measure" in str(failed(run, "measures", "lift", RECEIPT, "--by", "anna"))
    assert "longer than the town allows" in str(
        failed(run, *impose, "block", RECEIPT, "--by", "lea", "--for", "999d", *WHY)
    )
    assert failed(run, *impose, "block", RECEIPT, "--by", "lea", "--for", "ages", *WHY).mend
    assert "no case" in str(failed(run, *impose, "block", "K-1", "--by", "lea", "--for", "3d", *WHY))
    assert "machine's" in str(failed(run, *impose, "slow", RECEIPT, "--by", "lea", "--for", "3h", *WHY))
    done = run(*impose, "block", RECEIPT, "--by", "lea", "--for", "30d", *WHY)
    assert "waits for a second lead" in done.output
    with serving(town) as url:
        found = on(url, acts)
    assert [(row["who"], row["what"]) for row in found if row["action"] == "refused"] == [
        ("anna", "block_citizen"),
        ("anna", "lift_measure"),
    ]
    done_ = [(row["who"], row["action"]) for row in found if row["action"].startswith("measure_")]
    assert done_ == [("anna", "measure_set"), ("lea", "measure_proposed")]


def test_list_and_lift(run: Run, town: Path) -> None:
    async def held(journal: Journal) -> None:
        found = await journal.handoff(RECEIPT)
        assert found is not None
        now = datetime.now(UTC)
        imposed = Imposed(
            id="m1", measure=Measure.MUTE, since=now, until=now + timedelta(days=1), breach=Breach.INSULT, by="anna"
        )
        conduct = conduct_to_json(Conduct(imposed=imposed))
        await journal.commit(Commit(conversation=found[0], conduct=conduct, keep_timer=True))

    with serving(town) as url:
        on(url, held)
    shown = run("measures", "list").output
    assert RECEIPT in shown
    assert "mute" in shown
    assert "lifted" in run("measures", "lift", RECEIPT, "--by", "max").output


def test_the_evidence(run: Run, town: Path, tmp_path: Path) -> None:
    out = tmp_path / "beweis.zip"
    assert run("measures", "evidence", RECEIPT, "--by", "lea", "--out", str(out)).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        found = json.loads(archive.read("evidence.json"))
    assert found["rows"][0]["text"] == "Ich bringe dich um."
    assert found["made_by"] == "lea"
    assert (out.stat().st_mode & 0o077) == 0
