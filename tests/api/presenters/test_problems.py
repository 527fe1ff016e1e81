import inspect
import re

import pytest

from api.presenters.problems import SENTENCES, field_label, problem_sentence
from api.registry_files.columns import RegistryKind
from api.schemas import problems
from api.schemas.problems import Problem, ProblemCode, Severity

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
    "kind": "sex",
    "article": "就业促进法 27",
    "months": 6,
    "wage": 1800,
    "minimum": 2490,
    "count": 12,
}


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_has_a_sentence(language: str, code: ProblemCode) -> None:
    sentence = problem_sentence(Problem("Sheet1", 2, "薪资", code, Severity.WARNING, params=FACTS))
    assert sentence
    assert "%(" not in sentence
    if language == "zh_CN":
        assert not sentence.isascii()


def test_fields_are_called_as_in_the_templates(language: str) -> None:
    chinese = language == "zh_CN"
    assert field_label(RegistryKind.OPENINGS, "wage") == ("薪资" if chinese else "Wage")
    assert field_label(RegistryKind.STUDENTS, "name") == ("姓名" if chinese else "Name")
    assert field_label(RegistryKind.COMPANIES, "name") == ("企业名称" if chinese else "Company")


def test_no_sentence_wants_a_fact_that_its_code_does_not_bring() -> None:
    """The facts of a code stand in braces in the comment beside it."""
    source = inspect.getsource(problems)
    for code in ProblemCode:
        comment = re.search(rf'^    {code.name} = ".*?#(.*)$', source, re.M)
        told = re.findall(r"\{(.*?)\}", comment[1]) if comment else []
        brought = {name for facts in told for name in re.findall(r"[a-z]+", facts.partition(":")[0])}
        wanted = set(re.findall(r"%\((\w+)\)", SENTENCES[code]))
        assert wanted <= brought, code
