"""How long cases stay, at the desk: held by a lead, noted for the file on closing, confirmed, taken along as a ZIP."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from faq.entry import RetentionChoices
from handoff.clearing import Clearing
from handoff.journal.journal import Journal
from handoff.retention import Terms, terms_to_json
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.served import served
from tests.desk.town import DeskTown, desk_town
from tests.files.samples import png
from tests.integration.journal.test_erasing import no_files

pytestmark = pytest.mark.server

JSON = "application/json"
NEXT_YEAR = f"{datetime.now(UTC).year + 1}-06-30"


async def audit(journal: Journal) -> list[dict[str, Any]]:
    redis: Any = journal._store.redis
    return [json.loads(fields["row"]) for _, fields in await redis.xrange(f"bd:{{{journal.town}}}:audit")]


async def closed(desk: DeskTown, one: Clerk, **fields: str) -> str:
    """A concern that this member has closed, and whose case has ended."""
    conversation = await desk.concern("Die Laterne ist aus")
    await one.act(conversation, "claim")
    assert (await one.act(conversation, "close", end="answered", **fields)).status == 303
    await desk.fold(conversation)
    return conversation


async def test_a_lead_holds_and_lifts_and_it_is_written_down(desk: DeskTown, anna: Clerk, journal: Journal) -> None:
    await desk.staff("lea", "Lea Lang", roles=("lead",))
    conversation = await closed(desk, anna)
    page = await anna.text(f"/case/{conversation}")
    assert "Wird am " in page
    assert "/hold" not in page
    form = hidden(page, f"/case/{conversation}/file") | {"reason": "Klage", "until": NEXT_YEAR}
    assert (await anna.post(f"/case/{conversation}/hold", form)).status == 403
    async with clerk(desk, "lea") as lea:
        form = await lea.form(conversation, "hold")
        for wrong, said in (
            ({"reason": "", "until": NEXT_YEAR}, "Der Grund fehlt."),
            ({"reason": "Klage", "until": "2020-01-01"}, "in der Zukunft"),
            ({"reason": "Klage", "until": "irgendwann"}, "kein Tag"),
        ):
            answer = await lea.post(f"/case/{conversation}/hold", form | wrong)
            assert (answer.status, said in await answer.text()) == (422, True)
        done = await lea.post(f"/case/{conversation}/hold", form | {"reason": "<b>Klage</b>", "until": NEXT_YEAR})
        assert done.status == 303
        page = await lea.text(f"/case/{conversation}")
        assert "(Lea Lang): &lt;b&gt;Klage&lt;/b&gt;" in page
        assert "Lea Lang hat eine Löschsperre gesetzt" in page
        listed = await lea.text("/retention")
        assert "Klage" in listed
        assert "set_hold" not in listed
        clearing = Clearing(journal, no_files, clock=lambda now: now + timedelta(days=190))
        assert (await clearing.clear(Terms(), by="x")).gone == 0
        assert (await lea.post(f"/case/{conversation}/lift-hold", hidden(listed, "/lift-hold"))).status == 303
        assert "Kein Vorgang hat eine Löschsperre" in await lea.text("/retention")
        assert (await clearing.clear(Terms(), by="x")).gone == 1
        assert (await lea.get(f"/case/{conversation}")).status == 404
        assert "ein Vorgang gelöscht" in await lea.text("/retention")
    acts = [(row["who"], row["action"]) for row in await audit(journal)]
    assert ("lea", "hold") in acts
    assert ("lea", "hold_lifted") in acts
    assert "Klage" not in json.dumps(await audit(journal))


async def test_for_the_file_on_closing_until_it_is_confirmed(desk: DeskTown, anna: Clerk, journal: Journal) -> None:
    conversation = await desk.concern("Die Laterne ist aus")
    await anna.act(conversation, "claim")
    refused = await anna.act(conversation, "close", end="answered", file="yes", file_number=" ")
    assert (refused.status, "fehlt das Aktenzeichen" in await refused.text()) == (422, True)
    assert (await desk.ticket(conversation)).is_open
    assert (await anna.act(conversation, "close", end="answered", file="yes", file_number="12.3-4/26")).status == 303
    receipt = (await desk.ticket(conversation)).receipt
    await desk.fold(conversation)
    assert "Gehört zur Akte 12.3-4/26." in await anna.text(f"/case/{conversation}")
    listed = await anna.text("/retention")
    assert "12.3-4/26" in listed
    assert f"/case/{conversation}/export.zip?receipt={receipt}" in listed
    form = hidden(listed, "/file-taken")
    for wrong, said in (
        ({"number": "", "day": "2026-01-01"}, "Nummer fehlt"),
        ({"number": "7", "day": "x"}, "kein Tag"),
    ):
        answer = await anna.post(f"/case/{conversation}/file-taken", form | wrong)
        assert (answer.status, said in await answer.text()) == (422, True)
    done = await anna.post(f"/case/{conversation}/file-taken", form | {"number": "E-7", "day": "2026-01-02"})
    assert done.headers["Location"].endswith("/retention")
    assert "Alles ist bestätigt" in await anna.text("/retention")
    page = await anna.text(f"/case/{conversation}")
    assert "In der Akte seit 2. Januar 2026 unter E-7." in page
    assert "hat die Übernahme in die Akte bestätigt" in page
    mark = await journal.file_mark(receipt)
    assert mark is not None
    assert mark.taken is not None
    assert (mark.by, mark.taken.by, mark.taken.number) == ("anna", "anna", "E-7")


async def test_noted_later_and_taken_back(desk: DeskTown, anna: Clerk, ben: Clerk, journal: Journal) -> None:
    conversation = await closed(desk, anna)
    path = f"/case/{conversation}"
    form = await anna.form(conversation, "file")
    answer = await anna.post(f"{path}/file", form | {"number": "9/26"}, Accept=JSON)
    assert await answer.json() == {"said": "done", "text": "Vermerkt."}
    assert "9/26" in await ben.text("/retention")
    assert (await ben.post(f"{path}/unfile", await ben.form(conversation, "unfile"))).status == 303
    assert await journal.file_marks() == []
    assert (await anna.post(f"{path}/file-taken", form | {"number": "1", "day": "2026-01-01"})).status == 422


async def test_a_reply_that_closes_notes_it_too(desk: DeskTown, anna: Clerk, journal: Journal) -> None:
    conversation = await desk.concern("Die Laterne ist aus")
    await anna.act(conversation, "claim")
    form = await anna.form(conversation, "reply")
    page = await anna.text(f"/case/{conversation}")
    fence = re.search(r'name="fence" value="(\d+)"', page)
    assert fence is not None
    sent = form | {
        "fence": fence[1],
        "text": "Ist repariert.",
        "then": "close",
        "end": "answered",
        "file_number": "5/26",
    }
    assert (await anna.post(f"/case/{conversation}/reply", sent)).status == 303
    assert [mark.number for mark in await journal.file_marks()] == ["5/26"]


async def test_whose_cases_are_not_theirs_see_none_of_it(desk: DeskTown, anna: Clerk) -> None:
    conversation = await closed(desk, anna, file="yes", file_number="12.3-4/26")
    await desk.staff("bea", "Bea Bau", departments=("bauamt",), roles=("lead",))
    await desk.staff("ed", "Ed Editor", roles=("editor",))
    await desk.staff("rita", "Rita Revision", roles=("auditor",))
    async with clerk(desk, "bea") as bea:
        listed = await bea.text("/retention")
        assert "12.3-4/26" not in listed
        form = dict.fromkeys(("reason", "number"), "x") | {
            "until": NEXT_YEAR,
            "day": "2026-01-01",
            "receipt": "MS-26-0001",
        }
        csrf = hidden(await bea.text("/duty"), "/duty/pause")["csrf"]
        for act in ("hold", "lift-hold", "file", "unfile", "file-taken"):
            assert (await bea.post(f"/case/{conversation}/{act}", form | {"csrf": csrf})).status == 404
    async with clerk(desk, "ed") as ed:
        assert (await ed.get("/retention")).status == 403
    async with clerk(desk, "rita") as rita:
        seen = await rita.text("/retention")
        assert "Was gelöscht wurde" in seen
        assert "12.3-4/26" not in seen


async def test_the_zip_has_all_and_its_sums_are_right(journal: Journal, tmp_path: Path) -> None:
    async with desk_town(journal, folder=tmp_path) as desk:
        await desk.staff("anna", "Anna Albers")
        async with clerk(desk, "anna") as anna:
            conversation = await desk.concern("Die Laterne ist aus")

            async def chunks() -> Any:
                yield png()

            kept = await desk.deps.files.keep(chunks(), "Loch.png")
            ref = kept.ref  # type: ignore[union-attr]
            attachments = [
                {"kind": "photo", "ref": ref, "name": "../Loch im Weg?.png", "mime": "image/png"},
                {"kind": "document", "ref": "telegram-file", "name": "gone.pdf"},
            ]
            await desk.citizen(conversation, "Hier ein Bild", attachments=attachments)
            await anna.act(conversation, "claim")
            await anna.act(conversation, "note", text="Nur für uns")
            await anna.act(conversation, "close", end="answered", file="yes", file_number="12/26")
            receipt = (await desk.ticket(conversation)).receipt
            answer = await anna.get(f"/case/{conversation}/export.zip?receipt={receipt}")
            assert answer.headers["Content-Disposition"] == f'attachment; filename="{receipt}.zip"'
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
            plain = json.loads(await (await anna.get(f"/case/{conversation}/export.json")).text())
            shown = await (await anna.get(f"/case/{conversation}/export.html")).text()
    names = {name.removeprefix(f"{receipt}/") for name in archive.namelist()}
    assert names == {f"{receipt}.html", f"{receipt}.json", "files/0002-0-Loch im Weg_.png", "SHA256SUMS"}
    lines = archive.read(f"{receipt}/SHA256SUMS").decode().splitlines()
    sums = {name: total for total, name in (line.split("  ", 1) for line in lines)}
    assert sums == {
        name: hashlib.sha256(archive.read(f"{receipt}/{name}")).hexdigest() for name in names - {"SHA256SUMS"}
    }
    assert archive.read(f"{receipt}/files/0002-0-Loch im Weg_.png") == png()
    value = json.loads(archive.read(f"{receipt}/{receipt}.json"))
    # What is exported is what is stored.
    assert [row["body"] for row in value["rows"]] == [dict(row.body) for row in await journal.rows(conversation)]
    assert value["file"]["number"] == "12/26"
    assert [act["action"] for act in value["acts"]] == ["claim", "note", "for_the_file", "close"]
    (named,) = [row["files"] for row in value["rows"] if row.get("files")]
    assert [(one["path"], one["missing"]) for one in named] == [("files/0002-0-Loch im Weg_.png", ""), ("", "gone")]
    page = archive.read(f"{receipt}/{receipt}.html").decode()
    assert "Hier ein Bild" in page
    assert sums["files/0002-0-Loch im Weg_.png"] in page
    assert "war nicht zu bekommen" in page
    assert "src=" not in page
    assert "href=" not in page
    assert [row["body"] for row in plain["rows"]] == [row["body"] for row in value["rows"]]
    assert "12/26" in shown
    exports = [row["form"] for row in await audit(journal) if row["action"] == "export"]
    assert exports == ["zip", "json", "html"]


async def test_the_day_a_case_goes_is_the_agreed_one(desk: DeskTown, anna: Clerk) -> None:
    conversation = await closed(desk, anna)
    day = await _day_it_goes(anna, conversation)
    shorter = Terms(town=RetentionChoices(closed=30))
    async with (
        served(desk, lambda deps, _: replace(deps, terms=lambda: shorter, four_eyes=lambda: ("retention",))) as town,
        clerk(town, "anna") as one,
    ):
        await desk.journal.put_agreed_terms(terms_to_json(Terms()), datetime.now(UTC))
        assert await _day_it_goes(one, conversation) == day
        await desk.journal.put_agreed_terms(terms_to_json(shorter), datetime.now(UTC))
        assert await _day_it_goes(one, conversation) != day


async def _day_it_goes(one: Clerk, conversation: str) -> str:
    found = re.search(r"Wird am ([^<]+) gelöscht", await one.text(f"/case/{conversation}"))
    assert found is not None
    return found[1]
