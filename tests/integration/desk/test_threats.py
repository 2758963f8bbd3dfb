"""Threats at the desk: masked wherever they would stand, shown after a click, and taken away as evidence."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest

from handoff.journal.records import Commit, Row
from handoff.journal.store import Store
from handoff.letter import new_row_id
from handoff.ticket import ticket_from_json, ticket_to_dict
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown
from tests.integration.desk.test_measures import audited

pytestmark = pytest.mark.server

THREAT = "Ich bringe dich um, ich weiß wo du wohnst."
MASK = "[Drohung, ausgeblendet]"


async def threatened(desk: DeskTown, *, department: str = "buergerbuero") -> str:
    """A case whose subject and first message hold a threat, with a question before it."""
    text = f"Wo ist mein Pass? {THREAT}"
    row = Row(id=new_row_id(), who="citizen", body={"text": text, "offence": "threat", "offence_rule": "bring um"})
    repeated = Row(id=new_row_id(), who="machine", body={"text": f"Ihr Anliegen: {text}"})
    conversation = await desk.concern(text, department=department, rows=(row, repeated))
    ticket = ticket_from_json(json.dumps({**ticket_to_dict(await desk.ticket(conversation)), "offence": "threat"}))
    await desk.journal.commit(Commit(conversation=conversation, ticket=ticket, keep_timer=True))
    return conversation


async def test_it_is_masked_in_the_list_at_the_case_and_in_the_export(desk: DeskTown, anna: Clerk) -> None:
    conversation = await threatened(desk)
    for path in ("", f"/case/{conversation}", f"/fragment/case/{conversation}?after=0", "/search?q=MS-26-0001"):
        page = await anna.text(path)
        assert "bringe dich" not in page, path
        assert MASK in page, path
        assert "⚠ Drohung" in page or path.startswith("/fragment"), path
    page = await anna.text(f"/case/{conversation}")
    assert "Sie müssen sie nicht lesen" in page
    assert "Wo ist mein Pass?" in page  # the concern in it is served
    export = await anna.text(f"/case/{conversation}/export.html")
    assert f"<summary>{MASK}</summary>" in export
    assert export.count("bringe dich um") == 1  # within what is closed


async def test_who_wants_to_see_it_clicks_and_that_is_written_down(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await threatened(desk)
    form = hidden(await anna.text(f"/case/{conversation}"), f"/case/{conversation}/unmask")
    answer = await anna.post(f"/case/{conversation}/unmask", form | {"n": "1"})
    assert THREAT in await answer.text()
    answer = await anna.post(f"/case/{conversation}/unmask", form | {"n": "1"}, Accept="application/json")
    assert (await answer.json())["text"] == THREAT
    seen = [(row["who"], row["what"]) for row in await audited(store, desk.journal) if row["action"] == "unmask"]
    assert seen == [("anna", "row:1"), ("anna", "row:1")]
    assert "bringe dich" not in await anna.text(f"/case/{conversation}")  # remembered nowhere
    for n in ("2", "9", "x", "9" * 20):
        assert (await anna.post(f"/case/{conversation}/unmask", form | {"n": n})).status == 404


async def test_the_evidence(desk: DeskTown, anna: Clerk, store: Store) -> None:
    conversation = await threatened(desk)
    answer = await anna.get(f"/case/{conversation}/evidence.zip")
    assert answer.status == 200
    with zipfile.ZipFile(io.BytesIO(await answer.read())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    found = json.loads(files["evidence.json"])
    row = found["rows"][0]
    assert THREAT in row["text"]
    assert row["threat"] is True
    assert row["at"].endswith("Z")
    assert row["sha256"] == hashlib.sha256(files["rows/000001.txt"]).hexdigest()
    assert THREAT in files["rows/000001.txt"].decode()
    snapshot = await desk.journal.snapshot(conversation)
    assert snapshot is not None
    assert found["addresses_sha256"] == [hashlib.sha256(snapshot.address.encode()).hexdigest()]
    assert snapshot.address not in json.dumps(found)
    assert [act["action"] for act in found["audit"]][-1] == "evidence"
    assert THREAT in files["index.html"].decode()
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    (row_,) = [one for one in await audited(store, desk.journal) if one["action"] == "evidence"]
    assert row_["who"] == "anna"


async def test_no_evidence_without_a_threat_nor_for_others(desk: DeskTown, anna: Clerk) -> None:
    harmless = await desk.concern("Wo ist mein Pass?")
    assert (await anna.get(f"/case/{harmless}/evidence.zip")).status == 404
    conversation = await threatened(desk, department="bauamt")
    await desk.staff("ben", "Ben", departments=("buergerbuero",))
    async with clerk(desk, "ben") as ben:
        assert (await ben.get(f"/case/{conversation}/evidence.zip")).status == 404
