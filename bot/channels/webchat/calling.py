"""Being called back: what the browser is shown of it, and what a citizen may ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.frames import Call, CallState, Why
from bot.channels.webchat.returning import digest
from handoff.callback import Callback, When, phone_of, shortened
from handoff.journal.records import Commit, Row, Snapshot, Stale
from handoff.letter import new_row_id
from handoff.ticket import Turn, citizen_wrote

_WINDOW: Final = timedelta(hours=1)
_TRIES: Final = 5
NOTED: Final = "Bittet um einen Rückruf; die Nummer steht am Arbeitsplatz."
"""What the staff's group reads, where there is one; the desk words it itself."""


async def call_now(deps: WebChatDeps, snapshot: Snapshot | None) -> CallState:
    """Whether a call may be asked for: while staff are to answer. Raises JournalAway."""
    if snapshot is None or snapshot.ticket is None or not snapshot.ticket.is_open:
        return CallState()
    kept = await deps.journal.callback(snapshot.conversation)
    if kept is None or kept.receipt != snapshot.ticket.receipt or kept.outcome is not None:
        return CallState(offer=True)
    return CallState(offer=True, phone=shortened(kept.phone), when=kept.when.value)


async def ask_for_call(deps: WebChatDeps, conversation: str | None, asked: Call, lang: str, remote: str) -> Why | None:
    """Keep or, when the number is empty, erase it; why not, or None. Raises JournalAway.

    Staff read in the transcript that a call is wanted, and when; the number stands beside it, and goes with it.
    """
    if conversation is None:
        return "no-phone"
    if not asked.phone:
        await deps.journal.drop_callback(conversation)
        return None
    phone = phone_of(asked.phone)
    if phone is None:
        return "no-phone"
    most = deps.limits.addresses
    for key, limit in ((f"call:of:{digest(conversation)}", most), (f"call:from:{digest(remote)}", 3 * most)):
        if await deps.journal.count_attempt(key, _WINDOW) > limit:
            return "too-often"
    kept = False
    for _ in range(_TRIES):
        snapshot = await deps.journal.snapshot(conversation)
        if snapshot is None or snapshot.ticket is None or not snapshot.ticket.is_open:
            if kept:  # the case ended meanwhile: nobody will call
                await deps.journal.drop_callback(conversation)
            return "no-phone"
        ticket = snapshot.ticket
        callback = Callback(
            conversation=conversation,
            receipt=ticket.receipt,
            department=ticket.department,
            phone=phone,
            when=When(asked.when),
            lang=lang,
            at=snapshot.now,
        )
        before = await deps.journal.callback(conversation)
        if before is not None and replace(before, at=callback.at, tries=0, tried_at=None, by="") == callback:
            callback = before  # said before; its note may be missing yet
        else:
            # The number first: a note that promises one must not stand there without it.
            await deps.journal.put_callback(callback)
            kept = True
        after = citizen_wrote(ticket, snapshot.now)
        if ticket.turn is Turn.CITIZEN:
            after = replace(after, promised_by=deps.promise(ticket.department))
        written = await deps.journal.commit(
            Commit(
                conversation=conversation,
                ticket_version=snapshot.ticket_version,
                ticket=after,
                promise=after.promised_by,
                rows=(Row(id=new_row_id(), who="note", body={"text": NOTED, "callback": asked.when}),),
                keep_timer=True,
                request=f"call:{conversation}:{callback.at.isoformat()}",
            )
        )
        if not isinstance(written, Stale):
            return None
    return "away"
