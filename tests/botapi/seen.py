"""A message as a citizen sees it in the chat, and how a waiting test picks one. Pure; used in-process and over HTTP."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .shapes import Json


@dataclass(frozen=True, kw_only=True)
class Button:
    """An inline button."""

    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One message; `mine` if a person wrote it, `changed` rises with every change, `raw` is Telegram's object."""

    message_id: int
    mine: bool
    kind: str
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    edited: bool
    changed: int
    raw: Json

    @property
    def labels(self) -> list[str]:
        """The texts on all buttons."""
        return [button.text for row in self.buttons for button in row]

    def button(self, wanted: str) -> Button:
        """The button with this text or data, or else the only one whose text contains it. Raises `LookupError`."""
        every = [button for row in self.buttons for button in row]
        exact = [button for button in every if wanted in {button.text, button.data}]
        chosen = exact or [button for button in every if wanted in button.text]
        if not chosen or (not exact and len(chosen) > 1):
            raise LookupError(f"no such button: {wanted!r} among {self.labels}")
        return chosen[0]


Wanted = str | Callable[[Seen], bool]

KINDS = ("photo", "document", "location", "voice", "video", "audio", "sticker", "contact", "venue", "animation")


def seen(message: Json, *, mine: bool, changed: int) -> Seen:
    """Read Telegram's `Message`."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Seen(
        message_id=message["message_id"],
        mine=mine,
        kind=next((kind for kind in KINDS if kind in message), "text"),
        text=message.get("text") or message.get("caption") or "",
        buttons=tuple(
            tuple(
                Button(text=button["text"], data=button.get("callback_data"), url=button.get("url")) for button in row
            )
            for row in rows
        ),
        edited="edit_date" in message,
        changed=changed,
        raw=message,
    )


def first_match(messages: Iterable[Seen], wanted: Wanted, *, since: int) -> Seen | None:
    """The bot's earliest message that came or changed after `since` and is `wanted` (part of its text, or a test)."""
    for message in messages:
        if message.mine or message.changed <= since:
            continue
        if wanted in message.text if isinstance(wanted, str) else wanted(message):
            return message
    return None


def not_seen(wanted: Wanted, messages: Iterable[Seen], *, since: int, seconds: float) -> TimeoutError:
    """The error of a wait that ended without a match; lists what the bot has said since."""
    fresh = [message.text for message in messages if not message.mine and message.changed > since]
    what = repr(wanted) if isinstance(wanted, str) else "a match"
    return TimeoutError(f"no message with {what} within {seconds} s; the bot said {fresh}")
