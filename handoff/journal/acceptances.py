"""Who has acknowledged which version of the internal rules, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from handoff.audit import Action, row
from handoff.journal.auditing import Auditing


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """The version that somebody acknowledged last."""

    version: str
    at: datetime


class Acceptances(Auditing):
    """A town's acknowledgements, beside the accounts. Every method raises JournalAway."""

    async def accepted_rules(self, login: str) -> Acceptance | None:
        """What one member acknowledged last."""
        text = await self._store.call(lambda r: r.hget(self._keys("accepted"), login))
        return _acceptance(text) if text else None

    async def who_accepted_rules(self) -> dict[str, Acceptance]:
        """What everybody did, by login."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("accepted")))
        return {login: _acceptance(text) for login, text in stored.items()}

    async def accept_rules(self, login: str, version: str) -> None:
        """Write down that a member acknowledges a version, with its record in the audit."""
        text = json.dumps({"version": version, "at": datetime.now(UTC).isoformat()})
        await self._store.call(lambda r: r.hset(self._keys("accepted"), login, text))
        await self.audit(row(login, Action.RULES_ACCEPTED, what=f"version:{version}"))


def _acceptance(text: str) -> Acceptance:
    value = json.loads(text)
    return Acceptance(version=value["version"], at=datetime.fromisoformat(value["at"]))
