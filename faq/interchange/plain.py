"""An entry as it is written in the files: nested, or flat by path. Pure."""

from collections.abc import Mapping
from typing import Any

from faq.entry import Approval, Entry
from faq.facets import LINKS
from faq.facts import GERMAN
from faq.interchange.record import Path, Value
from faq.models import EntryShape
from faq.yamlfile import Plain

FIELDS = tuple(EntryShape.model_fields)
"""Fields of an entry in the order in which they are written."""
REQUIRED: tuple[Path, ...] = (
    ("id",), ("question", GERMAN), ("answer", GERMAN), ("department",), ("office",), ("source",), ("checked",),
    ("owner",), ("review",),
)  # fmt: skip
"""What every entry says."""
PEOPLE = frozenset({"owner", "deputy", "author", "approval", "removal"})
"""Fields that name staff."""
_DEFAULTS = {"kind": "information", "audience": "public"}


def plain_of(entry: Entry) -> dict[str, Plain]:
    """The entry as its file would say it, in the order of `FIELDS`; what says nothing is left out.

    Equal contents give equal results.
    """
    plain: dict[str, Plain] = {}
    for name in FIELDS:
        value = _plain(name, getattr(entry, name))
        if value and _DEFAULTS.get(name) != value:
            plain[name] = value
    return plain


def flat(plain: Mapping[str, Plain]) -> dict[Path, Value]:
    """Every text and every list of texts, by its path."""
    found: dict[Path, Value] = {}
    waiting: list[tuple[Path, Plain]] = [((name,), value) for name, value in plain.items()]
    for path, value in waiting:
        if isinstance(value, dict):
            waiting += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            found[path] = tuple(str(one) for one in value)
        else:
            found[path] = value
    return found


def nested(values: Mapping[Path, Value]) -> dict[str, Plain]:
    """The reverse of `flat`; what is None or empty is left out."""
    plain: dict[str, Plain] = {}
    for path, value in values.items():
        if not value:
            continue
        holder = plain
        for step in path[:-1]:
            inner = holder.get(step)
            if not isinstance(inner, dict):
                inner = holder[step] = {}
            holder = inner
        holder[path[-1]] = value if isinstance(value, str) else [*value]
    return plain


def _plain(name: str, value: Any) -> Plain:
    match name, value:
        case _, None | "" | ():
            return None
        case "facets", _:
            return {facet: texts[GERMAN] if facet in LINKS else dict(texts) for facet, texts in value.items()}
        case "approval", Approval():
            return _approval(value)
        case _, str():
            return value
        case _, Mapping():
            return {lang: text if isinstance(text, str) else [*text] for lang, text in value.items() if text}
        case _, tuple():
            return [*value]
        case _:
            return str(value.isoformat())


def _approval(approval: Approval) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"by": approval.by, "on": approval.on.isoformat(), "hash": approval.hash}
    if approval.provisional_until is not None:
        plain["provisional_until"] = approval.provisional_until.isoformat()
    if approval.break_glass:
        plain["break_glass"] = "true"
    return plain
