"""One shortlist as a workbook to work with on paper: for a student, or for an opening."""

from collections.abc import Sequence
from datetime import date

from api.i18n import marked, say
from api.presenters.shortlists import Document
from api.presenters.words import day, policy_name, short_place, wage_range
from api.presenters.workbooks import Cell, Column, workbook
from api.services.phone_book import PhoneBook

_FIRST = (Column("名次 Rank", 6), Column("得分 Score", 7))
_OPENING = (
    Column("岗位 Opening", 18),
    Column("企业 Company", 22),
    Column("薪资 Wage", 14),
    Column("工作地点 Place", 16),
    Column("剩余名额 Places free", 8),
    Column("联系人 Contact", 9),
    Column("企业电话 Company phone", 14),
)
_STUDENT = (
    Column("学生 Student", 9),
    Column("学生电话 Phone", 13),
    Column("居住地 Home", 16),
)
_WHY = (
    Column("距离 km", 6),
    Column("理由 Reasons", 36),
    Column("不足 Missing", 26),
)
_DECIDED = (Column("处理 Decision", 12), Column("备注 Note", 20))


def shortlist_sheet(document: Document, numbers: PhoneBook) -> bytes:
    """A shortlist, made or kept, as .xlsx; `numbers` holds whoever is on it."""
    subject = document["for"]
    of_student = subject["kind"] == "student"
    decided = any("position" in item for item in document["items"])
    columns = (*_FIRST, *(_OPENING if of_student else _STUDENT), *_WHY, *(_DECIDED if decided else ()))
    heading = say(
        marked("Shortlist: %(name)s · %(day)s · %(policy)s"),
        name=subject["name"] if of_student else subject["title"],
        day=day(date.fromisoformat(document["as_of"])),
        policy=policy_name(document["policy"]),
    )
    rows = [
        (
            item.get("position", item["rank"]),
            item["score"],
            *(_opening(item, numbers) if of_student else _student(item, numbers)),
            item["distance_km"],
            "\n".join(reason["text"] for reason in item["reasons"]),
            "\n".join(lack["text"] for lack in item["missing"]),
            *(_decision(item) if decided else ()),
        )
        for item in document["items"]
    ]
    return workbook(say(marked("Shortlist")), columns, rows, heading=heading)


def _opening(item: Document, numbers: PhoneBook) -> Sequence[Cell]:
    contact = numbers.companies[item["company"]["ref"]]
    return (
        item["title"],
        item["company"]["name"],
        wage_range(item["wage"]["low"], item["wage"]["high"]),
        _place(item),
        item["openings_left"],
        contact.name,
        contact.phone,
    )


def _student(item: Document, numbers: PhoneBook) -> Sequence[Cell]:
    return item["name"], numbers.students.get(item["ref"]), _place(item)


def _place(item: Document) -> str | None:
    return short_place(item["place"]["code"]) or item["place"]["name"]


def _decision(item: Document) -> Sequence[Cell]:
    dropped = item["dropped"] and say(marked("Dropped: %(reason)s"), reason=item["dropped"]["name"])
    return dropped or (say(marked("Pinned")) if item["pinned"] else None), item["note"]
