"""When sealing is so late that somebody must be told. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LATE_AFTER: Final = timedelta(minutes=10)


@dataclass(slots=True)
class Lateness:
    """Watches when the audit was last sealed.

    A program that was off for a night is not late: only what this watch has seen standing still counts.
    """

    _seen: datetime | None = None
    _since: datetime | None = None

    def is_late(self, sealed: datetime | None, now: datetime) -> bool:
        """Whether it has been the same for too long."""
        if self._since is None or sealed != self._seen:
            self._seen, self._since = sealed, now
        return now - self._since > LATE_AFTER
