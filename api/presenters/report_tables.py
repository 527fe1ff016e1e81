"""A yearly report as tables: the same ones on the terminal, on the page and in the workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from api.i18n import marked, say
from api.presenters.report_words import figure_name
from api.presenters.reports import Document
from api.presenters.words import day
from api.services.reports.report_words import By, Figure

WITHHELD = "＊"
NOTHING = "—"


class Number(NamedTuple):
    """A number of the report: in counts, in yuan, or a rate from 0 to 1."""

    value: float | None
    unit: str
    withheld: bool

    def written(self) -> str:
        """As it is read."""
        if self.value is None:
            return WITHHELD if self.withheld else NOTHING
        if self.unit == "rate":
            return f"{self.value:.1%}"
        if self.unit == "yuan":
            return f"¥{self.value:,.0f}"
        return f"{self.value:,}"


Cell = str | Number


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading; numbers keep what they are counted in."""

    heading: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def written(self) -> list[list[str]]:
        """The rows as they are read."""
        return [[cell if isinstance(cell, str) else cell.written() for cell in row] for row in self.rows]


PARTS: Mapping[str, tuple[Figure, ...]] = {
    marked("Companies and openings"): (
        Figure.COMPANIES_REGISTERED,
        Figure.COMPANIES_ACTIVE,
        Figure.COMPANIES_WITH_OPENINGS,
        Figure.OPENINGS_VALID,
        Figure.HEADCOUNT_VALID,
    ),
    marked("From school to work"): (
        Figure.STUDENTS,
        Figure.GRADUATES,
        Figure.SEEKING,
        Figure.SERVED,
        Figure.REFERRED,
        Figure.INTERVIEWED,
        Figure.PLACED,
        Figure.EMPLOYED,
        Figure.SETTLED,
        Figure.EMPLOYMENT_RATE,
        Figure.DESTINATION_RATE,
        Figure.STUDY_TO_WORK_KNOWN,
        Figure.STUDY_TO_WORK_MATCHED,
        Figure.STUDY_TO_WORK_MATCH,
        Figure.RETENTION_3,
        Figure.RETENTION_6,
        Figure.RETENTION_12,
        Figure.ZERO_EMPLOYMENT_HOUSEHOLDS,
    ),
    marked("Staying in school"): (
        Figure.AID_STUDENTS,
        Figure.AID_DUE,
        Figure.AID_DUE_UNKNOWN,
        Figure.AID_PAID,
        Figure.AID_GAP,
        Figure.DROPOUTS,
        Figure.DROPOUTS_OVER_FEES,
    ),
    marked("Relief"): (
        Figure.RELIEF_TIMES,
        Figure.RELIEF_HOUSEHOLDS,
        Figure.RELIEF_TOTAL,
        Figure.RELIEF_HIGHEST,
        Figure.FUND_BALANCE,
    ),
}

COMPARED = (
    Figure.STUDENTS,
    Figure.GRADUATES,
    Figure.SEEKING,
    Figure.EMPLOYED,
    Figure.SETTLED,
    Figure.REFERRED,
    Figure.PLACED,
)
"""Figures that stand side by side for each street and each category."""

ALONE = (
    (Figure.STUDENTS, By.STAGE),
    (Figure.PLACED, By.MONTH),
    (Figure.PLACED, By.EVIDENCE),
    (Figure.AID_PAID, By.SOURCE),
    (Figure.RELIEF_TOTAL, By.PURPOSE),
)


def title_of(document: Document) -> str:
    """Which year, up to which day."""
    until = day(date.fromisoformat(document["as_of"]))
    return say(marked("Yearly report %(year)s, up to %(day)s"), year=document["year"], day=until)


LEADING = (Figure.COMPANIES_REGISTERED, Figure.PLACED, Figure.DROPOUTS_OVER_FEES)
"""The figures that the programme is known by."""


def leading_figures(document: Document) -> list[tuple[str, Number, str]]:
    """Name, number and definition of the figures that stand on top."""
    figures = {figure["id"]: figure for figure in document["figures"]}
    return [(figures[each]["name"], _number(figures[each]), figures[each]["definition"]) for each in LEADING]


def key_figures(document: Document) -> list[Table]:
    """The figures with what each counts, part by part."""
    figures = {figure["id"]: figure for figure in document["figures"]}
    headers = (say(marked("Figure")), say(marked("Value")), say(marked("What it counts")))
    return [
        Table(
            say(heading),
            headers,
            tuple(
                (figures[each]["name"], _number(figures[each]), figures[each]["definition"]) for each in part
            ),
        )
        for heading, part in PARTS.items()
    ]


def breakdowns(document: Document) -> list[Table]:
    """The figures by street and category side by side, the others each alone, then what became of whom."""
    return [
        _compared(document, By.STREET, say(marked("By street")), say(marked("Street"))),
        _compared(document, By.CATEGORY, say(marked("By category")), say(marked("Category"))),
        *(_alone(document, figure, by) for figure, by in ALONE),
        _retention(document),
        _steps(document),
        _years(document),
    ]


def table_of(document: Document, figure: Figure, by: By) -> Document:
    """One breakdown of the document."""
    found: Iterable[Document] = document["tables"]
    return next(each for each in found if (each["figure"], each["by"]) == (figure, by))


def _compared(document: Document, by: By, heading: str, first: str) -> Table:
    columns = [table_of(document, figure, by) for figure in COMPARED]
    rows: Iterable[tuple[Document, ...]] = zip(*(column["items"] for column in columns), strict=True)
    return Table(
        heading,
        (first, *(figure_name(figure) for figure in COMPARED)),
        tuple((items[0]["name"], *(_number(item, "count") for item in items)) for items in rows),
    )


def _alone(document: Document, figure: Figure, by: By) -> Table:
    found = table_of(document, figure, by)
    rows = tuple((item["name"], _number(item, found["unit"])) for item in found["items"])
    return Table(found["name"], ("", figure_name(figure)), rows)


def _retention(document: Document) -> Table:
    headers = (
        say(marked("Employment reached")),
        say(marked("Persons")),
        say(marked("Still employed")),
        say(marked("Left before")),
        say(marked("Not known")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            say(marked("%(months)s months"), months=each["months"]),
            *(_number(each[name], "count") for name in ("due", "held", "left", "not_known")),
        )
        for each in document["retention"]
    )
    return Table(say(marked("Retention")), headers, rows)


def _steps(document: Document) -> Table:
    headers = (say(marked("Graduates of the year who")), say(marked("Persons")))
    rows = tuple((each["name"], _number(each, "count")) for each in document["funnel"])
    return Table(say(marked("From graduation to work")), headers, rows)


def _years(document: Document) -> Table:
    rows = tuple((str(each["year"]), _number(each, "count")) for each in document["placed_by_year"])
    return Table(say(marked("Placed, year by year")), (say(marked("Year")), say(marked("Placed"))), rows)


def _number(told: Document, unit: str | None = None) -> Number:
    return Number(told["value"], unit or told["unit"], told["withheld"])


def remarks(document: Document) -> Sequence[str]:
    """What to know before reading."""
    audience = (
        say(marked("For publication."))
        if document["audience"] == "public"
        else say(marked("For use inside the programme; not for publication."))
    )
    sign = say(marked("%(sign)s stands for a number that is withheld."), sign=WITHHELD)
    return audience, f"{document['note']} {sign}"
