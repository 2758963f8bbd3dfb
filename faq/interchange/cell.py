"""One cell of a table: text and lists that no spreadsheet takes for a formula or a number. Pure."""

import re
from datetime import date

_GUARD = "'"
_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for the start of a formula; the wide ones are read as the narrow ones by some."""
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(:00)?")
_ESCAPED = re.compile(r"\\([\\nr])")
_ESCAPES = {"\\": "\\", "n": "\n", "r": "\r"}


def guarded(text: str) -> str:
    """The text as it may stand in a cell; `unguarded` gives it back exactly."""
    if text and (text[0] in _DANGEROUS or text[0] == _GUARD or "\r" in text):
        return _GUARD + text
    return text


def unguarded(cell: str) -> str:
    """The text that a cell stands for. Line ends that another program made of ours become ours again."""
    if cell.startswith(_GUARD) and (cell[1:2] in _DANGEROUS | {_GUARD} or "\r" in cell) and len(cell) > 1:
        return cell[1:]
    return _unix(cell)


def name(text: str) -> str:
    """A name as a cell; guarded before a digit too, else a spreadsheet makes 3-12 a date and 12e3 a number."""
    return _GUARD + text if text[:1].isdigit() else guarded(text)


def name_of(cell: str) -> str:
    """The name that a cell stands for."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:2].isdigit() else unguarded(cell)


def numbers(texts: tuple[str, ...]) -> str:
    """Long numbers as a cell, one a line; guarded, else a spreadsheet rounds them and drops leading zeros."""
    return _GUARD + "\n".join(texts) if texts else ""


def numbers_of(cell: str) -> tuple[str, ...]:
    """The numbers in a cell, also when a person wrote them side by side."""
    return tuple(one.strip() for one in re.split(r"[\s,;]+", cell.removeprefix(_GUARD).strip()) if one.strip())


def lines(texts: tuple[str, ...]) -> str:
    """A list as a cell, one a line; a line end within a text becomes `\\n`."""
    return guarded("\n".join(re.sub(r"[\\\n\r]", _escape, text) for text in texts))


def lines_of(cell: str) -> tuple[str, ...]:
    """The list that a cell stands for; blank lines are none."""
    rows = _unix(unguarded(cell)).split("\n")
    return tuple(_ESCAPED.sub(lambda found: _ESCAPES[found[1]], row).strip() for row in rows if row.strip())


def day_of(cell: str) -> str:
    """A date as JJJJ-MM-TT, also when a spreadsheet turned it into 1.10.2026; anything else as it is."""
    text = unguarded(cell).strip()
    if found := _GERMAN_DATE.fullmatch(text):
        try:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        except ValueError:
            return text
    found = _ISO_TIME.fullmatch(text)
    return found[1] if found else text


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _escape(found: re.Match[str]) -> str:
    return {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}[found[0]]
