"""A transcript as the case page shows it: who spoke, when, what, and what became of it. Pure.

A citizen's text is never read as anything but text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from faq.richtext import to_html
from handoff.desk.catalogue import has
from handoff.desk.references import Reference, References
from handoff.desk.state import Fate, Reading, fate_of, urgent_of
from handoff.desk.times import day
from handoff.files.kinds import KINDS
from handoff.journal.records import Deed, DeliveryState, Row, Snapshot
from handoff.letter import rich_of
from handoff.stretches import Hidden
from handoff.threats import is_threat, parts_of, without_threats

SHOWN_AS_PICTURE: Final = "photo"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """Something that came with a message. ``path`` leads to the bytes (relative to the case), ``map`` to a place.

    ``details``: type and size. ``trouble``: why nobody can have it.
    """

    label: str
    details: str = ""
    path: str = ""
    picture: bool = False
    map: str = ""
    place: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One message of the transcript, or (``who`` is "deed") something that a member of staff did; ``did`` counts those.

    ``who`` is "hidden" where another department's concern stood that is not the reader's to see.

    ``n``: the row's number, that of the row before it for a deed. ``day`` is set on the first one of each day.
    ``mine``: the reader has written it and can change it.
    ``masked``: sentences that are threats; where they stand ``html`` says so.
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
    id: str = ""
    did: int = -1
    mine: bool = False
    masked: tuple[str, ...] = ()


def lines_of(
    rows: Sequence[Row],
    snapshot: Snapshot,
    deliveries: Mapping[str, DeliveryState],
    *,
    outbox: bool,
    reading: Reading,
    files: Mapping[str, str] | None = None,
    deeds: Sequence[Deed] = (),
    names: Mapping[str, str] | None = None,
    login: str = "",
    hidden: Sequence[Hidden] = (),
) -> list[Line]:
    """The lines of a transcript, from its first row on. ``outbox``: wherever the citizen is, there are deliveries.

    ``files``: where stored files are, by name (``handoff.files.store.State``). ``deeds``: what staff did meanwhile,
    ``names``: their names by login. ``login``: who reads. ``hidden``: what is
    not theirs to read.
    """
    by_row: dict[str, list[DeliveryState]] = {}
    for delivery, state in deliveries.items():
        by_row.setdefault(delivery.rpartition(".")[0], []).append(state)
    acked = None if outbox else snapshot.acked
    threatened = any(is_threat(row.body) for row in rows)
    references = References(rows, deliveries, reading)
    lines: list[Line] = []
    last_day = ""
    done = sorted([*_gaps(hidden, reading), *_deeds(deeds, names or {}, reading)], key=lambda line: line.n)
    for row in rows:
        while done and done[0].n < row.n:
            lines.append(done.pop(0))
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
                html=_html(row, reading, threatened=threatened),
                masked=_masked(row),
                day=today if today != last_day else "",
                keys=tuple(_keys(row.body)),
                files=tuple(_file(row.n, i, a, reading, files or {}) for i, a in enumerate(attachments_of(row))),
                fate=fate_of(row, by_row.get(row.id, ()), acked=acked, reading=reading) if ours else None,
                entry=str(row.body.get("entry", "")),
                why=tuple(str(reason) for reason in row.body.get("why", ())),
                urgent=urgent_of(str(row.body.get("urgent", "")), reading),
                over=references.over(row),
                under=references.under(row),
                small="reaction_to" in row.body,
                id=row.id,
                mine=row.who == "person" and row.body.get("by") == login and references.is_last(row),
            )
        )
        last_day = today
    return lines + done


_MORE: Final = (("transfer", "to"), ("park", "until"))
"""Acts that are told of in other words where their record says more."""


def _gaps(hidden: Sequence[Hidden], reading: Reading) -> Iterator[Line]:
    """What other departments had with the citizen: that it was, and not what."""
    for one in hidden:
        ticket = one.ticket
        if ticket is None or one.stretch.last is None:
            continue
        end = ticket.closed_at or ticket.asked_at
        text = reading.say(
            "hidden-case",
            department=reading.department(ticket.department),
            receipt=ticket.receipt,
            since=reading.moment(ticket.asked_at),
            until=reading.moment(end),
        )
        yield Line(
            n=one.stretch.last,
            who="hidden",
            speaker="",
            at="",
            iso="",
            html=escape(text),
            day="",
            keys=(),
            files=(),
            fate=None,
            entry="",
            why=(),
            urgent="",
        )


def _deeds(deeds: Sequence[Deed], names: Mapping[str, str], reading: Reading) -> Iterator[Line]:
    for number, deed in enumerate(deeds):
        key = f"deed-{deed.action.replace('_', '-')}" + next(
            (f"-{more}" for act, more in _MORE if deed.action == act and more in deed.details), ""
        )
        if not has(reading.say, key):
            continue  # it changed nothing between staff and citizen
        to, until = deed.details.get("to", ""), deed.details.get("until", "")
        text = reading.say(
            key,
            name=names.get(deed.login, deed.login),
            to=names.get(to, to),
            department=reading.department(deed.details.get("department", "")),
            until=reading.moment(datetime.fromisoformat(until)) if until else "",
        )
        yield Line(
            n=deed.after,
            who="deed",
            speaker="",
            at=_clock(deed.at, reading),
            iso=deed.at.isoformat(timespec="seconds"),
            html=escape(text),
            day="",
            keys=(),
            files=(),
            fate=None,
            entry="",
            why=(),
            urgent="",
            did=number,
        )


def attachments_of(row: Row) -> list[Mapping[str, Any]]:
    """What came with a message."""
    return list(row.body.get("attachments", ()))


def _speaker(row: Row, reading: Reading) -> str:
    if row.who == "person":
        return str(row.body.get("colleague", "")) or row.name or reading.say("who-person")
    speaker = reading.say(f"who-{row.who}")
    return f"{speaker}, {row.name}" if row.who == "note" and row.name else speaker


def _clock(at: datetime, reading: Reading) -> str:
    return f"{at.astimezone(reading.zone):%H:%M}"


def _html(row: Row, reading: Reading, *, threatened: bool) -> Markup:
    if "callback" in row.body:
        return escape(reading.say("call-note", when=reading.word("call-when", str(row.body["callback"]))))
    mark, text = reading.say("threat-masked"), str(row.body.get("text", ""))
    if row.who in ("machine", "person"):
        if threatened and (plain := without_threats(text, mark, known=False)) != text.strip():
            return _lines(plain)  # it repeats what the citizen wrote
        return Markup(to_html(rich_of(row.body)))  # noqa: S704 - escaped by to_html
    if threatened:
        text = without_threats(text, mark, known=is_threat(row.body))
    return _lines(text)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(part) for part in text.split("\n"))


def _masked(row: Row) -> tuple[str, ...]:
    if not is_threat(row.body):
        return ()
    return tuple(part.strip() for part, threat in parts_of(str(row.body.get("text", ""))) if threat)


def _keys(body: Mapping[str, Any]) -> list[str]:
    return [str(key["label"]) for line in body.get("keys", ()) for key in line]


def _file(n: int, i: int, attachment: Mapping[str, Any], reading: Reading, states: Mapping[str, str]) -> File:
    kind = str(attachment.get("kind", "other"))
    label = reading.word("file", kind)
    place, where = _place(attachment)
    ref = str(attachment.get("ref", ""))
    if not ref and place:
        return File(label=f"{label}: {place}", map=where)
    name = str(attachment.get("name", ""))
    trouble = str(attachment.get("refused", "")) or states.get(ref, "here")
    fetchable = bool(ref) and trouble == "here"
    return File(
        label=f"{label}: {name}" if name else label,
        details=_details(attachment, reading),
        path=f"file/{n}/{i}" if fetchable else "",
        picture=kind == SHOWN_AS_PICTURE and fetchable,
        map=where,
        place=place,
        trouble=reading.say(f"file-is-{trouble}") if trouble != "here" else "",
    )


def _place(attachment: Mapping[str, Any]) -> tuple[str, str]:
    """A position in words, and the map that shows it; empty where there is none."""
    latitude, longitude = attachment.get("latitude"), attachment.get("longitude")
    if latitude is None or longitude is None:
        return "", ""
    point = {"mlat": f"{float(latitude):.5f}", "mlon": f"{float(longitude):.5f}"}
    map_part = f"#map=17/{point['mlat']}/{point['mlon']}"
    return (
        f"{point['mlat']}, {point['mlon']}",
        f"https://www.openstreetmap.org/?{urlencode(point)}{map_part}",
    )


def _details(attachment: Mapping[str, Any], reading: Reading) -> str:
    mime, size = str(attachment.get("mime", "")), int(attachment.get("size", 0) or 0)
    known = next((kind.endings[0].upper() for kind in KINDS.values() if kind.mime == mime), "")
    return ", ".join(part for part in (known, size_in_words(size, reading.lang) if size else "") if part)


def size_in_words(size: int, lang: str) -> str:
    """Bytes as people read them: "340 KB", "1,2 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{format_decimal(round(size / 1024 / 1024, 1), locale=lang)} MB"
