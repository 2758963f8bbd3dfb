"""Tells a message that asks only for a part of an answer ("und was kostet das?"), with no topic of its own. Pure.

German and English are understood at once, whatever language is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from faq.facets import Facet
from faq.text import normalise
from faq.words import FUNCTION_WORDS

MAX_WORDS: Final = 16
MAX_TEXT: Final = 400
MENDED_FROM: Final = 6
"""Letters of a word from which on a slip in it is overlooked."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("/"))


_TELLING: Final[Mapping[Facet, frozenset[str]]] = {
    Facet.ONLINE: _words(
        "online internet digital elektronisch onlineformular onlineantrag onlinedienst netz website homepage"
    ),
    Facet.APPOINTMENT: _words("termin termine terminvereinbarung terminbuchung appointment appointments"),
    Facet.DEADLINE: _words("frist fristen deadline spaetestens zeitlimit"),
    Facet.PROCESSING_TIME: _words("dauert dauer bearbeitungszeit bearbeitungsdauer processing dauern fertig ready"),
    Facet.DOCUMENTS: _words(
        """unterlagen dokumente dokument papiere nachweise mitbringen mitnehmen vorlegen documents document papers
        paperwork bring"""
    ),
    Facet.FEE: _words(
        """kosten kostet kost gebuehr gebuehren preis preise teuer bezahlen zahlen zahle bezahle kostenlos umsonst
        gratis kostenfrei kostenpflichtig cost costs fee fees price pay expensive free charge wieviel"""
    ),
    Facet.WHERE: _words("wo wohin where adresse anschrift address zustaendig amt stelle office standort"),
}
"""Words of which one is enough when no other word is a topic; of two parts in a clause the first here is meant."""
_TELLING_PHRASES: Final[Mapping[Facet, tuple[str, ...]]] = {
    Facet.ONLINE: _phrases("von zu hause / von zuhause / per mail / per email / by email / from home"),
    Facet.APPOINTMENT: (),
    Facet.DEADLINE: _phrases(
        "bis wann / welchem datum / until when / by when / zeit dafuer / habe ich zeit / ich zeit"
    ),
    Facet.PROCESSING_TIME: _phrases("""
        how long / wann bekomme ich / wann krieg ich / wann kriege ich / wann kommt / wie lange geht / wie schnell
        / wie vielen tagen / wie viele tage / wie viele wochen / wie lange muss ich warten / when do i get
    """),
    Facet.DOCUMENTS: _phrases("""
        was brauche ich / was brauch ich / was benoetige ich / was braucht man / was muss ich dabei haben
        / what do i need
    """),
    Facet.FEE: _phrases("wie viel / how much"),
    Facet.WHERE: (),
}
_TOPICLESS: Final = _words(
    """
    hoch hohe ungefaehr etwa circa ca insgesamt pro noetig notwendig noch sowas so was des dat dit moeglich geht gehts
    machen mach mache erledigen beantragen antrag beantragung ganze sache dafuer dazu da hin hingehen gehe gehen kommen
    komme vereinbaren buchen buche ausmachen holen hole bekommen bekomme krieg kriege brauch brauche braucht zeit zu
    hause zuhause mail email per vor ort ohne mit alles denn wer wann wie lang lange lage viel und oder man ich das es
    extra immer wirklich genau eigentlich bitte schonmal ist im nen ne euro genommen ueberhaupt book make need take
    spass dabei irgendwelche irgendwas benoetigt werden gelten gilt welchem datum warten bis vorher vorab tagen tage tag
    wochen schnell einen link exactly exact irgendwo mitgebracht mitbringt dann jetzt danach hinschicken schicken
    does long will it possible home by email with without time much this that there which what in person is are
    required necessary request apply please until when
    """
)
"""Words that stand in such messages besides grammar and politeness."""
_KNOWN: Final = _TOPICLESS.union(*_TELLING.values(), *FUNCTION_WORDS.values())
_MENDED: Final = frozenset(word for words in _TELLING.values() for word in words if len(word) >= MENDED_FROM)
_CLAUSE: Final = re.compile(r"[.,;:?!()\n]+|\b(?:und|oder|and|or)\b", re.IGNORECASE)


def asked_facet(text: str) -> Facet | None:
    """The part that the whole message asks for; None when it has a topic of its own or asks for no part."""
    return next(iter(asked_facets(text)), None)


def asked_facets(text: str) -> tuple[Facet, ...]:
    """All parts that it asks for, in their order; one a clause."""
    clauses: list[list[str]] = []
    for clause in _CLAUSE.split(text[:MAX_TEXT]):
        words = [_without_slip(word) for word in normalise(clause).split()]
        if not _KNOWN.issuperset(words):
            return ()
        clauses.append(words)
    if sum(map(len, clauses)) > MAX_WORDS:
        return ()
    found = [facet for clause in clauses if (facet := _facet_in(clause)) is not None]
    return tuple(dict.fromkeys(found))


def _facet_in(clause: list[str]) -> Facet | None:
    plain = f" {' '.join(clause)} "
    for facet, telling in _TELLING.items():
        if not telling.isdisjoint(clause) or any(f" {phrase} " in plain for phrase in _TELLING_PHRASES[facet]):
            return facet
    return None


@lru_cache(maxsize=5_000)
def _without_slip(word: str) -> str:
    if word in _KNOWN or len(word) < MENDED_FROM - 1:
        return word
    near = [meant for meant in _MENDED if meant[0] == word[0] and OSA.distance(word, meant) <= 1]
    return near[0] if len(near) == 1 else word
