import pytest

from matcher.text.tags import kind_by_pattern, kind_by_word


@pytest.mark.parametrize(
    "word", ["五险一金", "包住宿", "下午茶", "年终奖金", "国企", "弹性工作", "技能培训", "带薪年假"]
)
def test_benefits_of_the_table(word: str):
    assert kind_by_word(word) == "benefit"


@pytest.mark.parametrize("word", ["无需经验", "大专", "应届", "全职", "不限"])
def test_requirements_of_the_table(word: str):
    assert kind_by_word(word) == "requirement"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("3-4年", "requirement"),
        ("10年以上", "requirement"),
        ("18-45岁", "requirement"),
        ("司龄补贴", "benefit"),
        ("季度奖金", "benefit"),
        ("免费午餐", "benefit"),
        ("补充意外险", "benefit"),
        ("公司氛围好", "benefit"),
        ("锡北镇", "place"),
        ("珠宝行业", "general"),
        ("包装", None),
        ("数据集市", None),
        ("焊接", None),
    ],
)
def test_kinds_by_form(word: str, kind: str | None):
    assert kind_by_pattern(word) == kind
