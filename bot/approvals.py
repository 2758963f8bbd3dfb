"""Approvals of entries: written into the town's files, and into a log that only grows."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from faq.approval import PROVISIONAL_FOR, content_hash, objection, obstacle
from faq.checks import Located
from faq.complaints import nearest
from faq.entry import Approval, Town
from faq.errors import FilesBroken, Problem
from faq.folder import Folder, read_folder
from faq.safefile import ChangedMeanwhile, replace_content
from faq.signature import signed
from faq.yamlfile import parse

log = logging.getLogger(__name__)

LOG_NAME = "faq-approvals.log"
Act = Literal["approve", "publish_now", "break_glass"]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody wants: `approve` as the second person, or to go live without one, for a `reason`."""

    act: Act
    entries: tuple[str, ...]
    by: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """An entry with its new approval; `written` is false when the one that stands there says the same."""

    entry: str
    place: str
    approval: Approval
    written: bool


class NotApproved(Exception):
    """Nothing was written: why, at each entry."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def sign(folder: Path, data_dir: Path, town_id: str, request: Request, now: datetime) -> list[Signed]:
    """Write the approvals, all or none of one file. `now` is aware.

    Raises FilesBroken, NotApproved, and OSError when the log or a file cannot be written; what the log says of an
    approval that then did not come about is followed by a line that says so.
    """
    found = read_folder(folder)
    if found.errors or found.town is None:
        raise FilesBroken(found.errors)
    chosen = [_chosen(found, id_) for id_ in dict.fromkeys(request.entries)]
    refused = [one for one in chosen if isinstance(one, Problem)]
    located = [one for one in chosen if isinstance(one, Located)]
    refused += [problem for one in located if (problem := _refusal(one, found.town, request, now))]
    if refused:
        raise NotApproved(refused)
    made = [_signed(one, found.town, request, now) for one in located]
    fresh = [one for one, new in zip(located, made, strict=True) if new.written]
    approvals = {one.entry: one.approval for one in made}
    texts = _texts(folder, fresh, approvals)
    rows = [_row(town_id, one, approvals[one.entry.id], request, now) for one in fresh]
    _append(data_dir, rows)
    try:
        for path, (before, after) in texts.items():
            replace_content(path, before, after)
        _verify(folder, fresh, approvals, now)
    except (OSError, ChangedMeanwhile, NotApproved) as error:
        _append(data_dir, [{**row, "act": "failed", "cause": type(error).__name__} for row in rows])
        if isinstance(error, ChangedMeanwhile):
            raise NotApproved([_changed_meanwhile(one) for one in fresh]) from error
        raise
    for one in fresh:
        level = logging.INFO if request.act == "approve" else logging.WARNING
        log.log(level, "entry signed: %s", request.act, extra={
            "action": f"faq.{request.act}", "town": town_id, "entry": one.entry.id, "content": content_hash(one.entry),
        })  # fmt: skip
    return made


def _chosen(found: Folder, id_: str) -> Located | Problem:
    for located in found.entries:
        if located.entry.id == id_:
            return located
    near = nearest(id_, [located.entry.id for located in found.entries])
    mend = f"Gemeint ist wohl „{near}“." if near else "buergerdraht faq review zählt auf, was wartet."
    return Problem(file="faq", line=0, entry=id_, what=f"Einen Eintrag „{id_}“ gibt es nicht.", mend=mend)


def _refusal(located: Located, town: Town, request: Request, now: datetime) -> Problem | None:
    if request.act == "approve":
        reason = objection(located.entry, town, request.by)
        if reason:
            return located.problem(reason.field, f"Nicht freigegeben, weil {reason.why}.", reason.mend)
        return None
    if town.faq_approval == "none":
        return located.problem(
            (), "Diese Stadt verlangt keine Freigabe.", "Speichern genügt; in town.yaml steht faq_approval."
        )
    if obstacle(located.entry, town, now) is None:
        return located.problem((), "Der Eintrag ist schon live.", "Es ist nichts zu tun.")
    return None


def _signed(located: Located, town: Town, request: Request, now: datetime) -> Signed:
    local = now.astimezone(ZoneInfo(town.timezone)).replace(second=0, microsecond=0)
    new = Approval(
        by=request.by,
        on=local.date(),
        hash=content_hash(located.entry),
        provisional_until=local + PROVISIONAL_FOR if request.act == "publish_now" else None,
        break_glass=request.act == "break_glass",
    )
    old = located.entry.approval
    standing = (
        request.act == "approve"
        and old is not None
        and located.entry.status != "draft"
        and (old.hash, old.provisional_until, old.break_glass) == (new.hash, None, False)
        and objection(located.entry, town, old.by) is None
    )
    return Signed(
        entry=located.entry.id,
        place=f"{located.document.file}:{located.document.line((located.index,))}",
        approval=old if standing and old is not None else new,
        written=not standing,
    )


def _texts(folder: Path, fresh: Sequence[Located], approvals: dict[str, Approval]) -> dict[Path, tuple[bytes, bytes]]:
    """The new content of each file, beside the one it takes the place of."""
    texts: dict[Path, tuple[bytes, bytes]] = {}
    for located in fresh:
        path = folder / located.document.file
        before, after = texts.get(path) or (path.read_bytes(),) * 2
        text = after.decode("utf-8-sig")
        document = parse(text, located.document.file)
        if isinstance(document, Problem) or (path not in texts and document != located.document):
            raise NotApproved([_changed_meanwhile(located)])
        new = signed(text, document, located.index, approvals[located.entry.id])
        if isinstance(new, Problem):
            raise NotApproved([new])
        mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
        texts[path] = before, mark + new.encode()
    return texts


def _verify(folder: Path, fresh: Sequence[Located], approvals: dict[str, Approval], now: datetime) -> None:
    found = read_folder(folder)
    again = {located.entry.id: located.entry for located in found.entries}
    for located in fresh:
        entry = again.get(located.entry.id)
        if (
            found.town is None
            or entry is None
            or entry.approval != approvals[entry.id]
            or obstacle(entry, found.town, now)
        ):
            raise NotApproved([_changed_meanwhile(located)])


def _changed_meanwhile(located: Located) -> Problem:
    return located.problem((), "Die Datei wurde eben von jemand anderem geändert.", "Den Befehl wiederholen.")


def _row(town_id: str, located: Located, approval: Approval, request: Request, now: datetime) -> dict[str, str]:
    until = approval.provisional_until
    return {
        "at": now.isoformat(timespec="seconds"),
        "act": request.act,
        "town": town_id,
        "entry": located.entry.id,
        "file": located.document.file,
        "by": request.by,
        "author": located.entry.author,
        "reason": request.reason,
        "hash": approval.hash,
        "before": located.entry.approval.hash if located.entry.approval else "",
        "until": until.isoformat(timespec="minutes") if until else "",
    }


def _append(data_dir: Path, rows: Iterable[dict[str, str]]) -> None:
    """Add lines, on disk before this returns."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not text:
        return
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data_dir / LOG_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
