"""Officers are killed in the middle of hiring: nothing that was told is lost, no place is taken twice."""

import multiprocessing
import time
from datetime import date
from multiprocessing.connection import Connection, wait
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, func, select

from matcher.vocabulary import Education, StudentState
from models.audit import find_break
from models.engine import make_session
from models.opening import Opening
from models.placement import Placement
from models.vault import Vault
from tests.api.services.placing.hiring_worker import work
from tests.conftest import FULL_FIGURES, KEYS
from tests.figures import Figure
from tests.models.samples import a_company, a_student, an_opening

KILLS = 200 if FULL_FIGURES else 4
OFFICERS, STUDENTS = 3, 12
LONGEST = 0.6  # seconds that an officer works before the next one is killed
WITHIN = 60  # seconds, somebody has to get something done
PROCESSES = multiprocessing.get_context("fork")  # at once, and everything is imported already


class Officer(NamedTuple):
    """A process, and what it tells."""

    process: "multiprocessing.process.BaseProcess"
    told: Connection


@pytest.fixture
def url(engine: Engine, vault: Vault) -> str:
    work = {"education": Education.ANY, "place": "320205", "hazards": [], "skills": ["会计核算"]}
    with make_session(engine, vault) as session:
        for number, title in enumerate(("文员", "客服"), start=1):
            opening = an_opening(a_company(title), title, headcount=number, valid_to=date(2099, 1, 1), **work)
            session.add(opening)
        for number in range(STUDENTS):
            student = a_student(
                vault,
                id_number=f"32020520000101{number:03}X",
                birth_date=date(2000, 1, 1),
                place="320205",
                state=StudentState.SEEKING,
                education=Education.BACHELOR,
                graduation=date(2025, 6, 30),
                skills=["会计核算"],
            )
            session.add(student)
        session.commit()
    return engine.url.render_as_string(hide_password=False)


@pytest.mark.slow
def test_what_was_told_is_there_and_no_place_is_taken_twice(
    engine: Engine, vault: Vault, url: str, figure: Figure
) -> None:
    rng = Random(1)
    officers = [start(url, seed) for seed in range(OFFICERS)]
    told: list[tuple[str, str]] = []
    for kill in range(KILLS):
        told += heard(officers)
        time.sleep(rng.uniform(0, LONGEST))
        told += end(officers.pop(rng.randrange(OFFICERS)))
        officers.append(start(url, OFFICERS + kill))
        check(engine, vault)
    for officer in officers:
        told += end(officer)
    check(engine, vault)
    with make_session(engine, vault, read_only=True) as session:
        ended = {
            placement.ref: placement.ended is not None for placement in session.scalars(select(Placement))
        }
        assert find_break(session) is None
    assert len(told) >= KILLS
    assert [ref for act, ref in told if act == "hired" and ref not in ended] == []
    assert [ref for act, ref in told if act == "ended" and not ended[ref]] == []
    figure(10, f"{KILLS} officers killed while hiring: {len(told)} acts told, 0 lost, 0 places over-filled")


def check(engine: Engine, vault: Vault) -> None:
    """Each opening counts the placements that it holds, and holds no more than its places."""
    held = select(func.count()).where(Placement.opening_id == Opening.id, Placement.ended.is_(None))
    with make_session(engine, vault, read_only=True) as session:
        rows = session.execute(select(Opening.filled, Opening.headcount, held.scalar_subquery())).all()
    assert all(filled == count <= headcount for filled, headcount, count in rows), rows


def start(url: str, seed: int) -> Officer:
    """An officer at work."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work, args=(url, KEYS, theirs, seed), daemon=True)
    process.start()
    theirs.close()
    return Officer(process, ours)


def heard(officers: list[Officer]) -> list[tuple[str, str]]:
    """What the officers have told since they were heard last; at least one act that was not told yet."""
    told = []
    for officer in officers:
        while officer.told.poll():
            told.append(officer.told.recv())
    assert wait([officer.told for officer in officers], WITHIN)
    return told


def end(officer: Officer) -> list[tuple[str, str]]:
    """Kill an officer (signal 9); what was told until then."""
    officer.process.kill()
    officer.process.join()
    told = []
    while True:
        try:
            told.append(officer.told.recv())
        except (EOFError, OSError):
            return told
