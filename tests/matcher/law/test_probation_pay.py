import pytest

from matcher.law.probation_pay import find_probation_pay


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("试用期工资70%", 70),
        ("试用期3个月，试用期薪资为正式工资的80%", 80),
        ("试用期间按转正工资的百分之六十发放", 60),
        ("试用期工资打七折", 70),
        ("试用期工资七折", 70),
        ("试用期8折", 80),
        ("试用期薪资７５％", 75),
        ("试用期待遇八五折", 85),
        ("probation pay 70%", 70),
        ("试用期内工资按百分之八十五", 85),
    ],
)
def test_a_share(text: str, percent: float | None) -> None:
    found = find_probation_pay(text)
    assert (found.percent if found else None) == percent


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("试用期工资4000元，转正6000元", 4000),
        ("试用期底薪：3500", 3500),
        ("试用期间薪资为￥4200", 4200),
        ("试用期工资200元/天", None),
        ("试用期工资200/天", None),
        ("试用期3个月，转正后6000", None),
        ("试用期1个月", None),
        ("试用期绩效达标率90%转正", None),
        ("", None),
    ],
)
def test_an_amount(text: str, amount: int | None) -> None:
    found = find_probation_pay(text)
    assert (found.amount if found else None) == amount


@pytest.mark.parametrize(
    ("text", "wage", "lawful"),
    [
        ("试用期工资4799", 6000, False),
        ("试用期工资4800", 6000, True),
        ("试用期工资4800", None, True),
        ("试用期工资79%", None, False),
        ("试用期工资80%", 6000, True),
    ],
)
def test_eighty_per_cent_are_due(text: str, wage: int | None, lawful: bool) -> None:
    found = find_probation_pay(text)
    assert found is not None
    assert found.is_lawful(wage) is lawful
