"""A demo's desk with two seekers, a minor among them, and two companies whose three openings suit both."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.app import create_app
from api.settings import Settings, load_settings
from matcher.vocabulary import Completion, Education, StudentState
from models.engine import make_engine, make_session
from models.migrate import upgrade
from models.vault import Vault
from tests.api.web.student_site import WORK
from tests.models.samples import a_company, a_student, an_opening

GROWN_UP, MINOR = "赵小满", "孙未央"
PHONE = "13900001111"
STUDY: dict[str, Any] = {
    "phone": PHONE,
    "place": "320205",
    "state": StudentState.SEEKING,
    "education": Education.SECONDARY_VOCATIONAL,
    "completion": Completion.GRADUATED,
    "graduation": date(2026, 6, 30),
    "school": "锡山试验学院",
    "wished_occupations": ["2-06-03-00"],
    "skills": ["会计核算"],
}


class PlacementDesk(NamedTuple):
    """The instance, an officer's client, and references by name, title and company."""

    settings: Settings
    client: FlaskClient
    refs: dict[str, str]

    def session(self, engine: Engine | None = None) -> Session:
        """A session of the program's own, to look behind the pages."""
        return make_session(engine or make_engine(self.settings.database_url), Vault(self.settings.keys))

    def one(self, table: Any) -> Any:
        """The newest row of a table."""
        with self.session() as session:
            return session.scalars(select(table).order_by(table.id.desc()).limit(1)).one()


def settings_of(folder: Path) -> Settings:
    """A demo's settings."""
    return load_settings({"AIXIN_INSTANCE": str(folder), "AIXIN_PROFILE": "demo"})


def fill(folder: Path) -> dict[str, str]:
    """Make the registry; returns the references."""
    settings = settings_of(folder)
    engine, vault = make_engine(settings.database_url), Vault(settings.keys)
    upgrade(engine)
    minor_since = datetime.now(UTC).date() - timedelta(days=365 * 17 + 30)
    with make_session(engine, vault) as session:
        people = [
            a_student(vault, name=GROWN_UP, birth_date=date(2003, 9, 1), **STUDY),
            a_student(vault, name=MINOR, id_number="320205200909019017", birth_date=minor_since, **STUDY),
        ]
        clouds, drops = a_company("云朵机械有限公司"), a_company("雨滴电子有限公司")
        work = [
            an_opening(clouds, "出纳", **WORK | {"headcount": 2}),
            an_opening(drops, "会计", **WORK),
            an_opening(drops, "文员", **WORK | {"hazards": None}),
        ]
        session.add_all([*people, *work])
        session.flush()
        refs = {each.name: each.ref for each in (*people, clouds, drops)}
        refs |= {each.title: each.ref for each in work}
        session.commit()
    engine.dispose()
    return refs


def open_desk(folder: Path, refs: dict[str, str]) -> PlacementDesk:
    """An officer who reads English sits down at the desk."""
    settings = settings_of(folder)
    client = create_app(settings).test_client()
    client.set_cookie("locale", "en")
    return PlacementDesk(settings, client, refs)
