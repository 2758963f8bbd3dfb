"""What may be put up, and what of it holds when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handoff.board import (
    Banner,
    Board,
    DatedNotice,
    NotPut,
    board_of,
    ended_fields,
    field_of,
    new_banner,
    new_notice,
    new_switch,
    time_given,
    words_in,
)

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # 10:00 in the town
ZONE = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def notice(board: Board = Board(), **changes: Any) -> DatedNotice:  # noqa: B008 - frozen
    given: dict[str, Any] = {
        "department": "buerger",
        "about": {"de": "Bürgerbüro"},
        "text": {"de": "Heute ab 12 Uhr zu", "en": ""},
        "starts": NOW,
        "ends": NOW + HOUR,
        "by": "anna",
        "now": NOW,
    }
    return new_notice(board, **(given | changes))


def banner(**changes: Any) -> Banner:
    given: dict[str, Any] = {"text": {"de": "Wasser abkochen"}, "ends": NOW + HOUR, "by": "anna", "now": NOW}
    return new_banner(**(given | changes))


def test_it_holds_from_its_beginning_to_its_end_and_no_longer() -> None:
    later, now_ = notice(starts=NOW + HOUR, ends=NOW + 3 * HOUR), notice(ends=NOW + 2 * HOUR)
    board = Board(notices=(later, now_), banner=banner(), off={})
    assert board.at(NOW).notices == (now_,)
    assert board.at(NOW + HOUR).notices == (now_, later)
    assert board.at(NOW + HOUR).banner is None
    assert board.at(NOW + 3 * HOUR) == Board()
    assert board.at(NOW).banner is not None


def test_an_office_s_notice_is_not_its_department_s() -> None:
    whole, office = notice(), notice(office="nord")
    board = Board(notices=(whole, office))
    assert board.of("buerger") == (whole,)
    assert board.of("buerger", "nord") == (whole, office)
    assert board.of("bauen", "nord") == (office,)
    assert board.of("bauen") == ()


def test_one_line_of_words_in_the_reader_s_language() -> None:
    made = notice(text={"de": "  Heute\n\n zu\u0007 ", "en": "Closed"})
    assert made.text == {"de": "Heute zu", "en": "Closed"}
    assert (words_in(made.text, "en"), words_in(notice().text, "en")) == ("Closed", "Heute ab 12 Uhr zu")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"text": {"de": " ", "en": "x"}}, "text-missing"),
        ({"text": {"de": "x" * 301}}, "text-long"),
        ({"ends": NOW}, "ends-first"),
        ({"starts": NOW - 3 * HOUR, "ends": NOW - HOUR}, "ends-past"),
        ({"ends": NOW + timedelta(days=93)}, "notice-long"),
        ({"starts": NOW + timedelta(days=400), "ends": NOW + timedelta(days=401)}, "notice-long"),
    ],
)
def test_a_notice_that_is_not_put_up(changes: dict[str, Any], wrong: str) -> None:
    with pytest.raises(NotPut) as refused:
        notice(**changes)
    assert refused.value.wrong == wrong


def test_no_more_than_can_be_read() -> None:
    full = Board(notices=tuple(notice() for _ in range(50)))
    with pytest.raises(NotPut, match="too-many"):
        notice(full)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://", "town.example", "https://a b", 'https://a/"x'])
def test_a_banner_s_link_is_an_address_of_the_web(link: str) -> None:
    with pytest.raises(NotPut, match="link-wrong"):
        banner(link=link)
    assert banner(link=" https://www.musterstadt.example/wasser ").link == "https://www.musterstadt.example/wasser"


def test_a_banner_does_not_stay_for_ever() -> None:
    with pytest.raises(NotPut, match="banner-long"):
        banner(ends=NOW + timedelta(days=15))


@pytest.mark.parametrize(("channel", "reason"), [("fax", "x"), ("telegram", " ")])
def test_a_switch_names_a_channel_and_why(channel: str, reason: str) -> None:
    with pytest.raises(NotPut):
        new_switch(channel=channel, reason=reason, by="anna", now=NOW)


@pytest.mark.parametrize(
    ("text", "ends", "read"),
    [
        ("12:00", False, datetime(2026, 11, 25, 11, 0, tzinfo=UTC)),
        ("9:05", False, datetime(2026, 11, 25, 8, 5, tzinfo=UTC)),
        ("2026-11-26", False, datetime(2026, 11, 25, 23, 0, tzinfo=UTC)),
        ("2026-11-26", True, datetime(2026, 11, 26, 23, 0, tzinfo=UTC)),
        ("2026-07-01T08:00", True, datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),
        ("2026-07-01 08:00", True, datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),
    ],
)
def test_times_as_people_write_them(text: str, ends: bool, read: datetime) -> None:
    assert time_given(text, NOW, ZONE, ends=ends) == read


@pytest.mark.parametrize("text", ["", "morgen", "25:00", "2026-02-30", "12:00:99:1"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(NotPut, match="time-unread"):
        time_given(text, NOW, ZONE)


def test_what_is_stored_comes_back_and_what_has_ended_goes() -> None:
    switch = new_switch(channel="telegram", reason="Übung", by="anna", now=NOW)
    things = (notice(), banner(ends=NOW + 2 * HOUR), switch)
    board = board_of({**dict(field_of(thing) for thing in things), "of-a-newer-version": "{}"})
    assert (board.notices, board.banner, board.off) == ((things[0],), things[1], {"telegram": switch})
    assert ended_fields(board, NOW) == []
    assert ended_fields(board, NOW + HOUR) == [field_of(things[0])[0]]
    assert ended_fields(board, NOW + 9 * HOUR) == [field_of(things[0])[0], "banner"]
