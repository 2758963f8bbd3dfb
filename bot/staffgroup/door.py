"""Updates of the staff: of their group, and of those who link their account in private.

The acts are done in this process, before the update is confirmed to Telegram, under the update's id: a repeated update
acts once, and whoever pressed learns at once who won. (In a mailbox they would wait, and mailboxes are citizens'.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from telegram import Update

from bot.channels.channel import StoreFailed
from bot.channels.telegram.groupupdates import GroupPressed, Moved, Wrote, group_of, to_group_event
from bot.channels.telegram.groupwire import GroupWire
from bot.staffgroup.answers import Answers
from bot.staffgroup.measures import GroupMeasures
from bot.staffgroup.members import Members
from bot.staffgroup.presses import Presses
from bot.staffgroup.topics import SayToCitizen, Topics
from handoff.acts import Acts
from handoff.desk.state import Reading
from handoff.journal.journal import Journal
from handoff.journal.records import JournalError
from handoff.measure import Terms
from handoff.staffgroup import command_of


class StaffGroup:
    """One town's. Commands for other bots are left alone, once the bot's own name is known."""

    def __init__(
        self,
        journal: Journal,
        acts: Acts,
        wire: GroupWire,
        reading: Callable[[], Reading],
        *,
        say_to_citizen: SayToCitizen,
        edits: Mapping[str, bool],
        terms: Callable[[], Terms] = Terms,
    ) -> None:
        self._wire = wire
        self._journal = journal
        self._answers = Answers(journal, reading)
        self._members = Members(journal, wire, self._answers)
        self._presses = Presses(journal, acts, wire, self._members, self._answers)
        self._topics = Topics(
            journal,
            acts,
            wire,
            members=self._members,
            answers=self._answers,
            presses=self._presses,
            measures=GroupMeasures(journal, self._answers, terms),
        )
        self._topics.say_to_citizen, self._topics.edits = say_to_citizen, edits

    async def take(self, update: Update) -> bool:
        """Do what an update asks for; False when it is none of the staff's. Raises StoreFailed."""
        event = to_group_event(update)
        try:
            match event:
                case Moved():
                    await self._journal.group_moved(event.old, event.new)
                    return True
                case GroupPressed():
                    return await self._pressed(event)
                case Wrote(private=True):
                    return await self._in_private(event)
                case Wrote():
                    return await self._in_group(event)
                case None:  # what is of no use in the staff's group is nobody else's either
                    chat = group_of(update)
                    return chat is not None and await self._is_ours(chat)
        except (JournalError, TimeoutError) as e:  # the latter: others kept changing the case
            raise StoreFailed(str(e)) from e

    async def _pressed(self, event: GroupPressed) -> bool:
        if not await self._is_ours(event.chat):
            return False
        await self._presses.pressed(event)
        return True

    async def _in_private(self, event: Wrote) -> bool:
        command = command_of(event.rich.text, self._wire.username)
        if command is None or command.act not in {"connect", "disconnect"}:
            return False
        if event.edited:
            return True
        if command.act == "connect":
            await self._members.connect(event, command.rest)
        else:
            await self._members.disconnect(event)
        return True

    async def _in_group(self, event: Wrote) -> bool:
        command = command_of(event.rich.text, self._wire.username)
        if command is not None and command.act == "connect":
            if not event.edited:
                await self._members.connect(event, command.rest)
            return True
        if not await self._is_ours(event.chat):
            return False
        receipt = await self._journal.receipt_in(event.thread) if event.thread else None
        if command is not None and command.act == "disconnect":
            await self._members.unpair(event)
        elif command is not None and command.act == "help":
            await self._answers.answer(event, self._answers.say("group-help"), topic=receipt or "")
        elif receipt is not None:
            await self._topics.wrote(event, command, receipt)
        return True

    async def _is_ours(self, chat: int) -> bool:
        group = await self._journal.group()
        return group is not None and group.chat == chat
