"""What most cases have in common, by number: texts of the bot, everyday words, the outlines of what is stored.

A folded case names the number it was packed with, and can be read with exactly these bytes only. So what is here is
never changed: better words are a new number, beside the old ones.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

_DIGESTS: Final = {1: "96f524c707e7896f9c59e6bdf8dcc2a66acd1f3c6ba3a273f68eb398cd7b92b2"}


def _read(number: int) -> bytes:
    words = (files("handoff.words") / f"folded-{number}.bin").read_bytes()
    if hashlib.sha256(words).hexdigest() != _DIGESTS[number]:
        raise RuntimeError(f"handoff/words/folded-{number}.bin was changed: no case folded with it can be read.")
    return words


WORDS: Final = {number: _read(number) for number in _DIGESTS}
