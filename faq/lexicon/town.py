"""What a town adds to the lexicon (`lexicon.yaml`): its shape, the value made of it, what is wrong with it. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict, Field

from faq.complaints import nearest
from faq.errors import Problem
from faq.lexicon.service import Id, Lexicon, Phrase, Service, ServiceShape, Word, WordGroup, WordGroupShape
from faq.lexicon.soundness import Spoken, clashes, grey_mains, turned
from faq.yamlfile import Document

FILE = "lexicon.yaml"


class TownServiceShape(ServiceShape):
    """A service that the standard lexicon lacks, or more names and phrases for one that it has."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    id: Id
    """Name of the service; the id of a standard service adds to that service."""
    names: list[Phrase] = Field(default_factory=list)
    """What the administration calls it; may be left out for a standard service."""
    said: list[Phrase] = Field(default_factory=list)
    """How citizens ask for it."""
    simple: list[Phrase] = Field(default_factory=list)
    """How people ask who are learning German."""
    en: list[Phrase] = Field(default_factory=list)
    """How it is asked for in English."""
    entries: list[Id] = Field(default_factory=list)
    """The entries that answer it, where the program does not see that by their words."""

    def service(self) -> Service:
        """The value, with the entries that answer it."""
        return replace(super().service(), entries=tuple(dict.fromkeys(self.entries)))


class WordsShape(BaseModel):
    """Groups of words by language."""

    model_config = ConfigDict(extra="forbid")

    de: list[WordGroupShape] = []
    en: list[WordGroupShape] = []


class GreyShape(BaseModel):
    """Words of little topic by language."""

    model_config = ConfigDict(extra="forbid")

    de: list[Word] = []
    en: list[Word] = []


class LexiconShape(BaseModel):
    """`lexicon.yaml`."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, json_schema_extra={"minProperties": 1})

    services: list[TownServiceShape] = []
    """Services in the words of those who need them."""
    words: WordsShape = Field(default_factory=WordsShape)
    """Words that mean the same in this town: names of places and events, dialect."""
    grey: GreyShape = Field(default_factory=GreyShape)
    """Words that carry little topic here, such as the town's own name."""


@dataclass(frozen=True, kw_only=True)
class TownLexicon:
    """What stands in a town's file, and where."""

    shape: LexiconShape
    document: Document

    def lexicon(self) -> Lexicon | None:
        """The value, services by id; None when the file adds nothing."""
        services = sorted((shape.service() for shape in self.shape.services), key=lambda service: service.id)
        found = Lexicon(services=tuple(services), words=self._words(), grey=self._grey())
        return found if found.services or found.words or found.grey else None

    def errors(self, standard: Lexicon) -> Iterator[Problem]:
        """What keeps the file from taking effect."""
        known = {service.id for service in standard.services}
        first: dict[str, int] = {}
        for at, shape in enumerate(self.shape.services):
            earlier = first.setdefault(shape.id, at)
            if earlier != at:
                line = self.document.line(("services", earlier, "id"))
                yield self._problem(
                    ("services", at, "id"), shape.id, f"„{shape.id}“ steht doppelt (schon in Zeile {line}).",
                    "Beide zu einem zusammenfassen.",
                )  # fmt: skip
            elif not shape.names and shape.id not in known:
                near = nearest(shape.id, known)
                mend = f"Gemeint ist wohl „{near}“." if near else "Bei „names“ eintragen, wie das Rathaus es nennt."
                yield self._problem(
                    ("services", at, "id"), shape.id, f"Dem neuen Anliegen „{shape.id}“ fehlt „names“.", mend
                )

    def doubts(self, standard: Lexicon, entries: Collection[str]) -> Iterator[Problem]:
        """What an editor should look at: phrases that others have already, word groups that mix opposites, entries
        that are not there (`entries` are those that are).
        """
        shared = [
            Spoken(service=service.id, lang=lang, text=text, place="Standardlexikon")
            for service in standard.services
            for lang, many in service.said.items()
            for text in many
        ]
        own, where = self._spoken()
        for clash in clashes([*shared, *own]):
            place = where.get(id(clash.second))
            if place is None:
                continue  # within the standard lexicon, which the town cannot mend
            first = clash.first
            if clash.is_doubled:
                what, mend = f"„{clash.second.text}“ steht schon bei diesem Anliegen", "Die Zeile löschen."
            else:
                what = f"„{clash.second.text}“ gehört schon zum Anliegen „{first.service}“"
                mend = "Genauer fassen oder löschen; sonst weiß niemand, welches gemeint ist."
            yield self._problem(place, clash.second.service, f"{what} ({first.place}).", mend)
        yield from self._word_doubts(standard)
        yield from self._unknown_entries(entries)

    def _unknown_entries(self, entries: Collection[str]) -> Iterator[Problem]:
        for at, shape in enumerate(self.shape.services):
            for index, entry in enumerate(shape.entries):
                if entry not in entries:
                    near = nearest(entry, entries)
                    mend = f"Gemeint ist wohl „{near}“." if near else "Die Zeile löschen oder den Eintrag schreiben."
                    place = ("services", at, "entries", index)
                    yield self._problem(place, shape.id, f"Einen Eintrag „{entry}“ gibt es nicht.", mend)

    def _word_doubts(self, standard: Lexicon) -> Iterator[Problem]:
        for lang, groups in self._words().items():
            place = ("words", lang)
            grey = {*standard.grey.get(lang, ()), *self._grey().get(lang, ())}
            for at, group in enumerate(groups):
                for one, other in turned(group):
                    yield self._problem(
                        (*place, at), "", f"„{one}“ und „{other}“ stehen als gleichbedeutend da und sind Gegensätze.",
                        "Eines der beiden löschen.",
                    )  # fmt: skip
                if list(grey_mains([group], grey)):
                    yield self._problem(
                        (*place, at), "", f"„{group.word}“ gilt als Wort ohne Thema und führt doch eine Gruppe an.",
                        "Ein treffenderes Wort nach vorn stellen oder die Gruppe löschen.",
                    )  # fmt: skip

    def _spoken(self) -> tuple[list[Spoken], dict[int, tuple[str | int, ...]]]:
        found: list[Spoken] = []
        where: dict[int, tuple[str | int, ...]] = {}
        for at, shape in enumerate(self.shape.services):
            for field, lang in (("names", "de"), ("said", "de"), ("simple", "de"), ("en", "en")):
                for index, text in enumerate(getattr(shape, field)):
                    place = ("services", at, field, index)
                    line = f"{self.document.file}:{self.document.line(place)}"
                    found.append(Spoken(service=shape.id, lang=lang, text=text, place=line))
                    where[id(found[-1])] = place
        return found, where

    def _words(self) -> dict[str, tuple[WordGroup, ...]]:
        many = {"de": self.shape.words.de, "en": self.shape.words.en}
        return {lang: tuple(shape.group() for shape in groups) for lang, groups in many.items() if groups}

    def _grey(self) -> dict[str, tuple[str, ...]]:
        many = {"de": self.shape.grey.de, "en": self.shape.grey.en}
        return {lang: tuple(sorted(set(words))) for lang, words in many.items() if words}

    def _problem(self, place: tuple[str | int, ...], service: str, what: str, mend: str) -> Problem:
        return Problem(file=self.document.file, line=self.document.line(place), entry=service, what=what, mend=mend)
