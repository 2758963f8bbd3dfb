"""What a picture tells besides what it shows: taken out, but for how it is turned; its position is told apart."""

from __future__ import annotations

import pytest

from handoff.files.exif import Exif, Position, read_exif, turned
from handoff.files.pictures import Picture, picture_in
from tests.files import samples

RING = Position(latitude=51.43247, longitude=6.88074)


def read(data: bytes) -> Picture:
    picture = picture_in(data)
    assert picture is not None
    return picture


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("place", [(51.43247, 6.88074), (-33.86, 151.21), (40.7, -74.0)])
def test_position_and_orientation(order: str, place: tuple[float, float]) -> None:
    found = read_exif(samples.exif(latitude=place[0], longitude=place[1], orientation=6, order=order))
    assert found.orientation == 6
    assert found.position is not None
    assert (found.position.latitude, found.position.longitude) == pytest.approx(place, abs=1e-5)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MM\x00*",
        b"II*\x00\xff\xff\xff\xff",
        samples.exif(latitude=0.0, longitude=0.0),
        samples.exif(orientation=99),
        samples.exif(latitude=51.4, longitude=6.9)[:-20],
        samples.exif(latitude=51.4, longitude=6.9).replace(b"\x00\x00\x00\x01\x00\x00\x00\x00", b"\x00" * 8),
        b"MM\x00*\x00\x00\x00\x08\xff\xff" + b"\x00" * 50,
    ],
)
def test_what_cannot_be_read_tells_nothing(data: bytes) -> None:
    assert read_exif(data) == Exif()


def test_a_jpeg_keeps_how_it_is_turned_and_nothing_else() -> None:
    picture = read(samples.camera_jpeg(latitude=RING.latitude, longitude=RING.longitude))
    assert (picture.width, picture.height, picture.position) == (12, 8, RING)
    assert picture.data == samples.jpeg((0xE1, turned(6)))
    for secret in (b"Kamera", b"Erika", b"geheim", b"Anhang"):
        assert secret not in picture.data
    again = read(picture.data)
    assert (again.data, again.position) == (picture.data, None)


def test_an_upright_jpeg_comes_out_as_it_would_be_drawn() -> None:
    assert read(samples.jpeg((0xE1, b"Exif\0\0" + samples.exif()), (0xED, b"Photoshop 3.0\0"))).data == samples.JPEG


def test_colours_stay() -> None:
    profile = (0xE2, b"ICC_PROFILE\x00\x01\x01" + b"p" * 50)
    other = (0xE2, b"MPF\x00" + b"q" * 50)
    assert read(samples.jpeg(profile, other)).data == samples.jpeg(profile)


def test_a_jpeg_that_was_cut_off_is_closed() -> None:
    assert read(samples.JPEG[:-10]).data == samples.JPEG[:-10] + b"\xff\xd9"


def test_a_png_without_its_texts() -> None:
    whole = samples.png(
        12,
        8,
        samples.chunk(b"tEXt", b"Author\0Erika"),
        samples.chunk(b"eXIf", samples.exif(latitude=RING.latitude, longitude=RING.longitude)),
        samples.chunk(b"pHYs", b"\0" * 9),
    )
    picture = read(whole + b"PK\x03\x04")
    assert picture.data == samples.png(12, 8, samples.chunk(b"pHYs", b"\0" * 9))
    assert picture.position == RING


def test_a_webp_without_its_metadata() -> None:
    exif = samples.exif(latitude=RING.latitude, longitude=RING.longitude)
    picture = read(samples.webp((b"EXIF", exif), (b"XMP ", b"<Erika/>"), (b"spy ", b"odd")) + b"behind")
    assert (picture.width, picture.height, picture.position) == (12, 8, RING)
    plain = bytearray(samples.webp())
    plain[20] = 0  # announces no metadata any more
    assert picture.data == bytes(plain)
