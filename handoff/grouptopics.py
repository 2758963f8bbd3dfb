"""The staff's group with topics: what of a conversation is shown in the topic of its handoff, and when. Pure.

Citizens' words stand here; only towns that chose topics have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from faq.richtext import Rich, Span, utf16_len
from handoff.announcing import TicketChange
from handoff.conduct import Breach
from handoff.desk.listing import cut
from handoff.desk.state import Reading
from handoff.journal.records import Class, Delivery, Row
from handoff.letter import body_of, new_row_id, rich_of
from handoff.staffgroup import (
    CHANNEL,
    GROUP,
    Post,
    class_of,
    joined,
    keys_of,
    shows_the_same,
    state_line,
    threat_mark,
)
from handoff.ticket import Ticket

LIMIT: Final = 4000  # UTF-16 units of one message, with room for what stands around it
MACHINE_LENGTH: Final = 160
TITLE_LENGTH: Final = 120
THREAT: Final = Breach.THREAT.value
FROM_GROUP: Final = "group_message"
DROPS: Final = "drops"
"""In a row's body: the message in the group it was written as; it is not shown there again."""


def title(ticket: Ticket, reading: Reading) -> str:
    """A topic's name: what tells handoffs apart, and no word of the citizen."""
    parts = (ticket.receipt, reading.department(ticket.department), reading.word("kind", ticket.kind))
    return " · ".join(parts)[:TITLE_LENGTH]


def head(ticket: Ticket, link: str, reading: Reading) -> Post:
    """The first message of a topic: state, facts and buttons; kept up to date."""
    say = reading.say
    urgent = f"{say('urgent', danger=reading.word('danger', ticket.urgent))}\n" if ticket.urgent else ""
    facts = [reading.word("channel", ticket.channel), reading.word("lang", ticket.lang)]
    if ticket.place:
        facts.append(cut(ticket.place, 60))
    rich = joined(
        (urgent + threat_mark(ticket, reading), "bold"),
        (ticket.receipt, "bold"),
        f" · {reading.department(ticket.department)} · {reading.word('kind', ticket.kind)}\n",
        f"{state_line(ticket, reading)}\n",
        f"{' · '.join(facts)}\n",
        *((f"{say('group-how')}\n",) if ticket.is_open else ()),
        (say("group-open-desk"), "link", link),
    )
    return Post(rich=rich, keys=keys_of(ticket, reading, whole=True))


def history(rows: Sequence[Row], reading: Reading) -> Post:
    """The case so far; what is too much is left to the desk, the oldest first."""
    lines = [line for row in rows if (line := _line(row, reading)).text]
    kept: list[Rich] = []
    length = 0
    for line in reversed(lines):
        length += utf16_len(line.text) + 1
        if length > LIMIT:
            break
        kept.insert(0, line)
    if not kept and lines:
        kept = [_beginning(lines[-1])]
    start = joined((reading.say("group-so-far"), "bold"), "\n")
    if len(kept) < len(lines):
        start = _appended(start, Rich(text=f"{reading.say('group-older')}\n"))
    for line in kept:
        start = _appended(start, _appended(line, Rich(text="\n")))
    return Post(rich=start)


def message(bodies: Sequence[Mapping[str, Any]], reading: Reading) -> Post:
    """What came into the conversation since, as one message."""
    whole = Rich(text="")
    for i, body in enumerate(bodies):
        who = str(body.get("who", ""))
        row = Row(id="", who=who, name=str(body.get("name", "")), body=body)  # type: ignore[arg-type]
        whole = _appended(whole, _appended(Rich(text="\n" if i else ""), _line(row, reading)))
    return Post(rich=_beginning(whole))


def failed(reason: str, reading: Reading) -> Post:
    """Something did not reach the citizen."""
    return Post(rich=joined((reading.say("group-failed", reason=reading.word("reason", reason)), "bold")))


def news(change: TicketChange) -> tuple[Delivery, ...]:
    """What is to be shown in the handoff's topic because of a change."""
    ticket, made = change.after, list[Delivery]()
    is_new = change.before is None
    was_open, is_open = change.before is not None and change.before.is_open, ticket.is_open
    if not is_new and is_open and not was_open:
        made.append(delivery(ticket, {"opens": True, "n": change.seq - len(change.rows)}))
    if not shows_the_same(change.before, ticket):
        made.append(head_delivery(ticket))
    if is_new:
        made.append(history_delivery(ticket, change.seq))
    first = change.seq - len(change.rows) + 1
    for n, row in enumerate(change.rows, first):
        # What somebody muted writes is no news; the desk and the topic's beginning have it.
        if not is_new and row.who != "machine" and FROM_GROUP not in row.body and not row.body.get("unheard"):
            made.append(_row_delivery(ticket, row, n))
    if change.failed:
        made.append(delivery(ticket, {"failed": change.failed, "n": change.seq}))
    if was_open and not is_open:
        made.append(delivery(ticket, {"shut": True, "n": change.seq}))
    return tuple(made)


