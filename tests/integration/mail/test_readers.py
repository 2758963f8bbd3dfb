"""“Your reply is ready”: to citizens of the web chat who left an address and are not reading."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from handoff.journal.keys import Keys
from handoff.journal.records import Commit
from handoff.ticket import End
from tests.integration.mail.town import DEPARTMENT, PETRA, SECRET_WORDS, MailTown

pytestmark = pytest.mark.server
ANSWER = "Bitte kommen Sie vorbei."


async def waiting_reader(mails: MailTown, **more: str) -> str:
    conversation = await mails.concern()
    await mails.leave_address(conversation, **more)
    await mails.acts.claim(conversation, PETRA, request=f"claim {conversation}")
    await mails.deliver()
    mails.server.fail()
    return conversation


async def test_who_does_not_read_gets_one_mail_without_content_and_secrets(mails: MailTown) -> None:
    conversation = await waiting_reader(mails)
    await mails.answer(conversation, ANSWER)
    assert await mails.deliver() == []  # not yet: they may be about to see it
    await mails.hurry()
    [mail] = await mails.deliver()
    assert mail.to == ["kim@example.org"]
    assert mail.mail["Subject"] == "Ihre Antwort liegt bereit"
    assert "KS-26-0001 (Bürgerdienste)" in mail.text
    assert "https://chat.example/?lang=de#KS-26-0001" in mail.text
    code = await mails.journal.receipt_code("KS-26-0001")
    for secret in (*SECRET_WORDS.split(), ANSWER, code, "Petra", "kim@"):
        assert secret not in mail.text
    # another reply while the first is unread: they know already
    await mails.answer(conversation, "Und bringen Sie den Ausweis mit.")
    await mails.hurry()
    assert await mails.deliver() == []
    # they have read; the next reply is worth a mail again
    snapshot = await mails.journal.snapshot(conversation)
    assert snapshot is not None
    await mails.journal.acknowledge(conversation, snapshot.seq)
    await mails.answer(conversation, "Es ist fertig.")
    await mails.hurry()
    assert len(await mails.deliver()) == 1


async def test_who_reads_gets_none(mails: MailTown) -> None:
    conversation = await waiting_reader(mails)
    await mails.answer(conversation)
    snapshot = await mails.journal.snapshot(conversation)
    assert snapshot is not None
    await mails.journal.acknowledge(conversation, snapshot.seq)
    await mails.hurry()
    assert await mails.deliver() == []
    assert (await mails.states())[f"reader:{conversation}"] == ["needless"]


async def test_no_address_no_mail_and_an_erased_one_at_once(mails: MailTown) -> None:
    conversation = await waiting_reader(mails)
    await mails.answer(conversation)
    await mails.journal.drop_notice_address(conversation)
    await mails.hurry()
    assert await mails.deliver() == []


async def test_a_closed_case_is_told_and_the_address_goes(mails: MailTown) -> None:
    conversation = await waiting_reader(mails, lang="en")
    await mails.acts.close(conversation, PETRA, End.ANSWERED, request="close")
    # the bot's last word, then the case ends
    await mails.answer_of_bot(conversation, "Das Anliegen ist abgeschlossen.")
    await mails.journal.commit(Commit(conversation=conversation, close_case=True, keep_timer=True))
    await mails.hurry()
    [mail] = await mails.deliver()
    assert mail.mail["Subject"] == "Your reply is ready"
    store, keys = mails.journal._store, Keys(mails.journal.town)
    left = await store.redis.ttl(keys("notice", conversation))
    assert 0 < left <= 7 * 24 * 3600


async def test_the_address_is_no_part_of_the_transcript(mails: MailTown) -> None:
    conversation = await waiting_reader(mails)
    await mails.answer(conversation)
    await mails.hurry()
    await mails.deliver()
    rows = await mails.journal.rows(conversation)
    store, keys = mails.journal._store, Keys(mails.journal.town)
    assert "kim@example.org" not in str(rows)
    async for key in store.redis.scan_iter(match=keys("delivery", "*")):
        assert "kim@" not in str(await store.redis.hgetall(key))
    await mails.journal.drop_notice_address(conversation)
    async for key in store.redis.scan_iter(match=keys("*")):
        assert b"kim@" not in (await store.redis.dump(key) or b""), key


async def test_a_doubted_mail_goes_once_more_with_the_same_id(mails: MailTown) -> None:
    conversation = await waiting_reader(mails)
    await mails.answer(conversation)
    mails.server.fail(data=["take-cut"])
    for _ in range(3):
        await mails.hurry()
        await mails.deliver()
    to_kim = [mail.id for mail in mails.server.mails() if mail.to == ["kim@example.org"]]
    assert len(to_kim) == 2
    assert len(set(to_kim)) == 1


async def test_on_telegram_nobody_needs_a_mail(mails: MailTown) -> None:
    conversation = await mails.concern(channel="telegram")
    await mails.answer(conversation)
    await asyncio.sleep(0)
    assert f"reader:{conversation}" not in await mails.states()
    assert set(await mails.states()) == {f"waiting:{DEPARTMENT}"} | {
        to for to in await mails.states() if to.startswith("citizen:")
    }


async def test_a_concern_of_telegram_that_goes_on_in_the_web_chat_is_told(mails: MailTown) -> None:
    conversation = await mails.concern(channel="telegram")
    await mails.journal.bind("web:led", conversation)
    await mails.journal.ingest(address="web:led", event_id="led", event="{}", due_in=timedelta(hours=1))
    await mails.leave_address(conversation)
    await mails.answer(conversation)
    await mails.hurry()
    assert ["kim@example.org"] in [mail.to for mail in await mails.deliver()]


async def test_the_link_stops_this_conversation_and_opens_nothing_else(mails: MailTown) -> None:
    one, other = await waiting_reader(mails), await waiting_reader(mails)
    token = await mails.journal.stop_token(one)
    assert await mails.journal.stopped_by(token) == one
    for wrong in ("", ".", one, f"{one}.", token[:-1] + "0", f"{other}.{token.rpartition('.')[2]}"):
        if wrong != token:
            assert await mails.journal.stopped_by(wrong) is None
