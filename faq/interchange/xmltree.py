"""XML as a tree of elements that know their line. Refuses document types, so that no entity can be declared. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_DEPTH = 100
MAX_ELEMENTS = 2_000_000


class NoTree(Exception):
    """The text is no XML that we read; `what` and `mend` are German sentences, `line` and `column` count from 1."""

    def __init__(self, what: str, mend: str, line: int, column: int) -> None:
        super().__init__(what)
        self.what, self.mend, self.line, self.column = what, mend, line, column


@dataclass(slots=True)
class Element:
    """An element by its bare name; prefixes are dropped, `namespace` is its address or empty."""

    name: str
    namespace: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.parts).strip()

    def each(self, *names: str) -> Iterator[Element]:
        """The children of one of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, *path: str) -> Element | None:
        """The first descendant down a path of names."""
        found: Element | None = self
        for name in path:
            found = next(found.each(name), None) if found else None
        return found

    def all(self, *names: str) -> Iterator[Element]:
        """Every descendant of one of these names, in document order."""
        waiting = [*reversed(self.children)]
        while waiting:
            element = waiting.pop()
            if element.name in names:
                yield element
            waiting += reversed(element.children)


def tree_of(data: bytes) -> Element:
    """The root element of an XML text in any encoding that it declares; raises NoTree."""
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(parser)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NoTree(
            f"Das ist kein gültiges XML ({expat.ErrorString(error.code)}).",
            "Die Datei unverändert aus dem Redaktionssystem exportieren.", error.lineno, error.offset + 1,
        ) from error  # fmt: skip
    except (LookupError, ValueError) as error:
        raise NoTree(
            "Die Datei hat eine Kodierung, die nicht gelesen werden kann.", "Als UTF-8 speichern.", 1, 1
        ) from error
    assert builder.root is not None  # an empty text is an ExpatError
    return builder.root


class _Builder:
    """Builds without recursion, so that depth cannot hurt."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root: Element | None = None
        self._parser = parser
        self._open: list[Element] = []
        self._count = 0
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise self._refusal("Das XML ist zu tief verschachtelt oder zu groß.", "In mehreren Dateien exportieren.")
        space, _, bare = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name=bare, namespace=space, line=self._parser.CurrentLineNumber, attributes=plain)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].parts.append(text)

    def _doctype(self, *_declaration: object) -> None:
        raise self._refusal(
            "Die Datei hat eine Dokumenttyp-Deklaration (DOCTYPE); sie kann Verweise enthalten, die schaden.",
            "Die Zeile mit <!DOCTYPE …> entfernen; XZuFi braucht keine.",
        )

    def _refusal(self, what: str, mend: str) -> NoTree:
        return NoTree(what, mend, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
