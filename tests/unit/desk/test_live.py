"""What an open page is told, and when."""

import asyncio

import pytest

from handoff.desk import live
from handoff.desk.live import Watch
from handoff.journal.records import FeedItem

A, B = "c" * 22, "d" * 22


def item(n: int, conversation: str, kind: str = "row") -> FeedItem:
    return FeedItem(id=f"1-{n}", kind=kind, conversation=conversation)


async def soon(watch: Watch) -> dict[str, object] | None:
    """The next frame, if it is there without waiting for a calm moment."""
    asking = asyncio.create_task(watch.next())
    for _ in range(10):
        await asyncio.sleep(0)
    if asking.done():
        return asking.result()
    asking.cancel()
    return None


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "CALM_SECONDS", 3600.0)


async def test_the_first_change_is_told_at_once_and_the_next_ones_together() -> None:
    watch = Watch("anna", A)
    watch.tell([item(1, B)])
    assert await soon(watch) == {"t": "changed", "conversations": [B], "cursor": "1-1"}
    watch.tell([item(2, B)])
    watch.tell([item(3, B, "ticket")])
    assert await soon(watch) is None


async def test_what_the_page_shows_is_told_at_once_with_all_that_waited() -> None:
    watch = Watch("anna", A)
    watch.tell([item(1, B)])
    await soon(watch)
    watch.tell([item(2, B, "ticket")])
    watch.tell([item(3, A)])
    assert await soon(watch) == {"t": "changed", "conversations": [A, B], "cursor": "1-3", "list": True}
    watch.tell([item(4, A)])
    assert await soon(watch) == {"t": "changed", "conversations": [A], "cursor": "1-4"}


async def test_what_was_told_is_not_told_again() -> None:
    watch = Watch("anna", A)
    watch.make_up_for([item(1, A), item(2, A)])
    await soon(watch)
    watch.tell([item(1, A), item(2, A)])
    assert await soon(watch) is None
    watch.tell([item(2, B), item(3, A)])
    assert await soon(watch) == {"t": "changed", "conversations": [A], "cursor": "1-3"}


async def test_that_all_must_be_loaded_anew_waits_for_nothing() -> None:
    watch = Watch("anna", A)
    watch.tell([item(1, B)])
    await soon(watch)
    watch.tell_anew("1-9")
    assert await soon(watch) == {"t": "reload", "cursor": "1-9"}
