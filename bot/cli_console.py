"""How the command line speaks: colours, panels for what went wrong, and the settings of an invocation."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import typer
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from config.settings import Settings, SettingsBroken, load
from faq.errors import FilesBroken, Problem
from faq.questions import QuestionsBroken
from handoff.journal.embedded import EmbeddedError
from handoff.journal.records import JournalAway, JournalError
from handoff.journal.soundness import UnsoundStore
from handoff.tombstones import TombstonesBroken

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, highlight=False)


class Failure(Exception):
    """A command cannot do what was asked: what is wrong, where, and how to mend it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at. ``mend`` says what to do when it is not well."""

    state: Literal["ok", "warn", "bad"]
    topic: str
    text: str
    mend: str = ""


EXPECTED = (Failure, SettingsBroken, FilesBroken, EmbeddedError, JournalError, TombstonesBroken)
"""What is shown in a panel; everything else is a fault of the program and shows its traceback."""


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """What was given before the command's name. ``acting``: the login of whom it is done as, empty for the operator."""

    config: Path | None = None
    acting: str = ""


_INVOCATION: Final[ContextVar[Invocation | None]] = ContextVar("invocation", default=None)


def begin(invocation: Invocation) -> None:
    """This invocation runs now."""
    _INVOCATION.set(invocation)


def running() -> Invocation:
    """The invocation that runs now."""
    return _INVOCATION.get() or Invocation()


def settings_of(context: typer.Context, **overrides: Any) -> Settings:
    """The settings for this invocation; raises SettingsBroken."""
    invocation = context.find_object(Invocation) or Invocation()
    return load(invocation.config, **overrides)


def one_town(settings: Settings, town: str | None) -> str:
    """The town that is meant: the one named, or the only one."""
    if town is None and len(settings.towns) == 1:
        return settings.towns[0]
    if town is None:
        raise Failure("There are several towns.", mend=f"Name one: {', '.join(settings.towns)}")
    if town not in settings.towns:
        raise Failure(f"There is no town {town!r}.", mend=f"Towns are: {', '.join(settings.towns)}")
    return town


def interactive() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def expected(error: BaseException) -> BaseException | None:
    """The failure in an exception that is meant to be shown; None when it is a fault of the program."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error if isinstance(error, EXPECTED) else None


def show(error: BaseException) -> None:
    """Print an expected failure: what, where, how to mend."""
    ERR.print(Panel(Group(*_lines(error)), title=_title(error), title_align="left", border_style="red", padding=(0, 1)))


def _title(error: BaseException) -> str:
    match error:
        case SettingsBroken():
            return "Settings"
        case QuestionsBroken():
            return "Questions"
        case FilesBroken():
            return "The town's files"
        case EmbeddedError() | JournalError():
            return "Store"
        case _:
            return "Not done"


def _lines(error: BaseException) -> Iterable[Text]:
    match error:
        case SettingsBroken():
            for setting in error.problems:
                yield line(setting.name, setting.where, f"{setting.what}.", f"{setting.mend}.")
        case FilesBroken():
            yield from (problem_line(problem) for problem in error.problems)
        case UnsoundStore():
            for finding in error.findings:
                yield line("", "", finding.what, finding.mend)
        case JournalAway():
            yield line("", "", f"It does not answer ({error}).", "buergerdraht doctor looks into it.")
        case Failure():
            yield line("", error.where, error.what, error.mend)
        case _:
            yield Text(str(error))


def problem_line(problem: Problem) -> Text:
    """A fault in a town's file."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return line(problem.entry, place, problem.what, problem.mend)


def line(name: str, where: str, what: str, mend: str) -> Text:
    """What is wrong, where, and how to mend it."""
    text = Text()
    if where:
        text.append(where, style="cyan").append(" ")
    if name:
        text.append(name, style="bold").append(" ")
    text.append(what)
    if mend:
        text.append(f"\n  → {mend}", style="green")
    return text
