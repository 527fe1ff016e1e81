"""Students of all stages, from primary school to graduates who look for work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scripts.district.households import WITHOUT_PARENTS, Household, found_household
from scripts.district.names import child_name
from scripts.district.numbers import Numbers
from scripts.district.places import spell
from scripts.district.schooling import STAGES, Course, Stage, graduation_day, school_name, school_year
from scripts.district.search import describe_search
from scripts.district.spelling import write_date, write_month
from scripts.district.studies import STUDIES, Study

ADULT = 18
WORKING_AGE = 16
YOUNGEST = 7
STATES_OF_GRADUATES = {
    "求职": 62,
    "已推荐": 3,
    "面试": 3,
    "待入职": 2,
    "已就业": 14,
    "自主创业": 1.5,
    "升学": 2,
    "参军": 1.5,
    "见习": 3,
    "培训": 2,
    "暂不求职": 3,
    "联系不上": 1.5,
    "未联系": 1.5,
}
LOOKING = ("求职", "已推荐", "面试")
FINAL_YEAR_SEEKS = 0.5
NO_DIPLOMA = 0.04
AID_AFTER_SCHOOL = 3  # years


@dataclass(frozen=True, slots=True)
class Person:
    """A student before anything is written down."""

    sex: str
    birth: date
    stage: Stage
    first_grade: int
    household: Household

    @property
    def course(self) -> Course:
        """The course that the student is in or left last."""
        return self.stage.course

    @property
    def graduation(self) -> date:
        """Last day of that course."""
        return graduation_day(self.first_grade, self.course)

    def age(self, today: date) -> int:
        """Age in whole years."""
        return age_on(self.birth, today)


def invent_students(
    rng: Random, count: int, today: date, stages: Sequence[Stage] = STAGES
) -> list[dict[str, str]]:
    """So many students of these stages in households of one to three children."""
    numbers = Numbers(rng)
    rows: list[dict[str, str]] = []
    household: Household | None = None
    founded = 0
    for stage in _stages(rng, count, stages):
        sex = rng.choice(("male", "female"))
        birth, first_grade = _born(rng, stage, today)
        if household is None or household.full or not household.fits(birth):
            founded += 1
            household = found_household(rng, numbers, founded, today)
        household.births.append(birth)
        person = Person(sex, birth, stage, first_grade, household)
        rows.append(_row(rng, numbers, person, today))
    return rows


def age_on(birth: date, day: date) -> int:
    """Age in whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _stages(rng: Random, count: int, among: Sequence[Stage]) -> list[Stage]:
    """One stage per student: by quota, in random order, so that no draw leaves a stage empty."""
    total = sum(stage.share for stage in among)
    ends, reached = [], 0.0
    for stage in among:
        reached += stage.share
        ends.append(round(count * reached / total))
    stages = [
        stage for stage, begin, end in zip(among, [0, *ends], ends, strict=False) for _ in range(begin, end)
    ]
    rng.shuffle(stages)
    return stages


def _born(rng: Random, stage: Stage, today: date) -> tuple[date, int]:
    """A birth date and the year of first grade: six years old by the end of August."""
    while True:
        first_grade = school_year(today) - rng.choice(stage.years_in)
        birth = date(first_grade - 7, 9, 1) + timedelta(days=rng.randrange(365))
        if age_on(birth, today) >= YOUNGEST:
            return birth, first_grade


def _row(rng: Random, numbers: Numbers, person: Person, today: date) -> dict[str, str]:
    household = person.household
    minor = person.age(today) < ADULT
    study = _study(rng, person)
    until = household.until or (None if minor else _aid_ends(person))
    row = {
        "name": child_name(rng, household.surname, person.sex),
        "id_number": numbers.id_number(person.birth, person.sex),
        "phone": numbers.phone() if person.age(today) >= WORKING_AGE else "",
        "place": household.spelled_place if rng.random() < 0.95 else spell(rng, household.place),
        "hardship": household.hardship,
        "hardship_from": write_date(rng, household.since),
        "hardship_to": write_date(rng, until) if until else "",
        "household": household.number,
        "head": household.head,
        "guardian": household.guardian if minor else "",
        "guardian_phone": household.guardian_phone if minor else "",
        "state": _state(rng, person, today),
        **_schooling(rng, person, study),
        "note": household.note,
    }
    return row | describe_search(
        rng,
        study,
        looking=row["state"] in LOOKING,
        age=person.age(today),
        course=person.course,
        graduated=person.stage.graduated,
        graduation=person.graduation,
        disabled="残疾" in household.hardship,
    )


def _aid_ends(person: Person) -> date | None:
    """A child without parents is helped on into the years after school, to get a footing in work."""
    if person.household.hardship not in WITHOUT_PARENTS:
        return None
    return person.graduation.replace(year=person.graduation.year + AID_AFTER_SCHOOL)


def _study(rng: Random, person: Person) -> Study | None:
    """A field of study that is taught in the course; None in general schools."""
    track = person.course.track
    if not track:
        return None
    taught = [study for study in STUDIES.values() if getattr(study, track)]
    return rng.choices(taught, [study.share for study in taught])[0]


def _schooling(rng: Random, person: Person, study: Study | None) -> dict[str, str]:
    course = person.course
    level = rng.choice(course.levels)
    if person.stage.graduated:
        completion = (
            rng.choice(("结业", "肄业")) if rng.random() < NO_DIPLOMA else rng.choice(("毕业", "毕业", ""))
        )
    else:
        completion = "在读"
    return {
        "education": level,
        "completion": completion,
        "school": school_name(rng, course, level, person.household.place),
        "major": rng.choice(getattr(study, course.track)) if study else "",
        "graduation": write_month(rng, person.graduation),
    }


def _state(rng: Random, person: Person, today: date) -> str:
    """What the registry says of work; nobody under 16 is said to look for it."""
    if person.age(today) < WORKING_AGE:
        return "暂不求职" if person.stage.graduated else ""
    if person.stage.graduated:
        return rng.choices(list(STATES_OF_GRADUATES), list(STATES_OF_GRADUATES.values()))[0]
    final_year = person.graduation - today <= timedelta(days=365)
    if final_year and person.course.track and rng.random() < FINAL_YEAR_SEEKS:
        return rng.choice(("求职", "求职", "见习"))
    return ""
