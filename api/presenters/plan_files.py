"""A plan as a file: a row for each student, placed or not."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from api.i18n import marked, say
from api.presenters.plans import plan_document, reason_sentence, sought_sentence
from api.presenters.words import day, policy_name, short_place, wage_range
from api.presenters.workbooks import Cell, Column, write_csv, write_workbook
from api.services.name_subjects import OpeningFace, StudentFace
from api.services.phone_book import PhoneBook
from matcher.plan.results import Plan

FILE_TYPES = (".xlsx", ".csv", ".json")

COLUMNS = (
    Column("学生 Student", 9),
    Column("学生电话 Phone", 13),
    Column("得分 Score", 7),
    Column("本人名次 Own rank", 7),
    Column("少得分 Regret", 7),
    Column("岗位 Opening", 18),
    Column("企业 Company", 22),
    Column("薪资 Wage", 14),
    Column("工作地点 Place", 16),
    Column("说明 Note", 30),
    Column("联系人 Contact", 9),
    Column("企业电话 Company phone", 14),
    Column("学生编号 Student ref", 28, printed=False),
    Column("岗位编号 Opening ref", 28, printed=False),
)


class Named(NamedTuple):
    """Who and what the references are, and whom to call."""

    students: Mapping[str, StudentFace]
    openings: Mapping[str, OpeningFace]
    numbers: PhoneBook


def write_plan(path: Path, plan: Plan, named: Named, *, as_of: date, policy: str) -> None:
    """Write a plan to a file of one of FILE_TYPES; `policy` is the fingerprint of the one it was made by."""
    kind = path.suffix.lower()
    if kind == ".json":
        path.write_text(json.dumps(plan_document(plan), ensure_ascii=False, indent=1), "utf-8")
        return
    rows = _rows(plan, named)
    if kind == ".csv":
        write_csv(path, COLUMNS, rows)
        return
    heading = say(marked("Plan of %(day)s · %(policy)s"), day=day(as_of), policy=policy_name(policy))
    properties = {"as_of": as_of.isoformat(), "policy": policy}
    write_workbook(path, say(marked("Plan")), COLUMNS, rows, heading=heading, properties=properties)


def _rows(plan: Plan, named: Named) -> Iterator[tuple[Cell, ...]]:
    students, openings, numbers = named
    others = {each.opening: each.others for each in plan.sought}
    for proposal in plan.proposals:
        face = openings[proposal.opening]
        contact = numbers.companies[face.company_ref]
        yield (
            students[proposal.student].name,
            numbers.students.get(proposal.student),
            proposal.score / 100,
            proposal.rank,
            proposal.regret / 100,
            face.title,
            face.company_name,
            wage_range(face.wage_low, face.wage_high),
            short_place(face.place) or face.place_words,
            sought_sentence(others[proposal.opening]),
            contact.name,
            contact.phone,
            proposal.student,
            proposal.opening,
        )
    for none in plan.unplaced:
        student = students[none.student].name, numbers.students.get(none.student)
        yield (*student, *[None] * 7, reason_sentence(none.reason), *[None] * 2, none.student, None)
