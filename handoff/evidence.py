"""The evidence of threats: a ZIP with the wording, times, ids and checksums, for a report to the police. Pure."""

from __future__ import annotations

import hashlib
import html
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from handoff.address import channel_of
from handoff.journal.records import Row
from handoff.threats import is_threat

FORMAT: Final = 1
"""Version of the JSON's shape."""
CONTEXT: Final = 10
"""Messages before and after each threat."""
CLOCK: Final = "clock of the town's store (Redis TIME) when it accepted the message, UTC"
_MARKED: Final = ' class="threat"'
_STYLE: Final = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;"
    "width:100%}td,th{border:1px solid #999;padding:.4rem;text-align:left;vertical-align:top}tr.threat td{border-left:"
    "4px solid #9c1f29;font-weight:600}code{overflow-wrap:anywhere;font-size:.8em}.text{white-space:pre-line}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """An act of which the audit knows: its id there."""

    id: str
    row: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is handed over. ``stored``: each row by number as it is stored; ``acts``: what the audit has about it."""

    town: str
    receipt: str
    conversation: str
    addresses: Sequence[str]
    rows: Sequence[Row]
    stored: Mapping[int, str]
    acts: Sequence[Act]
    made_at: datetime
    made_by: str


def around_threats(rows: Sequence[Row], context: int = CONTEXT) -> list[Row]:
    """The rows that hold a threat, with so many before and after each."""
    wanted: set[int] = set()
    for at, row in enumerate(rows):
        if is_threat(row.body):
            wanted |= set(range(max(0, at - context), at + context + 1))
    return [row for at, row in enumerate(rows) if at in wanted]


def package(evidence: Evidence, words: Mapping[str, str]) -> bytes:
    """The ZIP. ``words``: headings of the readable page by name (``WORDS``), and ``lang``."""
    manifest = json.dumps(_manifest(evidence), ensure_ascii=False, indent=1).encode()
    files = {"evidence.json": manifest, "index.html": _page(evidence, words).encode()}
    files |= {f"rows/{n:06}.txt": line.encode() for n, line in sorted(evidence.stored.items())}
    sums = "".join(f"{_sha256(data)}  {name}\n" for name, data in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, evidence.made_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return packed.getvalue()


WORDS: Final = (
    "title",
    "lead",
    "receipt",
    "conversation",
    "channel",
    "address",
    "clock",
    "made",
    "at",
    "who",
    "text",
    "sum",
    "acts",
)
"""What the readable page has headings for."""


def _manifest(evidence: Evidence) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "town": evidence.town,
        "receipt": evidence.receipt,
        "conversation": evidence.conversation,
        "channels": sorted({channel_of(address) for address in evidence.addresses}),
        "addresses_sha256": [_sha256(address.encode()) for address in evidence.addresses],
        "clock": CLOCK,
        "made_at": _utc(evidence.made_at),
        "made_by": evidence.made_by,
        "rows": [_row(row, evidence.stored.get(row.n, "")) for row in evidence.rows],
        "audit": [{"id": act.id, **act.row} for act in evidence.acts],
    }


def _row(row: Row, stored: str) -> dict[str, Any]:
    return {
        "n": row.n,
        "id": row.id,
        "at": _utc(row.at) if row.at is not None else None,
        "who": row.who,
        "name": row.name,
        "text": str(row.body.get("text", "")),
        "channel": row.body.get("channel", ""),
        "message": row.body.get("origin", ""),
        "threat": is_threat(row.body),
        "rule": row.body.get("offence_rule", ""),
        "attachments": [
            {"kind": one.get("kind", ""), "name": one.get("name", ""), "ref": one.get("ref", "")}
            for one in row.body.get("attachments", ())
        ],
        "sha256": _sha256(stored.encode()),
    }


def _page(evidence: Evidence, words: Mapping[str, str]) -> str:
    def cell(text: object) -> str:
        return html.escape(str(text))

    facts = {
        "receipt": evidence.receipt,
        "conversation": evidence.conversation,
        "channel": ", ".join(sorted({channel_of(address) for address in evidence.addresses})),
        "address": ", ".join(_sha256(address.encode()) for address in evidence.addresses),
        "clock": CLOCK,
        "made": f"{_utc(evidence.made_at)}, {evidence.made_by}",
    }
    rows = "".join(
        f"<tr{_MARKED if is_threat(row.body) else ''}><td>{row.n}</td>"
        f"<td>{cell(_utc(row.at)) if row.at else ''}</td><td>{cell(row.who)} {cell(row.name)}</td>"
        f'<td class="text" dir="auto">{cell(row.body.get("text", ""))}</td>'
        f"<td><code>{_sha256(evidence.stored.get(row.n, '').encode())}</code></td></tr>"
        for row in evidence.rows
    )
    acts = "".join(
        f"<tr><td>{cell(act.id)}</td><td>{cell(act.row.get('at', ''))}</td><td>{cell(act.row.get('who', ''))}</td>"
        f"<td>{cell(act.row.get('action', ''))}</td></tr>"
        for act in evidence.acts
    )
    return (
        f'<!doctype html><html lang="{cell(words["lang"])}"><head><meta charset="utf-8">'
        f"<title>{cell(words['title'])} {cell(evidence.receipt)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{cell(words['title'])}, {cell(evidence.town)}</h1><p>{cell(words['lead'])}</p><dl>"
        + "".join(f"<dt>{cell(words[name])}</dt><dd>{cell(value)}</dd>" for name, value in facts.items())
        + f"</dl><table><thead><tr><th>#</th><th>{cell(words['at'])}</th><th>{cell(words['who'])}</th>"
        f"<th>{cell(words['text'])}</th><th>{cell(words['sum'])}</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>{cell(words['acts'])}</h2><table><tbody>{acts}</tbody></table></body></html>\n"
    )


def _utc(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
