"""The town's colour, logo and the websites that may show the chat: what is taken, and what is said about the rest."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.colour import BLACK, READABLE, WHITE, contrast, darker, lighter, mix
from faq.entry import release_from_json, release_to_json
from faq.errors import FilesBroken
from faq.files import load
from faq.logo import LOGO_BYTES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
DRAWING = SVG.format(
    '<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"/></defs><g id="x"><path class="a" d="M0 0h9v9z"/></g>'
    '<use href="#x" clip-path="url(#c)"/>'
)


def png(width: int = 40, height: int = 40, noise: bytes = b"") -> bytes:
    """A whole PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0b\x5f\x72" * width for _ in range(min(height, 50)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"tEXt", noise), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_lines(town: Path, lines: str) -> Path:
    file = town / "town.yaml"
    file.write_text(file.read_text("utf-8") + lines, "utf-8")
    return town


def complaint(town: Path) -> tuple[str, int, str]:
    """What is said about town.yaml, in which line, and how to mend it."""
    with pytest.raises(FilesBroken) as caught:
        load(town)
    (problem,) = caught.value.problems
    assert problem.file == "town.yaml"
    return problem.what, problem.line, problem.mend


def test_a_town_that_says_nothing_keeps_the_hash_of_its_release(town: Path) -> None:
    release = load(town)
    assert "look" not in release_to_json(release)
    assert "embed_origins" not in release_to_json(release)
    assert release_from_json(release_to_json(release)) == release


def test_look_and_origins_are_part_of_the_release(town: Path) -> None:
    before = load(town).hash
    (town / "wappen.svg").write_text(DRAWING, "utf-8")
    with_lines(
        town,
        'look: {colour: "#7A1F2B", logo: wappen.svg}\n'
        "embed_origins: [https://www.testingen.example/, 'HTTPS://Testingen.example:443', http://localhost:8000, "
        "http://musterstadt.localhost, https://testingen.example]\n",
    )
    release = load(town)
    assert release.hash != before
    assert release_from_json(release_to_json(release)) == release
    assert release.town.look.colour == "#7a1f2b"
    assert release.town.look.logo is not None
    assert (release.town.look.logo.mime, release.town.look.logo.content) == ("image/svg+xml", DRAWING.encode())
    assert release.town.embed_origins == (
        "https://www.testingen.example",
        "https://testingen.example",
        "http://localhost:8000",
        "http://musterstadt.localhost",
    )
    (town / "wappen.svg").write_text(SVG.format("<path d='M0 0h1'/>"), "utf-8")
    assert load(town).hash != release.hash


@pytest.mark.parametrize(
    ("colour", "what"),
    [
        ('"#f5c400"', "zu schwach: Kontrast 1,5 zu 1"),
        ('"#777"', "zu schwach: Kontrast 4,0 zu 1"),
        ("rot", "„rot“ ist keine Farbe"),
        ('"#12345"', "keine Farbe"),
        ('"red;} body{display:none"', "keine Farbe"),
    ],
)
def test_a_colour_that_does_not_read_is_refused_with_one_that_does(town: Path, colour: str, what: str) -> None:
    said, line, mend = complaint(with_lines(town, f"look:\n  colour: {colour}\n"))
    assert what in said
    assert line == 9
    proposed = re.search(r'"(#[0-9a-f]{6})"', mend)
    assert proposed
    file = town / "town.yaml"
    file.write_text(file.read_text("utf-8").replace(colour, f'"{proposed[1]}"'), "utf-8")
    assert load(town).town.look.colour == proposed[1]


