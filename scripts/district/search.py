"""What a student can do and is looking for, consistent with the field of study."""

from datetime import date, timedelta
from random import Random

from scripts.district.schooling import BACHELOR, COLLEGE, MASTER, Course
from scripts.district.spelling import write_list
from scripts.district.studies import COMMON_WISHES, GENERAL_PRACTICE, GENERAL_SKILLS, GENERAL_WISHES, Study

ADULT = 18
FIRST_INTERNSHIP = 17
HIGHER = (COLLEGE, BACHELOR, MASTER)
WAGE_FLOORS = {"": (3500, 4500), "secondary": (3500, 5000), "college": (4000, 6000), "bachelor": (5000, 7500)}
WISHED_PLACES = (
    "锡山区",
    "无锡",
    "无锡市锡山区",
    "无锡、苏州",
    "锡山区、新吴区",
    "无锡、江阴",
    "苏州",
    "上海、苏州、无锡",
    "",
)
PLACE_WEIGHTS = (30, 20, 10, 6, 8, 3, 2, 2, 19)
DISABLED_LIMITS = (
    "不能久站",
    "下肢残疾，不能久站",
    "听力障碍",
    "视力较弱，不能上夜班",
    "右手残疾",
    "腰部受过伤，不能搬重物",
)
RARE_LIMITS = ("色弱", "粉尘过敏", "不能上夜班", "哮喘", "腰不好，不能搬重物")
WISH_BLANK = 0.08
WISH_ELSEWHERE = 0.08
SKILLS_BLANK = 0.07
EXPERIENCE_BLANK = 0.12


def describe_search(
    rng: Random,
    study: Study | None,
    *,
    looking: bool,
    age: int,
    course: Course,
    graduated: bool,
    graduation: date,
    disabled: bool,
) -> dict[str, str]:
    """The cells from skills to health limits; blank for children who have nothing to do with work yet."""
    row = dict.fromkeys(
        (
            "skills",
            "experience",
            "certificates",
            "wishes",
            "wage_floor",
            "wished_places",
            "needs_dormitory",
            "may_relocate",
        ),
        "",
    )
    row["limits"] = _limits(rng, disabled)
    if age < FIRST_INTERNSHIP and not looking:
        return row
    row["skills"] = _skills(rng, study)
    row["experience"] = _experience(rng, study, course, graduated, graduation)
    row["certificates"] = _certificates(rng, study, age, course, graduated)
    if looking:
        row["wishes"] = _wishes(rng, study)
        row["wage_floor"] = _wage_floor(rng, course)
        row["wished_places"] = rng.choices(WISHED_PLACES, PLACE_WEIGHTS)[0]
        row["needs_dormitory"] = rng.choices(("否", "是", ""), (55, 20, 25))[0]
        row["may_relocate"] = rng.choices(("否", "是", ""), (45, 25, 30))[0]
    return row


def _limits(rng: Random, disabled: bool) -> str:
    if disabled and rng.random() < 0.6:
        return rng.choice(DISABLED_LIMITS)
    if rng.random() < 0.025:
        return rng.choice(RARE_LIMITS)
    return rng.choice(("无", "无", "良好", ""))


def _skills(rng: Random, study: Study | None) -> str:
    if rng.random() < SKILLS_BLANK:
        return ""
    pool = study.skills if study else GENERAL_SKILLS
    return write_list(rng, rng.sample(pool, rng.randint(2, min(6, len(pool)))))


def _experience(rng: Random, study: Study | None, course: Course, graduated: bool, graduation: date) -> str:
    """Training and internships, told as people tell them: with a span, with a length, or without either."""
    if rng.random() < EXPERIENCE_BLANK:
        return ""
    if study is None:
        return rng.choice(GENERAL_PRACTICE)
    done = rng.sample(study.practice, rng.randint(1, 2))
    where = rng.choice(study.place)
    if not graduated:
        return f"校内实训：{'；'.join(done)}"
    months = rng.choice((3, 6, 8) if course not in HIGHER else (2, 3, 6))
    begin = graduation - timedelta(days=31 * months + rng.randrange(60))
    end = begin + timedelta(days=30 * months)
    text = rng.choice(
        (
            f"{begin:%Y.%m}-{end:%Y.%m} 在{where}实习，{done[0]}",
            f"在{where}顶岗实习{months}个月，{done[0]}",
            f"{begin.year}年{begin.month}月至{end.year}年{end.month}月于{where}实习：{done[0]}",
        )
    )
    return "；".join((text, *done[1:]))


def _certificates(rng: Random, study: Study | None, age: int, course: Course, graduated: bool) -> str:
    """Certificates that somebody of that age and level can hold."""
    if study is None:
        return "驾驶证C1" if age > ADULT and rng.random() < 0.15 else ""
    held = []
    earned = [name for name in study.certificates if course in HIGHER or not name.startswith("英语")]
    if earned and rng.random() < 0.45:
        held.append(rng.choice(earned))
    licensed = graduated and age >= ADULT and (course in HIGHER or not study.licence_from_college)
    if study.licences and licensed and rng.random() < 0.7:
        held.append(rng.choice(study.licences))
    if age > ADULT and rng.random() < 0.15 and "驾驶证C1" not in held:
        held.append("驾驶证C1")
    return "、".join(held)


def _wishes(rng: Random, study: Study | None) -> str:
    draw = rng.random()
    if draw < WISH_BLANK:
        return ""
    pool = study.wishes if study else GENERAL_WISHES
    if draw < WISH_BLANK + WISH_ELSEWHERE:
        pool = COMMON_WISHES
    return "、".join(rng.sample(pool, rng.randint(1, 2)))


def _wage_floor(rng: Random, course: Course) -> str:
    low, high = WAGE_FLOORS[course.track]
    amount = rng.randrange(low, high + 1, 500)
    return rng.choices((str(amount), f"{amount}元", f"{amount}元/月", ""), (50, 20, 10, 20))[0]
