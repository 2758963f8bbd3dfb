"""Loads the folder of a town into a release, or says what is wrong with it. Writes nothing and watches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from faq.approval import Draft, Settled, content_hash, settle, unseen
from faq.blanks import lack, without_blanks
from faq.checks import Located, cross_warnings, fits
from faq.entry import Release, Town, make_release
from faq.errors import FilesBroken, Problem
from faq.folder import Folder, in_order, read_folder
from faq.lexicon.standard import standard_lexicon


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An entry that is not live as it is written. `content` is the hash of what is written."""

    problem: Problem
    content: str


def load(
    folder: Path, *, previous: Release | None = None, now: datetime | None = None, drafts: bool = False
) -> Release:
    """The release that the files of a town's folder make; raises FilesBroken with every problem found.

    An entry that is not approved or needs a fact that is unknown is there in the version that `previous` has, or not at
    all; with `drafts` it is there as it is written, to be tried. `now` (aware) is the present unless told.
    """
    found = read_folder(folder)
    settled = _settled(found, previous, now)
    return _release(found, _everything(found) if drafts else settled)


def survey(
    folder: Path, *, previous: Release | None = None, now: datetime | None = None
) -> tuple[Release, tuple[Waiting, ...]]:
    """The same release, and what is written and not live, with the reason; raises FilesBroken."""
    found = read_folder(folder)
    settled = _settled(found, previous, now)
    release = _release(found, settled)
    located = _by_id(found)
    return release, tuple(
        Waiting(problem=_not_live(located[draft.entry.id], draft, previous), content=content_hash(draft.entry))
        for draft in settled.drafts
    )


def check(
    folder: Path, *, on: date | None = None, previous: Release | None = None, now: datetime | None = None
) -> tuple[list[Problem], list[Problem]]:
    """Errors, which keep the folder from taking effect, and warnings, which do not.

    `on` is today and `now` (aware) the present unless told.
    """
    found = read_folder(folder)
    form = found.town.address_form if found.town else None
    located = _by_id(found)
    warnings = [
        *found.strays,
        *_rules_warnings(found, on or datetime.now(UTC).date()),
        *cross_warnings(found.entries, on or datetime.now(UTC).date(), form, found.known),
        *(_not_live(located[draft.entry.id], draft, previous) for draft in _settled(found, previous, now).drafts),
        *(found.lexicon.doubts(standard_lexicon(), located) if found.lexicon else ()),
        *(_unseen(found, found.town, previous, now) if found.town else ()),
    ]
    return list(found.errors), in_order(warnings)


def _rules_warnings(found: Folder, on: date) -> Iterator[Problem]:
    """What somebody should look at in the rules of conduct, and in those of staff."""
    own = found.staff_rules
    if own is not None and own.review < on:
        what = f"Der Prüftermin {own.review} ist vorbei."
        mend = f"{own.owner} prüft die Regeln; danach review neu setzen, bei Änderungen auch version."
        yield Problem(file="staffrules.yaml", line=0, entry="", what=what, mend=mend)
    rules = found.netiquette
    if rules is None:
        return
    file, department = "netiquette.yaml", rules.measures.department
    if rules.review < on:
        what = f"Der Prüftermin {rules.review} ist vorbei."
        mend = f"{rules.owner} prüft die Regeln; danach review neu setzen, bei Änderungen auch version."
        yield Problem(file=file, line=0, entry="", what=what, mend=mend)
    if department and department not in (found.known.departments or ()):
        what = f"„{department}“ steht nicht in departments.yaml."
        mend = "Bei measures.department berichtigen; bis dahin prüft die Leitung des Fachbereichs, um den es geht."
        yield Problem(file=file, line=0, entry="", what=what, mend=mend)


def _settled(found: Folder, previous: Release | None, now: datetime | None) -> Settled:
    if found.town is None:
        return _everything(found)
    return settle(
        [located.entry for located in found.entries],
        found.town,
        previous,
        now or datetime.now(UTC),
        fits=lambda entry: fits(without_blanks(entry, found.known.unknown), found.offices, found.known),
        lacks=lambda entry: lack(entry, found.known.unknown, found.offices),
    )


def _everything(found: Folder) -> Settled:
    return Settled(live=tuple(located.entry for located in found.entries), held=(), drafts=())


def _release(found: Folder, settled: Settled) -> Release:
    if found.errors or found.town is None or found.netiquette is None:
        raise FilesBroken(found.errors)
    return make_release(
        town=found.town,
        entries=tuple(without_blanks(entry, found.known.unknown) for entry in settled.live),
        held=tuple(without_blanks(entry, found.known.unknown) for entry in settled.held),
        offices=found.offices,
        departments=found.departments,
        netiquette=found.netiquette,
        lexicon=found.lexicon.lexicon() if found.lexicon else None,
        canned=found.canned,
        staff_rules=found.staff_rules,
        offences=found.offences,
    )


def _by_id(found: Folder) -> dict[str, Located]:
    return {located.entry.id: located for located in found.entries}


def _not_live(located: Located, draft: Draft, previous: Release | None) -> Problem:
    until = ""
    if previous is not None:
        until = " Bis dahin gilt die frühere Fassung." if draft.serves else " Bis dahin gibt es keine Antwort daraus."
    return located.problem(draft.reason.field, f"Noch nicht live, weil {draft.reason.why}.{until}", draft.reason.mend)


def _unseen(found: Folder, town: Town, previous: Release | None, now: datetime | None) -> Iterator[Problem]:
    live = {id(entry) for entry in _settled(found, previous, now).live}
    for located in found.entries:
        approval = located.entry.approval
        if approval is None or id(located.entry) not in live or not unseen(located.entry, town):
            continue
        until = approval.provisional_until
        end = f" bis {until:%Y-%m-%d %H:%M}" if until and not approval.break_glass else ""
        yield located.problem(
            ("approval",), f"Ohne zweite Person live{end}.",
            f"Nachträglich freigeben: buergerdraht faq approve {located.entry.id} --by NAME",
        )  # fmt: skip
