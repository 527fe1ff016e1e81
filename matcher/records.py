"""A student and an opening as the matcher sees them: no names, no hardship, nothing to wound with."""

from dataclasses import dataclass
from datetime import date

from matcher.text.profiles import NOTHING, TextProfile
from matcher.vocabulary import Completion, Demand, Education, Hazard, OpeningStatus, StudentState


@dataclass(frozen=True, slots=True)
class Student:
    """One student. An empty set or None means that nothing is known, never that there is nothing."""

    ref: str
    key: str  # natural key: decides ties, the same in every copy of the registry with the same keys
    birth_date: date
    state: StudentState | None = None
    education: Education | None = None
    completion: Completion | None = None
    graduation: date | None = None
    majors: frozenset[str] = frozenset()  # codes of the catalogue of majors
    fields: frozenset[str] = frozenset()  # fields of study (matcher.reference.majors)
    skills: frozenset[str] = frozenset()  # canonical names of those that are named
    skills_read: frozenset[str] = frozenset()  # of those that their own words on experience mention
    certificates: frozenset[str] = frozenset()  # canonical names
    experience_months: int | None = None
    experience: TextProfile = NOTHING  # the work that their own words tell of
    wished_occupations: frozenset[str] = frozenset()  # occupation codes
    wage_floor: int | None = None  # CNY a month
    home: str | None = None  # division code
    wished_places: frozenset[str] = frozenset()  # division codes
    needs_dormitory: bool | None = None
    may_relocate: bool | None = None
    limits: frozenset[Demand] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening, with its requirements as codes and numbers."""

    ref: str
    key: str  # natural key: company, then its own reference number, or title and place
    company: str
    title: str
    valid_to: date
    published: date | None = None
    status: OpeningStatus = OpeningStatus.OPEN
    headcount: int = 1
    filled: int = 0
    occupation: str | None = None  # occupation code
    occupation_confidence: float = 0.0
    internship: bool = False
    place: str | None = None  # division code
    wage_low: int | None = None  # CNY a month
    wage_high: int | None = None
    education: Education | None = None  # None: not stated; Education.ANY: stated that any will do
    majors: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    experience_months: int | None = None  # None: not stated; 0: none needed
    skills: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()  # asked for by the company, canonical names
    hazards: frozenset[Hazard] | None = None  # None: nothing declared
    minimum_age: int | None = None
    demands: frozenset[Demand] = frozenset()
    lodging: bool | None = None
    duties: TextProfile = NOTHING  # the work that the words on its duties tell of
