"""Bots that only echo and store nothing, as their libraries' own examples: `python barebot.py ptb ADDRESS TOKEN`.

Stands alone on purpose: aiogram's dependencies are not ours, it runs in an environment of its own.
"""

import asyncio
import sys
from collections.abc import Callable
from functools import partial


def ptb(address: str, token: str, *, many: bool = False) -> None:
    """python-telegram-bot as it comes: its default transport, one update after the other; or beside each other."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    builder = Application.builder().token(token).base_url(f"{address}/bot")
    if many:
        builder = builder.concurrent_updates(True).pool_timeout(60.0)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(bootstrap_retries=3)


def aiogram(address: str, token: str) -> None:
    """aiogram, its default transport, updates handled beside each other."""
    from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]
    from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
    from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]

    async def echo(message) -> None:  # type: ignore[no-untyped-def]
        await message.answer(message.text)

    async def run() -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(address))
        dispatcher = Dispatcher()
        dispatcher.message.register(echo)
        await dispatcher.start_polling(Bot(token, session=session))

    asyncio.run(run())


if __name__ == "__main__":
    bots: dict[str, Callable[[str, str], None]] = {"ptb": ptb, "ptb256": partial(ptb, many=True), "aiogram": aiogram}
    bots[sys.argv[1]](*sys.argv[2:])
