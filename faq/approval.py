"""Whether an entry may go live, and which version serves while it may not. Pure; times are given."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from faq.entry import Entry, Release, Town, make_release

ADMINISTRATIVE = frozenset({"owner", "deputy", "author", "checked", "review", "status", "approval", "removal"})
"""Fields that need no second person: who cares for an entry, when it was compared and when it is due again."""
PROVISIONAL_FOR = timedelta(hours=24)
_ENTRY = TypeAdapter(Entry)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an entry is not live (German, goes on "…, weil"), what to do, and the field that says so."""

    why: str
    mend: str
    field: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry that is not live as it is written; `serves` is the earlier version that citizens get until then."""

    entry: Entry
    reason: Reason
    serves: Entry | None


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What of the files goes live; `held` as in `Release`."""

    live: tuple[Entry, ...]
    held: tuple[Entry, ...]
    drafts: tuple[Draft, ...]


def content_hash(entry: Entry) -> str:
    """16 hex digits that name what citizens get from an entry: all its fields but the administrative ones.

    Fields at their default are left out, so that a field which a later version brings changes no hash.
    """
    plain: dict[str, Any] = _ENTRY.dump_python(entry, mode="json")
    content = {
        field.name: plain[field.name]
        for field in fields(entry)
        if field.name not in ADMINISTRATIVE and getattr(entry, field.name) != _default(field)
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def is_login(text: str) -> bool:
    """Whether an account may be named so: a-z, 0-9, dot, dash, underscore; at most 40 characters."""
    return _LOGIN.fullmatch(text) is not None


def no_logins(approvers: Iterable[str]) -> list[str]:
    """Those of the approvers that no account can be named like: at the desk they could approve nothing."""
    return [one for one in approvers if not is_login(_folded(one))]


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for case and spaces."""
    return _folded(one) == _folded(other)


def objection(entry: Entry, town: Town, by: str) -> Reason | None:
    """Why that person may not approve the entry as it is; None when nothing speaks against it."""
    if town.faq_approval == "four_eyes" and not entry.author:
        return Reason(
            why="nicht dasteht, wer den Text geschrieben hat",
            mend="Eine Zeile „author: …“ mit dem Namen ergänzen; freigeben muss dann jemand anderes.",
        )
    if entry.author and same_person(by, entry.author):
        return Reason(
            why="die Freigabe von der Person stammt, die den Text geschrieben hat (author)",
            mend="Eine zweite Person um die Freigabe bitten.",
            field=("approval",),
        )
    return _not_listed(town, by)


def objection_to_removal(entry: Entry, town: Town, by: str) -> Reason | None:
    """Why that person may not agree to delete the entry; None when nothing speaks against it."""
    if same_person(by, entry.removal):
        return Reason(
            why="der Vorschlag, ihn zu löschen, von derselben Person stammt", mend="Eine zweite Person darum bitten.",
            field=("removal",),
        )  # fmt: skip
    return _not_listed(town, by)


def _not_listed(town: Town, by: str) -> Reason | None:
    if town.faq_approval == "four_eyes" and town.approvers and not any(same_person(by, one) for one in town.approvers):
        return Reason(
            why=f"die Person, die freigegeben hat („{by}“), nicht bei approvers in town.yaml steht",
            mend=f"Dort stehen: {', '.join(town.approvers)}. {_whom_to_ask(town)}",
            field=("approval",),
        )
    return None


def _whom_to_ask(town: Town) -> str:
    if no_logins(town.approvers):
        return "approvers muss Anmeldenamen nennen, wie sie am Arbeitsplatz unter „Konten“ stehen, keine Klarnamen."
    return "Jemanden davon um die Freigabe bitten."


def obstacle(entry: Entry, town: Town, now: datetime) -> Reason | None:
    """Why the entry is not live; None when it is."""
    approval = entry.approval
    if entry.status == "draft":
        return Reason(
            why="bei status „draft“ steht", mend="Ist der Text fertig: die Zeile „status: draft“ löschen.",
            field=("status",),
        )  # fmt: skip
    if town.faq_approval == "none":
        return None
    command = f"Eine andere Person als author: buergerdraht faq approve {entry.id} --by NAME"
    if approval is None:
        return Reason(why="die Freigabe einer zweiten Person fehlt", mend=command)
    if approval.hash != content_hash(entry):
        why = f"der Inhalt nach der Freigabe vom {approval.on} geändert wurde"
        return Reason(why=why, mend=command, field=("approval",))
    if approval.break_glass:
        return None
    until = approval.provisional_until
    if until is None:
        return objection(entry, town, approval.by)
    if until.date() > approval.on + PROVISIONAL_FOR or until > now + PROVISIONAL_FOR:
        why = "eine vorläufige Freigabe höchstens 24 Stunden gilt"
        return Reason(why=why, mend=command, field=("approval", "provisional_until"))
    if until <= now:
        why = f"die vorläufige Freigabe seit {until:%Y-%m-%d %H:%M} abgelaufen ist"
        return Reason(why=why, mend=command, field=("approval", "provisional_until"))
    return None


def unseen(entry: Entry, town: Town) -> bool:
    """Whether a live entry has gone live without a second person."""
    approval = entry.approval
    return town.faq_approval == "four_eyes" and approval is not None and (_provisional(entry) or approval.break_glass)


def settle(
    entries: Sequence[Entry],
    town: Town,
    previous: Release | None,
    now: datetime,
    *,
    fits: Callable[[Entry], bool],
    lacks: Callable[[Entry], Reason | None],
) -> Settled:
    """What goes live. In the place of an entry that may not, the version serves that `previous` has approved.

    `fits` says whether such a version still goes with the facts of today; one that does not is left out. `lacks` says
    which facts an entry needs that nobody knows.
    """
    live, held, drafts = [], [], []
    for entry in entries:
        reason = obstacle(entry, town, now) or lacks(entry)
        shown: Entry | None = entry
        if reason is not None:
            shown = _standing(previous, entry.id, now)
            shown = shown if shown is not None and fits(shown) else None
            drafts.append(Draft(entry=entry, reason=reason, serves=shown))
        if shown is None:
            continue
        live.append(shown)
        if (
            unseen(shown, town)
            and _provisional(shown)
            and (behind := _definitive(previous, shown.id)) is not None
            and fits(behind)
        ):
            held.append(behind)
    return Settled(live=tuple(live), held=tuple(held), drafts=tuple(drafts))


def overdue_at(release: Release) -> datetime | None:
    """When the first provisional time of its entries is over, so that the folder must be loaded again."""
    if release.town.faq_approval == "none":
        return None
    ends = (entry.approval.provisional_until for entry in release.entries if entry.approval and _provisional(entry))
    return min((end for end in ends if end is not None), default=None)


def without_overdue(release: Release, now: datetime) -> Release:
    """The release with what stood before in the place of each entry whose provisional time is over."""
    standing = [_standing(release, entry.id, now) for entry in release.entries]
    live = tuple(entry for entry in standing if entry is not None)
    return make_release(
        town=release.town,
        entries=live,
        held=tuple(one for one in release.held if one not in live),
        offices=release.offices,
        departments=release.departments,
        netiquette=release.netiquette,
        lexicon=release.lexicon,
        canned=release.canned,
        staff_rules=release.staff_rules,
        offences=release.offences,
    )


def _standing(previous: Release | None, id_: str, now: datetime) -> Entry | None:
    """The version of the previous release that may serve on."""
    entry = previous.entry(id_) if previous else None
    return entry if entry is None or _in_time(entry, now) else _definitive(previous, id_)


def _definitive(previous: Release | None, id_: str) -> Entry | None:
    """The last version that was not provisional."""
    if previous is None:
        return None
    candidates: Iterable[Entry | None] = (previous.entry(id_), *(one for one in previous.held if one.id == id_))
    return next((one for one in candidates if one is not None and not _provisional(one)), None)


def _provisional(entry: Entry) -> bool:
    approval = entry.approval
    return approval is not None and approval.provisional_until is not None and not approval.break_glass


def _in_time(entry: Entry, now: datetime) -> bool:
    until = entry.approval.provisional_until if entry.approval else None
    return until is None or now < until or not _provisional(entry)


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
