"""What was erased, remembered outside the data and its backups, so that a restored backup is erased again.

One line each in a file that is only ever appended to: a keyed hash of a name (a conversation, an address, a case, a
receipt), and when. Without the key, which lies in a file of its own, nobody can say whose it was.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

What = Literal["conversation", "address", "case", "receipt"]

FILE: Final = "tombstones.jsonl"
_KEY_BYTES: Final = 32


class TombstonesBroken(Exception):
    """The tombstones cannot be read or written; the text says what is wrong and how to mend it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What a backup remembers of the tombstones: which key they are made with, how many there were."""

    key: str
    count: int


class Tombstones:
    """The tombstones of an installation. Methods block for a moment and raise TombstonesBroken."""

    def __init__(self, folder: Path, key_file: Path) -> None:
        self.folder = folder
        self.key_file = key_file

    @property
    def file(self) -> Path:
        """Where the lines are."""
        return self.folder / FILE

    @property
    def is_there(self) -> bool:
        """Whether both the lines and their key are there."""
        return self.file.is_file() and self.key_file.is_file()

    def prepare(self) -> None:
        """Make the key and an empty file where there are none; a key is never made for lines that are there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self.key_file.exists():
                if self.file.exists() and self.file.stat().st_size:
                    raise TombstonesBroken(
                        f"The key {self.key_file} of the tombstones in {self.file} is missing. Put it back."
                    )
                self.key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _append(self.key_file, secrets.token_hex(_KEY_BYTES) + "\n")
            if not self.file.exists():
                _append(self.file, "")
        except OSError as error:
            raise TombstonesBroken(_cannot("written", error, self.folder)) from error

    def put(self, town: str, names: Iterable[tuple[What, str]], at: datetime) -> None:
        """Write tombstones; they are on disk when this returns. Writing one twice does no harm."""
        self.prepare()
        key, moment = self._key(), at.astimezone(UTC).isoformat(timespec="milliseconds")
        lines = [
            json.dumps({"town": town, "what": what, "hash": _digest(key, town, what, name), "at": moment})
            for what, name in names
        ]
        try:
            torn = self.file.stat().st_size > 0 and not self.file.read_bytes().endswith(b"\n")
            _append(self.file, ("\n" if torn else "") + "".join(f"{line}\n" for line in lines))
        except OSError as error:
            raise TombstonesBroken(_cannot("written", error, self.file)) from error

    def read(self, town: str) -> Graves:
        """A town's tombstones."""
        found: dict[tuple[str, str], datetime] = {}
        for line in self._lines():
            if line["town"] == town:
                where, at = (line["what"], line["hash"]), datetime.fromisoformat(line["at"])
                found[where] = max(at, found.get(where, at))
        return Graves(town=town, key=self._key(), found=found)

    def mark(self) -> Mark:
        """What a backup is to remember."""
        return Mark(key=_digest(self._key(), "", "key", ""), count=len(self._lines()))

    def check(self, known: Mark) -> None:
        """Raise TombstonesBroken when these are others than, or fewer than, those that a backup knew of."""
        mine = self.mark()
        if mine.key != known.key:
            raise TombstonesBroken(
                f"The tombstones in {self.folder} are made with another key than those of this backup's time."
            )
        if mine.count < known.count:
            raise TombstonesBroken(
                f"{self.file} has {mine.count} tombstones; there were {known.count} when this backup was made."
            )

    def _key(self) -> bytes:
        try:
            key = bytes.fromhex(self.key_file.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            raise TombstonesBroken(f"The key of the tombstones cannot be read: {self.key_file}.") from error
        if len(key) < _KEY_BYTES:
            raise TombstonesBroken(f"The key of the tombstones is too short: {self.key_file}.")
        return key

    def _lines(self) -> list[dict[str, str]]:
        try:
            text = self.file.read_text("utf-8")
        except OSError as error:
            raise TombstonesBroken(_cannot("read", error, self.file)) from error
        lines = []
        for number, line in enumerate(text.split("\n")[:-1], start=1):  # one torn by a crash was never confirmed
            if not line:
                continue
            try:
                found = json.loads(line)
                datetime.fromisoformat(found["at"])
                lines.append({name: str(found[name]) for name in ("town", "what", "hash", "at")})
            except (ValueError, KeyError, TypeError):
                if _is_torn(line):
                    continue
                raise TombstonesBroken(f"Line {number} of {self.file} is damaged.") from None
        return lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Graves:
    """A town's tombstones as they were read."""

    town: str
    key: bytes
    found: dict[tuple[str, str], datetime]

    def at(self, what: What, name: str) -> datetime | None:
        """When a thing of this name was erased last; None: never."""
        return self.found.get((what, _digest(self.key, self.town, what, name)))


def _digest(key: bytes, town: str, what: str, name: str) -> str:
    return hmac.new(key, f"{town}\0{what}\0{name}".encode(), hashlib.sha256).hexdigest()


def _is_torn(line: str) -> bool:
    """The beginning of a line that a crash has cut; the next one began on a line of its own."""
    return line.startswith("{") and not line.endswith("}")


def _append(file: Path, text: str) -> None:
    """Append durably, the name of the file too; nobody else may read it."""
    new = not file.exists()
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        data = text.encode()
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _cannot(done: str, error: OSError, path: Path) -> str:
    return f"The tombstones cannot be {done}: {path}: {error.strerror or type(error).__name__}."
