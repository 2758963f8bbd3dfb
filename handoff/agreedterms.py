"""How long cases are kept, as was agreed: what the town's files say holds once a second person has seen it.

Who changed a file is not known here, so the files ask: whoever wrote them had them reviewed where they are kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from handoff.audit import PROGRAM, Action, row
from handoff.foureyes import Act, Fate, Objection, Request, confirmed, refused, request
from handoff.journal.journal import Journal
from handoff.retention import Terms, terms_from_json, terms_to_json
from handoff.staff import StaffRecord

SUBJECT = "retention"


class AgreedTerms:
    """One town's. ``four_eyes``: a change needs a second person; without that, what the files say holds at once."""

    def __init__(self, journal: Journal, *, four_eyes: bool) -> None:
        self._journal = journal
        self._four_eyes = four_eyes

    async def in_force(self, wanted: Terms) -> Terms:
        """The terms that hold, of what the files say now. Only looks."""
        text = terms_to_json(wanted)
        agreed, since = await self._journal.agreed_terms()
        if not self._four_eyes or agreed in ("", text):
            return wanted
        decided = await self._decided(self._asked(agreed, text, datetime.now(UTC)), since)
        return wanted if Fate.CONFIRMED in decided else terms_from_json(agreed)

    async def take_up(self, wanted: Terms) -> Terms:
        """The terms that hold, from now on noted as such; what nobody has agreed to yet is asked for."""
        now, text = datetime.now(UTC), terms_to_json(wanted)
        held = await self.in_force(wanted)
        agreed, since = await self._journal.agreed_terms()
        if held == wanted:
            if agreed != text:
                await self._journal.put_agreed_terms(text, now)
            return wanted
        asked = self._asked(agreed, text, now)
        if not await self._decided(asked, since):
            told = row(PROGRAM, Action.SECOND_ASKED, what=Act.RETENTION.value, after=asked.digest)
            await self._journal.ask_second(asked, told)
        return held

    @staticmethod
    def _asked(agreed: str, text: str, now: datetime) -> Request:
        return request(
            secrets.token_urlsafe(9),
            Act.RETENTION,
            SUBJECT,
            wanted={"before": agreed, "after": text},
            seen=_digest(agreed),
            by=PROGRAM,
            now=now,
        )

    async def _decided(self, asked: Request, since: datetime) -> list[Fate]:
        # A decision counts for the change it was made on: when the same is wanted once more later, it is asked anew.
        return [
            one.fate
            for one in await self._journal.second_looks()
            if one.digest == asked.digest and one.decided_at is not None and one.decided_at > since
        ]

    async def fate_of(self, asked: Request, now: datetime) -> Fate:
        """What has become of a request by now."""
        return asked.fate_now(now, await self._seen())

    async def confirm(self, by: StaffRecord, asked: Request, digest: str) -> Objection | None:
        """The second person says yes; why it is not taken."""
        done = confirmed(asked, by, digest, seen=await self._seen(), now=datetime.now(UTC))
        return await self._decide(by, Action.SECOND_CONFIRMED, asked, done)

    async def refuse(self, by: StaffRecord, asked: Request, digest: str, words: str) -> Objection | None:
        """The second person says no; why that is not taken."""
        done = refused(asked, by, digest, words, seen=await self._seen(), now=datetime.now(UTC))
        return await self._decide(by, Action.SECOND_REFUSED, asked, done)

    async def withdraw(self, _who: str, _asked: Request) -> Objection | None:
        """Nobody has asked for it but the files: whoever does not want it changes them back."""
        return Objection.NO_RIGHT

    async def _decide(
        self, by: StaffRecord, action: Action, asked: Request, done: Request | Objection
    ) -> Objection | None:
        if isinstance(done, Objection):
            await self._journal.audit(row(by.login, Action.REFUSED, what=asked.act.value, after=asked.digest))
            return done
        told = row(by.login, action, what=asked.act.value, after=asked.digest)
        return None if await self._journal.decide(asked, done, told=told) == "ok" else Objection.OVER

    async def _seen(self) -> str:
        return _digest((await self._journal.agreed_terms())[0])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
