"""FAQ releases: immutable, named by their content's hash; one pointer says which one serves."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore


class Releases(TownStore):
    """A town's releases."""

    async def publish(self, release: str, text: str) -> bool:
        """Store a release (JSON) and let it serve; False when it already did."""
        packed = b64encode(zlib.compress(text.encode())).decode()

        def fill(pipe: Pipeline) -> None:
            pipe.hsetnx(self._keys("releases"), release, packed)
            pipe.set(self._keys("release"), release, get=True)
            pipe.publish(self._keys("hint"), "feed")

        _, before, _ = await self._store.pipeline(fill)
        return bool(before != release)

    async def release_hash(self) -> str | None:
        """The hash of the release that serves."""
        found: str | None = await self._store.call(lambda r: r.get(self._keys("release")))
        return found

    async def release_text(self, release: str) -> str | None:
        """A release as it was published."""
        packed = await self._store.call(lambda r: r.hget(self._keys("releases"), release))
        return zlib.decompress(b64decode(packed)).decode() if packed else None
