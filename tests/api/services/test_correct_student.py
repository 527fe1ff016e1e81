"""A corrected ID number is read on the day that it is where the district is."""

from datetime import UTC, date, datetime

from api.services.correct_student import correct_student
from sqlalchemy.orm import Session

from api.services.acting import Acting
from models.principal import Principal
from models.vault import Vault
from tests.api.services.registry_desk import id_number
from tests.models.samples import a_student

NOW = datetime(2026, 6, 30, 17, tzinfo=UTC)  # already the first of July where the districts are


def test_the_day_is_that_of_the_district(session: Session, vault: Vault) -> None:
    student = a_student(vault)
    session.add(student)
    acting = Acting(session, Principal.operator("test"), NOW)
    assert "birth_date" in correct_student(acting, student, {"id_number": id_number(born="20260701")})
    assert student.birth_date == date(2026, 7, 1)
