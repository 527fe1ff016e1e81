"""The figures of the yearly report, told from what is published."""

from dataclasses import dataclass, field

from api.services.reports.report_facts import YearFacts
from api.services.reports.report_tables import HELD, MET, OPEN, key_of, retention_key
from api.services.reports.report_words import UNKNOWN, By, Figure
from matcher.disclosure.publish import Published
from matcher.disclosure.tables import Key, Tables
from matcher.lifecycle import RETENTION
from models.aid_payment import AidSource
from models.queries.relief import relief_figures
from models.queries.reports import MarketCounts
from models.queries.study_aid import aid_figures
from models.relief_payment import ReliefPurpose

HIGHEST_STEP = 1_000_000  # fen: what one household got is told as "at most so many ten thousand yuan"


@dataclass(frozen=True, slots=True)
class Told:
    """A number as its readers may see it; None where it is withheld, or where there is nothing to tell of.

    Counts and amounts, which are in fen, are whole numbers; rates are not.
    """

    value: int | float | None
    withheld: bool = False


NOTHING, WITHHELD = Told(None), Told(None, withheld=True)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One figure by the codes of something, in their order."""

    figure: Figure
    by: By
    items: dict[str, Told] = field(default_factory=dict)


class Teller:
    """Tells the numbers of a year that are published, and of the others that they are not."""

    def __init__(self, tables: Tables, seen: Published, year: int) -> None:
        self.year = year
        self._tables = tables
        self._seen = seen

    def cell(self, key: Key) -> Told:
        """One count."""
        return Told(self._seen.shown[key]) if key in self._seen.shown else WITHHELD

    def count(self, figure: Figure) -> Told:
        """A figure that is a count, in all."""
        return self.cell(key_of(figure, self.year))

    def by(self, figure: Figure, by: By) -> Breakdown:
        """A figure that is a count, broken down."""
        keys = [key for key in self._tables.cells if key[:-1] == (*key_of(figure, self.year), by)]
        return Breakdown(figure, by, {key[-1]: self.cell(key) for key in keys})

    def amount(self, fen: int, *keys: Key) -> Told:
        """An amount, where the counts of what it was given for are published."""
        return Told(fen) if all(key in self._seen.shown for key in keys) else WITHHELD

    def rate(self, part: Key, whole: Key) -> Told:
        """What part of a group it is."""
        share = self._seen.share(part, whole)
        if share is not None:
            return Told(share)
        return NOTHING if self._seen.shown.get(whole) == 0 else WITHHELD


def market_figures(market: MarketCounts) -> dict[Figure, Told]:
    """Of companies, who are no persons: nothing is withheld."""
    return {
        Figure.COMPANIES_REGISTERED: Told(market.registered),
        Figure.COMPANIES_ACTIVE: Told(market.active),
        Figure.COMPANIES_WITH_OPENINGS: Told(market.with_openings),
        Figure.OPENINGS_VALID: Told(market.openings),
        Figure.HEADCOUNT_VALID: Told(market.headcount),
    }


COUNTS = (
    Figure.STUDENTS,
    Figure.GRADUATES,
    Figure.SEEKING,
    Figure.SERVED,
    Figure.REFERRED,
    Figure.INTERVIEWED,
    Figure.PLACED,
    Figure.EMPLOYED,
    Figure.SETTLED,
    Figure.STUDY_TO_WORK_KNOWN,
    Figure.STUDY_TO_WORK_MATCHED,
    Figure.AID_STUDENTS,
    Figure.DROPOUTS,
    Figure.DROPOUTS_OVER_FEES,
    Figure.ZERO_EMPLOYMENT_HOUSEHOLDS,
    Figure.RELIEF_TIMES,
    Figure.RELIEF_HOUSEHOLDS,
)


def person_figures(tell: Teller) -> dict[Figure, Told]:
    """Counts of persons and households, and the rates made of them."""
    year = tell.year
    graduates, known = key_of(Figure.GRADUATES, year), key_of(Figure.STUDY_TO_WORK_KNOWN, year)
    matched = key_of(Figure.STUDY_TO_WORK_MATCHED, year)
    retention = {
        Figure(f"retention_{months}"): tell.rate(
            retention_key(months, year, HELD), retention_key(months, year)
        )
        for months in RETENTION
    }
    return {
        **{figure: tell.count(figure) for figure in COUNTS},
        Figure.EMPLOYMENT_RATE: tell.rate(key_of(Figure.EMPLOYED, year), graduates),
        Figure.DESTINATION_RATE: tell.rate(key_of(Figure.SETTLED, year), graduates),
        Figure.STUDY_TO_WORK_MATCH: tell.rate(matched, known),
        **retention,
    }


def money_figures(tell: Teller, facts: YearFacts) -> dict[Figure, Told]:
    """Study aid, the relief ledger and the fund, in fen."""
    aid, relief = aid_figures(facts.terms), relief_figures(facts.relief)
    highest = -(-relief.highest // HIGHEST_STEP) * HIGHEST_STEP
    return {
        Figure.AID_DUE: tell.amount(aid.due, _terms(tell)),
        Figure.AID_DUE_UNKNOWN: tell.cell(_terms(tell, UNKNOWN)),
        Figure.AID_PAID: tell.amount(aid.paid, *_paid(tell)),
        Figure.AID_GAP: tell.amount(aid.gap, _terms(tell, OPEN)),
        Figure.RELIEF_TOTAL: tell.amount(relief.total, key_of(Figure.RELIEF_TIMES, tell.year)),
        Figure.RELIEF_HIGHEST: tell.amount(highest, key_of(Figure.RELIEF_HOUSEHOLDS, tell.year)),
        Figure.FUND_BALANCE: Told(facts.fund.balance),
    }


def money_breakdowns(tell: Teller, facts: YearFacts) -> tuple[Breakdown, ...]:
    """What was paid by source and by purpose, in fen."""
    year = tell.year
    aid, relief = aid_figures(facts.terms), relief_figures(facts.relief)
    sources = {
        each.value: tell.amount(
            aid.paid_by_source[each], *_paid(tell), key_of(Figure.AID_PAID, year, By.SOURCE, each)
        )
        for each in AidSource
    }
    purposes = {
        each.value: tell.amount(
            relief.by_purpose[each],
            key_of(Figure.RELIEF_TIMES, year),
            key_of(Figure.RELIEF_TIMES, year, By.PURPOSE, each),
        )
        for each in ReliefPurpose
    }
    return (
        Breakdown(Figure.AID_PAID, By.SOURCE, sources),
        Breakdown(Figure.RELIEF_TOTAL, By.PURPOSE, purposes),
    )


def _terms(tell: Teller, part: str | None = None) -> Key:
    return key_of(Figure.AID_DUE, tell.year, "terms" if part else None, part)


def _paid(tell: Teller) -> tuple[Key, Key]:
    """What must be seen for the sum that came to be: else what few still lack would be the difference."""
    return key_of(Figure.AID_PAID, tell.year), _terms(tell, MET)
