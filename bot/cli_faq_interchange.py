"""`buergerdraht faq import` and `faq export`: entries from and for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, track
from rich.text import Text

from bot.cli_console import ERR, OUT, Failure, line, one_town, settings_of
from faq.blanks import needed
from faq.entry import Entry, Release
from faq.errors import FilesBroken
from faq.files import load as load_folder
from faq.folder import Folder, read_folder
from faq.interchange.faqpage import write_page
from faq.interchange.naming import town_file
from faq.interchange.plan import Plan, Step, Terms, make_plan
from faq.interchange.record import Fault, Record
from faq.interchange.table import write_table
from faq.interchange.transfer import Format, adopt, format_of, read_foreign, rehearse
from faq.interchange.webpage import script_of
from faq.safefile import ChangedMeanwhile, replace_content

TownOption = Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")]
SHOWN = 100
"""So many lines of each kind are listed; the rest is counted."""
STDOUT = "-"


class ImportFormat(StrEnum):
    """What `faq import` reads."""

    CSV = "csv"
    JSONLD = "jsonld"
    XZUFI = "xzufi"


class ExportFormat(StrEnum):
    """What `faq export` writes."""

    CSV = "csv"
    JSONLD = "jsonld"


def import_(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="A table, a web page or its JSON-LD, or XZuFi.", metavar="FILE")],
    format: Annotated[ImportFormat | None, typer.Option(help="Default: what the ending says.")] = None,
    into: Annotated[str, typer.Option(help="File of the town's faq folder for what is new.")] = "importiert.yaml",
    update: Annotated[bool, typer.Option("--update", help="Change entries that exist.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Leave entries that exist as they are.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    department: Annotated[str | None, typer.Option(help="For entries that name none.")] = None,
    office: Annotated[str | None, typer.Option(help="For entries that name none.")] = None,
    source: Annotated[str | None, typer.Option(help="For entries that name none: https://…")] = None,
    owner: Annotated[str | None, typer.Option(help="For entries that name none.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote what is new or changed.")] = None,
    town: TownOption = None,
) -> None:
    """Take entries from a file into the town's FAQ: all of them, or none when one is refused."""
    settings = settings_of(context)
    folder = settings.town_dir(one_town(settings, town))
    try:
        target = town_file(into)
    except ValueError:
        raise Failure(f"{into!r} is no file of the faq folder.", mend="--into hunde.yaml") from None
    if update and keep:
        raise Failure("What becomes of entries that exist?", mend="Either --update or --keep.")
    chosen: Format | None = format.value if format else format_of(file)
    if chosen is None:
        raise Failure("The ending does not say the format.", where=str(file), mend="--format csv, jsonld or xzufi")
    given = {"department": department, "office": office, "source": source, "owner": owner}
    found = read_folder(folder)
    if found.errors and (found.documents or not folder.is_dir()):
        raise FilesBroken(found.errors)
    terms = Terms(
        file=file.name, into=target, today=_today(found), author=author or "",
        existing="update" if update else "keep" if keep else "refuse",
        given={name: text for name, text in given.items() if text},
    )  # fmt: skip
    plan = _planned(file, chosen, found, terms)
    _tell(plan, target)
    if plan.faults:
        raise Failure(f"Nothing was written: {len(plan.faults)} refused.", where=str(file))
    if not plan.texts:
        OUT.print("[green]✓[/] nothing to do")
        return
    _carry_out(folder, found, plan, dry_run=dry_run)


def export(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="Where to; - is the standard output.", metavar="FILE")],
    format: Annotated[ExportFormat | None, typer.Option(help="Default: what the ending says.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the questions and answers in JSON-LD.")] = "de",
    internal: Annotated[
        bool, typer.Option("--internal", help="JSON-LD with drafts, entries for staff and names: not for a web page.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Take the place of a file that exists.")] = False,
    town: TownOption = None,
) -> None:
    """Write the town's FAQ as a table, or as a schema.org FAQPage of what citizens may see."""
    settings = settings_of(context)
    folder = settings.town_dir(one_town(settings, town))
    chosen = format.value if format else format_of(file)
    if chosen not in ("csv", "jsonld"):
        raise Failure("It is not said in which format.", where=str(file), mend="--format csv or --format jsonld")
    entries, release = _exported(folder, everything=chosen == "csv" or internal)
    if chosen == "csv":
        text = write_table(entries)
    else:
        unknown = read_folder(folder).known.unknown  # what needs such a fact cannot be put into words
        entries = [
            entry
            for entry in entries
            if lang in entry.question and lang in entry.answer and not needed(entry) & unknown
        ]
        text = write_page(release, entries, lang=lang, internal=internal)
        text = script_of(text) if file.suffix.casefold() in (".html", ".htm") else text + "\n"
    if str(file) == STDOUT:
        typer.echo(text.encode(), nl=False)
        return
    _write(file, text.encode(), force=force)
    OUT.print(f"[green]✓[/] {escape(str(file))}: {len(entries)} entries")


