import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.law.terms import (
    _DEPOSIT,
    _MONEY,
    finds_deposit,
    is_open_ended,
    minimum_wage,
    parse_contract_months,
    parse_probation_months,
    probation_limit_months,
)


@pytest.mark.parametrize(
    ("place", "wage"),
    [
        ("320205", 2490),
        ("320205001", 2490),
        ("320200", 2490),
        ("320000", 2010),
        ("320300", 2010),
        ("310115", 2740),
        ("440305", 2520),
        ("540100", None),
        ("", None),
        (None, None),
    ],
)
def test_minimum_wage(place: str | None, wage: int | None) -> None:
    assert minimum_wage(place) == wage


@pytest.mark.parametrize(
    ("place", "local", "wage"),
    [
        ("320205001", {"320205": 2600, "320200": 2550}, 2600),
        ("320206", {"320205": 2600, "320200": 2550}, 2550),
        ("320500", {"320205": 2600, "320000": 2100}, 2100),
        ("500230", {"500100": 2300}, 2300),
        ("320500", {"320205": 2600}, 2490),  # not named: the table
        ("320500", {"": 2600}, 2600),
        ("320205", {"": 2600, "320205": 2700}, 2700),
        ("540100", {"": 2600}, 2600),
        (None, {"": 2600}, 2600),
        (None, {"320205": 2600}, None),
    ],
)
def test_wages_of_the_instance_override_the_table(
    place: str | None, local: dict[str, int], wage: int | None
) -> None:
    assert minimum_wage(place, local) == wage


@pytest.mark.parametrize(
    ("months", "limit"), [(0, 0), (2, 0), (3, 1), (11, 1), (12, 2), (35, 2), (36, 6), (60, 6), (None, None)]
)
def test_probation_limit(months: int | None, limit: int | None) -> None:
    assert probation_limit_months(months) == limit


def test_probation_limit_without_a_fixed_term() -> None:
    assert probation_limit_months(None, no_fixed_term=True) == 6


@given(st.integers(0, 600))
def test_a_longer_contract_never_shortens_probation(months: int) -> None:
    assert (probation_limit_months(months) or 0) <= (probation_limit_months(months + 1) or 0)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3年", 36),
        ("一年", 12),
        ("两年", 24),
        ("三年期", 36),
        ("固定期限3年", 36),
        ("12个月", 12),
        ("半年", 6),
        ("一年半", 18),
        ("1-3年", 12),
        ("1年-3年", 12),
        ("３年", 36),
        ("3 years", 36),
        ("12 months", 12),
        ("无固定期限", None),
        ("长期", None),
        ("", None),
        (None, None),
    ],
)
def test_contract_terms(text: str | None, months: int | None) -> None:
    assert parse_contract_months(text) == months


@pytest.mark.parametrize("text", ["无固定期限", "无固定期限合同", "open-ended", "Permanent"])
def test_open_ended(text: str) -> None:
    assert is_open_ended(text)


@pytest.mark.parametrize("text", ["3年", "固定期限", "", None])
def test_not_open_ended(text: str | None) -> None:
    assert not is_open_ended(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3个月", 3),
        ("两个月", 2),
        ("试用期3个月", 3),
        ("合同3年，试用期6个月", 6),
        ("1-3个月", 3),
        ("一个半月", 2),
        ("半个月", 1),
        ("30天", 1),
        ("45天", 2),
        ("90天", 3),
        ("2周", 1),
        ("半年", 6),
        ("2 months", 2),
        ("无", 0),
        ("无试用期", 0),
        ("没有", 0),
        ("面议", None),
        ("", None),
        (None, None),
    ],
)
def test_probation(text: str | None, months: int | None) -> None:
    assert parse_probation_months(text) == months


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("入职需交押金200元", "押金"),
        ("服装押金300", "服装押金"),
        ("缴纳保证金", "保证金"),
        ("需缴服装费", "服装费"),
        ("入职交报名费", "报名费"),
        ("体检费自理", "体检费"),
        ("押一个月工资", "押一个月工资"),
        ("入职扣押身份证", "扣押身份证"),
        ("无经验需交押金", "押金"),
        ("五险一金，押金500元可退", "押金"),
    ],
)
def test_deposits(text: str, words: str) -> None:
    assert finds_deposit(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "无押金",
        "不收押金",
        "免押金",
        "0押金",
        "不收取任何押金",
        "无需缴纳保证金",
        "不收押金、服装费",
        "负责收取客人押金",
        "办理投标保证金",
        "租房押金管理",
        "体检费报销",
        "五险一金,服装费,节日福利",
        "免费培训",
        "身份证复印件",
        "培训费用由公司承担",
        "",
        None,
    ],
)
def test_no_deposit(text: str | None) -> None:
    assert finds_deposit(text) is None


@given(st.from_regex(_DEPOSIT))
def test_the_quick_look_overlooks_no_deposit(text: str) -> None:
    assert _MONEY.search(text)
