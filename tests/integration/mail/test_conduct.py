"""Mails to leads about conduct: a threat at once and once, a review with its number; never any words of the citizen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff.announcing import ConductNews
from handoff.conduct import Breach, Conduct, Imposed, Measure, Offence, Review, conduct_to_json
from handoff.journal.records import Commit
from handoff.notices import conduct_mail
from tests.integration.mail.town import DEPARTMENT, OFFICE, SECRET_WORDS, MailTown

pytestmark = pytest.mark.server


async def happens(mails: MailTown, conversation: str, about: str) -> None:
    """As a turn commits it."""
    now = datetime.now(UTC)
    conduct = Conduct(offences=(Offence(at=now, breach=Breach.THREAT, severity=3),))
    if about == "review":
        imposed = Imposed(id="m", measure=Measure.WARNING, since=now, breach=Breach.INSULT)
        review = Review(id="R7K-4P2X", measure="m", department=DEPARTMENT, asked_at=now, due=now + timedelta(hours=3))
        conduct = Conduct(imposed=imposed, review=review)
    news = ConductNews(conversation=conversation, about=about, department=DEPARTMENT)  # type: ignore[arg-type]
    await mails.journal.commit(
        Commit(
            conversation=conversation, conduct=conduct_to_json(conduct), deliveries=conduct_mail(news), keep_timer=True
        )
    )


async def told(mails: MailTown) -> list[tuple[str, str, str]]:
    """Address, subject, text of what leads were told."""
    found = []
    for _ in range(3):
        await mails.hurry()
        found += await mails.deliver()
    mails_out = [(m.to[0], str(m.mail["Subject"]), m.text) for m in found]
    return [one for one in mails_out if "Drohung" in one[1] or "Überprüfung" in one[1]]


async def test_of_a_threat_leads_hear_at_once_and_once(mails: MailTown) -> None:
    await mails.staff("petra")
    await mails.staff("lea", roles=("lead",), mail_when="off")
    await mails.staff("olaf", roles=("lead",), departments=("standesamt",))
    one, other = await mails.concern(), await mails.concern()
    await happens(mails, one, "threat")
    [(to, subject, text)] = await told(mails)
    assert (to, subject) == ("lea@stadt.example", "In einem Gespräch wurde eine Drohung erkannt")
    assert f"/case/{one}" in text
    assert SECRET_WORDS not in text
    await happens(mails, one, "threat")
    assert await told(mails) == []
    await happens(mails, other, "threat")
    [(_, _, text)] = await told(mails)
    assert f"/case/{other}" in text


async def test_a_review_has_its_number_and_its_time(mails: MailTown) -> None:
    await mails.staff("lea", roles=("lead",))
    conversation = await mails.concern()
    await happens(mails, conversation, "review")
    [(to, subject, text)] = await told(mails)
    assert (to, subject) == ("lea@stadt.example", "Jemand bittet um Überprüfung einer Maßnahme")
    assert "R7K-4P2X, Bürgerdienste, zugesagt bis" in text
    assert "/reviews" in text


async def test_without_a_lead_the_mailbox_hears_it(mails: MailTown) -> None:
    await happens(mails, await mails.concern(), "threat")
    assert [to for to, *_ in await told(mails)] == [OFFICE]
