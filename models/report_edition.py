"""The yearly report as it was told: kept, so that what is told later agrees with what was read before."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.disclosure.editions import Edition
from matcher.disclosure.publish import Audience
from matcher.disclosure.tables import Cell, Sum, Tables
from models.base import Base, enum_type
from models.sealing import Form, KeyOwner, Sealed

YEAR_OVER = 5  # the period after the four quarters of the year itself


def _write(edition: Edition) -> str:
    tables = edition.tables
    cells = [(key, cell.value, cell.persons, cell.within, cell.weight) for key, cell in tables.cells.items()]
    sums = [(one.whole, one.parts) for one in tables.sums]
    return json.dumps({"cells": cells, "sums": sums, "withheld": sorted(edition.withheld)})


def _read(text: str) -> Edition:
    kept = json.loads(text)
    cells = {
        tuple(key): Cell(value, persons, within and tuple(within), weight)
        for key, value, persons, within, weight in kept["cells"]
    }
    sums = tuple(Sum(tuple(whole), tuple(map(tuple, parts))) for whole, parts in kept["sums"])
    return Edition(Tables(cells, sums), frozenset(map(tuple, kept["withheld"])))


EDITION: Form[Edition] = Form(_write, _read)


class ReportEdition(KeyOwner, Base):
    """What an audience reads of a year, until the next edition is due; the counts behind it are sealed."""

    __tablename__ = "report_editions"

    year: Mapped[int]
    audience: Mapped[Audience] = mapped_column(enum_type(Audience, "audience"))
    period: Mapped[int]  # the quarter in which it was made, or that the year was over
    as_of: Mapped[date]
    made_at: Mapped[datetime]
    told: Mapped[dict[str, Any]]  # as it may be shown
    edition_sealed: Mapped[bytes]

    edition = Sealed(EDITION)

    __table_args__ = (
        UniqueConstraint("year", "audience", "period"),
        CheckConstraint(f"period BETWEEN 1 AND {YEAR_OVER}", name="period"),
    )
