"""Where somebody stands in school, from the year in which he or she entered the first grade."""

from dataclasses import dataclass
from datetime import date
from random import Random

from scripts.district.names import SCHOOL_WORDS
from scripts.district.places import Place

GRADUATION_MONTH = 6  # schools end on the 30th of June, and the next school year begins


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of school: its level in words, the years from first grade to its end, names of schools."""

    levels: tuple[str, ...]
    ends_after: int
    schools: tuple[str, ...]
    track: str = ""  # the part of a Study that its majors come from


PRIMARY = Course(("小学",), 6, ("{street}{word}实验小学", "{street}{word}小学"))
MIDDLE = Course(("初中",), 9, ("{street}{word}中学", "锡山{word}初级中学"))
HIGH = Course(("高中", "普通高中"), 12, ("锡山{word}高级中学", "无锡{word}高级中学"))
VOCATIONAL = Course(
    ("中专", "中专", "职高", "技校"),
    12,
    ("无锡{word}中等专业学校", "锡山{word}职业高级中学", "无锡{word}技工学校", "江苏{word}高级技工学校"),
    "secondary",
)
COLLEGE = Course(
    ("大专", "大专", "高职"),
    15,
    ("无锡{word}职业技术学院", "江苏{word}职业学院", "苏南{word}高等专科学校"),
    "college",
)
BACHELOR = Course(
    ("本科", "本科", "大学本科"), 16, ("江苏{word}大学", "无锡{word}学院", "苏中{word}学院"), "bachelor"
)
MASTER = Course(("硕士", "硕士研究生"), 19, ("江苏{word}大学",), "bachelor")


@dataclass(frozen=True, slots=True)
class Stage:
    """Students who are in a course, or have left it, and how long ago they entered first grade."""

    course: Course
    graduated: bool
    share: float  # of all students, in percent
    years_in: tuple[int, ...]  # school years behind them; a year said twice is twice as frequent


STAGES = (
    Stage(PRIMARY, False, 9, (1, 2, 3, 4, 5)),
    Stage(MIDDLE, False, 12, (6, 7, 8)),
    Stage(HIGH, False, 9, (9, 10, 11)),
    Stage(VOCATIONAL, False, 12, (9, 10, 11, 11)),
    Stage(COLLEGE, False, 11, (12, 13, 14, 14)),
    Stage(BACHELOR, False, 8, (12, 13, 14, 15)),
    Stage(MASTER, False, 0.5, (16, 17)),
    Stage(MIDDLE, True, 1.5, (9, 10, 11)),
    Stage(HIGH, True, 4, (12, 12, 13, 14)),
    Stage(VOCATIONAL, True, 11, (12, 12, 12, 13, 14)),
    Stage(COLLEGE, True, 14.5, (15, 15, 15, 16, 17)),
    Stage(BACHELOR, True, 7.5, (16, 16, 16, 17, 18)),
)


def school_year(today: date) -> int:
    """The year in which the running school year began; the summer belongs to the next one."""
    return today.year if today.month > GRADUATION_MONTH else today.year - 1


def graduation_day(first_grade: int, course: Course) -> date:
    """The last day of a course for those who entered first grade in that year."""
    return date(first_grade + course.ends_after, GRADUATION_MONTH, 30)


def school_name(rng: Random, course: Course, level: str, home: Place) -> str:
    """An invented school; technical schools are called so."""
    names = course.schools
    if course is VOCATIONAL:
        names = {"中专": names[:1], "职高": names[1:2], "技校": names[2:]}[level]
    return rng.choice(names).format(
        street=home.street.removesuffix("街道").removesuffix("镇"), word=rng.choice(SCHOOL_WORDS)
    )
