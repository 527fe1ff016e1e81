"""An evaluation as tables: a figure stands beside what it means, in a terminal, a page and a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from api.i18n import marked, say, say_list
from api.presenters.evaluations import Document
from api.presenters.words import day, policy_name, short_place

Cell = str | int | float | None


def _count(value: float) -> str:
    return f"{value:,}"


def _share(value: float) -> str:
    return f"{value:.1%}"


def _mean(value: float) -> str:
    return f"{value:.1f}"


def _number(value: float) -> str:
    return f"{value:.2f}"


def _figure(value: float) -> str:
    return f"{value:.3f}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header, and how its numbers are written; without a form it holds words."""

    header: str
    form: Callable[[float], str] | None = None

    def shown(self, cell: Cell) -> str:
        """A cell in the reader's writing; a dash where there is nothing to tell."""
        if cell is None:
            return "—"
        return str(cell) if isinstance(cell, str) or self.form is None else self.form(cell)


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading and what its figures mean."""

    heading: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def shown_rows(self) -> list[list[str]]:
        """The rows as they are read."""
        return [
            [column.shown(cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows
        ]


DIMENSIONS = {
    "hardship": marked("By hardship"),
    "place": marked("By home"),
    "education": marked("By education"),
}


def title_of(document: Document) -> str:
    """What was evaluated, and when."""
    if document["kind"] == "titles":
        return say(marked("Titles held against the codes that people gave them"))
    sentence = {
        "registry": marked("The matcher on the registry of %(day)s · %(policy)s"),
        "outcomes": marked("Rankings held against outcomes, as of %(day)s · %(policy)s"),
    }[document["kind"]]
    return say(
        sentence, day=day(date.fromisoformat(document["as_of"])), policy=policy_name(document["policy"])
    )


def remarks(document: Document) -> list[str]:
    """What else there is to know before reading."""
    told = []
    if document["kind"] == "registry":
        told.append(
            say(
                marked("%(seeking)s of %(registered)s registered students seek work; lists of %(k)s"),
                k=document["k"],
                **document["students"],
            )
        )
    if document.get("unknown"):
        told.append(
            say(
                marked("Pairs that name a student or an opening that is not in the registry: %(pairs)s"),
                pairs=document["unknown"],
            )
        )
    if document.get("unread"):
        rows = [str(number) for number in document["unread"]]
        told.append(say(marked("Rows that could not be used: %(rows)s"), rows=say_list(rows, most=10)))
    return told


def sections(document: Document) -> list[Section]:
    """The tables of an evaluation."""
    return {"registry": _registry, "outcomes": _outcomes, "titles": _titles}[document["kind"]](document)


def _registry(document: Document) -> list[Section]:
    found = []
    if document["coverage"] is not None:
        everyone = {"name": say(marked("all seekers")), **document["coverage"]}
        found.append(_coverage(say(marked("What seekers can hope for")), [everyone]))
    if document["empty_because"]:
        found.append(_empty(document))
    found.append(_congestion(document["congestion"]))
    if document["congestion"]["crowded"]:
        found.append(_crowded(document["congestion"]))
    for groups in document["groups"]:
        if groups["items"]:
            found.append(_coverage(say(DIMENSIONS[groups["dimension"]]), _named(groups), groups["gap"]))
    return found


def _named(groups: Document) -> list[Document]:
    """The groups with names short enough for a table."""
    if groups["dimension"] != "place":
        return list(groups["items"])
    return [{**item, "name": short_place(item["key"]) or item["name"]} for item in groups["items"]]


def _coverage(heading: str, items: Sequence[Document], gap: Document | None = None) -> Section:
    """Coverage of groups; `gap` is between the best and the worst of them."""
    note = say(
        marked(
            "Possible: no rule refuses the opening. Best score: mean of the first on each list, with the "
            "margin that chance may account for"
        )
    )
    if gap is not None and gap["enough"] is not None:
        note = say(
            marked(
                "Between the best and the worst: %(enough)s in three or more possible openings, %(score)s in "
                "the best score"
            ),
            enough=_share(gap["enough"]),
            score="—" if gap["best_score"] is None else _number(gap["best_score"]),
        )
    columns = (
        Column(say(marked("Group"))),
        Column(say(marked("Students")), _count),
        Column(say(marked("Three or more")), _share),
        Column(say(marked("At least one")), _share),
        Column(say(marked("No opening")), _share),
        Column(say(marked("Possible openings")), _mean),
        Column(say(marked("Best score")), _number),
        Column("±", _number),
    )
    keys = ("name", "students", "enough", "some", "none", "possible", "best_score", "best_score_margin")
    return Section(heading, note, columns, tuple(tuple(item[key] for key in keys) for item in items))


def _empty(document: Document) -> Section:
    return Section(
        say(marked("Why lists are empty")),
        say(marked("The rule that refused most of the openings that others could have")),
        (Column(say(marked("Reason"))), Column(say(marked("Students")), _count)),
        tuple((reason["name"], reason["students"]) for reason in document["empty_because"]),
    )


def _congestion(figures: Document) -> Section:
    columns = (
        Column(say(marked("Openings")), _count),
        Column(say(marked("Places free")), _count),
        Column(say(marked("Proposals")), _count),
        Column(say(marked("Proposals per place")), _number),
        Column(say(marked("Never proposed")), _share),
        Column(say(marked("Gini")), _figure),
    )
    keys = ("openings", "places", "proposals", "load", "never_proposed", "gini")
    return Section(
        say(marked("How evenly openings are proposed")),
        say(marked("Gini: 0 when every opening is proposed equally often, 1 when a single one always is")),
        columns,
        (tuple(figures[key] for key in keys),),
    )


def _crowded(figures: Document) -> Section:
    columns = (
        Column(say(marked("Opening"))),
        Column(say(marked("Company"))),
        Column(say(marked("On lists")), _count),
        Column(say(marked("Places free")), _count),
        Column(say(marked("Proposals per place")), _number),
    )
    keys = ("title", "company", "proposed", "places", "load")
    return Section(
        say(marked("The most crowded openings")),
        say(marked("Students who are sent to the same place compete with each other")),
        columns,
        tuple(tuple(one[key] for key in keys) for one in figures["crowded"]),
    )


def _outcomes(document: Document) -> list[Section]:
    summary = (
        Column(say(marked("Pairs")), _count),
        Column(say(marked("Students")), _count),
        Column(say(marked("Students without a good outcome, left out")), _count),
        Column("MAP", _figure),
        Column("AUC", _figure),
        Column(say(marked("Students of the AUC")), _count),
    )
    keys = ("pairs", "students", "left_out", "map", "auc", "auc_students")
    cutoffs = (
        Column(say(marked("First")), _count),
        Column("nDCG", _figure),
        Column(say(marked("Recall")), _figure),
    )
    return [
        Section(
            say(marked("What came of it")),
            say(
                marked(
                    "MAP: precision at each good outcome. AUC: how often a good outcome stands above a bad "
                    "one of the same student; 0.5 is chance"
                )
            ),
            summary,
            (tuple(document[key] for key in keys),),
        ),
        Section(
            say(marked("Among the first of the list")),
            say(marked("nDCG: 1 when no order could be better. Recall: share of the good outcomes listed")),
            cutoffs,
            tuple((int(k), document["ndcg"][k], document["recall"][k]) for k in document["ndcg"]),
        ),
    ]


def _titles(document: Document) -> list[Section]:
    summary = (
        Column(say(marked("Titles")), _count),
        Column(say(marked("Coded")), _share),
        Column(say(marked("Same code")), _share),
        Column(say(marked("Same middle group")), _share),
        Column(say(marked("Same major group")), _share),
        Column(say(marked("The surer half: same middle group")), _share),
        Column(say(marked("Calibration error")), _figure),
    )
    keys = (
        "titles",
        "coded",
        "exact",
        "middle_group",
        "major_group",
        "surer_half",
        "calibration_error",
    )
    bins = (
        Column(say(marked("Confidence"))),
        Column(say(marked("Titles")), _count),
        Column(say(marked("Mean confidence")), _share),
        Column(say(marked("Same code")), _share),
    )
    return [
        Section(
            say(marked("Same code as people gave")),
            say(marked("Each title is coded by a model that has not seen it")),
            summary,
            (tuple(document[key] for key in keys),),
        ),
        Section(
            say(marked("What a confidence is worth")),
            say(marked("Calibration error: the mean distance between the last two columns")),
            bins,
            tuple(
                (f"{part['low']:.1f}–{part['high']:.1f}", part["answers"], part["confidence"], part["right"])
                for part in document["reliability"]
            ),
        ),
    ]
