"""`buergerdraht doctor`: looks at everything the program needs and says how to mend it. Changes nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli_console import OUT, Finding, Invocation, settings_of
from bot.doctor.checks import examine
from bot.doctor.ground import ground
from config.settings import Settings, config_file

_SIGNS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list: state, topic, text, mend.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Only what is not well.")] = False,
) -> None:
    """Look at everything the program needs; ends with 1 when something keeps it from working."""
    settings = settings_of(context)
    invocation = context.find_object(Invocation) or Invocation()
    found = asyncio.run(_examine(settings, config_file(invocation.config)))
    shown = [one for one in found if not brief or one.state != "ok"]
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in shown], ensure_ascii=False, indent=2))
    else:
        _show(shown)
    if any(finding.state == "bad" for finding in found):
        raise typer.Exit(1)


async def _examine(settings: Settings, file: Path) -> list[Finding]:
    async with ground(settings, file) as looked_at:
        return [finding async for finding in examine(looked_at)]


def _show(found: Sequence[Finding]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in found:
        sign, colour = _SIGNS[finding.state]
        text = Text(finding.text)
        if finding.mend:
            text.append(f"\n→ {finding.mend}", style="green")
        table.add_row(Text(sign, style=colour), Text(finding.topic, style="bold"), text)
    OUT.print(table)
