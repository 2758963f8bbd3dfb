"""Where the citizen of a conversation is: its addresses, and the one-time links that lead to another one."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.address import link_name
from handoff.journal import scripts
from handoff.journal.townstore import TownStore


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """The link led here: the address is one of the conversation's now."""

    conversation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkUsed:
    """Somebody else has followed it before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkOver:
    """Its time is over, a newer one was made, or there never was one."""


class Addresses(TownStore):
    """The addresses of a town's conversations. Where the channel's messages go is the one last used there."""

    async def find(self, address: str) -> str | None:
        """The conversation of an address."""
        found: str | None = await self._store.call(lambda r: r.get(self._keys("at", address)))
        return found

    async def bind(self, address: str, conversation: str) -> None:
        """Give a conversation another address; a conversation that had it before loses it."""
        await self._run(scripts.BIND, address, conversation)

    async def unbind(self, address: str) -> None:
        """Forget an address; the conversation stays, at the addresses it has left."""
        await self._run(scripts.BIND, address, "")

    async def follow_link(self, token: str, address: str, event: str) -> Followed | LinkUsed | LinkOver:
        """Come by a link, once: the conversation gets the address, and the bot hears of it by ``event``.

        The same address may follow it again, e.g. when the answer was lost; that changes nothing.
        """
        outcome, conversation = await self._run(scripts.FOLLOW_LINK, link_name(token), address, event)
        match outcome:
            case "here":
                return Followed(conversation=conversation)
            case "used":
                return LinkUsed()
            case _:
                return LinkOver()
