"""What is wrong or doubtful between the parts of a town's files: references, dates, doubles, tone. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from faq.complaints import nearest
from faq.entry import Entry, Office
from faq.errors import Problem, UnknownFact
from faq.facets import LINKS
from faq.facts import FACTS, GERMAN, PLACEHOLDER, fact, fill
from faq.text import normalise
from faq.yamlfile import Document

MIN_PARAPHRASES = 3
_LOOSE = re.compile(r"\{\{[^\n]{0,40}|[^\n]{0,40}\}\}")
_DU = re.compile(r"\b(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]ein(?:e[mnrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)\b")
_SIE = re.compile(r"(?<![.!?:»„“\"*\-\n] )(?<!^)\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Located:
    """An entry and where it stands."""

    entry: Entry
    document: Document
    index: int

    def problem(self, inner: tuple[str | int, ...], what: str, mend: str, *, near: str = "") -> Problem:
        """A Problem at a place inside the entry; `near` is a piece of a long text whose own line is wanted."""
        line = self.document.line((self.index, *inner))
        return Problem(
            file=self.document.file, line=self.document.line_of(near, line), entry=self.entry.id, what=what, mend=mend
        )


@dataclass(frozen=True, kw_only=True)
class Known:
    """Ids that the files name, also those whose own item is broken; None when the file could not be read at all."""

    offices: frozenset[str] | None
    departments: frozenset[str] | None
    entries: frozenset[str] | None = None


def cross_errors(entries: Sequence[Located], offices: Mapping[str, Office], known: Known) -> Iterator[Problem]:
    """What keeps the entries from becoming a release; what merely follows from a broken office is left out."""
    first: dict[str, Located] = {}
    for located in entries:
        entry = located.entry
        earlier = first.setdefault(entry.id, located)
        if earlier is not located:
            place = f"{earlier.document.file}:{earlier.document.line((earlier.index, 'id'))}"
            yield located.problem(
                ("id",), f"Die id „{entry.id}“ gibt es schon ({place}).", "Eine der beiden umbenennen."
            )
        yield from _references(located, known)
        yield from _look_alikes(located)
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            yield located.problem(
                ("valid_until",), "valid_until liegt vor valid_from.", "Die beiden Daten vertauschen oder berichtigen."
            )
        for inner, _, text in _texts(entry):
            yield from _placeholders(located, inner, text, offices, known)


def fits(entry: Entry, offices: Mapping[str, Office], known: Known) -> bool:
    """Whether an entry of an earlier release still goes with the offices and departments there are now."""
    if entry.office not in offices or entry.department not in (known.departments or ()):
        return False
    try:
        for _, lang, text in _texts(entry):
            fill(text, offices, lang)
    except UnknownFact:
        return False
    return True


def cross_warnings(entries: Sequence[Located], on: date, address_form: str | None, known: Known) -> Iterator[Problem]:
    """What an editor should look at."""
    first: dict[str, Located] = {}
    for located in entries:
        entry = located.entry
        count = len(entry.paraphrases.get(GERMAN, ()))
        if count < MIN_PARAPHRASES:
            yield located.problem(
                ("paraphrases",), f"Nur {count} deutsche Umschreibungen.",
                "Auf mindestens 3 ergänzen, so wie Menschen wirklich fragen.",
            )  # fmt: skip
        if entry.review < on:
            yield located.problem(
                ("review",), f"Der Prüftermin {entry.review} ist vorbei.", "Prüfen, dann checked und review neu setzen."
            )
        if "en" in entry.answer and "en" not in entry.question:
            yield located.problem(
                ("question",), "Es gibt eine englische Antwort, aber keine englische Frage.", "question.en ergänzen."
            )
        yield from _related(located, known)
        yield from _doubles(located, first)
        yield from mixed_address(located, address_form)


def _references(located: Located, known: Known) -> Iterator[Problem]:
    entry = located.entry
    for field, value, ids, file in (
        ("office", entry.office, known.offices, "offices.yaml"),
        ("department", entry.department, known.departments, "departments.yaml"),
    ):
        if ids is not None and value not in ids:
            near = nearest(value, ids)
            mend = f"Gemeint ist wohl „{near}“." if near else f"In {file} anlegen oder hier berichtigen."
            yield located.problem((field,), f"„{value}“ steht nicht in {file}.", mend)


def _related(located: Located, known: Known) -> Iterator[Problem]:
    """References that lead nowhere: the answer does without them, so they keep nothing from serving."""
    entry = located.entry
    for i, other in enumerate(entry.related):
        if other == entry.id:
            yield located.problem(("related", i), "Der Eintrag verweist auf sich selbst.", "Die Zeile löschen.")
        elif known.entries is not None and other not in known.entries:
            near = nearest(other, known.entries)
            mend = f"Gemeint ist wohl „{near}“." if near else "Die id berichtigen oder die Zeile löschen."
            yield located.problem(("related", i), f"Einen Eintrag „{other}“ gibt es nicht.", mend)


def _look_alikes(located: Located) -> Iterator[Problem]:
    own = {normalise(text) for _, text in _phrases(located.entry)}
    for lang, many in located.entry.not_for.items():
        for i, text in enumerate(many):
            if normalise(text) in own:
                yield located.problem(
                    ("not_for", lang, i), f"„{text}“ steht bei not_for und auch als Frage oder Umschreibung.",
                    "An einer der beiden Stellen löschen.",
                )  # fmt: skip


def _texts(entry: Entry) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for lang, text in entry.answer.items():
        yield ("answer", lang), lang, text
    if entry.easy:
        yield ("easy",), GERMAN, entry.easy
    for name, texts in entry.facets.items():
        for lang, text in texts.items():
            yield (("facets", name) if name in LINKS else ("facets", name, lang)), lang, text


def _phrases(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for lang, text in entry.question.items():
        yield ("question", lang), text
    for lang, many in entry.paraphrases.items():
        for i, text in enumerate(many):
            yield ("paraphrases", lang, i), text


def _placeholders(
    located: Located, inner: tuple[str, ...], text: str, offices: Mapping[str, Office], known: Known
) -> Iterator[Problem]:
    for found in PLACEHOLDER.finditer(text):
        path = found.group(1).strip()
        try:
            fact(offices, path, GERMAN)
        except UnknownFact:
            steps = path.split(".")
            if known.offices is None or (len(steps) > 1 and steps[1] in known.offices and steps[1] not in offices):
                continue
            what = f"Den Platzhalter „{{{{ {path} }}}}“ gibt es nicht."
            yield located.problem(inner, what, _mend_path(steps, offices), near=found.group())
    rest = PLACEHOLDER.sub("", text)
    loose = _LOOSE.search(rest)
    if loose:
        yield located.problem(
            inner,
            "Ein Platzhalter ist nicht geschlossen.",
            "Als {{ office.<kurzname>.<angabe> }} schreiben.",
            near=loose.group(),
        )


def _mend_path(steps: Sequence[str], offices: Mapping[str, Office]) -> str:
    if len(steps) < 3 or steps[0] != "office":
        return "Als {{ office.<kurzname>.<angabe> }} schreiben."
    office = offices.get(steps[1])
    if office is None:
        near = nearest(steps[1], offices)
        return f"Gemeint ist wohl „{near}“." if near else f"„{steps[1]}“ in offices.yaml anlegen."
    if steps[2] == "fees":
        return f"Die Gebühr in offices.yaml eintragen; „{office.id}“ hat: {', '.join(office.fees) or 'keine'}."
    if steps[2] in FACTS:
        return f"„{steps[2]}“ bei „{office.id}“ in offices.yaml eintragen."
    return f"Möglich sind: {', '.join(FACTS)}."


def _doubles(located: Located, first: dict[str, Located]) -> Iterator[Problem]:
    entry = located.entry
    for inner, text in _phrases(entry):
        other = first.setdefault(normalise(text), located)
        if other.entry.id != entry.id:
            yield located.problem(
                inner,
                f"„{text}“ steht auch bei „{other.entry.id}“.",
                "Bei einem der beiden löschen oder genauer fassen.",
            )


def mixed_address(located: Located, address_form: str | None) -> Iterator[Problem]:
    """Where an entry says *du* in a town of *Sie*, or the other way round."""
    for inner, lang, text in _texts(located.entry):
        if lang != GERMAN or address_form is None:
            continue
        wrong = (_DU if address_form == "sie" else _SIE).search(text)
        if wrong:
            yield located.problem(
                inner, f"Anrede gemischt: „{wrong.group()}“, die Stadt sagt „{address_form.capitalize()}“.",
                "Den Satz an die Anrede der Stadt anpassen.", near=wrong.group(),
            )  # fmt: skip
