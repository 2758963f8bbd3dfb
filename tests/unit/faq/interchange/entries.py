"""Entries as hypothesis makes them up: everything that the files may say, also what no one would write."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from faq.entry import Entry
from faq.interchange.plain import nested
from faq.models import EntryShape

NASTY = (
    "=1+1", "+49", "-x", "@a", "'n Abend", "''", "'=x", 'ein "Zitat"', "a;b,c\td", "a\nb", "a\r\nb", "a\rb", "Ärger ß",
    "# x", "- x", "x: y", "a\\nb", "\\", "é", "12", "null", "true", "{{", "2026-01-01", "|", "> x", "a\n\n  b",
    "a  \nb",
    "a\n \nb", "\x07", "a\u2028b", "a\x85b", "\ufeffx", "🐕", "&amp;", "<b>", "a\n\tb", "%", "!x", "*x", "[x", "`x",
    "＝x",
)  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=40),
    st.builds("\n".join, st.lists(st.sampled_from([*NASTY, ""]), min_size=2, max_size=4)),
).filter(lambda text: bool(text.strip()))
LANG = st.sampled_from(["en", "tr", "fr"])
TEXTS = st.builds(lambda german, others: {**others, "de": german}, TEXT, st.dictionaries(LANG, TEXT, max_size=2))
PHRASES = st.dictionaries(st.sampled_from(["de", "en", "uk"]), st.lists(TEXT, min_size=1, max_size=3), max_size=2)
ID = st.from_regex(r"[a-z0-9-]{3,44}", fullmatch=True)
KEY = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,47}", fullmatch=True)
DAY = st.dates().map(lambda day: day.isoformat())
URL = st.sampled_from(["https://x.example/a?b=1&c='=2'", 'https://x.example/ä;,"', "https://x.example/#a:"])
NUMBER = {n: st.from_regex(rf"[0-9]{{{n}}}", fullmatch=True) for n in (12, 14)}
APPROVAL = st.fixed_dictionaries(
    {"by": TEXT, "on": DAY, "hash": TEXT},
    optional={
        "provisional_until": st.sampled_from(["2026-03-01T14:00+01:00", "2026-03-01T14:00:01.000002-11:30"]),
        "break_glass": st.just("true"),
    },
)
PLAIN = st.fixed_dictionaries(
    {
        "id": ID, "question": TEXTS, "answer": TEXTS, "department": KEY, "office": KEY, "source": URL, "checked": DAY,
        "owner": TEXT, "review": DAY,
    },
    optional={
        "paraphrases": PHRASES, "easy": TEXT, "valid_from": DAY, "valid_until": DAY,
        "facets": st.fixed_dictionaries(
            {},
            optional={
                "fee": TEXTS, "documents": TEXTS, "deadline": TEXTS, "where": TEXTS, "processing_time": TEXTS,
                "online": URL, "appointment": URL,
            },
        ),
        "kind": st.sampled_from(["information", "service", "contact"]),
        "audience": st.sampled_from(["public", "staff"]),
        "related": st.lists(ID, max_size=2), "not_for": PHRASES, "leika": st.lists(NUMBER[14], max_size=2),
        "ars": st.lists(NUMBER[12], max_size=2), "deputy": TEXT, "author": TEXT,
        "status": st.sampled_from(["draft", "approved"]), "approval": APPROVAL,
    },
)  # fmt: skip


def entry_of(plain: Any) -> Entry:
    return EntryShape.model_validate(plain).entry()


ENTRY = PLAIN.map(entry_of)
ENTRIES = st.lists(ENTRY, max_size=4, unique_by=lambda entry: entry.id)


def simple(id_: str = "hund-anmelden", **more: Any) -> Entry:
    """An entry that says the least it may, and what is given."""
    return entry_of(
        {
            "id": id_, "question": {"de": "Frage?"}, "answer": {"de": "Antwort."}, "department": "steuern",
            "office": "steueramt", "source": "https://testingen.example/hund", "checked": "2026-01-10",
            "owner": "Herr Muster", "review": "2030-01-10",
        }
        | more
    )  # fmt: skip


def rebuilt(values: Any) -> Entry:
    """The entry that the values of a record make by themselves."""
    return entry_of(nested(values))
