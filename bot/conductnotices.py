"""Mails to leads about a citizen's conduct: that a threat was found, that a review was asked for. Without any words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.channels.channel import Needless
from bot.mailwords import LINES, Mail, MailWords
from faq.entry import GERMAN
from handoff.journal.mailing import Told
from handoff.journal.records import Commit, Sending
from handoff.notices import REVIEW, THREAT, passed_on_to_reviewers

THREATS_FOR: Final = timedelta(hours=24)
"""Within it one mail a conversation is enough: whoever threatens often does so more than once."""


class ConductNotices(MailWords):
    """One town's mails of this kind."""

    async def mail(self, sending: Sending) -> Mail:
        """The mail that a delivery is. Raises Needless, JournalError; KeyError for a kind there is not."""
        kind, _, whose = sending.to.partition(":")
        about, _, who = kind.partition("-")
        if about not in {THREAT, REVIEW}:
            raise KeyError(kind)
        if not who:
            return await self._pass_on(sending, about, whose)
        to, lang = await self._reader(who, whose)
        return await (self._threat if about == THREAT else self._reviews)(sending, to, lang)

    async def _pass_on(self, sending: Sending, about: str, department_id: str) -> Mail:
        """To all leads whom it concerns now. The commit is written once, however often this is tried."""
        department = self._department(department_id)
        if department is None:
            raise Needless("no department")
        staff = (await self._journal.staff()).values()
        mails = passed_on_to_reviewers(about, str(sending.body["conversation"]), department, staff)
        if mails:
            await self._journal.commit(
                Commit(
                    conversation=sending.conversation, deliveries=mails, keep_timer=True, request=f"mail:{sending.id}"
                )
            )
        raise Needless("passed on")

    async def _reader(self, who: str, whose: str) -> tuple[str, str]:
        if who == "department":
            department = self._department(whose)
            if department is None or not department.mail:
                raise Needless("no address")
            return department.mail, GERMAN
        record = (await self._journal.staff()).get(whose)
        if record is None or record.disabled or not record.mail:
            raise Needless("no address")
        return record.mail, record.mail_lang

    async def _threat(self, sending: Sending, to: str, lang: str) -> Mail:
        conversation = str(sending.body["conversation"])
        since = datetime.now(UTC) - THREATS_FOR
        recent = {one for one, at in await self._journal.threats() if at > since}
        told = await self._journal.told(sending.to)
        kept = [one for one in told.keys if one in recent and one != conversation]
        if conversation in told.keys and conversation in recent and told.by != sending.id:
            raise Needless("told already")
        # Before it leaves: whoever is killed in between sends the same delivery again.
        await self._journal.tell(sending.to, Told(by=sending.id, keys=(*kept, conversation), news=(conversation,)))
        return Mail(
            to=to,
            lang=lang,
            subject=self._plain("mail-threat-subject", lang),
            parts=(
                self._say("mail-threat", lang),
                self._say("mail-desk", lang, url=f"{self._places.desk}/case/{conversation}"),
            ),
        )

    async def _reviews(self, sending: Sending, to: str, lang: str) -> Mail:
        """All that wait for a review, where one of them is new."""
        waiting = [conduct.review for _, conduct in await self._journal.reviews() if conduct.review is not None]
        mine = [review for review in waiting if await self._is_mine(sending, review.department)]
        await self._tell_news(sending, tuple(review.id for review in mine))
        lines = [
            "- "
            + self._say(
                "mail-review-line",
                lang,
                receipt=review.id,
                department=self._department_name(review.department, lang),
                due=self._moment(review.due, lang),
            )
            for review in mine[:LINES]
        ]
        return Mail(
            to=to,
            lang=lang,
            subject=self._plain("mail-review-subject", lang, n=len(mine)),
            parts=(
                self._say("mail-review", lang, n=len(mine)),
                "\n".join(lines),
                self._say("mail-desk", lang, url=f"{self._places.desk}/reviews"),
            ),
        )

    async def _is_mine(self, sending: Sending, department: str) -> bool:
        kind, _, whose = sending.to.partition(":")
        if kind.endswith("-department"):
            return whose == department
        record = (await self._journal.staff()).get(whose)
        return record is not None and record.serves(department)
