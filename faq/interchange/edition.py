"""A new edition of a file of entries: only the lines of what changes are written anew, the rest stays. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faq.entry import Entry
from faq.errors import Problem
from faq.interchange.plain import FIELDS, plain_of
from faq.interchange.yamltext import field_lines, item_lines
from faq.models import EntryShape
from faq.signature import LINE
from faq.yamlfile import Document, Plain, parse

_DASH = re.compile(r"(?P<indent> *)-(?P<gap> +)\S")
_HEADER = re.compile(r"# yaml-language-server:[^\n]*\n")


@dataclass(frozen=True, slots=True)
class _Span:
    """Lines of one field: its own from `start` to `end`, then blank ones and comments to `stop`; from 0."""

    start: int
    end: int
    stop: int


def edition(document: Document, changed: Mapping[int, tuple[Entry, Entry]], added: Sequence[Entry]) -> str | Problem:
    """The file's text with entries changed (index to before and after) and others added at its end.

    Comments stay, but those within a field that changes. The result is read again and compared; a Problem says why an
    entry cannot be written.
    """
    text = "\n".join(document.source)
    lines = [str(line) for line in LINE.findall(text)]
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    for index in sorted(changed, reverse=True):
        before, after = changed[index]
        new = _rewritten(lines, document, index, plain_of(before), plain_of(after))
        if new is None:
            return _unwritable(document, index)
        lines = [*new[0], *(f"{line}{newline}" for line in new[1]), *new[2]]
    indent = _indent(document, lines)
    for entry in added:
        above = [newline] if lines and lines[-1].strip() else []
        lines += [*above, *(f"{line}{newline}" for line in item_lines(plain_of(entry), indent))]
    result = "".join(lines)
    wrong = _first_difference(document, result, changed, added)
    return result if wrong is None else _unwritable(document, wrong)


def new_file(entries: Sequence[Entry], like: Document | None) -> str:
    """The text of a file of these entries, with the line for editors that the file `like` has."""
    header = _HEADER.match("\n".join(like.source).replace("\r\n", "\n")) if like else None
    items = ("\n".join(item_lines(plain_of(entry))) + "\n" for entry in entries)
    return (header[0] if header else "") + "\n".join(items)


def _rewritten(
    lines: Sequence[str], document: Document, index: int, before: Mapping[str, Plain], after: Mapping[str, Plain]
) -> tuple[Sequence[str], list[str], Sequence[str]] | None:
    """What stands before the entry, its new lines, what stands after; None when it is not written line by line."""
    spans = _spans(lines, document, index)
    if spans is None:
        return None
    first, last = min(span.start for span in spans.values()), max(span.stop for span in spans.values())
    head = _DASH.match(lines[first])
    if head is None:
        return None
    column = head.end() - 1
    fresh = {name: field_lines(name, value, column) for name, value in after.items() if before.get(name) != value}
    behind = _places([name for name in fresh if name not in spans], list(spans))
    out: list[str] = []
    for name, span in spans.items():
        own = [line.rstrip("\r\n") for line in lines[span.start : span.end]]
        if span.start == first:
            own[0] = " " * column + own[0][column:]
        if name in fresh:
            own = fresh[name]
        elif name not in after and name in before:
            own = []
        out += own
        for other in behind.get(name, ()):
            out += fresh[other]
        out += [line.rstrip("\r\n") for line in lines[span.end : span.stop]]
    at = next(number for number, line in enumerate(out) if line.strip() and not line.lstrip().startswith("#"))
    out[at] = head[0][:-1] + out[at][column:]
    return lines[:first], out, lines[last:]


def _spans(lines: Sequence[str], document: Document, index: int) -> dict[str, _Span] | None:
    """Where each field stands; None when two share a line or the dash stands alone."""
    item = document.data[index] if isinstance(document.data, list) else None
    if not isinstance(item, dict):
        return None
    starts = {name: document.lines[(index, name)] - 1 for name in item}
    if len(set(starts.values())) != len(starts) or document.line((index,)) - 1 != min(starts.values()):
        return None
    head = _DASH.match(lines[min(starts.values())])
    if head is None or any(not _begins(lines[at], name, head.end() - 1) for name, at in starts.items()):
        return None
    end = document.lines.get((index + 1,), len(lines) + 1) - 1
    if end < len(lines) and not _DASH.match(lines[end]):
        return None
    ordered = sorted(starts, key=lambda name: starts[name])
    spans = {}
    for name, following in zip(ordered, [*ordered[1:], ""], strict=True):
        stop = starts[following] if following else end
        spans[name] = _Span(start=starts[name], end=_own_end(lines, starts[name], stop, head.end() - 1), stop=stop)
    return spans


def _begins(line: str, name: str, column: int) -> bool:
    return re.match(rf"""["']?{re.escape(name)}["']?\s*:""", line[column:]) is not None


def _own_end(lines: Sequence[str], start: int, stop: int, column: int) -> int:
    """Where a field's own lines end: blank lines and comments that are no deeper than its name come after it."""
    end = stop
    while end > start + 1:
        line = lines[end - 1]
        bare = line.lstrip(" ")
        if line.strip() and not (bare.startswith("#") and len(line) - len(bare) <= column):
            break
        end -= 1
    return end


def _places(new: Sequence[str], present: Sequence[str]) -> dict[str, list[str]]:
    """Behind which field each new one comes: the last one present that usually stands before it."""
    behind: dict[str, list[str]] = {}
    for name in new:
        earlier = [one for one in present if one in FIELDS and FIELDS.index(one) < FIELDS.index(name)]
        behind.setdefault(max(earlier, key=FIELDS.index, default=present[0]), []).append(name)
    return behind


def _indent(document: Document, lines: Sequence[str]) -> int:
    at = document.lines.get((0,))
    head = _DASH.match(lines[at - 1]) if at and at <= len(lines) else None
    return len(head["indent"]) if head else 0


def _first_difference(
    document: Document, text: str, changed: Mapping[int, tuple[Entry, Entry]], added: Sequence[Entry]
) -> int | None:
    """The index of the first entry that the text does not say as it should; None when all is well."""
    old = document.data if isinstance(document.data, list) else []
    read = parse(text, document.file)
    if not isinstance(read, Document) or read.problems or not isinstance(read.data, list):
        return min(changed, default=len(old))
    if len(read.data) != len(old) + len(added):
        return len(old)
    for index, item in enumerate(read.data):
        if index < len(old) and index not in changed:
            if item != old[index]:
                return index
            continue
        wanted = changed[index][1] if index in changed else added[index - len(old)]
        if plain_of(EntryShape.model_validate(item).entry()) != plain_of(wanted):
            return index
    return None


def _unwritable(document: Document, index: int) -> Problem:
    item = document.data[index] if isinstance(document.data, list) and index < len(document.data) else None
    id_ = item.get("id") if isinstance(item, dict) else None
    return Problem(
        file=document.file, line=document.line((index,)), entry=id_ if isinstance(id_, str) else "",
        what="Dieser Eintrag lässt sich nicht Zeile für Zeile ändern.",
        mend="Den Eintrag wie die anderen schreiben: jedes Feld in eigener Zeile, das erste hinter dem Strich.",
    )  # fmt: skip
