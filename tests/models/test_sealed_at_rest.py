"""What lies on the disk must not tell who is in the registry."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.engine import make_session
from models.vault import Vault
from tests.models.samples import ID_NUMBER, a_student

SECRETS = {
    "id_number": ID_NUMBER,
    "name": "云小星星",
    "phone": "10012345678",
    "address": "锡山区云朵路七号",
    "guardian": "云大星星",
    "guardian_phone": "10087654321",
    "limits_words": "不能久站久坐",
    "experience": "在云朵机械实习",
    "note": "家访两次谈过",
}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_sealed_value_lies_in_clear_in_the_file_or_its_log(engine: Engine, vault: Vault) -> None:
    file = Path(engine.url.database or "")
    with make_session(engine, vault) as session:
        student = a_student(vault, school="云朵技工学校", **SECRETS)
        session.add(student)
        session.commit()
        student.phone = "10011112222"
        session.commit()
        kept = b"".join(left.read_bytes() for left in sorted(file.parent.glob(f"{file.name}*")))
    assert "云朵技工学校".encode() in kept  # the log was read too
    for secret in [*SECRETS.values(), "10011112222", "孤儿", "orphan"]:
        assert secret.encode() not in kept
