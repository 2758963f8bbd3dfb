"""A mute or a block as somebody asks for it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from handoff.measure import Breach, Measure

_SPAN: Final = re.compile(r"(\d{1,4})\s*(h|std|stunden?|hours?|d|tage?n?|days?)\.?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked for. ``reason`` is read by the citizen besides the rule."""

    measure: Measure
    breach: Breach
    reason: str
    lasts: timedelta


def span_meant(text: str) -> timedelta | None:
    """How long "24h", "3 Tage" or "2d" is; None when it is no such time."""
    found = _SPAN.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        return None
    return timedelta(**{"hours" if found[2][0] in "hs" else "days": int(found[1])})
