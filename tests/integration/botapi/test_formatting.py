"""What Telegram's HTML becomes. (Its refusals are asked of the server.)"""

import pytest

from tests.botapi.formatting import formatted
from tests.botapi.keyboard import inline_keyboard
from tests.botapi.refusal import Refusal
from tests.botapi.shapes import Json


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;&#228;&#xE4; &nbsp; & c", 'a <b> & "ää &nbsp; & c', []),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("😀<u>😀</u>", "😀😀", [entity("underline", 2, 2)]),
        ("<STRONG>x</>", "x", [entity("bold", 0, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        (
            "<a href='https://a.example/?x=1&amp;y=2'>x</a>",
            "x",
            [entity("text_link", 0, 1, url="https://a.example/?x=1&y=2")],
        ),
        ("<a href='nowhere'>x</a>", "x", []),
        ("  <b> x </b>  ", "x", [entity("bold", 0, 1)]),
        ("<b></b>x\r\n\x00y", "x\n y", []),
    ],
)
def test_html(source: str, text: str, entities: list[Json]) -> None:
    result = formatted(source, parse_mode="HTML", entities=None)
    assert (result.text, result.entities) == (text, entities)


@pytest.mark.parametrize(
    "source",
    ["<b", "<a href", "<a href=", "<a href='x", "<a =x>y</a>", "<a href x>y</a>", "<!-- x -->", "<b><i>x</b></i>"],
)
def test_broken_html(source: str) -> None:
    with pytest.raises(Refusal, match="can't parse entities"):
        formatted(source, parse_mode="HTML", entities=None)


@pytest.mark.parametrize(
    "given",
    [
        entity("sparkle", 0, 1),
        entity("bold", -1, 1),
        entity("bold", 0, 0),
        {"type": "bold"},
    ],
)
def test_broken_entities(given: Json) -> None:
    with pytest.raises(Refusal, match="Bad Request: "):
        formatted("x", parse_mode=None, entities=[given])


def test_a_keyboard_has_at_most_a_hundred_buttons() -> None:
    row = [{"text": "x", "callback_data": "x"}] * 101
    with pytest.raises(Refusal, match="REPLY_MARKUP_TOO_LONG"):
        inline_keyboard({"inline_keyboard": [row]})
    assert inline_keyboard({"inline_keyboard": []}) is None
