"""Staff accounts: what the journal keeps of a staff member. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from pydantic import TypeAdapter

from handoff.rights import IN_A_DEPARTMENT, Right, allows
from handoff.ticket import Staff

MailWhen = Literal["off", "now", "digest"]
DIGEST_MINUTES: Final = (15, 30, 60, 120, 240, 480)
"""How often a digest may come."""
AWAITED: Final = "awaited"
"""In ``single_sign_on``: who next comes from the provider under this login takes the account over."""
LONGEST_NAME: Final = 80
UNKNOWN: Final = ""
"""In ``by``: an account of an earlier version does not say who gave a role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """Since when somebody has a role, and who gave it; ``second`` is the other person where two were needed.

    ``since`` None and ``by`` empty: not known, the account is older than that was written down.
    """

    role: str
    since: datetime | None = None
    by: str = UNKNOWN
    second: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRecord:
    """An account. ``password_hash`` is argon2id, empty where there is no password (yet).

    ``name`` is read by colleagues, ``public_name`` by citizens (a first name, an alias, the office); empty means the
    same. ``departments``: empty means all. ``sample``: made by the demo, refused outside it. ``single_sign_on``: whose
    account it is at the OpenID provider, as `handoff.openid.claims` writes it; ``AWAITED`` until they first come from
    there; empty for a local account.
    ``grants`` say since when and by whom it has each of its roles; ``reviewed_at``, ``reviewed_by``: when somebody
    last looked whether it still needs them. ``lent``: roles it has for some hours by breaking the glass; they are never
    stored with the account.
    ``mail`` is told that concerns wait: at once, or gathered over ``mail_minutes``, in ``mail_lang``.
    """

    login: str
    name: str
    public_name: str = ""
    password_hash: str = ""
    roles: tuple[str, ...] = ("staff",)
    departments: tuple[str, ...] = ()
    disabled: bool = False
    sample: bool = False
    single_sign_on: str = ""
    mail: str = ""
    mail_when: MailWhen = "off"
    mail_minutes: int = 60
    mail_lang: str = "de"
    grants: tuple[Grant, ...] = ()
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    lent: tuple[str, ...] = ()

    @property
    def acts_as(self) -> tuple[str, ...]:
        """Its roles and those it has for some hours."""
        return tuple(dict.fromkeys((*self.roles, *self.lent)))

    def grant_of(self, role: str) -> Grant:
        """Since when it has a role, and by whom."""
        return next((grant for grant in self.grants if grant.role == role), Grant(role=role))

    @property
    def wants_mail(self) -> bool:
        """Whether they want to be told by mail."""
        return bool(self.mail) and self.mail_when != "off" and not self.disabled

    @property
    def staff(self) -> Staff:
        """The member as tickets name them."""
        if self.public_name in ("", self.name):
            return Staff(login=self.login, name=self.name)
        return Staff(login=self.login, name=self.public_name, full_name=self.name)

    @property
    def gets_in(self) -> bool:
        """Whether they can log in by themselves: not shut, and with a password or an account at the provider."""
        return not self.disabled and (bool(self.password_hash) or self.single_sign_on not in ("", AWAITED))

    def may(self, right: Right, department: str = "") -> bool:
        """Whether they have a right, and have it in this department where one is named."""
        if self.disabled or not allows(self.acts_as, right):
            return False
        return not department or right not in IN_A_DEPARTMENT or self.serves(department)

    def serves(self, department: str) -> bool:
        """Whether they belong to a department."""
        return not self.departments or department in self.departments

    def sees(self, department: str) -> bool:
        """Whether this department's cases are theirs to see."""
        return self.may(Right.READ_CASES, department)


def granted(before: StaffRecord | None, after: StaffRecord, by: str, now: datetime, second: str = "") -> StaffRecord:
    """The account with what is known of each of its roles: a new one is given ``by`` somebody ``now``."""
    had = before.roles if before is not None else ()
    kept = before if before is not None else after
    grants = tuple(
        kept.grant_of(role) if role in had else Grant(role=role, since=now, by=by, second=second)
        for role in after.roles
    )
    known = any(grant.since is not None for grant in grants)
    return replace(after, grants=grants if known else ())


_ADAPTER: TypeAdapter[StaffRecord] = TypeAdapter(StaffRecord)


def staff_to_json(record: StaffRecord) -> str:
    """The account as it is stored."""
    return _ADAPTER.dump_json(record, exclude={"lent"}).decode()


def staff_from_json(text: str) -> StaffRecord:
    """The stored account."""
    return _ADAPTER.validate_json(text)
