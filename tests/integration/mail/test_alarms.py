"""Alarms: only from what is really wrong, once, gathered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.alarms import TELEGRAM, look, standing
from handoff.journal.records import Commit
from handoff.notices import glass_notices, notice
from handoff.roleadmin import RoleAdmin
from handoff.sealing import LATE_AFTER, Lateness
from handoff.staff import StaffRecord
from tests.integration.mail.town import DEPARTMENT, MailTown
from tests.smtp import Taken

pytestmark = pytest.mark.server


async def alarms(mails: MailTown) -> list[Taken]:
    """Look, and send what there is."""
    await mails.watch.step()
    return [mail for mail in await mails.deliver() if "braucht Aufmerksamkeit" in mail.mail["Subject"]]


async def test_all_is_well(mails: MailTown) -> None:
    await mails.concern()
    assert await alarms(mails) == []


async def test_a_late_concern_is_told_once_to_each(mails: MailTown) -> None:
    await mails.concern(late=True)
    told = await alarms(mails)
    assert [mail.to[0] for mail in told] == ["it@stadt.example", "lead@stadt.example"]
    assert "Ein Anliegen wartet länger als zugesagt: KS-26-0001." in told[0].text
    await mails.hurry()
    assert await alarms(mails) == []
    await mails.concern(late=True)
    [first, _] = await alarms(mails)
    assert "2 Anliegen warten länger als zugesagt: KS-26-0001, KS-26-0002." in first.text


async def test_a_refused_token_as_long_as_it_lasts(mails: MailTown) -> None:
    await standing(mails.journal, TELEGRAM, wrong=True)
    [first, _] = await alarms(mails)
    assert "Telegram lehnt das Bot-Token ab, seit heute" in first.text
    await standing(mails.journal, TELEGRAM, wrong=True)
    await mails.hurry()
    assert await alarms(mails) == []
    await standing(mails.journal, TELEGRAM, wrong=False)
    assert await mails.journal.alarms() == {}


async def test_a_full_store(mails: MailTown) -> None:
    store = await mails.journal._store.server()
    store.nearly_full = True
    [first, _] = await alarms(mails)
    assert "Der Speicher ist fast voll" in first.text
    store.nearly_full = False
    await mails.watch.step()
    assert await mails.journal.alarms() == {}


async def test_an_audit_that_nobody_seals(mails: MailTown) -> None:
    mails.watch._lateness = Lateness(None, datetime.now(UTC) - LATE_AFTER - timedelta(minutes=1))
    [first, _] = await alarms(mails)
    assert "Das Protokoll wird nicht mehr versiegelt" in first.text
    await mails.journal.sealed(datetime.now(UTC))
    await mails.watch.step()
    assert await mails.journal.alarms() == {}


async def test_dead_deliveries_but_not_of_alarms_themselves(mails: MailTown) -> None:
    mails.server.fail(data=["554 spam"])
    await mails.concern()
    await mails.deliver()
    assert (await mails.states())[f"department:{DEPARTMENT}"] == ["dead"]
    mails.server.fail(data=["554 spam"])
    told = await alarms(mails)
    assert [mail.to[0] for mail in told] == ["lead@stadt.example"]
    assert "Eine Nachricht konnte in den letzten 24 Stunden endgültig nicht zugestellt werden." in told[0].text
    await mails.hurry()
    assert await alarms(mails) == []


async def test_who_is_not_named_any_more_gets_none(mails: MailTown) -> None:
    await mails.journal.commit(Commit(conversation="alarms", deliveries=(notice("alarm", "alarm:7"),), keep_timer=True))
    assert await mails.deliver() == []


async def test_broken_glass_is_told_to_the_operator_and_to_who_sees_rights(mails: MailTown) -> None:
    await mails.journal.put_staff(StaffRecord(login="anna", name="Anna", mail="anna@stadt.example"))
    lena = StaffRecord(login="lena", name="Lena", roles=("lead",), mail="lena@stadt.example")
    await mails.journal.put_staff(lena)
    glass = await RoleAdmin(mails.journal, four_eyes=False).break_glass("command line", "anna", "admin", 2, "Not.")
    [first, _] = await alarms(mails)
    assert "ohne zweite Person eine Rolle auf Zeit" in first.text
    told = glass_notices(glass.id, [lena])
    assert [one.to for one in told] == ["glass-staff:lena"]
    await mails.journal.commit(Commit(conversation="alarms", deliveries=told, keep_timer=True))
    await mails.hurry()
    [mail] = await mails.deliver()
    assert mail.to == ["lena@stadt.example"]
    assert "anna hat bis" in mail.text
    assert "Verwaltung der Konten" in mail.text
    await RoleAdmin(mails.journal, four_eyes=False).mend_glass("command line", "anna")
    assert (await look(mails.journal)).standing == {}
