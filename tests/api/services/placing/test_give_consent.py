"""What a consent must be like, when somebody wants to tell of the student."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.services.placing.give_consent import DISCLOSED, standing_consent
from matcher.vocabulary import Signer
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_consent, a_student


def stands(session: Session, vault: Vault, birth: date = date(2004, 1, 1), **told: Any) -> bool:
    student, company = a_student(vault, birth_date=birth), a_company()
    session.add(a_consent(student, company, **told))
    session.flush()
    return standing_consent(session, student, company.id, NOW) is not None


def test_a_consent_to_all_that_is_told_stands(session: Session, vault: Vault) -> None:
    assert stands(session, vault)


@pytest.mark.parametrize("missing", DISCLOSED)
def test_one_to_less_does_not(session: Session, vault: Vault, missing: str) -> None:
    assert not stands(session, vault, fields=[field for field in DISCLOSED if field != missing])


def test_nor_one_for_something_else(session: Session, vault: Vault) -> None:
    assert not stands(session, vault, purpose="newsletter")


@pytest.mark.parametrize(
    ("birth", "signer", "counts"),
    [
        (date(2009, 6, 1), Signer.STUDENT, False),
        (date(2009, 6, 1), Signer.STUDENT_AND_GUARDIAN, True),
        (date(2013, 6, 1), Signer.STUDENT_AND_GUARDIAN, False),
    ],
)
def test_the_age_is_that_of_the_day_also_when_it_was_corrected(
    session: Session, vault: Vault, birth: date, signer: Signer, counts: bool
) -> None:
    assert stands(session, vault, birth, signer=signer) is counts
