"""Notices in the group, at the wire: claims by button, changes in place, bursts, refusals, moves and losses."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handoff.acts import ActResult
from handoff.announcing import ConductNews, TicketChange
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.keys import Keys
from handoff.journal.records import Commit
from handoff.journal.store import Store
from handoff.staffgroup import GROUP, conduct_news
from handoff.ticket import Done, Staff, Stage, TakenBy, Ticket
from tests.botapi import Citizen, Fault, Limits
from tests.staffgroup import CHAT, link
from tests.staffgroup.town import WAIT, Town, group_town

pytestmark = pytest.mark.server
DESK_CLERK = Staff(login="petra", name="Petra")


async def audit(town: Town, action: str) -> list[str]:
    """What was written down of that action."""
    return [row for row in await town.audit() if f'"{action}"' in row]


async def answer(town: Town, citizen: Citizen, callback: str) -> str:
    given = await town.until(lambda: citizen.answer_to(callback), "an answer to the press")
    return str(given["text"])


async def test_a_claim_by_button_is_the_same_everywhere(journal: Journal) -> None:
    async with group_town(journal) as town:
        anna = await town.clerk("anna", 7)
        conversation, ticket = await town.concern("Mein Geheimnis")
        posted = await town.sees(ticket.receipt)
        assert "Geheimnis" not in posted.text
        said = await answer(town, anna, anna.press(posted.message_id, "Übernehmen"))
        assert said == f"{ticket.receipt}: Sie übernehmen."
        changed = await town.sees("Übernommen von Anna")
        assert changed.message_id == posted.message_id
        assert changed.labels == ["Zurückgeben"]
        owner = (await town.now(conversation)).owner
        assert owner is not None
        assert owner.login == "anna"
        # at the desk: parked and closed, seen in the group
        until = datetime.now(UTC) + timedelta(hours=3)
        await town.acts.park(conversation, owner, until, request="p")
        await town.sees("Geparkt bis")
        anna.press(posted.message_id, "Zurückgeben")
        await town.sees(lambda m: "Wartet seit" in m.text and m.labels == ["Übernehmen"])
        await town.calm()
        assert len(town.texts()) == 1


async def test_the_desk_was_quicker(journal: Journal) -> None:
    async with group_town(journal) as town:
        anna = await town.clerk("anna", 7)
        conversation, ticket = await town.concern()
        posted = await town.sees(ticket.receipt)
        await town.acts.claim(conversation, DESK_CLERK, request="1")
        assert await answer(town, anna, anna.press(posted.message_id, "claim|" + ticket.receipt, force=True)) == (
            f"{ticket.receipt}: übernommen von Petra."
        )
        await town.sees("Übernommen von Petra")


@pytest.mark.fault(rows=(48,), promises=("P8",))
async def test_fifty_claim_at_once_desk_and_group_mixed(journal: Journal) -> None:
    """Row 48: one winner; whoever lost is told, and the group shows who won."""
    async with group_town(journal) as town:
        clerks = [await town.clerk(f"g{n}", 100 + n) for n in range(25)]
        others = [Staff(login=f"d{n}", name=f"D{n}") for n in range(25)]
        for _ in range(3):
            conversation, ticket = await town.concern()
            posted = await town.sees(ticket.receipt)

            async def at_the_desk(staff: Staff, on: str = conversation) -> ActResult:
                return await town.acts.claim(on, staff, request=f"{on}{staff.login}")

            presses = [(one, one.press(posted.message_id, "Übernehmen")) for one in clerks]
            acted = await asyncio.gather(*map(at_the_desk, others))
            said = await asyncio.gather(*(answer(town, one, callback) for one, callback in presses))
            owner = (await town.now(conversation)).owner
            assert owner is not None
            assert sum(isinstance(result, Done) for result in acted) == owner.login.startswith("d")
            assert {r.holder for r in acted if isinstance(r, TakenBy)} <= {owner}
            lost = sum(f"übernommen von {owner.name}" in text for text in said)
            # Of those who pressed, one may have been told that they claim while the desk was quicker by a moment.
            assert lost >= 24
            await town.sees(f"Übernommen von {owner.name}")


@pytest.mark.fault(rows=(44, 47))
async def test_pressed_twice_and_delivered_three_times(journal: Journal) -> None:
    async with group_town(journal) as town:
        town.api.redeliver(3, "shuffled")
        anna = await town.clerk("anna", 7)
        conversation, ticket = await town.concern()
        posted = await town.sees(ticket.receipt)
        for _ in range(2):
            anna.press(posted.message_id, "claim|" + ticket.receipt, force=True)
        await town.calm()
        owned = await town.now(conversation)
        assert (owned.owner and owned.owner.login, owned.fence) == ("anna", 1)
        assert len(await audit(town, "claim")) == 1


@pytest.mark.fault(rows=(47,))
async def test_a_press_too_old_is_ignored_politely(journal: Journal) -> None:
    """Row 47: only Telegram knows its age."""
    async with group_town(journal) as town:
        anna = await town.clerk("anna", 7)
        conversation, ticket = await town.concern()
        posted = await town.sees(ticket.receipt)
        town.api.hold()
        callback = anna.press(posted.message_id, "Übernehmen")
        town.api.world.callbacks[callback].at -= 151
        town.api.release()
        await town.calm()
        assert (await town.now(conversation)).owner is None
        assert anna.answer_to(callback) is None


@pytest.mark.fault(rows=(47,))
async def test_strangers_are_refused_and_it_is_written_down(journal: Journal) -> None:
    """Row 47."""
    async with group_town(journal) as town:
        conversation, ticket = await town.concern()
        posted = await town.sees(ticket.receipt)
        mallory = town.api.citizen(66, "Mallory").at(CHAT)
        said = await answer(town, mallory, mallory.press(posted.message_id, "Übernehmen"))
        assert "nicht mit einem Konto" in said
        # an account that was disabled, one whose link was taken back, one of another department
        disabled = await town.clerk("carl", 8, disabled=True)
        gone = await town.clerk("dora", 9)
        await town.journal.unlink("dora")
        other = await town.clerk("emil", 10, departments=("bauamt",))
        for clerk, why in ((disabled, "nicht mit einem"), (gone, "nicht mit einem"), (other, "anderen Fachbereich")):
            assert why in await answer(town, clerk, clerk.press(posted.message_id, "Übernehmen"))
        assert (await town.now(conversation)).owner is None
        assert len(await audit(town, "refused")) == 4


async def test_a_burst_is_one_digest_and_the_limit_holds(store: Store, town: str, hints: Hints) -> None:
    """60 handoffs within seconds, half of them claimed at the desk meanwhile: the group's limit is never met."""
    pause = timedelta(seconds=0.31)
    journal = Journal(store, town, hints, per_minute=1000, gap={"telegram/group": pause})
    async with group_town(journal) as group:
        concerns = [await group.concern() for _ in range(60)]
        for n, (conversation, _) in enumerate(concerns[::2]):
            await group.acts.claim(conversation, DESK_CLERK, request=f"c{n}")
        await group.calm()
        shown = "\n".join(group.texts())
        assert all(ticket.receipt in shown for _, ticket in concerns[1::2])
        waiting = [t.receipt for _, t in concerns[1::2]]
        digests = [m for m in group.watcher.messages() if "warten" in m.text]
        assert sum(len(m.labels) for m in digests) == len([w for m in digests for w in waiting if w in m.text])
        # one claims from the digest; several changes are one edit
        anna = await group.clerk("anna", 7)
        digest = next(m for m in digests if waiting[-1] in m.text)
        anna.press(digest.message_id, f"claim|{waiting[-1]}")
        await group.sees(lambda m: m.message_id == digest.message_id and "Übernommen von Anna" in m.text)
        await group.calm()
        calls = [c["at"] for c in group.api.ledger.accepted_calls(chat_id=CHAT) if c["method"] != "answerCallbackQuery"]
        assert len(calls) <= 25
        assert most_within(calls, 60 * pause.total_seconds() / 3.1) <= 20


