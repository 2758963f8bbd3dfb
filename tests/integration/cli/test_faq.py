import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from config.settings import SettingsBroken
from faq.errors import FilesBroken
from tests.integration.cli.conftest import INIT, ROOT, Program, Run


def test_the_sample_town_is_right(run: Run) -> None:
    result = run("faq", "check")
    assert result.exit_code == 0, result.output
    assert "✓ musterstadt" in result.output
    assert run("check").exit_code == 0


def test_ask_prints_the_outcome_as_json_and_nothing_else(run: Run) -> None:
    result = run("faq", "ask", "wie beantrage ich einen neuen personalausweis", "--json", "--explain")
    found = json.loads(result.stdout)
    assert list(found) == ["outcome", "candidates"]
    assert found["outcome"] in {"answer", "suggest"}
    assert found["candidates"][0]["id"] == "personalausweis-beantragen"
    assert all(set(candidate) == {"id", "question", "score"} for candidate in found["candidates"])
    assert result.stderr


def test_ask_in_words(run: Run) -> None:
    result = run("faq", "ask", "wie beantrage ich einen neuen personalausweis", "--explain")
    assert result.exit_code == 0
    assert "personalausweis-beantragen" in result.stdout


def test_a_broken_file_ends_with_1_and_says_where(run: Run, tmp_path: Path) -> None:
    assert run(*INIT).exit_code == 0
    file = tmp_path / "config" / "towns" / "bad-muensterau" / "faq" / "bauen.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("office: bauamt", "office: baumat", 1), encoding="utf-8")
    result = run("faq", "check", "bad-muensterau")
    assert result.exit_code == 1
    assert "faq/bauen.yaml:" in result.output
    assert "bauamt" in result.output
    assert run("check").exit_code == 1
    assert isinstance(run("faq", "ask", "x").exception, FilesBroken)


def test_schemas_fit_the_sample(run: Run, tmp_path: Path) -> None:
    assert run("faq", "schema", str(tmp_path / "s")).exit_code == 0
    schema = json.loads((tmp_path / "s" / "faq.schema.json").read_text(encoding="utf-8"))
    sample = ROOT / "config" / "towns" / "musterstadt" / "faq" / "bauen.yaml"
    jsonschema.validate(yaml.load(sample.read_text(encoding="utf-8"), yaml.BaseLoader), schema)


def test_settings_that_are_wrong_are_told_by_every_command(run: Run) -> None:
    for command in (["check"], ["faq", "check"], ["doctor"], ["run"], ["staff", "list"], ["backup", "x"]):
        assert isinstance(run(*command, BUERGERDRAHT_WEB__PROT="1").exception, SettingsBroken), command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["faq", "check", "nirgendwo"], "There is no town 'nirgendwo'"),
        (["--config", "gone.toml", "check"], "there is no such file"),
        (["init"], "There is nobody to ask"),
        (["run", "--role", "worker"], "Set REDIS_URL"),
        (["restore", "gone.tar.gz"], "There is no such file"),
    ],
)
def test_failures_are_panels_without_a_traceback(program: Program, arguments: list[str], said: str) -> None:
    done = program(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
