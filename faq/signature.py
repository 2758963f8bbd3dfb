"""Writes an approval into the text of a file of entries, line by line: comments and layout stay as they are. Pure."""

import json
import re
from collections.abc import Sequence

from faq.entry import Approval
from faq.errors import Problem
from faq.yamlfile import Document, Plain, parse

LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+\Z")
"""Lines as YAML counts them."""
_KEY = r"(?P<indent>\s*(?:-\s+)?)"
_DATED = re.compile(_KEY + r"""(?:review|checked)\s*:\s+["']?\d{4}-\d{2}-\d{2}["']?\s*(?:\s#.*)?""")
_APPROVAL = re.compile(_KEY + r"approval\s*:(?:\s.*)?", re.DOTALL)
_DRAFT = re.compile(r"(?P<before>\s*(?:-\s+)?status\s*:\s+)(?P<quote>[\"']?)draft(?P=quote)(?P<after>\s*(?:\s#.*)?)")
_COMMENT = re.compile(r"(?:^|\s)(#[^'\"}]*)$")


def signed(text: str, document: Document, index: int, approval: Approval) -> str | Problem:
    """The text with the approval at the entry of that index, or why it cannot be placed.

    `document` is what the text reads as. A `status: draft` becomes `approved`. Nothing else is changed: the result is
    read again and compared.
    """
    lines = LINE.findall(text)
    written = _without_draft(lines, document, index)
    written = written and _with_approval(written, document, index, approval)
    if written:
        new = "".join(written)
        read = parse(new, document.file)
        if isinstance(read, Document) and read.data == _expected(document.data, index, approval):
            return new
    return Problem(
        file=document.file, line=document.line((index,)), entry=_id(document.data, index),
        what="In diesen Eintrag lässt sich die Freigabe nicht schreiben.",
        mend="Den Eintrag wie die anderen schreiben: jedes Feld in eigener Zeile, auch „review: JJJJ-MM-TT“.",
    )  # fmt: skip


def _without_draft(lines: Sequence[str], document: Document, index: int) -> list[str] | None:
    if _status(document.data, index) != "draft":
        return list(lines)
    at = document.line((index, "status")) - 1
    body, end = _cut(lines[at])
    found = _DRAFT.fullmatch(body)
    if not found:
        return None
    changed = f"{found['before']}{found['quote']}approved{found['quote']}{found['after']}{end}"
    return [*lines[:at], changed, *lines[at + 1 :]]


def _with_approval(lines: Sequence[str], document: Document, index: int, approval: Approval) -> list[str] | None:
    fields = ", ".join(f"{name}: {value}" for name, value in _scalars(approval))
    if (index, "approval") in document.lines:
        first = document.line((index, "approval")) - 1
        last = max(line for place, line in document.lines.items() if place[:2] == (index, "approval"))
        found = _APPROVAL.fullmatch(lines[first])
        if not found:
            return None
        kept = [match[1].rstrip() for line in lines[first:last] if (match := _COMMENT.search(_cut(line)[0]))]
        indent, end = found["indent"], _cut(lines[first])[1]
        alone = last - first == 1 and len(kept) == 1
        above = [] if alone else [f"{' ' * len(indent)}{comment}{end or chr(10)}" for comment in kept]
        new = f"{indent}approval: {{{fields}}}{'  ' + kept[0] if alone else ''}{_cut(lines[last - 1])[1]}"
        # Comments come below: the line may be the one with the dash.
        return [*lines[:first], new, *above, *lines[last:]]
    for name in ("review", "checked"):
        at = document.line((index, name)) - 1
        body, end = _cut(lines[at])
        if found := _DATED.fullmatch(body):
            newline = end or _cut(lines[0])[1] or "\n"
            new = f"{' ' * len(found['indent'])}approval: {{{fields}}}{end}"
            return [*lines[:at], body + newline, new, *lines[at + 1 :]]
    return None


def _scalars(approval: Approval) -> list[tuple[str, str]]:
    """The fields as they are written; quoted where another reader might take a value for a number."""
    values = [("by", _quoted(approval.by)), ("on", approval.on.isoformat()), ("hash", _quoted(approval.hash))]
    if approval.provisional_until is not None:
        values.append(("provisional_until", _quoted(approval.provisional_until.isoformat(timespec="minutes"))))
    if approval.break_glass:
        values.append(("break_glass", "true"))
    return values


def _expected(data: Plain, index: int, approval: Approval) -> Plain:
    if not isinstance(data, list) or not isinstance(item := data[index], dict):
        return None
    block: dict[str, Plain] = {name: value.strip('"') for name, value in _scalars(approval)}
    block["by"] = approval.by
    status: dict[str, Plain] = {"status": "approved"} if item.get("status") == "draft" else {}
    return [*data[:index], {**item, **status, "approval": block}, *data[index + 1 :]]


def _status(data: Plain, index: int) -> Plain:
    item = data[index] if isinstance(data, list) else None
    return item.get("status") if isinstance(item, dict) else None


def _id(data: Plain, index: int) -> str:
    item = data[index] if isinstance(data, list) else None
    id_ = item.get("id") if isinstance(item, dict) else None
    return id_ if isinstance(id_, str) else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _cut(line: str) -> tuple[str, str]:
    """A line and its end."""
    body = line.rstrip("\r\n\x85\u2028\u2029")
    return body, line[len(body) :]
