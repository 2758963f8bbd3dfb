"""Canned texts (Textbausteine): what staff insert into a reply, and what a town's file of them may say. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from faq.fields import Id, Key, Texts, wrong

FILE: Final = "canned.yaml"
PLACEHOLDERS: Final = ("name", "receipt", "clerk", "department", "town", "hours")
"""What may stand in braces. `{name}` is never filled in by the program: nobody has checked who writes."""
_BRACES = re.compile(r"\{([^{}\n]{0,40})\}")


@dataclass(frozen=True, kw_only=True)
class Canned:
    """A text kept ready: Markdown by language. `departments`: whose it is; empty means everybody's."""

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    departments: tuple[str, ...] = ()


def _placed(texts: dict[str, str]) -> dict[str, str]:
    for text in texts.values():
        for name in _BRACES.findall(text):
            if name not in PLACEHOLDERS:
                known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
                raise wrong(f"Den Platzhalter „{{{name}}}“ gibt es nicht.", f"Möglich sind: {known}.")
    return texts


class CannedShape(BaseModel):
    """One item of `canned.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    id: Id
    """Name of the text, unique in the file."""
    title: Texts
    """What staff choose it by, by language."""
    text: Annotated[Texts, AfterValidator(_placed)]
    """The text in Markdown, by language; placeholders: {name}, {receipt}, {clerk}, {department}, {town}, {hours}."""
    departments: Annotated[tuple[Key, ...], Field(default_factory=tuple)]
    """Ids of departments whose staff are offered it; all when none is given."""

    def canned(self) -> Canned:
        """The value made of it."""
        return Canned(**dict(self))


class CannedFile(RootModel[list[CannedShape]]):
    """Texts that staff insert into their replies."""
