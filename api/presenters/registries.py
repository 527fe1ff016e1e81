"""Students, companies and openings as rows that one finds and chooses from."""

from typing import Any

from api.presenters.pages import envelope
from api.presenters.words import education_name, place_name, short_place, state_name, wage_range
from models.company import Company
from models.opening import Opening
from models.queries.pages import Page
from models.student import Student

Document = dict[str, Any]


def page_document(page: Page[Student] | Page[Company] | Page[Opening]) -> Document:
    """A page as an envelope."""
    return envelope(page, [_row(item) for item in page.items])


def student_row(student: Student) -> Document:
    """A student as an officer finds one; hardship is not for a list."""
    return {
        "ref": student.ref,
        "name": student.name,
        "place": {"code": student.place, "name": place_name(student.place)},
        "school": student.school,
        "major": student.major_words,
        "education": {
            "code": None if student.education is None else student.education.name,
            "name": None if student.education is None else education_name(student.education),
        },
        "graduation": student.graduation,
        "state": {"code": student.state, "name": state_name(student.state)},
    }


def _company_row(company: Company) -> Document:
    return {
        "ref": company.ref,
        "name": company.name,
        "uscc": company.uscc,
        "place": {"code": company.place, "name": place_name(company.place) or company.place_words},
        "status": company.status,
    }


def opening_row(opening: Opening) -> Document:
    """An opening as an officer finds one."""
    return {
        "ref": opening.ref,
        "title": opening.title,
        "company": {"ref": opening.company.ref, "name": opening.company.name},
        "place": {"code": opening.place, "name": place_name(opening.place) or opening.place_words},
        "wage": {"low": opening.wage_low, "high": opening.wage_high},
        "valid_to": opening.valid_to.isoformat(),
        "status": opening.status,
    }


def _row(item: Student | Company | Opening) -> Document:
    if isinstance(item, Student):
        return student_row(item)
    return _company_row(item) if isinstance(item, Company) else opening_row(item)


def row_line(item: Student | Opening) -> str:
    """A student or an opening on one line, enough to choose by, and the reference to choose with."""
    if isinstance(item, Student):
        words = (item.name, short_place(item.place), item.school, item.major_words)
    else:
        words = (
            item.title,
            item.company.name,
            short_place(item.place) or item.place_words,
            item.external_ref,
        )
    return " · ".join(word for word in (*words, item.ref) if word)


def shown_wage(row: Document) -> str:
    """The wage of an opening's row in words."""
    return wage_range(row["wage"]["low"], row["wage"]["high"])
