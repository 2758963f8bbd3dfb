import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.masking import Masked, mask
from bot.channels.masks.numbers import (
    is_card,
    is_iban,
    is_id_card,
    is_social_security,
    is_tax_id,
)


@pytest.mark.parametrize(
    ("text", "masked", "kinds"),
    [
        ("DE89370400440532013000", "[IBAN]", ("iban",)),
        ("Meine IBAN: DE89 3704 0044 0532 0130 00.", "Meine IBAN: [IBAN].", ("iban",)),
        ("iban de89 3704 0044 0532 0130 00 ist meine", "iban [IBAN] ist meine", ("iban",)),
        ("IBANDE89370400440532013000", "IBAN[IBAN]", ("iban",)),
        ("DE89-3704-0044-0532-0130-00", "[IBAN]", ("iban",)),
        ("DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000", "[IBAN]", ("iban",)),
        ("AT611904300234573201, CH9300762011623852957", "[IBAN], [IBAN]", ("iban",)),
        ("NL91ABNA0417164300 GB82 WEST 1234 5698 7654 32", "[IBAN] [IBAN]", ("iban",)),
        ("FR14 2004 1010 0505 0001 3M02 606", "[IBAN]", ("iban",)),
        ("MT84MALT011000012345MTLCAST001S", "[IBAN]", ("iban",)),
        ("NO9386011117947", "[IBAN]", ("iban",)),
        ("AB12 DE89 3704 0044 0532 0130 00", "AB12 [IBAN]", ("iban",)),
        ("Karte 4111 1111 1111 1111 12/27 123", "Karte [Kartennummer] 12/27 123", ("card",)),
        ("4111111111111111", "[Kartennummer]", ("card",)),
        ("5500-0055-5555-5559", "[Kartennummer]", ("card",)),
        ("2223 0031 2200 3222", "[Kartennummer]", ("card",)),
        ("3782 822463 10005", "[Kartennummer]", ("card",)),
        ("3056 930902 5904", "[Kartennummer]", ("card",)),
        ("meine Visa 4222222222222", "meine Visa [Kartennummer]", ("card",)),
        ("Kartennr. 4111 1111 1111 1111 737", "Kartennr. [Kartennummer] 737", ("card",)),
        ("Steuer-ID 86 095 742 719", "Steuer-ID [Steuer-ID]", ("tax_id",)),
        ("86095742719", "[Steuer-ID]", ("tax_id",)),
        ("Steuer-ID Nr. 86095742719", "Steuer-ID Nr. [Steuer-ID]", ("tax_id",)),
        ("Rentenvers. 15 070649 C 103", "Rentenvers. [Rentenversicherungsnummer]", ("social_security",)),
        ("15070649c103", "[Rentenversicherungsnummer]", ("social_security",)),
        ("Perso L01X00T471", "Perso [Ausweisnummer]", ("id_card",)),
        ("mein Ausweis: T220001293", "mein Ausweis: [Ausweisnummer]", ("id_card",)),
        ("l01x00t471d<<", "[Ausweisnummer]", ("id_card",)),
        ("Reisepass C01X00T478", "Reisepass [Ausweisnummer]", ("id_card",)),
        (
            "DE89370400440532013000 4111111111111111 86095742719",
            "[IBAN] [Kartennummer] [Steuer-ID]",
            ("card", "iban", "tax_id"),
        ),
    ],
)
def test_masked(text: str, masked: str, kinds: tuple[str, ...]) -> None:
    assert mask(text) == Masked(text=masked, kinds=kinds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Was kostet ein Ausweis?",
        "+49 3012 345 678 90",
        "+4930123456789",
        "0049 30 1234 5678 90",
        "0176 1234 5678",
        "01761234567",
        "(030) 90 12 34 56",
        "030/9012-3456",
        "Tel. 86095742719",
        "Handy: 86 095 742 719",
        "01.02.2026 bis 03.04.2026",
        "2024 2025 2026 2027",
        "2026-07-01T10:00",
        "1.234.567,89 €",
        "12 345 678 901 Euro",
        "12 345 678 900,00 €",
        "Aktenzeichen 4111-1111-1111-1111",
        "Az. 86095742719",
        "Kassenzeichen: 4222222222222",
        "4222222222222",
        "Rechnung Nr. 4111111111111111",
        "Sendungsnummer ist 4111111111111111",
        "MST-2026-00042",
        "K7-4F9Q",
        "Az. 12 K 345/26",
        "DE89 3704 0044 0532 0130 01",
        "XX89370400440532013000",
        "DE8937040044053201300",
        "DE893704004405320130001",
        "4111111111111112",
        "8111111111111111",
        "86095742718",
        "steuernummer 21/815/08150",
        "15070649C104",
        "15 451349 C 103",
        "L01X00T470",
        "T220001293",
        "Vorgang L01X00T471",
        "MUSTERMANN",
        "IMEI 490154203237518",
        "490154203237518",
        "4006381333931",
        "SGB XII § 41",
        "51.123456, 13.654321",
        "Zählerstand 0012345678",
        "https://musterstadt.de/a/4111111111111112?x=1",
    ],
)
def test_stays(text: str) -> None:
    assert mask(text) == Masked(text=text)


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country, length = draw(st.sampled_from([("DE", 22), ("AT", 20), ("NO", 15), ("PL", 28), ("ES", 24)]))
    account = draw(st.text(string.digits, min_size=length - 4, max_size=length - 4))
    number = "".join(str(int(char, 36)) for char in f"{account}{country}00")
    return f"{country}{98 - int(number) % 97:02d}{account}"


