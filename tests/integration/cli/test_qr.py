"""Links and QR codes, the webhook's secret, what doctor says of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.integration.cli.conftest import Run

WEB = "https://chat.musterstadt.example/stadt"


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A Bot API server in a thread of its own: commands have a loop of theirs."""
    made: list[BotApi] = []
    ready, loop = threading.Event(), asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with BotApi(local=True) as server:
            made.append(server)
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(10)
    yield made[0]
    loop.call_soon_threadsafe(over.set)
    thread.join(10)
    loop.close()


def environment(api: BotApi, **more: str) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": api.token, "TELEGRAM_BASE_URL": api.address, "BUERGERDRAHT_PUBLIC_URL": WEB, **more,
    }  # fmt: skip


def test_links_and_a_code_on_the_terminal(run: Run, api: BotApi) -> None:
    result = run("qr", **environment(api))
    assert result.exit_code == 0, result.output
    assert "Telegram: https://t.me/musterstadt_bot\n" in result.output
    assert f"Web-Chat: {WEB}/\n" in result.output
    assert "█" in result.output or "▀" in result.output


def test_a_picture_for_a_topic(run: Run, api: BotApi, tmp_path: Path) -> None:
    for name, start in (("plakat.svg", b"<?xml"), ("plakat.png", b"\x89PNG")):
        result = run("qr", "--thema", "sperrmuell", "--out", name, **environment(api))
        assert result.exit_code == 0, result.output
        assert "https://t.me/musterstadt_bot?start=thema-sperrmuell" in result.output
        assert (tmp_path / name).read_bytes().startswith(start)


def test_without_telegram(run: Run, tmp_path: Path) -> None:
    result = run("qr", "--bot", "@stadt_bot", "--thema", "umwelt-ordnung", "--out", "a.svg")
    assert result.exit_code == 0, result.output
    assert "https://t.me/stadt_bot?start=thema-umwelt-ordnung" in result.output
    result = run("qr", "--to", "web", "--out", "b.svg", BUERGERDRAHT_PUBLIC_URL=WEB)
    assert result.exit_code == 0, result.output
    assert f"b.svg: {WEB}/" in result.output


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--bot", "stadt_bot", "--thema", "gibtsnicht"), "no entry and no department 'gibtsnicht'"),
        (("--bot", "kein name"), "no name of a bot"),
        (("--bot", "stadt_bot", "--out", "a.jpg"), "neither .svg nor .png"),
        (("--bot", "stadt_bot", "--out", "fehlt/a.svg"), "cannot be written"),
        ((), "This town has no bot"),
    ],
)
def test_what_is_wrong_is_said(run: Run, arguments: tuple[str, ...], part: str) -> None:
    result = run("qr", *arguments)
    assert result.exit_code == 1
    assert part in str(result.exception)


def test_a_new_secret(run: Run, api: BotApi) -> None:
    hook = environment(api, BUERGERDRAHT_TELEGRAM__RECEIVE="webhook")
    result = run("webhook", "change-secret", **hook)
    assert result.exit_code == 0, result.output
    assert "valid for 24 hours" in result.output
    refused = run("webhook", "change-secret", **environment(api))
    assert refused.exit_code == 1
    assert "There is no webhook" in str(refused.exception)


def test_doctor_looks_at_the_webhook(run: Run, api: BotApi) -> None:
    def said(**more: str) -> str:
        return "".join(run("doctor", **environment(api, **more)).output.split())  # the table breaks lines anywhere

    hook = {"BUERGERDRAHT_TELEGRAM__RECEIVE": "webhook"}
    assert "@musterstadt_bot" in said()
    assert f"thewebhookisnot{WEB}/telegramyet" in said(**hook)
    api.world.updates.held = True
    api.world.webhook = {"url": f"{WEB}/telegram", "secret_token": "x"}
    assert "otherkindsofupdates" in said(**hook)
    api.world.webhook_error = {"last_error_date": api.world.now(), "last_error_message": "Wrong response: 502"}
    output = said(**hook)
    assert "lastfailedpost" in output
    assert "Wrongresponse:502" in output
    assert "awebhookisset,butpollingischosen" in said()


def test_a_webhook_needs_an_address(run: Run) -> None:
    result = run("check", TELEGRAM_TOKEN="1:abc", BUERGERDRAHT_TELEGRAM__RECEIVE="webhook")
    assert result.exit_code == 1
    assert "Telegram must know where to post" in str(result.exception)
    result = run(
        "check", TELEGRAM_TOKEN="1:abc", BUERGERDRAHT_TELEGRAM__RECEIVE="webhook",
        BUERGERDRAHT_PUBLIC_URL="https://chat.example.org:9443",
    )  # fmt: skip
    assert result.exit_code == 1
    assert "Telegram does not post to https://chat.example.org:9443" in str(result.exception)
