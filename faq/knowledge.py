"""What all towns share: the thesauri and the lexicon's concerns, built once a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from faq.lexicon.concerns import Concerns
from faq.lexicon.service import Lexicon
from faq.lexicon.standard import standard_lexicon
from faq.thesaurus import Thesaurus, make_thesaurus


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Thesauri by language, and the services of the lexicon; nothing of it belongs to a town."""

    thesauri: Mapping[str, Thesaurus] = field(default_factory=dict)
    concerns: Concerns | None = None


def make_knowledge(lexicon: Lexicon) -> Knowledge:
    """Ready to be matched with; takes about a second for the standard lexicon."""
    langs = dict.fromkeys((*lexicon.words, *lexicon.grey))
    thesauri = {lang: make_thesaurus(lang, lexicon.words.get(lang, ()), lexicon.grey.get(lang, ())) for lang in langs}
    return Knowledge(thesauri=thesauri, concerns=Concerns(lexicon.services, thesauri) if lexicon.services else None)


@lru_cache(maxsize=1)
def standard_knowledge() -> Knowledge:
    """What comes with the program."""
    return make_knowledge(standard_lexicon())
