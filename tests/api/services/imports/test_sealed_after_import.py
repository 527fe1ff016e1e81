"""After an import, the database file tells nobody who is in it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.services.imports.import_registry import import_registry
from models.vault import Vault
from scripts.district import generate_district, write_files

DAY = date(2026, 7, 1)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_name_number_or_phone_lies_in_clear(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    district = generate_district(students=120, companies=60, openings=150, today=DAY)
    district.students[0]["id_number"] = district.students[0]["id_number"][:-1] + "?"  # a problem is kept too
    for kind, path in write_files(district, tmp_path).items():
        now = datetime(2026, 7, 1, 2, tzinfo=UTC)
        import_registry(engine, vault, kind, path, now=now, actor="test", within="320205")
    file = Path(engine.url.database or "")
    kept = b"".join(left.read_bytes() for left in file.parent.glob(f"{file.name}*"))
    assert district.companies[0]["name"].encode() in kept
    for row in district.students:
        fields = ("name", "id_number", "phone", "guardian", "guardian_phone", "head")
        assert [field for field in fields if len(row[field]) > 2 and row[field].encode() in kept] == []
    for row in district.companies:
        assert [field for field in ("contact", "phone") if row[field] and row[field].encode() in kept] == []
