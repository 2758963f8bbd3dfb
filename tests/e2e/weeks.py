"""Weeks of a town that has used the program, as its person-free counters would tell of them: for pictures."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import redis

from handoff.counting import WAIT_MINUTES, counter_name
from handoff.journal.embedded import socket_path
from handoff.journal.keys import Keys

TOWN: Final = "musterstadt"
_ZONE: Final = ZoneInfo("Europe/Berlin")
_DAYS: Final = 31
_SEED: Final = 7
_BY_WEEKDAY: Final = (1.35, 1.15, 1.0, 1.1, 0.8, 0.4, 0.35)
_BY_HOUR: Final = (0, 0, 0, 0, 0, 0, 1, 3, 6, 9, 10, 8, 6, 5, 6, 6, 6, 7, 8, 7, 5, 3, 2, 1)
_OPEN: Final = range(8, 16)
_DEPARTMENTS: Final = {
    "buergerdienste": 30,
    "standesamt": 9,
    "kfz-zulassung": 14,
    "bauen": 16,
    "steuern-finanzen": 8,
    "soziales": 7,
    "kinder-schule": 10,
    "umwelt-ordnung": 18,
}
_ENDS: Final = {"answered": 78, "forwarded": 8, "no_reaction": 7, "left": 4, "other": 3}
_STARS: Final = {5: 46, 4: 30, 3: 10, 2: 5, 1: 4}
_KINDS: Final = {"question": 60, "defect": 24, "complaint": 8, "idea": 5, "objection": 3}
_CHANNELS: Final = {"web": 65, "telegram": 35}
_LANGS: Final = {"de": 88, "en": 12}
_WAITS_WHEN_OPEN: Final = (14, 22, 24, 18, 10, 6, 3, 2, 1, 0)
_WAITS_WHEN_CLOSED: Final = (0, 1, 2, 2, 3, 6, 14, 38, 12, 2)
_LATE: Final = 0.07
_BUCKETS: Final = (*map(str, WAIT_MINUTES), "more")


def counters(now: datetime) -> Counter[str]:
    """The counters of about a month up to now, always the same for the same day."""
    dice = random.Random(_SEED)
    found: Counter[str] = Counter()
    for hour in _hours(now):
        busy = _BY_WEEKDAY[hour.weekday()] * _BY_HOUR[hour.hour]
        for what, a_day in (("answered", 58), ("picked", 9), ("suggested", 14), ("handoff", 17)):
            for _ in range(round(dice.gauss(1, 0.3) * busy * a_day / sum(_BY_HOUR) + dice.random() - 0.5)):
                found.update(_names(hour, what, dice))
    return found


def fill(data: Path, now: datetime) -> None:
    """Write them into the store of a running program with this data folder."""
    keys = Keys(TOWN)
    with redis.Redis(unix_socket_path=str(socket_path(data))) as store:
        for name, n in counters(now).items():
            day, field = name.split("|", 1)
            store.hincrby(keys("count", day), field, n)


def _hours(now: datetime) -> Iterator[datetime]:
    first = now.astimezone(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=_DAYS)
    at = first.astimezone(UTC)
    while at <= now:
        yield at.astimezone(_ZONE)
        at += timedelta(hours=1)


def _names(hour: datetime, what: str, dice: random.Random) -> Iterator[str]:
    """What one event counts: an answer is one thing; a handoff is taken, and ends."""

    def pick(weights: Mapping[Any, int]) -> Any:
        return dice.choices(list(weights), list(weights.values()))[0]

    at, channel, lang = hour.astimezone(UTC), pick(_CHANNELS), pick(_LANGS)
    if what != "handoff":
        yield counter_name(at, what, channel=channel, lang=lang)
        return
    waits = _WAITS_WHEN_OPEN if hour.weekday() < 5 and hour.hour in _OPEN else _WAITS_WHEN_CLOSED
    told = [what, f"wait:{dice.choices(_BUCKETS, waits)[0]}", f"taken:{'late' if dice.random() < _LATE else 'in_time'}"]
    told.append(f"end:{pick(_ENDS)}")
    if dice.random() < 0.3:
        told.append(f"rating:{pick(_STARS)}")
    department, kind = pick(_DEPARTMENTS), pick(_KINDS)
    for each in told:
        yield counter_name(at, each, channel=channel, lang=lang, department=department, kind=kind)
