"""What the program was started with, beside what it was started with before: settings and the town's files.

Names of what changed go into the audit, values never. The store keeps a keyed hash of each, so that nobody reads a
secret out of it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, SecretStr

from handoff.audit import PROGRAM, Action, AuditRow, row
from handoff.journal.journal import Journal

FILES: Final = "the town's files"


async def note_start(journal: Journal, settings: BaseModel, files: str, roles: frozenset[str]) -> None:
    """Write down what is other than at the last start with these roles. ``files``: see ``files_hash``.

    Raises JournalAway.
    """
    name = ",".join(sorted(roles))
    key = (await journal.town_secret()).encode()
    now = {path: _keyed(key, value) for path, value in effective(settings)} | {FILES: files}
    now[""] = _keyed(key, json.dumps(now, sort_keys=True))
    before = await journal.known(name)
    if before.get("") != now[""]:
        await journal.know(name, before.get("", ""), now, changes(before, now))


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[AuditRow]:
    """What to write down: at the first start only that it was the first."""
    if not before:
        return [row(PROGRAM, Action.SETTINGS_KNOWN, after=now[FILES])]
    names = sorted(name for name in before.keys() | now.keys() if name not in ("", FILES))
    found = [row(PROGRAM, Action.SETTING_CHANGED, what=name) for name in names if before.get(name) != now.get(name)]
    if before.get(FILES) != now[FILES]:
        found.append(row(PROGRAM, Action.FILES_CHANGED, before=before.get(FILES, ""), after=now[FILES]))
    return found


def effective(settings: BaseModel, above: str = "") -> Iterator[tuple[str, str]]:
    """Every setting by its full name, with its value as text."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            yield from effective(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", json.dumps(_plain(value), sort_keys=True)


def files_hash(folder: Path) -> str:
    """One hash over names and contents of a town's files."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # an editor's passing file, or one that is not for us: no reason not to start
            content = ""
        whole.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]
