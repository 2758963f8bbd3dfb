"""Four eyes: what goes live, what waits and why, and which version serves meanwhile."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.approval import ADMINISTRATIVE, content_hash, objection, overdue_at, without_overdue
from faq.entry import Approval, Entry, Release, release_from_json, release_to_json
from faq.files import check, load, survey
from tests.unit.faq import folder
from tests.unit.faq.knowledge import entry

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
TEXT = "Melden Sie den Hund beim Steueramt an."
ANCHOR = "- id: hund-anmelden\n"


@pytest.fixture
def eyes(town: Path) -> Path:
    """The town with four eyes; all its entries are approved but `hund-anmelden`."""
    folder.replace(town, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    for written in load(town, drafts=True).entries:
        if written.id != "hund-anmelden":
            sign(town, written.id, f"by: B, on: {TODAY}, hash: {content_hash(written)}")
    return town


def hash_of(town: Path, id_: str = "hund-anmelden") -> str:
    found = load(town, drafts=True).entry(id_)
    assert found is not None
    return content_hash(found)


def sign(town: Path, id_: str, approval: str, author: str = "A") -> None:
    file = "faq/a.yaml" if f"id: {id_}\n" in (town / "faq/a.yaml").read_text("utf-8") else "faq/b.yaml"
    lines = f"  author: {author}\n" if author else ""
    folder.replace(town, file, f"- id: {id_}\n", f"- id: {id_}\n{lines}  approval: {{{approval}}}\n")


def unsign(town: Path) -> None:
    file = town / "faq/a.yaml"
    text = file.read_text("utf-8")
    head, tail = text.split(ANCHOR)
    kept = [line for line in tail.splitlines() if not line.startswith(("  author:", "  approval:"))]
    file.write_text(head + ANCHOR + "\n".join(kept) + "\n", "utf-8")


def words(release: Release) -> str:
    found = release.entry("hund-anmelden")
    return found.answer["de"] if found else ""


def reason(town: Path, previous: Release | None = None, now: datetime = NOW) -> str:
    warnings = [one for one in check(town, on=TODAY, previous=previous, now=now)[1] if one.entry == "hund-anmelden"]
    assert all(one.line and one.mend for one in warnings)
    return " ".join(one.what for one in warnings)


# what the entry is signed with (H is the right hash), its author, what town.yaml adds, why it waits ("": it is live)
CASES: list[tuple[str, str, str, str]] = [
    ("by: B, on: 2026-06-01, hash: H", "A", "", ""),
    ("by: B, on: 2026-06-01, hash: H", "A", "approvers: [C, b]", ""),
    ("by: B, on: 2026-06-01, hash: H", "A", "approvers: [C]", "approvers"),
    ("by: B, on: 2026-06-01, hash: H", "", "", "wer den Text geschrieben hat"),
    ("by: ' a', on: 2026-06-01, hash: H", "A", "", "(author)"),
    ("by: B, on: 2026-06-01, hash: 0123456789abcdef", "A", "", "nach der Freigabe vom 2026-06-01 geändert"),
    ("by: B, on: 2026-06-01, hash: x", "A", "", "geändert"),
    ("by: A, on: 2026-06-01, hash: H, provisional_until: '2026-06-02T12:00+02:00'", "A", "", ""),
    ("by: A, on: 2026-06-01, hash: x, provisional_until: '2026-06-02T12:00+02:00'", "A", "", "geändert"),
    ("by: B, on: 2026-05-31, hash: H, provisional_until: '2026-06-01T14:00+02:00'", "A", "", "abgelaufen"),
    ("by: B, on: 2026-06-01, hash: H, provisional_until: '2026-06-03T12:00+02:00'", "A", "", "höchstens 24 Stunden"),
    ("by: B, on: 2099-06-01, hash: H, provisional_until: '2099-06-01T12:00+02:00'", "A", "", "höchstens 24 Stunden"),
    ("by: A, on: 2026-06-01, hash: H, break_glass: true", "A", "approvers: [C]", ""),
    ("by: A, on: 2026-06-01, hash: x, break_glass: true", "A", "", "geändert"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[2]}")
def test_what_is_live(eyes: Path, case: tuple[str, str, str, str]) -> None:
    approval, author, more, why = case
    folder.replace(eyes, "town.yaml", "state: NW", f"state: NW\n{more}")
    sign(eyes, "hund-anmelden", approval.replace("H", hash_of(eyes)), author)
    release, waiting = survey(eyes, now=NOW)
    assert check(eyes, on=TODAY, now=NOW)[0] == []
    assert (words(release) == TEXT) is (why == "")
    waits = [one.problem for one in waiting if one.problem.entry == "hund-anmelden"]
    assert [why in one.what and one.what.startswith("Noch nicht live, weil") for one in waits] == (
        [True] if why else []
    )
    # the other entries are not touched by it
    assert release.entry("perso-neu") is not None or "approvers: [C" in more


@pytest.mark.parametrize(("status", "live"), [("draft", False), ("approved", True), ("", True)])
def test_without_four_eyes_only_draft_waits(town: Path, status: str, live: bool) -> None:
    if status:
        folder.replace(town, "faq/a.yaml", ANCHOR, f"{ANCHOR}  status: {status}\n")
    assert (words(load(town)) == TEXT) is live
    assert ("„draft“" in reason(town)) is not live


def test_four_eyes_do_not_believe_a_status(eyes: Path) -> None:
    folder.replace(eyes, "faq/a.yaml", ANCHOR, f"{ANCHOR}  status: approved\n")
    assert words(load(eyes)) == ""
    assert "Freigabe einer zweiten Person fehlt" in reason(eyes)


def test_the_approved_version_serves_until_the_next_is_approved(eyes: Path) -> None:
    assert words(load(eyes)) == ""
    assert "Bis dahin gibt es keine Antwort daraus" in reason(eyes, load(eyes))
    sign(eyes, "hund-anmelden", f"by: B, on: {TODAY}, hash: {hash_of(eyes)}")
    first = load(eyes, previous=load(eyes))
    assert words(first) == TEXT
    folder.replace(eyes, "faq/a.yaml", TEXT, "Neu.")
    second = load(eyes, previous=release_from_json(release_to_json(first)))
    assert second == first  # nothing to publish
    assert "Bis dahin gilt die frühere Fassung" in reason(eyes, first)
    third = load(eyes, previous=load(eyes, previous=second))
    assert words(third) == TEXT
    unsign(eyes)
    sign(eyes, "hund-anmelden", f"by: B, on: {TODAY}, hash: {hash_of(eyes)}")
    assert words(load(eyes, previous=third)) == "Neu."
    assert reason(eyes) == ""


def test_what_served_before_the_town_wanted_four_eyes_serves_on(town: Path) -> None:
    before = load(town)
    folder.replace(town, "town.yaml", "state: NW", "state: NW\nfaq_approval: four_eyes")
    after = load(town, previous=before)
    assert after.entries == before.entries
    assert load(town, previous=after) == after
    assert load(town).entries == ()


def test_facts_of_offices_need_no_second_person(eyes: Path) -> None:
    before = load(eyes)
    folder.replace(eyes, "offices.yaml", "37.00", "38.00")
    after = load(eyes, previous=before)
    assert after.entry("perso-neu") == before.entry("perso-neu")
    assert after.hash != before.hash


def test_an_earlier_version_that_no_longer_fits_is_left_out(eyes: Path) -> None:
    before = load(eyes)
    assert before.entry("perso-neu") is not None
    folder.replace(eyes, "faq/a.yaml", "office.buergerbuero.fees.perso }}.\n", "office.buergerbuero.fees.ausweis }}.\n")
    folder.replace(
        eyes, "faq/a.yaml", "office.buergerbuero.fees.perso }}. Open", "office.buergerbuero.fees.ausweis }}. Open"
    )
    folder.replace(eyes, "offices.yaml", "perso: 37.00", "ausweis: 38.00")
    assert load(eyes, previous=before).entry("perso-neu") is None


def test_a_deleted_entry_is_gone(eyes: Path) -> None:
    before = load(eyes)
    (eyes / "faq/b.yaml").unlink()
    assert [one.id for one in load(eyes, previous=before).entries] == ["perso-neu"]


def test_a_provisional_version_gives_way_to_the_one_before(eyes: Path) -> None:
    sign(eyes, "hund-anmelden", f"by: B, on: {TODAY}, hash: {hash_of(eyes)}")
    first = load(eyes, now=NOW)
    folder.replace(eyes, "faq/a.yaml", TEXT, "Eilig.")
    unsign(eyes)
    until = "provisional_until: '2026-06-02T12:00+02:00'"
    sign(eyes, "hund-anmelden", f"by: A, on: {TODAY}, hash: {hash_of(eyes)}, {until}")
    second = load(eyes, previous=first, now=NOW)
    assert words(second) == "Eilig."
    assert "Ohne zweite Person live bis 2026-06-02 12:00" in reason(eyes)
    assert load(eyes, previous=second, now=NOW) == second
    late = NOW + timedelta(hours=23)
    ends = overdue_at(second)
    assert ends is not None
    assert NOW < ends <= late
    third = load(eyes, previous=second, now=late)
    assert words(third) == TEXT
    assert third.held == ()
    assert "abgelaufen" in reason(eyes, second, late)
    assert without_overdue(second, late).entries == third.entries
    # an edit on top of it does not prolong it either
    folder.replace(eyes, "faq/a.yaml", "Eilig.", "Noch eiliger.")
    assert words(load(eyes, previous=second, now=NOW)) == "Eilig."
    assert words(load(eyes, previous=load(eyes, previous=second, now=NOW), now=late)) == TEXT


def test_a_provisional_entry_that_nothing_stood_before_goes(eyes: Path) -> None:
    until = "provisional_until: '2026-06-02T12:00+02:00'"
    sign(eyes, "hund-anmelden", f"by: A, on: {TODAY}, hash: {hash_of(eyes)}, {until}")
    release = load(eyes, now=NOW)
    assert words(release) == TEXT
    late = NOW + timedelta(days=1)
    assert words(load(eyes, previous=release, now=late)) == ""
    assert words(without_overdue(release, late)) == ""


def test_the_break_in_glass_is_told(eyes: Path) -> None:
    sign(eyes, "hund-anmelden", f"by: A, on: {TODAY}, hash: {hash_of(eyes)}, break_glass: true")
    assert "Ohne zweite Person live." in reason(eyes)


def test_an_approval_that_is_no_approval_is_an_error_of_the_file(town: Path) -> None:
    sign(town, "hund-anmelden", "by: B, on: morgen, hash: x")
    (problem,) = check(town)[0]
    assert (problem.entry, "kein Datum" in problem.what) == ("hund-anmelden", True)


CHANGED: dict[str, object] = {
    "id": "other",
    "question": {"de": "Anders?"},
    "answer": {"de": "Anders"},
    "department": "x",
    "office": "x",
    "source": "https://x.example",
    "checked": date(2020, 1, 1),
    "owner": "X",
    "review": date(2020, 1, 1),
    "paraphrases": {"de": ("x",)},
    "easy": "x",
    "valid_from": TODAY,
    "valid_until": TODAY,
    "facets": {"fee": {"de": "x"}},
    "kind": "service",
    "audience": "staff",
    "related": ("x",),
    "not_for": {"de": ("x",)},
    "leika": ("1",),
    "ars": ("1",),
    "deputy": "x",
    "author": "x",
    "status": "draft",
    "approval": Approval(by="x", on=TODAY, hash="x"),
    "removal": "x",
}


@pytest.mark.parametrize("name", [one.name for one in fields(Entry)])
def test_the_hash_names_what_citizens_get(name: str) -> None:
    one = entry("hund", "Wie?", "So")
    assert name in CHANGED, "decide whether the new field needs a second person"
    assert (content_hash(replace(one, **{name: CHANGED[name]})) == content_hash(one)) is (name in ADMINISTRATIVE)  # type: ignore[arg-type]


def test_the_hash_does_not_move() -> None:
    """Approvals stand in towns' files: a hash that comes out otherwise takes every entry off line."""
    assert content_hash(entry("hund", "Wie melde ich ihn an?", "Hund anmelden")) == "62fdf25de2d87ba7"


