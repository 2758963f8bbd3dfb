"""HTML into the Markdown of entries and back: nothing is lost that is text, nothing comes in that is more."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.interchange.webtext import to_html, to_line, to_markdown
from faq.markdown import from_markdown

CASES = [
    ("<p>Eins</p><p>Zwei</p>", "Eins\n\nZwei"),
    ("Eins<br>zwei<br/>drei", "Eins\\\nzwei\\\ndrei"),
    ("Eins<br><br>zwei", "Eins\n\nzwei"),
    ("<b>Fett</b> und <em>schief</em>", "**Fett** und *schief*"),
    ("Das<strong> ist </strong>fett", "Das **ist** fett"),
    ("<b><i>x</i></b>", "**x**"),
    ("x<b>(y)</b>", "x(y)"),
    ('<a href="https://x.example/a b(c)">Seite</a>', "[Seite](https://x.example/a%20b%28c%29)"),
    ('<a href="/hund">Hund</a>', "[Hund](https://t.example/hund)"),
    ('<a href="javascript:alert(1)">x</a>', "x"),
    ('<a href="data:text/html,x">x</a>', "x"),
    ('<a href="mailto:a@b.example">x</a>', "[x](mailto:a@b.example)"),
    ('<a href="https://[x">x</a>', "x"),
    ("<ul><li>eins<li>zwei<ul><li>drei</ul></ul><p>Ende", "- eins\n- zwei\n  - drei\n\nEnde"),
    ("<ol><li><p>eins</p><p>mehr</p></li><li>zwei</li></ol>", "1. eins\n\n   mehr\n2. zwei"),
    ("<h2>Titel</h2>Text", "**Titel**\n\nText"),
    ("<table><tr><th>Art<th>Preis<tr><td>Perso<td>37&nbsp;€</table>", "Art – Preis\n\nPerso – 37 €"),
    ("<script>alert(1)</script><style>p{}</style>Text<!-- x --><svg><text>y</text></svg>", "Text"),
    ("<![foo[x]]><![if !vml]>Text<![endif]>", "Text"),
    ("Zeile eins\nZeile zwei\n\nAbsatz", "Zeile eins\\\nZeile zwei\n\nAbsatz"),
    ("5 * 3 & 2_3 [x] &amp; &lt;b&gt;", "5 \\* 3 & 2\\_3 \\[x\\] & \\<b>"),
    ("# kein Titel", "\\# kein Titel"),
    ("1. Mai", "1\\. Mai"),
    ("{{ office.x.phone }}", "{\\{ office.x.phone }\\}"),
    ("   ", ""),
]


@pytest.mark.parametrize(("page", "markdown"), CASES)
def test_html_to_markdown(page: str, markdown: str) -> None:
    assert to_markdown(page, "https://t.example/faq") == markdown


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
def test_text_stays_text(text: str) -> None:
    shown = from_markdown(to_markdown(f"<p>{html.escape(text)}</p>"))
    assert shown.text == " ".join(text.split())
    assert shown.spans == ()


WORD = st.sampled_from(
    ["Hund", "(x)", "*", "_a_", "1.", "# x", "\\", "a b", " ", "!", "[", "](x)", "`", "&lt;i&gt;", ""]
)
PIECE = st.recursive(
    WORD,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", 'a href="https://x.example/"', "p", "li", "ul", "ol", "div", "h2"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.lists(PIECE, max_size=5))
def test_words_survive_any_marks(pieces: list[str]) -> None:
    page = "".join(pieces)
    shown = from_markdown(to_markdown(page)).text
    wanted = to_line(page)
    assert _bare(shown) == _bare(wanted)


def _bare(text: str) -> str:
    """Without bullets, numbers of lists and spaces, which the marks bring."""
    return "".join(char for char in text if not char.isspace() and char not in "•.0123456789")


@given(st.text(st.sampled_from("<>/!-[]ab &;#x\"'=pbli"), max_size=60))
def test_no_input_breaks_it(text: str) -> None:
    to_markdown(text)
    to_line(text)


@pytest.mark.parametrize(
    ("markdown", "page"),
    [
        ("**Fett**\n\n- a\n- b", "<p><strong>Fett</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("[x](https://x.example)", '<p><a href="https://x.example">x</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("![x](https://x.example/y.png)", '<p>!<a href="https://x.example/y.png">x</a></p>'),
    ],
)
def test_markdown_to_html(markdown: str, page: str) -> None:
    assert to_html(markdown) == page
