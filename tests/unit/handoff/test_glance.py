"""Whom it concerns what is seen of a town at one glance."""

from handoff.journal.glance import FOLD_AFTER, Topic, glance_of

NOW = 1_800_000_000_000
FOLDED_MS = int(FOLD_AFTER.total_seconds() * 1000)
FIELDS = ("now", "clock", "due", "leaving", "looks", "unfolded", "filing", "exports", "exported", "erasures", "release",
          "feed", "board", "rewrite", "runs", "schema", "telegram", "mail")  # fmt: skip


def line(**fields: object) -> str:
    """What the script tells; a clock that was noted just now, nothing else."""
    told = {**dict.fromkeys(FIELDS, "-"), "now": NOW, "clock": NOW, "runs": 0, **fields}
    return " ".join(str(told[name]) for name in FIELDS)


def news(**fields: object) -> set[Topic]:
    before = glance_of(line())
    return glance_of(line(**fields)).news(before)


def test_an_idle_town_concerns_nobody() -> None:
    assert news() == set()
    assert glance_of(line()).waited() == {}


def test_who_sees_it_first_tells_of_all_that_is_followed() -> None:
    assert glance_of(line()).news(None) == {"release", "feed", "board", "rewrite", "runs"}


def test_what_is_due_is_told_until_it_is_not() -> None:
    assert news(due=NOW - 5) == news(due=NOW + 999) == {"due"}
    assert news(due=NOW + 5_000) == set()
    assert news(looks=f"{NOW - 1}.5") == {"looks"}
    assert news(filing=0, exports=0, erasures=0) == {"filing", "exports", "erasures"}
    assert news(exported=NOW - 1) == {"exports"}


def test_any_channel_is_the_senders() -> None:
    found = glance_of(line(telegram=NOW + 60_000, mail=NOW - 2_000))
    assert found.news(glance_of(line())) == {"out"}
    assert found.waited() == {"telegram": 0.0, "mail": 2.0}


def test_a_case_comes_to_rest_only_in_time() -> None:
    assert news(unfolded=NOW - FOLDED_MS + 3_600_000) == set()
    assert news(unfolded=NOW - FOLDED_MS - 1) == {"folding"}


def test_the_clock_is_looked_at_when_its_note_is_old_or_ahead() -> None:
    assert news(clock=NOW - 10_001) == news(clock=NOW + 1) == news(clock="-") == {"clock"}
    assert news(clock=NOW - 5_000) == set()


def test_what_is_another_is_told_once() -> None:
    first = glance_of(line(release="abc", feed="1-0", board="f00", rewrite=NOW, runs=1))
    assert first.news(glance_of(line())) == {"release", "feed", "board", "rewrite", "runs"}
    assert first.news(first) == set()
