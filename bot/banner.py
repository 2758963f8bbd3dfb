"""What the terminal shows once everything runs: where citizens and staff go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from bot.town import RunningTown
from config.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class WayIn:
    """A one-time link to the desk; ``path`` is the one within the desk."""

    who: str
    path: str


def show_banner(
    settings: Settings,
    towns: Mapping[str, RunningTown],
    ports: Mapping[str, int],
    ways: Mapping[str, Sequence[WayIn]],
    closed: Mapping[str, str],
) -> None:
    """Print the addresses, and one-time links to the desk; which towns are closed, and why. Addresses are plain text,
    easy to copy.
    """
    lines: list[str] = []
    for town in towns.values():
        chat, desk = addresses(settings, town, ports)
        lines += [f"[bold]{town.library.now.release.town.name}[/]", _line("Web chat", f"[cyan]{chat}/[/]")]
        lines.append(_line("Desk", f"[cyan]{desk}[/]"))
        for way in ways.get(town.id, ()):
            lines.append(_line(way.who, f"[green]{desk}{way.path}[/]"))
        if ways.get(town.id):
            lines.append(_line("", "[dim]" + (_SAMPLES if settings.demo else _SETUP) + "[/]"))
        lines.append(_line("Telegram", "on" if town.telegram is not None else "[dim]off: set TELEGRAM_TOKEN[/]"))
    for name, why in closed.items():
        lines += [f"[bold]{escape(name)}[/]", _line("Not open", f"[yellow]{escape(why)}[/]; it is tried again")]
    if "web" in ports and "metrics" not in ports:
        lines.append(_line("Health", f"[dim]{_own(settings, ports)}/livez /readyz /metrics[/]"))
    # No frame around it: an address that a frame breaks cannot be clicked.
    console = Console(soft_wrap=True, highlight=False)
    console.rule("Bürgerdraht is running" + (" (demo)" if settings.demo else ""))
    for line in lines:
        console.print(line)
    console.rule("[dim]Ctrl-C stops it[/]")


_SAMPLES = "open the desk as one of the sample people; each link works once"
_SETUP = "makes the first account of the desk; works once, for 24 hours, or: buergerdraht staff setup"


def _line(name: str, value: str) -> str:
    return f"  {name:<12} {value}"


def addresses(settings: Settings, town: RunningTown, ports: Mapping[str, int]) -> tuple[str, str]:
    """Where a town's chat and desk are, with the ports that are really listened on; no slash at the end."""
    own_path = town.prefix.removeprefix(settings.base_path)
    chat = (settings.public_url or _own(settings, ports)) + own_path
    if settings.web.desk is None:
        return chat, f"{chat}/desk"
    desk = settings.web.desk.public_url or f"http://{settings.web.desk.host}:{ports.get('desk', 0)}"
    return chat, f"{desk}{own_path}/desk"


def _own(settings: Settings, ports: Mapping[str, int]) -> str:
    host = "127.0.0.1" if settings.web.host in {"0.0.0.0", "::"} else settings.web.host  # noqa: S104 - compared
    return f"http://{host}:{ports.get('web', settings.web.port)}"
