"""`buergerdraht notice …`, `banner …`, `channel …`: what a town puts up for the moment, from the command line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from bot.cli_accounts import Result, TownOption, actor, with_journal
from bot.cli_console import OUT, Failure, Finding, one_town, settings_of
from config.settings import Settings
from faq.entry import Release
from faq.files import load as load_folder
from handoff.board import CHANNELS, NotPut, new_banner, new_notice, new_switch, time_given
from handoff.desk.catalogue import speak
from handoff.journal.boards import Boards
from handoff.journal.hints import Hints
from handoff.journal.journal import Journal
from handoff.journal.store import Store
from handoff.places import place_named, places_of

TIMES: Final = "12:00 (today), 2026-11-25, or 2026-11-25T12:00; the town's time."

notice = typer.Typer(help="Dated notices of departments and offices, shown to citizens.", no_args_is_help=True)
banner = typer.Typer(help="The emergency banner, shown to every citizen at once.", no_args_is_help=True)
channel = typer.Typer(help="Switch a channel off and on.", no_args_is_help=True)

TextOption = Annotated[str, typer.Option("--text", help="What citizens read, in German; one line.")]
EnglishOption = Annotated[str, typer.Option("--text-en", help="The same in English.")]
UntilOption = Annotated[str, typer.Option("--until", help=f"When it ends by itself: {TIMES}")]
ChannelArgument = Annotated[str, typer.Argument(help=f"One of: {', '.join(CHANNELS)}.")]


@notice.command("add")
def add(
    context: typer.Context,
    *,
    about: Annotated[str, typer.Argument(help="The id of a department or office.")],
    text: TextOption,
    until: UntilOption,
    text_en: EnglishOption = "",
    starts: Annotated[str, typer.Option("--from", help=f"When it begins (default: now): {TIMES}")] = "",
    town: TownOption = None,
) -> None:
    """Put a notice up: at first contact, and above the answers it concerns."""
    settings = settings_of(context)
    one = one_town(settings, town)
    release, now = load_folder(settings.town_dir(one)), datetime.now(UTC)
    places = places_of(release)
    place = place_named(places, about)
    if place is None:
        known = ", ".join(place.key for place in places)
        raise Failure(f"There is no department or office {about!r}.", mend=f"There are: {known}")

    async def work(journal: Journal) -> str:
        made = new_notice(
            await journal.board(),
            department=place.departments[0],
            office=place.office,
            about=place.name,
            text={"de": text, "en": text_en},
            starts=time_given(starts, now, _zone(release)) if starts else now,
            ends=time_given(until, now, _zone(release), ends=True),
            by=actor(),
            now=now,
        )
        await journal.put_up(made, by=actor())
        return made.id

    OUT.print(f"[green]✓[/] notice {_done(settings, one, work)} of {place.key} is up")


@notice.command("list")
def list_(context: typer.Context, town: TownOption = None) -> None:
    """Show the notices, the banner, and the channels that are off."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone, now = _zone(load_folder(settings.town_dir(one))), datetime.now(UTC)
    board = _done(settings, one, lambda journal: journal.board())
    notices = sorted((item for item in board.notices if item.ends > now), key=lambda item: item.starts)
    for item in notices:
        of = f"office:{item.office}" if item.office else f"department:{item.department}"
        OUT.print(f"[bold]{item.id}[/] {of}, {_local(item.starts, zone)} to {_local(item.ends, zone)}")
        OUT.print(f"  {escape(item.text['de'])}")
    if not notices:
        OUT.print("No notice is up.")
    held = board.at(now)
    if held.banner is not None:
        OUT.print(f"[red]Banner[/] until {_local(held.banner.ends, zone)}: {escape(held.banner.text['de'])}")
    for switch in held.off.values():
        OUT.print(f"[red]{switch.channel} is off[/] since {_local(switch.since, zone)}: {escape(switch.reason)}")


@notice.command("end")
def end(
    context: typer.Context,
    notice_id: Annotated[str, typer.Argument(metavar="ID", help="As `notice list` shows it.")],
    town: TownOption = None,
) -> None:
    """Take a notice down before its end."""
    settings = settings_of(context)
    if not _done(settings, one_town(settings, town), lambda journal: journal.end_notice(notice_id, by=actor())):
        raise Failure(f"There is no notice {notice_id!r}.", mend="buergerdraht notice list shows them.")
    OUT.print(f"[green]✓[/] notice {notice_id} has ended")


@banner.command("set")
def set_(
    context: typer.Context,
    *,
    text: TextOption,
    until: UntilOption,
    text_en: EnglishOption = "",
    link: Annotated[str, typer.Option(help="Where there is more to read (https://…).")] = "",
    town: TownOption = None,
) -> None:
    """Show it in every open web chat at once, and with the next answer on Telegram."""
    settings = settings_of(context)
    one = one_town(settings, town)
    zone, now = _zone(load_folder(settings.town_dir(one))), datetime.now(UTC)

    async def work(journal: Journal) -> None:
        ends = time_given(until, now, zone, ends=True)
        made = new_banner(text={"de": text, "en": text_en}, link=link, ends=ends, by=actor(), now=now)
        await journal.put_up(made, by=actor())

    _done(settings, one, work)
    OUT.print("[green]✓[/] the banner is up")


@banner.command("clear")
def clear(context: typer.Context, town: TownOption = None) -> None:
    """Take the banner down."""
    settings = settings_of(context)
    if not _done(settings, one_town(settings, town), lambda journal: journal.lower_banner(by=actor())):
        raise Failure("No banner is up.")
    OUT.print("[green]✓[/] the banner is down")


@channel.command("off")
def off(
    context: typer.Context,
    *,
    name: ChannelArgument,
    reason: Annotated[str, typer.Option(help="Why, for staff.")],
    town: TownOption = None,
) -> None:
    """Switch a channel off: messages are kept, and answered with one sentence that names another way."""
    settings = settings_of(context)

    async def work(journal: Journal) -> None:
        await journal.put_up(new_switch(channel=name, reason=reason, by=actor(), now=datetime.now(UTC)), by=actor())

    _done(settings, one_town(settings, town), work)
    OUT.print(f"[green]✓[/] {name} is off. On again: buergerdraht channel on {name}")


@channel.command("on")
def on(context: typer.Context, name: ChannelArgument, town: TownOption = None) -> None:
    """Switch it on again: what has waited is answered now."""
    settings = settings_of(context)
    if not _done(settings, one_town(settings, town), lambda journal: journal.switch_on(name, by=actor())):
        raise Failure(f"{name} is not off.", mend="buergerdraht notice list shows what is off.")
    OUT.print(f"[green]✓[/] {name} is on")


async def board_findings(town: str, store: Store) -> list[Finding]:
    """What is switched off, and whether a banner is up: easily forgotten. Changes nothing."""
    board = (await Boards(store, town, Hints(store, [town])).board()).at(datetime.now(UTC))
    found = [
        Finding(
            state="warn", topic=f"Channels of {town}",
            text=f"{switch.channel} is off since {switch.since:%Y-%m-%d %H:%M} UTC: {switch.reason}",
            mend=f"When it may work again: buergerdraht channel on {switch.channel}",
        )
        for switch in board.off.values()
    ]  # fmt: skip
    if board.banner is not None:
        text = f"a banner is up until {board.banner.ends:%Y-%m-%d %H:%M} UTC"
        found.append(Finding(state="ok", topic=f"Banner of {town}", text=text))
    return found


def _done(settings: Settings, town: str, work: Callable[[Journal], Awaitable[Result]]) -> Result:
    try:
        return with_journal(settings, town, work)
    except NotPut as refused:
        raise Failure(speak("en")(f"board-wrong-{refused.wrong}")) from None


def _zone(release: Release) -> ZoneInfo:
    return ZoneInfo(release.town.timezone)


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
