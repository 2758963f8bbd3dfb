"""The bill of materials names what runs, and nothing that only develops."""

import json
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.testing import CliRunner

from bot.bill import bill_of_materials
from bot.cli import app

HERE = Path(__file__).parents[3]


def test_every_package_that_the_program_needs_is_there_and_no_tool() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
    bill = bill_of_materials()
    names = {part["name"] for part in bill["components"]}
    needed = [Requirement(text) for text in project["project"]["dependencies"]]
    assert {canonicalize_name(one.name) for one in needed if one.marker is None or one.marker.evaluate()} <= names
    assert {"multidict", "pydantic-core", "hiredis"} <= names  # what those need, and an extra
    assert not names & {"pytest", "ruff", "mypy", "hypothesis", "import-linter"}


def test_each_part_has_version_licence_and_its_place_in_the_graph() -> None:
    bill = bill_of_materials()
    refs = [part["bom-ref"] for part in bill["components"]]
    assert len(set(refs)) == len(refs)
    assert all(part["version"] and part["licenses"] for part in bill["components"])
    graph = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert graph.keys() == {*refs, bill["metadata"]["component"]["bom-ref"]}
    assert {ref for needed in graph.values() for ref in needed} <= set(refs)
    assert bill["metadata"]["component"]["licenses"] == [{"expression": "EUPL-1.2"}]


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    done = CliRunner().invoke(app, ["sbom", str(file)])
    assert done.exit_code == 0, done.output
    assert json.loads(file.read_text("utf-8")) == json.loads(CliRunner().invoke(app, ["sbom"]).output)
