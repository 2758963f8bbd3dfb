"""The slash commands and what they mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.dialogue.wish import Wish

COMMANDS: Final[Mapping[str, Wish]] = {
    "start": Wish.START,
    "hilfe": Wish.HELP,
    "help": Wish.HELP,
    "mensch": Wish.PERSON,
    "person": Wish.PERSON,
    "human": Wish.PERSON,
    "abbrechen": Wish.CANCEL,
    "cancel": Wish.CANCEL,
    "stop": Wish.CANCEL,
    "status": Wish.STATUS,
    "stand": Wish.STATUS,
    "leicht": Wish.EASY,
    "easy": Wish.EASY,
    "normal": Wish.NORMAL,
    "english": Wish.ENGLISH,
    "englisch": Wish.ENGLISH,
    "deutsch": Wish.GERMAN,
    "german": Wish.GERMAN,
    "netiquette": Wish.NETIQUETTE,
    "regeln": Wish.NETIQUETTE,
    "rules": Wish.NETIQUETTE,
    "datenschutz": Wish.PRIVACY,
    "privacy": Wish.PRIVACY,
    "auskunft": Wish.EXPORT,
    "export": Wish.EXPORT,
    "loeschen": Wish.ERASE,
    "delete": Wish.ERASE,
    "pruefung": Wish.REVIEW,
    "prüfung": Wish.REVIEW,
    "ueberpruefung": Wish.REVIEW,
    "überprüfung": Wish.REVIEW,
    "review": Wish.REVIEW,
    "webchat": Wish.WEB_CHAT,
    "link": Wish.WEB_CHAT,
    "ja": Wish.YES,
    "yes": Wish.YES,
    "nein": Wish.NO,
    "no": Wish.NO,
}

MENU: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "hilfe": "menu-help",
        "mensch": "menu-person",
        "status": "menu-status",
        "webchat": "menu-web-chat",
        "abbrechen": "menu-cancel",
        "leicht": "menu-easy",
        "english": "menu-language",
        "netiquette": "menu-netiquette",
        "datenschutz": "menu-privacy",
        "auskunft": "menu-export",
        "loeschen": "menu-erase",
    },
    "en": {
        "help": "menu-help",
        "human": "menu-person",
        "status": "menu-status",
        "webchat": "menu-web-chat",
        "cancel": "menu-cancel",
        "easy": "menu-easy",
        "deutsch": "menu-language",
        "rules": "menu-netiquette",
        "privacy": "menu-privacy",
        "export": "menu-export",
        "delete": "menu-erase",
    },
}
"""What a channel's menu offers, by language: command (without slash) to the text key of its description, in order."""

_NAMED: Final = re.compile(r"(?<![\w/.:])/([^\W\d_]+)(?![\w/@])")


def commands_named(text: str) -> Iterator[tuple[int, int]]:
    """Where our texts name a command, slash included, in code points."""
    if "/" not in text:
        return
    for found in _NAMED.finditer(text):
        if found[1] in COMMANDS:
            yield found.span()


def command(text: str) -> str:
    """The command's name without slash and bot name, lower case; empty when the text is none."""
    first, *_ = text.split(maxsplit=1) or [""]
    name = first[1:].partition("@")[0].lower()
    return name if first.startswith("/") and name.isalpha() else ""
