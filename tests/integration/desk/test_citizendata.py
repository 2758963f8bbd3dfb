"""A citizen asks by letter: a lead gives the copy or has all erased; nobody else may, and it is written down."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from handoff.forgetting import Eraser, Way
from handoff.journal.journal import Journal
from handoff.tombstones import Tombstones
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown
from tests.integration.journal.test_erasing import no_files

pytestmark = pytest.mark.server


async def acts_in(journal: Journal) -> list[tuple[str, str]]:
    redis: Any = journal._store.redis
    rows = [json.loads(fields["row"]) for _, fields in await redis.xrange(f"bd:{{{journal.town}}}:audit")]
    return [(row["who"], row["action"]) for row in rows if row["action"].startswith(("citizen", "erased"))]


async def test_a_lead_gives_the_copy(desk: DeskTown, anna: Clerk, journal: Journal) -> None:
    await desk.staff("lea", "Lea Lang", roles=("lead",))
    conversation = await desk.concern("Die Laterne ist aus")
    form = hidden(await anna.text(f"/case/{conversation}"), f"/case/{conversation}/claim")
    assert "citizen-copy" not in await anna.text(f"/case/{conversation}")
    assert (await anna.post(f"/case/{conversation}/citizen-copy", form)).status == 403
    async with clerk(desk, "lea") as lea:
        form = await lea.form(conversation, "citizen-copy")
        answer = await lea.post(f"/case/{conversation}/citizen-copy", form)
        assert answer.status == 200
        with zipfile.ZipFile(io.BytesIO(await answer.read())) as archive:
            assert "Die Laterne ist aus" in archive.read("daten.json").decode()
    assert ("lea", "citizen_export") in await acts_in(journal)


async def test_a_lead_has_everything_erased_and_the_owner_reads_so(
    desk: DeskTown, anna: Clerk, journal: Journal, tmp_path: Path
) -> None:
    await desk.staff("lea", "Lea Lang", roles=("lead",))
    conversation = await desk.concern("Die Laterne ist aus")
    await anna.act(conversation, "claim")
    form = hidden(await anna.text(f"/case/{conversation}"), f"/case/{conversation}/close")
    assert (await anna.post(f"/case/{conversation}/citizen-erase", form | {"typed": form["receipt"]})).status == 403
    async with clerk(desk, "lea") as lea:
        form = await lea.form(conversation, "citizen-erase")
        refused = await lea.post(f"/case/{conversation}/citizen-erase", form | {"typed": "BN-1"})
        assert (refused.status, await journal.erasures()) == (422, {})
        done = await lea.post(f"/case/{conversation}/citizen-erase", form | {"typed": form["receipt"].lower()})
        assert done.status == 200
    eraser = Eraser(journal, Tombstones(tmp_path / "stones", tmp_path / "key"), Way(remove=no_files))
    assert await eraser.step() == 0
    assert await journal.snapshot(conversation) is None
    assert (await anna.get(f"/case/{conversation}")).status == 404
    assert f"gelöscht: {form['receipt']}" in await anna.text("")
    assert [act for act in await acts_in(journal) if act[0] == "lea"] == [("lea", "citizen_erase"), ("lea", "erased")]
