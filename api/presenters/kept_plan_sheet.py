"""A plan that is kept as a workbook: a row for each student whom one may see, placed or not."""

from collections.abc import Iterator, Mapping, Sequence

from api.i18n import marked, say
from api.presenters.plan_files import COLUMNS
from api.presenters.plans import reason_sentence, sought_sentence
from api.presenters.words import day, policy_name, short_place, wage_range
from api.presenters.workbooks import Cell, workbook
from api.services.name_subjects import OpeningFace
from api.services.phone_book import PhoneBook
from models.plan import DistrictPlan, PlanItem

Openings = Mapping[str, OpeningFace]


def plan_sheet(
    plan: DistrictPlan, items: Sequence[PlanItem], openings: Openings, numbers: PhoneBook
) -> bytes:
    """A plan that was made, as .xlsx, with whom to call; `numbers` holds whoever is on it."""
    heading = say(
        marked("Plan of %(day)s · %(policy)s"), day=day(plan.as_of), policy=policy_name(plan.policy or "")
    )
    return workbook(say(marked("Plan")), COLUMNS, _rows(items, openings, numbers), heading=heading)


def _rows(items: Sequence[PlanItem], openings: Openings, numbers: PhoneBook) -> Iterator[tuple[Cell, ...]]:
    for item in items:
        student = item.student.name, numbers.students.get(item.student.ref)
        if item.opening is None:
            note = reason_sentence(item.reason or "")
            yield (*student, *[None] * 7, note, *[None] * 2, item.student.ref, None)
            continue
        face = openings[item.opening.ref]
        contact = numbers.companies[face.company_ref]
        yield (
            *student,
            _points(item.score),
            item.rank,
            _points(item.regret),
            face.title,
            face.company_name,
            wage_range(face.wage_low, face.wage_high),
            short_place(face.place) or face.place_words,
            sought_sentence(item.others or 0),
            contact.name,
            contact.phone,
            item.student.ref,
            item.opening.ref,
        )


def _points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
