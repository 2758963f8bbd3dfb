"""The methods about the bot itself: who it is, its commands and descriptions, callbacks, webhook, files."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from .calls import Call
from .refusal import QUERY_TOO_OLD, Refusal, bad_request
from .shapes import Json, utf16_length
from .world import CALLBACK_SECONDS, World

MAX_DOWNLOAD = 20 * 1024 * 1024
COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
NO_WEBHOOK: Json = {"url": "", "has_custom_certificate": False}


def get_me(world: World, call: Call) -> Any:
    """`getMe`."""
    return world.bot


def get_chat(world: World, call: Call) -> Any:
    """`getChat`."""
    chat = world.chat(call.chat_id)
    return {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


NO_GIFTS: Json = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def answer_callback_query(world: World, call: Call) -> Any:
    """`answerCallbackQuery`: once a press, while it is fresh."""
    query_id = call.text("callback_query_id") or ""
    callback = world.callbacks.get(query_id)
    if callback is None or callback.answer is not None or world.clock() - callback.at > CALLBACK_SECONDS:
        raise Refusal(400, QUERY_TOO_OLD)
    text = call.text("text") or ""
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    effect = {"callback_query_id": query_id, "text": text, "show_alert": call.flag("show_alert")}
    world.record("accepted", call=call.number, method=call.method, chat_id=callback.chat_id, effect=effect)
    return True


def answer_inline_query(world: World, call: Call) -> Any:
    """`answerInlineQuery`: once a query, articles only."""
    query_id = call.text("inline_query_id") or ""
    if world.searches.get(query_id, {}) is not None:
        raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    results = call.structure("results")
    if not isinstance(results, list) or len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(each.get("id", "")) for each in results]
    if len(set(ids)) < len(ids) or any(not 1 <= len(each.encode()) <= 64 for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    for each in results:
        text = (each.get("input_message_content") or {}).get("message_text", "")
        if each.get("type") != "article" or not each.get("title"):
            raise bad_request("can't parse inline query result")
        if not 1 <= utf16_length(text) <= 4096:
            raise bad_request("MESSAGE_TOO_LONG")
    button = call.structure("button")
    if button is not None and not SECRET.fullmatch(str(button.get("start_parameter", ""))[:64]):
        raise bad_request("START_PARAM_INVALID")
    effect = {"inline_query_id": query_id, "results": results, "button": button, "personal": call.flag("is_personal")}
    effect["cache_time"] = call.integer("cache_time", 300)
    world.record("accepted", call=call.number, method=call.method, effect=effect)
    return True


def set_my_commands(world: World, call: Call) -> Any:
    """`setMyCommands`."""
    commands = call.structure("commands")
    if not isinstance(commands, list) or any(not isinstance(each, dict) for each in commands):
        raise bad_request("can't parse commands list JSON object")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked: list[Json] = []
    for each in commands:
        name, description = str(each.get("command", "")).removeprefix("/"), str(each.get("description", "")).strip()
        if not COMMAND_NAME.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        checked.append({"command": name, "description": description})
    effect = {"key": _command_key(call), "commands": checked}
    world.record("accepted", call=call.number, method=call.method, effect=effect)
    return True


def get_my_commands(world: World, call: Call) -> Any:
    """`getMyCommands`."""
    return world.commands.get(_command_key(call), [])


def delete_my_commands(world: World, call: Call) -> Any:
    """`deleteMyCommands`."""
    world.record("accepted", call=call.number, method=call.method, effect={"key": _command_key(call)})
    return True


def _command_key(call: Call) -> str:
    scope = call.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return f"{json.dumps(scope, sort_keys=True)} {_language(call)}"


def _language(call: Call) -> str:
    language = call.text("language_code") or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def set_my_description(world: World, call: Call) -> Any:
    """`setMyDescription`, 512 characters."""
    return _set_text(world, call, "description", 512)


def set_my_short_description(world: World, call: Call) -> Any:
    """`setMyShortDescription`, 120 characters."""
    return _set_text(world, call, "short_description", 120)


def get_my_description(world: World, call: Call) -> Any:
    """`getMyDescription`."""
    return {"description": world.profile.get(f"description {_language(call)}", "")}


def get_my_short_description(world: World, call: Call) -> Any:
    """`getMyShortDescription`."""
    return {"short_description": world.profile.get(f"short_description {_language(call)}", "")}


def _set_text(world: World, call: Call, name: str, limit: int) -> bool:
    text = call.text(name) or ""
    if len(text) > limit:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG" if name == "description" else "BOT_ABOUT_TOO_LONG")
    effect = {"key": f"{name} {_language(call)}", "text": text}
    world.record("accepted", call=call.number, method=call.method, effect=effect)
    return True


def set_webhook(world: World, call: Call) -> Any:
    """`setWebhook`: https on four ports, or any address where the server is a local one (`world.local`)."""
    url = call.text("url") or ""
    if not url:
        return delete_webhook(world, call)
    parts = urlsplit(url)
    if (parts.scheme != "https" and not (world.local and parts.scheme == "http")) or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in {None, 443, 80, 88, 8443} and not world.local:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = call.text("secret_token")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    remember_kinds(world, call)
    drop_pending(world, call)
    webhook = {
        "url": url,
        "has_custom_certificate": False,
        "max_connections": call.integer("max_connections", 40),
        "secret_token": secret,
    }
    world.record("accepted", call=call.number, method=call.method, effect={"webhook": webhook})
    return True


def delete_webhook(world: World, call: Call) -> Any:
    """`deleteWebhook`, with `drop_pending_updates`."""
    drop_pending(world, call)
    world.record("accepted", call=call.number, method="deleteWebhook", effect={"webhook": {}})
    return True


def get_webhook_info(world: World, call: Call) -> Any:
    """`getWebhookInfo`."""
    shown = {key: each for key, each in world.webhook.items() if key != "secret_token"}
    info = {**NO_WEBHOOK, **shown, **world.webhook_error, "pending_update_count": len(world.updates.pending())}
    if world.allowed_updates:
        info["allowed_updates"] = world.allowed_updates
    return info


def drop_pending(world: World, call: Call) -> None:
    """Forget every update where the call asks for it."""
    pending = world.updates.pending()
    if call.flag("drop_pending_updates") and pending:
        world.record("confirmed", update_ids=pending, dropped=True)


def remember_kinds(world: World, call: Call) -> None:
    """Keep `allowed_updates` until another call names others; an empty list is the default."""
    kinds = call.structure("allowed_updates")
    if isinstance(kinds, list) and kinds != world.allowed_updates:
        world.record("allowed", kinds=[str(kind) for kind in kinds])


def get_file(world: World, call: Call) -> Any:
    """`getFile`, up to 20 MB."""
    stored = world.files.get(call.text("file_id") or "")
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }
