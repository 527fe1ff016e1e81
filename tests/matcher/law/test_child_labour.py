import pytest

from matcher.law.child_labour import finds_child_labour, read_child_age


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("暑假工 童工 15岁可", "童工"),
        ("暑假工，15岁可", "15岁可"),
        ("十五周岁以上即可", "十五周岁以上即可"),
        ("招15岁以上普工", "招15岁"),
        ("年满１４周岁", "年满14周岁"),
        ("15-30岁，男女不限", "15-30岁"),
        ("未满16岁也可", "未满16岁也可"),
        ("不满十六周岁者均可", "不满十六周岁者均可"),
    ],
)
def test_work_for_children_is_found(text: str, words: str) -> None:
    assert finds_child_labour(text) == words


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "不招童工",
        "严禁使用童工",
        "本公司拒绝招收童工",
        "童工勿扰",
        "审核供应商有无童工、强迫劳动",
        "年满16周岁",
        "16岁即可",
        "18-45岁",
        "115岁可",
        "教12-15岁学生英语",
        "照顾3-6岁幼儿",
        "服务14-18岁青少年",
        "15岁可参加的夏令营",
        "经验15年以上",
        "15天可休4天",
        "未满16周岁勿扰",
    ],
)
def test_what_children_are_to_others_is_not(text: str | None) -> None:
    assert finds_child_labour(text) is None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("15-30岁", 15),
        ("15岁以上", 15),
        ("年龄14周岁及以上", 14),
        ("15", 15),
        ("15+", 15),
        ("16-30岁", None),
        ("18", None),
        ("150", None),
        ("不限", None),
        ("15岁以下勿扰", None),
        (None, None),
    ],
)
def test_the_field_of_ages(text: str | None, age: int | None) -> None:
    assert read_child_age(text) == age
