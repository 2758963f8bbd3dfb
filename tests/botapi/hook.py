"""Posts updates to the bot's webhook as Telegram does: chats side by side, in each one after the other, with retries.

Retries come quicker than Telegram's, so that tests are quick; a Retry-After is heeded up to a second.
"""

import asyncio
from contextlib import suppress

import aiohttp

from .shapes import Json
from .world import World

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
POST_SECONDS = 10.0


class Hook:
    """The loop that posts; runs as long as the server."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._loop = asyncio.create_task(self._run())

    async def end(self) -> None:
        """Post nothing more."""
        tasks = [*self._busy.values(), *([self._loop] if self._loop else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=POST_SECONDS)) as session:
            while True:
                if self._world.webhook:
                    for update in self._world.updates.batch(100):
                        self._begin(session, update)
                await self._world.bell.wait(0.5)

    def _begin(self, session: aiohttp.ClientSession, update: Json) -> None:
        chat = chat_of(update)
        room = len(self._busy) < int(self._world.webhook.get("max_connections", 40))
        if room and chat not in self._busy:
            task = asyncio.create_task(self._post(session, update))
            self._busy[chat] = task
            task.add_done_callback(lambda _: self._done(chat))

    def _done(self, chat: int) -> None:
        self._busy.pop(chat, None)
        self._world.bell.ring()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> None:
        """Post until it is taken, or until there is no webhook any more."""
        pause = FIRST_PAUSE
        while (hook := self._world.webhook) and not self._world.updates.held:
            headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]} if hook.get("secret_token") else {}
            wait = 0.0
            try:
                async with session.post(hook["url"], json=update, headers=headers, allow_redirects=False) as response:
                    status = response.status
                    with suppress(ValueError):
                        wait = min(float(response.headers.get("Retry-After", 0)), LONGEST_PAUSE)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                self._failed(f"Connection failed: {type(error).__name__}")
            else:
                self._world.record("posted", update_id=update["update_id"], status=status)
                if 200 <= status < 300:
                    self._world.record("delivered", update_ids=[update["update_id"]])
                    self._world.record("confirmed", update_ids=[update["update_id"]])
                    return
                self._failed(f"Wrong response from the webhook: {status}")
            await asyncio.sleep(max(pause, wait))
            pause = min(LONGEST_PAUSE, pause * 2)

    def _failed(self, message: str) -> None:
        self._world.webhook_error = {"last_error_date": self._world.now(), "last_error_message": message}


def chat_of(update: Json) -> int:
    """The chat (or person) whose updates are posted one after the other."""
    content = next((value for name, value in update.items() if name != "update_id" and isinstance(value, dict)), {})
    inside = content.get("message") if "data" in content else content
    chat = inside.get("chat") if isinstance(inside, dict) else None
    sender = chat or content.get("from")
    return int(sender["id"]) if isinstance(sender, dict) and isinstance(sender.get("id"), int) else 0
