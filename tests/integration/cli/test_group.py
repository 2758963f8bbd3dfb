"""The staff's group from the command line: pairing, and what the doctor finds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bot.cli_console import Failure
from handoff.journal.journal import Journal
from tests.botapi import TOKEN, BotApi, Team
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_backup import on, serving
from tests.staffgroup import CHAT, link, pair

pytestmark = pytest.mark.server
ON = {"TELEGRAM_TOKEN": TOKEN}


@contextmanager
def telegram() -> Iterator[tuple[BotApi, Callable[[Callable[[], object]], object]]]:
    """A Bot API server beside this thread; the function does something with it where it runs."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def run(work: Awaitable[object]) -> object:
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)  # type: ignore[arg-type]

    api = BotApi()
    try:
        run(api.__aenter__())
        yield api, loop.call_soon_threadsafe
        run(api.__aexit__())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_code_for_a_group(run: Run, tmp_path: Path) -> None:
    assert "No group is paired" in run("staff", "group", **ON).output
    found = re.search(r"/verbinden ([A-Z0-9]{8})", run("staff", "group", "--pair", **ON).output)
    assert found

    async def use(journal: Journal) -> None:
        used = await journal.use_code(found[1], place="group", user=1, chat=CHAT, request="r")
        assert used == ("paired", "command line")
        await journal.group_away("kicked")

    with serving(tmp_path / "data") as url:
        on(url, use)
    shown = run("staff", "group", **ON).output
    assert "by command line" in shown
    assert "kicked" in shown
    assert str(CHAT) not in shown
    assert run("staff", "group", "--unpair", **ON).exit_code == 0
    assert isinstance(run("staff", "group", "--unpair", **ON).exception, Failure)


def test_a_link_is_listed_and_taken_back(run: Run, tmp_path: Path) -> None:
    assert run("staff", "add", "petra", "--name", "Petra", "--no-password", "--role", "lead").exit_code == 0
    assert isinstance(run("staff", "unlink", "petra").exception, Failure)

    async def connect(journal: Journal) -> None:
        await link(journal, "petra", 7)

    with serving(tmp_path / "data") as url:
        on(url, connect)
    assert "on Telegram" in run("staff", "list").output
    assert run("staff", "unlink", "petra").exit_code == 0
    assert "on Telegram" not in run("staff", "list").output


@pytest.mark.parametrize("arguments", [("--pair", "--unpair"), ("--town", "nirgendwo")])
def test_what_cannot_be_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert isinstance(run("staff", "group", *arguments, **ON).exception, Failure)
    assert isinstance(run("staff", "group").exception, Failure)  # no token


def topics(run: Run, tmp_path: Path) -> dict[str, str]:
    """A town that wants topics; the environment that serves it."""
    run("init", "--name", "Au", "--state", "by", "--phone", "0800 123", "--counter", "Rathaus", "--privacy-url",
        "https://au.example/ds", "--department", "bauen")  # fmt: skip
    town = tmp_path / "config" / "towns" / "au" / "town.yaml"
    town.write_text(town.read_text("utf-8") + "\ntelegram:\n  staff_group: topics\n", "utf-8")
    return {}


Setup = Callable[[Team], None]


@pytest.mark.parametrize(
    ("forum", "change", "finds"),
    [
        (True, lambda _: None, ["topics; a forum, and the bot may manage its topics"]),
        (False, lambda _: None, ["the group has none"]),
        (True, lambda team: team.rights(admin=True, topics=False), ["can_manage_topics"]),
        (True, lambda team: team.rights(admin=False), ["no admin of the group", "privacy mode hides"]),
        (True, lambda team: team.kick(), ["not in the paired group (any more)"]),
        (True, lambda team: team.migrate(CHAT - 1), ["has become a supergroup"]),
    ],
)
def test_the_doctor_looks_at_the_group(
    run: Run, tmp_path: Path, *, forum: bool, change: Setup, finds: list[str]
) -> None:
    topics(run, tmp_path)
    with serving(tmp_path / "data") as url, telegram() as (api, do):
        on(url, pair, town="au")
        do(lambda: change(api.team(CHAT, forum=forum)))
        output = run("doctor", TELEGRAM_BASE_URL=api.address, **ON).output
    for text in finds:
        assert text in output, output
    assert str(CHAT) not in output


def test_the_doctor_misses_the_group(run: Run, tmp_path: Path) -> None:
    topics(run, tmp_path)
    with serving(tmp_path / "data"), telegram() as (api, _):
        assert "no group is paired" in run("doctor", TELEGRAM_BASE_URL=api.address, **ON).output
