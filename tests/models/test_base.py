from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher.vocabulary import Education
from models.base import new_ref
from models.import_batch import ImportBatch, ImportKind
from models.opening import Opening
from tests.models.samples import a_company, an_opening


def test_references_are_opaque_and_fit_a_link() -> None:
    refs = {new_ref() for _ in range(1000)}
    assert len(refs) == 1000
    assert all(len(ref) == 26 and ref.isalnum() and ref == ref.lower() for ref in refs)


def a_batch(at: datetime) -> ImportBatch:
    counts = dict.fromkeys(
        ["read", "created", "updated", "unchanged", "duplicates", "rejected", "not_in_file"], 0
    )
    return ImportBatch(
        kind=ImportKind.STUDENTS, file_name="学生.xlsx", content_mac="", actor="cli", at=at, **counts
    )


def test_a_moment_keeps_its_zone(session: Session) -> None:
    batch = a_batch(datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8))))
    session.add(batch)
    session.commit()
    assert batch.at == datetime(2026, 3, 1, 0, tzinfo=UTC)
    assert batch.at.tzinfo is not None


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    session.add(a_batch(datetime(2026, 3, 1, 8)))
    with pytest.raises(StatementError, match="time zone"):
        session.commit()


def test_codes_come_back_as_what_they_mean(session: Session) -> None:
    opening = an_opening(a_company(), education=Education.ANY, skills=["焊接", "识图"], hazards=[])
    session.add(opening)
    session.commit()
    assert opening.education is Education.ANY
    assert (opening.skills, opening.majors, opening.hazards) == (["焊接", "识图"], [], [])


def test_a_stale_edit_is_refused(session: Session) -> None:
    opening = an_opening(a_company())
    session.add(opening)
    session.commit()
    assert opening.version == 1
    session.execute(Opening.__table__.update().values(version=2))
    opening.headcount = 3
    with pytest.raises(StaleDataError):
        session.commit()
