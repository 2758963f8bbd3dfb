"""What a town adds to the lists (`offences.yaml`): its shape, the value made of it, what is wrong with it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict

from faq.errors import Problem
from faq.fields import wrong
from faq.offences.finding import OwnWords
from faq.text import normalise
from faq.yamlfile import Document

FILE: Final = "offences.yaml"
SHORTEST: Final = 3


def _one_word(text: str) -> str:
    plain = normalise(text)
    if " " in plain or len(plain) < SHORTEST:
        raise wrong(f"„{text}“ ist kein Wort mit mindestens {SHORTEST} Buchstaben.", "Ein einzelnes Wort eintragen.")
    return text


Word = Annotated[str, AfterValidator(_one_word)]


class OffencesShape(BaseModel):
    """`offences.yaml`: words of this town for the recognition of offences; each form of a word is a word of its own."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, json_schema_extra={"minProperties": 1})

    insults: list[Word] = []
    """Words that insult whoever they are said to, such as dialect."""
    slurs: list[Word] = []
    """Words of contempt for a group of people, which incite whatever stands around them."""
    allowed: list[Word] = []
    """Words that are never taken for an offence here, such as surnames and names of places."""


@dataclass(frozen=True, kw_only=True)
class TownOffences:
    """What stands in a town's file, and where."""

    shape: OffencesShape
    document: Document

    def words(self) -> OwnWords:
        """The value, in normal form."""
        lists = (self.shape.insults, self.shape.slurs, self.shape.allowed)
        insults, slurs, allowed = (frozenset(map(normalise, words)) for words in lists)
        return OwnWords(insults=insults, slurs=slurs, allowed=allowed)

    def errors(self) -> Iterator[Problem]:
        """Words that stand twice."""
        first: dict[str, tuple[str, int]] = {}
        for name in OffencesShape.model_fields:
            for at, word in enumerate(getattr(self.shape, name)):
                place = (name, at)
                earlier = first.setdefault(normalise(word), place)
                if earlier != place:
                    what = f"„{word}“ steht doppelt (schon in Zeile {self.document.line(earlier)})."
                    line = self.document.line(place)
                    yield Problem(file=FILE, line=line, entry="", what=what, mend="Eine der beiden Zeilen löschen.")
