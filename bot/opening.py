"""Opening the store and a town's journal: the embedded server or the one named by the settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta

from bot.channels.telegram.transport import Network, RawBot, open_bot
from config.settings import Settings
from handoff.files.clamd import Clamd
from handoff.files.store import Files, Rules
from handoff.headslog import HeadsLog
from handoff.journal.embedded import EmbeddedServer, socket_path
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.records import JournalAway
from handoff.journal.schema import SCHEMA, Schema, claim_schema
from handoff.journal.soundness import Finding, UnsoundStore, findings
from handoff.journal.store import Store
from handoff.notices import DUE, LATE, MAIL, NOBODY
from handoff.tombstones import Tombstones

TELEGRAM_GAP = timedelta(seconds=1)  # between two messages to one chat
GROUP_GAP = timedelta(seconds=3.1)  # between two messages to a group: Telegram takes 20 a minute
TELEGRAM_RATE = 29.1  # messages a second of one bot: 30 are allowed, and our second is not quite theirs


def bot_of(settings: Settings, town: str) -> AbstractAsyncContextManager[RawBot] | None:
    """A town's bot, not asked anything yet; None where the town has no token."""
    token = settings.token(town)
    if token is None:
        return None
    proxy = settings.telegram_proxy
    network = Network(proxy=proxy.get_secret_value() if proxy else "", ca_file=str(settings.outbound.ca_file or ""))
    return open_bot(token=token.get_secret_value(), base_url=settings.telegram.base_url, network=network)


@contextmanager
def embedded(settings: Settings) -> Iterator[EmbeddedServer | None]:
    """The embedded server for as long as the context lasts; None where the settings name a store."""
    if settings.redis.url is not None:
        yield None
        return
    server = EmbeddedServer(
        settings.data_dir,
        fsync=settings.embedded.appendfsync,
        maxmemory=str(int(settings.embedded.maxmemory)),
    )
    server.start()
    try:
        yield server
    finally:
        server.stop()


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """A connection to the store, which must be running. Raises JournalAway, UnsoundStore."""
    store = Store(
        settings.redis.url.get_secret_value() if settings.redis.url else f"unix://{socket_path(settings.data_dir)}",
        ca_file=settings.outbound.ca_file,
        replicas=settings.redis.replicas if settings.redis.url else 0,
    )
    try:
        refused = [f for f in await findings(store) if f.level == "refuse"]
        if refused:
            raise UnsoundStore(refused)
        await store.load_scripts()
        yield store
    finally:
        await store.close()


def make_journal(settings: Settings, store: Store, town: str, hints: Hints) -> Journal:
    """A town's journal as the settings want it."""
    return Journal(
        store,
        town,
        hints,
        gap={
            "telegram": TELEGRAM_GAP,
            "telegram/group": GROUP_GAP,
            "telegram/public": GROUP_GAP,
            MAIL: timedelta(minutes=settings.mail.pause),
            **{f"{MAIL}/{kind}": timedelta() for kind in ("waiting", DUE, LATE, NOBODY)},  # these are only passed on
        },
        rate={"telegram": TELEGRAM_RATE},
        mailbox=settings.limits.mailbox,
        per_minute=settings.limits.messages_per_minute,
        claimed=True,
    )


def make_tombstones(settings: Settings) -> Tombstones:
    """Where it is remembered who was erased."""
    privacy = settings.privacy
    assert privacy.tombstones is not None  # completed by the settings
    assert privacy.tombstone_key_file is not None
    return Tombstones(privacy.tombstones, privacy.tombstone_key_file)


def make_files(settings: Settings, town: str, kinds: Callable[[], Collection[str]]) -> Files:
    """A town's stored files as the settings want them. ``kinds``: those the town takes now."""
    limits = settings.limits
    return Files(
        settings.data_dir / "files" / town,
        lambda: Rules(kinds=kinds(), size=int(limits.upload), quota=int(limits.files), pixels=limits.pixels),
        Clamd(settings.files.clamd) if settings.files.clamd else None,
    )


def heads_log(settings: Settings, town: str) -> HeadsLog:
    """The log that the heads of a town's audit are handed to."""
    return HeadsLog(settings.heads_log, town)


@asynccontextmanager
async def open_journal(settings: Settings, town: str, schema: Schema = SCHEMA) -> AsyncIterator[Journal]:
    """A town's journal for a command: on the running server, else on one started for the time of the command."""
    async with AsyncExitStack() as stack:
        if settings.redis.url is None and not await _answers(settings):
            stack.enter_context(embedded(settings))
        store = await stack.enter_async_context(open_store(settings))
        there = await claim_schema(store, town, schema)
        if schema.stops_work(there.number):
            what = f"The data of {town} has schema {there.number}; this version needs {schema.number}."
            raise UnsoundStore([Finding(level="refuse", what=what, mend="Bring it up: buergerdraht migrate")])
        yield make_journal(settings, store, town, Hints(store, [town]))


async def _answers(settings: Settings) -> bool:
    try:
        async with open_store(settings):
            return True
    except JournalAway:
        return False
