from datetime import date

import pytest
from sqlalchemy.orm import Session

from matcher.vocabulary import Education, HardshipCategory, StudentState
from models.engine import make_session
from models.errors import VaultMissing
from models.hardship import Hardship
from models.queries.groups import Membership, load_memberships
from models.vault import Vault
from tests.models.samples import a_student

SEEKING = [StudentState.SEEKING]
TODAY = date(2026, 7, 1)


def hardship(category: HardshipCategory, first: date | None, last: date | None) -> Hardship:
    return Hardship(category=category, valid_from=first, valid_to=last)


def test_a_student_is_counted_under_what_holds_on_the_day(session: Session, vault: Vault) -> None:
    hardships = [
        hardship(HardshipCategory.ORPHAN, None, None),
        hardship(HardshipCategory.DISABILITY, date(2026, 7, 1), date(2026, 7, 1)),
        hardship(HardshipCategory.DISABILITY, date(2020, 1, 1), None),
        hardship(HardshipCategory.DESTITUTE, None, date(2026, 6, 30)),
        hardship(HardshipCategory.OTHER, date(2026, 7, 2), None),
    ]
    student = a_student(
        vault,
        hardships=hardships,
        state=StudentState.SEEKING,
        place="320205001",
        education=Education.COLLEGE,
    )
    session.add(student)
    session.commit()
    holding = (HardshipCategory.ORPHAN, HardshipCategory.DISABILITY)
    assert load_memberships(session, states=SEEKING, as_of=TODAY) == [
        Membership(student.ref, "320205001", Education.COLLEGE, holding)
    ]


def test_nothing_is_opened_of_whom_is_not_counted(session: Session, vault: Vault) -> None:
    session.add_all(
        [
            a_student(vault, state=StudentState.EMPLOYED),
            a_student(vault, id_number="320205200609019024", state=StudentState.SEEKING, hardships=[]),
        ]
    )
    session.commit()
    (only,) = load_memberships(session, states=SEEKING, as_of=TODAY)
    assert (only.hardships, only.place, only.education) == ((), None, None)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_keys_nothing_is_told(session: Session) -> None:
    with make_session(session.get_bind(), None, read_only=True) as without, pytest.raises(VaultMissing):
        load_memberships(without, states=SEEKING, as_of=TODAY)
