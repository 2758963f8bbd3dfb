"""What in an entry is still the sample town's: where its links lead and who answers for it. Pure."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from faq.blanks import wanted
from faq.checks import Located
from faq.entry import Entry, Office, Town
from faq.errors import Problem

SITE = "musterstadt.example"
PEOPLE = frozenset({
    "Ayşe Demir", "Claudia Reimann", "Dirk Petersen", "Florian Ebert", "Jonas Weidner", "Markus Thiele", "Mehmet Kaya",
    "Nadine Vogt", "Petra Lindner", "Sabine Oduya", "Stefan Albers", "Thomas Hellwig", "Ulrike Brandt",
})  # fmt: skip


def is_sample(town: Town) -> bool:
    """Whether it is the sample town itself."""
    return _of_sample(town.privacy_url)


def leftovers(located: Located, town: Town, offices: Mapping[str, Office]) -> Iterator[Problem]:
    """What a town must still replace in an entry that it took from the sample."""
    if is_sample(town):
        return
    entry = located.entry
    if _of_sample(entry.source):
        what, mend = f"Die Quelle {entry.source} gehört zum Muster.", "Die eigene Seite eintragen, die dasselbe sagt."
        yield located.problem(("source",), what, mend)
    elif _is_home(entry.source):
        what = "Als Quelle steht nur die Startseite der Stadt da."
        yield located.problem(("source",), what, "Die Seite eintragen, die dasselbe sagt.")
    for path in sorted(wanted(entry)):
        _, office, *fact = path.split(".")
        if fact[:1] == ["links"] and office in offices and _is_home(offices[office].links.get(fact[1], SITE)):
            what, mend = (
                f"Der Link {fact[1]} führt nur zur Startseite.",
                "In offices.yaml die richtige Seite eintragen.",
            )
            yield located.problem(("answer",), what, mend, near=path)
    for field, place in _linking(entry):
        what = f"Ein Link führt noch zu {SITE}."
        yield located.problem(place, what, "Durch den eigenen ersetzen.", near=SITE if field != "facets" else "")
    for role, name in (("owner", entry.owner), ("deputy", entry.deputy)):
        if name in PEOPLE:
            yield located.problem((role,), f"„{name}“ ist eine Person des Musters.", "Den eigenen Namen eintragen.")


def _linking(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    for lang, text in entry.answer.items():
        if SITE in text:
            yield "answer", ("answer", lang)
    if SITE in entry.easy:
        yield "easy", ("easy",)
    for name, texts in entry.facets.items():
        if any(SITE in text for text in texts.values()):
            yield "facets", ("facets", name)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and parts.path in {"", "/"}


def _of_sample(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == SITE or host.endswith(f".{SITE}")
