import pytest

from api.i18n import speaking
from api.presenters.problems import problem_sentence
from api.presenters.words import article_names, short_place
from api.schemas.problems import Problem, ProblemCode, Severity


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("320205", "无锡市锡山区"),
        ("110113", "北京市顺义区"),
        ("310115", "上海市浦东新区"),
        ("500112", "重庆市渝北区"),
        ("320000", "江苏省"),
        (None, None),
    ],
)
def test_a_place_is_named_from_its_city_on(code: str | None, name: str | None) -> None:
    assert short_place(code) == name


@pytest.mark.parametrize(
    ("articles", "cited"),
    [
        ("就业促进法 27", "《就业促进法》第27条"),
        ("妇女权益保障法 43, 就业促进法 27", "《妇女权益保障法》第43条、《就业促进法》第27条"),
        ("劳动合同法 19, 20", "《劳动合同法》第19、20条"),
        ("an unheard-of law", "an unheard-of law"),
    ],
)
def test_articles_are_cited_as_lawyers_do(articles: str, cited: str) -> None:
    with speaking("zh_CN"):
        assert article_names(articles) == cited


def test_a_problem_cites_its_article_as_lawyers_do() -> None:
    told = {"words": ["限女性"], "article": "就业促进法 27"}
    problem = Problem("", 2, "要求", ProblemCode.DISCRIMINATION, Severity.WARNING, params=told)
    with speaking("zh_CN"):
        assert "《就业促进法》第27条" in problem_sentence(problem)
