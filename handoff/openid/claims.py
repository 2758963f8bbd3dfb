"""What a provider says of somebody, and what account it makes of them here. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from faq.approval import is_login
from handoff.staff import AWAITED, LONGEST_NAME, StaffRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimUse:
    """Which claims say what. Claims may lie deeper ("realm_access.roles").

    ``roles``: value of the roles' claim -> roles here. ``departments``: value -> departments here; empty: the values
    are the ids. Without a ``departments_claim`` departments are set at the desk.
    """

    login_claim: str = "preferred_username"
    name_claim: str = "name"
    roles_claim: str = "roles"
    roles: Mapping[str, tuple[str, ...]]
    departments_claim: str = ""
    departments: Mapping[str, tuple[str, ...]]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that are needed."""
        wanted = (self.login_claim, self.name_claim, self.roles_claim, self.departments_claim)
        return tuple(claim for claim in wanted if claim)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody as the provider vouches for them. ``subject`` stands for issuer and subject, of fixed length.

    ``departments``: None where the provider does not say them.
    """

    subject: str
    login: str
    name: str
    roles: tuple[str, ...]
    departments: tuple[str, ...] | None


class NotLetIn(Exception):
    """Somebody is known to the provider and yet does not get in. ``why``: the text ``provider-<why>``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def subject_of(issuer: str, subject: str) -> str:
    """What an account keeps of issuer and subject."""
    return hashlib.sha256(f"{issuer}\0{subject}".encode("utf-8", "surrogatepass")).hexdigest()


def claim(claims: Mapping[str, Any], path: str) -> Any:
    """A claim; a name with dots is looked for as it is, then step by step. None where there is none."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def person_of(claims: Mapping[str, Any], mapping: ClaimUse, departments: Collection[str]) -> Person:
    """Whom the claims stand for. ``departments``: the ids there are. Raises NotLetIn."""
    login = login_of(claim(claims, mapping.login_claim))
    if not login:
        raise NotLetIn("no-login")
    roles = _mapped(claim(claims, mapping.roles_claim), mapping.roles)
    if not roles:
        raise NotLetIn("no-role")
    served: tuple[str, ...] | None = None
    if mapping.departments_claim:
        said = claim(claims, mapping.departments_claim)
        named = _mapped(said, mapping.departments) if mapping.departments else _texts(said)
        served = tuple(one for one in named if one in departments)
        if not served:
            # Empty means all departments here: whoever has none must not get all.
            raise NotLetIn("no-department")
    name = claim(claims, mapping.name_claim)
    return Person(
        subject=subject_of(str(claims["iss"]), str(claims["sub"])),
        login=login,
        name=(name.strip() if isinstance(name, str) else "")[:LONGEST_NAME] or login,
        roles=roles,
        departments=served,
    )


def login_of(said: Any) -> str:
    """The log-in name here of a name there; of a mail address the part before the @. Empty where it cannot be one."""
    name = said.strip().lower().partition("@")[0] if isinstance(said, str) else ""
    return name if is_login(name) else ""


def account_of(person: Person, accounts: Mapping[str, StaffRecord]) -> tuple[StaffRecord | None, StaffRecord]:
    """The account as it is and as it shall be. Raises NotLetIn.

    Found by subject; an account that awaits its owner by login. A local account is never taken over by its name alone.
    Whoever comes from the provider comes from there only: a password of before is void.
    """
    before = next((record for record in accounts.values() if record.single_sign_on == person.subject), None)
    if before is None:
        before = accounts.get(person.login)
        if before is not None and before.single_sign_on != AWAITED:
            raise NotLetIn("local")
    if before is not None and before.disabled:
        raise NotLetIn("disabled")
    base = before or StaffRecord(login=person.login, name=person.name)
    after = replace(
        base,
        name=person.name,
        roles=person.roles,
        departments=base.departments if person.departments is None else person.departments,
        single_sign_on=person.subject,
        password_hash="",
    )
    return before, after


def _texts(said: Any) -> tuple[str, ...]:
    if isinstance(said, str):
        return (said,)
    return tuple(value for value in said if isinstance(value, str)) if isinstance(said, list) else ()


def _mapped(said: Any, mapping: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = (one for value in _texts(said) for one in mapping.get(value, ()))
    return tuple(dict.fromkeys(found))
