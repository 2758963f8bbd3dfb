"""Mails when processes, the mail server and the store die: none lost, none told twice but in recorded doubt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from faq.markdown import from_markdown
from handoff.acts import Acts
from handoff.announcing import Announce
from handoff.journal.keys import Keys
from handoff.journal.mailing import NoticeAddress
from handoff.notices import mail_announcer
from handoff.staff import StaffRecord
from handoff.ticket import Staff, Ticket
from tests.faults.nursery import Nursery
from tests.faults.town import CONCERN, TOWN
from tests.faults.world import World, open_world, until
from tests.smtp import MailProcess

pytestmark = pytest.mark.faults

PETRA = "petra@stadt.example"
ROLES = ("poller", "worker")


class MailWorld:
    """A world with a mail server, and one member of staff who wants to hear of everything at once."""

    def __init__(self, world: World, server: MailProcess) -> None:
        self.world = world
        self.server = server

    async def told(self, count: int = 1) -> None:
        """Return when so many mails were taken."""
        await until(lambda: len(self.server.mails()) >= count, 30, f"{count} mails")

    @property
    def ids(self) -> list[str]:
        return [mail.id for mail in self.server.mails()]

    async def uncertain_mails(self) -> int:
        redis, keys = self.world.store.redis, Keys(TOWN)
        return sum(
            [
                int(await redis.hget(key, "uncertain") or 0)
                async for key in redis.scan_iter(match=keys("delivery", "*"))
                if await redis.hget(key, "channel") == "mail"
            ]
        )


@pytest.fixture
async def mails(tmp_path: Path, nursery: Nursery) -> AsyncIterator[MailWorld]:
    server = MailProcess(tmp_path / "mail", security="starttls", login=True)
    try:
        async with open_world(tmp_path, nursery) as world:
            world.environ = {
                **world.environ,
                "BUERGERDRAHT_MAIL__HOST": "localhost",
                "BUERGERDRAHT_MAIL__PORT": str(server.port),
                "BUERGERDRAHT_MAIL__USER": "buergerdraht",
                "BUERGERDRAHT_MAIL__PASSWORD": "ein Passwort",
                "BUERGERDRAHT_MAIL__SENDER": "draht@stadt.example",
                "BUERGERDRAHT_MAIL__TIMEOUT": "5",
                "BUERGERDRAHT_OUTBOUND__CA_FILE": str(server.ca_file),
            }
            await world.journal.put_staff(StaffRecord(login="petra", name="Petra Lindner", mail=PETRA, mail_when="now"))
            yield MailWorld(world, server)
    finally:
        server.close()


@pytest.mark.fault(rows=(11,))
async def test_the_notice_goes_with_the_handoff(mails: MailWorld) -> None:
    world = mails.world
    app = await world.start(*ROLES, "sender")
    await world.hand_off(1)
    await mails.told()
    await world.quiet()
    [mail] = mails.server.mails()
    assert mail.tls
    assert mail.user
    assert mail.to == [PETRA]
    assert not any(word in mail.text for word in ("Brunnen", "Marktplatz", "Kim1"))
    assert await world.violations() == []
    await app.end_gently()
    written = "".join(log.read_text("utf-8") for log in world.folder.glob("*.log"))
    for secret in (PETRA, "ein Passwort", "draht@"):
        assert secret not in written


@pytest.mark.parametrize("point", ["take_delivery.after", "report.before", "report.after"])
@pytest.mark.parametrize("nth", [1, 2])  # of the mail to all, and of Petra's
async def test_killed_around_the_handing_over(mails: MailWorld, point: str, nth: int) -> None:
    """Rows 7 to 9 and 11: at most one double, which was recorded as doubt and has the same Message-ID."""
    world = mails.world
    off = dict.fromkeys((name for name in world.environ if name.startswith("BUERGERDRAHT_MAIL__")), "")
    app = await world.start(*ROLES, "sender", environ=off)
    conversation = await world.hand_off(1)
    await app.end_gently()
    # Without a mail server in its settings it announced nothing; given back where there is one, it waits anew.
    await give_back(world, conversation, mail_announcer(("web",)))
    dying = await world.start("sender", options=("--crash-at", f"{point}:{nth}", "--delivery-lease", "1"))
    await dying.end()
    taken = len(mails.ids)
    await world.start("worker", "sender", options=("--delivery-lease", "6"))
    await mails.told(max(1, taken))
    await world.quiet(30)
    assert len(set(mails.ids)) == 1
    assert len(mails.ids) <= 1 + await mails.uncertain_mails()
    if point == "report.before" and nth == 2:
        assert len(mails.ids) == 2  # it had been taken, and nobody knew


async def give_back(world: World, conversation: str, announce: Announce) -> None:
    acts = Acts(world.journal, {"telegram": 4096}, announce)
    staff = Staff(login="petra", name="Petra Lindner")
    await acts.claim(conversation, staff, request="claim")
    await acts.release(conversation, staff, request="release")


async def test_server_away_for_a_while(mails: MailWorld) -> None:
    world = mails.world
    mails.server.close()
    app = await world.start(*ROLES, "sender")
    handing = asyncio.create_task(world.hand_off(1))  # it is quiet only when the mail has left
    await until(lambda: app.lines("sender.failed"), 20, "a failed mail")
    mails.server.start()
    await mails.told()
    await handing
    await world.quiet(30)
    assert len(mails.ids) == 1
    assert await mails.uncertain_mails() == 0


@pytest.mark.fault(rows=(17,))
async def test_store_killed_while_a_mail_leaves(mails: MailWorld) -> None:
    world = mails.world
    await world.start(*ROLES, "sender")
    await world.hand_off(1)
    await mails.told()
    await world.kill_store()
    conversation = await world.conversation(1)
    await give_back(world, conversation, mail_announcer(("web",)))
    await mails.told(2)
    await world.quiet(30)
    assert len(set(mails.ids)) == 2
    assert len(mails.ids) <= 2 + await mails.uncertain_mails()


async def test_a_refused_token_is_told_by_mail(mails: MailWorld) -> None:
    world = mails.world
    alarm = {"BUERGERDRAHT_MAIL__ALARM_TO": "it@stadt.example", "TELEGRAM_TOKEN": "1:wrong"}
    await world.start("poller", "worker", "sender", environ=alarm)
    await mails.told()
    assert "Telegram lehnt das Bot-Token ab" in mails.server.mails()[0].text
    assert mails.server.mails()[0].to == ["it@stadt.example"]


async def test_a_reader_who_left_an_address(mails: MailWorld) -> None:
    """The two minutes are the store's: nothing of it is lost with the process that was to wait for them."""
    world = mails.world
    app = await world.start("worker", "sender", "web")
    conversation = await world.ingest("web:kim", "w:1", "/mensch")
    for n, text in enumerate((CONCERN, "Frage", "Weiß ich nicht"), start=2):
        await world.quiet()
        await world.ingest("web:kim", f"w:{n}", text)
    await world.quiet()
    ticket: Ticket = dict(await world.journal.tickets())[conversation]
    address = NoticeAddress(mail="kim@example.org", lang="de", case=ticket.case)
    await world.journal.put_notice_address(conversation, address)
    await mails.told()  # Petra
    acts = Acts(world.journal, {"telegram": 4096}, mail_announcer(("web",)))
    staff = Staff(login="petra", name="Petra Lindner")
    await acts.claim(conversation, staff, request="claim")
    await acts.reply(conversation, staff, 1, from_markdown("Wir kommen morgen."), request="reply")
    await app.kill()
    lane = Keys(TOWN)("out", "mail:notice")
    due = await world.store.redis.zscore(lane, f"reader:{conversation}")
    seconds, _ = await world.store.redis.time()
    assert due is not None
    assert 90 < due / 1000 - int(seconds) < 122
    await world.store.redis.zadd(lane, {f"reader:{conversation}": 1})
    await world.start("worker", "sender")
    await mails.told(2)
    await world.quiet()
    [mail] = [mail for mail in mails.server.mails() if mail.to == ["kim@example.org"]]
    assert f"#{ticket.receipt}" in mail.text
    assert "morgen" not in mail.text
    assert str(mail.mail["List-Unsubscribe"]).startswith("<http")
