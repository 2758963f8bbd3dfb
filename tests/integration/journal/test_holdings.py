"""The copy for a citizen has all that is stored of them: compared with a raw look at every key."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from handoff.desk.copying import DATA, PAGE, write_copy
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.staff import StaffRecord
from tests.integration.journal.test_erasing import MARK, dump, files_in, naming, seeded
from tests.integration.journal.test_way_in import key

pytestmark = pytest.mark.server

DERIVED: Final = frozenset(
    {
        *(
            "at",
            "case",
            "cases",
            "ended",
            "closed",
            "filed",
            "index",
            "out",
            "lane",
            "flight",
            "merge",
            "shown",
            "trouble",
        ),
        *("reachable", "held", "pace", "tags", "link", "read", "seen", "request", "feed", "obligations", "topics"),
        *("threads", "callbacks", "drafted", "receipt", "post", "staff", "acted", "tickets", "queue", "owned", "looks"),
    }
)
"""Places and orders of what the copy has anyway, and secrets (link); the record of acts has its own part."""


def leaves(value: Any) -> set[str]:
    """Every text within."""
    match value:
        case dict():
            return {leaf for one in value.values() for leaf in leaves(one)}
        case list():
            return {leaf for one in value for leaf in leaves(one)}
        case str() if value[:1] in "{[":
            try:
                return leaves(json.loads(value))
            except ValueError:
                return {value}
        case str() if "\t" in value:
            return leaves(value.split("\t", 2)[2])
        case str():
            return {value}
        case _:
            return set()


async def test_the_copy_is_what_is_stored(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    conversation, ticket, refs, _ = await seeded(journal, store, files)
    await journal.put_staff(StaffRecord(login="anna", name="Anna Geheim", public_name="Anna", departments=(), roles=()))
    target = tmp_path / "copy.zip"
    await write_copy(target, journal, files, conversation, town="Musterstadt", zone=ZoneInfo("Europe/Berlin"))
    with zipfile.ZipFile(target) as archive:
        told = json.loads(archive.read(DATA))
        page = archive.read(PAGE).decode()
        enclosed = [name for name in archive.namelist() if name.startswith("dateien/")]
    stored = await dump(store, journal)
    mine = naming(stored, MARK, conversation, ticket.receipt, ticket.case, *refs)
    missing = set[tuple[str, str]]()
    have = leaves(told)
    for name in mine:
        if name.split(":", 1)[0] in DERIVED or name in {"audit"}:
            continue
        value = json.loads(stored[name])
        if name in {"holds", "filemarks"}:
            value = value[ticket.receipt]
        if name.startswith(("posted:telegram:group", "files", "erasing")):
            continue
        missing |= {(name, leaf) for leaf in leaves(value) if MARK in leaf and leaf not in have}
    assert missing == set()
    assert {row["body"]["text"] for case in told["cases"] for row in case["rows"]} >= {f"{MARK} Laterne", MARK}
    assert len(enclosed) == len(refs)
    assert told["addresses"] == [f"telegram:77{MARK}"]
    assert f"{MARK} Laterne" in page
    assert "<script" not in page


async def test_it_names_no_staff_and_no_secret(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    conversation, _, _, _ = await seeded(journal, store, files)
    await journal.put_staff(StaffRecord(login="anna", name="Anna Geheim", public_name="Anna", departments=(), roles=()))
    target = tmp_path / "copy.zip"
    await write_copy(target, journal, files, conversation, town="Musterstadt", zone=ZoneInfo("Europe/Berlin"))
    with zipfile.ZipFile(target) as archive:
        text = archive.read(DATA).decode() + archive.read(PAGE).decode()
    assert '"anna"' not in text
    assert "Geheim" not in text
    assert "linkhash" not in text
    assert await store.redis.exists(key(journal, "link", "linkhash"))


async def test_a_copy_is_no_part_of_the_next(journal: Journal, store: Store, tmp_path: Path) -> None:
    files = files_in(tmp_path / "files")
    conversation, _, refs, _ = await seeded(journal, store, files)
    await journal.keep_copy(refs[0], await journal.store_time())
    held = await journal.holdings_of(conversation)
    assert await journal.copies(held["files"]) == {refs[0]}
    assert await journal.copies_over(await journal.store_time()) == [refs[0]]
    await journal.forget_copies([refs[0]])
    assert refs[0] not in (await journal.holdings_of(conversation))["files"]
