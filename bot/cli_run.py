"""`buergerdraht run`: starts the program with the roles asked for."""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli_console import Failure, settings_of


class Role(StrEnum):
    """A part of the program that may run in a process of its own."""

    ALL = "all"
    WEB = "web"
    POLLER = "poller"
    WORKER = "worker"
    SENDER = "sender"


def run(
    context: typer.Context,
    role: Annotated[
        list[Role] | None, typer.Option(help="What this process does; repeat it for several. Others need REDIS_URL.")
    ] = None,
    demo: Annotated[
        bool | None, typer.Option("--demo", help="Sample town and sample staff; never for real citizens.")
    ] = None,
) -> None:
    """Start Bürgerdraht; it runs until it is stopped (Ctrl-C, SIGTERM)."""
    roles = frozenset(role or [Role.ALL])
    settings = settings_of(context, demo=demo)
    if Role.ALL not in roles and settings.redis.url is None:
        raise Failure(
            "A process with some of the roles only shares its store with others.",
            mend="Set REDIS_URL, or leave --role away.",
        )
    from bot.app import run as run_app  # noqa: PLC0415 - the other commands start faster without the whole program

    try:
        run_app(settings, frozenset(str(one) for one in roles))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
            raise
        raise Failure(
            f"The address cannot be listened on: {error.strerror}.",
            mend="Set web.host and web.port (web.desk, web.metrics), or stop what listens there.",
        ) from error
