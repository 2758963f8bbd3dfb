"""A server and bots that speak to it."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

import aiohttp
import pytest
import telegram
from telegram.request import HTTPXRequest

from tests.botapi import BotApi, Limits


class Post(Protocol):
    """Calls a method with JSON and answers the decoded body."""

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]: ...


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python-telegram-bot warns when it reads `retry_after` as a number."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=Limits.off(), seed=7) as server:
        yield server


def make_bot(base_url: str, base_file_url: str, token: str) -> telegram.Bot:
    request = HTTPXRequest(read_timeout=1.0)
    return telegram.Bot(token, base_url=base_url, base_file_url=base_file_url, request=request)


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[telegram.Bot]:
    async with make_bot(api.base_url, api.base_file_url, api.token) as made:
        yield made


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
def post(api: BotApi, session: aiohttp.ClientSession) -> Post:
    async def call(method: str, **params: Any) -> dict[str, Any]:
        async with session.post(f"{api.base_url}{api.token}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert body["ok"] is (response.status == 200)
            return body

    return call
