"""Those who have left school in the years before, and the openings that there were then."""

from datetime import date, timedelta
from random import Random

from scripts.district.companies import invent_companies
from scripts.district.generate import District, Row
from scripts.district.openings import invent_openings
from scripts.district.schooling import BACHELOR, COLLEGE, VOCATIONAL, Stage
from scripts.district.students import invent_students
from scripts.history.books import invent_relief, invent_study_aid
from scripts.history.extent import alumni_for, first_day

COURSES = {VOCATIONAL: 35, COLLEGE: 45, BACHELOR: 20}
EVERY = timedelta(days=61)  # openings are valid for some two months
SEEKING = "求职"
SPONSORS = 40  # companies that pay for somebody's school
OPENINGS = 0.25  # past ones for each that is there now


def invent_past(present: District, *, seed: int, today: date) -> District:
    """Former students, past openings as they stood then, and the books, for a district of now."""
    since = first_day(today)
    count = round(len(present.openings) * OPENINGS)
    sponsors = present.companies[:: max(1, len(present.companies) // SPONSORS)]
    known = {student["id_number"] for student in present.students}
    alumni = invent_alumni(seed, alumni_for(len(present.students)), today)
    return District(
        students=[each for each in alumni if each["id_number"] not in known],
        companies=[],
        openings=invent_past_openings(seed, count, len(present.companies), since=since, today=today),
        study_aid=invent_study_aid(Random(f"study aid {seed}"), present.students, sponsors, today),
        relief=invent_relief(Random(f"relief {seed}"), present.students, since=since, today=today),
    )


def invent_alumni(seed: int, count: int, today: date) -> list[Row]:
    """Graduates of the three years before this one, as they were when they began to look for work."""
    rng = Random(f"alumni {seed}")
    stages = [
        Stage(course, graduated=True, share=share / 3, years_in=(course.ends_after + years,))
        for course, share in COURSES.items()
        for years in (1, 2, 3)
    ]
    rows = invent_students(rng, count, today, stages)
    return [row | {"state": SEEKING, "household": f"{row['household']}A"} for row in rows]


def invent_past_openings(seed: int, count: int, companies: int, *, since: date, today: date) -> list[Row]:
    """So many openings, spread evenly over the time before today; each has a reference of its own."""
    invented = invent_companies(Random(f"companies {seed}"), companies, today)
    days = [since + EVERY * number for number in range((today - since) // EVERY)]
    rows: list[Row] = []
    for number, day in enumerate(days):
        rng = Random(f"past openings {seed} {number}")
        some = invent_openings(rng, round(count / len(days)), invented, day)
        rows += [row | {"external_ref": f"{day:%y%m}-{place:03d}"} for place, row in enumerate(some, 1)]
    return rows
