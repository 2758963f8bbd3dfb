"""A transcript as the case page shows it: who spoke, when, what, and what became of it. Pure.

A citizen's text is never read as anything but text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from faq.richtext import to_html
from handoff.desk.references import Reference, References
from handoff.desk.state import Fate, Reading, fate_of, urgent_of
from handoff.desk.times import day
from handoff.journal.records import DeliveryState, Row, Snapshot
from handoff.letter import rich_of

SHOWN_AS_PICTURE: Final = "photo"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """Something that came with a message. ``path`` leads to the bytes (relative to the case), ``map`` to a place."""

    label: str
    path: str = ""
    picture: bool = False
    map: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One message of the transcript. ``day`` is set on the first one of each day.

    ``over`` and ``under`` say what it refers to and what became of it; ``small``: a sign, not a message.
    """

    n: int
    who: str
    speaker: str
    at: str
    iso: str
    html: Markup
    day: str
    keys: tuple[str, ...]
    files: tuple[File, ...]
    fate: Fate | None
    entry: str
    why: tuple[str, ...]
    urgent: str
    over: tuple[Reference, ...] = ()
    under: Reference | None = None
    small: bool = False


def lines_of(
    rows: Sequence[Row],
    snapshot: Snapshot,
    deliveries: Mapping[str, DeliveryState],
    *,
    outbox: bool,
    reading: Reading,
) -> list[Line]:
    """The lines of a transcript, from its first row on. ``outbox``: wherever the citizen is, there are deliveries."""
    by_row: dict[str, list[DeliveryState]] = {}
    for delivery, state in deliveries.items():
        by_row.setdefault(delivery.rpartition(".")[0], []).append(state)
    acked = None if outbox else snapshot.acked
    references = References(rows, deliveries, reading)
    lines: list[Line] = []
    last_day = ""
    for row in rows:
        at = row.at or reading.now
        today = day(at, reading.zone, reading.lang)
        ours = row.who in ("machine", "person")
        lines.append(
            Line(
                n=row.n,
                who=row.who,
                speaker=_speaker(row, reading),
                at=_clock(at, reading),
                iso=at.isoformat(timespec="seconds"),
                html=_html(row),
                day=today if today != last_day else "",
                keys=tuple(_keys(row.body)),
                files=tuple(_file(row.n, i, a, reading) for i, a in enumerate(attachments_of(row))),
                fate=fate_of(row, by_row.get(row.id, ()), acked=acked, reading=reading) if ours else None,
                entry=str(row.body.get("entry", "")),
                why=tuple(str(reason) for reason in row.body.get("why", ())),
                urgent=urgent_of(str(row.body.get("urgent", "")), reading),
                over=references.over(row),
                under=references.under(row),
                small="reaction_to" in row.body,
            )
        )
        last_day = today
    return lines


def attachments_of(row: Row) -> list[Mapping[str, Any]]:
    """What came with a message."""
    return list(row.body.get("attachments", ()))


def _speaker(row: Row, reading: Reading) -> str:
    if row.who == "person":
        return row.name or reading.say("who-person")
    speaker = reading.say(f"who-{row.who}")
    return f"{speaker}, {row.name}" if row.who == "note" and row.name else speaker


def _clock(at: datetime, reading: Reading) -> str:
    return f"{at.astimezone(reading.zone):%H:%M}"


def _html(row: Row) -> Markup:
    if row.who in ("machine", "person"):
        return Markup(to_html(rich_of(row.body)))  # noqa: S704 - escaped by to_html
    return Markup("<br>").join(escape(part) for part in str(row.body.get("text", "")).split("\n"))


def _keys(body: Mapping[str, Any]) -> list[str]:
    return [str(key["label"]) for line in body.get("keys", ()) for key in line]


def _file(n: int, i: int, attachment: Mapping[str, Any], reading: Reading) -> File:
    kind = str(attachment.get("kind", "other"))
    label = reading.word("file", kind)
    latitude, longitude = attachment.get("latitude"), attachment.get("longitude")
    if latitude is not None and longitude is not None:
        point = {"mlat": f"{float(latitude):.5f}", "mlon": f"{float(longitude):.5f}"}
        place = f"{label}: {point['mlat']}, {point['mlon']}"
        where = f"#map=17/{point['mlat']}/{point['mlon']}"
        return File(label=place, map=f"https://www.openstreetmap.org/?{urlencode(point)}{where}")
    name = str(attachment.get("name", ""))
    return File(
        label=f"{label}: {name}" if name else label,
        path=f"file/{n}/{i}" if attachment.get("ref") else "",
        picture=kind == SHOWN_AS_PICTURE,
    )
