"""The parts of an answer that citizens ask for on their own: what it costs, what to bring, where to go online. Pure."""

from dataclasses import replace
from enum import StrEnum

from faq.entry import Entry, Release, Rendered, render
from faq.facts import GERMAN


class Facet(StrEnum):
    """All parts there are; the value is the field's name in the files."""

    FEE = "fee"
    DOCUMENTS = "documents"
    DEADLINE = "deadline"
    WHERE = "where"
    PROCESSING_TIME = "processing_time"
    ONLINE = "online"
    APPOINTMENT = "appointment"


LINKS = frozenset({Facet.ONLINE, Facet.APPOINTMENT})
"""Facets that are an https address, the same one in every language."""


def facet_text(release: Release, entry: Entry, facet: Facet, lang: str) -> Rendered | None:
    """Put one facet into words as `render` does the answer; None when the entry has none. Raises UnknownFact.

    For a link the text is the bare address.
    """
    texts = entry.facets.get(facet)
    if not texts:
        return None
    if facet in LINKS:
        texts = {**texts, lang: texts[GERMAN]}
    return render(release, replace(entry, answer=texts, easy=""), lang)
