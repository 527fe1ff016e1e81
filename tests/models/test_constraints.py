import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Table, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.company import Company
from models.constraints import CONSTRAINTS, Broken, Rule, broken_constraint
from models.tables import METADATA
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening


def named_rules(table: Table) -> set[str]:
    kinds = (CheckConstraint, ForeignKeyConstraint, UniqueConstraint)
    rules = {str(rule.name) for rule in table.constraints if isinstance(rule, kinds)}
    return rules | {str(index.name) for index in table.indexes if index.unique}


def test_every_constraint_has_a_field_and_a_rule() -> None:
    assert set().union(*map(named_rules, METADATA.tables.values())) == set(CONSTRAINTS)


def broken_rule(error: IntegrityError) -> Broken | None:
    return CONSTRAINTS.get(broken_constraint(error) or "")


def refusal(session: Session, *rows: object) -> Broken | None:
    session.add_all(rows)
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    session.rollback()
    return broken_rule(caught.value)


def test_the_same_id_number_is_one_student(session: Session, vault: Vault) -> None:
    assert refusal(session, a_student(vault), a_student(vault)) == Broken("id_number", Rule.TAKEN)


def test_the_same_code_is_one_company(session: Session) -> None:
    one, other = (a_company(name, uscc="91320205MA00000000") for name in ("云", "雨"))
    assert refusal(session, one, other) == Broken("uscc", Rule.TAKEN)


def test_without_codes_the_same_name_is_one_company(session: Session) -> None:
    assert refusal(session, a_company("云"), a_company("云")) == Broken("name", Rule.TAKEN)


def test_with_two_codes_one_name_is_two_companies(session: Session) -> None:
    session.add_all([a_company("云", uscc="1" * 18), a_company("云", uscc="2" * 18), a_company("云")])
    session.flush()


def test_the_same_external_ref_is_one_opening(session: Session) -> None:
    company = a_company()
    openings = [an_opening(company, title, external_ref="A-1") for title in ("焊工", "电工")]
    assert refusal(session, *openings) == Broken("external_ref", Rule.TAKEN)


def test_without_external_refs_title_and_place_tell_openings_apart(session: Session) -> None:
    company = a_company()
    session.add_all([an_opening(company), an_opening(company, place_key="320205")])
    session.add_all([an_opening(company, external_ref="A-1"), an_opening(company, external_ref="A-2")])
    session.commit()
    assert refusal(session, an_opening(company)) == Broken("title", Rule.TAKEN)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("filled", {"headcount": 1, "filled": 2}),
        ("filled", {"filled": -1}),
        ("headcount", {"headcount": 0}),
        ("wage", {"wage_low": 5000, "wage_high": 4000}),
        ("occupation_confidence", {"occupation_confidence": 1.5}),
    ],
)
def test_numbers_out_of_range_are_refused(session: Session, field: str, values: dict[str, float]) -> None:
    assert refusal(session, an_opening(a_company(), **values)) == Broken(field, Rule.OUT_OF_RANGE)


def test_a_word_that_no_vocabulary_knows_is_refused(session: Session) -> None:
    session.add(a_company())
    session.flush()
    with pytest.raises(IntegrityError) as caught:
        session.execute(text("UPDATE companies SET status = 'sleeping'"))
    assert broken_rule(caught.value) == Broken("status", Rule.NOT_ALLOWED)


def test_a_company_with_openings_is_not_deleted(session: Session) -> None:
    session.add(an_opening(a_company()))
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(Company.__table__.delete())
