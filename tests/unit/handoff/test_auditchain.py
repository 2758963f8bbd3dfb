"""Whatever is done to the audit is found, and what is kept long enough may go."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.audit import PROGRAM, Action, row
from handoff.auditchain import Entry, Seal, genesis, seal, seal_from_text, time_of_id
from handoff.auditcheck import ChainCheck, Harm, Report
from handoff.auditheads import Heads, Kind, Line, line_from_text

TOWN = "musterstadt"
START = 1_700_000_000_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def entry(at: int, text: str = "") -> Entry:
    return Entry(f"{START + at}-0", (("row", text or row("anna", Action.CLAIM, receipt=f"R-{at}").text),))


def chained(blocks: Sequence[Sequence[Entry]]) -> list[Seal]:
    made: list[Seal] = []
    for entries in blocks:
        at = time_of_id(entries[-1].id) + timedelta(minutes=1)
        made.append(seal(entries, made[-1] if made else None, TOWN, at))
    return made


def logged(seals: Sequence[Seal], *more: Line) -> Heads:
    heads = Heads(town=TOWN)
    heads.read([head_line(one).text for one in seals])
    heads.read([line.text for line in more])
    return heads


def head_line(one: Seal) -> Line:
    return Line(kind=Kind.SEAL, town=TOWN, written=one.time, number=one.number, head=one.head)


def check(entries: Sequence[Entry], seals: Sequence[Seal | str], heads: Heads | None = None) -> Report:
    looked = ChainCheck(TOWN, [one if isinstance(one, str) else one.text for one in seals])
    for i in range(0, len(entries), 3):
        looked.feed(entries[i : i + 3])
    return looked.finish(heads or Heads(town=TOWN))


@pytest.fixture
def blocks() -> list[list[Entry]]:
    return [[entry(100 * b + i) for i in range(4)] for b in range(5)]


def flat(blocks: Sequence[Sequence[Entry]]) -> list[Entry]:
    return [one for block in blocks for one in block]


def harms(report: Report) -> list[tuple[str, int, str]]:
    return [(one.harm.value, one.block, one.row) for one in report.found]


def test_what_nobody_touched_is_whole(blocks: list[list[Entry]]) -> None:
    seals = chained(blocks)
    report = check([*flat(blocks), entry(9_000)], seals, logged(seals))
    assert report.found == ()
    assert (report.seals, report.rows, report.unsealed, report.log) == (5, 21, 1, 5)


def test_it_says_which_row(blocks: list[list[Entry]]) -> None:
    seals, rows = chained(blocks), flat(blocks)
    changed = [*rows]
    changed[5] = replace(changed[5], fields=(("row", changed[4].fields[0][1]),))
    assert harms(check(changed, seals)) == [("row_changed", 2, rows[5].id)]
    assert harms(check(rows[:5] + rows[6:], seals)) == [("row_removed", 2, "2/4")]
    more = entry(101, "x")
    more = replace(more, id=f"{START + 101}-7")
    assert harms(check(sorted([*rows, more], key=lambda e: e.place), seals)) == [("row_added", 2, more.id)]
    between = replace(more, id=f"{START + 150}-0")
    assert harms(check(sorted([*rows, between], key=lambda e: e.place), seals)) == [("row_added", 3, between.id)]
    swapped = [*rows]
    swapped[5], swapped[6] = replace(rows[6], id=rows[5].id), replace(rows[5], id=rows[6].id)
    assert harms(check(swapped, seals)) == [("row_changed", 2, rows[5].id), ("row_changed", 2, rows[6].id)]
    assert harms(check(rows[:4] + rows[8:], seals)) == [("row_removed", 2, "1-4/4")]


def test_it_says_which_seal(blocks: list[list[Entry]]) -> None:
    seals, rows = chained(blocks), flat(blocks)
    other = replace(seals[1], at=seals[1].at + 1)
    assert harms(check(rows, [seals[0], other, *seals[2:]])) == [("seal_changed", 2, "")]
    assert harms(check(rows, [seals[0], "{", *seals[2:]])) == [("seal_changed", 2, "")]
    assert harms(check(rows, [seals[0], *seals[2:]])) == [("seal_missing", 2, "")]


def test_a_chain_made_anew_disagrees_with_the_log(blocks: list[list[Entry]]) -> None:
    seals = chained(blocks)
    forged = [*blocks[:2], [entry(200, '{"who": "ben"}'), *blocks[2][1:]], *blocks[3:]]
    assert check(flat(forged), chained(forged)).found == ()  # whoever has the store can make it whole
    report = check(flat(forged), chained(forged), logged(seals))
    assert harms(report) == [("log_disagrees", 3, "")]
    assert report.tampered


def test_an_older_store_is_told_apart(blocks: list[list[Entry]]) -> None:
    seals = chained(blocks)
    report = check(flat(blocks[:3]), seals[:3], logged(seals))
    assert [(one.harm, one.block, one.other) for one in report.found] == [(Harm.SEALS_BACK, 3, 5)]
    assert not report.tampered
    # Restored by the command, and gone on: a note. Gone on without a word: found for good.
    back = Line(kind=Kind.RESTORED, town=TOWN, written=NOW, number=3)
    anew = [*blocks[:3], [entry(700)]]
    said = logged(seals, back, head_line(chained(anew)[3]))
    report = check(flat(anew), chained(anew), said)
    assert (report.found, report.notes) == ((), ((NOW, 3, 5),))
    unsaid = logged(seals, replace(back, kind=Kind.SET_BACK), head_line(chained(anew)[3]))
    assert harms(check(flat(anew), chained(anew), unsaid)) == [("set_back", 3, "")]


def trimmed(seals: Sequence[Seal], number: int, *, days: int = 730, later: int = 731) -> tuple[Entry, Line]:
    until = seals[number - 1].last
    at = time_of_id(until) + timedelta(days=later)
    told = row(PROGRAM, Action.AUDIT_TRIMMED, until=until, block=number, days=days)
    line = Line(kind=Kind.TRIM, town=TOWN, written=at, number=number, until=until, days=days)
    return Entry(f"{int(at.timestamp() * 1000)}-0", (("row", told.text),)), line


def test_rows_kept_long_enough_may_go(blocks: list[list[Entry]]) -> None:
    said, line = trimmed(chained(blocks), 2)
    blocks.append([said])
    seals = chained(blocks)
    heads = logged(seals, line)
    report = check(flat(blocks[2:]), seals, heads)
    assert (report.found, report.trimmed) == ((), seals[1].last)
    assert report.rows == 13
    # No more than that may be missing, what is gone does not come back, and the log must know of it.
    assert harms(check(flat(blocks[3:]), seals, heads)) == [("row_removed", 3, "1-4/4")]
    assert harms(check(flat(blocks[1:]), seals, heads)) == [("row_added", 2, seals[1].first)]
    assert Harm.TRIM_UNKNOWN in {one.harm for one in check(flat(blocks[2:]), seals, logged(seals)).found}


@pytest.mark.parametrize("later", [1, 729])
def test_rows_must_not_go_early(blocks: list[list[Entry]], later: int) -> None:
    said, line = trimmed(chained(blocks), 2, later=later)
    seals = chained([*blocks, [said]])
    found = {one.harm for one in check([*flat(blocks[2:]), said], seals, logged(seals, line)).found}
    assert found == {Harm.TRIM_EARLY, Harm.ROW_REMOVED}


def test_lines_and_seals_are_read_back(blocks: list[list[Entry]]) -> None:
    [one, *_] = chained(blocks)
    assert seal_from_text(one.text) == one
    assert seal_from_text(one.text.replace('"count":4', '"count":"4"')) is None
    assert one.follows(genesis(TOWN))
    assert not one.follows(genesis("anderswo"))
    line = head_line(one)
    assert line_from_text(line.text) == line
    assert line_from_text(line.text[:-9]) is None
    heads = Heads(town=TOWN)
    heads.read([line.text[:-9], line.text, replace(line, town="anderswo", head="x").text])
    assert (heads.unread, heads.lines, heads.heads) == (1, 1, {1: one.head})


# ---- any single change

rows = st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=5), min_size=1, max_size=6)
Change = Callable[[list[Entry], list[str]], tuple[list[Entry], list[str]]]


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[list[Entry]], list[Entry], list[str]]:
    """Blocks as sealed; rows and seals after one thing was done to them."""
    texts = draw(rows)
    made = [[entry(100 * b + 10 * i, t or "-") for i, t in enumerate(some)] for b, some in enumerate(texts)]
    entries, seals = flat(made), [one.text for one in chained(made)]
    i, s = draw(st.integers(0, len(entries) - 1)), draw(st.integers(0, len(seals) - 1))
    match draw(
        st.sampled_from(["change", "field", "id", "remove", "add", "swap", "seal", "no-seal", "twice", "order"])
    ):
        case "change":
            text = draw(st.text(max_size=8).filter(lambda t: t != entries[i].fields[0][1]))
            entries[i] = replace(entries[i], fields=(("row", text),))
        case "field":
            entries[i] = replace(entries[i], fields=(*entries[i].fields, ("more", "")))
        case "id":
            entries[i] = replace(entries[i], id=entries[i].id[:-1] + "1")
        case "remove":
            del entries[i]
        case "add":
            entries.insert(i, replace(entries[i], id=f"{entries[i].place[0] - draw(st.integers(1, 9))}-0"))
        case "swap":
            j = draw(st.integers(0, len(entries) - 1))
            a, b = entries[i].fields, entries[j].fields
            entries[i], entries[j] = replace(entries[i], fields=b), replace(entries[j], fields=a)
        case "seal":
            value = json.loads(seals[s])
            name = draw(st.sampled_from(sorted(value)))
            value[name] = value[name] + 1 if isinstance(value[name], int) else other_digit(value[name])
            seals[s] = json.dumps(value)
        case "no-seal":
            del seals[s]
        case "twice":
            seals.insert(s, seals[s])
        case _:
            t = draw(st.integers(0, len(seals) - 1))
            seals[s], seals[t] = seals[t], seals[s]
    return made, entries, seals


def other_digit(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


@given(changes())
def test_any_single_change_is_found(change: tuple[list[list[Entry]], list[Entry], list[str]]) -> None:
    made, entries, seals = change
    whole = chained(made)
    same = entries == flat(made) and seals == [one.text for one in whole]
    report = check(entries, seals, logged(whole))
    assert bool(report.found) is not same
