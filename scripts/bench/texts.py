"""`python -m scripts.bench.texts PAIRS.json`: how well words on experience find the duties that suit them.

The file holds texts of experience, texts of duties, and pairs (experience, duties, 1 satisfied or 0). Each
text becomes a student or an opening of a registry of its own that knows next to nothing else of them; all go
through import and shortlist as a user would take them.
"""

import csv
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import click

from matcher.evaluation.ranking import Judged, Query, ranking_figures
from scripts.bench.measure import measure
from scripts.district.numbers import Numbers

TITLE = "实习生-"  # a number behind it tells nothing of the work
COMPANY = "某某有限公司"
BIRTH = date(2003, 5, 1)
DIGITS = "零一二三四五六七八九"


@click.command()
@click.argument("pairs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(pairs: Path) -> None:
    """Print the AUC within one text of experience, averaged over the texts with both verdicts."""
    texts = json.loads(pairs.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        ranks = _ranks(Path(folder), texts["experience"], texts["duties"])
    figures = ranking_figures(_queries(texts["pairs"], ranks))
    auc = "–" if figures.auc is None else f"{figures.auc:.3f}"
    click.echo(f"AUC {auc} over {figures.auc_queries} texts of experience with both verdicts")


def _ranks(folder: Path, experience: list[str], duties: list[str]) -> Mapping[tuple[int, int], int]:
    """Rank of each opening that is listed, by the numbers of the texts."""
    numbers = Numbers(Random(1))
    openings = [
        {"公司名称": COMPANY, "岗位名称": f"{TITLE}{n:04}", "工作地点": "无锡市锡山区", "岗位职责": text}
        for n, text in enumerate(duties)
    ]
    students = [
        {
            "姓名": _name(n),
            "身份证号": numbers.id_number(BIRTH, "female"),
            "困难类别": "低保",
            "经历": text,
        }
        for n, text in enumerate(experience)
    ]
    measure(["db", "upgrade"], folder)
    for kind, rows in (("openings", openings), ("students", students)):
        measure(["import", kind, str(_write(folder / f"{kind}.csv", rows))], folder)
    out = folder / "lists.json"
    measure(["shortlist", "--all", "-k", str(len(duties)), "--out", str(out)], folder)
    return {
        (_number(each["for"]["name"]), int(item["title"].removeprefix(TITLE))): item["rank"]
        for each in json.loads(out.read_text(encoding="utf-8"))["items"]
        for item in each["items"]
    }


def _queries(pairs: Iterable[tuple[int, int, int]], ranks: Mapping[tuple[int, int], int]) -> list[Query]:
    """The pairs of each text of experience; what is not listed has no rank."""
    queries: dict[int, list[Judged]] = defaultdict(list)
    for experience, duties, satisfied in pairs:
        queries[experience].append(Judged(satisfied, ranks.get((experience, duties))))
    return list(queries.values())


def _name(number: int) -> str:
    return "考" + "".join(DIGITS[int(digit)] for digit in str(number))


def _number(name: str) -> int:
    return int("".join(str(DIGITS.index(letter)) for letter in name[1:]))


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    main()
