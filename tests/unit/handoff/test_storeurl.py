"""Addresses of stores."""

from __future__ import annotations

import pytest

from handoff.journal.fleet import slot_of
from handoff.journal.storeurl import EXAMPLES, Address, Kind, place_of


@pytest.mark.parametrize("url", EXAMPLES)
def test_the_examples_are_addresses(url: str) -> None:
    assert place_of(url).kind in Kind


def test_sentinels() -> None:
    place = place_of("rediss+sentinel://kim:ge%40heim@one,two:1,[::1]:2/town/3?sentinel_user=s&sentinel_password=p%26q")
    assert place.kind is Kind.SENTINEL
    assert place.hosts == (Address("one", 26379), Address("two", 1), Address("::1", 2))
    assert (place.name, place.database, place.tls) == ("town", 3, True)
    assert (place.user, place.password) == ("kim", "ge@heim")
    assert (place.sentinel_user, place.sentinel_password) == ("s", "p&q")
    assert "heim" not in repr(place)
    assert "p&q" not in repr(place)


def test_a_cluster() -> None:
    place = place_of("redis+cluster://:geheim@one,two:7000")
    assert place.kind is Kind.CLUSTER
    assert place.hosts == (Address("one", 6379), Address("two", 7000))
    assert (place.user, place.password, place.tls) == (None, "geheim", False)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://x", "'http' is no kind of store"),
        ("x", "'nothing' is no kind of store"),
        ("redis://", "names no host"),
        ("redis+sentinel://a:1,b:2", "the master's name"),
        ("redis+sentinel://a/town/null", "'null' is no number"),
        ("redis+sentinel://a/town?db=3", "'db' is not known"),
        ("redis+sentinel://a,,b/town", "'' is no host"),
        ("redis+sentinel://a:0/town", "'a:0' is no host"),
        ("redis+cluster://a/0", "only the database 0"),
        ("redis+cluster://a b", "a space"),
        ("redis+cluster://a:port", "ort"),
    ],
)
def test_what_is_wrong_is_said(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        place_of(url)


def test_a_town_has_the_slot_of_its_keys() -> None:
    from redis.crc import key_slot

    assert slot_of("kleinstadt") == key_slot(b"bd:{kleinstadt}:mail:x")
