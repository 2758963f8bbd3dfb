"""Files with processes that end in the middle: what is named is there, what is not is an orphan and nothing more."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from handoff.desk.door import csrf_of
from handoff.files.kinds import is_ref
from handoff.journal.records import State
from handoff.ticket import Done
from tests.botapi import Fault
from tests.faults.desk import Clerk
from tests.faults.process import EVERYTHING
from tests.faults.town import TOWN
from tests.faults.world import Process, World
from tests.files import samples

pytestmark = pytest.mark.faults

FAILED = {State.DEAD, State.UNDELIVERABLE}
QUICK = ("--lease", "1", "--delivery-lease", "1.2")


def on_disk(world: World) -> list[Path]:
    folder = world.folder / "data" / "files" / TOWN
    return [path for path in folder.iterdir() if is_ref(path.name)] if folder.exists() else []


async def upload(http: aiohttp.ClientSession, clerk: Clerk, desk: Process, conversation: str, data: bytes) -> str:
    """Attach a file as the page's script does; the reply's field that names it."""
    origin = f"http://127.0.0.1:{desk.port}"
    headers = {
        "Origin": origin,
        "X-CSRF-Token": csrf_of(clerk.secret),
        "X-File-Name": "Bescheid.pdf",
        "Cookie": clerk.cookie,
    }
    async with http.post(f"{origin}/desk/case/{conversation}/upload", data=data, headers=headers) as response:
        kept = await response.json()
    return json.dumps([{"ref": kept["ref"], "name": kept["name"]}])


async def fetch(http: aiohttp.ClientSession, clerk: Clerk, desk: Process, path: str) -> tuple[int, bytes]:
    headers = {"Cookie": clerk.cookie}
    async with http.get(f"http://127.0.0.1:{desk.port}/desk/{path}", headers=headers) as response:
        return response.status, await response.read()


def documents(world: World) -> list[bytes]:
    """What citizen 1 got, as the server keeps it."""
    sent = [message for message in world.api.ledger.accepted_messages(1001) if "document" in message]
    return [world.api.world.files[message["document"]["file_id"]].content for message in sent]


@pytest.mark.fault(rows=(13,))
@pytest.mark.parametrize("point", ["act.before", "act.after"])
async def test_killed_between_storing_a_file_and_the_reply_that_names_it(world: World, point: str) -> None:
    await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    clerk = await Clerk.enter(world, "petra")
    assert isinstance(await world.acts.claim(conversation, clerk.staff, request="before"), Done)
    victim = await world.start("web", options=("--crash-at", point))
    form = {"receipt": await world.receipt(conversation), "request": "form-1", "fence": "1", "text": "Anbei."}
    async with aiohttp.ClientSession() as http:
        form["files"] = await upload(http, clerk, victim, conversation, samples.PDF)
        with pytest.raises(aiohttp.ClientError):
            await clerk.act(http, victim, conversation, "reply", **form)
        assert await victim.end() == -signal.SIGKILL
        (orphan,) = on_disk(world)
        # stored, it waits to leave and names the file; another process may have said it since
        snapshot = await world.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        waiting = {file.ref for reply in snapshot.ticket.outgoing for file in reply.files}
        owner = await world.journal.file_owner(orphan.name)
        assert (orphan.name in waiting or owner == conversation) == (point == "act.after")
        assert orphan.read_bytes() == samples.PDF
        desk = await world.start("web")
        for _ in range(2):
            assert await clerk.act(http, desk, conversation, "reply", **form) == "done"
    await world.quiet()
    assert await world.violations() == []
    assert await world.journal.files_of(conversation) == {orphan.name}
    assert documents(world) == [samples.PDF]


@pytest.mark.fault(rows=(8,))
async def test_killed_between_sending_a_file_and_its_report(world: World) -> None:
    app = await world.start(*EVERYTHING)
    conversation = await world.hand_off(1)
    await world.quiet()
    await app.kill()
    clerk = await Clerk.enter(world, "petra")
    desk = await world.start("web")
    async with aiohttp.ClientSession() as http:
        files = await upload(http, clerk, desk, conversation, samples.PDF)
        form = {"receipt": await world.receipt(conversation), "fence": "0", "text": "Anbei.", "files": files}
        assert await clerk.act(http, desk, conversation, "reply", **form) == "done"
    victim = world.spawn(*EVERYTHING, options=("--crash-at", "report.before", *QUICK))
    assert await victim.end() == -signal.SIGKILL
    await world.start(*EVERYTHING, options=QUICK)
    await world.quiet()
    assert await world.violations() == []
    assert documents(world) == [samples.PDF, samples.PDF]
    assert await world.uncertain() == 1


@pytest.mark.fault(rows=(38,), promises=("P5",))
@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (Fault.error(413, "Request Entity Too Large"), "dead", "too-big"),
        (Fault.error(403, "Forbidden: bot was blocked by the user"), "undeliverable", "blocked"),
    ],
)
async def test_a_file_that_cannot_be_sent_is_told_with_its_reason(
    world: World, fault: Any, state: str, reason: str
) -> None:
    await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    clerk = await Clerk.enter(world, "petra")
    desk = await world.start("web")
    world.api.fail(fault, method="sendDocument")
    async with aiohttp.ClientSession() as http:
        files = await upload(http, clerk, desk, conversation, samples.PDF)
        form = {"receipt": await world.receipt(conversation), "fence": "0", "text": "Anbei.", "files": files}
        assert await clerk.act(http, desk, conversation, "reply", **form) == "done"

        ends: list[tuple[str, str]] = []
        while not ends:
            states = (await world.journal.delivery_states(conversation)).values()
            ends = [(one.state.value, one.reason) for one in states if one.state in FAILED]
            await asyncio.sleep(0.05)
        assert ends == [(state, reason)]
        _, page = await fetch(http, clerk, desk, f"case/{conversation}")
    assert ("Datei zu groß" if reason == "too-big" else "blockiert") in page.decode()


async def test_what_a_citizen_sends_on_telegram_is_fetched_when_somebody_looks(world: World) -> None:
    await world.start(*EVERYTHING, options=QUICK)
    conversation = await world.hand_off(1)
    clerk = await Clerk.enter(world, "petra")
    desk = await world.start("web")
    kim = world.citizen(1)
    kim.send_document(samples.PDF, name="Antrag.pdf")
    kim.send_document(samples.camera_jpeg(latitude=51.4, longitude=6.9), name="a.jpg", mime="image/jpeg")
    kim.send_document(b"MZ\x90\x00" + b"\x00" * 99, name="rechnung.pdf", mime="application/pdf")
    kim.send_document(b"%PDF" + b"x" * (20 << 20), name="Akte.pdf")
    await kim.wait_for("„Akte.pdf“ ist zu groß", timeout=45)
    assert on_disk(world) == []
    rows = [row for row in await world.journal.rows(conversation) if row.body.get("attachments")]
    assert [row.body["attachments"][0]["name"] for row in rows] == ["Antrag.pdf", "a.jpg", "rechnung.pdf", "Akte.pdf"]
    async with aiohttp.ClientSession() as http:
        pdf, photo, evil, large = [
            await fetch(http, clerk, desk, f"case/{conversation}/file/{row.n}/0") for row in rows
        ]
        _, page = await fetch(http, clerk, desk, f"case/{conversation}")
    assert pdf == (200, samples.PDF)
    assert (photo[0], b"Kamera" in photo[1]) == (200, False)
    assert (evil[0], "aus Sicherheit nicht weiter" in evil[1].decode()) == (502, True)
    assert (large[0], "zu groß" in large[1].decode()) == (502, True)
    assert "Zu groß: Telegram gibt Bots nur Dateien bis 20 MB." in page.decode()
    await kim.wait_for("„rechnung.pdf“ ist von einer Art", timeout=45)
    await world.quiet()
    assert await world.violations() == []
