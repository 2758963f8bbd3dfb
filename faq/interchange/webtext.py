"""Text as web pages have it, into the Markdown of our entries and back. Pure; what is no text is dropped.

Our own converter, because the usual ones bring a parser of their own (markdownify: beautifulsoup4), a licence that ours
does not go with (html2text: GPL), or leave raw HTML and foreign link targets in what they make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote, urljoin

from markdown_it import MarkdownIt

from faq.richtext import is_link

_DROPPED: Final = frozenset({"script", "style", "template", "noscript", "head", "iframe", "svg", "object", "select"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = _HEADINGS | {
    "p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "figure", "figcaption",
    "blockquote", "pre", "table", "caption", "tr", "ul", "ol", "li", "dl", "dt", "dd", "hr", "form", "fieldset",
}  # fmt: skip
_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em"})
_BREAK: Final = "\n"
_DEEPEST: Final = 6
"""Lists within lists; what is deeper stands at this depth."""
_TAG: Final = re.compile(r"<[a-zA-Z/!]")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONE: Final = re.compile(r"<(?![a-zA-Z/!?])")
_SPECIAL: Final = re.compile(r"[\\`*\[\]]|_|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<=\{)\{|(?<=\})\}")
_LINE_START: Final = re.compile(r"^(?=[#>+=~-])|^(\d{1,9})(?=[.)])")


class _Renderer(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return is_link(url)


_RENDERER: Final = _Renderer("commonmark", {"html": False}).disable("image")


def to_html(markdown: str) -> str:
    """The Markdown as HTML: paragraphs, lists, emphasis, links (https, http, mailto, tel); everything else escaped."""
    return str(_RENDERER.render(markdown)).strip()


def to_markdown(text: str, base: str = "") -> str:
    """Markdown that reads as the HTML does: paragraphs, headings, lists, bold, italic, links, line ends; tables by row.

    A text without tags keeps its own lines. `base` is the address of the page, for links that are relative to it.
    Whatever means something in Markdown or as a placeholder and was mere text is escaped.
    """
    if not _TAG.search(text):
        text = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "<p>", text.strip().replace("\r\n", "\n")).replace("\n", "<br>")
    return _read(text, base).markdown()


def to_line(text: str) -> str:
    """The bare text of HTML in one line."""
    return _read(text, "").plain()


def _read(text: str, base: str) -> _Reader:
    reader = _Reader(base)
    # The parser raises at sections that it does not know, and takes quadratic time for what never ends.
    text = _COMMENT.sub("", text).replace("<![", "<! [")
    reader.feed(_LONE.sub("&lt;", text))
    reader.close()
    return reader


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(slots=True)
class _List:
    number: int | None
    width: int = 2
    begun: bool = False  # it has an item with words, so that what follows can stand under it


class _Reader(HTMLParser):
    """Collects blocks; nested tags cost no recursion."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = base
        self._blocks: list[tuple[str, str, bool]] = []  # first line's prefix, text, whether it stands close
        self._plain: list[str] = []
        self._runs: list[_Run] = []
        self._dropped: list[str] = []
        self._bold = self._italic = 0
        self._urls: list[str] = []
        self._lists: list[_List] = []
        self._marker = ""
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        elif self._dropped:
            return
        elif tag in _BLOCKS:
            self._flush()
            self._start_block(tag)
        elif tag == "br":
            self._break()
        elif tag in ("td", "th") and any(run.text.strip() for run in self._runs):
            self._runs.append(_Run(" – "))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag == "a":
            self._urls.append(self._target(dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
        elif tag in _BLOCKS:
            self._flush()
            self._heading = False
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            if tag in ("ul", "ol", "li"):
                self._marker = ""
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif tag == "a" and self._urls:
            self._urls.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            text = re.sub(r"\s+", " ", data)
            url = self._urls[-1] if self._urls else ""
            self._runs.append(_Run(text, bool(self._bold), bool(self._italic), url))

    def markdown(self) -> str:
        self._flush()
        out = ""
        for prefix, text, close in self._blocks:
            indent = " " * len(prefix)
            gap = ("\n" if close else "\n\n") if out else ""
            out += gap + prefix + text.replace("\n", "\n" + indent)
        return out

    def plain(self) -> str:
        self._flush()
        return " ".join(" ".join(self._plain).split())

    def _start_block(self, tag: str) -> None:
        self._heading = tag in _HEADINGS
        if tag in ("ul", "ol"):
            self._lists.append(_List(number=1 if tag == "ol" else None))
            self._marker = ""
        elif tag == "li":
            current = self._lists[-1] if self._lists else _List(number=None)
            self._marker = "- " if current.number is None else f"{current.number}. "
            current.width = len(self._marker)
            if current.number is not None:
                current.number += 1

    def _break(self) -> None:
        """A line ends; two ends in a row end the paragraph."""
        last = next((run for run in reversed(self._runs) if run.text == _BREAK or run.text.strip()), None)
        if last and last.text == _BREAK:
            self._flush()
        else:
            self._runs.append(_Run(_BREAK))

    def _target(self, href: str) -> str:
        try:
            url = urljoin(self._base, href.strip())
        except ValueError:
            return ""
        return quote(url, safe="%/:=&?~#+!$,;'@*-._") if is_link(url) else ""

    def _flush(self) -> None:
        runs, self._runs = _tidy(self._runs), []
        if not runs:
            return
        self._plain.append("".join(run.text for run in runs))
        if self._heading:
            runs = [replace(run, bold=True, text=run.text.replace(_BREAK, " ")) for run in runs]
        text = _written(runs)
        around = self._lists[:-1] if self._marker else self._lists
        prefix = " " * sum(one.width for one in around[:_DEEPEST] if one.begun) + self._marker
        if self._marker and self._lists:
            self._lists[-1].begun = True
        close = bool(self._marker) and bool(self._blocks) and bool(self._blocks[-1][0])
        self._blocks.append((prefix, text, close))
        self._marker = ""


def _tidy(runs: Sequence[_Run]) -> list[_Run]:
    """Runs of equal style joined; spaces single, none at the ends or around a line end; no line end at the ends."""
    found: list[_Run] = []
    for run in runs:
        last = found[-1] if found else None
        text = run.text
        if text == _BREAK:
            if last and last.text != _BREAK:
                found[-1] = replace(last, text=last.text.rstrip(" "))
                found.append(run)
            continue
        if last is None or last.text == _BREAK or last.text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if last and last.text != _BREAK and replace(run, text="") == replace(last, text=""):
            found[-1] = replace(last, text=last.text + text)
        else:
            found.append(replace(run, text=text))
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return [run for run in found if run.text]


def _written(runs: Sequence[_Run]) -> str:
    out = ""
    for index, run in enumerate(runs):
        if run.text == _BREAK:
            out += "\\\n"
            continue
        body = run.text.strip(" ")
        lead = run.text[: len(run.text) - len(run.text.lstrip(" "))]
        trail = run.text[len(run.text.rstrip(" ")) :] if body else ""
        at_start = not out or out.endswith("\n")
        text = _escaped(body, at_start=at_start and not run.url)
        if body and run.url:
            text = f"[{text}]({run.url})"
        following = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
        if body and (run.bold or run.italic) and _may_be_marked(out + lead, text, trail + following):
            mark = "**" if run.bold else "*"
            text = f"{mark}{text}{mark}"
        if text.startswith("[") and out.endswith("!") and not lead:
            out = out[:-1] + "\\!"  # else the link would be an image
        out += lead + text + trail
    return out


def _may_be_marked(before: str, text: str, after: str) -> bool:
    """Whether Markdown would take the marks for such: they touch no other mark, and no letter beside punctuation."""
    left, right = before[-1:], after[:1]
    if left in ("*", "\\"):
        return False
    free_left = not left or left.isspace()
    free_right = not right or right.isspace()
    return (free_left or text[0].isalnum()) and (free_right or text[-1].isalnum()) and "*" not in (left, right)


def _escaped(text: str, *, at_start: bool) -> str:
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    if at_start:
        text = _LINE_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", text)
    return text
