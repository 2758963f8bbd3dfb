"""Four eyes: who may be the second person, of exactly what, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from faq.entry import FourEyesAct
from handoff.foureyes import (
    CONFIRMED_BY,
    WAITS_FOR,
    Act,
    Fate,
    Objection,
    Request,
    confirmed,
    refused,
    request,
    request_from_json,
    request_to_json,
    withdrawn,
)
from handoff.staff import StaffRecord

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ADMIN = StaffRecord(login="zwei", name="Zoe", roles=("admin",))
CLERK = StaffRecord(login="anna", name="Anna")


def asked(**more: object) -> Request:
    return replace(
        request(
            "r1",
            Act.ROLE_ADMIN,
            "anna",
            wanted={"before": "staff", "roles": "staff lead"},
            seen="s1",
            by="chef",
            now=NOW,
        ),
        **more,  # type: ignore[arg-type]
    )


def test_the_acts_of_the_towns_files_are_these_and_each_has_a_second_person() -> None:
    assert set(get_args(FourEyesAct)) == {act.value for act in Act} == {act.value for act in CONFIRMED_BY}


def test_another_person_with_the_right_confirms() -> None:
    done = confirmed(asked(), ADMIN, asked().digest, seen="s1", now=NOW)
    assert isinstance(done, Request)
    assert (done.fate, done.decided_by, done.decided_at) == (Fate.CONFIRMED, "zwei", NOW)
    assert request_from_json(request_to_json(done)) == done


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (replace(ADMIN, login="chef"), Objection.SAME_PERSON),
        (replace(ADMIN, login="anna"), Objection.CONCERNED),
        (CLERK, Objection.NO_RIGHT),
        (replace(ADMIN, disabled=True), Objection.NO_RIGHT),
    ],
)
def test_who_is_no_second_person(by: StaffRecord, why: Objection) -> None:
    assert confirmed(asked(), by, asked().digest, seen="s1", now=NOW) is why
    assert refused(asked(), by, asked().digest, "Nein.", seen="s1", now=NOW) is why


def test_it_waits_so_long_and_no_longer() -> None:
    late = NOW + WAITS_FOR
    just = late - timedelta(seconds=1)
    assert isinstance(confirmed(asked(), ADMIN, asked().digest, seen="s1", now=just), Request)
    assert confirmed(asked(), ADMIN, asked().digest, seen="s1", now=late) is Objection.OVER
    assert asked().fate_now(late, "s1") is Fate.EXPIRED


def test_what_changed_meanwhile_is_not_confirmed() -> None:
    assert confirmed(asked(), ADMIN, asked().digest, seen="s2", now=NOW) is Objection.STALE
    assert asked().fate_now(NOW, "s2") is Fate.STALE


def test_the_digest_names_exactly_what_is_asked_for() -> None:
    assert confirmed(asked(), ADMIN, "0" * 16, seen="s1", now=NOW) is Objection.OTHER_TEXT
    others = [asked(wanted={"before": "staff", "roles": "staff admin"}), asked(subject="ben"), asked(seen="s2")]
    assert len({asked().digest, *(other.digest for other in others)}) == 4
    assert asked(reason="Urlaub").digest == asked().digest


def test_a_refusal_has_a_reason_and_a_decision_is_one() -> None:
    assert refused(asked(), ADMIN, asked().digest, "  ", seen="s1", now=NOW) is Objection.NO_REASON
    no = refused(asked(), ADMIN, asked().digest, "Nicht  geschult.", seen="s1", now=NOW)
    assert isinstance(no, Request)
    assert (no.fate, no.words) == (Fate.REFUSED, "Nicht geschult.")
    assert confirmed(no, ADMIN, no.digest, seen="s1", now=NOW) is Objection.OVER


def test_only_who_asked_withdraws() -> None:
    assert withdrawn(asked(), "zwei", NOW) is Objection.NO_RIGHT
    gone = withdrawn(asked(), "chef", NOW)
    assert isinstance(gone, Request)
    assert gone.fate is Fate.WITHDRAWN
    assert withdrawn(gone, "chef", NOW) is Objection.OVER
