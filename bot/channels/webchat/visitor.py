"""What the citizen at one browser says and does: stored, and only then confirmed."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Final, assert_never

from bot.channels.channel import StoreFailed
from bot.channels.webchat.calling import ask_for_call
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import (
    MAX_TEXT,
    Call,
    Fault,
    Follow,
    Followed,
    Press,
    Refused,
    Return,
    Returned,
    Say,
    Start,
    Stored,
    Tell,
    Why,
)
from bot.channels.webchat.hub import Listener
from bot.channels.webchat.identity import Identity
from bot.channels.webchat.line import Line
from bot.channels.webchat.notice import tell_by_mail
from bot.channels.webchat.returning import Opened, TooOften, Wrong, digest, find_by_receipt
from bot.channels.webchat.transfer import attachment_of
from bot.dialogue.events import Arrived, Pressed, Said, Started, event_to_json
from handoff.journal.addresses import Followed as LinkFollowed
from handoff.journal.addresses import LinkOver, LinkUsed
from handoff.journal.records import JournalError

_AGAIN: Final = 3.0  # seconds after which a browser tries again what the store did not take


class Visitor:
    """The citizen at one browser. It decides nothing about the talk; its methods raise Gone."""

    __slots__ = ("_deps", "_identity", "_lang", "_line", "_listener")

    def __init__(self, deps: WebChatDeps, line: Line, listener: Listener, identity: Identity, lang: str) -> None:
        self._deps = deps
        self._line = line
        self._listener = listener
        self._identity = identity
        self._lang = lang

    async def start(self, frame: Start) -> None:
        """The chat was opened for the first time."""
        await self._take(frame.id, Started(id=self._identity.prefix + frame.id, lang_hint=self._lang))

    async def press(self, frame: Press) -> None:
        """A button was pressed."""
        name = self._identity.prefix + frame.id
        await self._take(frame.id, Pressed(id=name, row=frame.row, choice=frame.choice, lang_hint=self._lang))

    async def say(self, frame: Say) -> None:
        """Something was written, or files were named."""
        if len(frame.text) > MAX_TEXT:
            await self._line.send(Refused(id=frame.id, why="too-long"))
            return
        if not frame.text and not frame.attachments:
            await self._line.send(Refused(id=frame.id, why="empty"))
            return
        conversation = self._listener.conversation
        try:
            attachments = [await attachment_of(self._deps, conversation, named) for named in frame.attachments]
        except (JournalError, OSError):
            await self._line.send(Refused(id=frame.id, why="away", after=_AGAIN))
            return
        if None in attachments:
            await self._line.send(Refused(id=frame.id, why="file"))
            return
        files = [file for file in attachments if file is not None]
        masked = self._deps.mask(frame.text)
        names = [self._deps.mask(file.name) for file in files]
        await self._take(
            frame.id,
            Said(
                id=self._identity.prefix + frame.id,
                text=masked.text,
                masked=tuple(sorted({*masked.kinds, *(kind for name in names for kind in name.kinds)})),
                attachments=tuple(replace(file, name=name.text) for file, name in zip(files, names, strict=True)),
                lang_hint=self._lang,
            ),
        )

    async def _take(self, id: str, event: Started | Said | Pressed) -> None:
        try:
            if self._listener.conversation is None and await self._too_many_newcomers():
                self._deps.count("newcomers")
                await self._line.send(Refused(id=id, why="too-often"))
                return
            conversation = await self._deps.intake.accept(address=self._identity.address, event=event)
        except (StoreFailed, JournalError):
            await self._line.send(Refused(id=id, why="away", after=_AGAIN))
            return
        await self._line.send(Stored(id=id))
        known = self._listener.conversation
        if conversation == known:
            return
        if known is None:
            self._deps.hub.place(self._listener, conversation)
            self._listener.wake()
        else:
            self._listener.wake_anew()

    async def _too_many_newcomers(self) -> bool:
        """Whether throw-away identities come from this network address: they would fill the store for everybody."""
        key = f"new:{digest(self._listener.remote)}"
        return await self._deps.journal.count_attempt(key, timedelta(hours=1)) > self._deps.limits.newcomers

    async def come_back(self, frame: Return) -> None:
        """With a receipt number and its code."""
        try:
            found = await find_by_receipt(
                self._deps.journal,
                self._deps.limits,
                address=self._identity.address,
                remote=self._listener.remote,
                receipt=frame.receipt,
                code=frame.code,
            )
            match found:
                case TooOften():
                    await self._line.send(Refused(id="return", why="too-often"))
                    return
                case Wrong():
                    await self._line.send(Refused(id="return", why="wrong-code"))
                    return
                case Opened():
                    await self._deps.journal.bind(self._identity.address, found.conversation)
                case _:
                    assert_never(found)
        except JournalError:
            await self._line.send(Refused(id="return", why="away"))
            return
        await self._line.send(Returned())
        self._wake_tabs_anew()

    async def follow(self, frame: Follow) -> None:
        """By a one-time link from another channel."""
        event = event_to_json(Arrived(id=f"{self._identity.prefix}arrived", channel=WebChat.name))
        try:
            found = await self._deps.journal.follow_link(frame.link, self._identity.address, event)
        except JournalError:
            await self._line.send(Refused(id="follow", why="away", after=_AGAIN))
            return
        match found:
            case LinkUsed():
                await self._line.send(Refused(id="follow", why="link-used"))
            case LinkOver():
                await self._line.send(Refused(id="follow", why="link-over"))
            case LinkFollowed():
                await self._line.send(Followed())
                self._wake_tabs_anew()
            case _:
                assert_never(found)

    def _wake_tabs_anew(self) -> None:
        for tab in self._deps.hub.at(self._identity.address):
            tab.wake_anew()

    async def tell(self, frame: Tell) -> None:
        """An address to be told of replies at is left, or taken back."""
        at = self._listener
        await self._left("tell", tell_by_mail(self._deps, at.conversation, frame.mail, self._lang, at.remote))

    async def call(self, frame: Call) -> None:
        """A number to be called at is left, or taken back."""
        at = self._listener
        await self._left("call", ask_for_call(self._deps, at.conversation, frame, self._lang, at.remote))

    async def _left(self, id: str, leaving: Awaitable[Why | None]) -> None:
        """Let something be left beside the talk; all tabs show it."""
        try:
            why = await leaving
        except JournalError:
            why = "away"
        if why is not None:
            await self._line.send(Refused(id=id, why=why))
            return
        for tab in self._deps.hub.at(self._identity.address):
            tab.wake()

    async def leave(self) -> None:
        """The conversation ends on this device."""
        try:
            await self._deps.journal.unbind(self._identity.address)
        except JournalError:
            await self._line.send(Fault(why="away"))
            return
        for tab in self._deps.hub.at(self._identity.address):
            tab.forget()
