"""Whom to call: students, and the people to talk to at companies. Unsealed for officers only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from models.company import Company
from models.student import Student


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers the phone at a company."""

    name: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """Numbers by reference."""

    students: Mapping[str, str | None]
    companies: Mapping[str, Contact]


def phone_book(
    session: Session, students_of: Collection[str] | None = None, companies_of: Collection[str] | None = None
) -> PhoneBook:
    """The numbers of the students and companies of these references, not many; of None: of all."""
    students = select(Student).options(load_only(Student.ref, Student.phone_sealed))
    companies = select(Company).options(load_only(Company.ref, Company.contact_sealed, Company.phone_sealed))
    if students_of is not None:
        students = students.where(Student.ref.in_(sorted(students_of)))
    if companies_of is not None:
        companies = companies.where(Company.ref.in_(sorted(companies_of)))
    return PhoneBook(
        students={student.ref: student.phone for student in session.scalars(students)},
        companies={
            company.ref: Contact(company.contact, company.phone) for company in session.scalars(companies)
        },
    )
