"""The desk's access rules that need no store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from handoff.desk.deps import DeskDeps
from handoff.desk.door import cookie_name, csrf_of, new_secret, session_hash
from handoff.desk.live import Live, Watch
from handoff.desk.passwords import PasswordCheck, hash_password
from handoff.journal.records import FeedItem

NOTHING = cast(Any, None)
ITEMS = ((1, "row", "a"), (2, "ticket", "b"), (10, "here", "a"))
LOCAL = DeskDeps(
    journal=NOTHING,
    acts=NOTHING,
    replies=NOTHING,
    live=NOTHING,
    town="Musterstadt",
    departments=tuple,
    zone=ZoneInfo("Europe/Berlin"),
    base="/desk",
    origins=(),
    secure=False,
    outbox=(),
    fetch_attachment=NOTHING,
    files=NOTHING,
    cases=NOTHING,
)
PUBLIC = replace(LOCAL, secure=True, origins=("https://chat.example.org",))


@pytest.mark.parametrize(
    ("deps", "origin", "host", "allowed"),
    [
        (LOCAL, "http://127.0.0.1:8080", "127.0.0.1:8080", True),
        (LOCAL, "http://localhost:8080", "localhost:8080", True),
        (LOCAL, "http://[::1]:8080", "[::1]:8080", True),
        (LOCAL, "http://localhost:8080", "127.0.0.1:8080", False),
        (LOCAL, "http://evil.example", "evil.example", False),  # a name that was bent to this machine
        (LOCAL, "https://127.0.0.1:8080", "127.0.0.1:8080", False),
        (LOCAL, "", "127.0.0.1:8080", False),
        (LOCAL, "null", "127.0.0.1:8080", False),
        (PUBLIC, "https://chat.example.org", "backend:8080", True),
        (PUBLIC, "http://chat.example.org", "chat.example.org", False),
        (PUBLIC, "https://chat.example.org.evil.example", "chat.example.org", False),
        (PUBLIC, "http://127.0.0.1:8080", "127.0.0.1:8080", False),
    ],
)
def test_only_our_own_pages_may_ask(deps: DeskDeps, origin: str, host: str, allowed: bool) -> None:
    assert deps.allows(origin, host) is allowed


def test_what_the_journal_and_the_forms_know_of_a_session() -> None:
    secret, other = new_secret(), new_secret()
    assert secret != other
    assert len({secret, session_hash(secret), csrf_of(secret), csrf_of(other)}) == 4
    assert session_hash("\udcff")
    assert (cookie_name(LOCAL, "x"), cookie_name(PUBLIC, "x")) == ("x", "__Host-x")


async def test_passwords() -> None:
    check = PasswordCheck()
    hashed = hash_password("ein langes Passwort")
    assert hashed.startswith("$argon2id$")
    assert await check.fits(hashed, "ein langes Passwort")
    assert not await check.fits(hashed, "ein langes passwort")
    for wrong in ("zu kurz", "x" * 1001):
        assert not await check.fits(hashed, wrong)
        with pytest.raises(ValueError):
            hash_password(wrong)
    for none in ("", "nonsense"):
        assert not await check.fits(none, "ein langes Passwort")
    assert not await check.fits("", "nobody's password, checked where there is no account")


async def test_a_slow_page_is_told_once_of_many_changes() -> None:
    watch = Watch("anna")
    for i in range(1, 1000):
        watch.tell([FeedItem(id=f"{i}-0", kind="row", conversation=c) for c in "ab"])
    assert await watch.next() == {"t": "changed", "conversations": ["a", "b"], "cursor": "999-0"}
    watch.tell([FeedItem(id="1000-0", kind="row", conversation="a")])
    watch.tell_anew("1001-0")
    assert await watch.next() == {"t": "reload", "cursor": "1001-0"}
    watch.end()
    assert await watch.next() is None


async def test_a_page_is_told_once_and_of_everything() -> None:
    first, second, here = (FeedItem(id=f"{n}-0", kind=kind, conversation=c) for n, kind, c in ITEMS)
    watch = Watch("anna")
    watch.tell([second])  # the reader was faster than the look back
    watch.make_up_for([first, second])
    assert await watch.next() == {"t": "changed", "conversations": ["a", "b"], "cursor": "2-0", "list": True}
    watch.tell([first, second, here])
    assert await watch.next() == {"t": "changed", "conversations": [], "cursor": "10-0", "here": True}


def test_pages_are_counted_by_member() -> None:
    live = Live(NOTHING)
    with live.watch("anna"), live.watch("anna"), live.watch("ben"):
        assert (live.open_of("anna"), live.open_of("ben"), live.open_of("carla")) == (2, 1, 0)
    assert live.open_of("anna") == 0
    assert timedelta(minutes=30) == PUBLIC.limits.idle
