import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.i18n import speaking
from api.presenters.shortlist_files import COLUMNS, write_shortlists
from api.services.phone_book import Contact, PhoneBook
from matcher.policy import STANDARD

DAY = date(2026, 11, 23)
NUMBERS = PhoneBook(students={"甲": "13800000001"}, companies={"c": Contact("王经理", "0510-88886666")})


def document(name: str, refused: dict[str, int], *items: dict[str, Any]) -> dict[str, Any]:
    return {
        "for": {"kind": "student", "ref": name, "name": name},
        "policy": STANDARD.fingerprint,
        "snapshot": "one-many",
        "items": list(items),
        "refused": refused,
    }


ITEM = {
    "rank": 1,
    "ref": "o",
    "score": 80.5,
    "title": "会计",
    "company": {"ref": "c", "name": "暖心"},
    "wage": {"low": 5000, "high": 7000},
    "place": {"code": "320205", "name": "江苏省无锡市锡山区"},
    "distance_km": None,
    "openings_left": 2,
    "reasons": [{"text": "近"}, {"text": "好"}],
    "missing": [{"text": "还差1年经验"}],
}


def rows_of(path: Path, documents: list[dict[str, Any]]) -> list[dict[str, str]]:
    with speaking("zh_CN"):
        write_shortlists(path, documents, NUMBERS, DAY, STANDARD.fingerprint)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_student_has_a_row_and_the_empty_ones_say_why(tmp_path: Path) -> None:
    documents = [
        document("甲", {"UNDER_16": 9}),
        document("乙", {"OPENING_EXPIRED": 4, "OUT_OF_REACH": 5}),
        document("丙", {}),
    ]
    rows = rows_of(tmp_path / "all.csv", documents)
    assert [row["学生 Student"] for row in rows] == ["甲", "乙", "丙"]
    assert [row["学生编号 Student ref"] for row in rows] == ["甲", "乙", "丙"]
    assert [row["理由 Reasons"] for row in rows] == [
        "未满16周岁",
        "岗位已过期：4\n距离过远：5",
        "没有岗位",
    ]
    assert rows[0]["学生电话 Phone"] == "13800000001"


def test_a_proposal_has_what_an_officer_needs_to_call(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path / "all.csv", [document("甲", {}, ITEM)])
    assert row["薪资 Wage"] == "¥5,000–7,000"
    assert row["联系人 Contact"] == "王经理"
    assert row["企业电话 Company phone"] == "0510-88886666"
    assert row["距离 km"] == ""
    assert row["工作地点 Place"] == "无锡市锡山区"
    assert row["剩余名额 Places free"] == "2"
    assert row["理由 Reasons"] == "近\n好"
    assert row["不足 Missing"] == "还差1年经验"


@pytest.mark.parametrize("documents", [[], [document("甲", {}, ITEM)]])
def test_a_workbook_is_titled_with_the_day_and_keeps_fingerprints_out_of_print(
    tmp_path: Path, documents: list[dict[str, Any]]
) -> None:
    path = tmp_path / "all.xlsx"
    with speaking("zh_CN"):
        write_shortlists(path, documents, NUMBERS, DAY, STANDARD.fingerprint)
    book = load_workbook(path)
    sheet = book.active
    assert sheet.oddHeader.left.text == "推荐名单 · 2026年11月23日 · 标准评分方案"
    assert [cell.value for cell in sheet[1]] == [column.header for column in COLUMNS]
    assert book.custom_doc_props["policy"].value == STANDARD.fingerprint
    assert not any(STANDARD.fingerprint in str(cell.value) for row in sheet.rows for cell in row)
    assert "$N$" in sheet.print_area
