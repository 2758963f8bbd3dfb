"""Placeholders in canned texts: what they stand for, and what the writer still has to fill in. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol

from faq.canned import PLACEHOLDERS

"""What a canned text may have in braces. ``{name}`` is never known: nobody has checked who writes."""
_BRACES: Final = re.compile(r"\{(\w+)\}")


class Canned(Protocol):
    """A text that the town keeps ready. ``departments``: whose it is; empty means everybody's."""

    @property
    def id(self) -> str:
        """Its name in the file."""
        ...

    @property
    def title(self) -> Mapping[str, str]:
        """By language."""
        ...

    @property
    def text(self) -> Mapping[str, str]:
        """Markdown by language, with placeholders."""
        ...

    @property
    def departments(self) -> tuple[str, ...]:
        """Whose it is."""
        ...


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder that has a value filled in; others stay to be seen."""
    return _BRACES.sub(lambda found: values.get(found[1], "") or found[0], text)


def unfilled(text: str) -> tuple[str, ...]:
    """The placeholders that are still in a text, each once."""
    return tuple(dict.fromkeys(name for name in _BRACES.findall(text) if name in PLACEHOLDERS))
