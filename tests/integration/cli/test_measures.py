"""faq evaluate, diff, gaps and check --twins."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from faq.entry import release_to_json
from faq.files import load
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from tests.integration.cli.conftest import ROOT, Program, Run
from tests.integration.cli.test_backup import on, serving

SAMPLE = ROOT / "config" / "towns" / "musterstadt"
SET = {
    "name": "klein",
    "lang": "de",
    "kb": [
        {"id": "hund", "question": "Wie melde ich meinen Hund an?", "alternatives": ["Hundesteuer"], "answer": "So."},
        {"id": "wahl", "question": "Wie beantrage ich Briefwahl?", "alternatives": ["Briefwahl"], "answer": "So."},
    ],
    "queries": [
        {"id": "1", "text": "Wie melde ich meinen Hund an", "gold_id": "hund", "kind": "paraphrase", "tags": []},
        {"id": "2", "text": "Breifwahl beantragen", "gold_id": "wahl", "kind": "typo", "tags": []},
        {"id": "3", "text": "Wetter morgen", "gold_id": None, "kind": "oos", "tags": ["oos-other"]},
    ],
}


def write(path: Path, content: Any) -> str:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_evaluate_as_json(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "s.json", SET)
    done = run("faq", "evaluate", file, "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["name"], found["n"], found["n_foreign"], found["top1"]) == ("klein", 2, 1, 1.0)
    for key in ("recall3", "mrr", "precision", "coverage", "helped"):
        assert 0 <= found[key] <= 1
    assert set(found["by_kind"]) == {"paraphrase", "typo"}
    assert found["by_tag"]["oos-other"]["answered"] == 0
    several = json.loads(run("faq", "evaluate", file, file, "--json").stdout)
    assert [one["name"] for one in several] == ["klein", "klein"]


def test_evaluate_against_a_former_run(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "s.json", SET)
    former = write(tmp_path / "old.json", run("faq", "evaluate", file, "--json").stdout)
    found = json.loads(run("faq", "evaluate", file, "--against", former, "--json").stdout)
    assert found["against"]["paired"] == 3
    assert found["against"]["top1"] == {"difference": 0.0, "interval": [0.0, 0.0]}
    told = run("faq", "evaluate", file, "--against", former).stdout
    assert "klein" in told
    assert "3 gleiche Fragen" in told


def test_evaluate_a_town(run: Run, tmp_path: Path) -> None:
    questions = write(tmp_path / "q.csv", "text;entry\nhundesteuer anmelden;hund-anmelden\nwer wird meister;\n")
    for town in (str(SAMPLE), "musterstadt"):
        found = json.loads(run("faq", "evaluate", questions, "--town", town, "--json").stdout)
        assert (found["n"], found["n_foreign"], found["top1"]) == (1, 1, 1.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No file was named"),
        (["gone.json"], "Die Datei gibt es nicht"),
        (["bad.json"], "kein gültiges JSON"),
        (["q.csv"], "--town"),
        (["q.csv", "--town", "nowhere"], "no such folder and no town"),
        (["s.json", "--town", str(SAMPLE)], "entries of its own"),
        (["q.csv", "--town", str(SAMPLE)], "Den Eintrag „gibtsnicht“"),
        (["s.json", "--against", "gone.json"], "cannot be read"),
        (["s.json", "--against", "bad.json"], "no output of an evaluation"),
        (["s.json", "--against", "other.json"], "nothing to compare"),
    ],
)
def test_evaluate_refuses_what_is_broken(program: Program, tmp_path: Path, arguments: list[str], said: str) -> None:
    write(tmp_path / "s.json", SET)
    write(tmp_path / "bad.json", "{")
    write(tmp_path / "q.csv", "text;entry\nx;gibtsnicht\n")
    write(tmp_path / "other.json", {"name": "klein", "results": []})
    done = program("faq", "evaluate", *arguments, "--json")
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


@pytest.fixture
def some(tmp_path: Path) -> Path:
    """A part of the sample town: every phrasing is asked twice."""
    folder = tmp_path / "some"
    shutil.copytree(SAMPLE, folder)
    for file in (folder / "faq").iterdir():
        if file.name not in {"bauen.yaml", "soziales.yaml", "standesamt.yaml"}:
            file.unlink()
    return folder


@pytest.fixture
def changed(tmp_path: Path, some: Path) -> Path:
    """The same with one phrasing less."""
    folder = tmp_path / "changed"
    shutil.copytree(some, folder)
    file = folder / "faq" / "bauen.yaml"
    text = file.read_text(encoding="utf-8")
    assert "      - anbau genehmigen lassen\n" in text
    file.write_text(text.replace("      - anbau genehmigen lassen\n", "", 1), encoding="utf-8")
    return folder


def test_diff_and_its_gate(run: Run, some: Path, changed: Path, tmp_path: Path) -> None:
    release = write(tmp_path / "release.json", release_to_json(load(some)))
    same = run("faq", "diff", release, str(some), "--gate", "--no-twins")
    assert same.exit_code == 0, same.output
    assert "0 werden anders behandelt" in same.output
    done = run("faq", "diff", str(some), str(changed), "--json", "--gate")
    found = json.loads(done.stdout)
    lost = [one["text"] for one in found["newly_unanswered"] + found["answered_differently"]]
    assert found["counts"]["newly_unanswered"] + found["counts"]["answered_differently"] == len(lost)
    assert found["entries"]["changed"] == ["bauantrag-stellen"]
    assert found["counts"]["twins"] == len(found["twins"])
    assert found["harm"] is any(one["harm"] for one in found["newly_unanswered"] + found["answered_differently"])
    assert done.exit_code == (1 if found["harm"] else 0)
    assert run("faq", "diff", str(some), str(changed), "--no-twins").exit_code == 0


def test_diff_fails_the_gate_when_an_entry_went(run: Run, some: Path, changed: Path) -> None:
    (changed / "faq" / "soziales.yaml").unlink()
    done = run("faq", "diff", str(some), str(changed), "--gate", "--no-twins")
    assert done.exit_code == 1
    assert "nicht mehr beantwortet" in done.output
    assert "Eine Antwort geht verloren" in done.output


def test_diff_takes_logged_questions(run: Run, tmp_path: Path) -> None:
    log = write(tmp_path / "log.txt", "ganz was anderes\nnoch was\n")
    plain = [json.loads(run("faq", "diff", str(SAMPLE), str(SAMPLE), "--no-twins", "--json", *more).stdout)["questions"]
             for more in ((), ("--questions", log))]  # fmt: skip
    assert plain[1] == plain[0] + 2


@pytest.mark.parametrize(("old", "said"), [("gone", "no such folder"), ("bad.json", "no release"), (".", "Datei")])
def test_diff_refuses_what_is_no_town(program: Program, tmp_path: Path, old: str, said: str) -> None:
    write(tmp_path / "bad.json", "{}")
    done = program("faq", "diff", old, str(SAMPLE))
    assert done.returncode == 2
    assert said in done.stderr


def test_check_lists_twins(run: Run) -> None:
    done = run("faq", "check", "--twins")
    assert done.exit_code == 0
    assert "↔" in done.output or "Keine Einträge" in done.output


KANUS = ("Wo gibt es Kanutouren?", "kanutour am fluss wo", "kanutouren", "gibt es hier kanutouren 0171 1234567")


def test_gaps_of_a_file(run: Run, tmp_path: Path) -> None:
    log = write(tmp_path / "log.txt", "\n".join((*KANUS, "Frau Kasulzke", "hundesteuer anmelden")))
    found = json.loads(run("faq", "gaps", "--from", log, "--json").stdout)
    assert found["gaps"][0]["people"] == 4
    assert found["gaps"][0]["words"] == ["kanutouren"]
    told = run("faq", "gaps", "--from", log)
    assert told.exit_code == 0
    assert "4 Menschen" in told.output
    assert "Kasulzke" not in told.output
    assert "0171" not in told.output
    drafts = yaml.safe_load(run("faq", "gaps", "--from", log, "--yaml").stdout)
    assert "kanutouren" in drafts[0]["paraphrases"]["de"]
    assert isinstance(drafts, list)


def test_gaps_refuses(run: Run, tmp_path: Path) -> None:
    assert run("faq", "gaps", "--from", "gone.txt").exit_code == 2
    assert run("faq", "gaps", "--min", "2").exit_code == 2


@pytest.mark.server
def test_gaps_of_the_journal(run: Run, tmp_path: Path) -> None:
    async def fill(journal: Journal) -> None:
        for number, text in enumerate((*KANUS, "hundesteuer anmelden")):
            asked = Row(id=f"a{number}", who="citizen", body={"text": text, "why": []})
            told = Row(id=f"b{number}", who="machine", body={"text": "Soll ich Sie verbinden?"})
            await journal.commit(Commit(conversation=f"c{number}", case=f"k{number}", rows=(asked, told)))

    with serving(tmp_path / "data") as url:
        on(url, fill)
    found = json.loads(run("faq", "gaps", "--json").stdout)
    assert (found["asked"], found["gaps"][0]["people"]) == (5, 4)
    assert found["gaps"][0]["why"] == {"unanswered": 4}
