"""The web chat as a channel: it has no outbox, the transcript is the delivery."""

from __future__ import annotations

from typing import Final

from bot.channels.channel import Abilities, Outgoing, Refused
from bot.channels.webchat.hub import Hub

ABILITIES: Final = Abilities(max_text=1_000_000, buttons=True, outbox=False)


class WebChat:
    """The channel's side that speaks; the browsers read their rows themselves."""

    name = "web"
    abilities = ABILITIES

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, address: str, message: Outgoing) -> str:  # noqa: ARG002 - a channel's contract
        """Never possible: whoever asks has overlooked ``abilities.outbox``."""
        raise Refused("the web chat has no outbox")

    async def typing(self, address: str) -> None:
        """Show it in the tabs that are open in this process."""
        for tab in self._hub.at(address):
            tab.show_typing()
