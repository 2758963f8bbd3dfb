"""Practice as the desk knows it: who rehearses what with which scripted citizen, and how it went. Pure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

Texts = Mapping[str, str]
"""By language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A scripted citizen that can be started."""

    id: str
    title: Texts
    about: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """What went well, or what to do next time."""

    good: bool
    text: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A scene that somebody started. ``done``: keys of what the citizen did; ``hints``: when it is over."""

    id: str
    scene: str
    login: str
    started: datetime
    conversation: str = ""
    done: tuple[str, ...] = ()
    ended: datetime | None = None
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Room:
    """The practice town's own: its scenes, and what starts one for a member. ``home``: the path of the real desk."""

    scenes: Sequence[Scene]
    start: Callable[[str, str], Awaitable[None]]
    home: str


_RUN: TypeAdapter[Run] = TypeAdapter(Run)


def run_to_json(run: Run) -> str:
    """The run as it is stored."""
    return _RUN.dump_json(run).decode()


def run_from_json(text: str) -> Run:
    """The stored run."""
    return _RUN.validate_json(text)
