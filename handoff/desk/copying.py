"""A copy of everything that is stored of a citizen, as a ZIP: a page to read, JSON, and their files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from handoff.desk.catalogue import speak
from handoff.files.disk import in_thread
from handoff.files.kinds import is_ref
from handoff.files.store import FileAway, Files
from handoff.journal.journal import Journal
from handoff.staff import StaffRecord

FORMAT: Final = 1
"""Version of the JSON's shape."""
PAGE: Final = "auskunft.html"
DATA: Final = "daten.json"
FOLDER: Final = "dateien"
Fetch = Callable[[str, str], Awaitable[bytes]]
"""The bytes of a file that lies on a channel, by its id and name. Raises FileAway."""


async def write_copy(
    target: Path,
    journal: Journal,
    files: Files,
    conversation: str,
    *,
    town: str,
    zone: ZoneInfo,
    lang: str = "de",
    fetch: Fetch | None = None,
) -> None:
    """Write the ZIP. Raises JournalError, OSError."""
    now = (await journal.store_time()).astimezone(zone)
    held = await journal.holdings_of(conversation)
    older = await journal.copies(held["files"])
    held["files"] = [ref for ref in held["files"] if ref not in older]  # a copy of a copy says nothing new
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        found: dict[str, str] = {}
        for ref, name in _named(held):
            if ref in older or ref in found:
                continue
            try:
                data = await _bytes(files, ref, name, fetch)
            except FileAway as away:
                found[ref] = f"({away.why})"
                continue
            found[ref] = f"{FOLDER}/{len(found) + 1:03}-{_plain(name or ref)}"
            await in_thread(archive.writestr, found[ref], data)
        told = without_staff(held, (await journal.staff()).values(), lang)
        whole = {
            "format": FORMAT,
            "town": town,
            "made": now.isoformat(timespec="seconds"),
            **told,
            "enclosed": found,
        }
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        await in_thread(archive.writestr, DATA, text.encode("utf-8", "replace"))
        page = as_page(town, told, found, now, lang)
        await in_thread(archive.writestr, PAGE, page.encode("utf-8", "replace"))


def without_staff(value: Any, staff: Iterable[StaffRecord], lang: str) -> Any:
    """The same without the logins and names of staff that the citizen was not told: those are others' data."""
    say, aliases = speak(lang), dict[str, str]()
    for n, record in enumerate(staff, start=1):
        alias = say("copy-staff", n=str(n))
        aliases[record.login] = alias
        if record.public_name not in {"", record.name}:
            aliases[record.name] = alias

    def told(one: Any) -> Any:
        match one:
            case str():
                return aliases.get(one, one)
            case Mapping():
                return {aliases.get(name, name): told(inner) for name, inner in one.items()}
            case list() | tuple():
                return [told(inner) for inner in one]
            case _:
                return one

    return told(value)


def as_page(town: str, held: Mapping[str, Any], files: Mapping[str, str], now: datetime, lang: str) -> str:
    """The page to read; it fetches nothing from anywhere."""
    say = speak(lang)
    rows = [
        f'<article><p class="who"><b>{escape(_who(row, say))}</b> <time>{escape(_moment(row, now))}</time></p>'
        f"<p>{escape(str(row.get('body', {}).get('text', '')))}</p>{_files_of(row, files, say)}</article>"
        for case in held["cases"]
        for row in case["rows"]
    ]
    rest = "".join(
        f"<h3>{escape(name)}</h3>{_drawn(value)}" for name, value in held.items() if value not in (None, [], {}, "")
    )
    made = f"{now:%d.%m.%Y %H:%M}"
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(say('copy-title'))}</title><style>{_STYLE}</style><main>"
        f"<h1>{escape(say('copy-title'))}</h1><p>{escape(say('copy-made', town=town, at=made))}</p>"
        f"<p>{escape(say('copy-lead'))}</p><p>{escape(say('copy-left-out'))}</p>"
        f"<h2>{escape(say('copy-rows'))}</h2>{''.join(rows)}<h2>{escape(say('copy-rest'))}</h2>{rest}</main></html>"
    )


_STYLE: Final = (
    "body{font:1rem/1.5 sans-serif;color:#111;background:#fff;margin:0}main{max-width:50rem;margin:auto;padding:1rem}"
    "article{border-top:1px solid #999;padding:.5rem 0}article p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "dl{display:grid;grid-template-columns:minmax(6rem,12rem) 1fr;gap:0 1rem}dd{margin:0;overflow-wrap:anywhere}"
)


def _who(row: Mapping[str, Any], say: Callable[..., str]) -> str:
    who = say(f"copy-who-{row['who']}") if row.get("who") in {"citizen", "machine", "person", "note"} else ""
    name = str(row.get("name", ""))
    return f"{who} ({name})" if name and row.get("who") == "person" else who


def _moment(row: Mapping[str, Any], now: datetime) -> str:
    return f"{datetime.fromisoformat(row['at']).astimezone(now.tzinfo):%d.%m.%Y %H:%M}"


def _files_of(row: Mapping[str, Any], files: Mapping[str, str], say: Callable[..., str]) -> str:
    names = [files.get(str(one.get("ref", "")), "") for one in row.get("body", {}).get("attachments", ())]
    shown = [say("copy-missing") if name.startswith("(") else name for name in names if name]
    return f"<p>{escape(say('copy-files'))}: {escape(', '.join(shown))}</p>" if shown else ""


def _drawn(value: Any) -> str:
    match value:
        case Mapping():
            shown = [(name, inner) for name, inner in value.items() if inner not in ("", None)]
            inner = "".join(f"<dt>{escape(str(name))}</dt><dd>{_drawn(one)}</dd>" for name, one in shown)
            return f"<dl>{inner}</dl>"
        case list():
            return f"<ul>{''.join(f'<li>{_drawn(one)}</li>' for one in value)}</ul>"
        case _:
            return escape(str(value))


def _named(held: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The files that rows name, with their names; then what nothing in the rows names."""
    seen = set[str]()
    for case in held["cases"]:
        for row in case["rows"]:
            for one in row.get("body", {}).get("attachments", ()):
                if ref := str(one.get("ref", "")):
                    seen.add(ref)
                    yield ref, str(one.get("name", ""))
    for one in held["drafts"]:
        for file in one["draft"].get("files", ()):
            seen.add(file["ref"])
            yield file["ref"], file["name"]
    yield from ((ref, "") for ref in held["files"] if ref not in seen)


async def _bytes(files: Files, ref: str, name: str, fetch: Fetch | None) -> bytes:
    if is_ref(ref):
        return await files.read(ref)
    if fetch is None:
        raise FileAway("away")
    return await fetch(ref, name)


def _plain(name: str) -> str:
    stem = "".join(c if c.isalnum() or c in "-_. " else "_" for c in name)
    return stem[-80:].strip(" .") or "datei"
