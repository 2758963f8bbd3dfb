"""The mail server as a test holds it."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal

import trustme

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A mail that the server took."""

    sender: str
    to: list[str]
    mail: EmailMessage
    tls: bool
    user: bool

    @property
    def id(self) -> str:
        return str(self.mail["Message-ID"])

    @property
    def text(self) -> str:
        content: str = self.mail.get_content()
        return content


class MailProcess:
    """The server's process; ``close`` ends it."""

    def __init__(
        self, folder: Path, *, security: Literal["starttls", "tls", "none"] = "none", login: bool = False, port: int = 0
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.ca_file = folder / "ca.pem"
        self._options = ["--security", security, *(["--login"] if login else [])]
        if security != "none":
            authority = trustme.CA()
            authority.cert_pem.write_to_path(self.ca_file)
            certificate = folder / "server.pem"
            authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(certificate)
            self._options += ["--certificate", str(certificate)]
        self.port = port
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start it, again at the same port."""
        options = ["--folder", str(self.folder), "--port", str(self.port), *self._options]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.smtp", *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.communicate(timeout=10)
            self._process = None

    def fail(self, **faults: list[str]) -> None:
        """What goes wrong from now on, by hook."""
        (self.folder / "faults.json").write_text(json.dumps(faults), "utf-8")

    def mails(self) -> list[Taken]:
        """What was taken so far, in order."""
        ledger = self.folder / "ledger.jsonl"
        lines: list[dict[str, Any]] = (
            [json.loads(line) for line in ledger.read_text("utf-8").splitlines()] if ledger.exists() else []
        )
        return [
            Taken(
                sender=line["from"],
                to=line["to"],
                mail=email.message_from_string(line["mail"], EmailMessage, policy=email.policy.default),
                tls=line["tls"],
                user=line["user"],
            )
            for line in lines
        ]
