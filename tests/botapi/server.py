"""The server as a test holds it: starts, stops, and is driven. Serves nothing itself."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from .citizen import Citizen
from .control import control_routes
from .faults import Fault
from .groups import Team
from .ledger import Ledger, LedgerWriter
from .limits import Limits, Throttle
from .serving import METHOD_NAMES, Service
from .shapes import Json
from .updates import Order
from .world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
MAX_BODY = 64 * 1024 * 1024


class BotApi:
    """A running server and its driver; use as `async with BotApi() as api`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        ledger: str | Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        seed: int | None = None,
    ) -> None:
        self._writer = LedgerWriter(Path(ledger) if ledger is not None else None)
        throttle = Throttle(limits=limits or Limits())
        self.world = World(token=token, ledger=self._writer, clock=clock, throttle=throttle, seed=seed)
        self.host = host
        self.port = port
        self._service = Service(self.world)
        self._site: web.TCPSite | None = None
        self._outage: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "BotApi":
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes([*self._service.routes(), *control_routes(self)])
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await self._runner.setup()
        await self.accept_connections()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._outage is not None:
            self._outage.cancel()
            await asyncio.gather(self._outage, return_exceptions=True)
        self._service.end()
        if self._runner is not None:
            await self._runner.cleanup()
        self._writer.close()

    # What a test needs to connect

    @property
    def token(self) -> str:
        """The token that is valid now."""
        return self.world.token

    @property
    def address(self) -> str:
        """`http://host:port`."""
        return f"http://{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """For `telegram.Bot(base_url=...)`."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """For `telegram.Bot(base_file_url=...)`."""
        return f"{self.address}/file/bot"

    @property
    def ledger(self) -> Ledger:
        """All records so far."""
        return Ledger(records=list(self._writer.records))

    # People and updates

    def citizen(
        self,
        chat_id: int,
        first_name: str = "Kim",
        language_code: str = "de",
        *,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Citizen:
        """A person who has opened the private chat `chat_id` (also their user id); the same id is the same person."""
        self.world.add_citizen(
            chat_id, first_name=first_name, last_name=last_name, username=username, language_code=language_code
        )
        return Citizen(self.world, user_id=chat_id, chat_id=chat_id)

    def group(self, chat_id: int, title: str = "Team", *, forum: bool = False) -> None:
        """A supergroup with the bot in it; `citizen.at(chat_id)` speaks there."""
        self.world.add_group(chat_id, title=title, forum=forum)

    def team(self, chat_id: int, title: str = "Team", *, forum: bool = False, admin: bool = True) -> Team:
        """A supergroup as `group`, with the bot as its admin, and a hand on it."""
        self.world.add_group(chat_id, title=title, forum=forum)
        team = Team(self.world, chat_id)
        team.rights(admin=admin, topics=admin)
        return team

    def inject(self, update: Json) -> Json:
        """Queue any dictionary as an update, whatever `allowed_updates` says; an id is added where it has none."""
        whole = {"update_id": self.world.updates.next_id, **update}
        self.world.record("update", update=whole, stored=False, withheld=False)
        return whole

    # Disturbances

    def fail(
        self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1
    ) -> int:
        """Apply `fault` to the next `times` calls of `method` in `chat_id` (`None`: any, for `times` all)."""
        if method is not None and method.lower() not in METHOD_NAMES:
            raise ValueError(f"no such method: {method}")
        canonical = None if method is None else METHOD_NAMES[method.lower()]
        return self.world.faults.add(fault, method=canonical, chat_id=chat_id, times=times)

    def heal(self, number: int | None = None) -> None:
        """Take back one fault (the number that `fail` gave), or all."""
        self.world.faults.remove(number)

    def use_limits(self, limits: Limits) -> None:
        """Other flood limits from now on."""
        self.world.throttle.use(limits)

    def change_token(self, token: str) -> None:
        """Revoke the token; calls with the old one get 401."""
        self.world.token = token

    def redeliver(self, times: int = 3, order: Order = "shuffled") -> None:
        """Deliver each update `times` times in that order, whatever the offset says; `redeliver(1, "same")` ends it."""
        self._delivery(times=times, order=order, held=self.world.updates.held)

    def hold(self) -> None:
        """Keep updates back until `release`."""
        self._delivery(times=self.world.updates.times, order=self.world.updates.order, held=True)

    def release(self) -> None:
        """Hand out what was held."""
        self._delivery(times=self.world.updates.times, order=self.world.updates.order, held=False)

    def _delivery(self, *, times: int, order: Order, held: bool) -> None:
        self.world.record("delivery", times=times, order=order, held=held)

    def jump_update_ids(self, to: int | None = None) -> int:
        """The next update gets another id, random if not given, as after a week without updates. Answers it."""
        next_id = self.world.rng.randrange(1_000_000, 2_000_000_000) if to is None else to
        self.world.record("jumped", next_update_id=next_id)
        return next_id

    def pending(self) -> list[int]:
        """Update ids that the bot has not confirmed."""
        return self.world.updates.pending()

    async def all_delivered(self, timeout: float = 10.0) -> None:
        """Wait until every update is confirmed and all repeats are out. Raises `TimeoutError`."""
        async with asyncio.timeout(timeout):
            while self.world.updates.owed():
                await self.world.bell.wait(1.0)

    async def refuse_connections(self) -> None:
        """Cut every connection and refuse new ones, as a host that is down."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        if self._runner is not None and self._runner.server is not None:
            for connection in self._runner.server.connections:
                if connection.transport is not None:
                    connection.transport.abort()

    def outage(self, seconds: float, *, after: float = 0.05) -> None:
        """Refuse connections for so long, starting a moment later, so that the caller still gets an answer."""

        async def run() -> None:
            await asyncio.sleep(after)
            await self.refuse_connections()
            await asyncio.sleep(seconds)
            await self.accept_connections()

        self._outage = asyncio.create_task(run())

    async def accept_connections(self) -> None:
        """Listen (again), on the same port."""
        if self._site is None:
            assert self._runner is not None, "the server is not entered"
            self._site = web.TCPSite(self._runner, self.host, self.port, reuse_address=True)
            await self._site.start()
            self.port = self._runner.addresses[0][1]
