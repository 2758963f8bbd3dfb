"""Being told of replies by mail: what the browser is shown of it, and what a citizen may set."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import Notice, Why
from bot.channels.webchat.returning import digest
from faq.mailaddress import is_mail_address, masked
from handoff.journal.mailing import NoticeAddress
from handoff.journal.records import Snapshot

_WINDOW: Final = timedelta(hours=1)


async def notice_now(deps: WebChatDeps, snapshot: Snapshot | None) -> Notice:
    """Whether an address may be left: while staff are to answer. Raises JournalAway."""
    if not deps.mails or snapshot is None or snapshot.ticket is None or not snapshot.ticket.is_open:
        return Notice()
    kept = await deps.journal.notice_address(snapshot.conversation)
    mine = kept is not None and kept.case == snapshot.case
    return Notice(offer=True, mail=masked(kept.mail) if kept is not None and mine else "")


async def tell_by_mail(deps: WebChatDeps, conversation: str | None, mail: str, lang: str, remote: str) -> Why | None:
    """Keep or, when it is empty, erase the address; why not, or None. Raises JournalAway."""
    if conversation is None or not deps.mails:
        return "no-mail"
    if not mail:
        await deps.journal.drop_notice_address(conversation)
        return None
    snapshot = await deps.journal.snapshot(conversation)
    if not is_mail_address(mail) or snapshot is None or snapshot.ticket is None or not snapshot.ticket.is_open:
        return "no-mail"
    most = deps.limits.addresses
    for key, limit in ((f"tell:of:{digest(conversation)}", most), (f"tell:from:{digest(remote)}", 3 * most)):
        if await deps.journal.count_attempt(key, _WINDOW) > limit:
            return "too-often"
    await deps.journal.put_notice_address(conversation, NoticeAddress(mail=mail, lang=lang, case=snapshot.case))
    return None
