"""Puts the evidence of a conversation's threats together, and writes down who took it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from handoff.audit import Action, row
from handoff.desk.state import Reading
from handoff.evidence import WORDS, Act, Evidence, around_threats, package
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Snapshot


async def evidence_of(
    journal: Journal, snapshot: Snapshot, rows: Sequence[Row], *, receipt: str, town: str, by: str, reading: Reading
) -> bytes | None:
    """The ZIP for somebody (``by``, a login) to whom these rows may be shown; None where none holds a threat.

    Raises JournalAway.
    """
    chosen = around_threats(rows)
    if not chosen:
        return None
    conversation, say = snapshot.conversation, reading.say
    # First: whoever takes it is in it themselves.
    await journal.audit(row(by, Action.EVIDENCE, receipt=receipt, conversation=conversation))
    acts = await journal.audit_about(conversation, {receipt} - {""})
    evidence = Evidence(
        town=town,
        receipt=receipt,
        conversation=conversation,
        addresses=snapshot.addresses,
        rows=chosen,
        stored=await journal.stored_lines(conversation, [one.n for one in chosen]),
        acts=[Act(id=act.id, row=act.row) for act in acts],
        made_at=datetime.now(UTC),
        made_by=by,
    )
    return package(evidence, {"lang": reading.lang, **{name: say(f"evidence-{name}") for name in WORDS}})
