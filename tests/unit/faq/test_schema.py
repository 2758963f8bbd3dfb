import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from faq.schema import schemas, write
from tests.unit.faq.folder import FILES

SCHEMA_FOLDER = Path(__file__).parents[3] / "config" / "schema"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schemas_in_config_are_current(name: str) -> None:
    assert (SCHEMA_FOLDER / name).read_text(encoding="utf-8") == schemas()[name], (
        "run: python -m faq.schema config/schema"
    )


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("faq.schema.json", "faq/a.yaml"),
        ("faq.schema.json", "faq/b.yaml"),
        ("offices.schema.json", "offices.yaml"),
        ("departments.schema.json", "departments.yaml"),
        ("town.schema.json", "town.yaml"),
    ],
)
def test_good_files_satisfy_them(schema: str, file: str) -> None:
    # Editors read dates as text, as YAML 1.2 does.
    data = yaml.load(FILES[file], Loader=_Yaml12)
    jsonschema.validate(data, json.loads(schemas()[schema]))


def test_the_sample_lexicon_satisfies_its_schema() -> None:
    text = (SCHEMA_FOLDER.parent / "towns" / "musterstadt" / "lexicon.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, Loader=_Yaml12), json.loads(schemas()["lexicon.schema.json"]))


def test_a_wrong_field_does_not() -> None:
    data = yaml.load(FILES["faq/a.yaml"].replace("owner:", "owners:"), Loader=_Yaml12)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json.loads(schemas()["faq.schema.json"]))


def test_write(tmp_path: Path) -> None:
    write(tmp_path / "schema")
    assert {file.name for file in (tmp_path / "schema").iterdir()} == set(schemas())


class _Yaml12(yaml.SafeLoader):
    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, expression) for tag, expression in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
