"""The secrets with which a channel proves that it is the caller of our webhook. Two are valid while they change."""

from __future__ import annotations

import secrets
from datetime import timedelta

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore, ms

FORMER_VALID_FOR = timedelta(hours=24)


class HookSecrets(TownStore):
    """A town's webhook secrets."""

    async def hook_secrets(self) -> tuple[str, ...]:
        """The secret to tell the channel, made when there is none, then those that are still valid."""
        current, former = self._keys("hook", "secret"), self._keys("hook", "before")
        fresh = secrets.token_urlsafe(32)

        def fill(pipe: Pipeline) -> None:
            pipe.set(current, fresh, nx=True)
            pipe.mget(current, former)

        _, found = await self._store.pipeline(fill)
        return tuple(secret for secret in found if secret)

    async def change_hook_secret(self) -> None:
        """Make a new secret; the one before it stays valid for a day, those before that are not any more."""
        now, *_ = await self.hook_secrets()
        fresh = secrets.token_urlsafe(32)

        def fill(pipe: Pipeline) -> None:
            pipe.set(self._keys("hook", "before"), now, px=ms(FORMER_VALID_FOR))
            pipe.set(self._keys("hook", "secret"), fresh)

        await self._store.pipeline(fill)
