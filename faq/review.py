"""What in a town's entries needs a person's attention, by kind. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from faq.approval import obstacle
from faq.blanks import lack
from faq.checks import mixed_address
from faq.errors import Problem
from faq.folder import Folder
from faq.sample import leftovers

Kind = Literal["broken", "sample", "stale", "due", "unowned", "mixed", "waiting"]
KINDS: dict[Kind, str] = {
    "broken": "Fehler und tote Verweise",
    "sample": "noch vom Muster",
    "stale": "Prüftermin vorbei",
    "due": "bald zu prüfen",
    "unowned": "niemand zuständig",
    "mixed": "Anrede gemischt",
    "waiting": "noch nicht live",
}
NOBODY = frozenset({"", "-", "–", "?", "n.n.", "nn", "n. n.", "offen", "unbekannt", "niemand", "tbd", "todo", "keiner"})
"""What people write into a field that they cannot fill."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at."""

    kind: Kind
    problem: Problem


def findings(found: Folder, now: datetime, *, on: date, days: int) -> list[Finding]:
    """Everything to look at, by kind, then by file and line.

    `on` is the town's date, `now` the moment (aware); what must be reviewed within `days` is due.
    """
    all_ = [
        *(Finding(kind="broken", problem=problem) for problem in found.errors),
        *_sample(found),
        *_dates(found, on, timedelta(days=days)),
        *_unowned(found),
        *_mixed(found),
        *_waiting(found, now),
    ]
    order = list(KINDS)
    return sorted(all_, key=lambda one: (order.index(one.kind), one.problem.file, one.problem.line))


def _sample(found: Folder) -> Iterator[Finding]:
    for located in found.entries if found.town else ():
        for problem in leftovers(located, found.town, found.offices) if found.town else ():
            yield Finding(kind="sample", problem=problem)


def _dates(found: Folder, on: date, soon: timedelta) -> Iterator[Finding]:
    for located in found.entries:
        review = located.entry.review
        if review < on:
            what = f"Der Prüftermin {review} ist vorbei."
        elif review <= on + soon:
            what = f"Am {review} zu prüfen."
        else:
            continue
        problem = located.problem(("review",), what, "Mit der Quelle vergleichen, dann checked und review neu setzen.")
        yield Finding(kind="stale" if review < on else "due", problem=problem)


def _unowned(found: Folder) -> Iterator[Finding]:
    for document in found.documents:
        for index, item in enumerate(document.data if isinstance(document.data, list) else ()):
            if not isinstance(item, dict):
                continue
            owner, id_ = item.get("owner"), item.get("id")
            if isinstance(owner, str | None) and (owner or "").strip().casefold() in NOBODY:
                yield Finding(
                    kind="unowned",
                    problem=Problem(
                        file=document.file, line=document.line((index, "owner")),
                        entry=id_ if isinstance(id_, str) else "", what="Niemand ist für den Eintrag zuständig.",
                        mend="Bei owner den Namen der Person eintragen, die für den Text einsteht.",
                    ),
                )  # fmt: skip


def _mixed(found: Folder) -> Iterator[Finding]:
    form = found.town.address_form if found.town else None
    for located in found.entries:
        for problem in mixed_address(located, form):
            yield Finding(kind="mixed", problem=problem)


def _waiting(found: Folder, now: datetime) -> Iterator[Finding]:
    for located in found.entries if found.town else ():
        reason = obstacle(located.entry, found.town, now) if found.town else None
        reason = reason or lack(located.entry, found.known.unknown, found.offices)
        if located.entry.removal:
            what = f"{located.entry.removal} schlägt vor, den Eintrag zu löschen."
            mend = "Am Arbeitsplatz unter „FAQ“ freigeben oder zurückziehen."
            yield Finding(kind="waiting", problem=located.problem(("removal",), what, mend))
        if reason:
            what = f"Noch nicht live, weil {reason.why}."
            yield Finding(kind="waiting", problem=located.problem(reason.field, what, reason.mend))
