"""`buergerdraht sbom`: what the program is made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bot.bill import bill_of_materials
from bot.cli_console import OUT, Failure


def sbom(
    file: Annotated[Path | None, typer.Argument(help="Where to write it (default: to the terminal).")] = None,
) -> None:
    """Write the bill of materials (CycloneDX, JSON) of what is installed and needed at run time, with licences."""
    bill = bill_of_materials()
    text = json.dumps(bill, indent=2, ensure_ascii=False) + "\n"
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise Failure(f"It cannot be written: {error.strerror}.", where=str(file)) from error
    OUT.print(f"[green]✓[/] {escape(str(file))}: {len(bill['components'])} packages")
