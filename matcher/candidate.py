"""A student on a day: what of a record depends on the date and on the policy's horizon."""

from dataclasses import dataclass
from datetime import date

from matcher.policy import Policy
from matcher.records import Student
from matcher.reference.education import attained, rank
from matcher.text.certificates import covers


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student with what is true of them on `as_of`."""

    student: Student
    as_of: date
    age: int
    education_rank: int | None  # for work; None: unknown
    internship_rank: int | None  # in school, the level being studied is enough for an internship
    education_expected: bool  # the level counts because graduation is near
    internships_only: bool
    certificates: frozenset[str]  # with everything that they include

    @classmethod
    def of(cls, student: Student, as_of: date, policy: Policy) -> "Candidate":
        """The student as they stand on `as_of`."""
        level = attained(
            student.education,
            student.completion,
            student.graduation,
            as_of,
            horizon_months=policy.thresholds.school_horizon_months,
        )
        studied = student.education if level.in_school else level.level
        return cls(
            student=student,
            as_of=as_of,
            age=age_on(student.birth_date, as_of),
            education_rank=None if level.level is None else rank(level.level),
            internship_rank=None if studied is None else rank(studied),
            education_expected=level.expected,
            internships_only=level.in_school and not level.expected,
            certificates=covers(student.certificates),
        )


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
