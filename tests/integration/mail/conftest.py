from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from tests.integration.mail.town import MailTown, mail_town
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


@pytest.fixture
async def mails(store: Store, town: str, hints: Hints, start: Start) -> AsyncIterator[MailTown]:
    gap = {"mail": timedelta(minutes=15), "mail/waiting": timedelta()}
    journal = Journal(store, town, hints, per_minute=1000, gap=gap)
    async with mail_town(journal, start()) as mails:
        yield mails
