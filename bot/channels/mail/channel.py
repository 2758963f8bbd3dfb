"""Mail as a channel: plain text out. It has no citizens of its own; whoever gets a mail is reached elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from bot.channels.channel import Abilities, ChannelClosed, Outgoing
from bot.channels.mail.message import compose, message_id
from bot.channels.mail.server import MailServer, hand_over
from handoff.notices import MAIL

SHUT_SECONDS: Final = 300.0
AT_ONCE: Final = 4
"""Connections to the mail server at a time."""


class MailChannel:
    """`bot.channels.channel.Channel` over a mail server.

    ``name_of_sender`` is what recipients read beside the address; ``scope`` keeps towns' Message-IDs apart.
    """

    name: str = MAIL
    abilities: Abilities = Abilities(max_text=1_000_000, buttons=False, outbox=True)

    def __init__(self, server: MailServer, name_of_sender: Callable[[], str], scope: str = "") -> None:
        self._server = server
        self._name_of_sender = name_of_sender
        self._scope = scope
        self._shut_until = float("-inf")
        self._why = ""

    async def send(self, address: str, message: Outgoing) -> str:
        """Hand over a mail and return its Message-ID; raises ChannelError."""
        if time.monotonic() < self._shut_until:
            # A wrong password tried again and again gets the account locked.
            raise ChannelClosed(self._why)
        mail = compose(
            message,
            sender=self._server.sender,
            sender_name=self._name_of_sender(),
            recipient=address,
            now=datetime.now(UTC),
            scope=self._scope,
        )
        try:
            await hand_over(self._server, address, mail)
        except ChannelClosed as closed:
            self._shut_until, self._why = time.monotonic() + SHUT_SECONDS, str(closed)
            raise
        return message_id(message.id, self._server.sender, self._scope)

    async def typing(self, address: str) -> None:
        """Nobody watches a mail being written."""
