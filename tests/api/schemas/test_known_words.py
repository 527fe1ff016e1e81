"""The words of officers: hardship, states, yes and no, board and lodging."""

import pytest

from api.schemas.known_words import offers_lodging, read_board, read_hardship, read_state, read_yes_no
from matcher.vocabulary import HardshipCategory as Hardship
from matcher.vocabulary import StudentState as State


@pytest.mark.parametrize(
    ("words", "categories"),
    [
        ("低保", [Hardship.MINIMUM_LIVING]),
        ("低保户", [Hardship.MINIMUM_LIVING]),
        ("低保边缘家庭", [Hardship.NEAR_MINIMUM]),
        ("低保、残疾", [Hardship.MINIMUM_LIVING, Hardship.DISABILITY]),
        ("支出型困难家庭 重残", [Hardship.EXPENDITURE_POOR, Hardship.DISABILITY]),
        ("支出型深度贫困家庭", [Hardship.EXPENDITURE_POOR]),
        ("孤儿（父母双亡）", [Hardship.ORPHAN]),
        ("事实无人抚养儿童", [Hardship.UNSUPPORTED_CHILD]),
        ("特困供养", [Hardship.DESTITUTE]),
        ("零就业家庭", [Hardship.ZERO_EMPLOYMENT]),
        ("防止返贫监测对象", [Hardship.RELAPSE_MONITORED]),
        ("建档立卡", [Hardship.RELAPSE_MONITORED]),
        ("建档立卡贫困户", [Hardship.RELAPSE_MONITORED]),
        ("贫困户", [Hardship.RELAPSE_MONITORED]),
        ("脱贫户", [Hardship.RELAPSE_MONITORED]),
        ("脱贫不稳定户", [Hardship.RELAPSE_MONITORED]),
        ("边缘易致贫户", [Hardship.RELAPSE_MONITORED]),
        ("低收入家庭", [Hardship.NEAR_MINIMUM]),
        ("低收入", [Hardship.NEAR_MINIMUM]),
        ("困境儿童", [Hardship.OTHER]),
        ("orphan", [Hardship.ORPHAN]),
    ],
)
def test_hardship_categories(words: str, categories: list[Hardship]) -> None:
    assert read_hardship(words) == (tuple(categories), ())


@pytest.mark.parametrize("words", ["非低保", "困难", "无", "不属于低保"])
def test_words_that_name_no_category(words: str) -> None:
    assert read_hardship(words) == ((), (words,))


@pytest.mark.parametrize("category", Hardship)
def test_the_codes_themselves_are_read(category: Hardship) -> None:
    assert read_hardship(category.value)[0] == (category,)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("未就业", State.SEEKING),
        ("已就业", State.EMPLOYED),
        ("暂无工作", State.SEEKING),
        ("正在找工作", State.SEEKING),
        ("灵活就业", State.SELF_EMPLOYED),
        ("不想就业", State.NOT_SEEKING),
        ("实习中", State.INTERNSHIP),
        ("拟专升本", State.FURTHER_STUDY),
        ("失联", State.UNREACHABLE),
        ("在家", State.SEEKING),
        ("在家待业", State.SEEKING),
        ("在家务农", State.SELF_EMPLOYED),
        ("在家养病", State.NOT_SEEKING),
        ("无业", State.SEEKING),
        ("求职中", State.SEEKING),
        ("外地打工", State.EMPLOYED),
        ("参军", State.ARMY),
        ("读研", State.FURTHER_STUDY),
        ("升学", State.FURTHER_STUDY),
        ("已录用", State.TO_START),
        ("在读", None),
        ("不知道", None),
    ],
)
def test_states(words: str, state: State | None) -> None:
    assert read_state(words) is state


@pytest.mark.parametrize("state", State)
def test_the_state_codes_themselves_are_read(state: State) -> None:
    assert read_state(state.value) is state


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("是", (True, True)),
        ("Ｙ", (True, True)),
        ("√", (True, True)),
        ("可以", (True, True)),
        ("1", (True, True)),
        ("不", (False, True)),
        ("不愿意", (False, True)),
        ("0", (False, True)),
        ("待定", (None, True)),
        ("看缘分", (None, False)),
    ],
)
def test_yes_and_no(words: str, answer: tuple[bool | None, bool]) -> None:
    assert read_yes_no(words) == answer


@pytest.mark.parametrize(
    ("words", "board", "lodging"),
    [
        ("包吃住", True, True),
        ("提供食宿", True, True),
        ("包住", None, True),
        ("包吃", True, None),
        ("不提供", False, False),
        ("不包吃住", False, False),
        ("包吃不包住", True, False),
        ("提供午餐，住宿自理", True, False),
        ("提供员工宿舍", None, True),
        ("餐补", None, None),
        ("住宿补贴", None, None),
        ("含餐补", None, None),
        ("提供住房补贴", None, None),
        ("3500包吃住", True, True),
        ("no accommodation", None, False),
        ("否、五险一金", False, False),
        ("五险一金、是", True, True),
        ("五险一金、年终奖", None, None),
    ],
)
def test_board_and_lodging(words: str, board: bool | None, lodging: bool | None) -> None:
    assert read_board(words) == (board, lodging)


def test_lodging_of_guests_is_not_lodging_of_staff() -> None:
    assert not offers_lodging("为客人办理住宿登记，安排住宿")
    assert not offers_lodging("本岗位不提供住宿")
    assert offers_lodging("公司提供员工宿舍")
