"""`buergerdraht migrate`: bring the data to the form of this version now, and see how far it is."""

from __future__ import annotations

import asyncio
from functools import partial

import typer
from rich.markup import escape
from rich.progress import Progress, TaskID

from bot.cli_console import OUT, settings_of
from bot.cli_progress import progress
from bot.cli_store import store_url
from config.settings import Settings
from handoff.journal.migrating import Migrator
from handoff.journal.schema import SCHEMA, Schema, Standing, claim_schema
from handoff.journal.store import Store


def migrate(context: typer.Context) -> None:
    """Bring all towns' data to this version's form; `run` does it by itself. The program may run meanwhile."""
    settings = settings_of(context)
    with store_url(settings) as url:
        asyncio.run(bring_up(settings, url, SCHEMA))


async def bring_up(settings: Settings, url: str, schema: Schema) -> None:
    """Town by town, with a bar. Raises JournalError."""
    store = Store(url, ca_file=settings.outbound.ca_file)
    try:
        for town in settings.towns:
            there = await claim_schema(store, town, schema)
            if there.number >= schema.number:
                OUT.print(f"[green]✓[/] {town}: schema {there.number}")
                continue
            with progress() as bar:
                task = bar.add_task(town, total=None)
                await Migrator(store, town, schema).run(partial(_show, bar, task, town, schema))
            OUT.print(f"[green]✓[/] {town}: schema {there.number} → {schema.number}")
    finally:
        await store.close()


def _show(bar: Progress, task: TaskID, town: str, schema: Schema, there: Standing) -> None:
    step = escape(schema.step_to(there.towards).what) if there.towards else ""
    bar.update(task, completed=there.done, total=there.total or None, description=f"{town}: {step}")
