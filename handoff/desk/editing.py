"""What an editor's form is, made of an item of a town's file and back; fields unknown here are kept and shown. Pure."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from faq.entry import Release
from faq.errors import Problem
from faq.interchange.plain import flat
from faq.yamlfile import Plain

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MARK: Final = "f:"

T = TypeVar("T")


class Ask(Protocol):
    """The way to the town's folder."""

    def __call__(self, work: Callable[[Path], T], /) -> Awaitable[T]:
        """What ``work`` finds or does in it; it may block. Raises FolderStill, and what ``work`` raises."""
        ...


@dataclass(frozen=True, kw_only=True)
class Editing:
    """The way to the town's folder, the release that serves, and how an entry is approved: (folder, entry, by whom).

    ``approve`` blocks; it raises FilesBroken and OSError.
    """

    ask: Ask
    release: Callable[[], Release]
    approve: Callable[[Path, str, str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form. ``path`` is its name in the file; a list has one of its texts a line."""

    path: str
    value: str
    many: bool
    problem: str


def fields_of(
    item: Mapping[str, Plain], usual: Iterable[str], lists: Iterable[str], problems: Iterable[Problem] = ()
) -> list[Field]:
    """Every text of an item, and those that may be added; what is wrong stands at its field."""
    found = {".".join(path): value for path, value in flat(item).items()}
    many = {path for path, value in found.items() if isinstance(value, tuple)} | {
        path for path in (*usual, *found) if any(path == one or path.startswith(one + ".") for one in lists)
    }
    told = list(problems)
    return [
        Field(
            path=path,
            value=_text(found.get(path)),
            many=path in many or len(_text(found.get(path))) > 90,
            problem=next((f"{one.what} {one.mend}" for one in told if f"„{path}" in one.what), ""),
        )
        for path in dict.fromkeys((*usual, *found))
    ]


def item_with(
    item: Mapping[str, Plain], form: Mapping[str, str], usual: Iterable[str], lists: Iterable[str]
) -> dict[str, Plain]:
    """The item as the form says; only fields that differ are touched, emptied ones go."""
    new: dict[str, Plain] = copy.deepcopy(dict(item))
    for field in fields_of(item, usual, lists):
        given = form.get(MARK + field.path)
        said = None if given is None else given.replace("\r\n", "\n").strip()
        if said is None or said == field.value:
            continue
        is_list = any(field.path == one or field.path.startswith(one + ".") for one in lists) or isinstance(
            flat(item).get(tuple(field.path.split("."))), tuple
        )
        value: Plain = [line.strip() for line in said.split("\n") if line.strip()] if is_list else said
        _put(new, field.path.split("."), value)
    return new


def _put(holder: dict[str, Plain], path: list[str], value: Plain) -> None:
    name, *rest = path
    if not rest:
        if value:
            holder[name] = value
        else:
            holder.pop(name, None)
        return
    inner = holder.get(name)
    if not isinstance(inner, dict):
        if not value:
            return
        inner = {}
        holder[name] = inner
    _put(inner, rest, value)
    if not inner:
        holder.pop(name, None)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value or "").strip()
