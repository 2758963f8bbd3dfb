"""Whether bytes are plain text for people: no markup that a browser would run, no script, no other format. Pure."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ELSE: Final = re.compile(r"\s*(?:<[!?/a-z]|#!|\{\\rtf|%!ps|@echo\b)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<\s*(?:script|svg|iframe|html)\b", re.IGNORECASE)


def is_plain(data: bytes) -> bool:
    """Whether this is text: UTF-8, UTF-16 with its mark, or Windows-1252, without control characters."""
    text = _decoded(data)
    if not text or _CONTROL.search(text):
        return False
    return not (_ELSE.match(text) or _MARKUP.search(text))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
