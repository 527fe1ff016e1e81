"""A backup brings everything back as it was, except those who were erased since."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.backups.backup_files import KEYS_FILE, file_name, list_backups
from api.services.backups.make_backup import Made, make_backup
from api.services.backups.restore_backup import Restored, Source, restore_backup
from api.services.imports.import_result import ImportResult
from api.services.imports.undo_import import undo_import
from api.services.merging.merge_students import merge_students
from api.services.not_possible import NotPossible
from api.services.rights.erase_student import erase_student
from models.audit import find_break
from models.audit_event import AuditEvent
from models.company import Company
from models.data_key import DataKey
from models.database_copy import ToolMissing, copied, postgres_manifest, sqlite_manifest
from models.engine import make_engine, make_session
from models.erasure import Erasure, ErasureReason
from models.errors import WrongKey
from models.grants import grants
from models.import_batch import ImportBatch, UndoReason
from models.migrate import downgrade
from models.principal import Principal
from models.queries import students
from models.sealed_file import BackupBroken, OtherBackupKey, new_pair
from models.student import Student
from models.tables import TABLES
from models.vault import Keys, Vault
from tests.api.services.registry_desk import NOW, Desk, id_number, opening
from tests.api.services.registry_desk import student as line
from tests.api.services.whole_life import a_whole_life
from tests.canaries import CANARIES, search_files
from tests.figures import Figure

PRIVATE, PUBLIC = new_pair()
OPERATOR = Principal.operator("test")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def life(engine: Engine, vault: Vault) -> str:
    """Somebody of whom there is a row in every table."""
    with make_session(engine, vault) as session:
        return a_whole_life(session, vault).ref


@pytest.fixture
def url(engine: Engine, life: str) -> str:
    return engine.url.render_as_string(hide_password=False)


def back_up(engine: Engine, vault: Vault, folder: Path, at: int = 0) -> Made:
    moment = NOW + timedelta(hours=at)
    to, keys = folder / file_name(moment), folder / KEYS_FILE
    return make_backup(engine, vault, public=PUBLIC, to=to, keys_to=keys, now=moment, who=OPERATOR)


def source(folder: Path, at: int = 0) -> Source:
    return Source(folder / file_name(NOW + timedelta(hours=at)), folder / KEYS_FILE, PRIVATE)


def restore(url: str, vault: Vault, folder: Path, at: int = 0, *, over: bool = True) -> Restored:
    return restore_backup(url, vault, source(folder, at), now=LATER, who=OPERATOR, over=over)


def refused(url: str, vault: Vault, told: Source, *, over: bool = True) -> str:
    with pytest.raises(NotPossible) as found:
        restore_backup(url, vault, told, now=LATER, who=OPERATOR, over=over)
    return found.value.code


def everything(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, the trail and the counter of changes excepted, which go on."""
    apart = {"audit_events", "audit_head", "change_counter"}
    with make_session(engine, None, read_only=True) as session:
        return {
            table.__tablename__: sorted(repr(row) for row in session.execute(select(table.__table__)))
            for table in TABLES
            if table.__tablename__ not in apart
        }


def test_what_was_there_is_there_again(
    engine: Engine, url: str, vault: Vault, folder: Path, figure: Figure
) -> None:
    before = everything(engine)
    made = back_up(engine, vault, folder)
    with make_session(engine, vault) as session:
        session.scalars(select(Student)).one().school = "锡山试验学院"
        session.add(Company(name="来得晚", name_key="来得晚"))
        session.commit()
    engine.dispose()
    done = restore(url, vault, folder)
    assert everything(engine) == before
    assert (done.made_at, done.rows, done.right.erased, done.right.without_key) == (NOW, made.rows, [], 0)
    with make_session(engine, vault) as session:
        assert session.scalars(select(Student)).one().name == CANARIES["name"]
        assert find_break(session) is None
        assert session.scalars(select(AuditEvent.act)).all() == ["backup.restored"]
    rows = sum(map(len, before.values()))
    figure(15, f"a backup of {made.rows} rows restored: {rows} rows of {len(before)} tables equal")


def test_it_may_be_restored_where_nothing_is(
    engine: Engine, url: str, vault: Vault, folder: Path, databases: object
) -> None:
    before = everything(engine)
    back_up(engine, vault, folder)
    with databases.empty() as other:  # type: ignore[attr-defined]
        assert restore(other, vault, folder, over=False).right.erased == []
        fresh = make_engine(other)
        assert everything(fresh) == before
        fresh.dispose()


