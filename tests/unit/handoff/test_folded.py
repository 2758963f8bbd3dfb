"""Whatever was stored of a case comes out of its folded value as it was."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.folded import Folded, NotFolded, pack, unpack

TEXTS = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(["\0", "\1", "\1\0", "", "0", "-1", "\ud800"])
NAMES = st.sampled_from(
    ["1795681127187", "11795681127187", "x1795681127188-", "A", "AB", "BA", "ABA", "\2", "A\0", "ABBA"]
)
"""Some are parts of others."""
HASHES = st.dictionaries(TEXTS | st.sampled_from(["conversation", "case", "opened"]), TEXTS | NAMES, max_size=5)
FOLDED = st.builds(
    Folded,
    case=HASHES | st.fixed_dictionaries({"conversation": NAMES, "opened": NAMES}),
    rows=st.lists(TEXTS | st.text("AB\2\3\7-1", max_size=9) | NAMES, max_size=6).map(tuple),
    did=st.lists(TEXTS, max_size=4).map(tuple),
    handoffs=st.dictionaries(TEXTS | NAMES, HASHES, max_size=3),
    deliveries=st.dictionaries(TEXTS | NAMES, HASHES, max_size=3),
)


@given(FOLDED)
def test_it_comes_out_as_it_went_in(folded: Folded) -> None:
    assert unpack(pack(folded)) == folded


@given(FOLDED, st.data())
def test_what_is_cut_off_is_not_read_as_another_case(folded: Folded, data: st.DataObject) -> None:
    packed = pack(folded)
    with pytest.raises(NotFolded):
        unpack(packed[: data.draw(st.integers(0, len(packed) - 1))])


@given(st.binary(max_size=80))
def test_anything_else_is_refused_as_such(packed: bytes) -> None:
    with contextlib.suppress(NotFolded):
        unpack(packed)


def test_a_newer_program_is_named_as_the_cause() -> None:
    with pytest.raises(NotFolded, match="newer version"):
        unpack(b"\xfe" + pack(Folded(case={}))[1:])


def test_a_case_of_eight_messages_is_small() -> None:
    rows = tuple(
        f'{n}\t17956797{n}5113\t{{"id": "y92lszlCu{n}", "who": "{who}", "body": {{"text": "{text}"}}}}'
        for n, (who, text) in enumerate(
            [
                ("citizen", "Wer kümmert sich um den Brunnen auf dem Marktplatz?"),
                ("machine", "Gern verbinde ich Sie mit einem Menschen. Worum geht es?"),
                ("citizen", "Der Brunnen läuft seit drei Tagen über und der Platz ist nass."),
                ("person", "Guten Tag, vielen Dank für Ihre Nachricht. Wir sehen uns das morgen an."),
            ]
            * 2
        )
    )
    assert len(pack(Folded(case={"conversation": "P-WSoy6oFWTJ", "closed": "1795679765301"}, rows=rows))) < 400
