"""What is said of an entry, in words: its answer or parts of it, with source, office and date. Pure."""

from __future__ import annotations

from babel.dates import format_date

from bot.dialogue.buttons import facet_key
from bot.dialogue.effects import SayAnswer, SayFacets
from bot.dialogue.texts import Texts
from bot.library import Shelf, Worded
from faq.entry import Entry, Rendered, render
from faq.facets import LINKS, Facet, facet_text
from faq.markdown import from_markdown


def answer_in_words(shelf: Shelf, say: SayAnswer, lang: str) -> Worded | None:
    """The answer, with the entry's links under it; None when the entry was taken out since the button was shown."""
    name = (say.entry, say.lang, say.easy, say.lead, lang)
    if (known := shelf.worded.get(name)) is not None:
        return known
    entry = shelf.release.entry(say.entry)
    if entry is None:
        return None
    answer = render(shelf.release, entry, say.lang, say.easy)
    lead = [shelf.texts.say(say.lead, lang)] if say.lead else []
    links = [_link(shelf, entry, facet, answer.lang) for facet in Facet if facet in LINKS]
    shown = " · ".join(filter(None, links))
    parts = [*lead, answer.text.strip(), *([shown] if shown else []), _source(shelf.texts, answer)]
    worded = shelf.worded[name] = _worded(shelf, entry, parts)
    return worded


def facets_in_words(shelf: Shelf, say: SayFacets, lang: str) -> Worded | None:
    """Parts of the answer, with the question they belong to; None when there are none any more."""
    entry = shelf.release.entry(say.entry)
    if entry is None:
        return None
    found: list[Rendered] = []
    told: list[str] = []
    for facet in say.facets:
        rendered = facet_text(shelf.release, entry, facet, say.lang)
        if rendered is None:
            continue
        found.append(rendered)
        told.append(_link(shelf, entry, facet, say.lang) or _named(shelf, facet, rendered))
    if not told:
        return None
    question = entry.question.get(lang) or entry.question["de"]
    fell_back = any(one.fell_back for one in found)
    parts = [
        shelf.texts.say("facet-about", lang, {"question": question}),
        *([shelf.texts.say("fallback-note", lang)] if fell_back else []),
        *told,
        _source(shelf.texts, found[0]),
    ]
    return _worded(shelf, entry, parts)


def _worded(shelf: Shelf, entry: Entry, parts: list[str]) -> Worded:
    markdown = "\n\n".join(parts)
    return Worded(markdown=markdown, rich=from_markdown(markdown), entry=entry.id, release=shelf.release.hash)


def _named(shelf: Shelf, facet: Facet, rendered: Rendered) -> str:
    name, text = shelf.texts.say(facet_key(facet), rendered.lang), rendered.text.strip()
    return f"**{name}**\n\n{text}" if "\n" in text else f"**{name}:** {text}"


def _link(shelf: Shelf, entry: Entry, facet: Facet, lang: str) -> str:
    if facet not in LINKS or (rendered := facet_text(shelf.release, entry, facet, lang)) is None:
        return ""
    label = shelf.texts.say(facet_key(facet), lang)
    return shelf.texts.say("answer-link", lang, {"label": label, "url": rendered.text.strip()})


def _source(texts: Texts, answer: Rendered) -> str:
    checked = format_date(answer.checked, format="medium", locale=answer.lang)
    return texts.say("answer-source", answer.lang, {"url": answer.source, "office": answer.office, "date": checked})
