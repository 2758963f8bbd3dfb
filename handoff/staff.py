"""Staff accounts: what the journal keeps of a staff member. Pure."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRecord:
    """An account. ``password_hash`` is argon2id, empty where there is no password (yet).

    ``name`` is read by colleagues, ``public_name`` by citizens (a first name, an alias, the office); empty means the
    same. ``departments``: empty means all. ``sample``: made by the demo, refused outside it. ``single_sign_on``: whose
    account it is at the OpenID provider, as `handoff.openid.claims` writes it; ``AWAITED`` until they first come from
    there; empty for a local account.
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
        if self.disabled or not allows(self.roles, right):
            return False
        return not department or right not in IN_A_DEPARTMENT or self.serves(department)

    def serves(self, department: str) -> bool:
        """Whether they belong to a department."""
        return not self.departments or department in self.departments

    def sees(self, department: str) -> bool:
        """Whether this department's cases are theirs to see."""
        return self.may(Right.READ_CASES, department)


_ADAPTER: TypeAdapter[StaffRecord] = TypeAdapter(StaffRecord)


def staff_to_json(record: StaffRecord) -> str:
    """The account as it is stored."""
    return _ADAPTER.dump_json(record).decode()


def staff_from_json(text: str) -> StaffRecord:
    """The stored account."""
    return _ADAPTER.validate_json(text)
