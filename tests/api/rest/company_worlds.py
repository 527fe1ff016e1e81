"""A world as a company meets it: what it may know is drawn from one seed, what is protected from another.

Clock and references are the world's own seed's too, so that two worlds that differ in the second seed alone
must be the same to the company, byte by byte.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any, NamedTuple

import time_machine
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from api.app import create_app
from api.services.access.api_keys import issue_key
from api.services.acting import Acting
from api.settings import Settings
from matcher.vocabulary import Completion, Demand, Education, HardshipCategory, StudentState
from models.company import Company
from models.engine import make_engine, make_session
from models.hardship import Hardship
from models.household import Household
from models.opening import Opening
from models.principal import Principal, Role
from models.shortlist import Shortlist
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_shortlist, a_student

BEGIN = datetime(2026, 11, 2, 1, tzinfo=UTC)
NO_HEADERS: Mapping[str, str] = {}
NAMES = ("云小星", "雨小满", "风立夏")
HARMLESS = (Demand.CLIMBING, Demand.DRIVING, Demand.LIFTING, Demand.DUST, Demand.NOISE, Demand.CHEMICALS)
"""Limits that keep nobody from the work of these worlds, so that officers can do the same in both."""

BORN = {  # years that stay within one band of the law as long as a world lasts
    "minor": (date(2009, 6, 1), date(2010, 6, 1)),
    "adult": (date(1998, 1, 1), date(2007, 12, 31)),
}


class Entry(NamedTuple):
    """A request of the company, and all that it was answered."""

    method: str
    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class World:
    """One registry with its doors; companies come one after the other and stay."""

    def __init__(self, settings: Settings, dice: Random) -> None:
        self.dice = dice  # what references are drawn with
        self.app: Flask = create_app(settings)
        self.engine: Engine = make_engine(settings.database_url)
        self.vault = Vault(settings.keys)
        self.asked: set[tuple[str, str]] = set()  # rules and methods


class Visit:
    """One company's time in a world: what it asks, and what officers do meanwhile."""

    def __init__(self, world: World, shared: str, hidden: str) -> None:
        self.world, self.shared, self.hidden = world, shared, Random(hidden)
        self.officer = Principal(Role.OFFICER, f"account:{self.hidden.choice(['wang', 'li', 'zhao'])}")
        self.entries: list[Entry] = []
        self.outcomes: list[str] = []  # of what officers and students did
        self._steps = 0
        self.company = 0
        self.key = ""

    @contextmanager
    def step(self) -> Iterator[datetime]:
        """The next hour: its references are drawn anew, whatever was drawn before."""
        self._steps += 1
        self.world.dice.seed(f"{self.shared}/{self._steps}")
        moment = BEGIN + timedelta(hours=self._steps)
        with time_machine.travel(moment, tick=False):
            yield moment

    @contextmanager
    def acting(self) -> Iterator[Acting]:
        """An officer, or the student, in a transaction that is committed."""
        with self.step() as moment, make_session(self.world.engine, self.world.vault) as session:
            yield Acting(session, self.officer, moment)
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """What is there, to choose from."""
        with make_session(self.world.engine, self.world.vault, read_only=True) as session:
            yield session

    def ask(self, method: str, path: str, json: Any = None, **headers: str) -> Entry:
        """A request with the company's key; the answer is kept as it came."""
        return self._send(method, f"/api/v1{path}", json=json, headers=headers)

    def send_file(self, path: str, content: str) -> Entry:
        """A file, with the company's key."""
        form = {"file": (BytesIO(content.encode()), "answers.csv")}
        return self._send("POST", f"/api/v1{path}", data=form)

    def page(self, method: str, path: str, **fields: str) -> Entry:
        """A page, or a form that is sent, as whoever has the company's key."""
        return self._send(method, path, data=fields or None)

    def _send(self, method: str, path: str, headers: Mapping[str, str] = NO_HEADERS, **body: Any) -> Entry:
        with self.step():
            told = {"Authorization": f"Bearer {self.key}", "Accept-Language": "en", **headers}
            answer = self.world.app.test_client().open(path, method=method, headers=told, **body)
        with suppress(HTTPException):
            rules = self.world.app.url_map.bind("localhost")
            rule, _ = rules.match(path.partition("?")[0], method, return_rule=True)
            self.world.asked.add((rule.rule, method))
        kept = tuple((name, value) for name, value in answer.headers)
        self.entries.append(Entry(method, path, answer.status_code, kept, answer.data))
        return self.entries[-1]

    def settle(self, students: int) -> None:
        """A company with a key of its own moves in; then those whom officers look after."""
        with self.acting() as acting:
            code = f"91320205{int(self.shared.split('-')[1]):010}"
            company = a_company(f"暖心企业{self.shared}", uscc=code, verified=True, trusted=True)
            acting.session.add(company)
            acting.session.flush()
            _, self.key = issue_key(Acting(acting.session, self.officer, acting.now), company)
            self.company = company.id
        known = Random(self.shared)
        for number in range(students):
            with self.acting() as acting:
                acting.session.add(self._student(acting.session, known, f"{self.shared}/{number}"))

    def shortlist(self, number: int) -> None:
        """The officer approves a shortlist of one student with all of the company's openings."""
        with self.acting() as acting:
            session = acting.session
            openings = session.scalars(
                select(Opening).where(Opening.company_id == self.company).order_by(Opening.id)
            ).all()
            kept = a_shortlist(self.student(session, number), *openings, made_by=self.officer.name)
            for item in kept.items:
                item.score = self.hidden.randrange(10_000)
                item.note = self.hidden.choice([None, "家里困难，请照顾"])
            session.add(kept)

    def student(self, session: Session, number: int) -> Student:
        """One of those of this visit."""
        return self._rows(session, Student)[number]

    def items(self, session: Session) -> Shortlist:
        """The shortlist that was approved last."""
        return session.scalars(select(Shortlist).order_by(Shortlist.id.desc()).limit(1)).one()

    def own(self, session: Session) -> Company:
        """The company."""
        return session.get_one(Company, self.company)

    def _rows(self, session: Session, table: type[Student]) -> list[Student]:
        """The students of this visit: their school tells it."""
        query = select(table).where(table.school == f"锡山试验学院{self.shared}").order_by(table.id)
        return list(session.scalars(query))

    def _student(self, session: Session, known: Random, unique: str) -> Student:
        """Somebody of whom a company may know the one half and never the other."""
        band = known.choice(["minor", "adult", "adult"])
        told: dict[str, Any] = {
            "name": known.choice(NAMES),
            "phone": known.choice([None, f"139{known.randrange(10**8):08}"]),
            "school": f"锡山试验学院{self.shared}",
            "major_words": known.choice([None, "会计"]),
            "education": known.choice([Education.COLLEGE, Education.SECONDARY_VOCATIONAL]),
            "completion": Completion.GRADUATED,
            "graduation": known.choice([date(2025, 6, 30), date(2026, 6, 30)]),
            "skills": known.choice([["会计核算"], ["会计核算", "Excel"]]),
            "certificates": [],
            "state": StudentState.SEEKING,
            "wished_occupations": ["2-06-03-00"],
        }
        return a_student(self.world.vault, **told, **self._protected(band, unique))

    def _protected(self, band: str, unique: str) -> dict[str, Any]:
        chance = self.hidden
        first, last = BORN[band]
        born = first + timedelta(days=chance.randrange((last - first).days))
        categories = chance.sample(list(HardshipCategory), chance.randrange(4))
        household = None
        if chance.random() < 0.5:
            number = f"{unique}-{chance.randrange(10**6)}"
            household = Household(number=number, number_blind=number.encode(), head="户主")
        return {
            "id_number": f"3202{chance.randrange(100):02}{born:%Y%m%d}{unique}",
            "birth_date": born,
            "hardships": [
                Hardship(category=category, words=category.value, valid_from=date(2020, 1, 1))
                for category in categories
            ],
            "household": household,
            "guardian": chance.choice([None, "周叔叔", "祖母"]),
            "guardian_phone": chance.choice([None, "13811112222"]),
            "limits": chance.choice([None, [], chance.sample(HARMLESS, 2)]),
            "limits_words": chance.choice([None, "膝伤"]),
            "address": chance.choice([None, f"锡北镇泾虹路{chance.randrange(99)}号"]),
            "place": f"32020500{chance.randrange(1, 9)}",
            "note": chance.choice([None, "父母双亡"]),
        }