def most_within(times: list[float], window: float) -> int:
    """The largest number of calls in any window."""
    seen, most = deque[float](), 0
    for at in times:
        seen.append(at)
        while seen[0] <= at - window:
            seen.popleft()
        most = max(most, len(seen))
    return most


@pytest.mark.fault(rows=(39,))
async def test_a_move_to_a_supergroup_is_followed_and_delivers_once(journal: Journal) -> None:
    """Row 39."""
    async with group_town(journal) as town:
        _, first = await town.concern()
        await town.sees(first.receipt)
        new = CHAT - 500
        town.team.migrate(new)
        conversation, second = await town.concern()
        there = town.api.citizen(1).at(new)
        posted = await there.wait_for(second.receipt, WAIT, since=0)
        await town.calm()
        group = await journal.group()
        assert group is not None
        assert group.chat == new
        sent = [m for m in town.api.ledger.accepted_messages() if second.receipt in m["text"]]
        assert [m["chat"]["id"] for m in sent] == [new]
        await link(journal, "anna", 7)
        anna = town.api.citizen(7).at(new)
        anna.press(posted.message_id, "Übernehmen")
        await there.wait_for("Übernommen von Anna", WAIT, since=0)
        assert (await town.now(conversation)).owner is not None


@pytest.mark.fault(rows=(41,))
async def test_the_bot_is_thrown_out_and_comes_back(journal: Journal) -> None:
    """Row 41: the desk works on, the alarm is on, and what happened meanwhile is told once."""
    async with group_town(journal) as town:
        town.team.kick()
        conversation, ticket = await town.concern()
        gone, _ = await town.concern()

        async def away() -> bool:
            group = await journal.group()
            return group is not None and group.away == "kicked"

        await town.until(away, "the alarm")
        assert (await journal.totals())["group_away"] == 1
        assert isinstance(await town.acts.claim(conversation, DESK_CLERK, request="1"), Done)
        await town.acts.release(conversation, DESK_CLERK, request="2")
        await town.acts.claim(gone, DESK_CLERK, request="3")
        town.team.let_back()
        await town.sees(ticket.receipt)
        await town.calm()
        assert (await journal.totals())["group_away"] == 0
        assert len(town.texts()) == 1


