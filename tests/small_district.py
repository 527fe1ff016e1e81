"""A handful of rows, enough for a page and a command to show something."""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matcher.vocabulary import Completion, Education, StudentState
from models.blind_index import id_number_index, name_index
from models.company import Company
from models.engine import make_session
from models.opening import Opening
from models.sealing import vault_of
from models.student import Student
from models.vault import Vault

FAR_FUTURE = date(2099, 12, 31)


def fill(engine: Engine, vault: Vault) -> dict[str, str]:
    """Put one company, two openings and two students in; returns the references by name and title."""
    with make_session(engine, vault) as session:
        company = Company(name="锡东暖心机械厂", name_key="锡东暖心机械厂", status="active")
        rows = [
            *(_opening(company, title, number) for number, title in enumerate(("会计", "焊工"))),
            _student(session, "赵小满", 900, StudentState.SEEKING),
            _student(session, "钱立夏", 901, StudentState.EMPLOYED),
        ]
        session.add_all(rows)
        session.flush()
        refs = {row.title if isinstance(row, Opening) else row.name: row.ref for row in rows}
        session.commit()
    return refs


def _opening(company: Company, title: str, number: int) -> Opening:
    return Opening(
        company=company,
        external_ref=str(number),
        title=title,
        title_key=title,
        place_key="",
        occupation="2-06-03-00" if title == "会计" else "6-18-02-04",
        occupation_confidence=0.9,
        valid_to=FAR_FUTURE,
        place="320205",
        wage_low=5000,
        wage_high=7000,
        education=Education.COLLEGE,
        experience_months=0,
        skills=["会计核算", "Excel"] if title == "会计" else ["焊接"],
        headcount=2,
    )


def _student(session: Session, name: str, number: int, state: StudentState) -> Student:
    vault = vault_of(session)
    id_number = f"32020520030401{number}X"
    return Student(
        name=name,
        name_blind=name_index(vault, name),
        id_number=id_number,
        id_number_blind=id_number_index(vault, id_number),
        birth_date=date(2003, 4, 1),
        place="320205",
        state=state,
        education=Education.COLLEGE,
        completion=Completion.GRADUATED,
        graduation=date(2024, 6, 30),
        school="锡山试验学院",
        major_words="会计",
        fields=["accounting"],
        skills=["会计核算"],
        wished_occupations=["2-06-03-00"],
        wage_floor=4000,
    )
