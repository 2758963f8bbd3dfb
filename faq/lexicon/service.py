"""What the lexicon is made of: services and groups of words that mean the same. Values and their shapes, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=160)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^\S+$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]

SAME, NEAR = 0.85, 0.6
"""What a word of the same meaning, and of nearly the same, is worth against the very word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A standard service: what the administration calls it, and how citizens ask for it, by language.

    `entries`: the town's entries that answer it, where the town says so; else they are found by the names.
    """

    id: str
    names: tuple[str, ...]
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WordGroup:
    """A word, the words that mean the same, and those that nearly do."""

    word: str
    same: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Services, groups of words by language, and by language the words of little topic ("grey")."""

    services: tuple[Service, ...] = ()
    words: Mapping[str, tuple[WordGroup, ...]] = field(default_factory=dict)
    grey: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ServiceShape(BaseModel):
    """A service as it stands in a file."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    names: list[Phrase] = Field(min_length=1)
    said: list[Phrase] = []
    simple: list[Phrase] = []
    en: list[Phrase] = []

    def service(self) -> Service:
        """The value; German of learners is German."""
        german = tuple(dict.fromkeys((*self.names, *self.said, *self.simple)))
        return Service(id=self.id, names=tuple(self.names), said={"de": german, "en": tuple(self.en)})


class WordGroupShape(BaseModel):
    """A group of words as it stands in a file."""

    model_config = ConfigDict(extra="forbid")

    word: Word
    same: list[Word] = []
    near: list[Word] = []

    def group(self) -> WordGroup:
        """The value."""
        return WordGroup(word=self.word, same=tuple(self.same), near=tuple(self.near))


def joined(services: Iterable[Service]) -> tuple[Service, ...]:
    """Services of the same id become one: a town adds phrases to a standard service by naming its id."""
    found: dict[str, Service] = {}
    for service in services:
        first = found.get(service.id)
        if first is None:
            found[service.id] = service
            continue
        said = {
            lang: (*first.said.get(lang, ()), *service.said.get(lang, ())) for lang in {**first.said, **service.said}
        }
        found[service.id] = Service(
            id=service.id,
            names=(*first.names, *service.names),
            said=said,
            entries=(*first.entries, *service.entries),
        )
    return tuple(found.values())
