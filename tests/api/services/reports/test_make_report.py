"""The report's numbers, worked out again by plain SQL."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from api.clock import CLOCK, year_span
from api.services.acting import Acting
from api.services.reports.make_report import make_report
from api.services.reports.report_cohorts import cohorts
from api.services.reports.report_facts import load_facts
from api.services.reports.report_figures import HIGHEST_STEP
from api.services.reports.report_tables import count_tables
from api.services.reports.report_words import Figure
from api.services.rights.erase_student import erase_student
from matcher.disclosure.publish import Audience
from matcher.disclosure.tables import Key
from models.base import Instant
from models.erasure import ErasureReason
from models.principal import Principal
from models.queries.service_promise import PROMISE
from models.student import Student
from tests.conftest import Databases
from tests.models.samples import NOW
from tests.reported_district import TODAY, YEAR, reported

NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=CLOCK)  # on TODAY
SINCE, _ = year_span(YEAR)
BEFORE = datetime(2026, 11, 21, tzinfo=CLOCK)
DAYS: Mapping[str, Any] = {"first": date(YEAR, 1, 1), "today": TODAY, "since": SINCE, "before": BEFORE}

ON_ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

EMPLOYMENT = "NOT internship AND (end_reason IS NULL OR end_reason != 'never_started')"
GRADUATES = (
    "SELECT id FROM students WHERE completion IN ('graduated', 'completed') "
    "AND graduation BETWEEN :first AND :today"
)
EMPLOYED = f"SELECT student_id FROM placements WHERE {EMPLOYMENT} AND started <= :today "
SEEKING = (
    f"SELECT id FROM students WHERE id IN ({GRADUATES}) AND (state IN ('seeking', 'proposed', 'interview', "
    "'to_start', 'employed', 'internship', 'training') OR id IN (SELECT student_id FROM referrals WHERE "
    f"sent_at < :before) OR id IN ({EMPLOYED}))"
)
IN_WORK = f"{EMPLOYED} AND (ended IS NULL OR ended > :today)"
SETTLED = (
    f"SELECT id FROM students WHERE id IN ({GRADUATES}) AND (id IN ({IN_WORK}) "
    "OR state IN ('self_employed', 'further_study', 'army'))"
)
PLACED = f"{EMPLOYED} AND started >= :first"
COUNTED = "taken_back_at IS NULL"
TERMS = f"SELECT * FROM school_terms WHERE {COUNTED} AND term IN ('2025-2026-2', '2026-2027-1')"
PAID = (
    f"SELECT term_id, source, amount FROM aid_payments WHERE paid_on IS NOT NULL AND {COUNTED} UNION ALL "
    f"SELECT term_id, 'relief_fund', amount FROM relief_payments WHERE term_id IS NOT NULL AND {COUNTED}"
)
RELIEF = (
    "SELECT r.amount, r.purpose, COALESCE(r.household_id, s.household_id, -s.id) AS payee FROM "
    "relief_payments r LEFT JOIN students s ON s.id = r.student_id "
    f"WHERE r.{COUNTED} AND r.paid_on BETWEEN :first AND :today"
)
OFFERED = (
    "SELECT o.* FROM openings o JOIN companies c ON c.id = o.company_id WHERE c.status = 'active' "
    "AND o.status = 'open' AND (o.published IS NULL OR o.published <= :today) AND o.valid_to >= :today"
)
LEFT_SCHOOL = (
    f"SELECT * FROM schooling_events WHERE {COUNTED} AND kind = 'left_school' "
    "AND day BETWEEN :first AND :today"
)
JOINED = "FROM companies WHERE (joined IS NULL OR joined <= :today)"

COUNTS = {
    Figure.STUDENTS: "SELECT COUNT(DISTINCT id_number_blind) FROM students",
    Figure.GRADUATES: f"SELECT COUNT(*) FROM ({GRADUATES}) g",
    Figure.SEEKING: f"SELECT COUNT(*) FROM ({SEEKING}) s",
    Figure.SERVED: (
        f"SELECT COUNT(*) FROM ({SEEKING}) s WHERE "
        + " AND ".join(
            "(SELECT COUNT(*) FROM service_events e WHERE e.student_id = s.id AND e.at >= :since AND "
            f"e.at < :before AND e.taken_back_at IS NULL AND e.kind IN ({kinds})) >= {least}"
            for kinds, least in (
                ("'briefing'", 1),
                ("'guidance'", 1),
                ("'recommendation'", 3),
                ("'training', 'internship'", 1),
            )
        )
    ),
    Figure.EMPLOYED: f"SELECT COUNT(DISTINCT student_id) FROM ({IN_WORK}) w "
    f"WHERE student_id IN ({GRADUATES})",
    Figure.SETTLED: f"SELECT COUNT(*) FROM ({SETTLED}) s",
    Figure.REFERRED: "SELECT COUNT(DISTINCT student_id) FROM referrals WHERE sent_at >= :since "
    "AND sent_at < :before",
    Figure.PLACED: f"SELECT COUNT(DISTINCT student_id) FROM ({PLACED}) p",
    Figure.AID_STUDENTS: f"SELECT COUNT(DISTINCT student_id) FROM ({TERMS}) t",
    Figure.DROPOUTS: f"SELECT COUNT(DISTINCT student_id) FROM ({LEFT_SCHOOL}) l",
    Figure.DROPOUTS_OVER_FEES: f"SELECT COUNT(DISTINCT student_id) FROM ({LEFT_SCHOOL}) l "
    "WHERE reason = 'fees'",
    Figure.RELIEF_TIMES: f"SELECT COUNT(*) FROM ({RELIEF}) r",
    Figure.RELIEF_HOUSEHOLDS: f"SELECT COUNT(DISTINCT payee) FROM ({RELIEF}) r",
}
AMOUNTS = {
    Figure.AID_DUE: f"SELECT SUM(tuition_due + lodging_due) FROM ({TERMS}) t",
    Figure.AID_PAID: f"SELECT SUM(amount) FROM ({PAID}) p WHERE term_id IN (SELECT id FROM ({TERMS}) t)",
    Figure.RELIEF_TOTAL: f"SELECT SUM(amount) FROM ({RELIEF}) r",
    Figure.FUND_BALANCE: "SELECT (SELECT SUM(amount) FROM relief_income "
    f"WHERE {COUNTED} AND received_on <= :today) - "
    f"(SELECT SUM(amount) FROM relief_payments WHERE {COUNTED} AND paid_on <= :today)",
}
MARKET = {
    Figure.COMPANIES_REGISTERED: f"SELECT COUNT(*) {JOINED}",
    Figure.COMPANIES_ACTIVE: f"SELECT COUNT(*) {JOINED} AND status = 'active'",
    Figure.COMPANIES_WITH_OPENINGS: f"SELECT COUNT(DISTINCT company_id) FROM ({OFFERED}) o",
    Figure.OPENINGS_VALID: f"SELECT COUNT(*) FROM ({OFFERED}) o",
    Figure.HEADCOUNT_VALID: f"SELECT SUM(headcount) FROM ({OFFERED}) o",
}


def ask(session: Session, query: str) -> list[tuple[Any, ...]]:
    told = {name: value for name, value in DAYS.items() if f":{name}" in query}
    typed = [
        bindparam(name, value, type_=Instant() if isinstance(value, datetime) else None)
        for name, value in told.items()
    ]
    return [tuple(row) for row in session.execute(text(query).bindparams(*typed))]


def number(session: Session, query: str) -> int:
    return int(ask(session, query)[0][0] or 0)


def counts(session: Session) -> dict[Key, int]:
    """Every count of the report before anything is withheld."""
    facts = load_facts(session, YEAR, TODAY)
    return {key: cell.value for key, cell in count_tables(facts, cohorts(facts, PROMISE)).cells.items()}


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.fresh(reported) as url:
        yield url


@pytest.fixture
def district(session: Session) -> Session:
    return session


def test_counts_are_those_of_plain_sql(district: Session) -> None:
    found = counts(district)
    expected = {figure: number(district, query) for figure, query in COUNTS.items()}
    assert {figure: found[figure, str(YEAR)] for figure in COUNTS} == expected
    assert all(expected.values())


def test_breakdowns_are_those_of_plain_sql(district: Session) -> None:
    found = counts(district)

    def parts(figure: Figure, by: str) -> dict[str, int]:
        return {key[3]: count for key, count in found.items() if key[:3] == (figure, str(YEAR), by) and count}

    street = "COALESCE(place, 'unknown')"
    for figure, wanted in ((Figure.STUDENTS, "SELECT id FROM students"), (Figure.PLACED, PLACED)):
        query = f"SELECT {street}, COUNT(*) FROM students WHERE id IN ({wanted}) GROUP BY {street}"
        assert parts(figure, "street") == dict(ask(district, query))
    month = "SELECT student_id, MIN(started) AS day FROM placements WHERE {} GROUP BY student_id"
    firsts = ask(district, f"SELECT day FROM ({month.format(PLACED.partition('WHERE')[2])}) m")
    months = [int(str(first)[5:7]) for (first,) in firsts]
    assert parts(Figure.PLACED, "month") == {str(each): months.count(each) for each in months}
    purposes = f"SELECT purpose, COUNT(*) FROM ({RELIEF}) r GROUP BY purpose"
    assert parts(Figure.RELIEF_TIMES, "purpose") == dict(ask(district, purposes))


def test_amounts_and_the_market_are_those_of_plain_sql(district: Session) -> None:
    report = make_report(district, YEAR, Audience.INTERNAL, now=NOVEMBER, promise=PROMISE)
    for figure, query in {**AMOUNTS, **MARKET}.items():
        assert report.figures[figure].value == number(district, query), figure
    highest = number(
        district, f"SELECT MAX(of_one) FROM (SELECT SUM(amount) AS of_one FROM ({RELIEF}) r GROUP BY payee) h"
    )
    told = report.figures[Figure.RELIEF_HIGHEST].value
    assert told is not None
    assert told % HIGHEST_STEP == 0
    assert highest <= told < highest + HIGHEST_STEP


@ON_ONE
def test_a_rate_is_told_of_numbers_that_are_told(district: Session) -> None:
    figures = make_report(district, YEAR, Audience.INTERNAL, now=NOVEMBER, promise=PROMISE).figures
    for rate, part, whole in (
        (Figure.EMPLOYMENT_RATE, Figure.EMPLOYED, Figure.GRADUATES),
        (Figure.DESTINATION_RATE, Figure.SETTLED, Figure.GRADUATES),
        (Figure.STUDY_TO_WORK_MATCH, Figure.STUDY_TO_WORK_MATCHED, Figure.STUDY_TO_WORK_KNOWN),
    ):
        of, all_of = figures[part].value, figures[whole].value
        expected = None if of is None or all_of is None or all_of < 5 else of / all_of
        assert figures[rate].value == expected


@ON_ONE
@pytest.mark.parametrize("audience", Audience)
def test_nothing_of_few_is_told(district: Session, audience: Audience) -> None:
    report = make_report(district, YEAR, audience, now=NOVEMBER, promise=PROMISE)
    told = [
        *(value for parts in report.breakdowns for value in parts.items.values()),
        *report.funnel.values(),
        *(value for each in report.retention for value in (each.due, each.held, each.left, each.unknown)),
        *report.placed_by_year.values(),
    ]
    assert [each for each in told if each.value is not None and 0 < each.value < audience.fewest] == []
    assert any(each.withheld for each in told)
    assert any(each.value for each in told)


@ON_ONE
def test_an_earlier_year_is_told_as_in_its_own_report(district: Session) -> None:
    now = make_report(district, YEAR, Audience.PUBLIC, now=NOVEMBER, promise=PROMISE)
    for year in now.placed_by_year:
        then = make_report(district, year, Audience.PUBLIC, now=NOVEMBER, promise=PROMISE)
        assert then.figures[Figure.PLACED] == now.placed_by_year[year] == then.placed_by_year[year]
    assert list(now.placed_by_year) == [2024, 2025, 2026]


@ON_ONE
def test_who_is_erased_stays_counted(district: Session) -> None:
    before = counts(district)
    facts = load_facts(district, YEAR, TODAY)
    found = cohorts(facts, PROMISE)
    one = min(number for number in found.placed if number not in found.settled)
    acting = Acting(district, Principal.operator("test"), NOW)
    erase_student(acting, district.get_one(Student, one), ErasureReason.REQUEST, placed=True)
    after = counts(district)
    assert {key: after[key] for key in before if len(key) == 2} == {
        key: count for key, count in before.items() if len(key) == 2
    }
    for by in ("month", "evidence"):
        assert [after[key] for key in before if key[2:3] == (by,)] == [
            before[key] for key in before if key[2:3] == (by,)
        ]
    assert after[Figure.PLACED, str(YEAR), "category", "unknown"] >= 1
