"""What is taken for a town's logo: a PNG, or an SVG that only draws. Reads no files."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator
from typing import Final

from faq.interchange.xmltree import Element, NoTree, tree_of
from faq.look import Logo

LOGO_BYTES: Final = 100 * 1024
LOGO_PIXELS: Final = 2000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = "http://www.w3.org/2000/svg"
_ACTIVE: Final = frozenset(
    {"script", "foreignObject", "handler", "listener", "iframe", "embed", "object", "audio", "video"}
)
_DRAWN: Final = re.compile(r"#|data:image/(?:png|jpeg);base64,", re.IGNORECASE)
_FETCHES: Final = re.compile(r"@import|url\(\s*[\"']?(?!#)|expression\(|javascript:|\\", re.IGNORECASE)


class LogoRefused(Exception):
    """The file is no logo that is served; `what` and `mend` are German sentences."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def logo_of(name: str, content: bytes) -> Logo:
    """The logo in a file called `name`; raises LogoRefused. Its kind is told by its content, not by its name."""
    if len(content) > LOGO_BYTES:
        raise LogoRefused(
            f"Das Logo ist größer als {LOGO_BYTES // 1024} KB.", "Kleiner exportieren; 200 Bildpunkte Höhe genügen."
        )
    is_png = content.startswith(_PNG)
    if is_png != name.lower().endswith(".png"):
        raise LogoRefused(
            f"„{name}“ enthält nicht, was die Endung sagt.", "Als PNG oder SVG speichern und so auch benennen."
        )
    if is_png:
        _check_png(content)
    else:
        _check_svg(content)
    mime = "image/png" if is_png else "image/svg+xml"
    return Logo(mime=mime, data=base64.b64encode(content).decode("ascii"))


def _check_png(content: bytes) -> None:
    if len(content) < 33 or content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        raise LogoRefused("Das PNG ist unvollständig oder beschädigt.", "Das Logo neu als PNG exportieren.")
    width, height = struct.unpack(">II", content[16:24])
    if not (0 < width <= LOGO_PIXELS and 0 < height <= LOGO_PIXELS):
        raise LogoRefused(
            f"Das Logo hat {width} mal {height} Bildpunkte.",
            f"Auf höchstens {LOGO_PIXELS} in jeder Richtung verkleinern; 200 genügen.",
        )


def _check_svg(content: bytes) -> None:
    try:
        root = tree_of(content)
    except NoTree as error:
        doctype = b"<!DOCTYPE" in content
        raise LogoRefused(
            f"Das SVG kann nicht gelesen werden (Zeile {error.line}).",
            "Die Angabe <!DOCTYPE …> aus dem SVG löschen." if doctype else "Das Logo neu als SVG exportieren.",
        ) from error
    if (root.name, root.namespace) != ("svg", _SVG):
        raise LogoRefused("Die Datei ist XML, aber kein SVG.", "Das Logo als SVG exportieren.")
    for element in (root, *_descendants(root)):
        reason = _active(element)
        if reason:
            raise LogoRefused(
                f"Das SVG enthält {reason} (Zeile {element.line}); ein Logo darf nur zeichnen.",
                "Es als „einfaches SVG“ oder als PNG exportieren.",
            )


def _descendants(root: Element) -> Iterator[Element]:
    waiting = [*root.children]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += element.children


def _active(element: Element) -> str:
    """What in an element could run or fetch something; empty when it only draws."""
    if element.name in _ACTIVE or element.namespace.endswith("xhtml"):
        return f"<{element.name}>"
    if element.name == "style" and _FETCHES.search(element.text):
        return "ein <style>, das etwas nachlädt"
    for name, value in element.attributes.items():
        if name.lower().startswith("on"):
            return f"„{name}“"
        if name == "href" and not _DRAWN.match(value.strip()):
            return "einen Verweis nach außen"
        if name != "href" and _FETCHES.search(value):
            return f"in „{name}“ etwas, das nachgeladen wird"
    return ""
