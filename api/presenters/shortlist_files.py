"""Everybody's shortlists in one file: a row for each proposal, or one that says why there is none."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from api.i18n import marked, say
from api.presenters.refusals import refusal_label
from api.presenters.shortlists import Document
from api.presenters.workbooks import Cell, Column, write_csv, write_workbook
from matcher.vocabulary import Refusal

FILE_TYPES = (".xlsx", ".csv", ".json")

NOT_LOOKING = frozenset({Refusal.UNDER_16, Refusal.ALREADY_PLACED, Refusal.NOT_SEEKING})  # for them no row

COLUMNS = (
    Column("学生 Student", 10),
    Column("学生编号 Student ref", 12),
    Column("名次 Rank", 6),
    Column("得分 Score", 8),
    Column("岗位 Opening", 20),
    Column("企业 Company", 24),
    Column("岗位编号 Opening ref", 12),
    Column("工作地点 Place", 18),
    Column("距离 km", 8),
    Column("余额 Places free", 8),
    Column("理由 Reasons", 60),
)


def write_shortlists(path: Path, documents: Iterable[Document]) -> None:
    """Write students' shortlists to a file of one of FILE_TYPES, chosen by its name."""
    match path.suffix.lower():
        case ".xlsx":
            write_workbook(path, say(marked("Shortlists")), COLUMNS, _rows(documents))
        case ".csv":
            write_csv(path, COLUMNS, _rows(documents))
        case _:
            content = json.dumps({"items": list(documents)}, ensure_ascii=False, indent=1)
            path.write_text(content, "utf-8")


def _rows(documents: Iterable[Document]) -> Iterator[tuple[Cell, ...]]:
    for document in documents:
        subject = document["for"]
        if not document["items"] and document["refused"].keys() - NOT_LOOKING:
            yield subject["name"], subject["ref"], *[None] * (len(COLUMNS) - 3), _why_empty(document)
        for item in document["items"]:
            yield (
                subject["name"],
                subject["ref"],
                item["rank"],
                item["score"],
                item["title"],
                item["company"]["name"],
                item["ref"],
                item["place"]["name"],
                item["distance_km"],
                item["openings_left"],
                "\n".join(reason["text"] for reason in item["reasons"]),
            )


def _why_empty(document: Document) -> str:
    refused = document["refused"].items()
    return "\n".join(f"{refusal_label(code)}: {count}" for code, count in refused)
