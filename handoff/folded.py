"""An ended case as one value: what its keys held, packed. Pure.

What is packed is what was stored, byte for byte, and comes out the same ([ADR 25](../docs/adr/0025-folded-cases.md)).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from handoff.foldedwords import WORDS

NEWEST: Final = max(WORDS)
_RAW: Final = -zlib.MAX_WBITS
"""Deflate without head and checksum: the store's own files are checked, and ten bytes a case are ten megabytes."""
_LEVEL: Final = 9


class NotFolded(ValueError):
    """The bytes are no folded case, or one of a newer version of the program."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """A case's keys: hashes by field, lists in their order. ``handoffs`` by receipt, ``deliveries`` by id."""

    case: Mapping[str, str]
    rows: tuple[str, ...] = ()
    did: tuple[str, ...] = ()
    handoffs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    deliveries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def value(self) -> list[Any]:
        """As plain lists, fields by name, so that equal cases are equal bytes."""
        return [
            _pairs(self.case),
            list(self.rows),
            list(self.did),
            [[name, _pairs(one)] for name, one in sorted(self.handoffs.items())],
            [[name, _pairs(one)] for name, one in sorted(self.deliveries.items())],
        ]


def pack(folded: Folded, number: int = NEWEST, words: bytes = WORDS[NEWEST]) -> bytes:
    """One byte that names the words it is packed with, and the case."""
    text = _text(folded).encode("utf-8", "surrogatepass")
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, words)
    return bytes((number,)) + packer.compress(text) + packer.flush()


def unpack(packed: bytes, known: Mapping[int, bytes] = WORDS) -> Folded:
    """The case that was packed with words that are known. Raises NotFolded."""
    words = known.get(packed[0]) if packed else None
    if words is None:
        raise NotFolded("a folded case of an unknown kind; a newer version of the program has written it")
    unpacker = zlib.decompressobj(_RAW, words)
    try:
        text = unpacker.decompress(packed[1:]) + unpacker.flush()
        if not unpacker.eof:
            raise NotFolded("a folded case is cut off")
        return _read(text.decode("utf-8", "surrogatepass"))
    except (zlib.error, UnicodeDecodeError, ValueError, IndexError) as error:
        raise NotFolded("a folded case cannot be read") from error


# Lengths and strings, one after the other: what is stored is mostly JSON already, and a second layer of quotes around
# it would cost a fifth. Times are told as distances. The names that come again and again in a case stand in front once,
# and are a character each from there on. A string that holds one of these characters itself is told as JSON.
_SEPARATE: Final = "\0"
_QUOTED: Final = "\1"
_NAMES: Final = "\2\3\4\5\6"
_TIME: Final = "\7"
_SPECIAL: Final = frozenset((_SEPARATE, _QUOTED, *_NAMES, _TIME))
_STAMP: Final = re.compile(r"(?<![0-9])1[0-9]{12}(?![0-9])")
"""Milliseconds since 1970, from 2001 to 2033; told as the distance from when the case was opened."""
_DISTANCE: Final = re.compile(_TIME + r"(-?[0-9]+)")


def _text(folded: Folded) -> str:
    case = (one.get("case", "") for one in folded.deliveries.values())
    often = dict.fromkeys((folded.case.get("conversation", ""), *case, *folded.handoffs))
    names = [name for name in often if name and not _SPECIAL & set(name)][: len(_NAMES)]
    whole = _SEPARATE.join(_flat(folded.value))
    for name, letter in zip(names, _NAMES, strict=False):
        whole = whole.replace(name, letter)
    opened = folded.case.get("opened", "")
    since = int(opened) if _STAMP.fullmatch(opened) else 0
    whole = _STAMP.sub(lambda found: f"{_TIME}{int(found.group()) - since}", whole)
    return _SEPARATE.join([str(since), str(len(names)), *names, whole])


def _read(text: str) -> Folded:
    since, count, rest = text.split(_SEPARATE, 2)
    *names, whole = rest.split(_SEPARATE, int(count))
    whole = _DISTANCE.sub(lambda found: str(int(since) + int(found.group(1))), whole)
    # The other way round: a name may be part of one that was replaced after it.
    for name, letter in reversed([*zip(names, _NAMES, strict=False)]):
        whole = whole.replace(letter, name)
    return _nested(whole.split(_SEPARATE))


def _flat(value: list[Any]) -> list[str]:
    def counted(texts: list[str]) -> list[str]:
        return [str(len(texts)), *(_told(text) for text in texts)]

    case, rows, did, handoffs, deliveries = value
    found = [*counted(_chained(case)), *counted(rows), *counted(did)]
    for named in (handoffs, deliveries):
        found.append(str(len(named)))
        for name, pairs in named:
            found += [_told(name), *counted(_chained(pairs))]
    return found


def _nested(parts: list[str]) -> Folded:
    at = 0

    def some(number: int) -> list[str]:
        nonlocal at
        found = parts[at : at + number]
        if number < 0 or len(found) != number:
            raise NotFolded("a folded case is cut off")
        at += number
        return [json.loads(text[1:]) if text.startswith(_QUOTED) else text for text in found]

    def count() -> int:
        return int(some(1)[0])

    def fields() -> dict[str, str]:
        flat = some(count())
        return dict(zip(flat[::2], flat[1::2], strict=True))

    def named() -> dict[str, dict[str, str]]:
        return {some(1)[0]: fields() for _ in range(count())}

    return Folded(
        case=fields(), rows=tuple(some(count())), did=tuple(some(count())), handoffs=named(), deliveries=named()
    )


def _told(text: str) -> str:
    return _QUOTED + json.dumps(text) if _SPECIAL & set(text) else text


def _chained(pairs: list[list[str]]) -> list[str]:
    return [text for pair in pairs for text in pair]


def _pairs(fields: Mapping[str, str]) -> list[list[str]]:
    return [[name, text] for name, text in sorted(fields.items())]
