"""The webhook: who may post, what is answered, that nothing is confirmed before it is stored."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.channel import StoreFailed
from bot.channels.telegram.groups import Me
from bot.channels.telegram.receiving import ALLOWED_UPDATES, Receiver
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import RawBot
from bot.channels.telegram.webhook import SECRET_HEADER, Beat, Valid, WebhookKeeper, webhook_routes
from bot.dialogue.events import AskedInPublic
from tests.botapi import BotApi, Fault

from .test_poller import Recorder, Right, polling, until

PATH = "/stadt/telegram"
MESSAGE = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1,
        "text": "Wann offen?",
        "chat": {"id": 4711, "type": "private", "first_name": "Anna"},
        "from": {"id": 4711, "is_bot": False, "first_name": "Anna"},
    },
}


@dataclass
class Store:
    """Secrets in memory."""

    secrets: Sequence[str] = ("new-secret", "old-secret")
    away: bool = False
    reads: int = 0

    async def read(self) -> Sequence[str]:
        self.reads += 1
        if self.away:
            raise StoreFailed
        return self.secrets


@dataclass
class Hook:
    """A served webhook."""

    server: TestServer
    intake: Recorder
    store: Store
    session: aiohttp.ClientSession = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}{PATH}"

    async def post(
        self, body: bytes | str, secret: str | None = "new-secret", mime: str = "application/json"
    ) -> aiohttp.ClientResponse:
        headers = {"Content-Type": mime, **({SECRET_HEADER: secret} if secret is not None else {})}
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        return await self.session.post(self.url, data=data, headers=headers)


@asynccontextmanager
async def hooked(bot: RawBot, **parts: Any) -> AsyncIterator[Hook]:
    intake, store = Recorder(), Store()
    receiver = Receiver(intake, TelegramChannel(bot), **parts)
    app = web.Application(client_max_size=1024)
    app.add_routes(webhook_routes(PATH, receiver, store.read))
    server = TestServer(app)
    await server.start_server()
    async with aiohttp.ClientSession() as session:
        try:
            yield Hook(server, intake, store, session)
        finally:
            await receiver.close()
            await server.close()


@pytest.fixture
async def hook(bot: RawBot) -> AsyncIterator[Hook]:
    async with hooked(bot) as made:
        yield made


@pytest.mark.fault(rows=(63,))
@pytest.mark.parametrize("secret", ["new-secret", "old-secret"])
async def test_both_secrets_are_valid_while_they_change(hook: Hook, secret: str) -> None:
    assert (await hook.post(json.dumps(MESSAGE), secret)).status == 200
    assert hook.intake.texts == ["Wann offen?"]


@pytest.mark.fault(rows=(62, 63))
@pytest.mark.parametrize("secret", [None, "", "wrong", "new-secre", "new-secret2", "x" * 4000, "ä"])
async def test_without_a_valid_secret_nothing_is_taken_or_kept(hook: Hook, secret: str | None) -> None:
    for body in (json.dumps(MESSAGE), "{", "[" * 10_000):
        answer = await hook.post(body, secret)
        assert (answer.status, await answer.read()) == (403, b"")
    assert (hook.intake.events, hook.intake.parked) == ({}, {})


@pytest.mark.fault(rows=(63,))
async def test_forged_calls_are_no_load_on_the_store(hook: Hook) -> None:
    for _ in range(50):
        assert (await hook.post("{}", "wrong")).status == 403
    assert hook.store.reads <= 2


@pytest.mark.fault(rows=(63,))
async def test_a_changed_secret_is_known_within_a_second() -> None:
    store, now = Store(secrets=("a",)), [0.0]
    valid = Valid(store.read, clock=lambda: now[0])
    assert await valid.admits("a")
    store.secrets = ("b", "a")
    now[0] = 1.0
    assert await valid.admits("b")
    assert await valid.admits("a")
    store.secrets = ("c", "b")
    now[0] = 2.0
    assert not await valid.admits("a")
    store.away, now[0] = True, 3.0
    assert await valid.admits("c")  # what was known holds while the store is away


@pytest.mark.fault(rows=(62,))
@pytest.mark.parametrize(
    ("body", "mime"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"null", "application/json"),
        (b'{"update_id": NaN}', "application/json"),
        (b'{"update_id": 1, "message": {"x": Infinity}}', "application/json"),
        (b'{"update_id": 1, "update_id": 2}', "application/json"),
        (b"[" * 10_000 + b"]" * 10_000, "application/json"),
        (b'{"update_id": 7, "x": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"x" * 2_000_000, "application/json"),
        (json.dumps(MESSAGE).encode(), "text/plain"),
        (b"update_id=5", "application/x-www-form-urlencoded"),
        (json.dumps({"update_id": 8, "telepathy": {"x": 1}}).encode(), "application/json"),
        (json.dumps({"update_id": 8, "message": "kein Objekt"}).encode(), "application/json"),
        (json.dumps({"update_id": True}).encode(), "application/json"),
    ],
)
async def test_what_is_no_update_is_set_aside_and_confirmed(hook: Hook, body: bytes, mime: str) -> None:
    assert (await hook.post(body, mime=mime)).status == 200
    assert hook.intake.events == {}
    ((raw, _),) = hook.intake.parked.values()
    assert len(raw) <= 64 * 1024
    assert (await hook.post(json.dumps(MESSAGE))).status == 200
    assert hook.intake.texts == ["Wann offen?"]


@pytest.mark.fault(rows=(62,))
async def test_different_rubbish_does_not_displace_each_other(hook: Hook) -> None:
    for body in ("{", "[", "{"):
        await hook.post(body)
    assert [raw for raw, _ in hook.intake.parked.values()] == ["{", "["]


@pytest.mark.parametrize("body", [json.dumps(MESSAGE), "{"])
async def test_a_store_that_fails_makes_telegram_come_again(hook: Hook, body: str) -> None:
    hook.intake.failures = 1
    answer = await hook.post(body)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "3")
    assert (await hook.post(body)).status == 200
    assert len(hook.intake.events) + len(hook.intake.parked) == 1


async def test_without_any_secret_read_yet_nobody_is_turned_away_for_good(hook: Hook) -> None:
    hook.store.away = True
    assert (await hook.post(json.dumps(MESSAGE))).status == 503


async def test_many_at_once_right_after_the_start(hook: Hook) -> None:
    bodies = [json.dumps({**MESSAGE, "update_id": n}) for n in range(30)]
    answers = await asyncio.gather(*[hook.post(body) for body in bodies])
    assert {answer.status for answer in answers} == {200}


async def test_a_search_that_cannot_be_read_is_set_aside_without_its_words(hook: Hook) -> None:
    update = {"update_id": 9, "inline_query": {"id": "1", "query": "GEHEIM", "from": "kaputt"}}
    assert (await hook.post(json.dumps(update))).status == 200
    assert "GEHEIM" not in str(hook.intake.parked)


# --- against the Bot API server ---------------------------------------------------------------------------------------


@asynccontextmanager
async def kept(bot: RawBot, hook: Hook, right: Right | None = None) -> AsyncIterator[None]:
    stop = asyncio.Event()
    beat = Beat(look=0.05, ask=0.1)
    keeper = WebhookKeeper(bot, hook.url, hook.store.read, (right or Right()).of("me"), beat)
    task = asyncio.create_task(keeper.run(stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(2.0):
            await task


async def test_the_keeper_sets_it_and_everything_arrives(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    anna, ben = api.citizen(1), api.citizen(2)
    anna.say("vorher")
    async with kept(bot, hook):
        for number in range(5):
            anna.say(f"a{number}")
            ben.say(f"b{number}")
        await api.all_delivered()
        info = await bot.get_webhook_info()
    assert info.url == hook.url
    assert set(info.allowed_updates or ()) == set(ALLOWED_UPDATES)
    assert not [c for c in api.ledger.accepted_calls("setWebhook") if c["effect"].get("drop")]
    assert [t for t in hook.intake.texts if t.startswith("a")] == [f"a{n}" for n in range(5)]
    assert len(hook.intake.texts) == 11


async def test_it_tells_a_new_secret_and_mends_what_others_changed(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    async with kept(bot, hook):
        await until(lambda: api.world.webhook.get("secret_token") == "new-secret")
        hook.store.secrets = ("newer-secret", "new-secret")
        await until(lambda: api.world.webhook.get("secret_token") == "newer-secret")
        await bot.set_webhook("http://127.0.0.1:9/fremd", allowed_updates=["message"])
        await until(lambda: api.world.webhook.get("url") == hook.url)
        await until(lambda: set(api.world.allowed_updates) == set(ALLOWED_UPDATES))
    before = len(api.ledger.accepted_calls("setWebhook"))
    assert before <= 5


async def test_the_keeper_outlives_faults(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    api.fail(Fault.error(502), method="setWebhook")
    api.fail(Fault.drop(), method="getWebhookInfo")
    hook.store.away = True
    async with kept(bot, hook):
        await asyncio.sleep(0.1)
        hook.store.away = False
        await until(lambda: bool(api.world.webhook))


async def test_one_keeper_by_lease(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    async with kept(bot, hook, Right(owner="somebody else")):
        await asyncio.sleep(0.3)
        assert api.ledger.accepted_calls("setWebhook") == []


async def test_a_store_that_fails_loses_nothing(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    anna = api.citizen(1)
    hook.intake.failures = 4
    async with kept(bot, hook):
        for number in range(5):
            anna.say(str(number))
        await api.all_delivered()
    assert hook.intake.texts == [str(number) for number in range(5)]
    assert {record["status"] for record in api.ledger.of_kind("posted")} == {200, 503}


@pytest.mark.fault(rows=(44,), promises=("P3",))
async def test_every_update_three_times(api: BotApi, bot: RawBot, hook: Hook) -> None:
    api.world.local = True
    api.redeliver(3, "shuffled")
    anna = api.citizen(1)
    async with kept(bot, hook):
        for number in range(8):
            anna.say(str(number))
        await api.all_delivered()
    assert sorted(hook.intake.texts) == [str(number) for number in range(8)]
    assert len(api.ledger.of_kind("posted")) == 24


async def test_polling_takes_a_webhook_away_and_loses_nothing(api: BotApi, bot: RawBot) -> None:
    api.world.local = True
    await bot.set_webhook("http://127.0.0.1:9/alt", secret_token="alt")
    api.citizen(1).say("hallo")
    intake = Recorder()
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == ["hallo"]
    assert api.world.webhook == {}


async def test_where_an_update_goes(api: BotApi, bot: RawBot) -> None:
    api.world.local = True
    api.group(-100)
    api.group(-200)
    anna = api.citizen(4711)
    taken: list[int] = []

    class Staff:
        async def take(self, update: Any) -> bool:
            is_theirs = update.effective_chat is not None and bool(update.effective_chat.id == -200)
            if is_theirs:
                taken.append(update.update_id)
            return is_theirs

    me = Me(id=110201543, username="musterstadt_bot")
    async with hooked(bot, staff=Staff(), me=lambda: me, in_groups=lambda: True) as hook, kept(bot, hook):
        anna.at(-100).say("unter uns")
        anna.at(-100).say("@musterstadt_bot wann ist offen?")
        anna.at(-200).say("/verbinden 1234")
        api.migrate(-100, -1000)
        anna.say("privat")
        await api.all_delivered()
    assert len(taken) == 1
    assert set(hook.intake.moves) == {("telegram:-100", "telegram:-1000")}
    assert set(hook.intake.addresses) == {"telegram:-100", "telegram:4711"}
    asked = [event for event in hook.intake.events.values() if isinstance(event, AskedInPublic)]
    assert [event.text for event in asked] == ["wann ist offen?"]
    assert hook.intake.texts == ["privat"]


@pytest.mark.fault(promises=("P15",))
async def test_nothing_personal_in_the_logs(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await hook.post("TEXTMARKER")
    await hook.post(json.dumps({"update_id": 1, "message": {"text": "TEXTMARKER"}}))
    await hook.post("TEXTMARKER", "SECRETMARKER")
    hook.intake.failures = 1
    await hook.post(json.dumps(MESSAGE))
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert ours
    for record in ours:
        line = json.dumps({**vars(record), "message": record.getMessage()}, default=str)
        assert not [marker for marker in ("TEXTMARKER", "SECRETMARKER", "new-secret", "4711") if marker in line]
