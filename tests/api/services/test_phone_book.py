"""Numbers to call: of those who are asked for, however many, and of nobody else."""

import pytest
from sqlalchemy.orm import Session

from api.services import name_subjects
from api.services.phone_book import Contact, phone_book
from models.vault import Vault
from tests.models.samples import a_company, a_student


@pytest.mark.parametrize("at_a_time", [1, 2, 500])
def test_numbers_are_of_those_asked_for(
    session: Session, vault: Vault, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    monkeypatch.setattr(name_subjects, "REFS_AT_A_TIME", at_a_time)
    people = [
        a_student(vault, id_number=f"32020520060901901{number}", phone=f"1390000000{number}")
        for number in range(4)
    ]
    companies = [
        a_company(f"{number}号公司", contact="周叔叔", phone=f"051000{number}") for number in range(3)
    ]
    session.add_all([*people, *companies])
    session.flush()
    book = phone_book(session, [each.ref for each in people[1:]], [companies[2].ref])
    assert book.students == {each.ref: each.phone for each in people[1:]}
    assert book.companies == {companies[2].ref: Contact("周叔叔", "0510002")}
    assert (len(phone_book(session, [], []).students), len(phone_book(session).companies)) == (0, 3)
