"""The append-only ledger: what came in, was accepted, was answered. Writes and reads JSON lines; rules nothing."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .shapes import Json

SENDING = {"sendMessage", "sendPhoto", "sendDocument"}


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger as read; every record has `at` (unix seconds) and `kind`.

    Kinds: `started`, `chat`, `blocked`, `file`, `update` (queued for the bot, or `withheld`), `delivered`, `confirmed`,
    `expired`, `jumped`, `delivery`, `accepted` (a call took effect), `answered` (`status` is the HTTP status or
    "nothing"; the last one of a `call` counts; calls that only read are noted when they fail).
    """

    records: list[Json]

    @classmethod
    def load(cls, path: str | Path) -> "Ledger":
        """Read a file; a torn last line (the writer was killed) is left out."""
        records: list[Json] = []
        lines = Path(path).read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                records.append(json.loads(line))
            except ValueError:
                if number < len(lines):
                    raise
        return cls(records=records)

    def of_kind(self, kind: str) -> list[Json]:
        """The records of one kind, in order."""
        return [record for record in self.records if record["kind"] == kind]

    def accepted_calls(self, method: str | None = None, chat_id: int | None = None) -> list[Json]:
        """The `accepted` records, all or of one method and chat."""
        return [
            record
            for record in self.of_kind("accepted")
            if method in {None, record["method"]} and chat_id in {None, record.get("chat_id")}
        ]

    def accepted_messages(self, chat_id: int | None = None) -> list[Json]:
        """The bot's messages (Telegram's `Message`) as first stored in the chat, edits and deletions left out."""
        return [record["message"] for record in self.accepted_calls(chat_id=chat_id) if record["method"] in SENDING]

    def answers(self) -> dict[int, int | str]:
        """Call number -> HTTP status, or "nothing" where no answer left the server."""
        return {record["call"]: record["status"] for record in self.of_kind("answered")}

    def unanswered(self) -> list[Json]:
        """The `accepted` records whose caller was not told so: dropped, silent, or answered with an error."""
        answers = self.answers()
        return [record for record in self.of_kind("accepted") if answers.get(record["call"]) != 200]

    def duplicates(self, chat_id: int | None = None) -> dict[tuple[int, str], int]:
        """(chat id, text or caption) -> how often it was accepted, where more than once."""
        counted = Counter(
            (message["chat"]["id"], message.get("text") or message.get("caption") or "")
            for message in self.accepted_messages(chat_id)
        )
        return {key: count for key, count in counted.items() if count > 1}

    def updates(self) -> list[Json]:
        """Every update queued for the bot, in the order of arrival."""
        return [record["update"] for record in self.of_kind("update") if not record.get("withheld")]

    def delivered_update_ids(self) -> list[int]:
        """Update ids in the order they were handed out, repeats included."""
        return [update_id for record in self.of_kind("delivered") for update_id in record["update_ids"]]

    def confirmed_update_ids(self) -> set[int]:
        """Update ids that the bot has confirmed."""
        return {update_id for record in self.of_kind("confirmed") for update_id in record["update_ids"]}

    def counts(self) -> Counter[str]:
        """How many records of each kind."""
        return Counter(record["kind"] for record in self.records)


class LedgerWriter:
    """Appends records; with a path each one is in the file before `append` returns."""

    def __init__(self, path: Path | None) -> None:
        self.records: list[Json] = []
        self._file = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                _cut_torn_line(path)
                self.records = Ledger.load(path).records
            self._file = path.open("ab", buffering=0)

    def append(self, record: Json) -> None:
        """Write one record."""
        line: Any = json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        self.records.append(record)
        if self._file is not None:
            while line:
                line = line[self._file.write(line) :]

    def close(self) -> None:
        """Close the file; idempotent."""
        if self._file is not None:
            self._file.close()


def _cut_torn_line(path: Path) -> None:
    content = path.read_bytes()
    if content and not content.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(content.rfind(b"\n") + 1)
