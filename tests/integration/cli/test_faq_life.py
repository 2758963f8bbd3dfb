"""The life of an entry, from the outside: written, waiting, approved, live; in a hurry; in an emergency."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.cli_console import Failure
from faq.approval import content_hash
from faq.entry import Release, release_from_json
from faq.files import load
from handoff.journal.journal import Journal
from tests.integration.cli.conftest import Program, Run
from tests.integration.cli.test_backup import on, serving
from tests.unit.faq.folder import replace, write_town

TOWN = {"BUERGERDRAHT_TOWNS": "testingen"}
TEXT = "Melden Sie den Hund beim Steueramt an."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town with four eyes; every entry has an author and nobody's approval yet."""
    folder = write_town(tmp_path / "towns" / "testingen")
    (tmp_path / "buergerdraht.toml").write_text('towns_dir = "towns"\ntowns = ["testingen"]\n', encoding="utf-8")
    replace(folder, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    for name in ("faq/a.yaml", "faq/b.yaml"):
        file = folder / name
        text = re.sub(
            r"^(- id: .*)$",
            r"# Stand: geprüft\n\1  # bitte so lassen\n  author: Anna Autor",
            file.read_text("utf-8"),
            flags=re.M,
        )
        file.write_text(text, encoding="utf-8")
    return folder


ALL = ("perso-neu", "hund-anmelden", "hund-abmelden", "weihnachtsmarkt")


def log_rows(tmp_path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (tmp_path / "data" / "faq-approvals.log").read_text("utf-8").splitlines()]


def test_approve_writes_one_line_beside_the_content(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / "faq/a.yaml").read_text("utf-8")
    assert "Noch nicht live, weil die Freigabe" in run("faq", "check").output
    done = run("faq", "approve", "hund-anmelden", "--by", "Zoe Zweit")
    assert done.exit_code == 0, done.output
    after = (folder / "faq/a.yaml").read_text("utf-8")
    (line,) = set(after.splitlines()) - set(before.splitlines())
    assert after.replace(line + "\n", "") == before
    entry = load(folder).entry("hund-anmelden")
    assert entry is not None
    assert entry.approval is not None
    assert (entry.approval.by, entry.approval.hash) == ("Zoe Zweit", content_hash(entry))
    assert "hund-anmelden" not in run("faq", "check").output
    (row,) = log_rows(tmp_path)
    assert (row["act"], row["entry"], row["by"], row["hash"]) == ("approve", entry.id, "Zoe Zweit", content_hash(entry))
    again = run("faq", "approve", "hund-anmelden", "--by", "Zoe Zweit")
    assert "approved already" in again.output
    assert len(log_rows(tmp_path)) == 1
    assert (tmp_path / "data" / "faq-approvals.log").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hund-anmelden", "--by", "anna  autor"), "author"),
        (("hund-anmelden", "hund-anmeldn", "--by", "Zoe"), "„hund-anmelden“"),
        (("hund-anmelden", "--by", "  "), "--by"),
    ],
)
def test_what_may_not_be_approved_changes_nothing(
    run: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = (folder / "faq/a.yaml").read_bytes()
    done = run("faq", "approve", *arguments)
    assert isinstance(done.exception, Failure)
    assert said in f"{done.output} {done.exception}"
    assert (folder / "faq/a.yaml").read_bytes() == before
    assert not (tmp_path / "data" / "faq-approvals.log").exists()


def test_a_broken_folder_cannot_be_approved(program: Program, folder: Path) -> None:
    replace(folder, "faq/b.yaml", "owner:", "owners:")
    done = program("faq", "approve", "hund-anmelden", "--by", "Zoe")
    assert done.returncode == 1
    assert "faq/b.yaml:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refusal_ends_with_1_and_names_the_place(program: Program, folder: Path) -> None:
    done = program("faq", "approve", "hund-anmelden", "--by", "Anna Autor")
    assert done.returncode == 1
    assert re.search(r"faq/a\.yaml:\d+ hund-anmelden", done.stdout)
    assert "Traceback" not in done.stderr


def test_an_entry_that_waits_can_be_tried(run: Run, folder: Path) -> None:
    found = json.loads(run("faq", "ask", "Wie melde ich meinen Hund an?", "--json").stdout)
    assert found["candidates"][0]["id"] == "hund-anmelden"


def test_review_lists_by_kind_with_the_place(run: Run, folder: Path) -> None:
    run("faq", "approve", "hund-abmelden", "--by", "Zoe")
    stale = replace(folder, "faq/a.yaml", "review: 2030-01-10", "review: 2020-01-10")
    unowned = replace(folder, "faq/b.yaml", "owner: Herr Muster", "owner: N.N.")
    mixed = replace(folder, "faq/b.yaml", "Vom 1. bis", "Komm mit deinen Kindern vom 1. bis")
    missing = replace(folder, "faq/b.yaml", "owner: Herr Muster", "owner:")
    found = json.loads(run("faq", "review", "--json").stdout)
    places = {(one["kind"], f"{one['file']}:{one['line']}") for one in found}
    assert ("stale", f"faq/a.yaml:{stale}") in places
    assert {("unowned", f"faq/b.yaml:{unowned}"), ("unowned", f"faq/b.yaml:{missing}")} <= places
    assert ("broken", f"faq/b.yaml:{missing}") in places
    replace(folder, "faq/b.yaml", "owner:\n", "owner: Herr Muster\n")
    found = json.loads(run("faq", "review", "--json", "--days", "100000").stdout)
    assert ("mixed", mixed) in {(one["kind"], one["line"]) for one in found}
    assert [one["entry"] for one in found if one["kind"] == "due"] == list(ALL[1:])
    assert [one["entry"] for one in found if one["kind"] == "waiting"] == [
        "perso-neu",
        "hund-anmelden",
        "weihnachtsmarkt",
    ]
    assert all(one["mend"] for one in found)
    assert "Prüftermin vorbei" in run("faq", "review").output


def served(journal_path: Path) -> Release:
    async def look(journal: Journal) -> Release:
        hash_ = await journal.release_hash()
        assert hash_ is not None
        text = await journal.release_text(hash_)
        assert text is not None
        return release_from_json(text)

    with serving(journal_path) as url:
        found: Release = on(url, look, "testingen")
        return found


def answer(release: Release) -> str:
    entry = release.entry("hund-anmelden")
    return entry.answer["de"] if entry else ""


@pytest.mark.server
def test_from_the_first_approval_to_the_break_in_the_glass(run: Run, folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run("faq", "approve", *ALL, "--by", "Zoe Zweit")
    assert run("faq", "publish").exit_code == 0
    assert answer(served(data)) == TEXT

    replace(folder, "faq/a.yaml", TEXT, "Sofort anmelden.")
    done = run("faq", "publish")
    assert done.exit_code == 0, done.output
    assert answer(served(data)) == TEXT  # nobody approved the edit

    for incomplete in (("hund-anmelden",), ("hund-anmelden", "--now"), ("--now", "--by", "Anna", "--reason", "x")):
        assert isinstance(run("faq", "publish", *incomplete).exception, Failure)
    done = run("faq", "publish", "hund-anmelden", "--now", "--by", "Anna Autor", "--reason", "Tollwut im Kreis")
    assert done.exit_code == 0, done.output
    now = served(data)
    assert answer(now) == "Sofort anmelden."
    assert [entry.answer["de"] for entry in now.held] == [TEXT]
    assert "Ohne zweite Person live bis" in run("faq", "check").output

    replace(folder, "faq/a.yaml", "Sofort anmelden.", "Gar nicht erst anmelden.")
    assert "Noch nicht live" in run("faq", "check").output
    more = ("--now", "--break-glass", "--by", "Anna Autor", "--reason", "Brand")
    done = run("faq", "publish", "hund-anmelden", *more)
    assert done.exit_code == 0, done.output
    assert answer(served(data)) == "Gar nicht erst anmelden."
    assert isinstance(run("faq", "publish", "hund-anmelden", *more).exception, Failure)  # it is live

    done = run("faq", "approve", "hund-anmelden", "--by", "Zoe Zweit")
    assert done.exit_code == 0, done.output
    text = (folder / "faq/a.yaml").read_text("utf-8")
    assert "break_glass" not in text
    assert text.count("# bitte so lassen") == 2
    rows = [row for row in log_rows(tmp_path) if row["entry"] == "hund-anmelden"]
    assert [(row["act"], row["reason"]) for row in rows] == [
        ("approve", ""),
        ("publish_now", "Tollwut im Kreis"),
        ("break_glass", "Brand"),
        ("approve", ""),
    ]
    assert rows[1]["before"] == rows[0]["hash"]
    assert rows[1]["until"]
