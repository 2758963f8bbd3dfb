"""What an edit would change for citizens: known questions answered otherwise, and one tried out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from faq.difference import Change, changes, known_questions
from faq.entry import Release, make_release
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
    """What the edit of this entry does to its questions, those of its department, and others as far as many.

    `old` serves; `new` is what is written, of which only this entry counts: others may wait there, too.
    """
    new = _with_only(old, new, entry)
    near = _neighbours(new, entry) | _neighbours(old, entry)
    known = sorted(
        known_questions(old, new), key=lambda one: (entry not in one.right, not (one.right & near), one.text)
    )
    before, after = Matcher(old), Matcher(new)
    some: Sequence[Change | None] = list(changes(before, after, known[:MOST], on=on))
    found = sorted((one for one in some if one), key=lambda one: not one.harm)
    tried = after.explain(ask, lang=lang, on=on) if ask.strip() else None
    return Foresight(asked=len(some), found=tuple(found), tried=tried)


def _with_only(old: Release, new: Release, id_: str) -> Release:
    """What serves, with this entry as the other release has it, or without it."""
    edited = new.entry(id_)
    others = tuple(one for one in old.entries if one.id != id_)
    return make_release(
        town=old.town, entries=(*others, edited) if edited else others, offices=new.offices,
        departments=new.departments, netiquette=old.netiquette, lexicon=old.lexicon, canned=old.canned,
        offences=old.offences, staff_rules=old.staff_rules,
    )  # fmt: skip


def _neighbours(release: Release, id_: str) -> frozenset[str]:
    entry = release.entry(id_)
    if entry is None:
        return frozenset()
    return frozenset(one.id for one in release.entries if one.department == entry.department)