@given(st.dictionaries(st.sampled_from(["de", "en", "fr"]), st.text(), min_size=1))
def test_the_order_of_languages_does_not_matter(texts: dict[str, str]) -> None:
    one = replace(entry("hund", "Wie?"), answer=texts)
    assert content_hash(one) == content_hash(replace(one, answer=dict(reversed(texts.items()))))


def test_an_approver_that_is_no_login_is_named_with_its_line(town: Path) -> None:
    assert not [one for one in check(town, on=TODAY)[1] if one.file == "town.yaml"]
    with (town / "town.yaml").open("a", encoding="utf-8") as file:
        file.write("faq_approval: four_eyes\napprovers:\n  - k.wolf\n  - Karin Wolf\n")
    line = len((town / "town.yaml").read_text("utf-8").splitlines())
    (found,) = (one for one in check(town, on=TODAY)[1] if one.file == "town.yaml")
    assert (found.line, "Karin Wolf" in found.what, "Anmeldename" in found.what) == (line, True, True)
    refused = objection(replace(entry("abc", "Was?"), author="anna"), load(town, drafts=True).town, "bernd")
    assert refused is not None
    assert "„bernd“" in refused.why
    assert "Karin Wolf" in refused.mend
    assert "Anmeldenamen" in refused.mend