def _exported(folder: Path, *, everything: bool) -> tuple[list[Entry], Release]:
    """What is written, in the order of the files, and the release with the facts."""
    release = load_folder(folder, drafts=everything)
    if everything:
        return [located.entry for located in read_folder(folder).entries], release
    today = datetime.now(UTC).astimezone(ZoneInfo(release.town.timezone)).date()
    return list(release.valid(today)), release


def _planned(file: Path, format: Format, found: Folder, terms: Terms) -> Plan:
    with _busy(f"reading {escape(file.name)}"):
        try:
            harvest = read_foreign(file, format)
        except OSError as error:
            raise Failure(f"The file cannot be read: {error.strerror}.", where=str(file)) from error
    return make_plan(found, harvest, terms, _watched(harvest.records))


def _busy(doing: str) -> Progress:
    """Says on a terminal what takes its time."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    progress = Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal)
    progress.add_task(doing, total=None)
    return progress


def _watched(records: tuple[Record, ...]) -> Iterable[Record]:
    if not ERR.is_terminal:
        return records
    return track(records, description="checking", console=ERR, transient=True)


def _carry_out(folder: Path, found: Folder, plan: Plan, *, dry_run: bool) -> None:
    with _busy("checking the whole folder"):
        try:
            if dry_run:
                rehearse(folder, plan)
            else:
                adopt(folder, found, plan)
        except ChangedMeanwhile as error:
            raise Failure(
                "Somebody saved a file just now; nothing was written.", where=str(error), mend="Try again."
            ) from error
        except OSError as error:
            where = str(error.filename or folder)
            raise Failure(f"It cannot be written: {error.strerror}; nothing was changed.", where=where) from error
    if dry_run:
        OUT.print("[green]✓[/] a dry run: nothing was written")
        return
    for name in plan.texts:
        OUT.print(f"[green]✓[/] {escape(name)} written")
    OUT.print("  buergerdraht faq check and faq review list what is still to do")


def _tell(plan: Plan, into: str) -> None:
    new, changed, kept = plan.of("new"), plan.of("changed"), plan.of("kept")
    _list(f"[green]+[/] {step.entry.id}{_draft(step)}  {escape(_shown(step.entry.question['de']))}" for step in new)
    _list(f"[yellow]~[/] {step.entry.id}: {', '.join(step.fields)}" for step in changed)
    for fault in plan.faults[:SHOWN]:
        OUT.print("[red]✗[/]", _fault_line(fault))
    _rest(len(plan.faults))
    where = f" (into {escape(into)})" if new else ""
    counts = [f"{len(new)} new{where}", f"{len(changed)} changed", f"{len(plan.of('unchanged'))} unchanged"]
    counts += [f"{len(kept)} kept"] * bool(kept)
    OUT.print(", ".join([*counts, f"{len(plan.faults)} refused"]))


def _list(lines: Iterable[str]) -> None:
    listed = list(lines)
    for text in listed[:SHOWN]:
        OUT.print(text)
    _rest(len(listed))


def _rest(number: int) -> None:
    if number > SHOWN:
        OUT.print(f"  … and {number - SHOWN} more")


def _draft(step: Step) -> str:
    return " (draft)" if step.entry.status == "draft" else ""


def _fault_line(fault: Fault) -> Text:
    return line(_shown(fault.entry), _shown(f"{fault.where}:"), _shown(fault.what), _shown(fault.mend))


def _shown(text: str) -> str:
    """Text of a foreign file as a terminal may get it: nothing that moves the cursor."""
    return "".join(char if char.isprintable() else "·" for char in text)


def _today(found: Folder) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(found.town.timezone) if found.town else UTC).date()


def _write(file: Path, data: bytes, *, force: bool) -> None:
    try:
        before = file.read_bytes() if force and file.exists() else None
        replace_content(file, before, data)
    except ChangedMeanwhile as error:
        raise Failure("The file exists.", where=str(file), mend="Add --force to take its place.") from error
    except OSError as error:
        raise Failure(f"It cannot be written: {error.strerror}.", where=str(file)) from error
