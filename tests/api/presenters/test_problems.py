import inspect
import re

import pytest

from api.presenters.problems import field_label, problem_sentence
from api.registry_files.columns import RegistryKind
from api.schemas import problems
from api.schemas.problems import Problem, ProblemCode, SameKey, Severity

FACTS = {
    "limit": 100,
    "words": ["甲", "乙"],
    "length": 17,
    "rows": [3, 9],
    "row": 3,
    "region": "999999",
    "assumed": 1,
    "days": 90,
    "element": "wage",
    "sheet": "安镇",
    "kind": "sex",
    "article": "就业促进法 27",
    "months": 6,
    "wage": 1800,
    "minimum": 2490,
    "count": 12,
    "graduation": "2027-06-30",
    "key": "student",
    "differs": False,
    "or": "uscc",
    "percent": 80,
    "today": "2026-11-23",
    "filled": 2,
    "others": ["A-1"],
    "accepted": ["title"],
    "name": "会计",
    "one": "云朵机械有限公司",
    "other": "会计专业人员",
    "min": 1,
    "max": 50,
    "table": "students",
    "ref": "a" * 26,
    "by": "referrals",
    "into": "a" * 26,
    "day": "2026-11-02",
    "state": "employed",
    "who": "account:li",
    "reason": "NO_VACANCY",
    "at": "2026-11-23T01:30:00+00:00",
}


def promised(code: ProblemCode) -> set[str]:
    """The facts of a code: they stand in braces in the comment beside it."""
    comment = re.search(rf'^    {code.name} = ".*?#(.*)$', inspect.getsource(problems), re.M)
    told = re.search(r"\{(.*)\}", comment[1]) if comment else None
    assert told, f"{code} does not say what it brings"
    return set(re.findall(r"(?:^|, )([a-z]+)", told[1]))


def sentence(code: ProblemCode, **params: object) -> str:
    return problem_sentence(Problem("Sheet1", 2, "薪资", code, Severity.WARNING, params=params))


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_is_told_with_no_more_than_it_brings(language: str, code: ProblemCode) -> None:
    told = sentence(code, **{name: FACTS[name] for name in promised(code)})
    assert told
    assert "%(" not in told
    if language == "zh_CN":
        assert not told.isascii()


@pytest.mark.parametrize("key", SameKey)
def test_a_repeated_row_says_what_it_shares_and_whether_it_differs(language: str, key: SameKey) -> None:
    same = sentence(ProblemCode.DUPLICATE_ROW, row=192, key=key.value, differs=False)
    other = sentence(ProblemCode.DUPLICATE_ROW, row=192, key=key.value, differs=True)
    assert "192" in same
    assert same != other
    assert ("岗位编号" in other) == (
        key is SameKey.OPENING_WORDS or (key, language) == ("opening_number", "zh_CN")
    )


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (ProblemCode.HARDSHIP_UNKNOWN, "支出型困难"),
        (ProblemCode.STATE_UNKNOWN, "求职中"),
        (ProblemCode.EDUCATION_UNKNOWN, "大专"),
        (ProblemCode.COMPLETION_UNKNOWN, "结业"),
    ],
)
def test_an_unknown_word_is_answered_with_the_known_ones(language: str, code: ProblemCode, word: str) -> None:
    assert word in sentence(code, words=["甲"])


def test_fields_are_called_as_in_the_templates(language: str) -> None:
    chinese = language == "zh_CN"
    assert field_label(RegistryKind.OPENINGS, "wage") == ("薪资" if chinese else "Wage")
    assert field_label(RegistryKind.STUDENTS, "name") == ("姓名" if chinese else "Name")
    assert field_label(RegistryKind.COMPANIES, "name") == ("企业名称" if chinese else "Company")
