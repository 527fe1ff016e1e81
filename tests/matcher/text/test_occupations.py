import csv
from pathlib import Path

import pytest

from matcher.reference.occupations import name_of, occupations
from matcher.text.occupations import code_titles, code_wishes
from matcher.text.title_coder import Coding


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Java开发工程师", "2-02-10-03"),
        ("急聘收银员（包吃住）", "4-01-02-04"),
        ("叉车司机", "6-30-05-01"),
        ("会计", "2-06-03-00"),
        ("电焊工", "6-18-02-04"),
        ("小学语文老师", "2-08-02-04"),
        ("护士", "2-05-08-00"),
        ("诚聘平车工包吃住5000-8000", "6-05-01-03"),
        ("中餐厨师", "4-03-02-01"),
        ("保安员", "4-07-05-01"),
        ("CNC操作工", "6-18-01-07"),
        ("幼师", "2-08-03-00"),
    ],
)
def test_common_titles(title: str, code: str):
    coding = code_titles([title])[0]
    assert coding.code == code, name_of(coding.code or "")
    assert coding.confidence > 0.5


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("单证员", "2-06-07-01"),
        ("开票员", "2-06-03-00"),
        ("细纱挡车工", "6-04-02-01"),
        ("医学检验员", "2-05-07-04"),
        ("厢式货车驾驶员", "4-02-02-02"),
        ("海外会计（通信）", "2-06-03-00"),
        ("药店营业员", "4-01-05-02"),
        ("客服实习生", "4-04-05-03"),
        ("外贸实习生", "2-06-07-01"),
        ("前端实习生", "4-04-05-01"),
        ("测试实习生", "4-04-05-02"),
        ("化验见习生", "6-31-03-01"),
        ("施工见习生", "2-02-18-02"),
    ],
)
def test_neither_near_letters_nor_level_nor_sector_decide(title: str, code: str):
    assert code_titles([title])[0].code == code


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("自动化作业员", "6"),
        ("自动化设备操作工", "6"),
        ("自动化装配电工", "6"),
        ("数控刀具销售", "4-01"),
        ("服务工程师（新能源）", "4-07"),
    ],
)
def test_the_end_of_a_title_says_the_kind_of_work(title: str, group: str):
    assert (code_titles([title])[0].code or "").startswith(group)


def test_what_is_like_nothing_is_not_coded():
    assert code_titles(["", "xyzxyz", "！！！"]) == [Coding(None, 0.0)] * 3


def test_answers_come_in_the_order_of_the_titles_whatever_stands_beside_them():
    titles = ["护士", "焊工", "护士", "会计"]
    assert code_titles(titles) == [code_titles([title])[0] for title in titles]


def test_alternatives_are_other_codes_less_likely_than_the_first():
    for coding in code_titles(["车辆管理员", "抖音主播", "技术经理"]):
        codes = [code for code, _ in coding.alternatives]
        shares = [share for _, share in coding.alternatives]
        assert coding.code not in codes
        assert shares == sorted(shares, reverse=True)
        assert all(0 <= share <= coding.confidence <= 1 for share in shares)
        assert set(codes) <= occupations().keys()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("【急招】收银员 4500-6000元/月", "4-01-02-04"),
        ("倉庫管理員", "4-02-06-01"),
        ("收 银 员", "4-01-02-04"),
        ("Senior Java Developer", "2-02-10-03"),
        ("Sales Manager (Shanghai)", "2-06-07-02"),
        ("货车司机C1", "4-02-02-02"),
        ("装卸工（日结）", "4-02-05-01"),
        ("叉车工（白班）", "6-30-05-01"),
        ("月嫂/育婴师", "4-10-01-03"),
        ("幼儿英语老师", "2-08-03-00"),
        ("制冷工", "6-29-03-05"),
        ("数据库管理员", "4-04-05-04"),
        ("品控员", "6-31-03-05"),
        ("图书管理员", "4-13-01-07"),
        ("园林工程师", "2-02-18-03"),
        ("测量工程师", "2-02-02-02"),
        ("火化工", "4-10-06-03"),
        ("水手", "6-30-04-01"),
        ("地铁司机", "4-02-01-01"),
        ("公卫医生", "2-05-05-03"),
        ("市场调查员", "3-01-01-03"),
        ("镗工", "6-18-01-05"),
    ],
)
def test_everyday_titles(title: str, code: str):
    assert code_titles([title])[0].code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("会计、出纳", ["2-06-03-00", "2-06-03-00"]),
        ("Java开发", ["2-02-10-03"]),
        ("文员/客服", ["3-01-02-02", "4-04-05-03"]),
        ("想做幼师", ["2-08-03-00"]),
        ("普工，操作工", ["6-00-00-00", "6-00-00-00"]),
        ("司机、设计、运营", ["4-02-02-00", "4-08-08-00", "4-13-01-05"]),
        ("进厂、打螺丝、质检", ["6-00-00-00", "6-00-00-00", "6-31-03-05"]),
        ("教师类", ["2-08-00-00"]),
        ("电焊工 叉车", ["6-18-02-04", "6-30-05-01"]),
        ("什么都行", []),
        ("都可以，服从安排", []),
        ("不限", []),
        ("", []),
    ],
)
def test_wishes(text: str, codes: list[str]):
    assert [wish.code for wish in code_wishes([text])[0]] == codes


def test_a_word_that_names_no_work_is_kept_without_a_code():
    ((wish,),) = code_wishes(["哈哈哈哈"])
    assert (wish.word, wish.code) == ("哈哈哈哈", None)


def test_wishes_in_bulk_are_those_one_by_one():
    texts = ["会计、出纳", "", "护士", "会计"]
    assert code_wishes(texts) == [code_wishes([text])[0] for text in texts]


def test_real_titles_get_a_code(shared_data: Path):
    with (shared_data / "openings_real_dev.csv").open(encoding="utf-8-sig") as file:
        titles = [row["职位名称"] for row in csv.DictReader(file)]
    codings = code_titles(titles)
    assert sum(coding.code is not None for coding in codings) > 0.98 * len(titles)
