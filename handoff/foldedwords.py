"""What most cases have in common, by number: texts of the bot, everyday words, the outlines of what is stored.

A folded case names the number it was packed with, and can be read with exactly these bytes only. So what is here is
never changed: better words are a new number, beside the old ones. From `TOWNS_OWN` on the numbers are a town's own and
kept in its store: what its bot said to several citizens in the same words. Nothing of one citizen alone is in them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from handoff.journal.records import Row

TOWNS_OWN: Final = 128
LAST: Final = 255
"""A number is one byte."""
SEVERAL: Final = 5
"""Conversations in which the bot must have said the same before it is a word of the town."""
_LONGEST: Final = 32_000
"""What deflate looks back at, nearly."""
_SHORTEST: Final = 12
_OUTLINES: Final = 9_000
"""Bytes at the end of our own words: how rows, tickets and deliveries look."""
_DIGESTS: Final = {1: "37fc34e6718fb96f538198fa82d3a85536ff802a7f201e6aacbcf645e19ebd8a"}
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")


def _read(number: int) -> bytes:
    words = (files("handoff.words") / f"folded-{number}.bin").read_bytes()
    if hashlib.sha256(words).hexdigest() != _DIGESTS[number]:
        raise RuntimeError(f"handoff/words/folded-{number}.bin was changed: no case folded with it can be read.")
    return words


WORDS: Final = {number: _read(number) for number in _DIGESTS}


def town_words(said: Iterable[tuple[str, Row]]) -> bytes:
    """A town's own words, from conversations and what was said there; empty when nothing is said often."""
    seen: dict[str, set[str]] = defaultdict(set)
    for conversation, row in said:
        if row.who != "machine":
            continue
        body = json.dumps(dict(row.body), ensure_ascii=False).replace(f"{row.id}|", "|")
        for piece in (body, *_SENTENCE.split(str(row.body.get("text", "")))):
            if len(piece) >= _SHORTEST:
                seen[piece].add(conversation)
    own = max(WORDS)
    often = sorted((p for p in seen if len(seen[p]) >= SEVERAL), key=lambda p: (-len(seen[p]), -len(p), p))
    taken, room, whole = list[bytes](), _LONGEST - _OUTLINES, ""
    for piece in often:
        text = piece.encode("utf-8", "surrogatepass")
        if len(text) < room and piece not in whole:
            taken.append(text)
            room -= len(text) + 1
            whole += piece + "\n"
    # What is nearest costs least, so what is said most often comes last.
    return b"\n".join([*reversed(taken), WORDS[own][-_OUTLINES:]]) if taken else b""
