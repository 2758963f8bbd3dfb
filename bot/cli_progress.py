"""How long work shows that it goes on."""

from __future__ import annotations

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli_console import ERR


def progress(*, steady: bool = True) -> Progress:
    """A bar on standard error, shown only on a terminal and gone when done.

    Not ``steady``: drawn only when ``refresh`` is called, for work whose single steps are timed.
    """
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=ERR, auto_refresh=steady, disable=not ERR.is_terminal, transient=True,
    )  # fmt: skip