def head_delivery(ticket: Ticket, *, first: bool = False) -> Delivery:
    """That the topic's first message is to be brought up to date."""
    return Delivery(
        id=f"{new_row_id()}.0",
        channel=CHANNEL,
        to=GROUP,
        cls=class_of(ticket),
        body={"topic": ticket.receipt, "card": ticket.receipt},
        merge=ticket.receipt,
        slot=ticket.receipt,
        ends=not ticket.is_open,
        first=first,
    )


def history_delivery(ticket: Ticket, upto: int, *, first: bool = False) -> Delivery:
    """The case up to a row."""
    return delivery(ticket, {"history": upto}, slot=f"{ticket.receipt}/0", first=first)


def delivery(
    ticket: Ticket, body: Mapping[str, Any], *, slot: str = "", digest: str = "", first: bool = False
) -> Delivery:
    """Something for a handoff's topic. ``n`` in the body: the last row that stands before it."""
    return Delivery(
        id=f"{new_row_id()}.0",
        channel=CHANNEL,
        to=GROUP,
        cls=class_of(ticket),
        body={"topic": ticket.receipt, **body},
        slot=slot,
        ends=bool(slot),  # it is never changed; that it is there is remembered for replies to it
        digest=digest,
        first=first,
    )


def dropping(receipt: str, thread: int) -> Delivery:
    """That the topic of a handoff, which is removed, is deleted with all that stands in it."""
    return Delivery(id=f"drop-{receipt}.0", channel=CHANNEL, to=GROUP, cls=Class.BULK, body={DROPS: thread})


def _row_delivery(ticket: Ticket, row: Row, n: int) -> Delivery:
    masked = row.body.get("offence") == THREAT
    body = body_of(Rich(text="") if masked else rich_of(row.body), who=row.who, name=row.name)
    if attachments := row.body.get("attachments"):
        body["attachments"] = [{"kind": a.get("kind", "other"), "name": a.get("name", "")} for a in attachments]
    body |= {name: row.body[name] for name in ("edit_of", "reaction_to", "offence") if row.body.get(name)}
    # What a citizen wrote has a slot: a reply to it goes out.
    slot = f"{ticket.receipt}/{row.id}" if row.who == "citizen" else ""
    return delivery(ticket, {**body, "n": n - 1}, slot=slot, digest=f"{ticket.receipt} 2" if slot else "")


def _line(row: Row, reading: Reading) -> Rich:
    """Who spoke, and what."""
    say = reading.say
    rich = rich_of(row.body)
    if row.body.get("reaction_to"):  # taken back, it is no text at all
        rich = Rich(text=f"{say('reaction')}: {rich.text}" if rich.text else say("reaction-taken-back"))
    if row.body.get("offence") == THREAT:  # nobody has to read it unasked: the desk shows it after a click
        rich = Rich(text=say("measure-group-masked"))
    if row.who == "machine":
        rich = Rich(text=cut(rich.text, MACHINE_LENGTH))
    speaker = row.name if row.who == "person" and row.name else say(f"who-{row.who}")
    if row.who == "note" and row.name:
        speaker = f"{speaker}, {row.name}"
    marks = {"citizen": "👤 ", "person": "💬 ", "note": "📝 "}
    edited = f" ({say('group-edited')})" if row.body.get("edit_of") else ""
    start = joined((f"{marks.get(row.who, '🤖 ')}{speaker}{edited}:", "bold"), " ")
    files = [
        f"[{reading.word('file', str(a.get('kind', 'other')))}{': ' if a.get('name') else ''}{a.get('name', '')}]"
        for a in row.body.get("attachments", ())
    ]
    text = _appended(rich, Rich(text=(" " if rich.text and files else "") + " ".join(files)))
    return _appended(start, text) if text.text else text


def _beginning(rich: Rich) -> Rich:
    """As much of it as one message takes; the desk has all."""
    text = rich.text
    while utf16_len(text) > LIMIT:
        text = text[: len(text) - (utf16_len(text) - LIMIT + 1) // 2]
    if text == rich.text:
        return rich
    spans = tuple(replace(span, end=min(span.end, len(text))) for span in rich.spans if span.start < len(text))
    return Rich(text=f"{text}…", spans=spans)


def _appended(one: Rich, other: Rich) -> Rich:
    by = len(one.text)
    moved = tuple(Span(start=s.start + by, end=s.end + by, style=s.style, url=s.url) for s in other.spans)
    return Rich(text=one.text + other.text, spans=(*one.spans, *moved))
