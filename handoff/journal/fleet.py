"""Which server has a town's data now: the only one, the master that the Sentinels name, or a node of the Cluster."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from redis import exceptions as errors
from redis.asyncio.connection import SSLConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.crc import key_slot

from handoff.journal.records import JournalAway, JournalError
from handoff.journal.server import Server
from handoff.journal.storeurl import Address, Kind, Place, place_of

log = logging.getLogger(__name__)

ASK_SECONDS: Final = 1.0
BELIEVED_SECONDS: Final = 0.1
"""So long what was just asked is believed: many callers in trouble ask once."""
SLOTS: Final = 16384


def slot_of(town: str) -> int:
    """The slot of a Cluster in which all keys of a town lie."""
    return int(key_slot(town.encode()))


class Fleet(ABC):
    """The servers of a store. A ``slot`` matters in a Cluster only; None means any server that takes writes."""

    @abstractmethod
    def known(self, slot: int | None) -> Server | None:
        """Who had this slot when it was last asked; nobody is asked now."""

    @abstractmethod
    def has(self, server: Server) -> bool:
        """Whether it is one of these, as far as is known."""

    @abstractmethod
    async def serving(self, slot: int | None) -> Server:
        """Who has this slot. Raises JournalAway."""

    @abstractmethod
    async def all(self) -> Sequence[Server]:
        """Every server that takes writes. Raises JournalAway."""

    @abstractmethod
    async def look(self) -> None:
        """Ask anew who serves. Raises JournalAway."""

    @abstractmethod
    def doubt(self) -> None:
        """A server did not answer as it should: ask before the next call."""

    @abstractmethod
    def moved(self, slot: int | None, to: Address) -> None:
        """A server says that another one has the slot. Raises JournalAway when that cannot be."""

    @abstractmethod
    async def close(self) -> None:
        """Give all connections back."""


class Alone(Fleet):
    """One server at an address that does not change."""

    def __init__(self, url: str, **options: Any) -> None:
        self._server = Server(url=url, **options)

    def known(self, slot: int | None) -> Server | None:  # noqa: ARG002
        """It."""
        return self._server

    def has(self, server: Server) -> bool:
        """It is."""
        return server is self._server

    async def serving(self, slot: int | None) -> Server:  # noqa: ARG002
        """It."""
        return self._server

    async def all(self) -> Sequence[Server]:
        """It."""
        return (self._server,)

    async def look(self) -> None:
        """There is nobody to ask."""

    def doubt(self) -> None:
        """There is no other."""

    def moved(self, slot: int | None, to: Address) -> None:
        """It is a node of a Cluster, and was not named as one."""
        raise JournalAway(f"slot {slot or 0} is at {to.host}:{to.port}; a Cluster's address begins with redis+cluster:")

    async def close(self) -> None:
        """Give all connections back."""
        await self._server.close()


class _Asked(Fleet):
    """Servers that others are asked for: by one caller at a time, when there is a doubt and when ``look`` is called."""

    def __init__(self, place: Place, ca_file: Path | None, options: dict[str, Any]) -> None:
        self._place = place
        self._options = options
        self._trust = str(ca_file) if ca_file else None
        self._servers: dict[Address, Server] = {}
        self._left: dict[Address, Server] = {}  # they serve no more; calls may still run there
        self._doubtful = True
        self._asked_at = float("-inf")
        self._asking = asyncio.Lock()

    def doubt(self) -> None:
        self._doubtful = True

    async def look(self) -> None:
        async with self._asking:
            if time.monotonic() - self._asked_at < BELIEVED_SECONDS:
                return
            try:
                await self._ask()
                self._doubtful = False
            finally:
                self._asked_at = time.monotonic()

    def has(self, server: Server) -> bool:
        return server in self._servers.values()

    async def sure(self) -> None:
        """Ask if there is a doubt."""
        if self._doubtful:
            await self.look()

    @abstractmethod
    async def _ask(self) -> None:
        """Find out who serves. Raises JournalAway."""

    def _server(self, at: Address) -> Server:
        if at not in self._servers:
            self._servers[at] = self._left.pop(at) if at in self._left else self._new_server(at)
        return self._servers[at]

    def _new_server(self, at: Address) -> Server:
        place = self._place
        return Server(
            host=at.host,
            port=at.port,
            db=place.database,
            username=place.user,
            password=place.password,
            **self._tls(),
            **self._options,
        )

    async def _question(self, at: Address, user: str | None, password: str | None, *commands: str) -> list[Any] | None:
        """What somebody answers to these commands; None when they do not."""
        asked = Server(
            host=at.host,
            port=at.port,
            username=user,
            password=password,
            socket_timeout=ASK_SECONDS,
            socket_connect_timeout=ASK_SECONDS,
            retry=Retry(NoBackoff(), 0),
            **self._tls(),
        )
        try:
            return [await asked.call(lambda r, c=command: r.execute_command(*c.split())) for command in commands]  # type: ignore[misc]
        except (JournalError, errors.RedisError):
            return None
        finally:
            await asked.close()

    def _tls(self) -> dict[str, Any]:
        return {"connection_class": SSLConnection, "ssl_ca_certs": self._trust} if self._place.tls else {}

    async def _keep_only(self, wanted: Iterable[Address]) -> None:
        """Leave the servers that serve no more. A call that still runs there ends by itself, and gives its connection
        back: it is forgotten the next time, or closed at the end.
        """
        self._left |= {at: self._servers.pop(at) for at in self._servers.keys() - set(wanted)}
        for server in tuple(self._left.values()):
            await server.forget_connections()

    async def close(self) -> None:
        for server in (*self._servers.values(), *self._left.values()):
            await server.close()


class Sentinels(_Asked):
    """The master that the Sentinels name. All of them are asked: one that was cut off may name an old one."""

    def __init__(self, place: Place, ca_file: Path | None, options: dict[str, Any]) -> None:
        super().__init__(place, ca_file, options)
        self._master: Address | None = None

    def known(self, slot: int | None) -> Server | None:  # noqa: ARG002
        """The last known master."""
        return self._servers.get(self._master) if self._master else None

    async def serving(self, slot: int | None) -> Server:  # noqa: ARG002
        """The master."""
        await self.sure()
        assert self._master is not None
        return self._server(self._master)

    async def all(self) -> Sequence[Server]:
        """The master."""
        return (await self.serving(None),)

    def moved(self, slot: int | None, to: Address) -> None:
        """Servers with Sentinels are no Cluster."""
        raise JournalAway(f"slot {slot or 0} is at {to.host}:{to.port}; a Cluster's address begins with redis+cluster:")

    async def _ask(self) -> None:
        told = [one for one in await asyncio.gather(*map(self._told_by, self._place.hosts)) if one]
        if not told:
            if self._master is None:
                raise JournalAway(f"no Sentinel answers, or none knows a master named {self._place.name!r}")
            return  # without them nobody is promoted either
        _, at = max(told)
        if at != self._master:
            role = await self._server(at).call(lambda r: r.role())
            if role[0] != "master":
                raise JournalAway("the server that the Sentinels name is no master yet")
            log.warning("the store's master is %s:%d", *at, extra={"action": "store.master"})
            self._master = at
            await self._keep_only([at])

    async def _told_by(self, sentinel: Address) -> tuple[int, Address] | None:
        place = self._place
        answer = await self._question(
            sentinel, place.sentinel_user, place.sentinel_password, f"SENTINEL MASTER {place.name}"
        )
        if answer is None:
            return None
        facts = answer[0] if isinstance(answer[0], dict) else dict(zip(answer[0][::2], answer[0][1::2], strict=True))
        return int(facts["config-epoch"]), Address(facts["ip"], int(facts["port"]))


class Cluster(_Asked):
    """The nodes of a Cluster. A town lies in one slot, so each call knows its node; no command goes to several."""

    def __init__(self, place: Place, ca_file: Path | None, options: dict[str, Any]) -> None:
        super().__init__(place, ca_file, options)
        self._of_slot: list[Address | None] = [None] * SLOTS
        self._nodes: tuple[Address, ...] = ()

    def known(self, slot: int | None) -> Server | None:
        """The last known owner of the slot."""
        at = self._of_slot[slot] if slot is not None else next(iter(self._nodes), None)
        return self._servers.get(at) if at else None

    async def serving(self, slot: int | None) -> Server:
        """The owner of the slot."""
        await self.sure()
        at = self._of_slot[slot] if slot is not None else random.choice(self._nodes)  # noqa: S311
        if at is None:
            self.doubt()
            raise JournalAway("no node of the Cluster has the town's slot")
        return self._server(at)

    async def all(self) -> Sequence[Server]:
        """The masters."""
        await self.sure()
        return [self._server(at) for at in sorted({at for at in self._of_slot if at})]

    def moved(self, slot: int | None, to: Address) -> None:
        """Believe it: who has lost a slot knows best to whom."""
        if slot is not None:
            self._of_slot[slot] = to

    async def _ask(self) -> None:
        asked = dict.fromkeys([*random.sample(self._nodes, len(self._nodes)), *self._place.hosts])
        table: list[Any] | None = None
        for at in asked:
            answer = await self._question(at, self._place.user, self._place.password, "CLUSTER INFO", "CLUSTER SLOTS")
            if answer is None:
                continue
            table = [(first, last, Address(node[0] or at.host, node[1])) for first, last, node, *_ in answer[1]]
            if table and "cluster_state:ok" in answer[0]:
                break  # one that is cut off from the others says so, and its table may be old
        if not table:
            raise JournalAway("no node of the Cluster answers")
        of_slot: list[Address | None] = [None] * SLOTS
        for first, last, at in table:
            of_slot[first : last + 1] = [at] * (last + 1 - first)
        nodes = tuple(dict.fromkeys(at for *_, at in table))
        if set(nodes) != set(self._nodes):
            log.warning("the store has %d masters", len(nodes), extra={"action": "store.masters", "count": len(nodes)})
        self._of_slot, self._nodes = of_slot, nodes
        await self._keep_only(nodes)


def fleet_at(url: str, *, ca_file: Path | None, **options: Any) -> Fleet:
    """The servers behind an address; ``options`` change those of the connections. Raises ValueError."""
    place = place_of(url)
    match place.kind:
        case Kind.SENTINEL:
            return Sentinels(place, ca_file, options)
        case Kind.CLUSTER:
            return Cluster(place, ca_file, options)
        case _:
            tls = {"ssl_ca_certs": str(ca_file)} if ca_file and place.tls else {}
            return Alone(url, **tls, **options)
