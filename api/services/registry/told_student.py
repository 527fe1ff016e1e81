"""What is told of a student, field by field, in the words of the registry file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from api.schemas.base import Columns
from api.schemas.known_words import read_state, says_in_school
from api.services.registry.edit_hardships import shown_hardships
from matcher.reference.divisions import full_name
from matcher.reference.majors import majors
from matcher.reference.occupations import name_of
from matcher.text.certificates import certificate_name
from matcher.text.dates import parse_graduation
from matcher.text.education import parse_completion, parse_education
from matcher.vocabulary import Completion, Education, HardshipCategory, StudentState
from models.hardship import Hardship
from models.student import Student

T = TypeVar("T")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "id_number": ("id_number", "birth_date"),
    "phone": ("phone",),
    "place": ("address", "place"),
    "guardian": ("guardian",),
    "guardian_phone": ("guardian_phone",),
    "state": ("state", "state_words"),
    "education": ("education", "education_words"),
    "completion": ("completion", "completion_words"),
    "school": ("school",),
    "major": ("major_words", "majors", "fields"),
    "graduation": ("graduation", "graduation_words"),
    "skills": ("skills", "skills_words"),
    "experience": ("experience", "experience_profile", "experience_months", "skills_read"),
    "certificates": ("certificates", "certificates_words"),
    "wishes": ("wished_occupations", "wished_words"),
    "wage_floor": ("wage_floor", "wage_words"),
    "wished_places": ("wished_places", "wished_places_words"),
    "needs_dormitory": ("needs_dormitory",),
    "may_relocate": ("may_relocate",),
    "limits": ("limits", "limits_words"),
    "note": ("note",),
}
"""Field → the student's columns that follow from it, first the one that people read.

