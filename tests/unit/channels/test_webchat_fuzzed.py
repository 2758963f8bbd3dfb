"""Whatever a browser sends is a frame of ours or is none: nothing else happens."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webchat.frames import BadFrame, read_frame

KINDS = ("hello", "start", "say", "press", "ack", "return", "typing", "follow", "leave", "notice", "call", "")
FIELDS = (
    "id",
    "text",
    "attachments",
    "row",
    "choice",
    "n",
    "receipt",
    "code",
    "token",
    "after",
    "last",
    "lang",
    "link",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.text(st.characters()) | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text(text: str) -> None:
    with contextlib.suppress(BadFrame):
        read_frame(text)


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_any_kind_with_anything_in_it(kind: str, fields: dict[str, object]) -> None:
    with contextlib.suppress(BadFrame):
        read_frame(json.dumps({**fields, "t": kind}))
