"""What the terminal shows once everything runs: where citizens and staff go."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from bot.town import RunningTown
from config.settings import Settings


def show_banner(
    settings: Settings, towns: Mapping[str, RunningTown], ports: Mapping[str, int], links: Mapping[str, str]
) -> None:
    """Print the addresses, and in the demo a one-time link to the desk. Addresses are plain text, easy to copy."""
    table = Table.grid(padding=(0, 2))
    for town in towns.values():
        chat, desk = addresses(settings, town, ports)
        table.add_row("[bold]" + town.library.now.release.town.name + "[/]", "")
        table.add_row("  Web chat", f"[cyan]{chat}/[/]")
        table.add_row("  Desk", f"[cyan]{desk}[/]")
        if town.id in links:
            table.add_row("  Desk, logged in", f"[green]{desk}/link/{links[town.id]}[/]")
            table.add_row("", "[dim]opens the desk as the sample clerk, once[/]")
        table.add_row("  Telegram", "on" if town.telegram is not None else "[dim]off: set TELEGRAM_TOKEN[/]")
    if "web" in ports and "metrics" not in ports:
        table.add_row("[dim]Health[/]", f"[dim]{_own(settings, ports)}/livez  /readyz  /metrics[/]")
    title = "Bürgerdraht is running" + (" (demo)" if settings.demo else "")
    console = Console(stderr=False, soft_wrap=True)
    console.print(Panel(table, title=title, subtitle="Ctrl-C stops it", expand=False))


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
