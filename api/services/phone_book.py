"""Whom to call: students, and the people to talk to at companies. Unsealed for officers only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from api.services.name_subjects import among
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
    """The numbers of the students and companies of these references; of None: of all."""
    students = select(Student).options(load_only(Student.ref, Student.phone_sealed))
    companies = select(Company).options(load_only(Company.ref, Company.contact_sealed, Company.phone_sealed))
    return PhoneBook(
        students={
            student.ref: student.phone
            for wanted in among(Student.ref, students_of)
            for student in session.scalars(students.where(wanted))
        },
        companies={
            company.ref: Contact(company.contact, company.phone)
            for wanted in among(Company.ref, companies_of)
            for company in session.scalars(companies.where(wanted))
        },
    )
