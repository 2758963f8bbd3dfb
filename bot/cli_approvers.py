"""What `buergerdraht doctor` finds where a town wants four eyes."""

from __future__ import annotations

from pathlib import Path

from bot.cli_console import Finding
from faq.approval import same_person
from faq.folder import read_folder
from handoff.journal.accounts import Accounts
from handoff.journal.hints import Hints
from handoff.journal.store import Store
from handoff.rights import Right


async def approver_findings(folder: Path, store: Store, town: str) -> list[Finding]:
    """Whether somebody at the desk can approve, of those whom the town names."""
    written = read_folder(folder).town
    if written is None or written.faq_approval == "none":
        return []
    accounts = (await Accounts(store, town, Hints(store, [town])).staff()).values()
    able = {one.login for one in accounts if not one.disabled and one.may(Right.APPROVE_FAQ)}
    missing = [name for name in written.approvers if not any(same_person(name, login) for login in able)]
    topic = f"Approval of {town}"
    found = [
        Finding(
            state="warn", topic=topic, text=f"{name} is in approvers and cannot approve at the desk",
            mend="Write log-in names into approvers (town.yaml), and give these accounts the role `approver`",
        )
        for name in missing
    ]  # fmt: skip
    if not able and not found:
        found.append(
            Finding(
                state="warn", topic=topic, text="four eyes are wanted, and nobody at the desk can approve",
                mend="Give an account the role `approver`",
            )
        )  # fmt: skip
    return found
