"""`python -m tests.smtp --folder FOLDER`: the server; its first line of output is its port. Ends with standard input.

In the folder: ``ledger.jsonl``, a line for each mail it took (before it answers), and ``faults.json``, by hook the list
of what goes wrong at the next passings ("" is: nothing). Hooks and faults:

=========  ==========================================================
mail       an answer ("451 …", "550 …")
rcpt       an answer, "cut"
data       an answer (not taken); "hang", "cut" (not taken); "take-hang", "take-cut" (taken, the answer never comes)
=========  ==========================================================
"""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"buergerdraht", b"ein Passwort"
OK = "250 OK"


class Handler:
    """Takes mails, or does what the faults say."""

    def __init__(self, folder: Path) -> None:
        self._faults = folder / "faults.json"
        self._ledger = folder / "ledger.jsonl"

    def _next(self, hook: str) -> str:
        faults: dict[str, list[str]] = json.loads(self._faults.read_text("utf-8")) if self._faults.exists() else {}
        due = faults.get(hook) or [""]
        if faults.get(hook):
            faults[hook] = due[1:]
            self._faults.write_text(json.dumps(faults), "utf-8")
        return due[0]

    async def handle_MAIL(self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if fault := self._next("mail"):
            return fault
        envelope.mail_from = address
        return OK

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        fault = self._next("rcpt")
        if fault == "cut":
            cut(server)
        elif fault:
            return fault
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        fault = self._next("data")
        if not fault or fault.startswith("take-"):
            line = {
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "mail": envelope.content.decode("ascii"),
                "tls": bool(server.transport and server.transport.get_extra_info("sslcontext")),
                "user": session.authenticated,
            }
            with self._ledger.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        if fault.endswith("hang"):
            await asyncio.sleep(3600)
        elif fault.endswith("cut"):
            cut(server)
        elif fault:
            return fault
        return OK


def cut(server: SMTP) -> None:
    """End the connection without a word."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    """One account."""
    right = isinstance(data, LoginPassword) and data.login == USER and data.password == PASSWORD
    return AuthResult(success=right, handled=False)


async def serve(options: argparse.Namespace) -> None:
    """Serve until standard input ends."""
    trust = None
    if options.certificate:
        trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        trust.load_cert_chain(options.certificate)
    starttls = options.security == "starttls"
    handler = Handler(options.folder)

    def protocol() -> SMTP:
        return SMTP(
            handler,
            hostname="mail.test",
            tls_context=trust if starttls else None,
            require_starttls=starttls,
            authenticator=authenticate if options.login else None,
            auth_required=options.login,
            auth_require_tls=starttls,  # the other one is encrypted from the first byte
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        protocol, "127.0.0.1", options.port, ssl=trust if options.security == "tls" else None
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.smtp")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--security", choices=["starttls", "tls", "none"], default="none")
    parser.add_argument("--certificate", type=Path, default=None)
    parser.add_argument("--login", action="store_true")
    asyncio.run(serve(parser.parse_args()))
