import csv
from pathlib import Path
from typing import Any

from api.i18n import speaking
from api.presenters.shortlist_files import write_shortlists


def empty(name: str, refused: dict[str, int]) -> dict[str, Any]:
    return {"for": {"kind": "student", "ref": name, "name": name}, "items": [], "refused": refused}


def test_an_empty_shortlist_says_why_unless_nobody_is_looking(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    documents = [
        empty("甲", {"UNDER_16": 9}),
        empty("乙", {"OPENING_EXPIRED": 4, "OUT_OF_REACH": 5}),
        empty("丙", {}),
    ]
    with speaking("zh_CN"):
        write_shortlists(path, documents)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [row[0] for row in rows] == ["乙"]
    assert rows[0][-1] == "岗位已过期: 4\n距离过远: 5"
    assert len(rows[0]) == 11
