"""Which rows of the audit somebody looks for, and how a row is read out of the store. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handoff.audit import details_of
from handoff.auditchain import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """A row as people read it, whichever version wrote it. ``id`` is the store's, and its time."""

    id: str
    at: datetime
    who: str
    action: str
    details: dict[str, str]

    @property
    def plain(self) -> dict[str, Any]:
        """For a line of JSON."""
        at = self.at.isoformat(timespec="milliseconds")
        return {"id": self.id, "at": at, "who": self.who, "action": self.action, **self.details}


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditQuery:
    """What is looked for; empty for all. ``about``: a receipt, an account, or the id of what it was done to.

    ``since`` is included, ``until`` is not.
    """

    who: str = ""
    action: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def fits(self, act: Act) -> bool:
        """Whether a row is looked for."""
        about = self.about.casefold()
        return (
            (not self.who or act.who == self.who)
            and (not self.action or act.action == self.action)
            and (not about or any(about == value.casefold() for value in act.details.values()))
            and (self.since is None or act.at >= self.since)
            and (self.until is None or act.at < self.until)
        )


def act_of(entry: Entry) -> Act:
    """A row as it is stored; what cannot be read has no action."""
    said = entry.row
    return Act(
        id=entry.id,
        at=entry.at,
        who=str(said.get("who", "")),
        action=str(said.get("action", "")),
        details=details_of(said),
    )
