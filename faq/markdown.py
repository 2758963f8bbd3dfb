"""Markdown, as the town's texts are written, into rich text. Pure; what no channel can show becomes plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from faq.richtext import Rich, Span, Style, is_link

_RULE: Final = "———"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        """Every target is parsed; what may not be a link becomes its plain text later."""
        return True


_PARSER: Final = _Parser("commonmark", {"html": False})


def from_markdown(text: str) -> Rich:
    """The text with its marks.

    Blocks keep the blank lines the author put between them; a single line end inside a paragraph is a space. Bold,
    italic, code, quotes, links (https, http, mailto, tel) become marks, headings bold, lists "• " or "1. ", images
    their description. Raw HTML stays as typed, other links become their text.
    """
    writer = _Writer()
    writer.blocks(_PARSER.parse(text))
    return writer.rich()


@dataclass(slots=True)
class _Mark:
    style: Style
    url: str = ""
    start: int = -1  # set by the first character under the mark


class _Writer:
    """Walks the flat token list: deep nesting costs no recursion."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []
        self._marks: list[_Mark] = []
        self._lists: list[int | None] = []  # the next number, or None for bullets
        self._gap = ""
        self._marker = ""
        self._line = 0  # the source line after the last block

    def rich(self) -> Rich:
        spans = sorted(self._spans, key=lambda span: (span.start, -span.end, span.style))
        return Rich(text="".join(self._parts), spans=tuple(spans))

    def blocks(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "paragraph_open":
                    self._begin(token)
                case "heading_open":
                    self._begin(token)
                    self._open("bold")
                case "heading_close":
                    self._close()
                case "blockquote_open":
                    self._open("quote")
                case "blockquote_close":
                    self._close()
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._item()
                case "fence" | "code_block":
                    self._begin(token)
                    self._marked(token.content.rstrip("\n"), "code")
                case "hr":
                    self._begin(token)
                    self._write(_RULE)
                case "inline":
                    self._inline(token.children or [])
                case _:
                    pass

    def _begin(self, token: Token) -> None:
        first, after = token.map or [self._line, self._line]
        if self._length:
            self._gap = "\n\n" if first > self._line else "\n"
            if self._lists and not self._marker:
                self._gap += "  " * len(self._lists)
        self._line = after

    def _item(self) -> None:
        number = self._lists[-1]
        bullet = "• "
        if number is not None:
            bullet = f"{number}. "
            self._lists[-1] = number + 1
        self._marker = "  " * (len(self._lists) - 1) + bullet

    def _inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text" | "text_special" | "html_inline":
                    self._write(token.content)
                case "softbreak":
                    self._write(" ")
                case "hardbreak":
                    self._write("\n")
                case "code_inline":
                    self._marked(token.content, "code")
                case "strong_open":
                    self._open("bold")
                case "em_open":
                    self._open("italic")
                case "link_open":
                    self._open("link", str(token.attrs.get("href", "")))
                case "strong_close" | "em_close" | "link_close":
                    self._close()
                case "image":
                    self._inline(token.children or [])
                case _:
                    pass

    def _marked(self, text: str, style: Style) -> None:
        self._open(style)
        self._write(text)
        self._close()

    def _open(self, style: Style, url: str = "") -> None:
        self._marks.append(_Mark(style=style, url=url))

    def _close(self) -> None:
        mark = self._marks.pop()
        shown = mark.style != "link" or is_link(mark.url)
        twice = any(outer.style == mark.style for outer in self._marks)
        if shown and not twice and 0 <= mark.start < self._length:
            self._spans.append(Span(start=mark.start, end=self._length, style=mark.style, url=mark.url))

    def _write(self, text: str) -> None:
        if not text:
            return
        gap, marker = self._gap, self._marker
        self._gap = self._marker = ""
        self._put(gap)
        self._start_marks(only_quotes=True)
        self._put(marker)
        self._start_marks(only_quotes=False)
        self._put(text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _start_marks(self, *, only_quotes: bool) -> None:
        for mark in self._marks:
            if mark.start < 0 and (mark.style == "quote" or not only_quotes):
                mark.start = self._length
