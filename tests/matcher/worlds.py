"""Invented students and openings for property tests: small vocabularies, so that things do meet."""

from dataclasses import fields
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from matcher.policy import RISING, STANDARD_POINTS, UNKNOWN, Policy, Thresholds, match_levels
from matcher.records import Opening, Student
from matcher.text.profiles import TextProfile, profile
from matcher.vocabulary import Completion, Demand, Education, Hazard, OpeningStatus, StudentState

TODAY = date(2026, 7, 1)
PLACES = ("320205", "320205001", "320205002", "320206", "320281", "320500", "310000", "440300", "320000")
OCCUPATIONS = (
    "2-02-10-03",
    "2-02-10-00",
    "2-06-03-00",
    "4-01-02-01",
    "6-18-02-04",
    "4-14-01-02",
    "2-05-08-01",
)
TITLES = ("会计", "Java开发工程师", "电焊工", "护士", "仓库管理员", "营业员", "叉车司机", "暑期实习生")
SKILLS = ("Java", "MySQL", "Excel", "焊接", "沟通能力", "会计核算", "护理")
WORK = tuple(
    map(profile, ("在超市收银、理货", "公众号文案与排版", "电焊与打磨", "参与后端接口开发，使用Java"))
)
CERTIFICATES = ("welder", "nurse", "forklift", "driving-c1", "accounting-junior")
MAJORS = ("630302", "080901", "520201")
FIELDS = ("accounting", "computing", "nursing", "welding")


def some(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[frozenset[str]]:
    """A small set of values, often empty."""
    return st.frozensets(st.sampled_from(values), max_size=most)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """The value, or nothing known."""
    return st.none() | strategy


profiles = st.just(TextProfile()) | st.sampled_from(WORK)


def people(**known: st.SearchStrategy) -> st.SearchStrategy[Student]:
    """Students of all kinds, with some facts drawn from elsewhere."""
    facts = {
        "ref": st.uuids().map(str),
        "key": st.uuids().map(str),
        "birth_date": st.dates(date(1998, 1, 1), date(2014, 12, 31)),
        "state": maybe(st.sampled_from(StudentState)),
        "education": maybe(st.sampled_from([level for level in Education if level is not Education.ANY])),
        "completion": maybe(st.sampled_from(Completion)),
        "graduation": maybe(st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        "majors": some(MAJORS, 1),
        "fields": some(FIELDS, 2),
        "skills": some(SKILLS),
        "skills_read": some(SKILLS, 2),
        "certificates": some(CERTIFICATES),
        "experience_months": maybe(st.integers(0, 90)),
        "experience": profiles,
        "wished_occupations": some(OCCUPATIONS, 2),
        "wage_floor": maybe(st.integers(2000, 12000)),
        "home": maybe(st.sampled_from(PLACES)),
        "wished_places": some(PLACES, 2),
        "needs_dormitory": maybe(st.booleans()),
        "may_relocate": maybe(st.booleans()),
        "limits": st.frozensets(st.sampled_from(Demand), max_size=2),
    }
    return st.builds(Student, **(facts | known))


students = people()

# Those whom no rule about the person alone refuses, so that openings are listed at all.
_SEEKING: dict[str, st.SearchStrategy] = {
    "birth_date": st.dates(date(1998, 1, 1), date(2010, 7, 1)),
    "state": st.sampled_from([None, StudentState.SEEKING, StudentState.PROPOSED]),
    "completion": st.just(Completion.GRADUATED),
}
_NOTHING: st.SearchStrategy[frozenset[str]] = st.just(frozenset())
seekers = people(**_SEEKING)
seekers_of_any_work = people(
    **_SEEKING,
    skills=_NOTHING,
    skills_read=_NOTHING,
    certificates=_NOTHING,
    majors=_NOTHING,
    fields=_NOTHING,
    wished_occupations=_NOTHING,
)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """One opening; its key comes from company, title and place, as in the registry."""
    company, title = draw(st.sampled_from("ABCDE")), draw(st.sampled_from(TITLES))
    headcount = draw(st.integers(1, 9))
    low = draw(maybe(st.integers(2000, 15000)))
    ref = str(draw(st.uuids()))
    return Opening(
        ref=ref,
        key=f"{company}\x1f{title}\x1f{ref[:2]}",
        company=company,
        title=title,
        valid_to=TODAY + timedelta(days=draw(st.integers(-20, 90))),
        published=draw(maybe(st.just(TODAY - timedelta(days=10)) | st.just(TODAY + timedelta(days=2)))),
        status=draw(st.sampled_from([OpeningStatus.OPEN] * 6 + list(OpeningStatus))),
        headcount=headcount,
        filled=draw(st.integers(0, headcount)),
        occupation=draw(maybe(st.sampled_from(OCCUPATIONS))),
        occupation_confidence=draw(st.sampled_from([0.25, 0.6]) | st.floats(0, 1)),
        internship=draw(st.booleans()),
        place=draw(maybe(st.sampled_from(PLACES))),
        wage_low=low,
        wage_high=draw(st.none() | st.integers(low or 2000, 30000)),
        education=draw(maybe(st.sampled_from(Education))),
        majors=draw(some(MAJORS, 1)),
        fields=draw(some(FIELDS, 1)),
        experience_months=draw(maybe(st.sampled_from([0, 12, 24, 36, 60, 120]))),
        skills=draw(some(SKILLS, 5)),
        certificates=draw(some(CERTIFICATES, 1)),
        hazards=draw(maybe(st.frozensets(st.sampled_from(Hazard), max_size=1))),
        minimum_age=draw(maybe(st.sampled_from([16, 18, 20]))),
        demands=draw(st.frozensets(st.sampled_from(Demand), max_size=2)),
        lodging=draw(maybe(st.booleans())),
        duties=draw(profiles),
    )


markets = st.lists(openings(), min_size=1, max_size=12, unique_by=lambda opening: opening.ref)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Lawful policies of every kind, also those that put all points on one criterion."""
    names = list(STANDARD_POINTS)
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=len(names) - 1, max_size=len(names) - 1)))
    points = {}
    for name, (low, high) in zip(names, pairwise([0, *cuts, 10_000]), strict=True):
        points[name] = draw(_levels(name, high - low))
    thresholds = {
        field.name: draw(st.integers(0, 100) if field.name.endswith("_percent") else st.integers(0, 60))
        for field in fields(Thresholds)
    }
    for line in RISING["thresholds"]:
        thresholds |= zip(line, sorted(thresholds[name] for name in line), strict=True)
    return Policy("invented", points, Thresholds(**thresholds))


@st.composite
def _levels(draw: st.DrawFn, criterion: str, most: int) -> dict[str, int]:
    """Points for the levels of a criterion: a match at least as many as the unknown, the first the most."""
    levels, (first, *others) = STANDARD_POINTS[criterion], match_levels(criterion)
    unknown = draw(st.integers(0, most)) if UNKNOWN in levels else 0
    told = {first: most, UNKNOWN: unknown} | {level: draw(st.integers(unknown, most)) for level in others}
    return {level: told[level] if level in told else draw(st.integers(0, unknown)) for level in levels}
