"""`buergerdraht citizen …`: what a citizen asks for by letter: a copy of everything of theirs, and that it goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from bot.cli_accounts import TownOption, actor, with_journal
from bot.cli_console import ERR, OUT, Failure, interactive, one_town, settings_of
from bot.opening import make_files
from faq.files import load as load_folder
from handoff.audit import Action, row
from handoff.desk.copying import write_copy
from handoff.erasure import Asked
from handoff.journal.journal import Journal

app = typer.Typer(help="A citizen's own data, on their letter: copy or erase it.", no_args_is_help=True)
ReceiptArgument = Annotated[str, typer.Argument(help="A receipt number of the citizen's.")]


@app.command()
def export(
    context: typer.Context,
    receipt: ReceiptArgument,
    file: Annotated[Path, typer.Argument(help="The ZIP to write.")],
    town: TownOption = None,
) -> None:
    """Write everything that is stored of a citizen: a page, JSON and the files. Give it to nobody else."""
    settings = settings_of(context)
    one = one_town(settings, town)
    release = load_folder(settings.town_dir(one))
    if file.exists():
        raise Failure("The file exists.", where=str(file), mend="Choose another name.")

    async def work(journal: Journal) -> None:
        conversation = await _conversation(journal, receipt)
        await journal.audit(row(actor(), Action.CITIZEN_EXPORT, receipt=receipt.upper()))
        about, zone = release.town, ZoneInfo(release.town.timezone)
        files = make_files(settings, one, tuple)
        await write_copy(file, journal, files, conversation, town=about.name, zone=zone)

    with_journal(settings, one, work)
    OUT.print(f"[green]✓[/] {escape(str(file))}: everything that is stored of this citizen")
    OUT.print("Make sure that it is they who asked. Delete the file when they have it.")


@app.command()
def erase(
    context: typer.Context,
    receipt: ReceiptArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    town: TownOption = None,
) -> None:
    """Erase everything of a citizen, but what is held by law; the running program does it within a minute."""
    settings = settings_of(context)
    one = one_town(settings, town)
    if not yes:
        if not interactive():
            raise Failure("This cannot be undone.", mend="Give --yes")
        ERR.print("Everything of this citizen goes, the open concern too. This cannot be undone.")
        typer.confirm("Erase it?", abort=True, err=True)

    async def work(journal: Journal) -> None:
        conversation = await _conversation(journal, receipt)
        snapshot = await journal.snapshot(conversation)
        channel = snapshot.address.partition(":")[0] if snapshot is not None else ""
        lang = snapshot.ticket.lang if snapshot is not None and snapshot.ticket is not None else "de"
        asked = Asked(by=actor(), at=datetime.now(UTC), channel=channel, lang=lang, receipt=receipt.upper())
        await journal.audit(row(actor(), Action.CITIZEN_ERASE, receipt=receipt.upper()))
        await journal.ask_erasure(conversation, asked)

    with_journal(settings, one, work)
    OUT.print("[green]✓[/] It is being erased, by the program that runs, or when it starts. The citizen is told.")


async def _conversation(journal: Journal, receipt: str) -> str:
    found = await journal.conversation_of(receipt.upper())
    if found is None:
        raise Failure(f"There is no receipt number {receipt.upper()}.", mend="Look it up at the desk")
    return found
