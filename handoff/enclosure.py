"""A stored file that goes with a message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handoff.files.kinds import is_picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """A stored file that goes with a message. ``ref`` names it in ``handoff.files.store``, ``size`` is in bytes."""

    ref: str
    name: str
    mime: str
    size: int

    def to_json(self) -> dict[str, Any]:
        """As a row's or a delivery's body holds it."""
        kind = "photo" if is_picture(self.mime) else "document"
        return {"kind": kind, "ref": self.ref, "name": self.name, "mime": self.mime, "size": self.size}
