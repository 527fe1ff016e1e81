from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine.interfaces import ReflectedIndex

from models.engine import make_engine, make_session
from models.import_batch import ImportBatch, ImportKind
from models.import_problem import ImportProblem, Severity
from models.migrate import configuration, current, downgrade, head, upgrade
from models.queries.snapshots import freshness
from models.service_event import Service, ServiceEvent
from models.student import Student
from models.tables import METADATA
from models.vault import Vault
from tests.conftest import Databases
from tests.models.samples import a_company, a_student, an_opening


@pytest.fixture
def new_engine(databases: Databases) -> Iterator[Engine]:
    with databases.empty() as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def shape(engine: Engine) -> dict[str, object]:
    """All that the database says of its tables."""
    seen = inspect(engine)
    told = (
        seen.get_multi_columns(),  # a later step adds at the end
        seen.get_multi_check_constraints(),
        seen.get_multi_unique_constraints(),
        {place: [_index(each) for each in found] for place, found in seen.get_multi_indexes().items()},
        seen.get_multi_foreign_keys(),
    )
    return {
        table: [sorted(map(str, each[None, table])) for each in told]
        for _, table in sorted(told[0])
        if table != "alembic_version"
    }


def _index(found: ReflectedIndex) -> dict[str, object]:
    options = {key: str(value) for key, value in found["dialect_options"].items()}
    return {**found, "dialect_options": options}


def test_the_pinned_head_is_the_last_step() -> None:
    steps = ScriptDirectory.from_config(configuration())
    assert steps.get_heads() == [head()]


def test_a_new_database_has_no_revision_and_then_the_head(new_engine: Engine) -> None:
    assert current(new_engine) is None
    upgrade(new_engine)
    assert current(new_engine) == head()
    with make_session(new_engine, None) as session:
        assert freshness(session) > 0


def test_each_step_goes_forward_back_and_forward_again(new_engine: Engine) -> None:
    steps = ScriptDirectory.from_config(configuration())
    for step in reversed(list(steps.walk_revisions())):
        upgrade(new_engine, step.revision)
        after = shape(new_engine)
        downgrade(new_engine, str(step.down_revision or "base"))
        upgrade(new_engine, step.revision)
        assert shape(new_engine) == after


def test_the_steps_lead_to_what_the_models_say(new_engine: Engine) -> None:
    upgrade(new_engine)
    with new_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    by_steps = shape(new_engine)
    downgrade(new_engine, "base")
    METADATA.create_all(new_engine)
    assert shape(new_engine) == by_steps


def test_upgrading_again_leaves_the_rows_alone(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add_all([a_student(vault), an_opening(a_company())])
        session.commit()
    upgrade(engine)
    with make_session(engine, vault) as session:
        assert session.scalars(select(Student)).one().name == "云小星"


def test_a_database_with_rows_goes_back_and_forward(engine: Engine, vault: Vault) -> None:
    with make_session(engine, vault) as session:
        session.add_all([a_student(vault), an_opening(a_company())])
        session.commit()
    downgrade(engine, "base")
    assert current(engine) is None
    upgrade(engine)
    assert current(engine) == head()


def test_files_of_a_kind_that_was_not_known_yet_are_forgotten_on_the_way_back(
    engine: Engine, vault: Vault
) -> None:
    counts = dict.fromkeys(
        ("read", "created", "updated", "unchanged", "duplicates", "rejected", "not_in_file"), 0
    )
    with make_session(engine, vault) as session:
        for kind in (ImportKind.RELIEF, ImportKind.STUDENTS):
            problem = ImportProblem(code="NO_ROWS", severity=Severity.WARNING)
            moment = datetime(2026, 11, 1, tzinfo=UTC)
            told = {"file_name": "", "content_mac": "", "actor": "", "at": moment, "problems": [problem]}
            session.add(ImportBatch(kind=kind, **told, **counts))
        session.commit()
    downgrade(engine, "0009")
    upgrade(engine)
    with make_session(engine, vault) as session:
        assert session.scalars(select(ImportBatch.kind)).all() == [ImportKind.STUDENTS]
        assert len(session.scalars(select(ImportProblem)).all()) == 1


def test_what_a_student_wrote_by_a_link_was_a_contact_and_is_a_correction(
    engine: Engine, vault: Vault
) -> None:
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    with make_session(engine, vault) as session:
        student = a_student(vault)
        for kind, by in ((Service.CORRECTION, "link:a"), (Service.CONTACT, "account:a")):
            session.add(
                ServiceEvent(student=student, kind=kind, at=moment, recorded_at=moment, recorded_by=by)
            )
        session.commit()
    kinds = select(ServiceEvent.__table__.c.kind).order_by(ServiceEvent.id)
    downgrade(engine, "0025")
    with engine.connect() as connection:
        assert connection.scalars(kinds).all() == [Service.CONTACT] * 2
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalars(kinds).all() == [Service.CORRECTION, Service.CONTACT]


def test_several_processes_may_upgrade_at_once(databases: Databases) -> None:
    with databases.empty() as url:
        engines = [make_engine(url) for _ in range(4)]
        with ThreadPoolExecutor(len(engines)) as pool:
            list(pool.map(upgrade, engines))
        assert {current(engine) for engine in engines} == {head()}
        for engine in engines:
            engine.dispose()


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_foreign_keys_are_watched_again_after_a_migration(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
