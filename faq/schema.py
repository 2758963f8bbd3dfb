"""JSON Schemas of a town's files, for completion in editors. `python -m faq.schema FOLDER` writes them anew."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from faq.canned import CannedFile
from faq.lexicon.town import LexiconShape
from faq.models import DepartmentsFile, EntriesFile, NetiquetteShape, OfficesFile, StaffRulesShape, TownShape

_SHAPES: Mapping[str, type[BaseModel]] = {
    "faq.schema.json": EntriesFile,
    "offices.schema.json": OfficesFile,
    "departments.schema.json": DepartmentsFile,
    "canned.schema.json": CannedFile,
    "town.schema.json": TownShape,
    "lexicon.schema.json": LexiconShape,
    "netiquette.schema.json": NetiquetteShape,
    "staffrules.schema.json": StaffRulesShape,
}


def schemas() -> Mapping[str, str]:
    """The text of each schema file, by its name."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        name: json.dumps({**head, **shape.model_json_schema()}, ensure_ascii=False, indent=2) + "\n"
        for name, shape in _SHAPES.items()
    }


def write(folder: Path) -> None:
    """Write all schemas into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
