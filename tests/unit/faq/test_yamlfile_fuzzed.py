"""Any text is a document or a problem that says where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faq.errors import Problem
from faq.yamlfile import Document, parse

YAMLISH = st.text(st.sampled_from("ab:- \n\t[]{}#&*!|>'\"%@`,?\\\0\ud800é😀1~"), max_size=120)


@given(YAMLISH | st.text(st.characters()))
def test_any_text(text: str) -> None:
    found = parse(text, "faq/a.yaml")
    assert isinstance(found, Document) or (isinstance(found, Problem) and found.what and found.mend)
