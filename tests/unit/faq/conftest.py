from pathlib import Path

import pytest

from faq.entry import Release
from faq.files import load
from tests.unit.faq.folder import write_town


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return write_town(tmp_path / "testingen")


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return load(write_town(tmp_path_factory.mktemp("town") / "testingen"))
