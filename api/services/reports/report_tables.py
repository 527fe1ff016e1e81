"""The yearly report as tables of counts, with all that relates them: what `publish` is given."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from api.services.reports.report_cohorts import Cohorts, Persons, households_without_work, stage_of
from api.services.reports.report_facts import CATEGORIES, YearFacts
from api.services.reports.report_words import UNKNOWN, By, Figure, Stage, Step
from matcher.disclosure.tables import Cell, Key, Sum, Tables
from matcher.lifecycle import EVIDENCE, RETENTION
from models.aid_payment import AidSource
from models.relief_payment import ReliefPurpose
from models.schooling_event import LeavingReason

HELD, LEFT = "held", "left"  # beside UNKNOWN: what became of those asked about
MET, OPEN = "met", "open"  # terms by whether all that was due came
OTHERWISE = "other_reasons"

HEADLINES = frozenset({Figure.STUDENTS, Figure.GRADUATES, Figure.PLACED, Figure.EMPLOYED})
"""Figures whose totals are withheld only where nothing else helps."""
HEADLINE = 50


def key_of(figure: Figure | str, year: int, by: By | str | None = None, code: str | None = None) -> Key:
    """What names a cell in every report that it stands in."""
    return (figure, str(year), *((by, code) if by is not None and code is not None else ()))


def step_key(step: Step, year: int) -> Key:
    """The cell of a step of the funnel; the first two are figures of their own."""
    if step in (Step.GRADUATES, Step.SEEKING):
        return key_of(Figure(step.value), year)
    return key_of("funnel", year, "step", step)


def retention_key(months: int, year: int, outcome: str | None = None) -> Key:
    """The cell of those whose employment reached so many months, or of what was found of them."""
    return key_of(f"due_{months}", year, "outcome" if outcome else None, outcome)


def count_tables(facts: YearFacts, found: Cohorts) -> Tables:
    """All counts of persons and households of one year."""
    tables = _Tables(facts)
    tables.add_stock(found)
    tables.add_work(found)
    tables.add_funnel(found)
    tables.add_retention(found)
    tables.add_school()
    tables.add_relief()
    return Tables(tables.cells, tuple(tables.sums))


class _Tables:
    def __init__(self, facts: YearFacts) -> None:
        self.facts = facts
        self.cells: dict[Key, Cell] = {}
        self.sums: list[Sum] = []
        places = sorted(set(facts.streets.values()))
        kinds = [*(each.value for each in CATEGORIES), UNKNOWN]
        present = set(facts.categories.values())
        self.codes: Mapping[By, list[str]] = {
            By.STREET: places,
            By.CATEGORY: [kind for kind in kinds if kind in present],
            By.STAGE: [stage.value for stage in Stage],
        }
        self.groups: Mapping[By, Callable[[int], str]] = {
            By.STREET: facts.streets.__getitem__,
            By.CATEGORY: facts.categories.__getitem__,
            By.STAGE: {person.number: stage_of(person).value for person in facts.people}.__getitem__,
        }

    def add_stock(self, found: Cohorts) -> None:
        self._count(Figure.STUDENTS, found.everybody, by=(By.STREET, By.CATEGORY, By.STAGE))
        self._count(Figure.GRADUATES, found.graduates, within=Figure.STUDENTS)
        self._count(Figure.SEEKING, found.seeking, within=Figure.GRADUATES)
        self._count(Figure.SERVED, found.served, within=Figure.SEEKING, by=())
        self._count(Figure.SETTLED, found.settled, within=Figure.GRADUATES)
        self._count(Figure.EMPLOYED, found.employed, within=Figure.SETTLED)

    def add_work(self, found: Cohorts) -> None:
        self._count(Figure.REFERRED, found.referred, within=Figure.STUDENTS)
        self._count(Figure.INTERVIEWED, found.interviewed, within=Figure.STUDENTS, by=())
        self._count(Figure.PLACED, frozenset(found.placed), within=Figure.STUDENTS)
        evidence = Counter(each.value for each in found.evidence.values())
        self._split(Figure.PLACED, By.EVIDENCE, {each.value: evidence[each.value] for each in EVIDENCE})
        months = Counter(hire.started.month for hire in found.placed.values())
        self._split(
            Figure.PLACED, By.MONTH, {str(each): months[each] for each in range(1, self._last_month() + 1)}
        )
        self._count(Figure.STUDY_TO_WORK_KNOWN, found.study_known, within=Figure.PLACED, by=())
        self._count(
            Figure.STUDY_TO_WORK_MATCHED, found.study_matched, within=Figure.STUDY_TO_WORK_KNOWN, by=()
        )

    def add_funnel(self, found: Cohorts) -> None:
        year = self.facts.year
        for step, persons, group in (
            (Step.REFERRED, found.funnel_referred, Step.SEEKING),
            (Step.INTERVIEWED, found.funnel_interviewed, Step.REFERRED),
            (Step.PLACED, found.funnel_placed, Step.SEEKING),
            (Step.RETAINED, found.funnel_retained, Step.PLACED),
        ):
            self.cells[step_key(step, year)] = Cell(len(persons), within=step_key(group, year))

    def add_retention(self, found: Cohorts) -> None:
        for months in RETENTION:
            asked = found.retention[months]
            counts = {HELD: len(asked.held), LEFT: len(asked.left), UNKNOWN: len(asked.unknown)}
            self.cells[retention_key(months, self.facts.year)] = Cell(sum(counts.values()))
            self._split(f"due_{months}", "outcome", counts)

    def add_school(self) -> None:
        year, terms = self.facts.year, self.facts.terms
        self.cells[key_of(Figure.AID_STUDENTS, year)] = Cell(len({term.student_ref for term in terms}))
        self._of(
            Figure.AID_DUE,
            "terms",
            {
                MET: [term.student_ref for term in terms if term.gap == 0],
                OPEN: [term.student_ref for term in terms if term.gap],
                UNKNOWN: [term.student_ref for term in terms if term.gap is None],
            },
        )
        paid = [(each.source, term.student_ref) for term in terms for each in term.aid if each.paid_on]
        self._of(
            Figure.AID_PAID,
            By.SOURCE,
            {each.value: [whose for source, whose in paid if source is each] for each in AidSource},
        )
        left = self.facts.left_school
        over_fees = {each.student_ref for each in left if each.reason is LeavingReason.FEES}
        everybody = {each.student_ref for each in left}
        self.cells[key_of(Figure.DROPOUTS, year)] = Cell(len(everybody))
        self.cells[key_of(Figure.DROPOUTS_OVER_FEES, year)] = Cell(len(over_fees))
        self.cells[key_of(OTHERWISE, year)] = Cell(len(everybody - over_fees))
        parts = (key_of(Figure.DROPOUTS_OVER_FEES, year), key_of(OTHERWISE, year))
        self.sums.append(Sum(key_of(Figure.DROPOUTS, year), parts))

    def add_relief(self) -> None:
        year, relief = self.facts.year, self.facts.relief
        self._of(
            Figure.RELIEF_TIMES,
            By.PURPOSE,
            {each.value: [one.payee_ref for one in relief if one.purpose is each] for each in ReliefPurpose},
        )
        households = Cell(len({one.payee_ref for one in relief}))
        self.cells[key_of(Figure.RELIEF_HOUSEHOLDS, year)] = households
        left = Cell(households_without_work(self.facts))
        self.cells[key_of(Figure.ZERO_EMPLOYMENT_HOUSEHOLDS, year)] = left

    def _last_month(self) -> int:
        return self.facts.as_of.month

    def _count(
        self,
        figure: Figure,
        persons: Persons,
        *,
        within: Figure | None = None,
        by: Iterable[By] = (By.STREET, By.CATEGORY),
    ) -> None:
        """The number of these persons, in all and broken down, each cell a part of that of the group."""
        year = self.facts.year
        weight = HEADLINE if figure in HEADLINES else 1
        self.cells[key_of(figure, year)] = Cell(len(persons), within=self._group(within), weight=weight)
        for each in by:
            counts = Counter(map(self.groups[each], sorted(persons)))
            self._split(figure, each, {code: counts[code] for code in self.codes[each]}, within=within)

    def _split(
        self,
        figure: Figure | str,
        by: By | str,
        counts: Mapping[str, int],
        *,
        within: Figure | None = None,
    ) -> None:
        """A figure that is in the tables already, broken down."""
        year = self.facts.year
        parts = {code: key_of(figure, year, by, code) for code in counts}
        for code, key in parts.items():
            self.cells[key] = Cell(counts[code], within=self._group(within, by, code))
        self.sums.append(Sum(key_of(figure, year), tuple(parts.values())))

    def _group(
        self, within: Figure | None, by: By | str | None = None, code: str | None = None
    ) -> Key | None:
        return None if within is None else key_of(within, self.facts.year, by, code)

    def _of(self, figure: Figure, by: By | str, parts: Mapping[str, list[str]]) -> None:
        """How often something was done, in all and broken down; each part lists whom it was done for."""
        year = self.facts.year
        everybody = [whose for part in parts.values() for whose in part]
        self.cells[key_of(figure, year)] = Cell(len(everybody), persons=len(set(everybody)))
        for code, part in parts.items():
            self.cells[key_of(figure, year, by, code)] = Cell(len(part), persons=len(set(part)))
        keys = tuple(key_of(figure, year, by, code) for code in parts)
        self.sums.append(Sum(key_of(figure, year), keys))
