"""Companies: the same code is the same company, without a code the same name; nothing is guessed."""

import pytest
from sqlalchemy import select

from models.company import Company
from models.import_problem import ImportProblem
from tests.api.services.registry_desk import Desk, Line, codes, count

ONE, TWO = "91110000600037341L", "91320200134759679K"

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def company(name: str = "某某机械有限公司", code: str | None = None, **told: object) -> Line:
    return {"企业名称": name, "统一社会信用代码": code, **told}


def kept(desk: Desk) -> list[tuple[str, str | None, bool]]:
    with desk.session() as session:
        rows = session.scalars(select(Company).order_by(Company.id))
        return [(row.name, row.uscc, row.verified) for row in rows]


def test_a_company_is_kept_as_told_and_twice_is_once(desk: Desk) -> None:
    line = company(code=ONE, 所在地="无锡市锡山区", 联系电话="0510-88888888", 加入时间="2024年5月1日")
    assert count(desk.companies(line)) == "1/0/0/0/0"
    assert count(desk.companies(line)) == "0/0/1/0/0"
    with desk.session() as session:
        row = session.scalars(select(Company)).one()
        assert (row.place, row.verified, str(row.joined)) == ("320205", True, "2024-05-01")


def test_a_name_is_compared_without_width_case_and_blanks(desk: Desk) -> None:
    desk.companies(company("ABC（无锡）有限公司"))
    assert count(desk.companies(company("abc(无锡) 有限公司"))) == "0/1/0/0/0"
    assert len(kept(desk)) == 1


def test_a_code_that_arrives_later_is_attached(desk: Desk) -> None:
    desk.companies(company())
    assert count(desk.companies(company(code=ONE))) == "0/1/0/0/0"
    assert kept(desk) == [("某某机械有限公司", ONE, True)]
    assert count(desk.companies(company())) == "0/0/1/0/0"


def test_two_codes_under_one_name_are_two_companies(desk: Desk) -> None:
    lines = (company(code=ONE), company(code=TWO))
    assert count(desk.companies(*lines)) == "2/0/0/0/0"
    assert count(desk.companies(*lines)) == "0/0/2/0/0"


def test_a_name_without_code_beside_two_codes_is_a_company_of_its_own(desk: Desk) -> None:
    lines = (company(), company(code=ONE), company(code=TWO))
    assert count(desk.companies(*lines)) == "3/0/0/0/0"
    assert count(desk.companies(*lines)) == "0/0/3/0/0"
    assert [code for _, code, _ in kept(desk)] == [None, ONE, TWO]


def test_a_name_takes_the_one_code_it_has_in_the_file(desk: Desk) -> None:
    result = desk.companies(company(), company(code=ONE))
    assert count(result) == "1/0/0/1/0"
    assert codes(result) == [(3, "DUPLICATE_ROW")]
    assert kept(desk) == [("某某机械有限公司", ONE, True)]


def test_a_company_of_a_code_may_change_its_name(desk: Desk) -> None:
    desk.companies(company(code=ONE))
    assert count(desk.companies(company("新名字有限公司", ONE))) == "0/1/0/0/0"
    assert kept(desk) == [("新名字有限公司", ONE, True)]


def test_a_wrong_code_or_name_rejects_the_row(desk: Desk) -> None:
    result = desk.companies(company(code=ONE[:-1] + "M"), company("——"), company("123"), company("好公司"))
    assert count(result) == "1/0/0/0/3"
    assert codes(result) == [(2, "USCC_INVALID"), (3, "REQUIRED"), (4, "NAME_UNREADABLE")]


def test_a_code_that_arrives_beside_namesakes_makes_room_for_the_one_without(desk: Desk) -> None:
    desk.companies(company())
    lines = (company(code=ONE), company(code=TWO), company())
    assert count(desk.companies(*lines)) == "2/1/0/0/0"
    assert count(desk.companies(*lines)) == "0/0/3/0/0"
    assert sorted(str(code) for _, code, _ in kept(desk)) == [ONE, TWO, "None"]


def test_a_contact_is_not_kept_among_the_problems(desk: Desk) -> None:
    result = desk.companies(company(联系人="王" * 300))
    assert codes(result) == [(2, "TEXT_TOO_LONG")]
    with desk.session() as session:
        assert session.scalars(select(ImportProblem.value)).all() == [None]


def test_companies_that_are_not_in_the_file_are_named(desk: Desk) -> None:
    desk.companies(company(), company("好公司", ONE))
    assert [each.called for each in desk.companies(company()).missing] == ["好公司"]


@pytest.mark.parametrize("words", ["无", "暂无", "不详", "none"])
def test_no_code_is_no_wrong_code(desk: Desk, words: str) -> None:
    result = desk.companies(company(code=words, 联系电话=words, 加入时间=words))
    assert (count(result), codes(result)) == ("1/0/0/0/0", [])
