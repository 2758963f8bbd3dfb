"""The file with a town's facts, `init --facts`: its template, and the answers in it. Reads the file it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.inquiry import AnswerRefused, Question, checked, example, kind_of, questions, sample_offices
from faq.complaints import nearest
from faq.errors import FilesBroken, Problem
from faq.yamlfile import Document, Plain, read

TOWN: Mapping[str, tuple[str, str]] = {
    "name": ("Name der Stadt", "Musterstadt"),
    "state": ("Bundesland, zwei Buchstaben (für die Feiertage)", "NW"),
    "phone": ("Telefonnummer, die der Bot nennt, wo er nicht weiterweiß", "0221 4710 100"),
    "counter": ("Wo man persönlich hinkann: Stelle und Adresse", "Bürgerbüro, Marktplatz 1"),
    "privacy_url": ("Datenschutzhinweise (https://…)", "https://www.musterstadt.example/datenschutz"),
    "website": ("Startseite der Stadt (leer: die der Datenschutzhinweise)", "https://www.musterstadt.example/"),
    "public_url": ("Adresse, unter der man den Chat erreicht (darf fehlen)", "https://chat.musterstadt.example"),
    "address_form": ("Anrede: sie oder du (leer: sie)", "sie"),
    "departments": ("Ämter, das erste nimmt, was sonst niemandem gehört (leer: alle)", "buergerdienste, standesamt"),
}
"""What `init` also takes as options: what it means, and the sample's value."""
_HEAD = """\
# Angaben für: buergerdraht init --facts DIESE-DATEI
# Leer heißt: noch nicht bekannt. Antworten, die eine solche Angabe brauchen, gehen erst live, wenn sie da ist.
# "= rathaus" heißt: wie beim Rathaus (bei Adresse, Telefon, E-Mail, Öffnungszeiten). Weitere Angaben in derselben Form
# (offices.<amt>.fees.<gebühr>) sind möglich; was fehlt und worauf wie viele Antworten warten: buergerdraht faq facts.
"""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the file says: of the town itself, and by the key of a question or another fact; `lines` for complaints."""

    town: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, key: str, what: str, mend: str) -> Problem:
        """A complaint about the answer to a key."""
        return Problem(file=self.file, line=self.lines.get(key, 0), entry=key, what=what, mend=mend)


def template() -> str:
    """An empty file with every question and what it means."""
    lines = [_HEAD, "# --- Die Stadt ---"]
    for name, (meaning, sample) in TOWN.items():
        lines += [f"# {meaning}. Muster: {sample}", f"town.{name}:"]
    theme = ""
    for question in questions():
        if question.theme != theme:
            theme = question.theme
            lines += ["", f"# --- {theme} ---"]
        lines += [f"# {explained(question)}", f"{question.key}:"]
    return "\n".join(lines) + "\n"


def explained(question: Question) -> str:
    """A question in one line: what it means, how it is written, the sample's value."""
    said = question.text if question.text.endswith("?") else f"{question.text}."
    parts = [said, question.why, f"Form: {question.form}." if question.form else ""]
    return " ".join(part for part in [*parts, f"Muster: {question.example}" if question.example else ""] if part)


def answers(path: Path) -> Answers:
    """The answers in a file; raises FilesBroken with everything that cannot be an answer."""
    document = read(path, path.name)
    if isinstance(document, Problem):
        raise FilesBroken([document])
    if not isinstance(document.data, dict):
        what, mend = "Das ist keine Datei mit Angaben.", "buergerdraht init --write-facts-template DATEI schreibt eine."
        raise FilesBroken([Problem(file=path.name, line=1, entry="", what=what, mend=mend)])
    town: dict[str, str] = {}
    facts: dict[str, str] = {}
    problems = list(document.problems)
    for key, value in document.data.items():
        text = _text(value)
        problem = _unknown(key, document) or (None if text is not None else _no_line(key, document))
        if problem:
            problems.append(problem)
        elif text and key.startswith("town."):
            town[key.removeprefix("town.")] = text
        elif text:
            try:
                facts[key] = checked(key, text)
            except AnswerRefused as refused:
                problems.append(_at(key, document, refused.what, refused.mend))
    if problems:
        raise FilesBroken(problems)
    return Answers(
        town=town, facts=facts, file=path.name, lines={key: document.line((key,)) for key in document.data}
    )  # fmt: skip


def _text(value: Plain) -> str | None:
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    return None if isinstance(value, dict) else (value or "").strip()


def _unknown(key: str, document: Document) -> Problem | None:
    known = [*(f"town.{name}" for name in TOWN), *(question.key for question in questions()), *_facts()]
    if key in known or (key.startswith("offices.rathaus.links.") and kind_of(key) == "links"):
        return None
    near = nearest(key, known)
    mend = f"Gemeint ist wohl „{near}“." if near else "Die Zeile löschen oder das Kürzel berichtigen."
    return _at(key, document, "Diese Angabe gibt es nicht.", mend)


def _facts() -> Iterator[str]:
    for id_, office in sample_offices().items():
        yield from (f"offices.{id_}.{fact}" for fact in ("address", "phone", "email", "link", "hours"))
        yield from (f"offices.{id_}.fees.{name}" for name in office.fees)


def _no_line(key: str, document: Document) -> Problem:
    sample = example(key)
    return _at(key, document, "Das ist keine Zeile Text.", f"Zum Beispiel: {sample}" if sample else "Eine Zeile.")


def _at(key: str, document: Document, what: str, mend: str) -> Problem:
    return Problem(file=document.file, line=document.line((key,)), entry=key, what=what, mend=mend)
