"""What the desk says of an FAQ entry: whether citizens get it and why not, and how it looks to them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup

from faq.approval import ADMINISTRATIVE, Reason, obstacle
from faq.blanks import lack
from faq.entry import Entry, Release, Town, render
from faq.errors import UnknownFact
from faq.folder import Folder
from faq.interchange.plain import flat, plain_of
from faq.markdown import from_markdown
from faq.richtext import to_html

STATES: Final = ("live", "draft", "waiting", "blank", "leaving", "due")


def hindrances(entry: Entry, found: Folder, town: Town) -> list[Reason]:
    """Why citizens do not get the entry as it is written; empty when they do."""
    reasons = (obstacle(entry, town, datetime.now(UTC)), lack(entry, found.known.unknown, found.offices))
    return [reason for reason in reasons if reason is not None]


def state_of(entry: Entry, found: Folder, town: Town) -> str:
    """One of `STATES`; ``blank``: it needs facts that nobody has given."""
    if entry.removal:
        return "leaving"
    if entry.status == "draft":
        return "draft"
    if obstacle(entry, town, datetime.now(UTC)) is not None:
        return "waiting"
    if lack(entry, found.known.unknown, found.offices) is not None:
        return "blank"
    return "due" if entry.review < datetime.now(UTC).date() else "live"


def shown_of(entry: Entry, release: Release) -> list[tuple[str, Markup]]:
    """The answers as citizens get them, by language and in Leichte Sprache."""
    shown = []
    for lang, easy in [*((lang, False) for lang in entry.answer), *([("de", True)] if entry.easy else [])]:
        try:
            text = to_html(from_markdown(render(release, entry, lang, easy).text))
        except UnknownFact:
            continue
        shown.append(("easy" if easy else lang, Markup(text)))  # noqa: S704 - escaped by to_html
    return shown


def lines_of(entry: Entry) -> list[str]:
    """What citizens get of an entry, line by line."""
    lines: list[str] = []
    for path, value in flat(plain_of(entry)).items():
        if path[0] not in ADMINISTRATIVE:
            texts = value.splitlines() if isinstance(value, str) else [str(one) for one in value or ()]
            lines += [f"{'.'.join(path)}:", *(f"  {text}" for text in texts)]
    return lines


def words_of(entry: Entry) -> str:
    """What an entry is found by, in small letters."""
    phrases = [text for many in entry.paraphrases.values() for text in many]
    return " ".join([entry.id, *entry.question.values(), *phrases, *entry.answer.values()]).casefold()
