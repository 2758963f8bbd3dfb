from datetime import date
from pathlib import Path

import pytest

from bot.cli_console import Failure
from config.inquiry import questions, sample_offices
from config.settings import load
from config.starter import NewTown, files_of, sample_departments, town_id
from faq.checks import mixed_address
from faq.files import check
from faq.files import load as load_folder
from faq.folder import read_folder
from tests.integration.cli.conftest import INIT, Run


def test_init_writes_a_town_that_is_right(run: Run, tmp_path: Path) -> None:
    result = run(*INIT)
    assert result.exit_code == 0, result.output
    settings = load(tmp_path / "buergerdraht.toml", environ={})
    assert settings.towns == ("bad-muensterau",)
    assert settings.data_dir == tmp_path / "data"
    release = load_folder(settings.town_dir("bad-muensterau"), drafts=True)
    assert release.town.name == "Bad Münsterau"
    assert release.town.state == "BY"
    assert release.front_office.id == "standesamt"
    assert {department.id for department in release.departments} == {"standesamt", "bauen"}
    assert {entry.department for entry in release.entries} == {"standesamt", "bauen"}
    assert (tmp_path / "config" / "schema" / "faq.schema.json").is_file()
    # what is in the working directory is found without a word
    assert "bad-muensterau" in run("check").output


def test_nothing_of_the_sample_town_passes_for_fact(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    folder = tmp_path / "config" / "towns" / "bad-muensterau"
    for file in folder.rglob("*.yaml"):
        assert "musterstadt" not in file.read_text(encoding="utf-8").lower()
    written = load_folder(folder, drafts=True)
    for id_, office in written.offices.items():
        sample = sample_offices()[id_]
        assert not office.fees
        assert not office.hours.days
        assert not {office.address, office.email, office.link} & {sample.address, sample.email, sample.link}
        assert office.phone in {"", "0800 123"}
    assert not any(department.hours.days for department in written.departments)
    assert {entry.owner for entry in written.entries} == {"unbekannt"}
    _, warnings = check(folder)
    due = {warning.entry for warning in warnings if "Prüftermin" in warning.what}
    assert due == {entry.id for entry in written.entries}


def test_init_never_overwrites_unasked(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    file = tmp_path / "config" / "towns" / "bad-muensterau" / "town.yaml"
    file.write_text("changed", encoding="utf-8")
    result = run(*INIT)
    assert isinstance(result.exception, Failure)
    assert file.read_text(encoding="utf-8") == "changed"
    assert run(*INIT, "--force").exit_code == 0
    assert "Bad Münsterau" in file.read_text(encoding="utf-8")


def test_the_token_stays_in_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123456:secret_part", encoding="utf-8")
    assert run(*INIT, "--telegram-token-file", "token").exit_code == 0
    assert "secret_part" not in (tmp_path / "buergerdraht.toml").read_text(encoding="utf-8")
    token = load(tmp_path / "buergerdraht.toml", environ={}).token("bad-muensterau")
    assert token is not None
    assert token.get_secret_value() == "123456:secret_part"
    gone = run(*INIT, "--telegram-token-file", "gone", "--force")
    assert isinstance(gone.exception, Failure)


@pytest.mark.parametrize(
    "wrong",
    [
        ("--state", "XX"),
        ("--privacy-url", "http://x.example"),
        ("--public-url", "ftp://x"),
        ("--website", "x.example"),
        ("--department", "gibtsnicht"),
        ("--town", "Große Stadt"),
        ("--name", " "),
        ("--name", "X: #1"),
        ("--address-form", "ihr"),
        ("--facts", "gone.yaml"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(run: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    assert isinstance(run(*INIT, *wrong).exception, Failure)
    assert not list(tmp_path.iterdir())


def test_another_form_of_address_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    told = run(*INIT, "--address-form", "du").output
    found = read_folder(tmp_path / "config" / "towns" / "bad-muensterau")
    mixed = [one for located in found.entries for one in mixed_address(located, "du")]
    assert len(mixed) > 50
    assert f"{len(mixed)} Textstellen sagen „Sie“, die Stadt sagt „Du“" in told
    in_check = [line for line in run("check").output.splitlines() if "Anrede gemischt" in line]
    assert len(in_check) == 1
    assert f"So {len(mixed)}-mal: " in in_check[0]
    assert "bauen.yaml" in in_check[0]
    everything = run("faq", "check", "--all").output
    assert everything.count("Anrede gemischt") == len(mixed)
    assert run("faq", "review").output.count("Anrede gemischt: ") == len(mixed)


def test_names_of_folders() -> None:
    assert town_id("Bad Münsterau a. d. Öde") == "bad-muensterau-a-d-oede"
    assert town_id("Groß-Straß") == "gross-strass"


def test_some_forty_questions_are_asked() -> None:
    asked = [question.key for question in questions()]
    assert len(set(asked)) == len(asked)
    assert 35 <= len(asked) <= 45


@pytest.mark.parametrize("department", sample_departments())
def test_a_town_can_begin_with_any_department(tmp_path: Path, department: str) -> None:
    new = NewTown(
        id="x-stadt", name="Halle a. d. X/Süd-1 (Saale)", state="NW", phone='+49 (221) 4710-100', counter="#: x", privacy_url="https://x.example",
        departments=(department,), address_form="du", public_url="https://chat.x.example/a",
    )  # fmt: skip
    for file, text in files_of(new, tmp_path, date(2026, 11, 24)).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings = load(tmp_path / "buergerdraht.toml", environ={})
    assert settings.base_path == "/a"
    release = load_folder(settings.town_dir("x-stadt"), drafts=True)
    assert release.town.name == new.name
    assert release.entries