@given(
    ibans(), st.sampled_from(["", " ", "\u00a0", "-"]), st.booleans(), st.sampled_from(["", "IBAN ", "x: ", "(", "12 "])
)
def test_every_valid_iban_is_masked(iban: str, gap: str, lower: bool, before: str) -> None:
    assert is_iban(iban)
    written = gap.join(iban[i : i + 4] for i in range(0, len(iban), 4))
    result = mask(f"{before}{written.lower() if lower else written} danke")
    assert result.text == f"{before}[IBAN] danke"
    assert result.kinds == ("iban",)


@given(ibans(), st.integers(4, 21), st.integers(1, 9))
def test_one_wrong_digit_is_no_iban(iban: str, place: int, add: int) -> None:
    place %= len(iban)
    if iban[place].isdigit():
        wrong = iban[:place] + str((int(iban[place]) + add) % 10) + iban[place + 1 :]
        assert not is_iban(wrong)


PIECES = st.sampled_from(
    [
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "4111 1111 1111 1111",
        "4111111111111111",
        "86095742719",
        "86 095 742 719",
        "15070649C103",
        "L01X00T471",
        "Perso",
        "Karte",
        "Nr.",
        " ",
        "-",
        "1",
        "12",
        "DE",
        "+49",
        "IBAN",
        "x",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once.text) == Masked(text=once.text)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    mask(text)


@given(st.text("0123456789 +-/.()", max_size=60))
def test_nothing_but_numbers_is_ever_taken(text: str) -> None:
    result = mask(text)
    assert "[IBAN]" not in result.text
    assert not result.kinds or any(char.isdigit() for char in text)


def test_check_digits() -> None:
    assert is_card("4111111111111111")
    assert not is_card("4111111111111113")
    assert is_tax_id("86095742719")
    assert not is_tax_id("11111111111")
    assert is_social_security("15070649C103")
    assert is_id_card("T220001293")


@pytest.mark.fault(rows=(60, 68))
def test_long_hostile_text_is_quick() -> None:
    for piece in ("AB12", "4111 ", "1", "DE89 3704 ", "86 095 ", "L01X00T47", "- " * 3):
        mask((piece * 5000)[:20_000])
