import pytest

from matcher.reference.skills import WEIGHTS, included_skills, near_skills, skills
from matcher.reference.tables import read_table
from matcher.text.certificates import certificates


def test_the_vocabulary_holds_together():
    vocabulary = skills()
    assert len(vocabulary) > 500
    assert {skill.weight for skill in vocabulary.values()} == set(WEIGHTS.values())
    assert all(skill.english and skill.name == name for name, skill in vocabulary.items())
    assert all(
        len(alias) > 1 for skill in vocabulary.values() for alias in skill.aliases if alias != skill.name
    )


def test_an_everyday_word_counts_in_lists_only():
    management = skills()["管理"]
    assert "管理" in management.list_aliases
    assert "管理" not in management.aliases


def test_relations_name_what_exists_once():
    rows = [
        (name, kind, other)
        for name, kind, others in read_table("related_skills.csv")
        for other in others.split("|")
    ]
    assert len(rows) == len(set(rows))
    assert {kind for _, kind, _ in rows} == {"includes", "near", "toward"}
    assert {other for _, _, other in rows} <= skills().keys()
    assert {name for name, _, _ in rows} <= skills().keys() | certificates().keys()
    assert {name for name, kind, _ in rows if kind != "includes"} <= skills().keys()


@pytest.mark.parametrize(
    ("name", "included"),
    [
        ("Spring Cloud", {"Spring Boot", "Spring", "Java"}),
        ("Vue", {"JavaScript", "前端开发"}),
        ("SolidWorks", {"三维建模"}),
        ("nurse", {"护理"}),
        ("cet-4", {"英语"}),
    ],
)
def test_a_skill_includes_what_it_stands_on(name, included):
    assert included <= included_skills(name)
    assert not any(name in included_skills(other) for other in included)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Java", "C#"),
        ("UG", "SolidWorks"),
        ("PLC", "触摸屏"),
        ("收银", "零售"),
        ("叉车驾驶", "仓储管理"),
    ],
)
def test_near_skills_are_near_both_ways(one, other):
    assert other in near_skills(one)
    assert one in near_skills(other)


def test_a_tool_leads_to_the_work_but_the_work_not_to_every_tool():
    assert "后端开发" in near_skills("Java")
    assert "Java" not in near_skills("后端开发") | included_skills("后端开发")


def test_what_is_included_counts_more_than_what_is_near():
    assert "Spring Boot" in near_skills("Java")
    assert "Java" not in near_skills("Spring Boot")


@pytest.mark.parametrize(
    ("one", "other"), [("Java", "JavaScript"), ("焊接", "锡焊"), ("SolidWorks", "Maya"), ("护理", "宠物护理")]
)
def test_what_only_sounds_alike_is_not_related(one, other):
    assert other not in near_skills(one) | included_skills(one)
    assert one not in near_skills(other) | included_skills(other)
