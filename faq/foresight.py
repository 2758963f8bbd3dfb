"""What an edit would change for citizens: known questions answered otherwise, and one tried out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from faq.difference import Change, changes, known_questions
from faq.entry import Release
from faq.matcher import Explanation, Matcher

MOST = 600
"""Known questions that are asked, those nearest to the entry first."""


@dataclass(frozen=True, kw_only=True)
class Foresight:
    """`asked` questions were asked of both; `found` are those answered otherwise, the harmful first."""

    asked: int
    found: tuple[Change, ...]
    tried: Explanation | None


def foresee(old: Release, new: Release, entry: str, *, on: date, ask: str = "", lang: str = "de") -> Foresight:
    """What the release with the edit does to the questions of the entry, its department, and others as far as many."""
    near = _neighbours(new, entry) | _neighbours(old, entry)
    known = sorted(
        known_questions(old, new), key=lambda one: (entry not in one.right, not (one.right & near), one.text)
    )
    before, after = Matcher(old), Matcher(new)
    some: Sequence[Change | None] = list(changes(before, after, known[:MOST], on=on))
    found = sorted((one for one in some if one), key=lambda one: not one.harm)
    tried = after.explain(ask, lang=lang, on=on) if ask.strip() else None
    return Foresight(asked=len(some), found=tuple(found), tried=tried)


def _neighbours(release: Release, id_: str) -> frozenset[str]:
    entry = release.entry(id_)
    if entry is None:
        return frozenset()
    return frozenset(one.id for one in release.entries if one.department == entry.department)
