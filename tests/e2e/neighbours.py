"""Other citizens of the demo who ask for a person: so that the desk's pictures show a morning and not one case."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from tests.e2e import conduct_pictures
from tests.webchat.browser import Browser

_PERSON: Final = "Ich möchte mit einem Menschen sprechen"
_CONCERNS: Final = (
    ("Die Laterne in der Lindenstraße ist dunkel", ("Mangel", "Überspringen")),
    ("Mein Reisepass ist seit vier Wochen nicht da, ich fliege in zehn Tagen", ("Frage",)),
    ("Laterne in der Lindenstraße brennt nicht, alles dunkel", ("Mangel", "Überspringen")),
    ("Ich widerspreche dem Bescheid über die Hundesteuer", ("Widerspruch",)),
    ("Mehr Fahrradständer am Rathaus wären toll", ("Idee", "Bauen")),
)


def write_in(base: str) -> None:
    """Each of them asks in the web chat at this address, until they have a number."""
    asyncio.run(_write_in(base))


async def _write_in(base: str) -> None:
    for concern, choices in _CONCERNS:
        async with Browser(base) as citizen:
            await citizen.open()
            for text in (_PERSON, concern):
                await citizen.say(text)
                await _answered(citizen)
            for label in choices:
                row, choice = _key(citizen, label)
                await citizen.send({"t": "press", "id": f"p{len(citizen.shown)}", "row": row, "choice": choice})
                await _answered(citizen)
            if "Nummer:" not in citizen.texts[-1]:
                raise AssertionError(f"no number for {concern!r}: {citizen.texts[-1]}")
            if concern.startswith(conduct_pictures.CONCERN):
                await conduct_pictures.threaten(citizen)


async def _answered(citizen: Browser) -> None:
    """The machine has said something to the citizen's last words."""
    before = len(citizen.shown)
    while len(citizen.shown) == before or citizen.shown[-1]["who"] != "machine":
        if await citizen.read() is None:
            raise AssertionError("the line was closed")


def _key(citizen: Browser, label: str) -> tuple[str, str]:
    """Row and choice of the newest button whose label begins so."""
    lines: list[list[dict[str, Any]]] = next(row["keys"] for row in reversed(citizen.shown) if row.get("keys"))
    row, choice = next(key["data"] for line in lines for key in line if key["label"].startswith(label)).split("|", 1)
    return row, choice
