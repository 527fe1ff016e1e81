"""Students: identity is strict, everything else is forgiven, and nothing known is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import select

from api.services.imports.import_missing import Missing
from matcher.text.profiles import profile
from matcher.vocabulary import Completion, Education, StudentState
from models.hardship import Hardship
from models.household import Household
from models.student import Student
from tests.api.services.registry_desk import Desk, codes, count, id_number, student

FULL = student(
    手机号="138 0000 0000",
    居住地="无锡市锡山区东亭街道",
    困难类别="低保、残疾",
    困难起="2024-01-01",
    家庭编号=1001.0,
    户主="张大",
    就业状态="求职中",
    学历="大专",
    毕业状态="毕业",
    毕业院校="某学院",
    专业="会计",
    毕业时间="2025年6月",
    技能="Excel、会计核算",
    经历="在某财务公司实习6个月",
    期望月薪="4000以上",
    期望地区="无锡、苏州",
    需要住宿="否",
    可异地="可以",
)


@contextmanager
def only_student(desk: Desk) -> Iterator[Student]:
    with desk.session() as session:
        yield session.scalars(select(Student)).one()


def test_a_student_is_kept_as_told(desk: Desk) -> None:
    result = desk.students(FULL)
    assert count(result) == "1/0/0/0/0"
    with only_student(desk) as kept:
        assert (kept.name, kept.id_number, kept.phone) == ("张三", id_number(), "13800000000")
        assert kept.birth_date == date(2004, 1, 1)
        assert (kept.place, kept.address) == (kept.place, "无锡市锡山区东亭街道")
        assert kept.place is not None
        assert kept.place.startswith("320205")
        assert (kept.state, kept.education) == (StudentState.SEEKING, Education.COLLEGE)
        assert (kept.completion, kept.graduation) == (Completion.GRADUATED, date(2025, 6, 30))
        assert kept.majors
        assert kept.fields
        assert "Excel" in kept.skills
        assert kept.experience_months == 6
        assert kept.experience_profile == profile("在某财务公司实习6个月")
        assert (kept.wage_floor, kept.wage_words) == (4000, "4000以上")
        assert kept.wished_places == ["320200", "320500"]
        assert (kept.needs_dormitory, kept.may_relocate) == (False, True)
        assert {each.category for each in kept.hardships} == {"minimum_living", "disability"}
        assert {each.valid_from for each in kept.hardships} == {date(2024, 1, 1)}
        assert kept.household is not None
        assert (kept.household.number, kept.household.head) == ("1001", "张大")
    assert result.refs == ((2, kept.ref),)


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.students(FULL)
    before = desk.counter()
    assert count(desk.students(FULL)) == "0/0/1/0/0"
    assert desk.counter() == before
    assert (desk.rows(Student), desk.rows(Hardship), desk.rows(Household)) == (1, 2, 1)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    def test_a_blank_cell_and_an_absent_column_leave_what_is_known(self, desk: Desk) -> None:
        desk.students(FULL)
        result = desk.students(student(困难类别="低保、残疾", 手机号="", 学历="本科"))
        assert count(result) == "0/1/0/0/0"
        with only_student(desk) as kept:
            assert kept.education is Education.BACHELOR
            assert kept.phone == "13800000000"
            assert kept.experience_months == 6
            assert kept.version == 2

    def test_a_change_of_a_sealed_field_alone_is_an_update(self, desk: Desk) -> None:
        desk.students(FULL)
        assert count(desk.students({**FULL, "手机号": "13800000001"})) == "0/1/0/0/0"
        with only_student(desk) as kept:
            assert kept.phone == "13800000001"

    def test_what_cannot_be_read_is_unknown_with_its_words_kept(self, desk: Desk) -> None:
        result = desk.students(student(学历="神学", 居住地="某处", 毕业时间="2025-13-40", 期望月薪="看着给"))
        assert count(result) == "1/0/0/0/0"
        assert codes(result) == [
            (2, "PLACE_UNKNOWN"),
            (2, "EDUCATION_UNKNOWN"),
            (2, "DATE_UNREADABLE"),
            (2, "WAGE_UNREADABLE"),
        ]
        with only_student(desk) as kept:
            assert (kept.education, kept.education_words) == (None, "神学")
            assert (kept.place, kept.address) == (None, "某处")
            assert (kept.graduation, kept.graduation_words) == (None, "2025-13-40")

    def test_bad_rows_are_rejected_and_the_others_go_in(self, desk: Desk) -> None:
        result = desk.students(
            student(),
            student(姓名="李四", 身份证号=3.20205200401011e17),
            student(姓名="王五", 身份证号=id_number()[:17] + "0"),
            student(姓名="赵六", 身份证号=id_number(7, "20040230")),
            student(姓名="", 身份证号=id_number(9)),
            student(姓名="孙七", 身份证号=id_number(11), 困难类别="无"),
        )
        assert count(result) == "1/0/0/0/5"
        assert codes(result) == [
            (3, "ID_NUMERIC"),
            (4, "ID_CHECKSUM"),
            (5, "ID_BIRTH_DATE"),
            (6, "REQUIRED"),
            (7, "HARDSHIP_UNKNOWN"),
        ]
        assert [problem.column for problem in result.problems] == [
            "身份证号",
            "身份证号",
            "身份证号",
            "姓名",
            "困难类别",
        ]
        assert result.problems[1].value == f"32{'*' * 14}{id_number()[16]}0"

    def test_one_number_under_two_names_rejects_every_row_of_it(self, desk: Desk) -> None:
        result = desk.students(student(), student(姓名="李四"), student(姓名="王五", 身份证号=id_number(9)))
        assert count(result) == "1/0/0/0/2"
        assert codes(result) == [(2, "ID_TWO_NAMES"), (3, "ID_TWO_NAMES")]
        assert result.problems[0].params == {"rows": [2, 3]}

    def test_a_number_known_under_another_name_is_an_error(self, desk: Desk) -> None:
        desk.students(student())
        result = desk.students(student(姓名="李四"))
        assert codes(result) == [(2, "ID_OTHER_NAME")]
        with only_student(desk) as kept:
            assert kept.name == "张三"

    def test_the_first_of_equal_rows_wins(self, desk: Desk) -> None:
        result = desk.students(student(专业="会计"), student(姓名="张 三", 专业="护理"))
        assert count(result) == "1/0/0/1/0"
        assert codes(result) == [(3, "DUPLICATE_ROW")]
        assert result.problems[0].params == {"row": 2, "key": "student", "differs": True}
        assert [row for row, _ in result.refs] == [2, 3]
        with only_student(desk) as kept:
            assert kept.major_words == "会计"

    def test_students_who_are_not_in_the_file_are_listed_and_stay(self, desk: Desk) -> None:
        first = desk.students(student(), student(姓名="李四", 身份证号=id_number(9)))
        result = desk.students(student())
        assert (result.not_in_file, result.missing) == (1, (Missing(first.refs[1][1], "李四"),))
        assert desk.rows(Student) == 2

    def test_a_category_no_longer_told_ends_and_comes_back_as_a_new_one(self, desk: Desk) -> None:
        desk.students(student(困难类别="低保"))
        assert count(desk.students(student(困难类别="支出型困难"))) == "0/1/0/0/0"
        assert count(desk.students(student(困难类别="支出型困难"))) == "0/0/1/0/0"
        with only_student(desk) as kept:
            periods = {each.category: each.valid_to for each in kept.hardships}
            assert periods == {"minimum_living": date(2026, 11, 22), "expenditure_poor": None}
        desk.students(student(困难类别="低保"))
        assert count(desk.students(student(困难类别="低保"))) == "0/0/1/0/0"
        assert desk.rows(Hardship) == 3

    def test_a_past_category_is_recognised_by_its_end(self, desk: Desk) -> None:
        told = student(困难起="2023-01-01", 困难止="2024-12-31")
        desk.students(told)
        assert count(desk.students(told)) == "0/0/1/0/0"

    def test_an_end_before_its_beginning_is_left_out(self, desk: Desk) -> None:
        result = desk.students(student(困难起="2025-01-01", 困难止="2024-12-31"))
        assert codes(result) == [(2, "DATES_CROSSED")]
        with only_student(desk) as kept:
            assert kept.hardships[0].valid_to is None

    def test_brothers_share_a_household_and_the_first_head_stands(self, desk: Desk) -> None:
        lines = (
            student(家庭编号="H1", 户主="张大"),
            student(姓名="张四", 身份证号=id_number(9), 家庭编号="h1", 户主="张二"),
            student(姓名="王五", 身份证号=id_number(11), 户主="王大"),
        )
        result = desk.students(*lines)
        assert codes(result) == [(3, "HOUSEHOLD_TWO_HEADS"), (4, "HOUSEHOLD_UNNUMBERED")]
        assert desk.rows(Household) == 1
        assert count(desk.students(*lines)) == "0/0/3/0/0"

    @pytest.mark.parametrize("words", ["无", "不详", "—"])
    def test_nobody_shares_a_household_or_a_phone_called_none(self, desk: Desk, words: str) -> None:
        blank = dict.fromkeys(("手机号", "家庭编号", "户主", "监护人", "监护人电话", "困难止", "备注"), words)
        result = desk.students(student(**blank), student(姓名="李四", 身份证号=id_number(9), **blank))
        assert (count(result), codes(result)) == ("2/0/0/0/0", [])
        assert desk.rows(Household) == 0

    def test_who_is_about_to_graduate_is_left_to_the_date(self, desk: Desk) -> None:
        assert codes(desk.students(student(毕业状态="应届", 毕业时间="27年6月"))) == []
        with only_student(desk) as kept:
            assert (kept.completion, kept.graduation) == (None, date(2027, 6, 30))

    def test_who_has_graduated_on_a_day_to_come_stays_so_with_a_warning(self, desk: Desk) -> None:
        result = desk.students(student(毕业状态="毕业", 毕业时间="2027-06"))
        assert codes(result) == [(2, "COMPLETION_DATE_CONFLICT")]
        with only_student(desk) as kept:
            assert kept.completion is Completion.GRADUATED

    def test_at_school_as_a_state_tells_how_the_course_stands(self, desk: Desk) -> None:
        assert codes(desk.students(student(就业状态="在读"))) == []
        with only_student(desk) as kept:
            assert (kept.state, kept.completion) == (None, Completion.IN_SCHOOL)
