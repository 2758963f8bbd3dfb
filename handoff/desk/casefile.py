"""A whole case as one ZIP for the file: a page to print, JSON, the files themselves, and a sum of each."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from handoff.casemarks import FileMark
from handoff.desk.caserows import shown_of_case, stored_in
from handoff.desk.deps import AttachedTo, FetchAttachment
from handoff.desk.door import OpenCase
from handoff.desk.listing import subject_of
from handoff.desk.rendering import sheet
from handoff.desk.state import Reading, state_of
from handoff.desk.transcript import attachments_of, lines_of
from handoff.files.disk import in_thread
from handoff.files.store import FileAway, Files
from handoff.journal.journal import Journal
from handoff.journal.records import Deed, Row
from handoff.stretches import Hidden
from handoff.ticket import Kind, ticket_to_dict

FORMAT: Final = 1
"""Version of the JSON's shape."""
SUMS: Final = "SHA256SUMS"
_STYLE: Final = (Path(__file__).parent / "static" / "export.css").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a case and its files come from."""

    journal: Journal
    files: Files
    fetch: FetchAttachment


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosed:
    """A file in the ZIP. ``path`` is within it; where it could not be had, ``missing`` says why."""

    n: int
    i: int
    path: str = ""
    sum: str = ""
    missing: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WholeCase:
    """All that goes into a file. ``town`` is its name, ``by`` who takes it out: login and name.

    ``hidden``: what of the conversation is other departments' alone.
    """

    town: str
    case: OpenCase
    rows: Sequence[Row]
    deeds: Sequence[Deed]
    hidden: Sequence[Hidden]
    mark: FileMark | None
    by: tuple[str, str]
    at: datetime
    enclosed: tuple[Enclosed, ...] = ()


async def whole_case(journal: Journal, town: str, case: OpenCase, by: tuple[str, str]) -> WholeCase:
    """A case as it is now. Raises JournalAway."""
    shown = await shown_of_case(journal, case)
    return WholeCase(
        town=town,
        case=case,
        rows=shown.rows,
        deeds=shown.deeds,
        hidden=shown.hidden,
        mark=await journal.file_mark(case.ticket.receipt),
        by=by,
        at=datetime.now(UTC),
    )


def as_json(whole: WholeCase) -> str:
    """The case as JSON."""
    files = {(one.n, one.i): one for one in whole.enclosed}
    value = {
        "format": FORMAT,
        "town": whole.town,
        "exported_at": whole.at.isoformat(timespec="seconds"),
        "exported_by": whole.by[0],
        "file": _file_of(whole.mark),
        "ticket": ticket_to_dict(whole.case.ticket),
        "rows": [_row(row, files) for row in whole.rows],
        "hidden": [_hidden(one) for one in whole.hidden],
        "acts": [
            {"at": deed.at.isoformat(), "after": deed.after, "who": deed.login, "action": deed.action, **deed.details}
            for deed in whole.deeds
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


async def as_page(source: Source, whole: WholeCase, reading: Reading) -> str:
    """The case as a page to print: inert, nothing in it is fetched from anywhere. Raises JournalAway."""
    case, ticket = whole.case, whole.case.ticket
    lines = lines_of(
        whole.rows,
        case.snapshot,
        await source.journal.delivery_states(case.snapshot.conversation),
        outbox=True,
        reading=reading,
        files=await source.files.states(stored_in(whole.rows)),
        hidden=whole.hidden,
    )
    return sheet(
        "export.html",
        reading.lang,
        _STYLE,
        town=whole.town,
        ticket=ticket,
        subject=subject_of(ticket, reading),
        lines=lines,
        state=state_of(ticket, reading),
        department=reading.department(ticket.department),
        kind=reading.word("kind", ticket.kind),
        channel=reading.word("channel", ticket.channel),
        asked=reading.moment(ticket.asked_at),
        exported=reading.moment(whole.at),
        exported_iso=whole.at.isoformat(timespec="seconds"),
        by=whole.by[1],
        file_number=whole.mark.number if whole.mark is not None else "",
        enclosed=whole.enclosed,
    )


async def write_zip(target: Path, source: Source, whole: WholeCase, reading: Reading) -> tuple[Enclosed, ...]:
    """Write the ZIP; which files are in it, and which could not be had. Raises JournalAway, OSError."""
    receipt = whole.case.ticket.receipt
    sums: dict[str, str] = {}

    def add(archive: zipfile.ZipFile, name: str, data: bytes) -> str:
        sums[name] = hashlib.sha256(data).hexdigest()
        entry = zipfile.ZipInfo(f"{receipt}/{name}", date_time=whole.at.timetuple()[:6])
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        archive.writestr(entry, data)
        return sums[name]

    with zipfile.ZipFile(target, "w") as archive:
        enclosed = []
        for row in whole.rows:
            for i, attachment in enumerate(attachments_of(row)):
                if not attachment.get("ref"):
                    continue  # a place or a contact: it stands in the text
                one, ref, name = Enclosed(n=row.n, i=i), str(attachment["ref"]), str(attachment.get("name", ""))
                try:
                    data = await source.fetch(_came(whole.case), ref, name)
                except FileAway as away:
                    enclosed.append(replace(one, missing=away.why))
                    continue
                path = _name(row.n, i, name, ref)
                enclosed.append(replace(one, path=path, sum=await in_thread(add, archive, path, data)))
        whole = replace(whole, enclosed=tuple(enclosed))
        page = await as_page(source, whole, reading)
        await in_thread(add, archive, f"{receipt}.json", as_json(whole).encode("utf-8", "replace"))
        await in_thread(add, archive, f"{receipt}.html", page.encode("utf-8", "replace"))
        lines = "".join(f"{total}  {name}\n" for name, total in sorted(sums.items()))
        await in_thread(add, archive, SUMS, lines.encode())
    return whole.enclosed


def _came(case: OpenCase) -> AttachedTo:
    return AttachedTo(conversation=case.snapshot.conversation, keeps_position=case.ticket.kind is Kind.DEFECT)


def _name(n: int, i: int, name: str, ref: str) -> str:
    """A name that every system can unpack, and that says to which message it belongs."""
    whole = name or ref
    ending = PurePosixPath(whole).suffix or PurePosixPath(ref).suffix
    stem = "".join(c if c.isalnum() or c in "-_ ." else "_" for c in PurePosixPath(whole).stem)[:60].strip(" .")
    return f"files/{n:04}-{i}-{stem or 'datei'}{ending[:10]}"


def _file_of(mark: FileMark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    taken = mark.taken
    return {
        "number": mark.number,
        "marked_by": mark.by,
        "marked_at": mark.at.isoformat(),
        "taken": {"by": taken.by, "day": f"{taken.day}", "number": taken.number} if taken is not None else None,
    }


def _hidden(one: Hidden) -> dict[str, Any]:
    """Rows that are another department's alone."""
    ticket = one.ticket
    return {
        "first": one.stretch.first,
        "last": one.stretch.last,
        "receipt": one.stretch.receipt,
        "department": ticket.department if ticket is not None else "",
        "asked_at": ticket.asked_at.isoformat() if ticket is not None else None,
        "closed_at": ticket.closed_at.isoformat() if ticket is not None and ticket.closed_at is not None else None,
    }


def _row(row: Row, files: Mapping[tuple[int, int], Enclosed]) -> dict[str, Any]:
    enclosed = [asdict(one) for (n, _), one in sorted(files.items()) if n == row.n]
    return {
        "n": row.n,
        "at": row.at.isoformat() if row.at else None,
        "who": row.who,
        "name": row.name,
        "body": dict(row.body),
        **({"files": enclosed} if enclosed else {}),
    }
