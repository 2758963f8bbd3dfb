"""Text with marks: one neutral form between Markdown and what each channel can show. Pure."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Style = Literal["bold", "italic", "code", "link", "quote"]

LINK_SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A mark over ``text[start:end]`` (Python code points); ``url`` for links only (https, http, mailto, tel)."""

    start: int
    end: int
    style: Style
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rich:
    """Plain text and the marks over it, sorted by start."""

    text: str
    spans: tuple[Span, ...] = ()


def utf16_len(text: str) -> int:
    """The length in UTF-16 units, as Telegram and JavaScript count."""
    beyond = 0 if text.isascii() or max(text) <= "\uffff" else sum(char > "\uffff" for char in text)
    return len(text) + beyond


def is_link(url: str) -> bool:
    """Whether a citizen may be led there with one click."""
    return url.lower().startswith(LINK_SCHEMES)


# --- splitting --------------------------------------------------------------------------------------------------------

_MIN_FILL: Final = 4  # a paragraph, line or sentence border counts from a quarter of the limit on
_UNBREAKABLE: Final = "\u00a0\u202f\u2007\u2060"
# A point after one letter or a digit ("z. B.", "3. Mai") ends no sentence.
_SENTENCE: Final = re.compile(r"(?:(?<=[^\W\d_]{2})\.|[!?…])[\"'“”„»«’)\]]*(?=\s)")
_REGIONAL: Final = ("\U0001f1e6", "\U0001f1ff")
_ZWJ: Final = "\u200d"


def split(rich: Rich, limit: int) -> list[Rich]:
    """Parts of at most ``limit`` (>= 2) UTF-16 units, in order; none is blank.

    Cut at a paragraph, else line, else sentence, else word, else anywhere but inside a visible character. A mark over a
    cut goes on in the next part. Only white space at the cuts is lost. A text that fits comes back as it is.
    """
    if limit < 2:
        raise ValueError("a part needs room for one character: limit >= 2")
    text = rich.text
    if not text.strip():
        return []
    parts: list[Rich] = []
    start = 0
    while True:
        end = _window(text, start, limit)
        if end == len(text):
            parts.append(_slice(rich, start, end))
            return parts
        start = _skip_space(text, start)
        end = _window(text, start, limit)
        cut = end if end == len(text) else _cut(text, start, end)
        parts.append(_slice(rich, start, start + len(text[start:cut].rstrip())))
        start = _skip_space(text, cut)
        if start == len(text):
            return parts


def _window(text: str, start: int, limit: int) -> int:
    """The largest end such that ``text[start:end]`` has at most ``limit`` units."""
    end = min(len(text), start + limit)
    size = utf16_len(text[start:end])
    while size > limit:
        end -= 1
        size -= 2 if text[end] > "\uffff" else 1
    return end


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut ``text[start:]`` so that the part ends at ``end`` at most; greater than ``start``."""
    full = start + max(1, (end - start) // _MIN_FILL)
    for border in ("\n\n", "\n"):
        found = text.rfind(border, full, end + len(border))
        if found > start:
            return found
    sentence = max((match.end() for match in _SENTENCE.finditer(text, start, end + 1)), default=0)
    if sentence >= full:
        return sentence
    for cut in range(end, start, -1):
        if text[cut].isspace() and text[cut] not in _UNBREAKABLE:
            return cut
    for cut in range(end, start, -1):
        if not _joined(text, cut):
            return cut
    return end - 1 if end - 1 > start and _surrogates(text, end) else end


def _joined(text: str, cut: int) -> bool:
    """Whether ``text[cut - 1]`` and ``text[cut]`` belong to one visible character."""
    before, after = text[cut - 1], text[cut]
    if after < "\u0300":
        return before == "\r" and after == "\n"
    if _ZWJ in (before, after) or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":  # skin tones, flag tags
        return True
    if "\u1160" <= after <= "\u11ff" or _surrogates(text, cut):  # Hangul vowels and finals
        return True
    return _REGIONAL[0] <= after <= _REGIONAL[1] and _regionals_before(text, cut) % 2 == 1


def _surrogates(text: str, cut: int) -> bool:
    return "\ud800" <= text[cut - 1] <= "\udbff" and "\udc00" <= text[cut] <= "\udfff"


def _regionals_before(text: str, cut: int) -> int:
    count = 0
    while cut - count > 0 and _REGIONAL[0] <= text[cut - count - 1] <= _REGIONAL[1]:
        count += 1
    return count


def _slice(rich: Rich, start: int, end: int) -> Rich:
    spans = tuple(
        Span(start=max(span.start, start) - start, end=min(span.end, end) - start, style=span.style, url=span.url)
        for span in rich.spans
        if max(span.start, start) < min(span.end, end)
    )
    return Rich(text=rich.text[start:end], spans=spans)


# --- HTML -------------------------------------------------------------------------------------------------------------

_ORDER: Final[dict[Style, int]] = {"quote": 0, "link": 1, "bold": 2, "italic": 3, "code": 4}
_TAGS: Final[dict[Style, str]] = {"quote": "blockquote", "link": "a", "bold": "b", "italic": "i", "code": "code"}


def to_html(rich: Rich) -> str:
    """Inert HTML: everything escaped, line ends as ``<br>``, only the marks as tags, properly nested."""
    out: list[str] = []
    opened: list[Span] = []
    for start, end, active in _segments(rich):
        same = 0
        while same < min(len(opened), len(active)) and opened[same] == active[same]:
            same += 1
        out.extend(f"</{_TAGS[span.style]}>" for span in reversed(opened[same:]))
        out.extend(_open_tag(span) for span in active[same:])
        out.append(html.escape(rich.text[start:end]).replace("\n", "<br>"))
        opened = active
    out.extend(f"</{_TAGS[span.style]}>" for span in reversed(opened))
    return "".join(out)


def _segments(rich: Rich) -> Iterator[tuple[int, int, list[Span]]]:
    """Stretches with the same marks, outermost first, each style once."""
    edges = sorted({0, len(rich.text), *(s.start for s in rich.spans), *(s.end for s in rich.spans)})
    for start, end in itertools.pairwise(edges):
        active: dict[Style, Span] = {}
        for span in rich.spans:
            if span.start <= start and end <= span.end and (span.style != "link" or is_link(span.url)):
                active.setdefault(span.style, span)
        yield start, end, sorted(active.values(), key=lambda span: _ORDER[span.style])


def _open_tag(span: Span) -> str:
    if span.style == "link":
        return f'<a href="{html.escape(span.url)}" target="_blank" rel="noopener noreferrer nofollow">'
    return f"<{_TAGS[span.style]}>"
