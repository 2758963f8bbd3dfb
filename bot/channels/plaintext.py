"""Text from outside made fit for storage. Pure."""

from __future__ import annotations

import re
from typing import Final

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD: neither survives UTF-8 storage everywhere."""
    return _UNFIT.sub("\ufffd", text)
