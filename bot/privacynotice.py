"""The privacy text, made of what the program does with the settings it has, so that the two cannot disagree. Pure.

It says which sentences are true; their words are in ``bot/dialogue/texts/privacy.*.ftl``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from handoff.retention import Kept

TelegramUse = Literal["off", "general", "whole"]
GroupUse = Literal["off", "notice", "topics"]

MASKS: Final = (
    *("iban", "card", "tax_id", "social_security", "id_card"),
    *("phone", "email", "birth_date", "file_number"),
)
"""In the order in which they are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """What is done. ``masks``: what is taken out before it is stored; ``kept``: what stays for how long.

    ``files``: files are taken; ``mails``, ``calls``: an address or a number may be left; ``telegram`` and ``group``:
    what goes through Telegram, of citizens and to staff. ``departments``: their names by id and language.
    ``conduct``: what stays of offences and measures; ``automatic``: the program takes the mild ones by itself.
    """

    masks: frozenset[str]
    kept: Sequence[Kept]
    conduct: Sequence[Kept] = ()
    automatic: bool = True
    departments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: bool = True
    mails: bool = False
    telegram: TelegramUse = "off"
    group: GroupUse = "off"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A text to be said. ``item``: it is one of a list."""

    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)
    item: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    sentences: tuple[Sentence, ...]


def notice(practice: Practice, lang: str) -> tuple[Section, ...]:
    """All of it in a language, in the order in which it is read; the town's own statement is linked below."""
    return tuple(
        Section(title=f"web-privacy-{name}-title", sentences=tuple(sentences))
        for name, sentences in (
            ("who", _plain("who", "machine")),
            ("what", _what(practice)),
            ("long", (*_plain("long"), *_items(practice.kept, practice, lang), *_plain("long-held"))),
            ("readers", _readers(practice)),
            ("conduct", _conduct(practice, lang)),
            ("mail", _plain("mail") if practice.mails else ()),
            ("call", _plain("call")),
            ("telegram", _telegram(practice)),
            ("device", _plain("device")),
            ("rights", _plain("rights-export", "rights-erase", "rights")),
        )
        if sentences
    )


def _plain(*names: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(key=f"web-privacy-{name}") for name in names)


def _what(practice: Practice) -> tuple[Sentence, ...]:
    kinds = [name.replace("_", "-") for name in MASKS if name in practice.masks]
    masked = [Sentence(key=f"web-privacy-mask-{kind}", item=True) for kind in kinds]
    return (
        *_plain("what-files" if practice.files else "what"),
        *(_plain("photos") if practice.files else ()),
        *(_plain("masked") if masked else _plain("masked-nothing")),
        *masked,
        *_plain("counted"),
    )


def _conduct(practice: Practice, lang: str) -> tuple[Sentence, ...]:
    return (
        *_plain("conduct", "conduct-machine" if practice.automatic else "conduct-people", "conduct-mark"),
        *_items(practice.conduct, practice, lang),
        *_plain("conduct-address", "conduct-threats"),
    )


def _items(found: Sequence[Kept], practice: Practice, lang: str) -> Iterator[Sentence]:
    for kept in found:
        name = practice.departments.get(kept.department, {})
        hours = int(kept.time.total_seconds()) // 3600
        yield Sentence(
            key=f"web-privacy-kept-{kept.what.replace('_', '-')}",
            args={
                "unit": "days" if hours % 24 == 0 else "hours",
                "number": hours // 24 if hours % 24 == 0 else hours,
                "since": kept.since.replace("_", "-"),
                "where": "department" if kept.department else "town",
                "department": name.get(lang) or name.get("de", kept.department),
                "receipt": "first" if kept.receipt_first else "no",
            },
            item=True,
        )


def _readers(practice: Practice) -> tuple[Sentence, ...]:
    group = _plain(f"group-{practice.group}") if practice.group != "off" else ()
    return (*_plain("readers", "readers-others"), *group)


def _telegram(practice: Practice) -> tuple[Sentence, ...]:
    return _plain(f"telegram-{practice.telegram}") if practice.telegram != "off" else ()
