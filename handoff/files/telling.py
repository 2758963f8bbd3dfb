"""What is told when a file is not passed on: by the bot, in the transcript that staff read too, and in the audit."""

from __future__ import annotations

import hashlib
import json
from typing import Protocol

from handoff.audit import CITIZEN, Action, AuditRow, row
from handoff.files.kinds import Why
from handoff.journal.records import Commit, Committed, Repeat, Stale


class Commits(Protocol):
    """The part of a town's journal that this uses."""

    async def commit(self, commit: Commit) -> Committed | Stale | Repeat:
        """Write it whole or not at all."""
        ...


async def tell_refused(journal: Commits, conversation: str, *, file: str, name: str, why: Why) -> None:
    """Tell that a citizen's file is not passed on, once a file and reason; ``file`` is whatever names it uniquely."""
    digest = hashlib.sha256(f"{conversation}\0{file}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    # The bot's event of the same name; spelled here because the arrows point down.
    event = {"kind": "file_refused", "id": f"file:{digest}:{why}", "name": name, "why": why}
    await journal.commit(
        Commit(
            conversation=conversation,
            mail=(json.dumps(event, ensure_ascii=False),),
            audit=(file_audit(CITIZEN, why, digest),),
            keep_timer=True,
            request=f"file:{digest}:{why}",
        )
    )


def file_audit(who: str, why: Why, digest: str = "") -> AuditRow:
    """The audit's row of a refused file; nothing of its name or content."""
    return row(who, Action.FILE_REFUSED, what=why, file=digest)
