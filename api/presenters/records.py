"""One student and one company, as the officer who works with them reads them."""

from typing import Any

from api.presenters.words import education_name, occupation_name, place_name, state_name
from matcher.vocabulary import Education
from models.company import Company
from models.student import Student

Document = dict[str, Any]


def student_record(student: Student) -> Document:
    """What the work with a student needs; neither ID number nor hardship."""
    return {
        "ref": student.ref,
        "name": student.name,
        "birth_date": student.birth_date,
        "phone": student.phone,
        "guardian": student.guardian,
        "guardian_phone": student.guardian_phone,
        "place": {"code": student.place, "name": place_name(student.place)},
        "state": {"code": student.state, "name": state_name(student.state)},
        "education": _education(student.education),
        "completion": student.completion,
        "graduation": student.graduation,
        "school": student.school,
        "major": student.major_words,
        "skills": student.skills,
        "certificates": student.certificates,
        "experience_months": student.experience_months,
        "wished_occupations": [_named(code, occupation_name(code)) for code in student.wished_occupations],
        "wage_floor": student.wage_floor,
        "wished_places": [_named(code, place_name(code)) for code in student.wished_places],
        "needs_dormitory": student.needs_dormitory,
        "may_relocate": student.may_relocate,
        "limits": student.limits,
    }


def company_record(company: Company) -> Document:
    """A company, and whom to talk to there."""
    return {
        "ref": company.ref,
        "name": company.name,
        "uscc": company.uscc,
        "verified": company.verified,
        "status": company.status,
        "industry": company.industry,
        "address": company.address,
        "place": {"code": company.place, "name": place_name(company.place) or company.place_words},
        "size": company.size,
        "contact": company.contact,
        "phone": company.phone,
        "joined": company.joined,
        "suspended_at": company.suspended_at,
        "suspended_reason": company.suspended_reason,
    }


def _education(level: Education | None) -> Document:
    return _named(None if level is None else level.name, None if level is None else education_name(level))


def _named(code: str | None, name: str | None) -> Document:
    return {"code": code, "name": name}
