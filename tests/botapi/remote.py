"""The same driver for a server in another process: starts it, kills it, speaks to its control routes."""

import asyncio
import base64
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiohttp

from .faults import Fault
from .limits import Limits
from .seen import Seen, Wanted, first_match, not_seen, seen
from .server import TOKEN
from .shapes import Json
from .updates import Order

ROOT = Path(__file__).resolve().parents[2]
POLL_SECONDS = 5.0


class RemoteBotApi:
    """`BotApi`'s driver over HTTP: the same names, all awaited."""

    def __init__(self, address: str, session: aiohttp.ClientSession, *, token: str = TOKEN) -> None:
        self.address = address
        self.token = token
        self.base_url = f"{address}/bot"
        self.base_file_url = f"{address}/file/bot"
        self._session = session

    async def post(self, route: str, **fields: Any) -> Any:
        """One control call. Raises `LookupError` with the server's reason."""
        async with self._session.post(f"{self.address}/control/{route}", json=fields) as response:
            body = await response.json()
        if "error" in body:
            raise LookupError(f"{body['error']}: {body['reason']}")
        return body["result"]

    async def citizen(
        self, chat_id: int, first_name: str = "Kim", language_code: str = "de", **names: str
    ) -> "RemoteCitizen":
        """As `BotApi.citizen`."""
        await self.post("citizen", chat_id=chat_id, first_name=first_name, language_code=language_code, **names)
        return RemoteCitizen(self, user_id=chat_id, chat_id=chat_id)

    async def group(self, chat_id: int, title: str = "Team", *, forum: bool = False) -> None:
        """As `BotApi.group`."""
        await self.post("group", chat_id=chat_id, title=title, forum=forum)

    async def team(self, chat_id: int, title: str = "Team", *, forum: bool = False, admin: bool = True) -> None:
        """As `BotApi.team`; `team_act` is the hand on it."""
        await self.post("team", chat_id=chat_id, title=title, forum=forum, admin=admin)

    async def team_act(self, chat_id: int, act: str, **fields: Any) -> Any:
        """An act of `Team`."""
        return await self.post("team_act", chat_id=chat_id, act=act, fields=fields)

    async def inject(self, update: Json) -> Json:
        """As `BotApi.inject`."""
        result: Json = await self.post("inject", update=update)
        return result

    async def fail(
        self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1
    ) -> int:
        """As `BotApi.fail`."""
        number: int = await self.post("fail", fault=asdict(fault), method=method, chat_id=chat_id, times=times)
        return number

    async def heal(self, number: int | None = None) -> None:
        """As `BotApi.heal`."""
        await self.post("heal", number=number)

    async def use_limits(self, limits: Limits) -> None:
        """As `BotApi.use_limits`."""
        await self.post("limits", **asdict(limits))

    async def change_token(self, token: str) -> None:
        """As `BotApi.change_token`."""
        await self.post("token", token=token)

    async def outage(self, seconds: float) -> None:
        """As `BotApi.outage`."""
        await self.post("outage", seconds=seconds)

    async def redeliver(self, times: int = 3, order: Order = "shuffled") -> None:
        """As `BotApi.redeliver`."""
        await self.post("redeliver", times=times, order=order)

    async def hold(self) -> None:
        """As `BotApi.hold`."""
        await self.post("hold")

    async def release(self) -> None:
        """As `BotApi.release`."""
        await self.post("release")

    async def jump_update_ids(self, to: int | None = None) -> int:
        """As `BotApi.jump_update_ids`."""
        next_id: int = await self.post("jump", to=to)
        return next_id

    async def state(self) -> Json:
        """`pending` update ids, `owed` deliveries, waiting `faults`, `limits`."""
        async with self._session.get(f"{self.address}/control/state") as response:
            result: Json = (await response.json())["result"]
        return result


