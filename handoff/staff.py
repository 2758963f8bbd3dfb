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


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRecord:
    """An account. ``password_hash`` is argon2id, empty while only a log-in link was given.

    ``departments``: empty means all. ``sample``: made by the demo, refused outside it.
    ``mail`` is told that concerns wait: at once, or gathered over ``mail_minutes``, in ``mail_lang``.
    """

    login: str
    name: str
    password_hash: str = ""
    roles: tuple[str, ...] = ("staff",)
    departments: tuple[str, ...] = ()
    disabled: bool = False
    sample: bool = False
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
        return Staff(login=self.login, name=self.name)

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