@pytest.mark.parametrize("fault", [Fault.flood(1), Fault.error(502, html=True), Fault.close()])
async def test_a_notice_outlives_faults(journal: Journal, fault: Fault) -> None:
    async with group_town(journal) as town:
        town.api.fail(fault, method="sendMessage", chat_id=CHAT)
        _, ticket = await town.concern()
        await town.sees(ticket.receipt)
        await town.calm()
        assert len(town.texts()) == 1


@pytest.mark.fault(rows=(40,))
async def test_a_deleted_notice_is_sent_anew(journal: Journal) -> None:
    async with group_town(journal) as town:
        conversation, ticket = await town.concern()
        posted = await town.sees(ticket.receipt)
        del town.api.world.chats[CHAT].messages[posted.message_id]
        await town.acts.claim(conversation, DESK_CLERK, request="1")
        again = await town.sees("Übernommen von Petra")
        assert again.message_id != posted.message_id


async def test_an_emergency_overtakes(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, per_minute=1000, gap={"telegram/group": timedelta(seconds=0.5)})
    async with group_town(journal) as group:
        for _ in range(3):
            await group.concern()
        _, urgent = await group.concern(urgent="fire")
        await group.sees(urgent.receipt)
        await group.calm()
        assert urgent.receipt in group.texts()[1]
        assert "🚨 Dringend" in group.texts()[1]


async def test_nothing_happens_without_a_group(journal: Journal) -> None:
    async with group_town(journal, limits=Limits.off()) as town:
        await journal.unpair()
        await town.concern()
        await town.calm()
        assert town.texts() == []


async def test_promised_times_are_one_message_without_content_and_once(journal: Journal) -> None:
    async with group_town(journal) as town:
        lane = Keys(journal.town)("out", "telegram:bulk")

        async def tell(conversation: str, ticket: Ticket, stage: Stage) -> Ticket:
            after = replace(ticket, told_late=stage)
            change = TicketChange(
                conversation=conversation, before=ticket, after=after, now=ticket.asked_at, channel="telegram"
            )
            await town._commit(conversation, after, change)
            await journal._store.redis.zadd(lane, {GROUP: 2**41 if stage is Stage.DEPARTMENT else 1})
            return after

        pairs = [await town.concern("Mein Geheimnis") for _ in range(2)]
        near = [await tell(*pair, Stage.DEPARTMENT) for pair in pairs]
        await journal._store.redis.zadd(lane, {GROUP: 1})  # the minute is over
        posted = await town.sees("2 Anliegen sind bald fällig")
        assert all(ticket.receipt in posted.text for ticket in near)
        assert "Geheimnis" not in posted.text
        await tell(pairs[0][0], near[0], Stage.LEAD)
        late = await town.sees("Ein Anliegen wartet länger als zugesagt")
        assert late.message_id != posted.message_id
        await tell(pairs[0][0], replace(near[0], told_late=Stage.NONE), Stage.LEAD)  # the same once more
        await town.calm()
        assert sum("länger als zugesagt" in text for text in town.texts()) == 1


async def test_a_threat_is_told_at_once_and_never_its_words(journal: Journal) -> None:
    async with group_town(journal) as town:
        conversation, ticket = await town.concern("Mein Geheimnis")
        await town.sees(ticket.receipt)
        for about, words in (("threat", "eine Drohung erkannt"), ("review", "bittet um Überprüfung")):
            news = ConductNews(conversation=conversation, about=about, department=ticket.department)  # type: ignore[arg-type]
            await journal.commit(Commit(conversation=conversation, deliveries=conduct_news(news), keep_timer=True))
            posted = await town.sees(words)
            assert "Geheimnis" not in posted.text
