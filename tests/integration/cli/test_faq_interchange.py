"""`faq import` and `faq export`, from the outside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from bot.cli_console import Failure
from faq.errors import FilesBroken
from faq.files import load
from faq.interchange.plain import plain_of
from tests.integration.cli.conftest import Program, Run
from tests.unit.faq.folder import replace, write_town
from tests.unit.faq.interchange.services import SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "buergerdraht.toml").write_text('towns_dir = "towns"\ntowns = ["testingen"]\n', encoding="utf-8")
    return write_town(tmp_path / "towns" / "testingen")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(table: Path, id_: str, column: str, value: str) -> None:
    """What an editor does in a spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline=""), delimiter=";"))
    next(row for row in rows if row["id"] == id_)[column] = value
    with table.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_a_table_there_and_back(run: Run, folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    assert run("faq", "export", "faq.csv").exit_code == 0
    done = run("faq", "import", "faq.csv")
    assert "0 new, 0 changed, 4 unchanged, 0 refused" in done.output
    edit(tmp_path / "faq.csv", "hund-abmelden", "answer_de", "- Beim Steueramt.\n- Sofort.")
    edit(tmp_path / "faq.csv", "hund-abmelden", "review", "1.2.2031")

    refused = run("faq", "import", "faq.csv")
    assert isinstance(refused.exception, Failure)
    assert "faq.csv, Zeile 4, Spalte id" in refused.output
    assert "--update" in refused.output
    assert contents(folder) == before

    tried = run("faq", "import", "faq.csv", "--update", "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "~ hund-abmelden: answer.de, review" in tried.output
    assert "nothing was written" in tried.output
    assert contents(folder) == before

    kept = run("faq", "import", "faq.csv", "--keep")
    assert "3 unchanged, 1 kept, 0 refused" in kept.output
    assert contents(folder) == before

    done = run("faq", "import", "faq.csv", "--update")
    assert done.exit_code == 0, done.output
    after = contents(folder)
    assert {name for name in after if after[name] != before.get(name)} == {"faq/b.yaml"}
    old, new = before["faq/b.yaml"].decode(), after["faq/b.yaml"].decode()
    assert new == old.replace(
        "answer: {de: Melden Sie den Hund beim Steueramt ab.}",
        "answer:\n    de: |\n      - Beim Steueramt.\n      - Sofort.",
    ).replace("review: 2030-01-10", "review: 2031-02-01", 1)


def test_an_empty_town_is_filled_from_a_table(run: Run, folder: Path) -> None:
    assert run("faq", "export", "faq.csv").exit_code == 0
    wanted = load(folder)
    for file in (folder / "faq").iterdir():
        file.unlink()
    done = run("faq", "import", "faq.csv", "--into", "alles")
    assert done.exit_code == 0, done.output
    assert "4 new (into faq/alles.yaml)" in done.output
    assert load(folder) == wanted


def test_what_is_wrong_is_told_by_row_and_column(program: Program, folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    assert program("faq", "export", "faq.csv").returncode == 0
    table = tmp_path / "faq.csv"
    edit(table, "hund-abmelden", "office", "steuramt")
    edit(table, "weihnachtsmarkt", "checked", "bald")
    done = program("faq", "import", "faq.csv", "--update")
    assert done.returncode == 1
    assert "faq.csv, Zeile 4, Spalte office: hund-abmelden „steuramt“ steht nicht in offices.yaml." in done.stdout
    assert "faq.csv, Zeile 5, Spalte checked: weihnachtsmarkt" in done.stdout
    assert "2 refused" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(folder) == before


def test_a_page_for_the_public_names_nobody(run: Run, folder: Path, tmp_path: Path) -> None:
    replace(folder, "faq/a.yaml", "- id: hund-anmelden\n", "- id: hund-anmelden\n  audience: staff\n")
    replace(folder, "faq/b.yaml", "- id: hund-abmelden\n", "- id: hund-abmelden\n  status: draft\n")
    printed = run("faq", "export", "-", "--format", "jsonld")
    page = json.loads(printed.stdout)
    assert page["mainEntity"][0]["identifier"] == "perso-neu"
    assert not {"hund-anmelden", "hund-abmelden"} & {one["identifier"] for one in page["mainEntity"]}
    assert "Frau Beispiel" not in printed.stdout
    whole = json.loads(run("faq", "export", "-", "--format", "jsonld", "--internal").stdout)
    assert len(whole["mainEntity"]) == 4
    assert "Frau Beispiel" in json.dumps(whole)


@pytest.mark.parametrize("name", ["faq.html", "faq.jsonld"])
def test_a_page_there_and_back(run: Run, folder: Path, name: str) -> None:
    assert run("faq", "export", name, "--internal").exit_code == 0
    wanted = load(folder)
    assert "4 unchanged" in run("faq", "import", name).output
    for file in (folder / "faq").iterdir():
        file.unlink()
    done = run("faq", "import", name)
    assert done.exit_code == 0, done.output
    assert load(folder) == wanted


def test_a_foreign_page_becomes_drafts(run: Run, folder: Path, tmp_path: Path) -> None:
    data = {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": "Wo\x1b ist das Rathaus?",
             "acceptedAnswer": {"@type": "Answer", "text": "<p>Am <b>Markt</b>.</p><script>x</script>"}}
        ],
    }  # fmt: skip
    inside = json.dumps(data).replace("</", "<\\/")
    page = f"<!doctype html><script type='application/ld+json'>{inside}</script>"
    (tmp_path / "seite.html").write_text(page, encoding="utf-8")
    refused = run("faq", "import", "seite.html")
    assert isinstance(refused.exception, Failure)
    assert "seite.html, Frage 1" in refused.output
    assert "--office buergerbuero" in refused.output
    done = run("faq", "import", "seite.html", "--office", "buergerbuero", "--source", "https://alt.example/faq")
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.output
    entry = load(folder, drafts=True).entry("wo-ist-das-rathaus")
    assert entry is not None
    assert (entry.answer["de"], entry.status, entry.owner, entry.department) == (
        "Am **Markt**.", "draft", "N.N.", "buerger",
    )  # fmt: skip
    assert load(folder).entry("wo-ist-das-rathaus") is None
    listed = json.loads(run("faq", "review", "--json").stdout)
    assert {"unowned", "waiting"} <= {one["kind"] for one in listed if one["entry"] == "wo-ist-das-rathaus"}


def test_a_catalogue_becomes_drafts(program: Program, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "land.xml").write_text(SAMPLE, encoding="utf-8")
    arguments = ("faq", "import", "land.xml", "--office", "steueramt", "--source", "https://land.example")
    tried = program(*arguments, "--dry-run")
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "+ hund-zur-hundesteuer-anmelden (draft)" in tried.stdout
    done = program(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    entry = load(folder, drafts=True).entry("hund-zur-hundesteuer-anmelden")
    assert entry is not None
    assert plain_of(entry)["facets"] == {
        "fee": {"de": "96,50 Euro"},
        "documents": {"de": "- Ausweis", "en": "ID card"},
        "deadline": {"de": "Innerhalb von zwei Wochen", "en": "Within two weeks"},
        "where": {"de": "Steueramt"},
        "processing_time": {"de": "3 Tage"},
        "online": "https://service.example/hund/online?a=1&b=2",
    }
    assert (entry.leika, entry.ars) == (("99102011060000",), ("053150000000",))
    assert "2 unchanged" in program(*arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "fehlt.csv"), "cannot be read"),
        (("import", "x.doc"), "format"),
        (("import", "x.csv", "--into", "../x"), "--into"),
        (("import", "x.csv", "--update", "--keep"), "Either"),
        (("export", "x.xml"), "format"),
        (("export", "x"), "format"),
        (("export", "da.csv"), "--force"),
        (("export", "fehlt/x.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_done(run: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "da.csv").write_text("x", encoding="utf-8")
    (tmp_path / "x.csv").write_text("id\n", encoding="utf-8")
    failure = run("faq", *arguments).exception
    assert isinstance(failure, Failure)
    assert said in f"{failure.what} {failure.mend}"
    assert (tmp_path / "da.csv").read_text("utf-8") == "x"


def test_a_broken_folder_is_neither_filled_nor_exported(run: Run, folder: Path) -> None:
    assert run("faq", "export", "faq.csv").exit_code == 0
    assert run("faq", "export", "faq.csv", "--force").exit_code == 0
    replace(folder, "faq/b.yaml", "owner:", "owners:")
    assert isinstance(run("faq", "import", "faq.csv").exception, FilesBroken)
    assert isinstance(run("faq", "export", "neu.csv").exception, FilesBroken)
