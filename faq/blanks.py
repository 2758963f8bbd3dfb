"""Facts that the files call unknown, and what waits for them: such a fact keeps an answer from going live. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from faq.approval import Reason
from faq.entry import Entry, Office
from faq.facts import GERMAN, PLACEHOLDER, UNKNOWN, in_language

_NAMES: Mapping[str, str] = {
    "address": "Adresse",
    "phone": "Telefon",
    "email": "E-Mail",
    "link": "Internetseite",
    "hours": "Öffnungszeiten",
    "fees": "Gebühr",
    "links": "Link",
}


def needed(entry: Entry) -> frozenset[str]:
    """The facts without which the answer, in any language, or its Leichte Sprache cannot be given."""
    return _paths([*entry.answer.values(), entry.easy])


def wanted(entry: Entry) -> frozenset[str]:
    """All facts that the entry names, its facets too."""
    return needed(entry) | _paths(text for texts in entry.facets.values() for text in texts.values())


def fact_name(path: str, offices: Mapping[str, Office]) -> str:
    """A fact in German words, e.g. "Telefon (Bürgerbüro)"."""
    _, office, fact, *key = path.split(".")
    place = in_language(offices[office].name, GERMAN) if office in offices else office
    return " ".join([_NAMES.get(fact, fact), *key]) + f" ({place})"


def lack(entry: Entry, unknown: frozenset[str], offices: Mapping[str, Office]) -> Reason | None:
    """Why the entry cannot be live as long as these facts are unknown; None when it needs none of them."""
    missing = sorted(needed(entry) & unknown)
    if not missing:
        return None
    names = ", ".join(fact_name(path, offices) for path in missing)
    return Reason(
        why=f"die Angabe {names} fehlt" if len(missing) == 1 else f"die Angaben {names} fehlen",
        mend=f"In offices.yaml statt „{UNKNOWN}“ eintragen; buergerdraht faq facts zählt auf, was fehlt.",
        field=("answer",),
    )


def without_blanks(entry: Entry, unknown: frozenset[str]) -> Entry:
    """The entry without the facets that need an unknown fact: asked for such a part, the bot says that it lacks."""
    if not wanted(entry) & unknown:
        return entry
    kept = {name: texts for name, texts in entry.facets.items() if not _paths(texts.values()) & unknown}
    return replace(entry, facets=kept)


def waiting(entries: Iterable[Entry], unknown: frozenset[str]) -> dict[str, list[str]]:
    """For each unknown fact the ids of the entries that are not live without it; those most waited for first."""
    found: dict[str, list[str]] = {path: [] for path in sorted(unknown)}
    for entry in entries:
        for path in needed(entry) & unknown:
            found[path].append(entry.id)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _paths(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(found.group(1).strip() for text in texts for found in PLACEHOLDER.finditer(text))
