"""A Bot API server and a Bot on our own transport."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import Network, RawBot, open_bot
from tests.botapi import BotApi, Limits

QUICK = Network(connect_timeout=1.0, read_timeout=0.3, write_timeout=0.3, pool_timeout=0.3)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=Limits.off(), seed=7) as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[RawBot]:
    async with open_bot(token=api.token, base_url=api.address, network=QUICK) as made:
        yield made


@pytest.fixture
def channel(bot: RawBot) -> TelegramChannel:
    return TelegramChannel(bot)
