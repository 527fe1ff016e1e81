import pytest

from matcher.law.certificates import certificates_demanded, licences
from matcher.reference.occupations import occupations
from matcher.text.certificates import certificates, covers

DEMANDED = [
    ("电工", "electrician"),
    ("低压电工", "electrician"),
    ("物业水电工", "electrician"),
    ("高压电工", "electrician-high-voltage"),
    ("焊工", "welder"),
    ("氩弧焊工", "welder"),
    ("電焊工", "welder"),
    ("叉车司机", "forklift"),
    ("普工（会开叉车）", "forklift"),
    ("堆高车操作员", "forklift"),
    ("水电维修工", "electrician"),
    ("电气维修工", "electrician"),
    ("焊接操作工", "welder"),
    ("空调移机", "refrigeration"),
    ("送货员（C1）", "driving-c1"),
    ("送货员（C1或C2）", "driving-c2"),
    ("送货员(B2)", "driving-b2"),
    ("C1驾照", "driving-c1"),
    ("幼儿园主班老师", "teacher-kindergarten"),
    ("幼儿园配班老师", "teacher"),
    ("幼教老师", "teacher-kindergarten"),
    ("初中理科老师", "teacher-junior"),
    ("行车工", "crane"),
    ("塔 吊 司 机", "crane"),
    ("电梯维保工", "elevator"),
    ("锅炉工", "boiler"),
    ("架子工", "work-at-height"),
    ("空调安装工", "refrigeration"),
    ("司机", "driving-c1"),
    ("行政驾驶员", "driving-c2"),
    ("货车司机", "driving-c1"),
    ("大货车司机", "driving-b2"),
    ("货运司机B2", "driving-b2"),
    ("半挂司机", "driving-a2"),
    ("公交司机", "driving-a3"),
    ("客车司机", "driving-b1"),
    ("大巴司机", "driving-a1"),
    ("护士", "nurse"),
    ("护士长", "nurse-qualification"),
    ("口腔医生", "doctor"),
    ("执业药师", "pharmacist-licensed"),
    ("药师", "pharmacist"),
    ("宠物医生", "veterinarian"),
    ("幼儿园教师", "teacher-kindergarten"),
    ("幼师", "teacher"),
    ("小学语文老师", "teacher-primary"),
    ("高中数学教师", "teacher-senior"),
    ("律师", "lawyer"),
    ("实习律师", "legal-qualification"),
    ("导游", "tour-guide"),
    ("游泳救生员", "lifeguard"),
    ("消防中控员", "fire-facility"),
    ("一级建造师", "constructor-1"),
]

NOT_DEMANDED = (
    "电气工程师 水电工程师 机电工程师 焊接工程师 汽车销售 叉车销售 叉车维修工 电梯销售 锅炉销售"
    " 护士鞋销售 护士助理 护士/护理员 宠物护士 电工学徒 焊工学徒 焊工实习生 护士(实习) 见习护士 实习教师"
    " 教师助理 英语助教 律师助理 律师秘书 钢琴调律师 药店营业员 医生助理 美术老师 瑜伽老师 招生老师"
    " 托管老师 早教老师 驾驶员招聘专员 司机招募专员 司机助理 电工电气产品销售 焊工/普工 普工 厨师 服务员"
    " 保安 月嫂 护理员 保育员 会计 项目经理 大学教师 仓管员 行车记录仪销售 产后护理师 自动驾驶算法工程师"
    " 堆高车销售 会计（C1驾照优先） 安全员（C1证） 设计师(A1) 物流主管A1 幼儿园生活老师 幼儿园保洁"
    " 托育主班老师 幼儿园实习教师 作业班数学老师 电气维修工程师 水电施工员 货车维修工"
)


@pytest.mark.parametrize(("title", "held"), DEMANDED)
def test_what_the_law_demands_and_what_satisfies_it(title: str, held: str) -> None:
    groups = certificates_demanded(title, None)
    assert groups
    assert not any(group.isdisjoint(covers(frozenset([held]))) for group in groups)
    assert all(group.isdisjoint(covers(frozenset(["health", "cet-6"]))) for group in groups)


@pytest.mark.parametrize("title", NOT_DEMANDED.split())
def test_near_misses_demand_nothing(title: str) -> None:
    assert certificates_demanded(title, None) == frozenset()


def test_a_lighter_licence_is_not_enough() -> None:
    for title, held in [
        ("大货车司机", "driving-c1"),
        ("半挂司机", "driving-b2"),
        ("高压电工", "electrician"),
        ("送货员(B2)", "driving-c1"),
    ]:
        assert any(
            group.isdisjoint(covers(frozenset([held]))) for group in certificates_demanded(title, None)
        )


def test_nobody_learns_to_drive_at_work() -> None:
    assert certificates_demanded("司机学徒", None)


def test_works_side_by_side_ask_for_any_and_works_in_one_for_all() -> None:
    assert len(certificates_demanded("焊工/电工", None)) == 1
    assert len(certificates_demanded("焊工电工", None)) == 2
    assert certificates_demanded("焊工、操作工", None) == frozenset()


def test_a_code_counts_only_with_the_support_of_the_title() -> None:
    assert certificates_demanded("班主任", "2-08-02-00")
    assert certificates_demanded("班主任", None) == frozenset()
    assert certificates_demanded("车间主任", "4-02-02-01") == frozenset()
    assert certificates_demanded("电气设计师", "6-31-01-03") == frozenset()


def test_every_row_names_known_certificates_codes_and_its_article() -> None:
    known = {"-".join(code.split("-")[:depth]) for code in occupations() for depth in range(1, 5)}
    for row in licences():
        assert row.certificates <= certificates().keys()
        assert row.article
        assert set(row.occupations) <= known
        assert bool(row.occupations) == bool(row.hint.pattern)
