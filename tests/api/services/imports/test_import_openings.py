"""Openings: whose they are, what is read between the lines, and what the law takes out."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from matcher.vocabulary import Education, OpeningStatus
from models.company import Company
from models.opening import Opening
from tests.api.services.registry_desk import NOW, Desk, codes, count, opening

CODE = "91110000600037341L"

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def only(desk: Desk) -> Opening:
    with desk.session() as session:
        return session.scalars(select(Opening)).one()


class TestWhoseAndWhich:
    def test_an_unknown_company_is_created_and_its_openings_are_open(self, desk: Desk) -> None:
        result = desk.openings(opening(行业="制造业"))
        assert count(result) == "1/0/0/0/0"
        with desk.session() as session:
            company = session.scalars(select(Company)).one()
            assert (company.verified, company.industry) == (False, "制造业")
        assert only(desk).status is OpeningStatus.OPEN
        assert [(p.row, p.code.value, p.params) for p in result.problems if "ADDED" in p.code] == [
            (None, "COMPANIES_ADDED", {"count": 1})
        ]

    def test_a_registered_company_is_found_by_code_or_name(self, desk: Desk) -> None:
        desk.companies({"企业名称": "某某机械有限公司", "统一社会信用代码": CODE})
        desk.openings(opening(), {"统一社会信用代码": CODE, "岗位名称": "焊工", "工作地点": "无锡"})
        assert desk.rows(Company) == 1

    def test_a_code_in_a_list_of_openings_is_attached(self, desk: Desk) -> None:
        desk.openings(opening())
        assert count(desk.openings(opening(统一社会信用代码=CODE))) == "0/0/1/0/0"
        with desk.session() as session:
            assert session.scalars(select(Company.uscc)).one() == CODE

    def test_a_company_known_by_its_code_gets_its_name_when_it_is_told(self, desk: Desk) -> None:
        by_code = {"统一社会信用代码": CODE, "岗位名称": "焊工", "工作地点": "无锡"}
        desk.openings(by_code)
        desk.openings(opening(统一社会信用代码=CODE))
        assert count(desk.openings(opening())) == "0/0/1/0/0"
        with desk.session() as session:
            assert session.execute(select(Company.name, Company.uscc)).all() == [("某某机械有限公司", CODE)]

    def test_a_row_takes_the_name_that_its_code_has_in_the_file(self, desk: Desk) -> None:
        desk.openings(
            {"统一社会信用代码": CODE, "岗位名称": "焊工", "工作地点": "无锡"}, opening(统一社会信用代码=CODE)
        )
        with desk.session() as session:
            assert session.execute(select(Company.name, Company.uscc)).all() == [("某某机械有限公司", CODE)]

    def test_the_same_file_again_changes_nothing(self, desk: Desk) -> None:
        lines = (opening(), opening(岗位编号=1001.0), opening(岗位编号="1002", 岗位名称="焊工"))
        assert count(desk.openings(*lines)) == "3/0/0/0/0"
        before = desk.counter()
        assert count(desk.openings(*lines)) == "0/0/3/0/0"
        assert desk.counter() == before

    def test_title_and_place_identify_an_opening_without_a_number(self, desk: Desk) -> None:
        result = desk.openings(
            opening(), opening(薪资="9000"), opening(工作地点="苏州"), opening(岗位名称="数控 车工")
        )
        assert count(result) == "2/0/0/2/0"
        assert [(p.row, p.params) for p in result.problems if p.code == "DUPLICATE_ROW"] == [
            (3, {"row": 2, "key": "opening_words", "differs": True}),
            (5, {"row": 2, "key": "opening_words", "differs": True}),
        ]

    def test_a_repeated_row_is_told_by_its_key_and_whether_it_differs(self, desk: Desk) -> None:
        result = desk.openings(*[opening(岗位编号="A-1")] * 2, opening(岗位编号="A-1", 薪资="9000"))
        assert [p.params for p in result.problems if p.code == "DUPLICATE_ROW"] == [
            {"row": 2, "key": "opening_number", "differs": False},
            {"row": 2, "key": "opening_number", "differs": True},
        ]

    def test_zones_of_one_city_are_different_places(self, desk: Desk) -> None:
        lines = (opening(工作地点="苏州·苏州工业园区"), opening(工作地点="苏州·高新区"))
        assert count(desk.openings(*lines)) == "2/0/0/0/0"

    def test_a_number_that_arrives_later_is_attached(self, desk: Desk) -> None:
        desk.openings(opening())
        assert count(desk.openings(opening(岗位编号="A-1"))) == "0/1/0/0/0"
        assert only(desk).external_ref == "A-1"

    def test_a_row_without_a_number_means_the_only_opening_of_its_title_and_place(self, desk: Desk) -> None:
        desk.openings(opening(岗位编号="A-1"))
        assert count(desk.openings(opening())) == "0/0/1/0/0"
        assert only(desk).external_ref == "A-1"
        desk.openings(opening(岗位编号="A-2"))
        assert count(desk.openings(opening())) == "1/0/0/0/0"

    @pytest.mark.parametrize("stored", [None, "A-1"])
    @pytest.mark.parametrize("numbers", [("A-1", None), (None, "A-1")])
    def test_beside_each_other_a_row_with_a_number_and_one_without_are_two(
        self, desk: Desk, stored: str | None, numbers: tuple[str | None, ...]
    ) -> None:
        desk.openings(opening(岗位编号=stored))
        lines = [opening(岗位编号=number) for number in numbers]
        assert count(desk.openings(*lines)) == "1/0/1/0/0"
        assert count(desk.openings(*lines)) == "0/0/2/0/0"

    def test_openings_not_in_the_file_are_listed_and_stay(self, desk: Desk) -> None:
        desk.openings(opening(), opening(岗位名称="焊工"))
        result = desk.openings(opening())
        assert result.not_in_file == 1
        assert [(each.called, each.company) for each in result.missing] == [("焊工", "某某机械有限公司")]
        assert desk.rows(Opening) == 2

    def test_a_code_of_none_does_not_reject_the_row(self, desk: Desk) -> None:
        assert count(desk.openings(opening(统一社会信用代码="无", 岗位编号="无"))) == "1/0/0/0/0"

    def test_neither_company_nor_title_rejects_the_row(self, desk: Desk) -> None:
        result = desk.openings(
            opening(), opening(公司名称=""), opening(岗位名称="12"), opening(岗位编号="1E+15")
        )
        assert count(result) == "1/0/0/0/3"
        errors = [(p.row, p.code.value) for p in result.problems if p.severity == "error"]
        assert errors == [(3, "REQUIRED"), (4, "TITLE_UNREADABLE"), (5, "SCIENTIFIC")]


class TestWhatIsRead:
    def test_words_become_codes_and_numbers(self, desk: Desk) -> None:
        desk.openings(
            opening(
                招聘人数="3人", 薪资="5-8千·13薪", 学历要求="中专及以上", 经验要求="1-3年", 专业要求="机械类"
            )
        )
        row = only(desk)
        assert (row.headcount, row.headcount_stated) == (3, True)
        assert (row.wage_low, row.wage_high, row.wage_words) == (5000, 8000, "5-8千·13薪")
        assert (row.education, row.experience_months) == (Education.SECONDARY_VOCATIONAL, 12)
        assert row.fields
        assert row.place == "320205"
        assert row.occupation is not None

    def test_tags_are_told_apart_and_fill_absent_requirements_only(self, desk: Desk) -> None:
        desk.openings(opening(岗位名称="Java开发工程师", 标签="3-4年,大专,Spring Boot,五险一金,包住宿"))
        row = only(desk)
        assert {"Java", "Spring Boot"} <= set(row.skills)
        assert not {"五险一金", "包住宿", "大专"} & set(row.skills)
        assert (row.education, row.experience_months, row.lodging) == (Education.COLLEGE, 36, True)
        desk.openings(opening(岗位名称="Java开发工程师", 标签="3-4年,大专", 学历要求="本科", 经验要求="不限"))
        row = only(desk)
        assert (row.education, row.experience_months) == (Education.BACHELOR, 0)

    def test_a_later_list_without_duties_keeps_what_they_said(self, desk: Desk) -> None:
        desk.openings(opening(岗位职责="使用Excel做报表，公司提供员工宿舍"))
        assert count(desk.openings(opening())) == "0/0/1/0/0"
        assert "Excel" in only(desk).skills
        assert only(desk).lodging is True

    def test_board_and_lodging_beside_the_wage(self, desk: Desk) -> None:
        desk.openings(opening(薪资="3500包吃住"))
        row = only(desk)
        assert (row.wage_low, row.board, row.lodging) == (3500, True, True)
        desk.openings(opening(食宿="不提供"))
        assert (only(desk).board, only(desk).lodging) == (False, False)

    def test_an_internship_is_one_by_its_title(self, desk: Desk) -> None:
        desk.openings(opening(岗位名称="会计实习生"))
        assert only(desk).internship


class TestValidity:
    def test_ninety_days_from_publication_or_from_the_import(self, desk: Desk) -> None:
        desk.openings(
            opening(发布时间="2026-11-01 14:07:12"),
            opening(岗位名称="焊工"),
            opening(岗位名称="钳工", 有效期至="2026-12-31"),
        )
        with desk.session() as session:
            ends = session.scalars(select(Opening.valid_to).order_by(Opening.id)).all()
        assert ends == [
            date(2026, 11, 1) + timedelta(days=90),
            NOW.date() + timedelta(days=90),
            date(2026, 12, 31),
        ]

    def test_what_is_listed_again_stays_alive_but_no_day_is_added_before_it_ends(self, desk: Desk) -> None:
        desk.openings(opening())
        assert count(desk.openings(opening(), now=NOW + timedelta(days=30))) == "0/0/1/0/0"
        later = NOW + timedelta(days=120)
        assert count(desk.openings(opening(), now=later)) == "0/1/0/0/0"
        assert only(desk).valid_to == later.date() + timedelta(days=90)

    def test_absent_columns_are_said_once_and_blank_cells_by_row(self, desk: Desk) -> None:
        result = desk.openings(opening(招聘人数=2, 薪资="5000"), opening(岗位名称="焊工"))
        told = [(p.row, p.code.value, p.params.get("element")) for p in result.problems]
        assert (None, "VALIDITY_ASSUMED", None) in told
        assert (None, "ELEMENT_MISSING", "duties") in told
        assert (3, "HEADCOUNT_ASSUMED", None) in told
        assert (3, "ELEMENT_MISSING", "wage") in told
        assert not [row for row, _, element in told if row is not None and element == "duties"]

    def test_being_listed_opens_what_waited_and_takes_back_nobody(self, desk: Desk) -> None:
        desk.openings(opening(招聘人数=3))
        with desk.session() as session:
            session.execute(update(Opening).values(status=OpeningStatus.WAITING, filled=2))
            session.commit()
        assert count(desk.openings(opening(招聘人数=1))) == "0/1/0/0/0"
        assert (only(desk).status, only(desk).headcount) == (OpeningStatus.OPEN, 2)


class TestTakenOff:
    def state(self, desk: Desk) -> tuple[str, str | None, int]:
        row = only(desk)
        return row.status.value, row.status_reason, row.headcount

    def test_who_wants_nobody_is_closed_until_a_real_headcount_comes(self, desk: Desk) -> None:
        desk.openings(opening(招聘人数=3))
        result = desk.openings(opening(招聘人数="已招满"))
        assert count(result) == "0/1/0/0/0"
        assert (2, "OPENING_TAKEN_OFF") in codes(result)
        assert self.state(desk) == ("closed", "FILLED_BY_COMPANY", 3)
        assert count(desk.openings(opening(招聘人数="已招满"))) == "0/0/1/0/0"
        desk.openings(opening())
        assert self.state(desk) == ("closed", "FILLED_BY_COMPANY", 3)
        desk.openings(opening(招聘人数=2))
        assert self.state(desk) == ("open", None, 2)

    def test_a_new_opening_may_be_full_at_once(self, desk: Desk) -> None:
        assert count(desk.openings(opening(招聘人数=0))) == "1/0/0/0/0"
        assert self.state(desk) == ("closed", "FILLED_BY_COMPANY", 1)

    def test_what_people_withdrew_stays_withdrawn(self, desk: Desk) -> None:
        desk.openings(opening(招聘人数=3))
        with desk.session() as session:
            session.execute(update(Opening).values(status=OpeningStatus.WITHDRAWN, status_reason="X"))
            session.commit()
        for heads in (0, 2):
            desk.openings(opening(招聘人数=heads))
            assert self.state(desk)[:2] == ("withdrawn", "X")


class TestLaw:
    def test_discriminating_words_are_removed_with_a_warning(self, desk: Desk) -> None:
        result = desk.openings(
            opening(岗位名称="前台（限女性）", 岗位职责="接待来访，未婚优先", 薪资="5千（限女）")
        )
        found = [(p.row, p.column, p.params["kind"]) for p in result.problems if p.code == "DISCRIMINATION"]
        assert found == [(2, "岗位名称", "sex"), (2, "薪资", "sex"), (2, "岗位职责", "marriage")]
        row = only(desk)
        assert "女" not in row.title
        assert "未婚" not in (row.duties or "")

    def test_forbidden_columns_are_dropped_and_said_once(self, desk: Desk) -> None:
        result = desk.openings(opening(性别要求="女", 星座="狮子"), opening(岗位名称="焊工", 性别要求="男"))
        assert [(p.column, p.code.value) for p in result.problems if p.column in {"性别要求", "星座"}] == [
            ("性别要求", "FORBIDDEN_COLUMN"),
            ("星座", "COLUMN_IGNORED"),
        ]

    def test_unlawful_terms_are_warned_of(self, desk: Desk) -> None:
        result = desk.openings(
            opening(薪资="1000-1500", 合同期限="1年", 试用期="6个月", 岗位职责="入职交押金500元")
        )
        assert {"WAGE_BELOW_MINIMUM", "PROBATION_TOO_LONG", "DEPOSIT"} <= {
            p.code.value for p in result.problems
        }
        assert count(result) == "1/0/0/0/0"

    def test_the_instance_may_know_the_minimum_wage_better(self, desk: Desk) -> None:
        line = opening(薪资="2500")
        assert "WAGE_BELOW_MINIMUM" not in [code for _, code in codes(desk.openings(line))]
        result = desk.openings(line, minimum_wages={"320200": 2600})
        assert [p.params for p in result.problems if p.code.value == "WAGE_BELOW_MINIMUM"] == [
            {"wage": 2500, "minimum": 2600}
        ]

    def test_of_an_age_only_the_lower_bound_is_kept(self, desk: Desk) -> None:
        desk.openings(opening(年龄要求="18-35周岁"))
        assert only(desk).minimum_age == 18

    def test_an_upper_age_that_is_the_same_everywhere_is_said_once(self, desk: Desk) -> None:
        lines = [opening(年龄要求="18-45岁"), opening(岗位名称="焊工", 年龄要求="18-45岁")]
        alike = desk.openings(*lines)
        assert [(p.row, p.value) for p in alike.problems if "AGE" in p.code] == [(None, "18-45岁")]
        mixed = desk.openings(*lines, opening(岗位名称="钳工", 年龄要求="50岁以下"))
        assert [p.row for p in mixed.problems if "AGE" in p.code] == [2, 3, 4]


class TestReview:
    @pytest.mark.parametrize(
        ("told", "flag"),
        [
            ({"岗位职责": "普通分拣，15岁可"}, "CHILD_LABOUR"),
            ({"年龄要求": "15-30岁"}, "CHILD_LABOUR"),
            ({"岗位职责": "入职交押金500元"}, "DEPOSIT"),
            ({"薪资": "1500"}, "WAGE_BELOW_MINIMUM"),
            ({"试用期": "8个月"}, "PROBATION_TOO_LONG"),
            ({"岗位职责": "试用期工资60%"}, "PROBATION_PAY_TOO_LOW"),
        ],
    )
    def test_unlawful_terms_are_flagged_for_an_officer(
        self, desk: Desk, told: dict[str, str], flag: str
    ) -> None:
        line = opening(**told)
        desk.openings(line)
        assert (only(desk).flags, only(desk).needs_review) == ([flag], True)
        assert count(desk.openings(line)) == "0/0/1/0/0"

    def test_terms_that_were_put_right_are_flagged_no_more(self, desk: Desk) -> None:
        desk.openings(opening(薪资="1500"))
        desk.openings(opening(薪资="5000"))
        assert (only(desk).flags, only(desk).needs_review) == ([], False)

    def test_an_officers_look_holds_until_something_new_shows(self, desk: Desk) -> None:
        desk.openings(opening(薪资="1500"))
        with desk.session() as session:
            session.execute(update(Opening).values(needs_review=False))
            session.commit()
        desk.openings(opening(薪资="1600"))
        assert only(desk).needs_review is False
        desk.openings(opening(薪资="1600", 岗位职责="入职交押金500元"))
        assert only(desk).needs_review is True

    def test_a_list_vouches_for_companies_with_a_code_once(self, desk: Desk) -> None:
        desk.openings(opening(统一社会信用代码=CODE), opening(公司名称="另一家公司"))
        with desk.session() as session:
            trusted = {row.uscc: row.trusted for row in session.scalars(select(Company))}
            session.execute(update(Company).values(trusted=False))
            session.commit()
        assert trusted == {CODE: True, None: False}
        desk.companies({"企业名称": "某某机械有限公司", "统一社会信用代码": CODE, "行业": "制造业"})
        with desk.session() as session:
            assert not any(session.scalars(select(Company.trusted)))
