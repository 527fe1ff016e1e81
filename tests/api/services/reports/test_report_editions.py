"""What is told of a year stays told, and two editions side by side give nobody away."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from api.clock import CLOCK
from api.services.acting import Acting
from api.services.reports.make_report import find_report, make_report
from api.services.reports.report import Report
from api.services.reports.report_editions import editions_of
from api.services.rights.erase_student import erase_student
from matcher.disclosure.editions import Edition, joined, named
from matcher.disclosure.publish import Audience, publish
from matcher.disclosure.tables import Key, Tables
from models.erasure import ErasureReason
from models.hardship import Hardship
from models.principal import Principal
from models.queries.service_promise import PROMISE
from models.student import Student
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.disclosure.attack import recovered
from tests.reported_district import YEAR, fill_district

SEPTEMBER = datetime(2026, 9, 30, 12, tzinfo=CLOCK)
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=CLOCK)
JANUARY = datetime(2027, 1, 4, 12, tzinfo=CLOCK)
LATER = datetime(2027, 10, 4, 12, tzinfo=CLOCK)
ONE_IN = 1 if FULL_FIGURES else 10  # withheld numbers that are attacked
ON_ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def told(session: Session, now: datetime, audience: Audience = Audience.INTERNAL) -> Report:
    return make_report(session, YEAR, audience, now=now, promise=PROMISE)


def erase_one(session: Session, now: datetime) -> None:
    hardship = session.query(Hardship).order_by(Hardship.id).first()
    assert hardship is not None
    acting = Acting(session, Principal.operator("test"), now)
    erase_student(acting, session.get_one(Student, hardship.student_id), ErasureReason.REQUEST, placed=True)


def kept(session: Session, year: int, audience: Audience) -> list[Edition]:
    return [each.edition for each in editions_of(session, year, audience)]


def side_by_side(editions: list[Edition]) -> tuple[Tables, frozenset[Key]]:
    withheld = {named(key, day) for day, each in enumerate(editions) for key in each.withheld}
    return joined([each.tables for each in editions]), frozenset(withheld)


def test_a_quarter_has_one_edition_whatever_happens_meanwhile(session: Session) -> None:
    fill_district(session, seed=1, students=60)
    before = {audience: told(session, NOVEMBER, audience) for audience in Audience}
    erase_one(session, NOVEMBER)
    session.commit()
    december = datetime(2026, 12, 31, 23, tzinfo=CLOCK)
    for audience in Audience:
        assert told(session, december, audience) == before[audience]
        assert find_report(session, YEAR, audience, now=december) == before[audience]
        assert find_report(session, YEAR, audience, now=JANUARY) is None


def test_a_year_that_is_over_is_told_once_and_erasing_changes_nothing_in_it(session: Session) -> None:
    fill_district(session, seed=1, students=60)
    before = {audience: told(session, JANUARY, audience) for audience in Audience}
    assert {report.as_of.isoformat() for report in before.values()} == {"2026-12-31"}
    erase_one(session, JANUARY)
    session.commit()
    assert {audience: told(session, LATER, audience) for audience in Audience} == before
    next_year = make_report(session, YEAR + 1, Audience.PUBLIC, now=LATER, promise=PROMISE)
    earlier = before[Audience.PUBLIC].placed_by_year
    assert {year: next_year.placed_by_year[year] for year in earlier} == earlier


@ON_ONE
@pytest.mark.slow
def test_two_editions_and_two_years_give_no_number_away(session: Session, figure: Figure) -> None:
    fill_district(session, seed=3, students=80)
    for now in (SEPTEMBER, NOVEMBER):
        told(session, now)
    erase_one(session, NOVEMBER)
    told(session, JANUARY)
    for audience in Audience:
        editions = kept(session, YEAR, audience)
        assert len(editions) >= 2
        tables, withheld = side_by_side(editions)
        (before,) = kept(session, YEAR - 1, audience)
        both = Tables(
            {**before.tables.cells, **tables.cells}, before.tables.sums + tables.sums, tables.nested
        )
        assert list(recovered(both, withheld | before.withheld, audience.fewest, one_in=ONE_IN)) == []
        figure(17, f"{audience}: {len(editions)} editions and a year before, one in {ONE_IN}: 0 recovered")


@ON_ONE
@pytest.mark.slow
def test_the_attack_finds_editions_that_were_withheld_one_by_one(session: Session) -> None:
    fill_district(session, seed=3, students=80)
    for now in (SEPTEMBER, NOVEMBER):
        told(session, now)
    editions = kept(session, YEAR, Audience.INTERNAL)
    alone = [Edition(each.tables, publish(each.tables, Audience.INTERNAL).withheld) for each in editions]
    tables, withheld = side_by_side(alone)
    assert any(recovered(tables, withheld, Audience.INTERNAL.fewest))