@pytest.mark.parametrize(
    ("origin", "what", "mend"),
    [
        ("www.testingen.example", "keine vollständige Adresse", "https://www.musterstadt.de"),
        ("http://www.testingen.example", "unverschlüsselt", "https://"),
        ("https://*.testingen.example", "lässt offen", "einzeln"),
        ("https://www.testingen.example/rathaus", "mehr als Schema und Rechnernamen", "alle Seiten darunter"),
        ("https://user@testingen.example", "keine vollständige Adresse", "Nur Schema"),
        ("https://www.köln.example", "hat Umlaute", "https://www.xn--kln-sna.example"),
        ("https://a.example;script-src", "keine Adresse", "Nur Schema"),
        ("https://a.example:99999", "keine Adresse", "Nur Schema"),
        ("'https://a.example https://b.example'", "mehr als Schema und Rechnernamen", "Nur Schema"),
        ("'null'", "keine vollständige Adresse", "Nur Schema"),
        ("file:///index.html", "keine vollständige Adresse", "Nur Schema"),
    ],
)
def test_a_website_is_named_exactly(town: Path, origin: str, what: str, mend: str) -> None:
    said, line, how = complaint(with_lines(town, f"embed_origins:\n  - {origin}\n"))
    assert what in said
    assert mend in how
    assert line == 9


@pytest.mark.parametrize("content", [png(), png(2000, 30)])
def test_a_png_is_taken(town: Path, content: bytes) -> None:
    (town / "logo.png").write_bytes(content)
    logo = load(with_lines(town, "look: {logo: logo.png}\n")).town.look.logo
    assert logo is not None
    assert (logo.mime, logo.content) == ("image/png", content)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("logo.png", DRAWING.encode(), "nicht, was die Endung sagt"),
        ("logo.svg", png(), "nicht, was die Endung sagt"),
        ("logo.png", b"GIF89a" + b"\0" * 60, "nicht, was die Endung sagt"),
        ("logo.png", png()[:60], "unvollständig"),
        ("logo.png", png(2001, 1), "2001 mal 1 Bildpunkte"),
        ("logo.png", png(noise=b"x" * LOGO_BYTES), "größer als 100 KB"),
        ("logo.svg", b"<svg", "nicht gelesen werden"),
        ("logo.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "kein SVG"),
        ("logo.svg", ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWING).encode(), "nicht gelesen werden"),
        ("logo.svg", SVG.format("<script>alert(1)</script>").encode(), "<script>"),
        ("logo.svg", SVG.format("<g><g onload='alert(1)'/></g>").encode(), "„onload“"),
        ("logo.svg", SVG.format("<foreignObject/>").encode(), "<foreignObject>"),
        ("logo.svg", SVG.format("<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>").encode(), "<p>"),
        ("logo.svg", SVG.format("<image href='https://a.example/x.png'/>").encode(), "Verweis nach außen"),
        ("logo.svg", SVG.format("<a href='javascript:alert(1)'/>").encode(), "Verweis nach außen"),
        ("logo.svg", SVG.format("<style>@import 'https://a.example'</style>").encode(), "nachlädt"),
        ("logo.svg", SVG.format("<path style='fill:url(https://a.example)'/>").encode(), "nachgeladen"),
        ("logo.svg", SVG.format("<path fill='u\\72l(https://a.example)'/>").encode(), "nachgeladen"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_logo_only_draws(town: Path, name: str, content: bytes, what: str) -> None:
    (town / name).write_bytes(content)
    said, line, mend = complaint(with_lines(town, f"look:\n  logo: {name}\n"))
    assert what in said
    assert line == 9
    assert mend


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("fehlt.svg", "gibt es nicht"),
        ("../logo.png", "nicht die richtige Form"),
        ("logo.gif", "nicht die richtige Form"),
    ],
)
def test_a_logo_lies_beside_the_file_that_names_it(town: Path, name: str, what: str) -> None:
    (town.parent / "logo.png").write_bytes(png())
    said, _, mend = complaint(with_lines(town, f"look:\n  logo: {name}\n"))
    assert what in said
    assert mend


colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_contrast_as_the_guidelines_count_it() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"


@given(colours)
def test_a_stronger_colour_is_found_and_a_strong_one_stays(colour: str) -> None:
    found = darker(colour, WHITE, READABLE)
    assert contrast(found, WHITE) >= READABLE
    if contrast(colour, WHITE) >= READABLE:
        assert found == colour
    assert contrast(lighter(colour, BLACK, 7), BLACK) >= 7
