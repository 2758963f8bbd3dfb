"""The schema.org data in a web page: every `application/ld+json` script of an HTML text. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(r"<!--|<(?:script|link)\b", re.IGNORECASE)
_END = re.compile(r"</script\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LONGEST_TAG = 4_000


@dataclass(frozen=True, kw_only=True)
class Block:
    """One script's content, and the line on which it begins."""

    text: str
    line: int


def blocks_of(page: str) -> tuple[tuple[Block, ...], str]:
    """All blocks in order, and the page's own address (canonical link), empty when it names none."""
    blocks = []
    address = ""
    line, counted = 1, 0
    for start, attributes, content in _elements(page):
        if "canonical" in attributes.get("rel", "").casefold().split():
            address = address or attributes.get("href", "")
        elif attributes.get("type", "").split(";")[0].strip().casefold() == "application/ld+json":
            line, counted = line + page.count("\n", counted, start), start
            blocks.append(Block(text=content, line=line))
    return tuple(blocks), address


def script_of(json_text: str) -> str:
    """The element that carries the data in a page; the JSON has no `<` (as `faqpage.write_page` makes it)."""
    return f'<script type="application/ld+json">\n{json_text}\n</script>\n'


def _elements(page: str) -> Iterator[tuple[int, dict[str, str], str]]:
    """Scripts and links outside comments: where the content begins, attributes, content. In time that grows evenly."""
    at = 0
    while found := _START.search(page, at):
        if found[0] == "<!--":
            at = page.find("-->", found.end())
            if at < 0:
                return
            continue
        close = page.find(">", found.end())
        if close < 0:
            return
        named = _ATTRIBUTE.finditer(page[found.end() : min(close, found.end() + _LONGEST_TAG)])
        attributes = {one[1].casefold(): html.unescape(one[2] or one[3] or one[4] or "") for one in named}
        at = close + 1
        end = _END.search(page, at) if found[0].casefold() == "<script" else None
        if end is None and found[0].casefold() == "<script":
            return
        yield at, attributes, page[at : end.start()] if end else ""
        at = end.end() if end else at
