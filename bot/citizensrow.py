"""What a citizen did, as a row of the transcript. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.dialogue import effects as fx
from bot.dialogue.events import Attachment, Event, Pressed, Reacted, Said
from bot.dialogue.talk import Talk
from bot.dialogue.versions import is_stale
from faq.outcome import Outcome
from handoff.journal.records import Row


def citizens_row(
    event: Event,
    match: Outcome | None,
    decision: fx.Decision,
    before: Talk,
    *,
    channel: str,
    release: str,
    labels: Mapping[str, str],
    placed: Callable[[Attachment], Attachment],
) -> tuple[Row, ...]:
    """The row, or none for an event that is nobody's words, or not to be kept.

    ``before`` is the talk as the event found it. ``channel`` is where it came from, ``labels``: a button's data -> its
    label, as last shown. ``placed`` makes an attachment what of it is stored.
    """
    if any(isinstance(effect, fx.Unheard) and not effect.kept for effect in decision.effects):
        return ()
    match event:
        case Said():
            body = _said(event, before, placed) | {"channel": channel}
            for effect in decision.effects:
                match effect:
                    case fx.Urgent():
                        body["urgent"] = effect.danger.value
                    case fx.Offended():
                        body |= {"offence": effect.breach.value, "offence_rule": effect.rule}
                    case fx.Unheard():
                        body["unheard"] = True
            if match is not None and not any(isinstance(effect, fx.Settle) for effect in decision.effects):
                body["why"] = [f"{c.id} {c.score:.2f}" for c in match.candidates[:3]]
                body["release"] = release
        case Pressed():
            label = labels.get(f"{event.row}|{event.choice}", event.choice)
            body = {"text": label, "choice": event.choice, "channel": channel}
        case Reacted():
            body = {"text": event.sign, "reaction_to": event.origin}
        case _:
            return ()
    return (Row(id=event.id, who="citizen", body=body),)


def _said(event: Said, before: Talk, placed: Callable[[Attachment], Attachment]) -> dict[str, Any]:
    more = {
        "attachments": [_plain(placed(attachment)) for attachment in event.attachments],
        "origin": event.origin,
        "edit_of": event.edit_of,
        "overtaken": is_stale(before, event),
        "parts": list(event.parts),
        "quotes": [_plain(quote) for quote in event.quotes],
        "masked": list(event.masked),
    }
    return {"text": event.text, **{name: value for name, value in more.items() if value}}


def _plain(value_object: Any) -> dict[str, Any]:
    value = {name: getattr(value_object, name) for name in value_object.__slots__}
    return {name: v for name, v in value.items() if v not in ("", 0, None)}
