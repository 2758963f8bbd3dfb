"""Second factors of local accounts: the secret an app makes codes of, the codes of last resort, what was used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from redis.asyncio.client import Pipeline

from handoff.journal.townstore import TownStore

USED_FOR = timedelta(minutes=10)  # a time step is over long before


class SecondFactors(TownStore):
    """A town's second factors. They lie beside the accounts, so that who lists accounts never reads a secret."""

    async def with_second_factor(self) -> set[str]:
        """The logins that have one."""
        return set(await self._store.call(lambda r: r.hkeys(self._keys("totp"))))

    async def second_factor(self, login: str) -> str:
        """The secret of an account, base32; empty where it has none."""
        return await self._store.call(lambda r: r.hget(self._keys("totp"), login)) or ""

    async def put_second_factor(self, login: str, secret: str, recovery: Sequence[str]) -> None:
        """Set the secret and the hashes of new recovery codes; older codes are void."""

        def fill(pipe: Pipeline) -> None:
            pipe.delete(self._keys("recovery", login))
            pipe.sadd(self._keys("recovery", login), *recovery)
            pipe.hset(self._keys("totp"), login, secret)

        await self._store.pipeline(fill)

    async def drop_second_factor(self, login: str) -> bool:
        """Take the second factor away; whether there was one."""

        def fill(pipe: Pipeline) -> None:
            pipe.delete(self._keys("recovery", login))
            pipe.hdel(self._keys("totp"), login)

        return bool((await self._store.pipeline(fill))[1])

    async def use_step(self, login: str, step: int) -> bool:
        """Use up a time step; whether it was not used before."""
        key = self._keys("step", login, str(step))
        return bool(await self._store.call(lambda r: r.set(key, 1, nx=True, px=USED_FOR)))

    async def use_recovery(self, login: str, hashed: str) -> bool:
        """Use up a recovery code, by its hash; whether it was good."""
        return bool(await self._store.call(lambda r: r.srem(self._keys("recovery", login), hashed)))

    async def recovery_left(self, login: str) -> int:
        """How many recovery codes are left."""
        return int(await self._store.call(lambda r: r.scard(self._keys("recovery", login))))
