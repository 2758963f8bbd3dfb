"""The durable loop: nothing is confirmed before it is stored, and nothing stops it but a revoked token."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Update

from bot.channels.channel import ChannelClosed, Key, Outgoing, StoreFailed
from bot.channels.telegram.groupupdates import Moved, Wrote, to_group_event
from bot.channels.telegram.poller import Pace, Poller
from bot.channels.telegram.receiving import PATIENCE, SIGNS_AT_ONCE, Receiver, StaffGroup
from bot.channels.telegram.sending import TelegramChannel
from bot.channels.telegram.transport import RawBot, open_bot
from bot.dialogue.events import Event, Pressed, Said, Started
from bot.progress import LOOKS, Progress, Pulse
from faq.richtext import Rich
from tests.botapi import BotApi, Fault, Limits

from .conftest import QUICK

PACE = Pace(long_poll=1, renew=0.05, stand_by=0.05, conflict=0.05, backoff_min=0.01, backoff_max=0.05)


@dataclass
class Recorder:
    """An intake in memory: an id has its effect once; fails as often as told."""

    failures: int = 0
    broken_text: str = "\x00"
    calls: int = 0
    events: dict[str, Event] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)
    moves: list[tuple[str, str]] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    async def accept(self, *, address: str, event: Event) -> str:
        self.calls += 1
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise StoreFailed
        if isinstance(event, Said) and self.broken_text in event.text:
            raise ValueError("cannot be stored")
        self.events.setdefault(event.id, event)
        self.addresses.append(address)
        return address

    async def accept_all(self, *, address: str, events: Sequence[Event]) -> str:
        for event in events:
            await self.accept(address=address, event=event)
        return address

    async def unread(self, conversations: Sequence[str]) -> Sequence[str]:
        return [one for one in conversations if one not in self.answered]

    async def move(self, *, old: str, new: str) -> None:
        self.moves.append((old, new))

    async def park(self, *, event_id: str, raw: str, reason: str) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreFailed
        self.parked[event_id] = (raw, reason)

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events.values() if isinstance(event, Said)]


@dataclass
class Right:
    """A lease in memory, shared by those who compete for it."""

    owner: object = None
    away: bool = False

    def of(self, who: object) -> "Holder":
        return Holder(self, who)


@dataclass
class Holder:
    right: Right
    who: object
    acquired: int = 0

    async def acquire(self) -> bool:
        if self.right.away:
            raise StoreFailed
        if self.right.owner in (None, self.who):
            self.right.owner = self.who
            self.acquired += 1
            return True
        return False

    async def renew(self) -> bool:
        if self.right.away:
            raise StoreFailed
        return self.right.owner == self.who

    async def release(self) -> None:
        if self.right.away:
            raise StoreFailed
        if self.right.owner == self.who:
            self.right.owner = None


@asynccontextmanager
async def polling(
    bot: RawBot,
    intake: Recorder,
    lease: Holder | None = None,
    clock: Callable[[], datetime] | None = None,
    staff: StaffGroup | None = None,
) -> AsyncIterator[Poller]:
    stop = asyncio.Event()
    now = clock or (lambda: datetime.now(UTC))
    receiver = Receiver(intake, TelegramChannel(bot), clock=now, staff=staff)
    poller = Poller(bot, receiver, lease or Right().of("me"), pace=PACE)
    task = asyncio.create_task(poller.run(stop))
    try:
        yield poller
    finally:
        stop.set()
        async with asyncio.timeout(1.0):
            await task


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def test_all_kinds_arrive_in_order_and_are_confirmed(api: BotApi, bot: RawBot, channel: TelegramChannel) -> None:
    anna = api.citizen(4711, "Anna", "de")
    await channel.send("telegram:4711", Outgoing(rich=Rich(text="?"), keys=((Key(label="ja", data="r1|yes"),),)))
    question = anna.last()
    intake = Recorder()
    async with polling(bot, intake):
        anna.say("/start")
        number = anna.say("Wann offen?")
        anna.edit(number, "Wann ist offen?")
        query = anna.press(question.message_id, "ja")
        anna.send_location(51.1, 13.6)
        await api.all_delivered()
        await until(lambda: anna.answer_to(query) is not None)
        await until(lambda: bool(api.ledger.accepted_calls("sendChatAction")))
    kinds = [type(event) for event in intake.events.values()]
    assert kinds == [Started, Said, Said, Pressed, Said]
    assert set(intake.addresses) == {"telegram:4711"}
    assert intake.parked == {}
    assert api.pending() == []


async def test_only_who_waits_is_shown_that_an_answer_is_being_written(api: BotApi, bot: RawBot) -> None:
    anna, ben = api.citizen(4711), api.citizen(4712)
    intake = Recorder(answered={"telegram:4711"})
    async with polling(bot, intake):
        anna.say("a")
        ben.say("b")
        await until(lambda: bool(api.ledger.accepted_calls("sendChatAction")))
    assert {call["chat_id"] for call in api.ledger.accepted_calls("sendChatAction")} == {4712}


async def test_chats_do_not_wait_for_each_other_and_each_keeps_its_order(api: BotApi, bot: RawBot) -> None:
    for number in range(3):
        for chat in (4711, 4712):
            api.citizen(chat).say(f"{chat} {number}")

    class Slow(Recorder):
        async def accept(self, *, address: str, event: Event) -> str:
            if address == "telegram:4711":
                await until(lambda: self.addresses.count("telegram:4712") == 3)
            return await super().accept(address=address, event=event)

    intake = Slow()
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == [f"{chat} {number}" for chat in (4712, 4711) for number in range(3)]


class Hall:
    """A staff group whose acts take a moment; it may move."""

    def __init__(self, chat: int, intake: "Recorder") -> None:
        self.chat, self.intake = chat, intake
        self.wrote: list[str] = []
        self.heard_before: list[list[str]] = []

    async def take(self, update: Update) -> bool:
        await asyncio.sleep(0)
        event = to_group_event(update)
        if isinstance(event, Moved) and event.old == self.chat:
            await asyncio.sleep(0.05)
            self.chat = event.new
            return True
        if isinstance(event, Wrote) and event.chat == self.chat:
            await asyncio.sleep(0.05)
            self.wrote.append(event.rich.text)
            self.heard_before.append(self.intake.texts)
            return True
        return False


@pytest.mark.fault(promises=("P4",))
async def test_what_staff_do_keeps_its_place_among_what_citizens_say(api: BotApi, bot: RawBot) -> None:
    """After an outage both come in one answer: a case must not be closed over what was said only later."""
    anna, ben = api.citizen(4711), api.citizen(4712)
    api.team(-100)
    anna.say("davor")
    ben.at(-100).say("erledigt")
    anna.say("danach")
    intake = Recorder()
    hall = Hall(-100, intake)
    async with polling(bot, intake, staff=hall):
        await api.all_delivered()
    assert intake.texts == ["davor", "danach"]
    assert hall.heard_before == [["davor"]]


@pytest.mark.fault(rows=(39,), promises=("P1",))
async def test_what_staff_write_after_their_group_has_moved_is_theirs(api: BotApi, bot: RawBot) -> None:
    api.team(-100)
    ben = api.citizen(4712)
    ben.at(-100).say("davor")
    api.migrate(-100, -1000)
    ben.at(-1000).say("danach")
    intake = Recorder()
    hall = Hall(-100, intake)
    async with polling(bot, intake, staff=hall):
        await api.all_delivered()
    assert hall.wrote == ["davor", "danach"]


@pytest.mark.fault(rows=(66,), promises=("P14",))
async def test_who_floods_costs_few_calls_of_the_store(api: BotApi, bot: RawBot) -> None:
    flooder = api.citizen(4711)
    for number in range(100):
        flooder.say("bad" if number == 50 else str(number))

    class Counting(Recorder):
        together = 0

        async def accept_all(self, *, address: str, events: Sequence[Event]) -> str:
            self.together += 1
            return await super().accept_all(address=address, events=events)

    intake = Counting(broken_text="bad")
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == [str(number) for number in range(100) if number != 50]
    assert [reason for _, reason in intake.parked.values()] == ["ValueError"]
    assert intake.together == 5 + 20, "five runs, and one of them once more one by one"


@pytest.mark.fault(promises=("P1",))
async def test_nothing_is_confirmed_while_the_store_fails(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    for text in ("a", "b", "c"):
        anna.say(text)
    intake = Recorder(failures=1_000_000)
    async with polling(bot, intake):
        await until(lambda: intake.calls >= 3)
        assert len(api.pending()) == 3
        intake.failures = 0
        await api.all_delivered()
    assert intake.texts == ["a", "b", "c"]


@pytest.mark.fault(promises=("P1",))
async def test_a_store_that_fails_in_the_middle_of_a_batch(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    for number in range(20):
        anna.say(str(number))

    class Stumbling(Recorder):
        async def accept(self, *, address: str, event: Event) -> str:
            if self.calls in (7, 19):
                self.failures = 1
            return await super().accept(address=address, event=event)

    intake = Stumbling()
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == [str(number) for number in range(20)]


@pytest.mark.fault(rows=(2,))
async def test_killed_between_store_and_offset_it_comes_again_once(api: BotApi) -> None:
    anna = api.citizen(4711)
    anna.say("eins")
    intake = Recorder()

    class Deadly(Recorder):
        async def accept(self, *, address: str, event: Event) -> str:
            await intake.accept(address=address, event=event)
            task.cancel()
            await asyncio.sleep(1)
            return address

    async with open_bot(token=api.token, base_url=api.address, network=QUICK) as bot:
        doomed = Poller(bot, Receiver(Deadly(), TelegramChannel(bot)), Right().of("a"), pace=PACE)
        task = asyncio.create_task(doomed.run(asyncio.Event()))
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(api.pending()) == 1
    async with open_bot(token=api.token, base_url=api.address, network=QUICK) as bot, polling(bot, intake):
        anna.say("zwei")
        await api.all_delivered()
    assert intake.calls == 3
    assert intake.texts == ["eins", "zwei"]


@pytest.mark.fault(rows=(44,), promises=("P3",))
async def test_every_update_three_times_in_any_order(api: BotApi, bot: RawBot) -> None:
    api.redeliver(3, "shuffled")
    anna, ben = api.citizen(1), api.citizen(2)
    intake = Recorder()
    async with polling(bot, intake):
        for number in range(15):
            anna.say(f"a{number}")
            ben.say(f"b{number}")
        await api.all_delivered()
    assert sorted(intake.texts) == sorted([f"a{n}" for n in range(15)] + [f"b{n}" for n in range(15)])


@pytest.mark.fault(rows=(44,))
async def test_a_lower_number_after_a_quiet_week(api: BotApi, bot: RawBot) -> None:
    api.jump_update_ids(900_000_000)
    anna = api.citizen(4711)
    intake = Recorder()
    async with polling(bot, intake):
        anna.say("vorher")
        await api.all_delivered()
        await asyncio.sleep(1.2)  # a long poll that ends empty
        api.jump_update_ids(5)
        anna.say("nachher")
        await api.all_delivered()
    assert intake.texts == ["vorher", "nachher"]


@pytest.mark.fault(rows=(45,))
async def test_one_bad_update_does_not_hold_the_others(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    anna.say("vorher")
    api.inject({"message": "kein Objekt"})
    api.inject({"message": {"text": "kein Chat"}})
    api.inject({"telepathy": {"from": 4711}})
    api.inject({"message": {"message_id": 1, "date": 0, "chat": {"id": 4711, "type": "private"}, "text": "a\x00b"}})
    anna.say("das hier bricht")
    anna.say("nachher")
    intake = Recorder(broken_text="bricht")
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == ["vorher", "a\ufffdb", "nachher"]
    assert sorted(reason for _, reason in intake.parked.values())[-2:] == ["ValueError", "unknown kind of update"]
    assert len(intake.parked) == 4
    for raw, _ in intake.parked.values():
        assert json.loads(raw)["update_id"]
        raw.encode()


async def test_groups_are_left_out(api: BotApi, bot: RawBot) -> None:
    api.group(-5)
    api.citizen(4711).at(-5).say("im Team")
    intake = Recorder()
    async with polling(bot, intake):
        await api.all_delivered()
    assert (intake.events, intake.parked) == ({}, {})


@pytest.mark.parametrize(
    "fault",
    [
        Fault.error(500),
        Fault.error(502, html=True),
        Fault.error(400),
        Fault.error(403),
        Fault.drop(),
        Fault.close(),
        Fault.flood(1),
        Fault.error(409, "Conflict: terminated by other getUpdates request"),
        Fault.error(409, "Conflict: can't use getUpdates method while webhook is active"),
    ],
)
async def test_it_outlives_every_fault(api: BotApi, bot: RawBot, fault: Fault) -> None:
    api.fail(fault, method="getUpdates", times=2 if fault.status != 429 else 1)
    anna = api.citizen(4711)
    anna.say("hallo")
    intake = Recorder()
    async with polling(bot, intake):
        await api.all_delivered()
    assert intake.texts == ["hallo"]


@pytest.mark.fault(rows=(36,), promises=("P2",))
async def test_an_outage_of_the_host(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    intake = Recorder()
    async with polling(bot, intake):
        anna.say("vorher")
        await until(lambda: intake.texts == ["vorher"])
        await api.refuse_connections()
        anna.say("während")
        await asyncio.sleep(0.2)
        await api.accept_connections()
        await api.all_delivered()
    assert intake.texts == ["vorher", "während"]


@pytest.mark.fault(rows=(42,))
async def test_a_revoked_token_closes_the_channel(api: BotApi, bot: RawBot, caplog: pytest.LogCaptureFixture) -> None:
    api.change_token("1:other")
    right = Right()
    poller = Poller(bot, Receiver(Recorder(), TelegramChannel(bot)), right.of("me"), pace=PACE)
    with pytest.raises(ChannelClosed):
        await poller.run(asyncio.Event())
    assert [record.levelno for record in caplog.records if record.name.startswith("bot.")] == [logging.CRITICAL]
    assert right.owner is None


@pytest.mark.fault(rows=(43,))
async def test_one_poller_by_lease_and_the_other_takes_over(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    right, first, second = Right(), Recorder(), Recorder()
    async with (
        open_bot(token=api.token, base_url=api.address, network=QUICK) as bot2,
        polling(bot, first, right.of("first")),
    ):
        await until(lambda: right.owner == "first")
        async with polling(bot2, second, right.of("second")):
            anna.say("eins")
            await api.all_delivered()
            await asyncio.sleep(0.2)
            assert (first.texts, second.texts) == (["eins"], [])
            right.owner = "nobody"  # lost, as after a long pause
            anna.say("zwei")
            await asyncio.sleep(0.2)
            assert right.owner == "nobody"
            right.owner = None
            await until(lambda: right.owner in ("first", "second"))
            await api.all_delivered()
    assert sorted(first.texts + second.texts) == ["eins", "zwei"]
    assert not [status for status in api.ledger.answers().values() if status == 409]


async def test_without_the_store_there_is_no_lease_and_no_poll(api: BotApi, bot: RawBot) -> None:
    right = Right(away=True)
    anna = api.citizen(4711)
    anna.say("hallo")
    intake = Recorder()
    async with polling(bot, intake, right.of("me")):
        await asyncio.sleep(0.3)
        assert api.ledger.delivered_update_ids() == []
        right.away = False
        await api.all_delivered()
        right.away = True
        await asyncio.sleep(0.2)
        right.away = False
        anna.say("wieder da")
        await api.all_delivered()
    assert intake.texts == ["hallo", "wieder da"]


async def test_a_stop_does_not_wait_for_the_whole_batch(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    for number in range(100):
        anna.say(str(number))

    class Slow(Recorder):
        async def accept_all(self, *, address: str, events: Sequence[Event]) -> str:
            await asyncio.sleep(0.1)
            return await super().accept_all(address=address, events=events)

    intake = Slow()
    async with polling(bot, intake):
        await until(lambda: intake.calls >= 2)
    assert intake.calls < 60
    assert len(api.pending()) == 100


async def test_an_undeclared_failure_of_the_lease_ends_the_loop(bot: RawBot) -> None:
    class Broken(Holder):
        async def renew(self) -> bool:
            raise ZeroDivisionError

    poller = Poller(bot, Receiver(Recorder(), TelegramChannel(bot)), Broken(Right(), "me"), pace=PACE)
    with pytest.raises(ZeroDivisionError):
        await poller.run(asyncio.Event())


async def test_typing_only_for_what_is_fresh(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    anna.say("alt")
    intake = Recorder()
    async with polling(bot, intake, clock=lambda: datetime.now(UTC) + timedelta(minutes=5)):
        await api.all_delivered()
        await asyncio.sleep(0.1)
    assert api.ledger.accepted_calls("sendChatAction") == []


async def test_in_a_burst_only_the_first_are_shown_that_an_answer_is_written(api: BotApi, bot: RawBot) -> None:
    for number in range(1, 91):
        api.citizen(number).say("Frage")
    async with polling(bot, Recorder()):
        await api.all_delivered()
        await until(lambda: len(api.ledger.accepted_calls("sendChatAction")) >= SIGNS_AT_ONCE)
        await asyncio.sleep(2 * PATIENCE)
    shown = [call["chat_id"] for call in api.ledger.accepted_calls("sendChatAction")]
    assert len(shown) < 90 / 2
    assert set(range(1, SIGNS_AT_ONCE + 1)) <= set(shown)


async def test_a_hanging_courtesy_neither_holds_the_loop_nor_the_stop(api: BotApi, bot: RawBot) -> None:
    anna = api.citizen(4711)
    api.fail(Fault.silent(), method="sendChatAction", times=None)
    intake = Recorder()
    async with polling(bot, intake):
        for number in range(5):
            anna.say(str(number))
        await api.all_delivered()
    assert len(intake.texts) == 5


@pytest.mark.fault(promises=("P15",))
async def test_nothing_personal_in_the_logs(api: BotApi, bot: RawBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    anna = api.citizen(4711, "Annamarker")
    anna.say("TEXTMARKER")
    api.inject({"message": {"text": "TEXTMARKER", "from": 4711}})
    api.fail(Fault.error(502), method="getUpdates")
    intake = Recorder(failures=1)
    async with polling(bot, intake):
        await api.all_delivered()
    lines = [json.dumps({**vars(record), "message": record.getMessage()}, default=str) for record in caplog.records]
    ours = [
        line for line, record in zip(lines, caplog.records, strict=True) if record.name.startswith(("bot.", "telegram"))
    ]
    assert ours
    for marker in ("TEXTMARKER", "Annamarker", "4711", api.token):
        assert not [line for line in ours if marker in line]


async def test_under_the_limits_of_telegram() -> None:
    async with BotApi(limits=Limits()) as api, open_bot(token=api.token, base_url=api.address) as bot:
        people = [api.citizen(number) for number in range(1, 51)]
        for citizen in people:
            citizen.say("Frage")
        intake = Recorder()
        async with polling(bot, intake):
            await api.all_delivered()
        assert len(intake.texts) == 50


async def test_an_idle_poller_comes_round_and_one_whose_intake_hangs_does_not(api: BotApi, bot: RawBot) -> None:
    hangs = asyncio.Event()

    class Hanging(Recorder):
        async def accept(self, *, address: str, event: Event) -> str:
            hangs.set()
            await asyncio.Event().wait()
            return address

    pulse = Pulse(name="poller")
    progress = Progress(interval=1.0, pulses=[pulse])
    stop = asyncio.Event()
    poller = Poller(bot, Receiver(Hanging(), TelegramChannel(bot)), Right().of("me"), pace=PACE, pulse=pulse)
    task = asyncio.create_task(poller.run(stop))
    for _ in range(3):
        rounds = pulse.rounds
        await until(lambda: pulse.rounds > rounds, 20)  # noqa: B023 - awaited at once
        assert progress.look(()) == ""
    api.citizen(4711, "Anna", "de").say("eins")
    await until(hangs.is_set, 20)
    assert [progress.look(()) for _ in range(LOOKS + 1)][-1] == "poller: its loop does not come round"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
