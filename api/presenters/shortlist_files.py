"""Everybody's shortlists in one file: a row for each proposal, or one that says why there is none."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from api.i18n import marked, say
from api.presenters.refusals import refusal_label
from api.presenters.shortlists import Document
from api.presenters.words import day, policy_name, short_place, wage_range
from api.presenters.workbooks import Cell, Column, write_csv, write_workbook
from api.services.phone_book import PhoneBook

FILE_TYPES = (".xlsx", ".csv", ".json")

COLUMNS = (
    Column("学生 Student", 9),
    Column("学生电话 Phone", 13),
    Column("名次 Rank", 6),
    Column("得分 Score", 7),
    Column("岗位 Opening", 18),
    Column("企业 Company", 22),
    Column("薪资 Wage", 14),
    Column("工作地点 Place", 16),
    Column("距离 km", 6),
    Column("剩余名额 Places free", 8),
    Column("理由 Reasons", 36),
    Column("不足 Missing", 26),
    Column("联系人 Contact", 9),
    Column("企业电话 Company phone", 14),
    Column("学生编号 Student ref", 28, printed=False),
    Column("岗位编号 Opening ref", 28, printed=False),
)


def write_shortlists(
    path: Path, documents: Iterable[Document], numbers: PhoneBook, as_of: date, policy: str
) -> None:
    """Write students' shortlists to a file of one of FILE_TYPES, chosen by its name.

    `policy` is the fingerprint of the policy that they were made by.
    """
    kind = path.suffix.lower()
    if kind == ".json":
        content = json.dumps({"items": list(documents)}, ensure_ascii=False, indent=1)
        path.write_text(content, "utf-8")
        return
    remaining = iter(documents)
    first = next(remaining, None)
    rows = _rows(remaining if first is None else chain([first], remaining), numbers)
    heading = say(marked("Shortlists of %(day)s · %(policy)s"), day=day(as_of), policy=policy_name(policy))
    if kind == ".csv":
        write_csv(path, COLUMNS, rows)
        return
    openings = first["snapshot"].rpartition("-")[2] if first else ""
    properties = {"as_of": as_of.isoformat(), "policy": policy, "openings": openings}
    write_workbook(path, say(marked("Shortlists")), COLUMNS, rows, heading=heading, properties=properties)


def _rows(documents: Iterable[Document], numbers: PhoneBook) -> Iterator[tuple[Cell, ...]]:
    for document in documents:
        subject = document["for"]
        student = (subject["name"], numbers.students.get(subject["ref"]))
        if not document["items"]:
            yield (*student, *[None] * 8, _why_empty(document), *[None] * 3, subject["ref"], None)
        for item in document["items"]:
            contact = numbers.companies[item["company"]["ref"]]
            yield (
                *student,
                item["rank"],
                item["score"],
                item["title"],
                item["company"]["name"],
                wage_range(item["wage"]["low"], item["wage"]["high"]),
                short_place(item["place"]["code"]) or item["place"]["name"],
                item["distance_km"],
                item["openings_left"],
                "\n".join(reason["text"] for reason in item["reasons"]),
                "\n".join(lack["text"] for lack in item["missing"]),
                contact.name,
                contact.phone,
                subject["ref"],
                item["ref"],
            )


def _why_empty(document: Document) -> str:
    """What refused every opening, or that there is none."""
    if not document["refused"]:
        return say(marked("There are no openings"))
    reasons = document["refused"].items()
    if len(reasons) == 1:
        return refusal_label(next(iter(document["refused"])))
    return "\n".join(
        say(marked("%(reason)s: %(count)s"), reason=refusal_label(code), count=count)
        for code, count in reasons
    )
