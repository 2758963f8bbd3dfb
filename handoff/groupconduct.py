"""What a command of the staff's group about a citizen's conduct means. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from handoff.measure import Breach, Measure
from handoff.wanted import Wanted, span_meant

_WORDS: Final[Mapping[str, Breach]] = {
    "beleidigung": Breach.INSULT, "insult": Breach.INSULT,
    "drohung": Breach.THREAT, "threat": Breach.THREAT,
    "sexuell": Breach.SEXUAL, "sexual": Breach.SEXUAL,
    "hetze": Breach.INCITEMENT, "incitement": Breach.INCITEMENT,
    "werbung": Breach.SPAM, "spam": Breach.SPAM,
    "flut": Breach.FLOOD, "flood": Breach.FLOOD,
    "anderes": Breach.OTHER, "other": Breach.OTHER,
}  # fmt: skip
_COMMAND: Final = re.compile(r"(\d{1,4}\s*[a-zäöü]{1,7}\.?)\s+([a-zäöü]+)[:,.]?\s+(\S.*)", re.IGNORECASE | re.DOTALL)


def wanted_meant(measure: Measure, text: str) -> Wanted | None:
    """The mute or block that "24h Beleidigung wegen …" asks for; None when it does not say how long, why and what."""
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    lasts, breach = span_meant(found[1]), _WORDS.get(found[2].casefold())
    if lasts is None or breach is None:
        return None
    return Wanted(measure=measure, breach=breach, reason=" ".join(found[3].split()), lasts=lasts)
