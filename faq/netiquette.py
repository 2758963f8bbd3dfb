"""A town's rules of conduct, for citizens and for staff: version, who answers for them, a day to look again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class MeasureChoices:
    """What the town does about those who break its rules.

    `automatic`: the machine hints, warns and goes into slow mode by itself. `forget_days`: after them an offence counts
    no more. `slow_minutes`: how long slow mode holds, `slow_seconds`: in it the bot answers once in that time.
    `mute_days` and `block_days` are the longest ones, `alone_days` the longest block by one person. `department`: whose
    leads review measures; empty: the department of the concern.
    """

    automatic: bool = True
    forget_days: int = 14
    slow_minutes: int = 60
    slow_seconds: int = 30
    mute_days: int = 3
    block_days: int = 90
    alone_days: int = 7
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class Netiquette:
    """The rules of conduct that citizens are shown, by language."""

    version: str
    owner: str
    review: date
    text: Mapping[str, str]
    measures: MeasureChoices = field(default_factory=MeasureChoices)


@dataclass(frozen=True, kw_only=True)
class StaffRules:
    """The internal rules that staff acknowledge by version before they work, by language."""

    version: str
    owner: str
    review: date
    text: Mapping[str, str]
