"""A strict OpenID provider as its own process, and how tests start it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLIENT, SECRET = "desk", "ein Geheimnis: 100 %"


@dataclass(kw_only=True)
class RunningProvider:
    """The provider while it runs. What it does next is in its folder."""

    port: int
    folder: Path

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/realms/rathaus"

    def set(self, *, redirects: list[str], person: dict[str, Any] | None, wrong: str = "") -> None:
        """Who is logged in there (None: nobody wants to be), where it may send people, what it does wrong."""
        text = json.dumps({"redirects": redirects, "person": person, "wrong": wrong})
        (self.folder / "provider.json").write_text(text, "utf-8")

    def ledger(self) -> list[dict[str, Any]]:
        """What was asked of its token endpoint, and what it said."""
        file = self.folder / "ledger.jsonl"
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


@asynccontextmanager
async def running_provider(folder: Path) -> AsyncIterator[RunningProvider]:
    """Run the provider until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.oidc", "--folder", str(folder)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            port = int(await process.stdout.readline())
        yield RunningProvider(port=port, folder=folder)
    finally:
        process.stdin.close()
        async with asyncio.timeout(30):
            await process.wait()
