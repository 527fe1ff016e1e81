"""Who acts: a person with a role, a company by its key, a student by a link, or the operator."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Role(StrEnum):
    """What somebody is here for; each sees what it needs for that and no more."""

    ADMINISTRATOR = "administrator"  # accounts, keys, settings; no case data
    OFFICER = "officer"  # the whole district
    STREET_OFFICER = "street_officer"  # the students of one street
    LEADER = "leader"  # figures, never persons
    AUDITOR = "auditor"  # the audit trail
    COMPANY = "company"  # its own openings and referrals, by a key or an account
    STUDENT = "student"  # what is proposed to oneself, by a personal link
    OPERATOR = "operator"  # the command line on the machine itself; what an officer sees


STAFF = (Role.ADMINISTRATOR, Role.OFFICER, Role.STREET_OFFICER, Role.LEADER, Role.AUDITOR)
"""The roles of those who work here."""

ACCOUNT_ROLES = (*STAFF, Role.COMPANY)
"""The roles that an account may have."""

OFFICERS = (Role.OFFICER, Role.STREET_OFFICER)
"""The roles that see cases."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts, as the session layer and the audit need to know them."""

    role: Role
    name: str  # for the audit: account, company and key, or user of the machine; never a person's name
    area: str | None = None  # division code: a street officer's street
    company: int | None = None  # number of the company's row
    student: int | None = None  # number of the student's row
    account: int | None = None  # number of the account's row
    opened: tuple[str, ...] = ()  # references of students beyond the area that are open for some hours
    read_only: bool = False  # by a key that may only read

    def __post_init__(self) -> None:
        assert (self.role is Role.STREET_OFFICER) == (self.area is not None), self
        assert (self.role is Role.COMPANY) == (self.company is not None), self
        assert (self.role is Role.STUDENT) == (self.student is not None), self

    @classmethod
    def operator(cls, user: str) -> Self:
        """The local operator, by the user name on the machine."""
        return cls(Role.OPERATOR, f"cli:{user}")
