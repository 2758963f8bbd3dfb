"""Office documents: which kind a ZIP container is, without macros and of a bounded size once unpacked. Pure.

Sizes that a container declares are not believed: every part is unpacked and counted, and thrown away.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 256 * 1024 * 1024
"""Bytes of all parts together; the largest honest documents are a fraction of it, a bomb is a multiple."""
_BLOCK: Final = 256 * 1024
_OPEN: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_PROGRAM: Final = re.compile(
    r"(^|/)(vba[^/]*\.bin|activex/.*|basic/.+|scripts/.+)$|\.(exe|dll|com|scr|js|vbs|ps1|bat|jar|lnk|msi|sh)$",
    re.IGNORECASE,
)


class BrokenDocument(Exception):
    """A container that cannot be read."""


class HugeDocument(Exception):
    """A container of too many parts or too much content: a bomb, or as bad as one."""


def document_in(data: bytes) -> str | None:
    """The id of the kind of document; None for everything else, other archives and documents with programs among it.

    Raises BrokenDocument, HugeDocument.
    """
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = container.infolist()
            if len(parts) > MOST_PARTS:
                raise HugeDocument
            kind = _kind(container, {part.filename for part in parts})
            if kind is None or any(_PROGRAM.search(part.filename) for part in parts):
                return None
            _unpack(container, parts)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise BrokenDocument(type(error).__name__) from None


def _kind(container: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" in names:
        with container.open("mimetype") as part:
            return _OPEN.get(part.read(100).strip())
    if "[Content_Types].xml" not in names:
        return None
    found = [kind for name, kind in _OFFICE.items() if name in names]
    return found[0] if len(found) == 1 else None


def _unpack(container: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        with container.open(part) as content:
            while block := content.read(_BLOCK):
                total += len(block)
                if total > MOST_UNPACKED:
                    raise HugeDocument
