"""An ended case as one value: what its keys held, packed. Pure.

What is packed is what was stored, byte for byte, and comes out the same ([ADR 24](../docs/adr/0024-folded-cases.md)).
"""

from __future__ import annotations

import json
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


def folded_of(value: Any) -> Folded:
    """What `Folded.value` tells."""
    case, rows, did, handoffs, deliveries = value
    return Folded(
        case=_hash(case),
        rows=tuple(rows),
        did=tuple(did),
        handoffs={name: _hash(one) for name, one in handoffs},
        deliveries={name: _hash(one) for name, one in deliveries},
    )


def pack(folded: Folded, number: int = NEWEST, words: bytes = WORDS[NEWEST]) -> bytes:
    """One byte that names the words it is packed with, and the case."""
    text = _SEPARATE.join(_flat(folded.value)).encode("utf-8", "surrogatepass")
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
        return folded_of(_nested(text.decode("utf-8", "surrogatepass").split(_SEPARATE)))
    except (zlib.error, UnicodeDecodeError, ValueError, IndexError) as error:
        raise NotFolded("a folded case cannot be read") from error


# Lengths and strings, one after the other: what is stored is mostly JSON already, and a second layer of quotes around
# it would cost a fifth. A string that holds the separator itself is told as JSON.
_SEPARATE: Final = "\0"
_QUOTED: Final = "\1"


def _flat(value: list[Any]) -> list[str]:
    case, rows, did, handoffs, deliveries = value
    found = [*_counted(_chained(case)), *_counted(rows), *_counted(did)]
    for named in (handoffs, deliveries):
        found.append(str(len(named)))
        for name, pairs in named:
            found += [_told(name), *_counted(_chained(pairs))]
    return found


def _nested(parts: list[str]) -> list[Any]:
    at = 0

    def many() -> list[str]:
        nonlocal at
        count = int(parts[at])
        some = parts[at + 1 : at + 1 + count]
        if count < 0 or len(some) != count:
            raise NotFolded("a folded case is cut off")
        at += 1 + count
        return [_heard(one) for one in some]

    def pairs() -> list[list[str]]:
        flat = many()
        return [list(pair) for pair in zip(flat[::2], flat[1::2], strict=True)]

    def named() -> list[Any]:
        nonlocal at
        count, found = int(parts[at]), []
        at += 1
        for _ in range(count):
            name = _heard(parts[at])
            at += 1
            found.append([name, pairs()])
        return found

    return [pairs(), many(), many(), named(), named()]


def _counted(texts: list[str]) -> list[str]:
    return [str(len(texts)), *map(_told, texts)]


def _told(text: str) -> str:
    return _QUOTED + json.dumps(text) if _SEPARATE in text or text.startswith(_QUOTED) else text


def _heard(text: str) -> str:
    return str(json.loads(text[1:])) if text.startswith(_QUOTED) else text


def _chained(pairs: list[list[str]]) -> list[str]:
    return [text for pair in pairs for text in pair]


def _pairs(fields: Mapping[str, str]) -> list[list[str]]:
    return [[name, text] for name, text in sorted(fields.items())]


def _hash(pairs: Any) -> dict[str, str]:
    return {name: text for name, text in pairs}  # noqa: C416 - pairs may be lists
