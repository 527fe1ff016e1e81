import pytest
from sqlalchemy import Engine

from api.services.name_subjects import opening_faces, student_faces
from models.engine import make_session
from models.vault import Vault
from tests.small_district import fill


def test_references_get_their_faces(engine: Engine, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = fill(engine, vault)
    monkeypatch.setattr("api.services.name_subjects.REFS_AT_A_TIME", 1)
    with make_session(engine, vault, read_only=True) as session:
        openings = opening_faces(session, [refs["会计"], refs["焊工"], "unknown"])
        students = student_faces(session, [refs["赵小满"]])
        assert {face.title for face in openings.values()} == {"会计", "焊工"}
        assert openings[refs["会计"]].company_name == "锡东暖心机械厂"
        assert students[refs["赵小满"]].name == "赵小满"
        assert len(student_faces(session)) == len(opening_faces(session)) == 2
        assert opening_faces(session, []) == {}
