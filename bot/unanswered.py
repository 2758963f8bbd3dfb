"""Which questions of a transcript found no answer, or one that did not help. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from faq.gaps import Asked, Why
from faq.text import guess_language
from handoff.journal.records import Row


def unanswered(rows: Sequence[Row], asker: str) -> Iterator[Asked]:
    """The questions of one case that the machine was asked and that ended without an answer, in order.

    A question is a citizen's row the matcher has seen (`why`). Suggestions nobody picked are no answer. What people
    answered stays a gap: the FAQ did not.
    """
    open_question, given_to, why = "", "", "unanswered"
    entry = ""
    for row in rows:
        if row.who == "citizen" and "why" in row.body:
            if open_question:
                yield _asked(open_question, asker, why)
            open_question, why, given_to = str(row.body.get("text", "")), "unanswered", ""
        elif row.who == "citizen" and str(row.body.get("choice", "")).partition(":")[0] == "h-":
            pressed = str(row.body["choice"]).partition(":")[2]
            if given_to and pressed in {"", entry}:
                yield _asked(given_to, asker, "contradicted", entry)
                given_to = ""
        elif row.who == "machine" and row.body.get("entry"):
            given_to, open_question = open_question or given_to, ""
            entry = str(row.body["entry"])
        elif row.who == "machine" and open_question and _suggests(row.body):
            why = "suggested"
    if open_question:
        yield _asked(open_question, asker, why)


def _asked(text: str, asker: str, why: str, entry: str = "") -> Asked:
    reason: Why = "contradicted" if why == "contradicted" else "suggested" if why == "suggested" else "unanswered"
    return Asked(text=text, asker=asker, why=reason, lang=guess_language(text) or "de", entry=entry)


def _suggests(body: Mapping[str, Any]) -> bool:
    keys = (key for line in body.get("keys", ()) for key in line)
    return any(str(key.get("data", "")).partition("|")[2].startswith("pick:") for key in keys)
