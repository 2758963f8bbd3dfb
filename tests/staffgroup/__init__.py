"""What tests of the staff's group share."""

from __future__ import annotations

from handoff.journal.journal import Journal
from handoff.staff import StaffRecord

CHAT = -1_001_000_000_001


async def pair(journal: Journal, chat: int = CHAT) -> None:
    """Make a chat the staff's group."""
    code = await journal.make_code("group", "lead")
    await journal.use_code(code.text, place="group", user=1, chat=chat, request=f"pair {chat} {code.text}")


async def link(journal: Journal, login: str, user: int, name: str = "", **more: object) -> StaffRecord:
    """An account with its link to Telegram."""
    record = StaffRecord(login=login, name=name or login.title(), **more)  # type: ignore[arg-type]
    await journal.put_staff(record)
    code = await journal.make_code("account", login)
    await journal.use_code(code.text, place="private", user=user, chat=user, request=f"link {login} {code.text}")
    return record
