"""Threats in what a citizen wrote: which sentences nobody has to read unasked. Pure.

That a message holds one was found when it came (its row says so); where it stands is found again when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faq.offences import Offence, find_offences
from handoff.measure import Breach


def is_threat(body: Mapping[str, Any]) -> bool:
    """Whether a row of the transcript holds a threat."""
    return body.get("offence") == Breach.THREAT.value


def parts_of(text: str, *, known: bool = True) -> tuple[tuple[str, bool], ...]:
    """The text in parts, each with whether it is a threat.

    ``known``: it holds one; where none is found (words of the town, a rule of another version) all of it is taken for
    one. Otherwise nothing is.
    """
    found = sorted((one.start, one.end) for one in find_offences(text) if one.offence is Offence.THREAT)
    if not found:
        return ((text, known),) if text else ()
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in found:
        if text[at:start].strip():
            parts.append((text[at:start], False))
        if parts and parts[-1][1]:
            parts[-1] = (parts[-1][0] + text[at:end], True)
        else:
            parts.append((text[at:end] if not text[at:start].strip() else text[start:end], True))
        at = end
    if text[at:].strip():
        parts.append((text[at:], False))
    return tuple(parts)


def without_threats(text: str, mark: str, *, known: bool = True) -> str:
    """The text with ``mark`` in the place of its threats."""
    parts = [mark if threat else part.strip(" ") for part, threat in parts_of(text, known=known)]
    return " ".join(parts).strip()
