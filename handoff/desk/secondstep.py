"""Whether a code proves who somebody is: one of the app, good for one time step once, or one of last resort."""

from __future__ import annotations

from datetime import datetime

from handoff.audit import Action, row
from handoff.desk.totp import recovery_hash, step_of
from handoff.journal.journal import Journal


async def proves(journal: Journal, login: str, code: str, now: datetime) -> bool:
    """Whether the code is this account's and was not used before; it is used up. Raises JournalAway."""
    secret = await journal.second_factor(login)
    if not secret:
        return False
    step = step_of(secret, code, now)
    if step is not None:
        return await journal.use_step(login, step)
    if await journal.use_recovery(login, recovery_hash(code)):
        await journal.audit(row(login, Action.RECOVERY_CODE_USED))
        return True
    return False
