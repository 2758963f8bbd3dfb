"""`buergerdraht init`: asks what a town needs and writes its settings and its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.markup import escape

from bot.cli_console import OUT, Failure, interactive
from config.settings import is_loopback, load
from config.starter import NAME, NewTown, files_of, sample_departments, town_id
from faq.files import check as check_folder
from faq.schema import write as write_schemas

STATES: Mapping[str, str] = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg",
    "HE": "Hessen", "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz", "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip


def init(
    *,
    folder: Annotated[Path, typer.Argument(help="Where to write buergerdraht.toml and config/.")] = Path(),
    name: Annotated[str | None, typer.Option(help="Name of the town.")] = None,
    town: Annotated[str | None, typer.Option("--town", help="Name of its folder (default: made of the name).")] = None,
    state: Annotated[str | None, typer.Option(help=f"Bundesland, for the holidays: {', '.join(STATES)}.")] = None,
    phone: Annotated[str | None, typer.Option(help="Phone number to name at every dead end.")] = None,
    counter: Annotated[str | None, typer.Option(help="Where one can go in person: place and address.")] = None,
    privacy_url: Annotated[str | None, typer.Option(help="Address of the privacy notice (https).")] = None,
    public_url: Annotated[str | None, typer.Option(help="Where citizens will reach the web chat.")] = None,
    telegram_token_file: Annotated[Path | None, typer.Option(help="File with the bot token.")] = None,
    address_form: Annotated[str | None, typer.Option(help="How citizens are addressed: sie or du.")] = None,
    department: Annotated[
        list[str] | None, typer.Option(help="Department to begin with, the front office first; repeat it.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files without asking.")] = False,
) -> None:
    """Set up a town: asks for what is not given as an option, writes the settings and a folder made from the sample."""
    ask = interactive()
    given = {
        "--name": name, "--state": state, "--phone": phone, "--counter": counter, "--privacy-url": privacy_url
    }  # fmt: skip
    missing = [option for option, value in given.items() if value is None]
    if missing and not ask:
        raise Failure("There is nobody to ask.", mend=f"Give {', '.join(missing)}.")
    if ask and missing:
        OUT.print("[bold]A new town.[/] Enter takes what stands in brackets.\n")
    known = sample_departments()
    the_name = _asked(name, "Name of the town", _name)
    new = NewTown(
        id=_asked(town or (None if ask and name is None else town_id(the_name)), "Its folder", _id, town_id(the_name)),
        name=the_name,
        state=_asked(state, "Bundesland (two letters)", _state),
        phone=_asked(phone, "Phone number to name at every dead end", _filled),
        counter=_asked(counter, "Place and address of the counter", _filled, "Bürgerbüro, Marktplatz 1"),
        privacy_url=_asked(privacy_url, "Privacy notice (https://…)", _https),
        public_url=_optional(public_url, ask and bool(missing), "Address of the web chat, if known", _public),
        token_file=_token_file(telegram_token_file, ask and bool(missing)),
        address_form=_asked(address_form or (None if ask and missing else "sie"), "Sie or du", _form, "sie"),
        departments=_departments(department, known, ask and bool(missing)),
    )
    _write(files_of(new, folder.absolute(), datetime.now(UTC).date()), folder.absolute(), force)
    write_schemas(folder.absolute() / "config" / "schema")
    _report(new, folder.absolute())


def _asked(value: str | None, prompt: str, rule: Callable[[str], str], default: str | None = None) -> str:
    if value is not None:
        return rule(value)
    while True:
        try:
            return rule(typer.prompt(prompt, default=default))
        except Failure as failure:
            OUT.print(f"[red]{escape(failure.what)}[/] {escape(failure.mend)}")


def _optional(value: str | None, ask: bool, prompt: str, rule: Callable[[str], str]) -> str:
    if value is None and not ask:
        return ""
    return _asked(value, prompt, lambda text: rule(text) if text.strip() else "", "")


def _filled(text: str) -> str:
    if not text.strip():
        raise Failure("It must not be empty.")
    return text.strip()


def _name(text: str) -> str:
    if not NAME.fullmatch(text.strip()):
        raise Failure(f"{text!r} cannot be the town's name.", mend="Use letters, digits, spaces and . - / ( )")
    return text.strip()


def _id(text: str) -> str:
    if not text or town_id(text) != text:
        raise Failure(f"{text!r} cannot be a folder's name.", mend="Use a-z, 0-9 and dashes.")
    return text


def _state(text: str) -> str:
    if text.upper() not in STATES:
        raise Failure(f"{text!r} is no Bundesland.", mend=", ".join(f"{key} {value}" for key, value in STATES.items()))
    return text.upper()


def _form(text: str) -> str:
    if text.lower() not in {"sie", "du"}:
        raise Failure(f"{text!r} is not possible.", mend="sie or du")
    return text.lower()


def _https(text: str) -> str:
    if urlsplit(text).scheme != "https" or not urlsplit(text).hostname:
        raise Failure(f"{text!r} is no https address.", mend="Write it whole: https://www.example.org/datenschutz")
    return text


def _public(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise Failure(f"{text!r} cannot be it.", mend="https://…, or http:// on this machine")
    return text


def _token_file(file: Path | None, ask: bool) -> Path | None:
    if file is None and ask:
        text = typer.prompt("File with the Telegram bot token (empty: no Telegram)", default="", show_default=False)
        file = Path(text) if text.strip() else None
    if file is not None and not file.is_file():
        raise Failure("There is no such file.", where=str(file), mend="Write the token from @BotFather into it first.")
    return file


def _departments(chosen: list[str] | None, known: Mapping[str, str], ask: bool) -> tuple[str, ...]:
    if chosen is None and ask:
        OUT.print("Departments to begin with; the first takes what belongs to no other:")
        for id_, name in known.items():
            OUT.print(f"  {id_}  [dim]{escape(name)}[/]")
        text = typer.prompt("Their names, between commas", default=", ".join(known))
        chosen = [part.strip() for part in text.split(",") if part.strip()]
    departments = tuple(dict.fromkeys(chosen or known))
    for id_ in departments:
        if id_ not in known:
            raise Failure(f"There is no department {id_!r} in the sample.", mend=f"There are: {', '.join(known)}")
    return departments


def _write(files: Mapping[Path, str], folder: Path, force: bool) -> None:
    there = [file for file in files if file.exists()]
    if there and not force:
        names = ", ".join(str(file.relative_to(folder)) for file in there[:3]) + (" …" if len(there) > 3 else "")
        if not interactive():
            raise Failure(f"{names} would be overwritten.", where=str(folder), mend="Move them away, or give --force.")
        typer.confirm(f"Overwrite {names}?", abort=True)
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"It cannot be written: {error.strerror}.", where=str(error.filename)) from error


def _report(town: NewTown, folder: Path) -> None:
    settings = load(folder / "buergerdraht.toml")
    errors, warnings = check_folder(settings.town_dir(town.id))
    assert not errors, errors
    start = "buergerdraht" if folder == Path.cwd() else f"buergerdraht --config {folder / 'buergerdraht.toml'}"
    OUT.print(f"\n[green]✓[/] {escape(str(folder / 'buergerdraht.toml'))}")
    OUT.print(f"[green]✓[/] {escape(str(settings.town_dir(town.id)))}")
    OUT.print(
        "\nThe entries, opening hours and fees come from the sample: [bold]they are drafts[/] "
        f"({len(warnings)} to look at).\n"
        "Correct each, then set its `checked` and `review`; what is not yours, delete.\n"
    )
    for command, why in (
        ("check", "what is still to be looked at"),
        ("staff add LOGIN --name NAME", "an account for each who answers"),
        ("run", "start"),
    ):
        OUT.print(f"  {start} {command}  [dim]{why}[/]")
