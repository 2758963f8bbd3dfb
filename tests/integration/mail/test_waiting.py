"""“A concern is waiting”: who is told, when, how often, and what a mail holds."""

from __future__ import annotations

import pytest

from tests.integration.mail.town import DEPARTMENT, OFFICE, PETRA, SECRET_WORDS, MailTown
from tests.smtp import Taken

pytestmark = pytest.mark.server


def by_address(mails: list[Taken]) -> dict[str, Taken]:
    found = {mail.to[0]: mail for mail in mails}
    assert len(found) == len(mails)
    return found


async def test_mailbox_and_staff_who_want_it_are_told_without_content(mails: MailTown) -> None:
    await mails.staff("petra")
    await mails.staff("olaf", departments=("standesamt",))
    await mails.staff("rita", mail_when="off")
    await mails.staff("hans", disabled=True)
    await mails.staff("tim", mail_lang="en")
    await mails.concern()
    told = by_address(await mails.deliver())
    assert set(told) == {OFFICE, "petra@stadt.example", "tim@stadt.example"}
    mail = told["petra@stadt.example"]
    assert mail.mail["Subject"] == "Ein Anliegen wartet"
    assert "KS-26-0001, Bürgerdienste, wartet seit heute" in mail.text
    assert "https://desk.example/desk?show=waiting" in mail.text
    assert "https://desk.example/desk/account" in mail.text
    assert "A concern is waiting" in told["tim@stadt.example"].text
    for one in told.values():
        assert not any(word in one.mail.as_string() for word in (*SECRET_WORDS.split(), "Petra Lindner"))


async def test_a_burst_is_one_mail_that_counts(mails: MailTown) -> None:
    for _ in range(25):
        await mails.concern()
    [mail] = await mails.deliver()
    assert mail.to == [OFFICE]
    assert mail.mail["Subject"] == "25 Anliegen warten"
    assert mail.text.count("wartet seit") == 20
    assert "und 5 weitere" in mail.text


async def test_never_two_in_the_pause_and_then_one_for_all(mails: MailTown) -> None:
    await mails.concern()
    assert len(await mails.deliver()) == 1
    for _ in range(3):
        await mails.concern()
        assert await mails.deliver() == []
    await mails.hurry()
    [mail] = await mails.deliver()
    assert mail.mail["Subject"] == "4 Anliegen warten"
    await mails.hurry()
    assert await mails.deliver() == []


async def test_claimed_before_the_mail_leaves_is_not_told(mails: MailTown) -> None:
    conversation = await mails.concern()
    await mails.acts.claim(conversation, PETRA, request="r1")
    assert await mails.deliver() == []
    assert (await mails.states())[f"department:{DEPARTMENT}"] == ["needless"]
    # told of one, another came and was taken in the pause: no mail for the one that they know of
    await mails.concern()
    assert len(await mails.deliver()) == 1
    second = await mails.concern()
    await mails.deliver()
    await mails.acts.claim(second, PETRA, request="r2")
    await mails.hurry()
    assert await mails.deliver() == []


async def test_given_back_it_waits_anew(mails: MailTown) -> None:
    conversation = await mails.concern()
    await mails.deliver()
    await mails.acts.claim(conversation, PETRA, request="r1")
    await mails.acts.release(conversation, PETRA, request="r2")
    await mails.hurry()
    await mails.deliver()
    await mails.hurry()
    assert [mail.mail["Subject"] for mail in mails.server.mails()] == ["Ein Anliegen wartet"] * 2


async def test_a_digest_gathers(mails: MailTown) -> None:
    await mails.staff("petra", mail_when="digest", mail_minutes=60)
    await mails.concern()
    await mails.concern()
    assert {mail.to[0] for mail in await mails.deliver()} == {OFFICE}
    await mails.hurry()
    [mail] = await mails.deliver()
    assert (mail.to, mail.mail["Subject"]) == (["petra@stadt.example"], "2 Anliegen warten")


async def test_the_address_is_the_one_of_the_moment_it_leaves(mails: MailTown) -> None:
    await mails.staff("petra", mail_when="digest")
    await mails.staff("olaf", mail_when="digest")
    await mails.concern()
    await mails.deliver()
    await mails.staff("petra", mail="neu@stadt.example")
    await mails.staff("olaf", mail_when="off")
    await mails.hurry()
    assert [mail.to for mail in await mails.deliver()] == [["neu@stadt.example"]]
    assert (await mails.states())["staff:olaf"] == ["needless"]


async def test_a_refused_address_is_given_up_and_others_go_on(mails: MailTown) -> None:
    await mails.staff("petra")
    mails.server.fail(rcpt=["550 no such user"])
    await mails.concern()
    assert len(await mails.deliver()) == 1
    states = await mails.states()
    assert sorted([*states[f"department:{DEPARTMENT}"], *states["staff:petra"]]) == ["sent", "undeliverable"]
    await mails.concern()
    await mails.hurry()
    await mails.deliver()
    await mails.hurry()
    assert len(mails.server.mails()) == 3


async def test_busy_and_away_lose_nothing_and_double_nothing(mails: MailTown) -> None:
    mails.server.fail(mail=["451 busy"], rcpt=["450 greylisted", "cut"], data=["452 full"])
    await mails.concern()
    for _ in range(4):
        assert await mails.deliver() == []
        await mails.hurry()
    mails.server.close()
    assert await mails.deliver() == []
    await mails.hurry()
    mails.server.start()
    [mail] = await mails.deliver()
    assert mail.to == [OFFICE]
    await mails.hurry()
    assert await mails.deliver() == []
    assert (await mails.states())[f"department:{DEPARTMENT}"] == ["sent"]


@pytest.mark.parametrize(("fault", "taken"), [("take-hang", 2), ("take-cut", 2), ("cut", 1)])
async def test_one_doubt_at_most_and_the_same_message_id(mails: MailTown, fault: str, taken: int) -> None:
    mails.server.fail(data=[fault])
    await mails.concern()
    await mails.deliver()
    await mails.hurry()
    await mails.deliver()
    await mails.hurry()
    await mails.deliver()
    assert len(mails.server.mails()) == taken
    assert len({mail.id for mail in mails.server.mails()}) == 1


async def test_a_doubt_twice_is_left_alone(mails: MailTown) -> None:
    mails.server.fail(data=["take-cut", "take-cut"])
    await mails.concern()
    for _ in range(4):
        await mails.deliver()
        await mails.hurry()
    assert len(mails.server.mails()) == 2
    assert (await mails.states())[f"department:{DEPARTMENT}"] == ["uncertain"]


async def test_the_desk_shows_the_case_as_ever(mails: MailTown) -> None:
    conversation = await mails.concern(channel="telegram")
    await mails.answer(conversation)
    await mails.deliver()
    states = await mails.journal.delivery_states(conversation)
    rows = await mails.journal.rows(conversation)
    replies = [row.id for row in rows if row.who == "person"]
    assert [states[f"{row}.0"].state for row in replies] == ["new"]  # Telegram's own sender is not there
