"""What a file is decided by, and what becomes of its name."""

from __future__ import annotations

import struct
import zlib
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.entry import FileKindId
from handoff.files.kinds import KINDS, Refused, Sound, Why, examine, is_ref, kind_of_ref, safe_name
from tests.files import samples

PIXELS = 64_000_000


def looked(data: bytes, *kinds: str) -> Sound | Refused:
    return examine(data, allowed=kinds or tuple(KINDS), pixels=PIXELS)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.JPEG, "jpeg"),
        (samples.png(), "png"),
        (samples.WEBP, "webp"),
        (samples.PDF, "pdf"),
        (samples.odt(), "odt"),
        (samples.docx(), "docx"),
        (samples.xlsx(), "xlsx"),
        (samples.TEXT, "txt"),
        ("Straße;Nr\nRing;4".encode("cp1252"), "txt"),
        ("Grüße".encode("utf-16"), "txt"),
        (b"a < b and c > d", "txt"),
    ],
)
def test_a_kind_is_told_by_content(data: bytes, kind: str) -> None:
    found = looked(data)
    assert isinstance(found, Sound)
    assert (found.kind.id, found.data) == (kind, data)
    others = tuple(other for other in KINDS if other != kind)
    assert looked(data, *others) == Refused(why="type")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "broken"),
        (samples.SVG, "type"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>", "type"),
        (b"Hallo <script>alert(1)</script>", "type"),
        (b"<!doctype html><title>x</title>", "type"),
        (b"#!/bin/sh\nrm -rf ~\n", "type"),
        (b"@echo off\n", "type"),
        (b"{\\rtf1 x}", "type"),
        (b"MZ\x90\x00" + b"\x00" * 100, "type"),
        (b"\x7fELF" + b"\x00" * 60, "type"),
        (b"GIF89a" + b"\x00" * 50, "type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "type"),
        (samples.container(("brief.docx", samples.docx())), "type"),
        (samples.docx(("word/vbaProject.bin", b"x")), "type"),
        (samples.docx(("word/embeddings/setup.EXE", b"x")), "type"),
        (samples.odt(("Basic/Standard/Modul1.xml", b"x")), "type"),
        (b"MZ" + samples.docx(), "type"),
        (samples.docx()[:-30], "broken"),
        (samples.docx()[:100] + b"\xff" * 20 + samples.docx()[120:], "broken"),
        (b"\xff\xd8\xff\xe0\x00", "broken"),
        (samples.JPEG[:40], "broken"),
        (samples.png()[:40], "broken"),
        (b"\x89PNG\r\n\x1a\n" + samples.SVG, "broken"),
        (b"RIFF\x04\x00\x00\x00WEBP", "broken"),
    ],
)
def test_what_is_not_taken(data: bytes, why: Why) -> None:
    assert looked(data) == Refused(why=why)


def test_a_bomb_is_counted_not_believed() -> None:
    bomb = samples.bomb()
    assert len(bomb) < 1 << 20
    assert looked(bomb) == Refused(why="large")
    lying = bomb.replace(struct.pack("<I", 40 << 20), struct.pack("<I", 10))  # every part says that it is small
    assert isinstance(looked(lying), Refused)
    assert looked(samples.docx(*((f"word/{i}.xml", b"") for i in range(6000)))) == Refused(why="large")


@pytest.mark.parametrize(
    "data",
    [
        samples.png(claims=(20_000, 20_000)),
        samples.JPEG.replace(struct.pack(">HH", 8, 12), struct.pack(">HH", 60_000, 60_000)),
        samples.webp().replace(b"\x0b\0\0\x07\0\0", b"\xff\xff\x3f\xff\xff\x3f"),
    ],
)
def test_a_small_file_may_be_too_large_a_picture(data: bytes) -> None:
    assert len(data) < 1000
    assert looked(data) == Refused(why="pixels")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", samples.JPEG[:20], samples.png()[:33], samples.WEBP[:20], b"PK\x03\x04"]),
)
def test_whatever_comes_there_is_a_judgement(data: bytes, head: bytes) -> None:
    found = looked(head + data)
    assert isinstance(found, (Sound, Refused))


@given(st.data())
def test_a_damaged_file_never_breaks_us(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([samples.camera_jpeg(latitude=51.4, longitude=6.9), samples.webp(), samples.docx()])
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    found = looked(whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + 1 :])
    assert isinstance(found, (Sound, Refused))


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("Antrag.pdf", "pdf", "Antrag.pdf"),
        ("IMG_0815.JPEG", "jpeg", "IMG_0815.JPEG"),
        ("rechnung.pdf.exe", "pdf", "rechnung.pdf.exe.pdf"),
        ("..\\..\\etc/passwd", "txt", "passwd.txt"),
        ('a"b<c>\r\n.pdf', "pdf", "a_b_c.pdf"),
        ("fdp.\u202eexe", "pdf", "fdp._exe.pdf"),
        ("liste.csv", "txt", "liste.csv"),
        ("", "pdf", ""),
        ("...", "pdf", ""),
        ("x" * 300, "pdf", "x" * 116 + ".pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_tells_the_truth(given_name: str, kind: str, kept: str) -> None:
    assert safe_name(given_name, KINDS[kind]) == kept


def test_a_stored_name_is_told_from_a_channels_id() -> None:
    for kind in KINDS.values():
        ref = f"{'Ab-_' * 8}.{kind.endings[0]}"
        assert is_ref(ref)
        assert kind_of_ref(ref) is kind
    for other in (
        "",
        "AgACAgIAAxkBAAI",
        f"{'a' * 32}.exe",
        f"{'a' * 31}.pdf",
        f"../{'a' * 29}.pdf",
        f"{'a' * 32}.pdf\n",
    ):
        assert not is_ref(other)


def test_a_town_may_choose_among_all_that_there_are() -> None:
    assert set(get_args(FileKindId)) == set(KINDS)


def test_a_compressed_text_is_no_text() -> None:
    assert looked(zlib.compress(b"a" * 1000)) == Refused(why="type")
