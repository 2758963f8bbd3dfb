"""Mails about promised times: who gets one, once for each, gathered; and where nobody is while somebody waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handoff.announcing import TicketChange
from handoff.journal.records import Commit
from handoff.notices import NOBODY, mail_announcer, notice
from handoff.ticket import Stage
from tests.integration.mail.town import DEPARTMENT, OFFICE, SECRET_WORDS, MailTown

pytestmark = pytest.mark.server


async def tell(mails: MailTown, conversation: str, stage: Stage) -> None:
    """As the keeper does it."""
    snapshot = await mails.journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.ticket is not None
    after = replace(snapshot.ticket, told_late=stage)
    change = TicketChange(
        conversation=conversation, before=snapshot.ticket, after=after, now=snapshot.now, channel="web"
    )
    await mails.journal.commit(
        Commit(
            conversation=conversation,
            ticket=after,
            deliveries=mail_announcer(("web",))(change),
            keep_timer=True,
        )
    )


async def due(mails: MailTown) -> list[tuple[str, str, str]]:
    """Send what there is, as if its time had come: address, subject, text."""
    found = []
    for _ in range(3):
        await mails.hurry()
        found += await mails.deliver()
    told = [(m.to[0], str(m.mail["Subject"]), m.text) for m in found]
    return [one for one in told if "fällig" in one[1] or "zugesagt" in one[1]]


async def test_before_it_the_department_and_after_it_the_leads(mails: MailTown) -> None:
    await mails.staff("petra")
    await mails.staff("lea", roles=("lead",), mail_when="off")
    await mails.staff("olaf", departments=("standesamt",))
    concerns = [await mails.concern() for _ in range(3)]
    for one in concerns:
        await tell(mails, one, Stage.DEPARTMENT)
    told = await due(mails)
    assert sorted(to for to, *_ in told) == sorted([OFFICE, "petra@stadt.example"])
    assert {subject for _, subject, _ in told} == {"3 Anliegen sind bald fällig"}
    assert all("KS-26-0001, Bürgerdienste, zugesagt bis" in text for *_, text in told)
    assert not any(SECRET_WORDS in text for *_, text in told)
    assert await due(mails) == []
    await tell(mails, concerns[0], Stage.LEAD)
    [(to, subject, text)] = await due(mails)
    assert (to, subject) == ("lea@stadt.example", "Ein Anliegen wartet länger als zugesagt")
    assert "noch bei niemandem" in text


async def test_what_was_answered_meanwhile_is_not_told(mails: MailTown) -> None:
    conversation = await mails.concern()
    await due(mails)
    await tell(mails, conversation, Stage.DEPARTMENT)
    await mails.answer(conversation)
    assert await due(mails) == []


async def test_without_a_lead_the_mailbox_hears_it(mails: MailTown) -> None:
    await tell(mails, await mails.concern(), Stage.LEAD)
    assert [to for to, *_ in await due(mails)] == [OFFICE]


async def test_nobody_is_there(mails: MailTown) -> None:
    await mails.staff("lea", roles=("lead",), mail_lang="en")
    await mails.journal.raise_alarm(f"{NOBODY}/{DEPARTMENT}")
    for _ in range(2):
        mail = notice(NOBODY, f"{NOBODY}:{DEPARTMENT}")
        await mails.journal.commit(Commit(conversation="alarms", deliveries=(mail,), keep_timer=True))
        await mails.hurry()
    for _ in range(3):
        await mails.hurry()
        await mails.deliver()
    told = [m for m in mails.server.mails() if "nobody is there" in str(m.mail["Subject"])]
    assert [m.to[0] for m in told] == ["lea@stadt.example"]
    await mails.watch.step()
    operator = [m for m in await mails.deliver() if "Aufmerksamkeit" in str(m.mail["Subject"])]
    assert "Bürgerdienste: Seit mindestens zwei Servicestunden wartet jemand" in operator[0].text
