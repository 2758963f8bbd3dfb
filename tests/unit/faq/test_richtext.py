import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.richtext import Rich, Span, Style, split, to_html, utf16_len

STYLES: tuple[Style, ...] = ("bold", "italic", "code", "quote")
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab. !?\n\n  «»-\u00a0e\u0301\u200d👩👧🇩🇪🏽🏴\U000e0067\ufe0f"), st.characters(codec="utf-16")
    ),
    max_size=300,
)


@st.composite
def riches(draw: st.DrawFn) -> Rich:
    text = draw(TEXTS)
    spans: list[Span] = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if draw(st.booleans()):
            spans.append(Span(start=start, end=end, style="link", url=f"https://x.de/{len(spans)}"))
        else:
            spans.append(Span(start=start, end=end, style=draw(st.sampled_from(STYLES))))
    return Rich(text=text, spans=tuple(sorted(spans, key=lambda span: span.start)))


def no_space(text: str) -> str:
    return "".join(text.split())


@given(riches(), st.integers(2, 60))
def test_split_keeps_everything_but_the_space_at_the_cuts(rich: Rich, limit: int) -> None:
    parts = split(rich, limit)
    assert no_space("".join(part.text for part in parts)) == no_space(rich.text)
    for part in parts:
        assert part.text.strip()
        assert utf16_len(part.text) <= limit
        for span in part.spans:
            assert 0 <= span.start < span.end <= len(part.text)
    marked = {(no_space(part.text[s.start : s.end]), s.style, s.url) for part in parts for s in part.spans}
    for span in rich.spans:
        whole = no_space(rich.text[span.start : span.end])
        pieces = [piece for piece, style, url in marked if style == span.style and url == span.url]
        assert not whole or any(piece and piece in whole for piece in pieces)


@given(riches(), st.integers(2, 60))
def test_a_mark_covers_the_same_characters_after_splitting(rich: Rich, limit: int) -> None:
    for style in (*STYLES, "link"):
        before = covered([rich], style)
        assert covered(split(rich, limit), style) == before


def covered(parts: list[Rich], style: str) -> list[tuple[str, bool]]:
    return [
        (char, any(s.style == style and s.start <= i < s.end for s in part.spans))
        for part in parts
        for i, char in enumerate(part.text)
        if not char.isspace()
    ]


@given(TEXTS)
def test_utf16_len(text: str) -> None:
    assert utf16_len(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        (" a ", 10, [" a "]),
        ("eins zwei\n\ndrei vier", 12, ["eins zwei", "drei vier"]),
        ("eins zwei\ndrei vier", 12, ["eins zwei", "drei vier"]),
        ("Ein Satz. Noch einer.", 15, ["Ein Satz.", "Noch einer."]),
        ("Am 3. Mai um 8 Uhr", 13, ["Am 3. Mai um", "8 Uhr"]),
        ("„Ja!“ sagte er laut", 12, ["„Ja!“", "sagte er", "laut"]),
        ("Gebühr: 37,00\u00a0€ bar", 14, ["Gebühr:", "37,00\u00a0€ bar"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("😀😀😀", 3, ["😀", "😀", "😀"]),
        ("a👩‍👧b", 6, ["a👩‍👧", "b"]),
        ("ab👩‍👧", 6, ["ab", "👩‍👧"]),
        ("ab🇩🇪🇫🇷", 8, ["ab🇩🇪", "🇫🇷"]),
        ("abe\u0301", 3, ["ab", "e\u0301"]),
        ("ab👍🏽", 4, ["ab", "👍🏽"]),
        ("a" + "\u0301" * 9, 4, ["a\u0301\u0301\u0301", "\u0301" * 4, "\u0301\u0301"]),
    ],
)
def test_where_it_cuts(text: str, limit: int, parts: list[str]) -> None:
    assert [part.text for part in split(Rich(text=text), limit)] == parts


def test_a_tiny_first_paragraph_does_not_stand_alone() -> None:
    text = "Hallo\n\n" + "Wort " * 30
    assert split(Rich(text=text), 100)[0].text.startswith("Hallo\n\nWort")


def test_a_link_over_the_cut_goes_on() -> None:
    rich = Rich(text="siehe Satzung der Stadt", spans=(Span(start=6, end=23, style="link", url="https://x.de"),))
    first, second = split(rich, 15)
    assert (first.text, second.text) == ("siehe Satzung", "der Stadt")
    assert first.spans == (Span(start=6, end=13, style="link", url="https://x.de"),)
    assert second.spans == (Span(start=0, end=9, style="link", url="https://x.de"),)


def test_one_unit_is_no_limit() -> None:
    with pytest.raises(ValueError):
        split(Rich(text="a"), 1)


def test_long_text_is_quick() -> None:
    parts = split(Rich(text="wort " * 100_000), 4096)
    assert len(parts) == pytest.approx(122, abs=2)


@pytest.mark.parametrize(
    ("rich", "markup"),
    [
        (Rich(text="a < b & \"c\" 'd'\ne"), "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;<br>e"),
        (Rich(text="abc", spans=(Span(start=1, end=2, style="bold"),)), "a<b>b</b>c"),
        (
            Rich(text="abcd", spans=(Span(start=0, end=3, style="italic"), Span(start=1, end=4, style="bold"))),
            "<i>a</i><b><i>bc</i>d</b>",
        ),
        (
            Rich(text="x", spans=(Span(start=0, end=1, style="link", url='https://a.de/"><script>'),)),
            '<a href="https://a.de/&quot;&gt;&lt;script&gt;" target="_blank" rel="noopener noreferrer nofollow">x</a>',
        ),
        (Rich(text="x", spans=(Span(start=0, end=1, style="link", url="javascript:alert(1)"),)), "x"),
        (Rich(text="<script>", spans=(Span(start=0, end=8, style="code"),)), "<code>&lt;script&gt;</code>"),
        (Rich(text="z", spans=(Span(start=0, end=1, style="quote"),)), "<blockquote>z</blockquote>"),
    ],
)
def test_html(rich: Rich, markup: str) -> None:
    assert to_html(rich) == markup


@given(riches())
def test_html_is_nested_and_inert(rich: Rich) -> None:
    opened: list[str] = []
    for piece in to_html(rich).split("<")[1:]:
        tag = piece.split(">")[0].split()[0]
        if tag.startswith("/"):
            assert opened.pop() == tag[1:]
        elif tag != "br":
            assert tag in {"a", "b", "i", "code", "blockquote"}
            opened.append(tag)
    assert opened == []
