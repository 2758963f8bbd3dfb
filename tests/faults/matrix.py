"""The fault matrix: every fault the system must survive, by row, and which tests show that it does.

A test names the rows it shows by `@pytest.mark.fault(rows=(4, 5))`, and the promises by `promises=("P9",)`. What is
read here is the source, so that nothing need be imported to know which row has no test.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

TESTS: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and what is to be seen then."""

    what: str
    expected: str


MATRIX: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        1: Fault("killed on receipt, nothing stored", "Telegram sends again; one effect"),
        2: Fault("killed when stored, not confirmed", "comes again and is known; one effect"),
        3: Fault("killed when confirmed", "nothing is lost"),
        4: Fault("worker killed when it has taken", "another takes over within 20 s"),
        5: Fault("worker killed when it has decided", "another takes over; one answer"),
        6: Fault("killed when committed, answer of the script lost", "repeated without effect; one delivery"),
        7: Fault("sender killed before the call", "recorded as a doubt, sent once more"),
        8: Fault("sender killed after the call", "at most one duplicate, recorded"),
        9: Fault("sender killed after the report", "nothing twice"),
        10: Fault("sender killed at the second of three parts", "1, 2 (2), 3, in order"),
        11: Fault("killed between handoff and the notice to staff", "both are one commit; the notice arrives"),
        12: Fault("desk killed in a claim", "the same form gives the same claim"),
        13: Fault("desk killed in a reply", "said once, or the draft is kept"),
        14: Fault("SIGTERM under load", "ends within 20 s, nothing in doubt"),
        15: Fault("a worker stands still beyond its lease", "another takes over, the late commit is refused"),
        16: Fault("killed at start, scripts vanish", "recovers by itself"),
        17: Fault("the store killed under load", "nothing confirmed is lost"),
        18: Fault("power cut of the store's host", "`always` loses nothing, `everysec` one or two seconds"),
        19: Fault("the append-only file truncated or corrupt", "a torn tail loads, else a clear refusal"),
        20: Fault("the store loads for 30 s", "nothing is confirmed; back within 10 s"),
        21: Fault("failover, the primary is dead", "back within 10 s"),
        22: Fault("failover, the old primary lives read-only", "connections are dropped"),
        23: Fault("partition with the old primary", "unconfirmed; nothing confirmed is lost"),
        24: Fault("cluster: moved slots, a dead node, cluster down", "repeated; never across slots"),
        25: Fault("a replica stalls", "nothing is confirmed below the target; an alarm"),
        26: Fault("memory is full", "new is refused whole, old is finished, nothing evicted"),
        27: Fault("disk is full", "refused, not ready; recovers by itself"),
        28: Fault("the store is slow", "slower, nothing twice"),
        29: Fault("the store's answer is lost", "the same state as without"),
        30: Fault("a task is cancelled in any call of the store", "no answer mixed up, no connection leaked"),
        31: Fault("the pool is used up", "waiting reads have their own connections"),
        32: Fault("FLUSHALL, a key of another type", "a loud alarm, nothing confirmed on top"),
        33: Fault("an idle connection is cut by a firewall", "the first command works"),
        34: Fault("Telegram: 429", "only this chat waits; order is kept"),
        35: Fault("Telegram: 500, 502, 504", "recorded as a doubt, sent once more"),
        36: Fault("Telegram: no connection, no name, no TLS", "surely not sent: tried until it is; nothing twice"),
        37: Fault("Telegram: no answer after it was taken", "at most one duplicate, recorded"),
        38: Fault("the citizen has blocked the bot", "not tried again; staff see it"),
        39: Fault("the staff's group becomes a supergroup", "followed; delivered once"),
        40: Fault("a topic is gone or closed", "a new one; delivered once"),
        41: Fault("the bot is put out of the group", "the desk goes on, an alarm; back when let in"),
        42: Fault("the token is revoked", "stops with an alarm; a new token finds everything"),
        43: Fault("two pollers", "one stands by"),
        44: Fault("updates three times, reversed, with other numbers", "one effect each"),
        45: Fault("edit before its message or after the answer, signs, unknown kinds", "stored, told, no crash"),
        46: Fault("an album of ten over two seconds", "one question with all parts"),
        47: Fault("a press that is old, made twice, or by a stranger", "ignored; done once; refused and noted"),
        48: Fault("fifty staff claim at once", "one has it, 49 hear who"),
        49: Fault("a claim is repeated after a lost answer", "the same claim"),
        50: Fault("the owner's browser closes", "back at its first place, told once"),
        51: Fault("the former owner comes back", "refused, the draft is kept"),
        52: Fault("nobody on duty at 3 in the night", "told with number and a true time; the obligation stays"),
        53: Fault("the citizen writes while it waits or after the end", "appended or reopened, never dropped"),
        54: Fault("two tabs, the server restarts in between", "no gap, nothing twice"),
        55: Fault("a browser reads slowly", "a bounded buffer, cut off, goes on where it was"),
        56: Fault("knowledge broken, empty, huge, half written, deleted", "the old version serves; it is told"),
        57: Fault("knowledge changes at 50 messages a second", "each question answered by exactly one version"),
        58: Fault("clocks jump: an hour, NTP, summer time", "no mass expiry, order is kept"),
        59: Fault("the store's clock steps back 10 s", "numbers go on increasing"),
        60: Fault("1 MB of text, 4,096 emoji, 65 KB of JSON", "taken to the limit or refused by word; < 1 s"),
        61: Fault(
            "NUL, lone surrogates, direction marks, nothing at all", "no crash; not understood leads to a person"
        ),
        62: Fault("webhook: broken, deep, doubled, NaN", "set aside and 200 with the secret, else 403"),
        63: Fault("webhook: a forged, missing or old secret", "403; two are valid for 24 h"),
        64: Fault("100 MB, a byte now and then, bombs, SVG with script", "refused, memory flat"),
        65: Fault("script, entities, Markdown, @all, false links", "inert everywhere"),
        66: Fault("1,000 messages a second from one, 10,000 new chats", "limited; all others are served"),
        67: Fault("an event kills each worker", "set aside at the third take; a person hears of it"),
        68: Fault("a text that is slow to match", "within its budget, or a person"),
        69: Fault("two versions side by side", "no harm to either"),
        70: Fault("yesterday's backup is restored", "old answers are held; the erased stay erased"),
        71: Fault("own store: dies, second instance, folder not writable", "restarted; a refusal that says why"),
        72: Fault("only the store or only the program is killed", "the other side recovers"),
    }
)


def by_row() -> Mapping[int, tuple[str, ...]]:
    """Which files show which row."""
    found: dict[int, set[str]] = defaultdict(set)
    for path, rows in _marked().items():
        for row in rows:
            found[row].add(path)
    return {row: tuple(sorted(paths)) for row, paths in found.items()}


def files(rows: Collection[int] = ()) -> list[str]:
    """The files with a test that shows one of these rows, or any row or promise."""
    return [path for path, shown in _marked().items() if not rows or shown & set(rows)]


@cache
def _marked() -> Mapping[str, frozenset[int]]:
    """By file the rows that its tests show; files with a promise alone have none."""
    found = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if marks := list(_marks(path)):
            found[path.relative_to(TESTS.parent).as_posix()] = frozenset(row for mark in marks for row in _rows(mark))
    return found


def _rows(mark: ast.Call) -> Iterator[int]:
    for keyword in mark.keywords:
        if keyword.arg == "rows":
            yield from ast.literal_eval(keyword.value)


def _marks(path: Path) -> Iterator[ast.Call]:
    text = path.read_text("utf-8")
    if "mark.fault(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.fault":
            yield node