def test_whoever_was_erased_since_is_erased_in_old_backups_too(
    engine: Engine, url: str, vault: Vault, folder: Path, life: str
) -> None:
    back_up(engine, vault, folder)
    with make_session(engine, vault) as session:
        student = students.get(session, life)
        assert student is not None
        erase_student(Acting(session, OPERATOR, NOW), student, ErasureReason.REQUEST)
        session.commit()
    back_up(engine, vault, folder, at=1)
    engine.dispose()
    done = restore(url, vault, folder)
    assert done.right.erased == [life]
    with make_session(engine, vault) as session:
        assert (students.get(session, life), students.count(session)) == (None, 0)
        assert session.get_one(Erasure, life).at == NOW
        assert session.get(DataKey, life) is None


def test_an_erasure_after_the_last_backup_holds_as_long_as_the_database_is_there(
    engine: Engine, url: str, vault: Vault, folder: Path, life: str
) -> None:
    back_up(engine, vault, folder)
    with make_session(engine, vault) as session:
        student = students.get(session, life)
        assert student is not None
        erase_student(Acting(session, OPERATOR, NOW), student, ErasureReason.REQUEST)
        session.commit()
    engine.dispose()
    assert restore(url, vault, folder).right.erased == [life]


def test_the_data_alone_opens_nothing_and_no_canary_lies_in_either_file(
    engine: Engine, url: str, vault: Vault, folder: Path
) -> None:
    back_up(engine, vault, folder)
    assert search_files(folder) == []
    assert len(list(folder.iterdir())) == 2  # and nothing that was only needed meanwhile
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_keys_of_imports_undone_and_of_records_merged_since_do_not_come_back(
    engine: Engine, vault: Vault, folder: Path, tmp_path: Path
) -> None:
    desk = Desk(engine, vault, tmp_path)
    stays = desk.students(line(家庭编号="H-1"))
    undone = [desk.students(line(身份证号=id_number(200), 家庭编号="H-2")), desk.openings(opening())]
    twin = desk.students(line(身份证号=id_number(300)))
    back_up(engine, vault, folder)
    with desk.session() as session:
        for each in undone:
            undo(session, each)
        keep, drop = (students.get(session, each.refs[0][1]) for each in (stays, twin))
        assert keep is not None
        assert drop is not None
        merge_students(Acting(session, OPERATOR, NOW), keep, drop, {})
        session.commit()
    back_up(engine, vault, folder, at=1)
    engine.dispose()
    done = restore(engine.url.render_as_string(hide_password=False), vault, folder)
    assert done.right.without_key == 4  # two students, a household and a company
    with desk.session() as session:
        assert [each.ref for each in students.find(session).items] == [stays.refs[0][1]]
        company = session.scalars(select(Company)).one()
        company.contact = "王某"
        session.commit()


def undo(session: Session, result: ImportResult) -> None:
    batch = session.scalars(select(ImportBatch).where(ImportBatch.ref == result.ref)).one()
    undo_import(Acting(session, OPERATOR, NOW), batch, UndoReason.TRIAL)


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    engine: Engine, url: str, vault: Vault, folder: Path
) -> None:
    downgrade(engine, "-1")
    made = make_backup(
        engine,
        vault,
        public=PUBLIC,
        to=folder / file_name(NOW),
        keys_to=folder / KEYS_FILE,
        now=NOW,
        who=OPERATOR,
    )
    engine.dispose()
    assert restore(url, vault, folder).rows == made.rows
    with make_session(engine, vault) as session:
        assert session.scalars(select(Student)).one().name == CANARIES["name"]


def test_what_is_there_stays_unless_it_may_go(engine: Engine, url: str, vault: Vault, folder: Path) -> None:
    back_up(engine, vault, folder)
    before = everything(engine)
    engine.dispose()
    assert refused(url, vault, source(folder), over=False) == "RESTORE_OVER"
    other = new_pair()[0]
    with pytest.raises(OtherBackupKey):
        restore_backup(url, vault, replace(source(folder), private=other), now=LATER, who=OPERATOR, over=True)
    backup = source(folder).backup
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BackupBroken):
        restore(url, vault, folder)
    assert everything(engine) == before


def test_another_master_key_brings_back_what_was_there(
    engine: Engine, url: str, vault: Vault, folder: Path
) -> None:
    back_up(engine, vault, folder)
    before = everything(engine)
    engine.dispose()
    other = Vault(Keys(master=b"x" * 32, blind_index=b"b" * 32, pepper=b"p" * 32))
    with pytest.raises(WrongKey):
        restore(url, other, folder)
    assert everything(engine) == before


