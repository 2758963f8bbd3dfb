"""Who is who on Telegram: accounts are linked and the group is paired by one-time codes; strangers are refused."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from bot.channels.telegram.groupupdates import GroupPressed, Wrote
from bot.channels.telegram.groupwire import GroupWire
from bot.channels.telegram.mapping import address_of
from bot.staffgroup.answers import Answers
from handoff.audit import TELEGRAM, Action, row
from handoff.journal.journal import Journal
from handoff.journal.records import Class, Delivery
from handoff.letter import new_row_id
from handoff.rights import Right
from handoff.staff import StaffRecord
from handoff.staffgroup import CHANNEL, MENU

TRIES: Final = 10  # codes that one person may try in the window
WINDOW: Final = timedelta(minutes=15)
TOLD: Final = 1  # refusals of one person in the window that are answered in the group
NOTED: Final = 20  # and that are written down

log = logging.getLogger(__name__)


class Members:
    """The staff of one town as Telegram knows them. Every method raises JournalAway."""

    def __init__(self, journal: Journal, wire: GroupWire, answers: Answers) -> None:
        self._journal = journal
        self._wire = wire
        self._answers = answers

    async def member(self, user: int) -> StaffRecord | None:
        """The enabled account that this account on Telegram is linked to."""
        login = await self._journal.login_of(user)
        record = (await self._journal.staff()).get(login) if login else None
        return record if record is not None and not record.disabled else None

    async def refused(self, event: GroupPressed | Wrote, what: str, who: str = "", receipt: str = "") -> bool:
        """Write a refusal down; whether it is to be told in the group: not each time to somebody who goes on."""
        n = await self._journal.count_attempt(f"group refused {event.user}", WINDOW)
        if n <= NOTED:
            audit = row(who or TELEGRAM, Action.REFUSED, what=what, via="group", receipt=receipt)
            await self._answers.note(audit, f"{event.id}:refused")
        return n <= TOLD

    async def connect(self, event: Wrote, code: str) -> None:
        """Use a code up, in private or in a group."""
        answers = self._answers
        if not code:
            await answers.answer(event, answers.say("group-connect-how"))
            return
        if await self._journal.count_attempt(f"telegram code {event.user}", WINDOW) > TRIES:
            await answers.answer(event, answers.say("group-code-too-often"))
            return
        used, login = await self._journal.use_code(
            code,
            place="private" if event.private else "group",
            user=event.user,
            chat=event.chat,
            request=f"{event.id}:code",
        )
        if used not in {"linked", "paired"}:
            audit = row(login or TELEGRAM, Action.TELEGRAM_CODE_REFUSED, what=used)
            await answers.answer(event, answers.say(f"group-code-{used}"), audit=audit)
            return
        record = (await self._journal.staff()).get(login)
        name = record.name if record is not None else login
        audit = row(login, Action.TELEGRAM_LINK if used == "linked" else Action.TELEGRAM_PAIR)
        log.info("code used", extra={"action": f"group.{used}"})
        text = answers.say("group-linked", name=name) if used == "linked" else answers.say("group-paired")
        await answers.answer(event, text, audit=audit)
        if used == "paired":
            await self._wire.show_commands(event.chat, [(name, answers.say(key)) for name, key in MENU])

    async def disconnect(self, event: Wrote) -> None:
        """Take the link of whoever asks in private back."""
        answers = self._answers
        login = await self._journal.login_of(event.user)
        if login is not None and await self._journal.unlink(login):
            audit = row(login, Action.TELEGRAM_UNLINK)
            await answers.answer(event, answers.say("group-unlinked"), audit=audit)
        else:
            await answers.answer(event, answers.say("group-not-linked"))

    async def unpair(self, event: Wrote) -> None:
        """Give the group up, where a lead asks for it in it."""
        answers = self._answers
        record = await self.member(event.user)
        if record is None or not record.may(Right.PAIR_GROUP):
            if await self.refused(event, "unpair", record.login if record else ""):
                await answers.answer(event, answers.say("group-lead-only"))
            return
        await self._journal.unpair()
        audit = row(record.login, Action.TELEGRAM_UNPAIR)
        farewell = Delivery(  # to the chat by its number: deliveries to the staff's group have ended
            id=f"{new_row_id()}.0",
            channel=CHANNEL,
            to=address_of(event.chat),
            cls=Class.LIVE,
            body={"text": answers.say("group-unpaired")},
        )
        await answers.note(audit, f"{event.id}:unpaired", farewell)
