import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.markdown import from_markdown
from faq.richtext import Rich, is_link


def marks(rich: Rich) -> list[tuple[str, str, str]]:
    return [(rich.text[span.start : span.end], span.style, span.url) for span in rich.spans]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("eins\nzwei", "eins zwei"),
        ("eins\n\nzwei", "eins\n\nzwei"),
        ("eins\n\n\n\nzwei", "eins\n\nzwei"),
        ("eins  \nzwei", "eins\nzwei"),
        ("eins\\\nzwei", "eins\nzwei"),
        ("Bitte:\n- Ausweis\n- Foto", "Bitte:\n• Ausweis\n• Foto"),
        ("Bitte:\n\n- Ausweis\n- Foto\n\nDanke", "Bitte:\n\n• Ausweis\n• Foto\n\nDanke"),
        ("3. drei\n4. vier", "3. drei\n4. vier"),
        ("- a\n  1. b\n  2. c\n- d", "• a\n  1. b\n  2. c\n• d"),
        ("- a\n\n  b", "• a\n\n  b"),
        ("-\n- a", "• a"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb"),
        ("<b onclick=x>roh</b> &amp; &uuml;", "<b onclick=x>roh</b> & ü"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("![Lage*plan*](karte.png) hier", "Lageplan hier"),
        ("![](karte.png)\n\nText", "Text"),
        ("20 * 3 * 4 = 240", "20 * 3 * 4 = 240"),
        ("2026_01_02", "2026_01_02"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert from_markdown(source).text == text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**fett**", [("fett", "bold", "")]),
        ("# Kopf **x** y", [("Kopf x y", "bold", "")]),
        ("a *b **c*** d", [("b c", "italic", ""), ("c", "bold", "")]),
        ("`a < b`", [("a < b", "code", "")]),
        ("```\na\n  b\n```", [("a\n  b", "code", "")]),
        ("[Amt](https://amt.de/x?a=1&b=2)", [("Amt", "link", "https://amt.de/x?a=1&b=2")]),
        ("[Amt](HTTPS://amt.de)", [("Amt", "link", "HTTPS://amt.de")]),
        ("[Post](mailto:a@b.de) [Ruf](tel:+49301)", [("Post", "link", "mailto:a@b.de"), ("Ruf", "link", "tel:+49301")]),
        ("<https://amt.de>", [("https://amt.de", "link", "https://amt.de")]),
        ("[x](javascript:alert(1)) [y](/pfad) [z](data:text/html,x) [w](//host)", []),
        ("> Zitat\n> - **x**", [("Zitat\n• x", "quote", ""), ("x", "bold", "")]),
        ("- **x**", [("x", "bold", "")]),
        ("a\n\n**b**", [("b", "bold", "")]),
        ("> > innen", [("innen", "quote", "")]),
    ],
)
def test_marks(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert marks(from_markdown(source)) == expected


def test_a_target_that_is_no_link_leaves_its_text() -> None:
    assert from_markdown("vor [hier](javascript:x) nach").text == "vor hier nach"


@given(st.text(alphabet=st.sampled_from("ab *_`[]()<>!#-+1.>\n\\&;~:/h\x00\ud800😀"), max_size=200))
def test_any_source_gives_valid_marks(source: str) -> None:
    rich = from_markdown(source)
    for span in rich.spans:
        assert 0 <= span.start < span.end <= len(rich.text)
        assert (span.style == "link") == bool(span.url)
        assert not span.url or is_link(span.url)
    assert [s.start for s in rich.spans] == sorted(s.start for s in rich.spans)


def test_deep_nesting_is_no_recursion() -> None:
    assert from_markdown("*a " * 2000 + "a*" * 2000).text
    from_markdown("![" * 2000)
    from_markdown("> " * 2000 + "a")
