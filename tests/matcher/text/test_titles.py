import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.titles import clean_title, is_internship, without_level


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("销售代表（南昌）", "销售代表"),
        ("Java开发工程师（双休）", "Java开发工程师"),
        ("焊工（包食宿）6000-8000元/月", "焊工"),
        ("急聘收银员2名", "收银员"),
        ("急!!!招普工20名 日结200元/天", "普工"),
        ("2024校招", "校招"),  # 招 ends a word here
        ("机械工程师 (MJ001572)", "机械工程师"),
        ("某某五金制品厂招聘折弯工", "折弯工"),
        ("招聘专员", "招聘专员"),  # the work itself
        ("高薪美甲师6000-12000", "美甲师"),
        ("机械设计工程师+包食宿+10K", "机械设计工程师"),
        ("软件工程师（C++）", "软件工程师 C++"),  # brackets that name work stay
        ("会计（通信）", "会计"),  # a sector does not, beside work
        ("工程师（通信）", "工程师 通信"),
        ("C#软件开发工程师", "C#软件开发工程师"),
        ("店员/营业员", "店员 营业员"),
        ("电话客服+五险+有假期", "电话客服 有"),
        ("ＪＡＶＡ工程师", "JAVA工程师"),
    ],
)
def test_only_the_work_is_left(title: str, cleaned: str):
    assert clean_title(title) == cleaned


def test_a_title_of_advertising_only_is_kept():
    assert clean_title("无责底薪") == "无责底薪"
    assert clean_title("") == ""


@given(st.text(max_size=40))
def test_cleaning_never_fails_and_leaves_no_blank_ends(title: str):
    cleaned = clean_title(title)
    assert cleaned == " ".join(cleaned.split())


def test_levels_are_told_apart_from_the_work():
    assert without_level("高级软件工程师") == "软件工程师"
    assert without_level("助理工程师") == "工程师"
    assert without_level("总经理助理") == "总经理助理"  # another work
    assert without_level("焊工学徒") == "焊工"
    assert without_level("实习生") == "实习生"  # nothing else is said


@pytest.mark.parametrize(
    "title", ["会计实习生", "护理见习", "暑假工", "寒假兼职", "Marketing Intern", "Java实习"]
)
def test_internships(title: str):
    assert is_internship(title)


@pytest.mark.parametrize(
    "title", ["会计", "兼职会计", "管培生", "销售（提供实习证明）", "实习带教老师", "International Sales"]
)
def test_no_internships(title: str):
    assert not is_internship(title)


def test_a_tag_may_say_that_it_is_an_internship():
    assert is_internship("会计", None, "五险一金,实习,双休")
    assert not is_internship("会计", "双休,实习证明,有转正机会")
