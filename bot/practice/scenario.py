"""The scripted citizens: what each says, and by what a clerk's work with them is judged. Reads one packaged file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from handoff.ticket import End, Kind

PHOTO: Final = "photo: "
"""A message that begins so comes with the picture."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InWords(_Part):
    """In both languages."""

    de: str
    en: str


class Check(InWords):
    """Something to do well, one of its kinds; ``de`` and ``en`` say it as done."""

    fast: int | None = None
    replied: int | None = None
    mentions: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    asked: bool = False
    ended: End | None = None


class Scenario(_Part):
    """One citizen. ``opens``: the concern, then what is added while it waits; ``replies``: after each reply."""

    id: str
    title: InWords
    about: InWords
    name: str
    kind: Kind
    opens: tuple[str, ...] = Field(min_length=1)
    claimed: tuple[str, ...] = ()
    replies: tuple[tuple[str, ...], ...]
    checks: tuple[Check, ...] = Field(min_length=1)
    place: str = ""
    lang: Literal["de", "en"] = "de"
    stars: int = Field(default=5, ge=1, le=5)


_ALL: Final[TypeAdapter[tuple[Scenario, ...]]] = TypeAdapter(tuple[Scenario, ...])


@cache
def scenarios() -> dict[str, Scenario]:
    """All of them by id, in the order of the file."""
    text = resources.files("bot.practice").joinpath("scenarios.yaml").read_text(encoding="utf-8")
    found: Any = yaml.safe_load(text)
    return {one.id: one for one in _ALL.validate_python(found)}
