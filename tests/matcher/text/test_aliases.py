import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.aliases import AliasFinder

FINDER = AliasFinder(
    [
        ("java", "Java"),
        ("javascript", "JavaScript"),
        ("go", "Go"),
        ("c++", "C++"),
        ("c/c++", "C"),
        ("c/c++", "C++"),
        ("电工", "电工作业"),
        ("电工程", ""),
        ("焊接", "焊接"),
        ("激光焊接", "激光"),
        ("c1", "C1"),
        ("python", "Python"),
    ]
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会java，懂javascript", {"Java", "JavaScript"}),
        ("good gopher", set()),
        ("用go写", {"Go"}),
        ("c/c++开发", {"C", "C++"}),
        ("懂c++", {"C++"}),
        ("激光焊接", {"激光"}),  # the longest name wins
        ("做过电工，学过电工程", {"电工作业"}),
        ("机电工程", set()),
        ("python3", {"Python"}),
        ("c12", set()),
        ("驾照c1", {"C1"}),
    ],
)
def test_names_are_found_whole(text: str, names: set[str]):
    assert FINDER.find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("不会java", set()),
        ("不会java、python，会焊接", {"焊接"}),
        ("无需python经验", set()),
        ("没有焊接经验", set()),
        ("不要求会焊接，电工优先", {"电工作业"}),
        ("会java，不会python", {"Java"}),
        ("未取得c1", set()),
        ("焊接无须电工", {"焊接"}),
        ("no java but python", {"Python"}),
        ("without python", set()),
    ],
)
def test_what_is_denied_is_left_out(text: str, names: set[str]):
    assert FINDER.find(text) == names


@given(st.text(alphabet="电工程焊接java c+/1不会、，", max_size=30))
def test_only_names_that_the_text_holds_are_found(text: str):
    aliases = {"Java": "java", "焊接": "焊接", "电工作业": "电工", "C1": "c1"}
    assert all(aliases.get(name, "") in text for name in FINDER.find(text))


def test_a_worker_is_not_found_in_an_engineer() -> None:
    finder = AliasFinder([("护工", "care"), ("电工", "electrician")])
    assert finder.find("网络维护工程师 弱电工程 电工资料") == frozenset()
    assert finder.find("招护工、电工") == {"care", "electrician"}
