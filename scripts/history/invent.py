"""Two years and more of a district's work, acted out by the same services that officers use."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.clock import CLOCK
from api.services.matching.market import Market
from matcher.vocabulary import StudentState
from models.company import Company
from models.household import Household
from models.student import Student
from scripts.history.diary import Diary
from scripts.history.extent import PLACED, SURPLUS, first_day
from scripts.history.fund import fill_fund, log_schools
from scripts.history.job_search import Seeker, look_for_work
from scripts.history.timeline import Story, tell

Progress = Callable[[int, int], None]

SEARCH = 60  # days at most, from the first list to the first day at work, for most
BEFORE_GRADUATION = 60  # days before the end of school at which one begins to look
STILL_LOOKING = 0.6  # of those who seek: introduced before, and without luck so far


def act_out(
    session: Session,
    market: Market,
    alumni: Sequence[Student],
    *,
    students: int,
    seed: int,
    now: datetime,
    progress: Progress,
) -> int:
    """Let everybody's story happen up to `now`; how many events that were. Nothing is committed here.

    `alumni` come in the order of the registry, `students` is how many are registered besides.
    """
    today = now.date()
    places = {today.year - ago: round(students * share) for ago, share in PLACED.items()}
    diary = Diary(session, market, places)
    fill_fund(diary, seed, today)
    log_schools(diary, seed, today)
    stories = [
        *_of_alumni(diary, alumni, places, seed, today),
        *_of_this_year(diary, seed, today, alumni),
    ]
    events = tell(stories, now, lambda at: progress((at.date() - first_day(today)).days, _length(today)))
    _register_before(session, first_day(today))
    return events


def _register_before(session: Session, day: date) -> None:
    """Have everybody been registered before the first of their stories."""
    since = datetime.combine(day, time(), CLOCK)
    for table in (Student, Household, Company):
        dated = update(table).values(created_at=since, updated_at=table.updated_at)
        session.execute(dated.execution_options(synchronize_session=False))


def _length(today: date) -> int:
    return (today - first_day(today)).days


def _of_alumni(
    diary: Diary, alumni: Sequence[Student], places: dict[int, int], seed: int, today: date
) -> Iterator[Story]:
    """Each year those who had left school by then and were not taken yet, as many as the year needs."""
    left = list(enumerate(alumni))
    for year in sorted(places):
        wanted = round(places[year] * SURPLUS)
        chosen = [each for each in left if _leaves_school(each[1]) <= date(year, 6, 30)][:wanted]
        left = [each for each in left if each not in chosen]
        for number, student in chosen:
            rng = Random(f"alumnus {seed} {number}")
            earliest = max(date(year, 1, 8), _leaves_school(student) - timedelta(days=BEFORE_GRADUATION))
            begins = _some_day(rng, earliest, date(year, 12, 20) - timedelta(days=SEARCH))
            yield look_for_work(diary, Seeker(student, rng, begins, finds_work=True))


def _of_this_year(diary: Diary, seed: int, today: date, alumni: Sequence[Student]) -> Iterator[Story]:
    """What led to where the registry says that its students stand now."""
    at_work = (StudentState.EMPLOYED, StudentState.TO_START)
    under_way = (StudentState.PROPOSED, StudentState.INTERVIEW)
    states = (*at_work, *under_way, StudentState.SEEKING)
    query = select(Student).where(Student.state.in_(states)).order_by(Student.id)
    former = {student.id for student in alumni}
    present = [student for student in diary.session.scalars(query) if student.id not in former]
    for number, student in enumerate(present):
        rng = Random(f"student {seed} {number}")
        earliest, latest = _leaves_school(student) - timedelta(days=BEFORE_GRADUATION), today
        if student.state in at_work:
            earliest, latest = max(earliest, date(today.year, 1, 8)), today - timedelta(days=SEARCH)
        elif student.state in under_way:
            earliest, latest = today - timedelta(days=30), today - timedelta(days=6)
        elif rng.random() < STILL_LOOKING:
            earliest, latest = max(earliest, today - timedelta(days=400)), today - timedelta(days=20)
        else:
            continue  # nobody has seen to them yet
        placed = student.state in at_work
        student.state = StudentState.SEEKING
        begins = _some_day(rng, min(earliest, latest), latest)
        yield look_for_work(diary, Seeker(student, rng, begins, finds_work=placed))


def _leaves_school(student: Student) -> date:
    return student.graduation or date.min


def _some_day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange(max(0, (last - first).days) + 1))
