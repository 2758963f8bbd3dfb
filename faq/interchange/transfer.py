"""Brings foreign files in and takes a plan into a town's folder, whole or not at all. Decides nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from faq.checks import Located
from faq.errors import FilesBroken, Problem
from faq.folder import Folder, read_folder
from faq.interchange.faqpage import read_page
from faq.interchange.plain import plain_of
from faq.interchange.plan import Plan
from faq.interchange.record import MAX_BYTES, Harvest, Place, unreadable
from faq.interchange.table import read_table
from faq.interchange.xzufi import read_services
from faq.safefile import ChangedMeanwhile, replace_all

Format = Literal["csv", "jsonld", "xzufi"]
ENDINGS: Mapping[str, Format] = {
    ".csv": "csv", ".tsv": "csv", ".json": "jsonld", ".jsonld": "jsonld", ".html": "jsonld", ".htm": "jsonld",
    ".xml": "xzufi",
}  # fmt: skip
_PAGES = frozenset({".html", ".htm"})
_MARK = b"\xef\xbb\xbf"


def format_of(path: Path) -> Format | None:
    """The format that the file's ending says; None when it says none."""
    return ENDINGS.get(path.suffix.casefold())


def read_foreign(path: Path, format: Format) -> Harvest:
    """What stands in a foreign file; raises OSError when it cannot be opened."""
    with path.open("rb") as source:
        data = source.read(MAX_BYTES + 1)
    file = path.name
    if len(data) > MAX_BYTES:
        return unreadable(file, "Die Datei ist größer als 20 MB.", "Die Datei in mehrere teilen.")
    if format == "xzufi":
        return read_services(data, file)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        return unreadable(
            file, "Die Datei ist nicht in UTF-8 gespeichert.",
            "In Excel als „CSV UTF-8“ speichern, in LibreOffice mit Zeichensatz UTF-8.",
            Place(row=data.count(b"\n", 0, error.start) + 1),
        )  # fmt: skip
    if format == "csv":
        return read_table(text, file)
    return read_page(text, file, html=path.suffix.casefold() in _PAGES or text.lstrip().startswith("<"))


def rehearse(folder: Path, plan: Plan) -> None:
    """Try the plan on a copy of the town's files; raises FilesBroken when they could not take effect, and OSError."""
    with tempfile.TemporaryDirectory(prefix="buergerdraht-import-") as name:
        copy = Path(name)
        (copy / "faq").mkdir()
        for path in [*folder.glob("*.yaml"), *folder.glob("faq/*.yaml")]:
            shutil.copyfile(path, copy / path.relative_to(folder))
        for file, text in plan.texts.items():
            (copy / file).write_bytes(text.encode())
        found = read_folder(copy)
    if found.errors:
        raise FilesBroken(found.errors)
    read = {located.entry.id: located for located in found.entries}
    wrong = [step.entry.id for step in plan.steps if not _says(read.get(step.entry.id), plain_of(step.entry))]
    if wrong:
        what = "Der Eintrag käme nicht so an, wie er gelesen wurde."
        mend = "Der Ordner wurde eben geändert: den Befehl wiederholen."
        raise FilesBroken(Problem(file="faq", line=0, entry=id_, what=what, mend=mend) for id_ in wrong)


def adopt(folder: Path, found: Folder, plan: Plan) -> None:
    """Write the plan made for `found` into the folder: all files, or none when one fails.

    Raises FilesBroken when the folder would not load, ChangedMeanwhile when somebody saved in between, OSError.
    """
    rehearse(folder, plan)
    sources = {document.file: "\n".join(document.source) for document in found.documents}
    (folder / "faq").mkdir(exist_ok=True)
    changes = [(folder / file, *_contents(folder / file, text, sources.get(file))) for file, text in plan.texts.items()]
    replace_all(changes)


def _contents(path: Path, text: str, source: str | None) -> tuple[bytes | None, bytes]:
    """What the file has and what it gets; `source` is the text for which the plan was made, None: there was no file."""
    if source is None:
        return None, text.encode()
    before = path.read_bytes()
    if before.removeprefix(_MARK).decode(errors="replace") != source:
        raise ChangedMeanwhile(str(path))
    return before, (_MARK if before.startswith(_MARK) else b"") + text.encode()


def _says(located: Located | None, plain: object) -> bool:
    return located is not None and plain_of(located.entry) == plain
