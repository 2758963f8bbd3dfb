"""The schema.org data in a web page: every `application/ld+json` script of an HTML text. Pure."""

from __future__ import annotations

import html
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, kw_only=True)
class Block:
    """One script's content, and the line on which it begins."""

    text: str
    line: int


def blocks_of(page: str) -> tuple[tuple[Block, ...], str]:
    """All blocks in order, and the page's own address (canonical link), empty when it names none."""
    finder = _Finder()
    finder.feed(page.replace("<![", "<! ["))  # else the parser raises at sections that it does not know
    finder.close()
    return tuple(finder.blocks), finder.address


def script_of(json_text: str) -> str:
    """The element that carries the data in a page; the JSON has no `<` (as `faqpage.write_page` makes it)."""
    return f'<script type="application/ld+json">\n{json_text}\n</script>\n'


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.address = ""
        self._parts: list[str] | None = None
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "script" and named.get("type", "").split(";")[0].strip().casefold() == "application/ld+json":
            self._parts, self._line = [], self.getpos()[0]
        elif tag == "link" and "canonical" in named.get("rel", "").casefold().split():
            self.address = self.address or html.unescape(named.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._parts is not None:
            self.blocks.append(Block(text="".join(self._parts), line=self._line))
            self._parts = None

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)