Hardships and households have tables of their own.
"""

FIELD_OF: Mapping[str, str] = {column: field for field, columns in COLUMNS.items() for column in columns}

_LISTS = frozenset(
    {"majors", "fields", "skills", "skills_read", "certificates", "wished_occupations", "wished_places"}
)
NOT_TOLD: Columns = {column: [] if column in _LISTS else None for column in FIELD_OF}
"""The columns of a student of whom nothing is told."""

HARDSHIP_WORDS: Mapping[HardshipCategory, str] = {
    HardshipCategory.MINIMUM_LIVING: "低保",
    HardshipCategory.NEAR_MINIMUM: "低保边缘",
    HardshipCategory.DESTITUTE: "特困",
    HardshipCategory.EXPENDITURE_POOR: "支出型困难",
    HardshipCategory.RELAPSE_MONITORED: "防返贫监测",
    HardshipCategory.ORPHAN: "孤儿",
    HardshipCategory.UNSUPPORTED_CHILD: "事实无人抚养儿童",
    HardshipCategory.DISABILITY: "残疾",
    HardshipCategory.ZERO_EMPLOYMENT: "零就业家庭",
    HardshipCategory.OTHER: "其他",
}

_STATE_WORDS: Mapping[StudentState, str] = {
    StudentState.NOT_CONTACTED: "未联系",
    StudentState.UNREACHABLE: "联系不上",
    StudentState.SEEKING: "求职中",
    StudentState.PROPOSED: "已推荐",
    StudentState.INTERVIEW: "面试",
    StudentState.TO_START: "待入职",
    StudentState.EMPLOYED: "已就业",
    StudentState.SELF_EMPLOYED: "自主创业",
    StudentState.FURTHER_STUDY: "升学",
    StudentState.ARMY: "参军",
    StudentState.INTERNSHIP: "见习",
    StudentState.TRAINING: "培训",
    StudentState.NOT_SEEKING: "暂不就业",
    StudentState.MOVED_AWAY: "迁出",
    StudentState.LEFT_PROGRAMME: "退出",
}
_EDUCATION_WORDS: Mapping[Education, str] = {
    Education.DOCTOR: "博士",
    Education.MASTER: "硕士",
    Education.BACHELOR: "本科",
    Education.COLLEGE: "大专",
    Education.SECONDARY_VOCATIONAL: "中专",
    Education.VOCATIONAL_HIGH: "职高",
    Education.TECHNICAL_SCHOOL: "技校",
    Education.HIGH_SCHOOL: "高中",
    Education.MIDDLE_SCHOOL: "初中",
    Education.PRIMARY_SCHOOL: "小学",
    Education.OTHER: "其他",
}
_COMPLETION_WORDS: Mapping[Completion, str] = {
    Completion.GRADUATED: "毕业",
    Completion.COMPLETED: "结业",
    Completion.LEFT: "肄业",
    Completion.IN_SCHOOL: "在读",
}


def told_of_student(student: Student, today: date) -> dict[str, str]:
    """Field → the words that a cell of the registry file would hold of the student now; blank for unknown.

    The original words are given back, unless the record has come to say otherwise since.
    """
    return {
        "name": student.name,
        "id_number": student.id_number,
        "phone": student.phone or "",
        "place": student.address or (full_name(student.place) if student.place else ""),
        **_hardship(shown_hardships(student, today)),
        "household": student.household.number if student.household else "",
        "head": (student.household.head or "") if student.household else "",
        "guardian": student.guardian or "",
        "guardian_phone": student.guardian_phone or "",
        "state": _words(student.state_words, _read_state, student.state, _STATE_WORDS),
        "education": _words(student.education_words, parse_education, student.education, _EDUCATION_WORDS),
        "completion": _words(
            student.completion_words, parse_completion, student.completion, _COMPLETION_WORDS
        ),
        "school": student.school or "",
        "major": student.major_words or _listed(student.majors, lambda code: majors()[code].name),
        "graduation": _graduation(student),
        "skills": student.skills_words or "、".join(student.skills),
        "experience": student.experience or "",
        "certificates": student.certificates_words or _listed(student.certificates, _certificate),
        "wishes": student.wished_words or _listed(student.wished_occupations, name_of),
        "wage_floor": student.wage_words or _number(student.wage_floor),
        "wished_places": student.wished_places_words or _listed(student.wished_places, full_name),
        "needs_dormitory": _yes_no(student.needs_dormitory),
        "may_relocate": _yes_no(student.may_relocate),
        "limits": student.limits_words or ("无" if student.limits == [] else ""),
        "note": student.note or "",
    }


def _hardship(shown: Sequence[Hardship]) -> dict[str, str]:
    """The categories in words of the list; a day where it is that of all."""
    known = {hardship.category for hardship in shown}
    return {
        "hardship": "、".join(words for category, words in HARDSHIP_WORDS.items() if category in known),
        "hardship_from": _common_day([hardship.valid_from for hardship in shown]),
        "hardship_to": _common_day([hardship.valid_to for hardship in shown]),
    }


def _common_day(days: Sequence[date | None]) -> str:
    first = days[0] if days else None
    return first.isoformat() if first is not None and set(days) == {first} else ""


def _words(
    words: str | None, read: Callable[[str], T | None], known: T | None, names: Mapping[T, str]
) -> str:
    if words and (known is None or read(words) == known):
        return words
    return "" if known is None else names[known]


def _read_state(words: str) -> StudentState | None:
    return None if says_in_school(words) else read_state(words)


def _graduation(student: Student) -> str:
    words, known = student.graduation_words, student.graduation
    read = parse_graduation(words) if words else None
    if words and (known is None or (read is not None and read.date == known)):
        return words
    return known.isoformat() if known else ""


def _listed(codes: Sequence[str], name: Callable[[str], str | None]) -> str:
    return "、".join(name(code) or code for code in codes)


def _certificate(certificate: str) -> str | None:
    return certificate_name(certificate, "zh_CN")


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else "是" if answer else "否"
