"""One message to a citizen as the journal keeps it: a transcript row and, where the channel has an outbox, its
deliveries. Pure; the same for the machine's and for people's words.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from faq.richtext import Rich, Span, split, utf16_len
from handoff.enclosure import Enclosure
from handoff.journal.records import Class, Delivery, Row, Who

Keys = Sequence[Sequence[tuple[str, str]]]  # rows of (label, choice)


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A row and its deliveries, ready for a commit."""

    row: Row
    deliveries: tuple[Delivery, ...] = ()


def new_row_id() -> str:
    """A fresh row id: 10 characters, safe in a button's data."""
    return secrets.token_urlsafe(8)[:10]


def body_of(rich: Rich, **more: Any) -> dict[str, Any]:
    """The JSON of a text with marks; ``more`` joins it where not empty (keys, entry, release, attachments, why)."""
    body: dict[str, Any] = {"text": rich.text}
    if rich.spans:
        body["spans"] = [[s.start, s.end, s.style, s.url] for s in rich.spans]
    body.update({name: value for name, value in more.items() if value})
    return body


def rich_of(body: Mapping[str, Any]) -> Rich:
    """The text with marks out of a stored body."""
    spans = tuple(Span(start=s[0], end=s[1], style=s[2], url=s[3]) for s in body.get("spans", ()))
    return Rich(text=str(body.get("text", "")), spans=spans)


def write_letter(
    *,
    row_id: str,
    who: Who,
    rich: Rich,
    channel: str,
    conversation: str,
    max_text: int | None,
    name: str = "",
    keys: Keys = (),
    settles: bool = False,
    answers: tuple[str, ...] = (),
    sent: Rich | None = None,
    more: Mapping[str, Any] | None = None,
    files: Sequence[Enclosure] = (),
    max_caption: int = 0,
    slot: str = "",
    cls: Class = Class.LIVE,
) -> Letter:
    """Make the row and its deliveries.

    ``max_text``: UTF-16 units of one message on the channel; None where the transcript is the delivery. The buttons
    hang on the last chunk, which is also the one that settles. Each of the ``files`` is a chunk of its own behind the
    text; a text of at most ``max_caption`` UTF-16 units goes with the first one. ``sent``: what leaves where it differs
    from what is kept, e.g. with a secret in a link. ``slot``: a later letter with the same one changes what this one
    has said, where the channel can.
    """
    drawn = [[{"label": label, "data": f"{row_id}|{choice}"} for label, choice in line] for line in keys]
    enclosed = [file.to_json() for file in files]
    body = body_of(rich, keys=drawn, attachments=enclosed, **(more or {}))
    row = Row(id=row_id, who=who, name=name, body=body, settles=settles, answers=answers)
    if max_text is None:
        return Letter(row=row)
    chunks = _chunks(sent or rich, enclosed, max_text, max_caption)
    last = len(chunks) - 1
    deliveries = tuple(
        Delivery(
            id=f"{row_id}.{i}",
            channel=channel,
            to=f"citizen:{conversation}",
            cls=cls,
            body=body_of(chunk, keys=drawn if i == last else (), file=file),
            settles=settles and i == last,
            answers=answers,
            slot=f"{slot}.{i}" if slot else "",
            merge=f"{slot}.{i}" if slot else "",
        )
        for i, (chunk, file) in enumerate(chunks)
    )
    return Letter(row=row, deliveries=deliveries)


def write_public(
    *, rich: Rich, channel: str, to: str, max_text: int, reply_to: str, link: tuple[str, str]
) -> tuple[Delivery, ...]:
    """The deliveries of what is said where others read along: under the message it answers, with a way to write alone.

    ``link``: label and address.
    """
    chunks = split(rich, max_text)
    label, url = link
    keys = [[{"label": label, "url": url}]] if url else ()
    said = new_row_id()
    return tuple(
        Delivery(
            id=f"{said}.{i}",
            channel=channel,
            to=f"public:{to}",
            cls=Class.NOTICE,
            body=body_of(chunk, keys=keys if i == len(chunks) - 1 else (), reply_to=reply_to if i == 0 else ""),
        )
        for i, chunk in enumerate(chunks)
    )


def _chunks(
    rich: Rich, files: Sequence[dict[str, Any]], max_text: int, max_caption: int
) -> list[tuple[Rich, dict[str, Any] | None]]:
    """What is sent one after the other: a text, a file, or a file with the text that belongs to it."""
    nothing = Rich(text="")
    if not files:
        return [(chunk, None) for chunk in split(rich, max_text)]
    if utf16_len(rich.text) <= max_caption:
        return [(rich, files[0]), *((nothing, file) for file in files[1:])]
    return [*((chunk, None) for chunk in split(rich, max_text)), *((nothing, file) for file in files)]
