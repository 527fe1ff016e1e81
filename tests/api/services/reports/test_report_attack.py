"""Row 17 of the bar, on the report itself: this year's tables and last year's, as they are published."""

import pytest
from sqlalchemy.orm import Session

from api.services.reports.report_cohorts import cohorts
from api.services.reports.report_facts import load_facts
from api.services.reports.report_tables import count_tables
from matcher.disclosure.publish import Audience, publish
from matcher.disclosure.small import small_cells
from matcher.disclosure.tables import Tables
from models.queries.service_promise import PROMISE
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.disclosure.attack import recovered
from tests.reported_district import TODAY, YEAR, fill_district

ONE_IN = 1 if FULL_FIGURES else 10  # withheld numbers that are attacked


def tables_of(session: Session, year: int) -> Tables:
    facts = load_facts(session, year, TODAY)
    return count_tables(facts, cohorts(facts, PROMISE))


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_two_years_of_the_report_give_no_number_away(session: Session, figure: Figure) -> None:
    fill_district(session, seed=3, students=80)
    years = [tables_of(session, year) for year in (YEAR - 1, YEAR)]
    both = Tables({**years[0].cells, **years[1].cells}, years[0].sums + years[1].sums)
    for audience in Audience:
        withheld = frozenset().union(*(publish(year, audience).withheld for year in years))
        assert list(recovered(both, withheld, audience.fewest, one_in=ONE_IN)) == []
        shown = len(both.cells) - len(withheld)
        assert shown > 30
        figure(
            17,
            f"{audience}: one in {ONE_IN} of {len(withheld)} withheld beside {shown} shown: 0 recovered",
        )
    assert any(recovered(both, small_cells(both, 5), 5))  # so would it without withholding others too
