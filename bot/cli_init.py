"""`buergerdraht init`: asks what a town needs, writes its settings and its folder, and fills in its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.markup import escape

from bot import cli_facts
from bot.cli_console import OUT, Failure, interactive, one_town
from bot.folding import by_file
from config import factsfile
from config.factsfile import Answers
from config.inquiry import AnswerRefused, link
from config.inquiry import phone as known_phone
from config.settings import is_loopback, load
from config.starter import NAME, NewTown, sample_departments, settings_text, town_id, town_texts
from faq.checks import mixed_address
from faq.errors import FilesBroken
from faq.files import load as load_folder
from faq.folder import read_folder
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
    website: Annotated[str | None, typer.Option(help="Home page (default: that of the privacy notice).")] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", help="File with the town's facts, instead of questions.")
    ] = None,
    write_facts_template: Annotated[
        Path | None, typer.Option("--write-facts-template", help="Only write an empty file for --facts.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Ask for facts that are still unknown; --town names it.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files without asking.")] = False,
) -> None:
    """Set up a town: asks for what is not given as an option, writes the settings and a folder made from the sample."""
    if write_facts_template is not None:
        _write({write_facts_template.absolute(): factsfile.template()}, write_facts_template.absolute().parent, force)
        OUT.print(f"[green]✓[/] {escape(str(write_facts_template))}")
        return
    answers = _answers(facts)
    if resume:
        _resume(folder.absolute(), town, answers if facts else None)
        return
    ask = interactive()
    said = answers.town
    name, state, phone = name or said.get("name"), state or said.get("state"), phone or said.get("phone")
    counter, privacy_url = counter or said.get("counter"), privacy_url or said.get("privacy_url")
    public_url, website = public_url or said.get("public_url"), website or said.get("website")
    address_form = address_form or said.get("address_form")
    department = department or _listed(said.get("departments", ""))
    given = {
        "--name": name, "--state": state, "--phone": phone, "--counter": counter, "--privacy-url": privacy_url
    }  # fmt: skip
    missing = [option for option, value in given.items() if value is None]
    if missing and not ask:
        raise Failure(
            "There is nobody to ask.", mend=f"Give {', '.join(missing)}, or --facts FILE (see --write-facts-template)."
        )
    if ask and missing:
        OUT.print("[bold]A new town.[/] Enter takes what stands in brackets.\n")
    known = sample_departments()
    the_name = _asked(name, "Name of the town", _name)
    new = NewTown(
        id=_asked(town or (None if ask and name is None else town_id(the_name)), "Its folder", _id, town_id(the_name)),
        name=the_name,
        state=_asked(state, "Bundesland (two letters)", _state),
        phone=_asked(phone, "Phone number to name at every dead end", _phone),
        counter=_asked(counter, "Place and address of the counter", _filled, "Bürgerbüro, Marktplatz 1"),
        privacy_url=_asked(privacy_url, "Privacy notice (https://…)", _https),
        public_url=_optional(public_url, ask and bool(missing), "Address of the web chat, if known", _public),
        token_file=_token_file(telegram_token_file, ask and bool(missing)),
        address_form=_asked(address_form or (None if ask and missing else "sie"), "Sie or du", _form, "sie"),
        departments=_departments(department, known, ask and bool(missing)),
        website=_home(website),
    )
    into = folder.absolute()
    texts, idle = cli_facts.applied(town_texts(new, datetime.now(UTC).date()), answers)
    place = into / "config" / "towns" / new.id
    _write(
        {into / "buergerdraht.toml": settings_text(new)} | {place / path: texts[path] for path in texts}, into, force
    )
    write_schemas(into / "config" / "schema")
    _tell_idle(idle)
    if ask and facts is None and missing:
        cli_facts.dialogue(place)
    _report(new, into)


def _answers(file: Path | None) -> Answers:
    if file is None:
        return Answers()
    if not file.is_file():
        raise Failure(
            "There is no such file.", where=str(file), mend="--write-facts-template FILE writes an empty one."
        )
    return factsfile.answers(file)


def _resume(folder: Path, town: str | None, answers: Answers | None) -> None:
    settings = load(folder / "buergerdraht.toml")
    place = settings.town_dir(one_town(settings, town))
    if answers is not None:
        before = cli_facts.texts_of(place)
        after, idle = cli_facts.applied(before, answers)
        cli_facts.save(place, before, after)
        _tell_idle(idle)
    elif interactive():
        cli_facts.dialogue(place)
    else:
        raise Failure("There is nobody to ask.", mend="Give --facts FILE.")
    _tell_state(place)


def _tell_idle(keys: Sequence[str]) -> None:
    if keys:
        OUT.print(f"[yellow]![/] Nicht gebraucht, oder schon eingetragen: {', '.join(keys)}")


def _listed(text: str) -> list[str] | None:
    return [part.strip() for part in text.split(",") if part.strip()] or None


def _home(text: str | None) -> str:
    if not text:
        return ""
    try:
        return link(text)
    except AnswerRefused as refused:
        raise Failure(refused.what, mend=refused.mend) from refused


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


def _phone(text: str) -> str:
    try:
        return known_phone(_filled(text))
    except AnswerRefused as refused:
        raise Failure(f"{text!r} is no phone number.", mend="Digits, spaces and + / ( ) -: 0221 4710 100") from refused


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
    start = "buergerdraht" if folder == Path.cwd() else f"buergerdraht --config {folder / 'buergerdraht.toml'}"
    OUT.print(f"\n[green]✓[/] {escape(str(folder / 'buergerdraht.toml'))}")
    OUT.print(f"[green]✓[/] {escape(str(settings.town_dir(town.id)))}")
    _tell_state(settings.town_dir(town.id))
    OUT.print(
        "The texts come from the sample: [bold]read each[/], then set its `checked` and `review`; what is not yours, "
        "delete.\n"
    )
    for command, why in (
        ("check", "what is still to be looked at"),
        ("faq facts", "which facts are missing, and how many entries wait for each"),
        ("init --resume", "ask for them"),
        ("faq review", "what is still the sample's, whose owner is missing"),
        ("staff add LOGIN --name NAME", "an account for each who answers"),
        ("run", "start"),
    ):
        OUT.print(f"  {start} {command}  [dim]{why}[/]")


def _tell_state(folder: Path) -> None:
    """How many entries are live, what keeps the others, and how many do not address citizens as the town does."""
    found = read_folder(folder)
    if found.errors or found.town is None:
        raise FilesBroken(found.errors)
    live, written = len(load_folder(folder).entries), len(found.entries)
    drafts = sum(located.entry.status == "draft" for located in found.entries)
    OUT.print(
        f"\n[bold]{live} of {written} entries[/] are live; {written - live - drafts} wait for facts, {drafts} are "
        "drafts about what only the sample has."
    )
    form = found.town.address_form
    mixed = [problem for located in found.entries for problem in mixed_address(located, form)]
    if mixed:
        OUT.print(
            f"[yellow]![/] {len(mixed)} Textstellen sagen „{'Sie' if form == 'du' else 'Du'}“, die Stadt sagt "
            f"„{form.capitalize()}“: {by_file(mixed)}. Jede Stelle: buergerdraht faq review"
        )
