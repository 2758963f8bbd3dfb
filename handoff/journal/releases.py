"""FAQ releases: immutable, named by their content's hash; one pointer says which one serves."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode

from handoff.audit import PROGRAM, Action, row
from handoff.journal import scripts
from handoff.journal.townstore import TownStore


class Releases(TownStore):
    """A town's releases."""

    async def publish(self, release: str, text: str, *, by: str = PROGRAM) -> bool:
        """Store a release (JSON) and let it serve; False when it already did. ``by``: who brought it about."""
        packed = b64encode(zlib.compress(text.encode())).decode()
        told = row(by, Action.FAQ_RELEASE, before=await self.release_hash() or "", after=release)
        return bool(await self._run(scripts.PUBLISH, release, packed, told.text))

    async def release_hash(self) -> str | None:
        """The hash of the release that serves."""
        found: str | None = await self._store.call(lambda r: r.get(self._keys("release")))
        return found

    async def release_text(self, release: str) -> str | None:
        """A release as it was published."""
        packed = await self._store.call(lambda r: r.hget(self._keys("releases"), release))
        return zlib.decompress(b64decode(packed)).decode() if packed else None