class RemoteCitizen:
    """`Citizen` over HTTP: the same names, all awaited."""

    def __init__(self, api: RemoteBotApi, *, user_id: int, chat_id: int) -> None:
        self._api = api
        self.user_id = user_id
        self.chat_id = chat_id

    async def _act(self, act: str, **fields: Any) -> Any:
        return await self._api.post("act", user_id=self.user_id, chat_id=self.chat_id, act=act, fields=fields)

    def at(self, chat_id: int) -> "RemoteCitizen":
        """As `Citizen.at`."""
        return RemoteCitizen(self._api, user_id=self.user_id, chat_id=chat_id)

    async def send(self, content: Json) -> int:
        """As `Citizen.send`."""
        return int(await self._act("send", content=content))

    async def say(self, text: str, *, reply_to: int | None = None, thread: int = 0) -> int:
        """As `Citizen.say`."""
        return int(await self._act("say", text=text, reply_to=reply_to, thread=thread))

    async def press(self, message_id: int, button: str, *, force: bool = False) -> str:
        """As `Citizen.press`."""
        return str(await self._act("press", message_id=message_id, button=button, force=force))

    async def answer_to(self, callback_id: str) -> Json | None:
        """As `Citizen.answer_to`."""
        answer: Json | None = await self._act("answer_to", callback_id=callback_id)
        return answer

    async def send_photo(self, content: bytes, caption: str | None = None) -> int:
        """As `Citizen.send_photo`."""
        return int(await self._act("send_photo", content=base64.b64encode(content).decode(), caption=caption))

    async def send_document(self, content: bytes, caption: str | None = None) -> int:
        """As `Citizen.send_document`."""
        return int(await self._act("send_document", content=base64.b64encode(content).decode(), caption=caption))

    async def send_location(self, latitude: float, longitude: float) -> int:
        """As `Citizen.send_location`."""
        return int(await self._act("send_location", latitude=latitude, longitude=longitude))

    async def edit(self, message_id: int, text: str) -> None:
        """As `Citizen.edit`."""
        await self._act("edit", message_id=message_id, text=text)

    async def block(self) -> None:
        """As `Citizen.block`."""
        await self._act("block")

    async def unblock(self) -> None:
        """As `Citizen.unblock`."""
        await self._act("unblock")

    async def _screen(self, *, after: int | None = None, wait: float = 0.0) -> tuple[int, int, list[Seen]]:
        answer = await self._api.post("messages", user_id=self.user_id, chat_id=self.chat_id, after=after, wait=wait)
        shown = [seen(each["message"], mine=each["mine"], changed=each["changed"]) for each in answer["messages"]]
        return answer["serial"], answer["acted"], shown

    async def messages(self) -> list[Seen]:
        """As `Citizen.messages`."""
        _, _, shown = await self._screen()
        return shown

    async def wait_for(self, wanted: Wanted, timeout: float = 5.0, *, since: int | None = None) -> Seen:
        """As `Citizen.wait_for`."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + timeout
        serial, acted, shown = await self._screen()
        start = acted if since is None else since
        while (found := first_match(shown, wanted, since=start)) is None:
            left = deadline - clock()
            if left <= 0:
                raise not_seen(wanted, shown, since=start, seconds=timeout)
            serial, _, shown = await self._screen(after=serial, wait=min(left, POLL_SECONDS))
        return found


class BotApiProcess(RemoteBotApi):
    """A server process with its driver; `kill` ends it as `kill -9` does."""

    def __init__(self, address: str, session: aiohttp.ClientSession, process: asyncio.subprocess.Process) -> None:
        super().__init__(address, session)
        self.process = process

    @property
    def port(self) -> int:
        """For a restart at the same address."""
        return int(self.address.rsplit(":", 1)[1])

    async def kill(self) -> None:
        """SIGKILL; idempotent."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


@asynccontextmanager
async def spawn(ledger: str | Path, *, port: int = 0, limits: bool = True) -> AsyncIterator[BotApiProcess]:
    """Run `python -m tests.botapi` on `ledger` until the block ends (or this process does)."""
    arguments = ["--port", str(port), "--ledger", str(ledger), "--until-eof", *([] if limits else ["--no-limits"])]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.botapi", *arguments),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        address = (await process.stdout.readline()).decode().strip()
        if not address:
            raise RuntimeError("the Bot API server did not start")
        async with aiohttp.ClientSession() as session:
            api = BotApiProcess(address, session, process)
            yield api
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
