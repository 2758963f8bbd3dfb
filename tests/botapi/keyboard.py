"""Reply markup: what Telegram accepts under a message. Pure."""

import re
from typing import Any

from .refusal import bad_request
from .shapes import Json

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "pay",
)
MAX_BUTTONS = 100
WEB_URL = re.compile(
    r"(?:https?://)?(?:[^/?#\s@]+@)?(\[[0-9a-fA-F:]+\]|[^/?#\s:@]+)(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
OTHER_URL = re.compile(r"(?:tg|ton|tonsite|mailto|tel):\S+", re.IGNORECASE)
REPLY_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


def inline_keyboard(markup: Any) -> Json | None:
    """Check `reply_markup`; answer the inline keyboard that the message will carry, if it carries one."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if any(key in markup for key in REPLY_KEYBOARDS):
            return None
        raise bad_request("can't parse reply keyboard markup JSON object")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: Expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    action = next((key for key in ACTIONS if key in button), None)
    if action is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    value = button[action]
    if action == "callback_data" and (not isinstance(value, str) or not 1 <= len(value.encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not _is_url(value):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "web_app" and not str(dict(value or {}).get("url", "")).startswith("https://"):
        raise bad_request("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    return dict(button)


def _is_url(value: Any) -> bool:
    """Telegram takes no host without a dot, `localhost` least of all."""
    if not isinstance(value, str) or not value:
        return False
    if OTHER_URL.fullmatch(value):
        return True
    match = WEB_URL.fullmatch(value)
    return match is not None and ("." in match.group(1).strip(".") or match.group(1).startswith("["))