def test_the_keys_must_be_there_and_not_older_than_the_backup(
    engine: Engine, url: str, vault: Vault, folder: Path, tmp_path: Path
) -> None:
    back_up(engine, vault, folder)
    old = shutil.copy(folder / KEYS_FILE, tmp_path / KEYS_FILE)
    back_up(engine, vault, folder, at=1)
    engine.dispose()
    late = source(folder, at=1)
    assert refused(url, vault, replace(late, keys=Path(old))) == "KEYS_OLDER"
    assert refused(url, vault, replace(late, keys=tmp_path / "none")) == "NO_KEYS_FILE"
    assert refused(url, vault, replace(late, keys=late.backup)) == "BACKUP_OTHER_FILE"
    assert refused(url, vault, replace(late, backup=late.keys)) == "BACKUP_OTHER_FILE"


def test_a_backup_never_takes_another_files_place(
    engine: Engine, vault: Vault, folder: Path, life: str
) -> None:
    back_up(engine, vault, folder)
    with pytest.raises(NotPossible, match="BACKUP_EXISTS"):
        back_up(engine, vault, folder)
    backup = source(folder).backup
    content = backup.read_bytes()
    with pytest.raises(NotPossible, match="BACKUP_EXISTS"):
        make_backup(
            engine, vault, public=PUBLIC, to=folder / "b.backup", keys_to=backup, now=NOW, who=OPERATOR
        )
    assert backup.read_bytes() == content
    assert not (folder / "b.backup").exists()


def test_backups_are_listed_the_newest_first(engine: Engine, vault: Vault, folder: Path, life: str) -> None:
    assert list_backups(folder) == []
    made = [back_up(engine, vault, folder, at=hour) for hour in range(2)]
    (folder / "aixin-00000000-000000.backup").write_bytes(b"broken")
    listed = list_backups(folder)
    assert [each.head and each.head.ref for each in listed] == [made[1].ref, made[0].ref, None]
    assert [each.size for each in listed] == [made[1].size, made[0].size, 6]


def test_a_copy_is_made_while_others_write(engine: Engine, url: str, vault: Vault, folder: Path) -> None:
    folder.mkdir()
    with make_session(engine, vault) as session:
        session.add(Company(name="慢慢来", name_key="慢慢来"))
        session.flush()
        with copied(engine, folder) as copy:
            assert copy.manifest["companies"][0] == 3
            assert len(b"".join(copy.content)) > 0
        session.commit()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nothing_takes_the_place_of_a_database_at_work(
    engine: Engine, url: str, vault: Vault, folder: Path
) -> None:
    back_up(engine, vault, folder)
    with make_session(engine, vault, read_only=True) as session:
        assert session.scalars(select(func.count()).select_from(Company)).one() == 3
        assert refused(url, vault, source(folder)) == "DATABASE_IN_USE"
    engine.dispose()
    assert restore(url, vault, folder).right.erased == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_backup_of_one_kind_is_not_for_the_other(
    engine: Engine, url: str, vault: Vault, folder: Path
) -> None:
    back_up(engine, vault, folder)
    assert refused("postgresql+psycopg://nobody@nowhere/x", vault, source(folder)) == "BACKUP_OTHER_DATABASE"


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_the_application_may_make_them_with_its_grants(
    engine: Engine, vault: Vault, folder: Path, life: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE ROLE aixin_backups LOGIN"))
        for statement in grants("aixin_backups"):
            connection.exec_driver_sql(statement)
    application = make_engine(engine.url.set(username="aixin_backups").render_as_string())
    try:
        assert back_up(application, vault, folder).rows > 0
    finally:
        application.dispose()
        with engine.begin() as connection:
            connection.execute(text("DROP OWNED BY aixin_backups"))
            connection.execute(text("DROP ROLE aixin_backups"))


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_without_the_programs_of_postgresql_it_says_so(
    engine: Engine, vault: Vault, folder: Path, life: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.database_copy.shutil.which", lambda _: None)
    monkeypatch.setattr("models.database_copy.INSTALLED", folder)
    with pytest.raises(ToolMissing):
        back_up(engine, vault, folder)
    assert list(folder.iterdir()) == []


def test_a_manifest_sees_every_change(engine: Engine, url: str, vault: Vault, folder: Path) -> None:
    def manifest() -> object:
        if engine.dialect.name == "sqlite":
            return sqlite_manifest(Path(engine.url.database or ""))
        with engine.begin() as connection:
            return postgres_manifest(connection)

    before = manifest()
    assert manifest() == before
    with engine.begin() as connection:
        connection.execute(text("UPDATE students SET wage_floor = wage_floor + 1"))
    assert manifest() != before
    with engine.begin() as connection:
        connection.execute(text("UPDATE students SET wage_floor = wage_floor - 1"))
    assert manifest() == before


@pytest.fixture(autouse=True)
def _let_go(engine: Engine) -> Iterator[None]:
    yield
    engine.dispose()
