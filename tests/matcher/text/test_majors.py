import pytest

from matcher.reference.majors import majors, occupations_of
from matcher.reference.occupations import is_within
from matcher.text.majors import MajorReading, read_majors


def names(reading: MajorReading) -> set[str]:
    return {majors()[code].name for code in reading.majors}


def leads_to(field_id: str, occupation: str) -> bool:
    primary, _ = occupations_of([field_id])
    return any(is_within(occupation, prefix) for prefix in primary)


@pytest.mark.parametrize(
    ("name", "occupation"),
    [
        ("护理", "2-05-08-01"),
        ("会计", "2-06-03-00"),
        ("计算机应用", "2-02-10-03"),
        ("软件技术", "4-04-05-02"),
        ("数控技术应用", "6-18-01-07"),
        ("焊接技术应用", "6-18-02-04"),
        ("汽车运用与维修", "4-12-01-01"),
        ("幼儿保育", "4-10-01-03"),
        ("学前教育", "2-08-03-00"),
        ("电子商务", "4-01-06-01"),
        ("市场营销", "4-01-02-01"),
        ("中餐烹饪", "4-03-02-01"),
        ("高星级饭店运营与管理", "4-03-01-01"),
        ("物流服务与管理", "4-02-06-01"),
        ("文秘", "3-01-02-02"),
        ("电气自动化技术", "6-31-01-03"),
        ("机电一体化技术", "6-31-01-10"),
        ("应用电子技术", "6-25-04-07"),
        ("建筑工程技术", "2-02-18-02"),
        ("工程造价", "2-02-30-10"),
        ("服装设计与工艺", "6-05-01-03"),
        ("美发与形象设计", "4-10-03-02"),
        ("法律事务", "2-07-04-00"),
        ("药剂", "2-05-06-01"),
        ("智慧健康养老服务", "4-10-01-05"),
    ],
)
def test_a_trade_leads_to_its_work(name: str, occupation: str) -> None:
    (field_id,) = read_majors(name).fields
    assert leads_to(field_id, occupation)


def test_every_name_of_the_catalogue_reads_as_itself_in_one_field() -> None:
    for each in majors().values():
        reading = read_majors(each.name)
        assert each.code in reading.majors
        assert each.field in reading.fields
        assert each.field in {majors()[code].field for code in reading.majors} == set(reading.fields)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("会计", "大数据与会计"),
        ("会计", "会计学"),
        ("会计", "会计事务"),
        ("会计电算化", "大数据与会计"),
        ("护理学", "护理"),
        ("计算机应用技术专业", "计算机应用"),
        ("数控技术（3+2）", "数控技术应用"),
        ("机电一体化", "机电一体化技术"),
        ("幼师", "学前教育"),
        ("本科会计专业", "会计学"),
        ("530302", "大数据与会计"),
        ("会计学(注会方向)", "会计学"),
        ("计算机应用技术(软件)", "计算机应用"),
        ("汉语言文学专业", "汉语言文学"),
        ("护理(助产)", "护理"),
        ("机械设计制造及自动化（数控方向）", "机械设计制造及自动化"),
        ("學前教育（專升本）", "学前教育"),
        ("计科", "计算机科学与技术"),
        ("针推", "针灸推拿学"),
        ("人资", "人力资源管理"),
        ("会记", "会计学"),
        ("电子商物", "电子商务"),
    ],
)
def test_a_major_by_any_of_its_names(written: str, name: str) -> None:
    reading = read_majors(written)
    assert name in names(reading)
    assert reading.unread == ()


def test_a_doctor_and_a_technician_are_not_of_one_major() -> None:
    assert "口腔医学技术" not in names(read_majors("口腔医学"))
    assert read_majors("医学影像学").fields == {"clinical-medicine"}
    assert read_majors("医学影像技术").fields == {"medical-technology"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("计算机相关专业", {"computing"}),
        ("会计、财务管理等相关专业", {"accounting"}),
        ("机械类", {"mechanical", "mechatronics"}),
        ("电子信息类", {"electronics", "communications"}),
        ("会计和金融", {"accounting", "finance"}),
        ("计算机或通信等专业", {"computing", "communications"}),
        ("理工科", {"computing", "mechanical", "civil-engineering", "chemical"}),
        ("Computer Science or related", {"computing"}),
        ("汽车检测维修", {"automotive"}),
        ("mechanical engineering", {"mechanical"}),
        ("计算机应用枝术", {"computing"}),
        ("冷作", {"welding"}),
    ],
)
def test_requirements_name_fields(written: str, expected: set[str]) -> None:
    assert expected <= read_majors(written).fields


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Preschool Education", {"preschool-education"}),
        ("Early Childhood Education", {"preschool-education"}),
        ("服装设计师班", {"fashion"}),
        ("警察", {"police-security"}),
    ],
)
def test_the_word_that_says_most_decides(written: str, expected: set[str]) -> None:
    assert read_majors(written).fields == expected


def test_names_that_hold_a_joining_word_stay_whole() -> None:
    assert names(read_majors("机械设计制造及其自动化")) == {"机械设计制造及其自动化"}
    assert "土木、水利与海洋工程" in names(read_majors("土木、水利与海洋工程"))


@pytest.mark.parametrize(
    "written", ["专业不限", "不限", "无", "不限专业，会计优先", "any", "普通高中", "初中毕业"]
)
def test_any_major_will_do(written: str) -> None:
    assert read_majors(written) == MajorReading(any=True)


def test_unknown_words_are_kept() -> None:
    reading = read_majors("会计、星际航行")
    assert reading.fields == {"accounting"}
    assert reading.unread == ("星际航行",)
    assert read_majors("") == MajorReading()
