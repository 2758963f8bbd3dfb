"""XZuFi as drafts of entries; hostile XML is refused before it is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.interchange.record import Harvest
from faq.interchange.xzufi import read_services
from tests.unit.faq.interchange.services import BARE, HUND, NAMESPACE, ONLINE, SAMPLE, message, module

HUND_VALUES = {
    ("id",): "hund-zur-hundesteuer-anmelden",
    ("question", "de"): "Hund zur Hundesteuer anmelden",
    ("question", "en"): "Dog tax registration",
    ("answer", "de"): "Sie müssen Ihren Hund **anmelden**.\n\n- Halter\n- Rasse",
    ("answer", "en"): "In short.",
    ("paraphrases", "de"): ("Hundesteuer Anmeldung", "Hundemarke"),
    ("facets", "documents", "de"): "- Ausweis",
    ("facets", "documents", "en"): "ID card",
    ("facets", "where", "de"): "Steueramt",
    ("facets", "fee", "de"): "96,50 Euro",
    ("facets", "deadline", "de"): "Innerhalb von zwei Wochen",
    ("facets", "deadline", "en"): "Within two weeks",
    ("facets", "processing_time", "de"): "3 Tage",
    ("facets", "online"): "https://service.example/hund/online?a=1&b=2",
    ("leika",): ("99102011060000",),
    ("ars",): ("053150000000",),
    ("source",): "https://service.example/hund",
    ("checked",): "2026-03-04",
    ("kind",): "service",
    ("status",): "draft",
}


def read(text: str) -> Harvest:
    return read_services(text.encode(), "a.xml")


def test_every_part_has_its_place() -> None:
    harvest = read(SAMPLE)
    assert harvest.faults == ()
    hund, bare = harvest.records
    assert hund.values == HUND_VALUES
    assert bare.values == {
        ("id",): "uebermittlungssperre", ("question", "de"): "Übermittlungssperre", ("kind",): "service",
        ("status",): "draft",
    }  # fmt: skip
    assert all(record.draft for record in harvest.records)
    assert str(hund.place) == "Zeile 6, Spalte leistung"


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE.replace("xzufi:", "ns0:").replace(":xzufi=", ":ns0="),
        SAMPLE.replace("xmlns:xzufi=", "xmlns=").replace("xzufi:", ""),
        SAMPLE.replace(NAMESPACE, "http://xoev.de/schemata/xzufi/2_3_0"),
    ],
)
def test_any_prefix_will_do(text: str) -> None:
    assert read(text).records[0].values == HUND_VALUES


def test_any_declared_encoding_will_do() -> None:
    data = SAMPLE.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert read_services(data, "a.xml").records[0].values == HUND_VALUES
    assert read_services(SAMPLE.replace("UTF-8", "UTF-16").encode("utf-16"), "a.xml").records[0].values == HUND_VALUES


def test_a_service_alone_and_leichte_sprache() -> None:
    alone = HUND.replace("<xzufi:leistung>", f'<xzufi:leistung xmlns:xzufi="{NAMESPACE}" xmlns:xsi="x">')
    assert len(read(alone).records) == 1
    easy = module("06", **{"de": "Lang.", "de-simple": "Kurz und leicht.", "tr": "x"})
    (record,) = read(message(BARE.replace("</xzufi:leistung>", easy + "</xzufi:leistung>"))).records
    assert record.values[("easy",)] == "Kurz und leicht."
    assert ("answer", "tr") not in record.values  # without a question in that language


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
BROKEN = [
    (SAMPLE.replace("<xzufi:transfer", LAUGHS + "<xzufi:transfer", 1), "DOCTYPE", "entfernen"),
    (SAMPLE.replace("<xzufi:transfer", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xzufi:transfer', 1), "DOCTYPE", ""),
    (SAMPLE.replace("Hundemarke", "&hund;"), "kein gültiges XML", "exportieren"),
    (SAMPLE[:-30], "kein gültiges XML", "exportieren"),
    ("", "kein gültiges XML", "exportieren"),
    ('<?xml version="1.0" encoding="klingon"?><a/>', "Kodierung", "UTF-8"),
    ("<a>" * 200, "tief", "mehreren"),
    ("<a/>", "keine Leistung", "XZuFi 2.2"),
    (SAMPLE.replace(NAMESPACE, "http://xoev.de/schemata/xzufi/1_0"), "Namensraum", "2.2"),
    (message(ONLINE), "keine Leistung", "XZuFi"),
    (message(re.sub("Übermittlungssperre", "", BARE)), "Bezeichnung", "eintragen"),
]


@pytest.mark.parametrize(("text", "what", "mend"), BROKEN)
def test_what_is_broken_is_told(text: str, what: str, mend: str) -> None:
    (fault,) = read(text).faults
    assert what in fault.what
    assert mend in fault.mend


def test_the_line_of_the_fault() -> None:
    (fault,) = read(SAMPLE.replace("<xzufi:schreibe>", "<xzufi:schreibe")).faults
    assert fault.place.row == 6


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    assert read_services(data, "a.xml").faults
