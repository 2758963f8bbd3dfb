from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.smtp import MailProcess

Start = Callable[..., MailProcess]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a mail server; it ends with the test."""
    started: list[MailProcess] = []

    def start(**options: Any) -> MailProcess:
        started.append(MailProcess(tmp_path / f"mail{len(started)}", **options))
        return started[-1]

    yield start
    for one in started:
        one.close()
