"""What all towns share, the thesauri and the lexicon's concerns, built once a process; and what a town adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from faq.lexicon.concerns import Concerns
from faq.lexicon.dialect import Dialect
from faq.lexicon.joint import JointConcerns
from faq.lexicon.service import Lexicon
from faq.lexicon.standard import standard_lexicon
from faq.thesaurus import Thesaurus, make_thesaurus, over


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Thesauri by language, and the services of the lexicon."""

    thesauri: Mapping[str, Thesaurus] = field(default_factory=dict)
    concerns: Concerns | JointConcerns | None = None


def make_knowledge(lexicon: Lexicon) -> Knowledge:
    """Ready to be matched with; takes about a second for the standard lexicon."""
    thesauri = _thesauri(lexicon)
    return Knowledge(thesauri=thesauri, concerns=Concerns(lexicon.services, thesauri) if lexicon.services else None)


@lru_cache(maxsize=1)
def standard_knowledge() -> Knowledge:
    """What comes with the program."""
    return make_knowledge(standard_lexicon())


def with_lexicon(shared: Knowledge, lexicon: Lexicon | None) -> Knowledge:
    """The same knowledge where a town adds nothing, else with what it adds; what is shared is not copied."""
    if lexicon is None:
        return shared
    if isinstance(shared.concerns, JointConcerns):
        raise TypeError("a town adds to the standard knowledge, not to another town's")
    own = _thesauri(lexicon)
    thesauri = {**shared.thesauri}
    thesauri |= {lang: over(shared.thesauri.get(lang, Thesaurus()), one) for lang, one in own.items()}
    # The town's few services come apart by their own words; a table of all words would be as large as the shared one.
    light = {lang: replace(one, words=own[lang].words if lang in own else {}) for lang, one in thesauri.items()}
    services = Concerns(lexicon.services, light, few=True) if lexicon.services else None
    if shared.concerns is None:
        return Knowledge(thesauri=thesauri, concerns=services)
    dialects = {
        lang: Dialect(lang, groups, partial(shared.concerns.knows, lang=lang)) for lang, groups in lexicon.words.items()
    }
    return Knowledge(thesauri=thesauri, concerns=JointConcerns(shared.concerns, services, dialects))


def _thesauri(lexicon: Lexicon) -> dict[str, Thesaurus]:
    langs = dict.fromkeys((*lexicon.words, *lexicon.grey))
    return {lang: make_thesaurus(lang, lexicon.words.get(lang, ()), lexicon.grey.get(lang, ())) for lang in langs}
