"""`buergerdraht reindex`: make the index by which closed cases are found anew."""

from __future__ import annotations

import typer
from rich.progress import Progress

from bot.cli_accounts import TownOption, with_journal
from bot.cli_console import ERR, OUT, one_town, settings_of
from handoff.journal.journal import Journal


def reindex(context: typer.Context, town: TownOption = None) -> None:
    """Make the search of the desk anew, from the closed cases as they are kept; the program may run meanwhile."""
    settings = settings_of(context)
    count = with_journal(settings, one_town(settings, town), _reindex)
    OUT.print(f"[green]✓[/] {count} closed cases can be found")


async def _reindex(journal: Journal) -> int:
    count = await journal.rebuild_index()
    with Progress(console=ERR, disable=not ERR.is_terminal, transient=True) as bar:
        task = bar.add_task("cases", total=count)
        while await journal.file_next():
            bar.update(task, completed=count - await journal.waiting_to_be_filed())
    return count
