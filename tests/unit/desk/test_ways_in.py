"""What needs no store of the ways in: what a provider says, codes, kinds of browsers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest

from handoff.desk.agents import agent_of
from handoff.desk.totp import address_of, new_recovery_codes, new_secret, recovery_hash, step_of
from handoff.openid.claims import ClaimUse, NotLetIn, account_of, claim, login_of, person_of, subject_of
from handoff.staff import AWAITED, StaffRecord, staff_from_json, staff_to_json

USE = ClaimUse(roles={"desk": ("staff",), "boss": ("lead", "admin")}, departments={})
CLAIMS = {"iss": "https://idp", "sub": "1", "preferred_username": "petra", "name": "Petra", "roles": ["desk"]}
NOW = datetime(2026, 5, 4, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "login"),
    [
        ("petra", "petra"),
        (" Petra.Lindner@town.example ", "petra.lindner"),
        ("", ""),
        ("@town.example", ""),
        ("../etc", ""),
        ("p" * 41, ""),
        (None, ""),
        (["petra"], ""),
    ],
)
def test_log_in_names(said: Any, login: str) -> None:
    assert login_of(said) == login


def test_claims_lie_flat_or_deep() -> None:
    claims = {"a.b": 1, "a": {"b": 2, "c": {"d": 3}}, "e": "f"}
    assert [claim(claims, path) for path in ("a.b", "a.c.d", "a.x", "e.f", "none")] == [1, 3, None, None, None]


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (["desk"], ("staff",)),
        ("boss", ("lead", "admin")),
        (["boss", "desk", "boss", 7, None], ("lead", "admin", "staff")),
    ],
)
def test_roles_come_from_values(said: Any, roles: tuple[str, ...]) -> None:
    assert person_of(CLAIMS | {"roles": said}, USE, ()).roles == roles


@pytest.mark.parametrize("said", [None, [], "admin", {"desk": True}, ["Desk"], 1])
def test_without_a_role_nobody_gets_in(said: Any) -> None:
    with pytest.raises(NotLetIn, match="no-role"):
        person_of(CLAIMS | {"roles": said}, USE, ())


def test_departments_are_mapped_and_none_is_not_all() -> None:
    use = replace(USE, departments_claim="groups", departments={"/Bau": ("bauen", "strassen"), "/Alt": ("gone",)})
    person = person_of(CLAIMS | {"groups": ["/Bau", "/Other"]}, use, ("bauen", "strassen"))
    assert person.departments == ("bauen", "strassen")
    for said in (["/Alt"], [], None):
        with pytest.raises(NotLetIn, match="no-department"):
            person_of(CLAIMS | {"groups": said}, use, ("bauen",))


def test_an_account_is_found_by_its_subject_and_never_by_its_name_alone() -> None:
    person = person_of(CLAIMS, USE, ())
    before, made = account_of(person, {})
    assert before is None
    assert made.single_sign_on == subject_of("https://idp", "1") != subject_of("https://idp1", "")
    renamed = replace(person, login="other", name="Petra Neu")
    assert account_of(renamed, {"petra": made}) == (made, replace(made, name="Petra Neu"))
    local = StaffRecord(login="petra", name="P", password_hash="x", public_name="Pe", departments=("a",), mail="p@x.de")
    with pytest.raises(NotLetIn, match="local"):
        account_of(person, {"petra": local})
    awaiting = replace(local, single_sign_on=AWAITED)
    _, taken = account_of(person, {"petra": awaiting})
    assert (taken.public_name, taken.departments, taken.mail) == ("Pe", ("a",), "p@x.de")
    with pytest.raises(NotLetIn, match="disabled"):
        account_of(person, {"petra": replace(made, disabled=True)})


def test_accounts_of_an_older_version_are_read() -> None:
    old = staff_from_json('{"login": "anna", "name": "Anna", "password_hash": "x"}')
    assert (old.public_name, old.single_sign_on, old.gets_in) == ("", "", True)
    assert staff_from_json(staff_to_json(old)) == old
    assert old.staff.colleague == old.staff.name == "Anna"


def test_a_code_is_of_a_step_beside_the_present_one() -> None:
    secret = new_secret()
    totp, step = pyotp.TOTP(secret), int(NOW.timestamp()) // 30
    for beside in (-1, 0, 1):
        assert step_of(secret, totp.at(NOW + timedelta(seconds=30 * beside)), NOW) == step + beside
    assert step_of(secret, f" {totp.at(NOW)[:3]} {totp.at(NOW)[3:]}", NOW) == step
    for far in (-3, 3):
        assert step_of(secret, totp.at(NOW + timedelta(seconds=30 * far)), NOW) not in (step - 1, step, step + 1)
    for nonsense in ("", "12345", "1234567", "١٢٣٤٥٦", "abcdef"):
        assert step_of(secret, nonsense, NOW) is None
    assert address_of(secret, "anna", "Bad Münsterau").startswith("otpauth://totp/B%C3%BCrgerdraht")


def test_recovery_codes_are_known_however_they_are_typed() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 8
    assert (
        recovery_hash(codes[0]) == recovery_hash(f" {codes[0].upper().replace('-', ' ')} ") != recovery_hash(codes[1])
    )


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17 Safari/605", "Safari, macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/126.0 Safari/537 Edg/126.0", "Edge, Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/126 Mobile Safari/537", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17 Mobile Safari/604", "Safari, iOS"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_kinds_of_browsers(said: str, named: str) -> None:
    assert agent_of(said) == named
