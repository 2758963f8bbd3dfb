"""Codes, links, the group; and how what waits for the group becomes one message."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.pairings import CODE_FOR
from handoff.journal.records import Class, Commit, Delivery, Sending, State, Wait
from handoff.journal.store import Store
from tests.integration.journal.test_way_in import key
from tests.staffgroup import CHAT, link, pair

pytestmark = pytest.mark.server


async def test_a_code_links_once_and_the_same_request_hears_the_same(journal: Journal) -> None:
    code = await journal.make_code("account", "anna")
    for _ in range(2):  # a repeated update
        used = await journal.use_code(code.text.lower(), place="private", user=7, chat=7, request="r1")
        assert used == ("linked", "anna")
    assert await journal.login_of(7) == "anna"
    assert await journal.use_code(code.text, place="private", user=8, chat=8, request="r2") == ("unknown", "")
    assert await journal.login_of(8) is None


async def test_one_member_has_one_account_and_can_take_it_back(journal: Journal) -> None:
    await link(journal, "anna", 7)
    await link(journal, "anna", 8)
    assert [one.user for one in await journal.links()] == [8]
    assert await journal.unlink("anna")
    assert not await journal.unlink("anna")
    assert await journal.login_of(8) is None


async def test_codes_end_and_only_their_hash_is_kept(journal: Journal, store: Store) -> None:
    code = await journal.make_code("account", "anna")
    (name,) = await store.redis.keys(key(journal, "code:*"))
    assert code.text not in name
    assert 0 < await store.redis.pttl(name) <= CODE_FOR.total_seconds() * 1000


async def test_a_code_in_the_wrong_place(journal: Journal) -> None:
    account, group = await journal.make_code("account", "anna"), await journal.make_code("group", "lead")
    assert await journal.use_code(account.text, place="group", user=7, chat=CHAT, request="1") == ("exposed", "anna")
    assert (await journal.use_code(account.text, place="private", user=7, chat=7, request="2"))[0] == "unknown"
    assert (await journal.use_code(group.text, place="private", user=7, chat=7, request="3"))[0] == "elsewhere"
    assert (await journal.use_code(group.text, place="group", user=7, chat=CHAT, request="4"))[0] == "paired"


async def test_fifty_use_one_code_and_one_is_linked(journal: Journal) -> None:
    code = await journal.make_code("account", "anna")
    uses = (journal.use_code(code.text, place="private", user=n, chat=n, request=f"r{n}") for n in range(50))
    assert sorted(used for used, _ in await asyncio.gather(*uses)) == ["linked"] + ["unknown"] * 49
    assert len(await journal.links()) == 1


async def test_another_group_starts_anew_and_the_same_goes_on(journal: Journal) -> None:
    await pair(journal)
    await journal.put_topic("AAA", 5)
    await pair(journal)
    assert await journal.topic("AAA") == 5
    assert await journal.receipt_in(5) == "AAA"
    await pair(journal, CHAT - 1)
    assert await journal.topic("AAA") is None
    group = await journal.group()
    assert group is not None
    assert group.chat == CHAT - 1


async def test_a_group_that_moved(journal: Journal) -> None:
    await pair(journal)
    await journal.put_topic("AAA", 5)
    await journal.group_moved(CHAT + 5, 1)  # another one
    assert await journal.topic("AAA") == 5
    for _ in range(2):
        await journal.group_moved(CHAT, CHAT - 7)
    group = await journal.group()
    assert group is not None
    assert (group.chat, await journal.topic("AAA")) == (CHAT - 7, None)


# --- one message for many ---------------------------------------------------------------------------------------------


async def post(journal: Journal, *receipts: str, n: int = 4, **more: object) -> None:
    """Tell the group of handoffs."""
    for receipt in receipts:
        delivery = Delivery(
            id=f"{receipt}{asyncio.get_running_loop().time()}.0",
            channel="telegram",
            to="group",
            cls=Class.NOTICE,
            body={"card": receipt},
            merge=receipt,
            slot=receipt,
            digest=f"notices {n}",
            **more,  # type: ignore[arg-type]
        )
        await journal.commit(Commit(conversation="c", deliveries=(delivery,), keep_timer=True))


async def sent(journal: Journal, message: str = "") -> Sending | None:
    """Take the next and say it was sent."""
    taken = await journal.take_delivery("telegram")
    if isinstance(taken, Wait):
        return None
    await journal.report(taken, State.SENT if message else State.NEEDLESS, detail=message)
    return taken


async def test_nothing_is_written_where_no_group_is_paired(journal: Journal, store: Store) -> None:
    await post(journal, "A", "B")
    assert await store.redis.keys(key(journal, "delivery:*")) == []
    await pair(journal)
    await post(journal, "A")
    assert await sent(journal, "1") is not None


async def test_few_are_sent_one_by_one(journal: Journal) -> None:
    await pair(journal)
    await post(journal, "A", "B", "C")
    assert [one.slots for _ in range(3) if (one := await sent(journal, "1"))] == [("A",), ("B",), ("C",)]


async def test_a_burst_is_one_message_and_its_changes_are_one_edit(journal: Journal, store: Store) -> None:
    await pair(journal)
    await post(journal, *"ABCDEF")
    whole = await sent(journal, "77")
    assert whole is not None
    assert whole.slots == tuple("ABCDEF")
    assert [body["card"] for body in whole.more] == list("BCDEF")
    assert await sent(journal) is None
    await post(journal, "B", "E", "B", "G")
    edit = await sent(journal, "77")
    assert edit is not None
    assert (edit.message, sorted(edit.slots)) == ("77", list("ABCDEF"))
    new = await sent(journal, "78")
    assert new is not None
    assert (new.message, new.slots) == ("", ("G",))
    assert await sent(journal) is None
    assert await store.redis.hgetall(key(journal, "merge:group")) == {}


async def test_a_burst_that_fails_stays_one(journal: Journal) -> None:
    await pair(journal)
    await post(journal, *"ABCD")
    first = await journal.take_delivery("telegram")
    assert isinstance(first, Sending)
    await journal.report(first, State.RETRY, detail="429")
    await post(journal, "E", "B")
    again = await sent(journal, "5")
    assert again is not None
    assert (again.id, again.slots) == (first.id, tuple("ABCDE"))
    assert await sent(journal) is None


async def test_no_digest_grows_without_end(journal: Journal) -> None:
    await pair(journal)
    await post(journal, *(f"R{n}" for n in range(95)))
    sizes: list[int] = []
    while (one := await sent(journal, str(len(sizes)))) is not None:
        sizes.append(len(one.slots))
    assert sizes == [40, 40, 15]


async def test_what_has_ended_is_forgotten(journal: Journal, store: Store) -> None:
    await pair(journal)
    await post(journal, "A")
    await sent(journal, "7")
    await post(journal, "A", ends=True)
    last = await sent(journal, "7")
    assert last is not None
    assert last.message == "7"
    assert await store.redis.hgetall(key(journal, "posted:telegram:group")) == {}


async def test_what_needed_no_message_makes_no_pause(store: Store, town: str, hints: Hints) -> None:
    journal = Journal(store, town, hints, gap={"telegram/group": timedelta(seconds=9)})
    await pair(journal)
    await post(journal, "A", "B")
    assert await sent(journal, "") is not None
    assert await sent(journal, "5") is not None
    await post(journal, "A")
    assert await sent(journal) is None


async def test_what_goes_first_goes_first(journal: Journal) -> None:
    await pair(journal)
    await post(journal, "A")
    await post(journal, "B", first=True)
    assert [one.slots for _ in range(2) if (one := await sent(journal, "1"))] == [("B",), ("A",)]
