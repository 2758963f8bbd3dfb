"""What the documents name is there."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]
DOCUMENTS = sorted([HERE / "README.md", HERE / "SECURITY.md", *(HERE / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_tests_of_the_threat_model_exist() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", (HERE / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 15
    assert [path for path in named if not (HERE / path).exists()] == []
