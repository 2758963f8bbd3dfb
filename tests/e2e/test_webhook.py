"""The whole program with a webhook behind a reverse proxy and a path: killed in between, nothing lost."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.channels.telegram.webhook import SECRET_HEADER
from handoff.journal.keys import Keys
from tests.botapi import Citizen
from tests.faults.nursery import Nursery
from tests.faults.town import ANSWERED, TOWN, UNKNOWN
from tests.faults.world import Process, World, open_world, until

pytestmark = pytest.mark.faults

PASSED_ON = ("Content-Type", SECRET_HEADER)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def reverse_proxy(port: int, inner: int) -> AsyncIterator[None]:
    """What nginx does: passes the path on as it is, answers 502 while the program is away."""

    async def pass_on(request: web.Request) -> web.Response:
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        url = f"http://127.0.0.1:{inner}{request.path_qs}"
        try:
            async with session.request(request.method, url, data=await request.read(), headers=headers) as answer:
                kept = {k: v for k, v in answer.headers.items() if k in ("Content-Type", "Retry-After")}
                return web.Response(status=answer.status, body=await answer.read(), headers=kept)
        except aiohttp.ClientError:
            return web.Response(status=502)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pass_on)
    runner = web.AppRunner(app, access_log=None)
    async with aiohttp.ClientSession() as session:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    nursery = Nursery()
    async with open_world(tmp_path, nursery) as world:
        world.api.world.local = True
        town = tmp_path / "towns" / TOWN / "town.yaml"
        town.write_text(town.read_text("utf-8") + "telegram: {groups: true, inline: true}\n", "utf-8")
        outer, inner = free_port(), free_port()
        world.environ = {
            **world.environ,
            "BUERGERDRAHT_PUBLIC_URL": f"http://127.0.0.1:{outer}/stadt",
            "BUERGERDRAHT_WEB__PORT": str(inner),
            "BUERGERDRAHT_TELEGRAM__RECEIVE": "webhook",
        }
        async with reverse_proxy(outer, inner):
            yield world
    nursery.close()


def hook_of(world: World) -> str:
    return f"{world.environ['BUERGERDRAHT_PUBLIC_URL']}/telegram"


async def start(world: World, *roles: str, crash_at: str = "") -> Process:
    process = await world.start(*roles, options=("--crash-at", crash_at) if crash_at else ())
    if process.ended is None and (not roles or "poller" in roles):
        await until(lambda: world.api.world.webhook.get("url") == hook_of(world), 20, "webhook")
    return process


@pytest.mark.fault(rows=(1, 2, 3), promises=("P1",))
@pytest.mark.timeout(180)
async def test_killed_in_between_nothing_is_lost(world: World) -> None:
    texts = [*ANSWERED, *UNKNOWN]
    people = [world.citizen(n) for n in range(4)]
    for crash_at in ("ingest.before:3", "ingest.after:4", "commit.before:2", "report.before:2"):
        app = await start(world, crash_at=crash_at)
        for n, kim in enumerate(people):
            kim.say(texts[(len(crash_at) + n) % len(texts)])
            kim.say(texts[(len(crash_at) + n + 1) % len(texts)])
        await app.end()
        assert app.ended == -9
    app = await start(world)
    for kim in people:
        kim.say("Danke")
    await world.api.all_delivered(30)
    await world.quiet(40)
    assert await world.violations(order=world.first_deliveries()) == []
    # Set aside (and told of) is what a dying process had in hand for the second time: one each time, it is taken alone.
    said, aside = [len(await world.said(n)) for n in range(4)], await world.parked()
    assert (sum(said) + aside, aside <= 3, min(said) >= 8) == (4 * 9, True, True), (said, aside)
    statuses = {record["status"] for record in world.api.ledger.of_kind("posted")}
    assert {200, 502} <= statuses
    await app.end_gently()


@pytest.mark.fault(rows=(17,))
@pytest.mark.timeout(120)
async def test_the_store_dies_and_comes_again(world: World) -> None:
    app = await start(world)
    kim = world.citizen(1)
    for round_ in range(3):
        for n in range(5):
            kim.say(ANSWERED[n])
        await world.kill_store()
        assert round_ < 3
    await world.api.all_delivered(30)
    await world.quiet(40)
    assert await world.violations(order=world.first_deliveries()) == []
    assert len(await world.said(1)) == 15
    assert {record["status"] for record in world.api.ledger.of_kind("posted")} <= {200, 503, 502}
    await app.end_gently()


@pytest.mark.fault(rows=(63,))
@pytest.mark.timeout(120)
async def test_roles_apart_a_changed_secret_and_strangers(world: World) -> None:
    web_, worker = await start(world, "web", "worker"), await start(world, "poller", "sender")
    kim = world.citizen(1)
    kim.say(ANSWERED[0])
    await kim.wait_for("Quelle:", timeout=30)
    old = world.api.world.webhook["secret_token"]
    await world.journal.change_hook_secret()
    await until(lambda: world.api.world.webhook["secret_token"] != old, 20, "new secret")
    kim.say(ANSWERED[1])
    await kim.wait_for("Quelle:", timeout=30)
    new = world.api.world.webhook["secret_token"]

    forged = {"message_id": 900, "date": 1, "text": "gefälscht", "chat": {"id": 1001, "type": "private"}}
    async with aiohttp.ClientSession() as session:

        async def post(secret: str | None, body: str | None = None) -> int:
            headers = {"Content-Type": "application/json", **({SECRET_HEADER: secret} if secret else {})}
            data = body or json.dumps({"update_id": 1, "message": forged})
            async with session.post(hook_of(world), headers=headers, data=data) as answer:
                return answer.status

        assert [await post(secret) for secret in (None, "falsch", new[:-1])] == [403, 403, 403]
        assert [await post(old, "{"), await post(new, "[" * 10_000)] == [200, 200]
        await world.journal.change_hook_secret()  # twice changed, the first is void
        await until(lambda: world.api.world.webhook["secret_token"] not in (old, new), 20, "newest secret")
        await asyncio.sleep(1.1)  # the secrets are read once a second
        assert [await post(old), await post(new, "{")] == [403, 200]
    await world.quiet()
    assert await world.said(1) == list(ANSWERED[:2])
    raw = [key async for key in world.store.redis.scan_iter(match=Keys(TOWN)("parked", "raw", "*"))]
    assert len(raw) == 2
    for process in (web_, worker):
        await process.end_gently()


async def in_group(world: World, kim: Citizen, text: str) -> str:
    """What the bot says in the group."""
    kim.say(text)
    return (await kim.wait_for(lambda seen: seen.raw.get("reply_to_message", {}).get("text") == text, timeout=30)).text


@pytest.mark.timeout(150)
async def test_groups_searches_and_links(world: World) -> None:
    app = await start(world)
    world.api.group(-100, "Nachbarschaft")
    kim = world.citizen(1)
    there = kim.at(-100)
    world.api.let_in(-100, kim)
    hello = await there.wait_for("in der Gruppe", timeout=30, since=0)
    assert hello.button("Allein").url == "https://t.me/musterstadt_bot"
    there.say(f"Weiß jemand: {ANSWERED[0]}")
    assert "Quelle:" in await in_group(world, there, f"@musterstadt_bot {ANSWERED[0]}")
    assert "nehme ich in Gruppen nicht auf" in await in_group(world, there, f"@musterstadt_bot {UNKNOWN[0]}")
    assert "allein" in await in_group(world, there, "/mensch@musterstadt_bot")
    group = await world.journal.find("telegram:-100")
    assert group is not None
    world.api.migrate(-100, -1000)
    await until(lambda: not world.api.world.updates.owed(), 20, "migration")
    assert (await world.journal.find("telegram:-100"), await world.journal.find("telegram:-1000")) == (None, group)
    moved = kim.at(-1000)
    assert "Quelle:" in await in_group(world, moved, f"@musterstadt_bot {ANSWERED[1]}")
    await world.quiet()
    assert len([m for m in there.messages() if not m.mine]) == 4  # nothing to what did not address it
    assert await world.journal.tickets() == []
    redis = world.store.redis
    for key in [key async for key in redis.scan_iter(match=Keys(TOWN)("rows", "*"))]:
        assert not [line for line in await redis.lrange(key, 0, -1) if "musterstadt_bot" in line]

    found = await kim.found(kim.search("sperrmüll anmelden"), timeout=20)
    assert found["personal"] is True
    titles = [one["title"] for one in found["results"]]
    assert any("Sperrmüll" in title for title in titles), titles
    assert "Quelle:" in found["results"][0]["input_message_content"]["message_text"]
    nothing = await kim.found(kim.search("xyzzy quux"), timeout=20)
    assert (nothing["results"], nothing["button"]["start_parameter"]) == ([], "suche")

    entry = found["results"][0]["id"]
    kim.say(f"/start thema-{entry}")
    await kim.wait_for("Quelle:", timeout=30)
    kim.say("/start thema-umwelt-ordnung")
    opened = await kim.wait_for("Hier geht es um", timeout=30)
    kim.press(opened.message_id, opened.labels[0])
    await kim.wait_for("Quelle:", timeout=30)
    await world.quiet()
    values = []
    for key in [key async for key in redis.scan_iter(match="*")]:
        values.append(str(await redis.dump(key)) if await redis.type(key) != "string" else str(await redis.get(key)))
    assert not [value for value in values if "xyzzy" in value]
    await app.end_gently()
    written = app.log.read_text("utf-8")
    for mark in ("xyzzy", ANSWERED[0], "Nachbarschaft", "Kim1", "-100", world.api.token):
        assert mark not in written, mark
