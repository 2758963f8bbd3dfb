"""A town with its staff's group: real journal, Bot API server, posts and acts; citizens by one line."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.telegram.groupwire import GroupWire
from bot.channels.telegram.poller import Pace, Poller
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import Network, RawBot, open_bot
from bot.intake import JournalIntake, PollerLease
from bot.sender import Sender
from bot.staffgroup.door import StaffGroup
from bot.staffgroup.posts import GroupPosts
from handoff import grouptopics
from handoff.acts import Acts
from handoff.announcing import TicketChange
from handoff.desk.catalogue import speak
from handoff.desk.state import Reading
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Row
from handoff.letter import new_row_id
from handoff.replying import Replies
from handoff.staffgroup import GROUP, Mode, announcer
from handoff.ticket import Kind, Ticket, Turn, citizen_wrote
from tests.botapi import BotApi, Citizen, Limits, Seen, Team
from tests.desk.town import BAUAMT, BUERGERBUERO, ZONE
from tests.staffgroup import CHAT, link, pair

QUICK = Network(connect_timeout=2.0, read_timeout=2.0, write_timeout=2.0, pool_timeout=2.0)
PACE = Pace(long_poll=1, renew=0.3, stand_by=0.05, conflict=0.05, backoff_min=0.01, backoff_max=0.05)
DESK = "https://chat.example.org/desk"
WAIT = 30.0
SAYS = {"reply-corrected": "Berichtigt:", "reply-withdrawn": "(zurückgenommen)"}


@dataclass
class Town:
    """What a test of the group holds."""

    api: BotApi
    journal: Journal
    acts: Acts
    replies: Replies
    team: Team
    mode: list[Mode]
    door: StaffGroup
    watcher: Citizen
    bot: RawBot
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def clerk(self, login: str, user: int, **more: Any) -> Citizen:
        """A linked member, in the group."""
        await link(self.journal, login, user, **more)
        return self.api.citizen(user, login.title()).at(CHAT)

    async def concern(self, text: str = "Wo ist mein Pass?", **more: Any) -> tuple[str, Ticket]:
        """A citizen's handoff: its conversation and ticket."""
        no = next(self.numbers)
        channel = more.pop("channel", "telegram")
        address = f"{channel}:{9000 + no}"
        if channel == "telegram":
            self.api.citizen(9000 + no, f"Kim{no}")
        conversation = await self.journal.ingest(
            address=address, event_id=f"first:{no}", event="{}", due_in=timedelta(hours=9)
        )
        now = datetime.now(UTC)
        fields: dict[str, Any] = {
            "receipt": f"K7M-{no:04}", "case": f"case-{conversation}", "kind": Kind.QUESTION,
            "department": "buergerbuero",
            "channel": channel, "lang": "de", "subject": text, "asked_at": now, "turn": Turn.OURS, "turn_since": now,
            "promised_by": now + timedelta(hours=3),
        }  # fmt: skip
        ticket = Ticket(**(fields | more))
        row = Row(id=f"tg:{no}", who="citizen", body={"text": text})
        change = TicketChange(
            conversation=conversation, before=None, after=ticket, now=now, channel=channel, rows=(row,), seq=1
        )
        await self._commit(conversation, ticket, change, queue=ticket.department, receipt=ticket.receipt)
        return conversation, ticket

    async def adds(self, conversation: str, text: str, *, failed: str = "") -> None:
        """The citizen adds something."""
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        after = citizen_wrote(snapshot.ticket, snapshot.now)
        rows = () if failed else (Row(id=new_row_id(), who="citizen", body={"text": text}),)
        change = TicketChange(
            conversation=conversation,
            before=snapshot.ticket,
            after=after,
            now=snapshot.now,
            channel=after.channel,
            rows=rows,
            seq=snapshot.seq + len(rows),
            failed=failed,
        )
        await self._commit(conversation, after, change)

    async def _commit(self, conversation: str, ticket: Ticket, change: TicketChange, **more: Any) -> None:
        await self.journal.commit(
            Commit(
                conversation=conversation,
                case=ticket.case,
                ticket=ticket,
                rows=change.rows,
                deliveries=self.announce(change),
                keep_timer=True,
                **more,
            )
        )

    @property
    def announce(self) -> Callable[[TicketChange], Any]:
        """What tells the group."""
        return announcer(lambda: self.mode[0], grouptopics.news)

    def now(self, conversation_or_receipt: str) -> asyncio.Future[Ticket]:
        """The ticket as it is now."""
        return asyncio.ensure_future(self._ticket(conversation_or_receipt))

    async def _ticket(self, conversation: str) -> Ticket:
        snapshot = await self.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.ticket is not None
        return snapshot.ticket

    async def rows(self, conversation: str) -> list[tuple[str, str]]:
        """Who wrote what, by the transcript."""
        return [(row.who, row.body["text"]) for row in await self.journal.rows(conversation)]

    async def audit(self) -> list[str]:
        """What was written down."""
        redis: Any = self.journal._store.redis
        return [fields["row"] for _, fields in await redis.xrange(f"bd:{{{self.journal.town}}}:audit")]

    async def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Look again and again until it holds."""
        async with asyncio.timeout(WAIT):
            while True:
                found = condition()
                found = await found if asyncio.iscoroutine(found) else found
                if found:
                    return found
                await asyncio.sleep(0.02)
        raise TimeoutError(what)

    async def sees(self, wanted: str | Callable[[Seen], bool]) -> Seen:
        """Wait until it stands in the group."""
        return await self.watcher.wait_for(wanted, WAIT, since=0)

    async def calm(self) -> None:
        """Nothing is on its way any more."""
        redis = self.journal._store.redis
        pattern = f"bd:{{{self.journal.town}}}:lane:*"

        async def empty() -> bool:
            owed = self.api.world.updates.owed()
            return not owed and not [k async for k in redis.scan_iter(match=pattern) if await redis.llen(k)]

        await self.until(empty, "calm")

    def texts(self) -> list[str]:
        """What the bot has written into the group, as it stands."""
        return [m.text for m in self.watcher.messages() if not m.mine and m.text]


@asynccontextmanager
async def group_town(
    journal: Journal, mode: Mode = "notice", *, limits: Limits | None = None, next_call: float = 0.0
) -> AsyncIterator[Town]:
    """Run a town's poller and sender until the block ends; its group is paired."""
    modes: list[Mode] = [mode]

    def reading() -> Reading:
        return Reading(say=speak("de"), lang="de", now=datetime.now(UTC), zone=ZONE, departments=(BUERGERBUERO, BAUAMT))

    async with (
        BotApi(limits=limits or Limits.off(), seed=7) as api,
        open_bot(token=api.token, base_url=api.address, network=QUICK) as bot,
    ):
        wire, channel = GroupWire(bot), TelegramChannel(bot)
        acts = Acts(journal, {"telegram": 4096}, announcer(lambda: modes[0], grouptopics.news))
        replies = Replies(acts, journal, timedelta(minutes=10))
        posts = GroupPosts(journal, wire, reading, lambda: modes[0], DESK, away_seconds=0.2, next_call=next_call)
        door = StaffGroup(
            journal, acts, wire, reading, say_to_citizen=lambda key, _: SAYS[key], edits={"telegram": True}
        )
        team = api.team(CHAT, "Rathaus", forum=mode == "topics")
        await pair(journal)
        stop = asyncio.Event()
        receiver = Receiver(JournalIntake(journal), channel, staff=door)
        poller = Poller(bot, receiver, PollerLease(journal, "poller"), pace=PACE)
        tasks = [
            asyncio.create_task(poller.run(stop)),
            asyncio.create_task(Sender(journal, channel, others={GROUP: posts.send}).run(stop)),
        ]
        try:
            watcher = api.citizen(1, "Beobachter").at(CHAT)
            yield Town(
                api=api,
                journal=journal,
                acts=acts,
                replies=replies,
                team=team,
                mode=modes,
                door=door,
                watcher=watcher,
                bot=bot,
            )
            for task in tasks:
                assert not task.done(), task.exception()
        finally:
            stop.set()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
