"""How a command reaches the store: the one of the settings, the running embedded one, or one for the moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis, RedisError

from bot.opening import embedded
from config.settings import Settings
from handoff.journal.embedded import socket_path


@contextmanager
def store_url(settings: Settings) -> Iterator[str]:
    """The store's address while the block runs; an embedded server that is not running runs for this time."""
    running = running_url(settings)
    if running is not None:
        yield running
        return
    with embedded(settings) as server:
        assert server is not None
        yield server.url


def running_url(settings: Settings) -> str | None:
    """The address of the store of the settings, or of the embedded one when it runs; else None."""
    if settings.redis.url is not None:
        return settings.redis.url.get_secret_value()
    socket = socket_path(settings.data_dir)
    with Redis(unix_socket_path=str(socket), socket_timeout=2, socket_connect_timeout=2) as client:
        try:
            client.ping()
        except (RedisError, OSError):
            return None
    return f"unix://{socket}"
