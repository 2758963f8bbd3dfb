"""A made-up archive: closed cases with their transcripts, and open ones, written straight into the store."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from handoff.journal.journal import Journal
from handoff.ticket import End, Kind, Staff, Ticket, Turn, ticket_to_json

DEPARTMENTS: Final = ("buergerbuero", "bauamt", "standesamt", "soziales", "ordnung")
AT_ONCE: Final = 500
TOPICS: Final = (
    *("Personalausweis", "Reisepass", "Meldebescheinigung", "Führungszeugnis", "Sperrmüll", "Mülltonne", "Laterne"),
    *("Schlagloch", "Gehweg", "Baumfällung", "Hecke", "Hundesteuer", "Gewerbeanmeldung", "Wohngeld", "Kita-Platz"),
    *("Elternbeitrag", "Parkausweis", "Bußgeld", "Trauung", "Geburtsurkunde", "Friedhof", "Lärm", "Wasserzähler"),
)
_TEXT: Final = """
beantragen verlängern verloren kaputt abgelaufen Termin Gebühr Unterlagen Straße Nachbar Wochenende
dringend Bescheid Rechnung Konto Kind Mutter Wohnung Umzug Amt Öffnungszeiten Formular online
Antwort Woche Monat Jahr Foto Schild Ampel Baustelle Spielplatz Bank Brunnen Rathaus Bus Fahrrad
Auto Kennzeichen Vollmacht Unterschrift
"""
WORDS: Final = tuple(_TEXT.split())
NAMES: Final = tuple(f"{a}{b}" for a in ("Kastanien", "Linden", "Markt", "Kirch", "Berg", "See", "Mühlen", "Garten")
                      for b in ("weg", "straße", "platz", "allee", "gasse", "ring", "ufer", "hof"))  # fmt: skip
OWNERS: Final = tuple(Staff(login=f"c{n}", name=f"C{n}") for n in range(30))


async def fill(journal: Journal, closed: int, opened: int, tell: Callable[[int], object]) -> None:
    """Write so many cases of the last three years, oldest first, with eight rows each."""
    redis: Any = journal._store.redis
    rng = random.Random(7)
    now = datetime.now(UTC)
    root = journal._keys.root
    for start in range(0, closed + opened, AT_ONCE):
        async with redis.pipeline(transaction=False) as pipe:
            for no in range(start, min(start + AT_ONCE, closed + opened)):
                is_open = no >= closed
                asked = now - timedelta(days=3 * 365 * (1 - no / (closed + opened)), hours=0.5)
                _write(pipe, root, no, _ticket(rng, no, asked, is_open=is_open), list(_rows(rng, no)))
            await pipe.execute()
        tell(min(start + AT_ONCE, closed + opened))


def _ticket(rng: random.Random, no: int, asked: datetime, *, is_open: bool) -> Ticket:
    topic, place = rng.choice(TOPICS), f"{rng.choice(NAMES)} {rng.randint(1, 120)}"
    return Ticket(
        receipt=f"{no // 10_000:03}-{no % 10_000:04}",
        case=f"case{no}",
        kind=rng.choice(list(Kind)),
        department=rng.choice(DEPARTMENTS),
        channel=rng.choice(("web", "telegram")),
        lang="de",
        subject=f"{topic} {' '.join(rng.sample(WORDS, 4))}, {place}?",
        place=place if no % 3 == 0 else "",
        asked_at=asked,
        turn=Turn.OURS if is_open else Turn.CITIZEN,
        turn_since=asked,
        promised_by=asked + timedelta(hours=20),
        owner=rng.choice(OWNERS) if not is_open or no % 2 else None,
        closed_at=None if is_open else asked + timedelta(hours=30),
        end=None if is_open else rng.choice((End.ANSWERED, End.ANSWERED, End.FORWARDED)),
    )


def _rows(rng: random.Random, no: int) -> Iterator[str]:
    for n in range(8):
        who = ("citizen", "machine", "person", "citizen")[n % 4]
        text = f"{rng.choice(TOPICS)} {' '.join(rng.sample(WORDS, 9))} {no}."
        yield json.dumps({"id": f"r{no}.{n}", "who": who, "body": {"text": text}}, ensure_ascii=False)


def _write(pipe: Any, root: str, no: int, ticket: Ticket, rows: list[str]) -> None:
    asked = ticket.asked_at
    conversation, text = f"conv{no}", ticket_to_json(ticket)
    stamp = int(asked.timestamp() * 1000)
    pipe.hset(f"{root}handoff:{ticket.receipt}", mapping={"conversation": conversation, "ticket": text})
    pipe.hset(
        f"{root}conv:{conversation}",
        mapping={"tv": 1, "kv": 1, "seq": 8, "case": ticket.case, "address": f"web:{no}", "ticket": text},
    )
    pipe.rpush(f"{root}cases:{conversation}", f"1 {ticket.case}")
    pipe.rpush(f"{root}rows:{ticket.case}", *(f"{n + 1}\t{stamp}\t{row}" for n, row in enumerate(rows)))
    if ticket.is_open:
        pipe.zadd(f"{root}tickets", {conversation: stamp})
        if ticket.owner is None:
            pipe.zadd(f"{root}queue:{ticket.department}", {conversation: stamp})
    else:
        pipe.zadd(f"{root}closed", {ticket.receipt: stamp})
        pipe.rpush(f"{root}filing", ticket.receipt)
