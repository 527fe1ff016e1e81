"""A student's record edited by hand: every field, and what stays out of reach."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.registry_files.columns import RegistryKind, columns
from api.services.acting import Acting
from api.services.placing.place_student import end_placement, place_elsewhere
from api.services.registry.edit_student import DISTRICTS, edit_student
from api.services.registry.read_student import StudentKnown
from api.services.registry.told_student import told_of_student
from api.services.told_fields import FieldsRefused
from matcher.vocabulary import Completion, Education, EndReason, StudentState
from models.audit_event import AuditEvent
from models.principal import Principal, Role
from models.queries import students
from models.scope import scoped_session
from models.student import Student
from models.vault import Vault
from tests.api.services.registry_desk import NOW, Desk, id_number, student
from tests.models.samples import a_company, a_student, an_opening

from tests.models.samples import a_referral, a_shortlist  # isort: skip

TODAY = NOW.date()
PLAIN = student(居住地="无锡市锡山区东亭街道", 就业状态="求职中", 学历="看不清", 家庭编号="H-1", 户主="张大")

FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "name": ("张三丰", {"name": "张三丰"}),
    "id_number": (id_number(7, "20050607"), {"birth_date": date(2005, 6, 7)}),
    "phone": ("138 0000 0000", {"phone": "13800000000"}),
    "place": ("无锡市锡山区云林街道", {"address": "无锡市锡山区云林街道"}),
    "guardian": ("李四", {"guardian": "李四"}),
    "guardian_phone": ("13800000001", {"guardian_phone": "13800000001"}),
    "state": ("暂不就业（备考）", {"state": StudentState.NOT_SEEKING, "state_words": "暂不就业（备考）"}),
    "education": ("本科", {"education": Education.BACHELOR}),
    "completion": ("结业", {"completion": Completion.COMPLETED}),
    "school": ("某学院", {"school": "某学院"}),
    "major": ("会计", {"fields": ["accounting"], "major_words": "会计"}),
    "graduation": ("2025-06", {"graduation": date(2025, 6, 30)}),
    "skills": ("Excel", {"skills": ["Excel"]}),
    "experience": ("在某财务公司实习6个月", {"experience_months": 6}),
    "certificates": ("初级会计职称", {"certificates": ["accounting-junior"]}),
    "wishes": ("会计、出纳", {"wished_words": "会计、出纳"}),
    "wage_floor": ("4000", {"wage_floor": 4000}),
    "wished_places": ("无锡市", {"wished_places": ["320200"]}),
    "needs_dormitory": ("否", {"needs_dormitory": False}),
    "may_relocate": ("是", {"may_relocate": True}),
    "limits": ("不能久站", {"limits": ["standing"]}),
    "note": ("第一行\n第二行", {"note": "第一行\n第二行"}),
}


@pytest.fixture
def edited(desk: Desk) -> Iterator[tuple[Acting, Student]]:
    desk.students(PLAIN)
    with desk.session() as session:
        acting = Acting(session, Principal(Role.OFFICER, "account:a"), NOW)
        yield acting, session.scalars(select(Student)).one()


Edited = tuple[Acting, Student]


def codes(error: FieldsRefused) -> list[tuple[str, str]]:
    return [(finding.field, finding.code.value) for finding in error.findings]


def refused(acting: Acting, of: Student, **told: str) -> list[tuple[str, str]]:
    with pytest.raises(FieldsRefused) as error:
        edit_student(acting, of, told)
    acting.session.rollback()
    return codes(error.value)


def test_every_field_of_a_list_is_tried_here() -> None:
    others = {"hardship", "hardship_from", "hardship_to", "household", "head"}
    assert {column.field for column in columns(RegistryKind.STUDENTS)} == FIELDS.keys() | others


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_changed_and_taken_back(edited: Edited, field: str) -> None:
    acting, of = edited
    words, expected = FIELDS[field]
    version, before = of.version, told_of_student(of, TODAY)
    assert edit_student(acting, of, {field: words}).changed == (field,)
    acting.session.expire(of)
    assert {name: getattr(of, name) for name in expected} == expected
    assert of.version == version + 1
    shown = told_of_student(of, TODAY)
    assert {name for name in shown if shown[name] != before[name]} == {field}
    assert edit_student(acting, of, shown).changed == ()
    assert of.version == version + 1
    if field in ("name", "id_number"):
        assert refused(acting, of, **{field: ""}) == [(field, "REQUIRED")]
    else:
        edit_student(acting, of, {field: ""})
        assert told_of_student(of, TODAY)[field] == ""


def test_what_cannot_be_read_stays_as_long_as_nobody_touches_it(edited: Edited) -> None:
    acting, of = edited
    shown = told_of_student(of, TODAY)
    assert shown["education"] == "看不清"
    assert edit_student(acting, of, {**shown, "phone": "13800000000"}).changed == ("phone",)
    assert refused(acting, of, education="看不懂") == [("education", "EDUCATION_UNKNOWN")]


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("name", "123", "NAME_UNREADABLE"),
        ("id_number", "320205200406070000", "ID_CHECKSUM"),
        ("phone", "打不通", "PHONE_UNREADABLE"),
        ("place", "火星", "PLACE_UNKNOWN"),
        ("hardship", "火星", "HARDSHIP_UNKNOWN"),
        ("hardship", "", "REQUIRED"),
        ("hardship_from", "火星", "DATE_UNREADABLE"),
        ("head", "张大" * 30, "TEXT_TOO_LONG"),
        ("state", "火星", "STATE_UNKNOWN"),
        ("completion", "火星", "COMPLETION_UNKNOWN"),
        ("graduation", "火星", "DATE_UNREADABLE"),
        ("wage_floor", "火星", "WAGE_UNREADABLE"),
        ("wished_places", "火星", "PLACE_UNKNOWN"),
        ("needs_dormitory", "火星", "YES_NO_UNREADABLE"),
        ("limits", "火星", "LIMITS_UNKNOWN"),
        ("wishes", "QWXZ", "WISH_UNKNOWN"),
        ("colour", "red", "UNKNOWN_FIELD"),
    ],
)
def test_unknown_words_are_refused(edited: Edited, field: str, words: str, code: str) -> None:
    assert refused(*edited, **{field: words}) == [(field, code)]


@pytest.mark.parametrize("field", ["state", "education", "completion", "hardship", "needs_dormitory"])
def test_a_refusal_names_the_words_that_are_accepted(edited: Edited, field: str) -> None:
    with pytest.raises(FieldsRefused) as error:
        edit_student(*edited, {field: "火星"})
    (finding,) = error.value.findings
    accepted = finding.params["accepted"]
    assert isinstance(accepted, list)
    for words in accepted:
        edit_student(*edited, {field: words})


def test_all_that_is_wrong_is_said_at_once(edited: Edited) -> None:
    found = refused(*edited, phone="x", school="", wage_floor="y", state="z")
    assert found == [
        ("phone", "PHONE_UNREADABLE"),
        ("state", "STATE_UNKNOWN"),
        ("wage_floor", "WAGE_UNREADABLE"),
    ]


def test_a_student_is_found_by_what_was_corrected_and_not_by_what_was_wrong(edited: Edited) -> None:
    acting, of = edited
    number = id_number(7, "20050607")
    edit_student(acting, of, {"name": "王五", "id_number": number})
    found = [students.find(acting.session, words).total for words in ("王五", number, "张三", id_number())]
    assert found == [1, 1, 0, 0]


def test_the_number_of_another_student_is_refused(desk: Desk, edited: Edited) -> None:
    acting, of = edited
    other = a_student(desk.vault, id_number=id_number(9))
    acting.session.add(other)
    acting.session.flush()
    with pytest.raises(StudentKnown) as error:
        edit_student(acting, of, {"id_number": other.id_number})
    assert error.value.ref == other.ref
    assert edit_student(acting, of, {"id_number": of.id_number.lower()}).changed == ()


def test_at_school_as_a_state_says_how_the_course_stands_unless_that_is_told(edited: Edited) -> None:
    acting, of = edited
    assert edit_student(acting, of, {"state": "在读"}).changed == ("completion", "state")
    assert (of.state, of.completion) == (None, Completion.IN_SCHOOL)
    edit_student(acting, of, {"state": "求职中", "completion": "毕业"})
    edit_student(acting, of, {**told_of_student(of, TODAY), "state": "在读"})
    assert (of.state, of.completion) == (None, Completion.GRADUATED)


def test_the_matcher_hears_of_it(desk: Desk, edited: Edited) -> None:
    acting, of = edited
    revision = of.revision
    acting.session.commit()
    before = desk.counter()
    edit_student(acting, of, {"skills": "Excel"})
    acting.session.commit()
    assert desk.counter() > before
    assert of.revision > revision


def test_the_trail_names_fields_and_no_values(edited: Edited) -> None:
    acting, of = edited
    edit_student(acting, of, {"phone": "13800000000", "hardship": "孤儿", "school": ""})
    acting.session.commit()
    event = acting.session.scalars(select(AuditEvent).where(AuditEvent.act == "student.corrected")).one()
    assert (event.fields, event.details) == (["hardship", "phone"], {"version": of.version})


def test_the_day_is_that_of_the_district(session: Session, vault: Vault) -> None:
    of = a_student(vault)
    session.add(of)
    session.flush()
    now = datetime(2026, 6, 30, 17, tzinfo=UTC)  # already the first of July where the districts are
    acting = Acting(session, Principal.operator("test"), now)
    edit_student(acting, of, {"id_number": id_number(born="20260701")})
    assert of.birth_date == date(2026, 7, 1)


class TestTheStreet:
    """Officers of a street edit whoever lives there, and leave to the district what is the district's."""

    WHO = Principal(Role.STREET_OFFICER, "account:b", area="320205001")

    @pytest.fixture
    def edited(self, desk: Desk) -> Iterator[Edited]:
        desk.students(PLAIN)
        with scoped_session(desk.engine, desk.vault, self.WHO) as session:
            yield Acting(session, self.WHO, NOW), session.scalars(select(Student)).one()

    @pytest.mark.parametrize("field", sorted(FIELDS.keys() - DISTRICTS - {"place"}))
    def test_what_it_edits(self, edited: Edited, field: str) -> None:
        assert edit_student(*edited, {field: FIELDS[field][0]}).changed == (field,)

    @pytest.mark.parametrize("field", sorted(DISTRICTS))
    def test_what_it_does_not(self, edited: Edited, field: str) -> None:
        words = "2026-01-01" if field.startswith("hardship_") else "孤儿"
        assert refused(*edited, **{field: words}) == [(field, "DISTRICT_ONLY")]

    def test_a_whole_form_may_come_back(self, edited: Edited) -> None:
        shown = told_of_student(edited[1], TODAY)
        assert edit_student(*edited, {**shown, "school": "某学院"}).changed == ("school",)

    def test_nobody_is_moved_out_of_the_street(self, edited: Edited) -> None:
        for words in ("无锡市锡山区云林街道", "无锡市锡山区", ""):
            assert refused(*edited, place=words) == [("place", "OUTSIDE_AREA")]
        assert edit_student(*edited, {"place": "无锡市锡山区东亭街道春江路1号"}).changed == ("place",)


class TestTheState:
    """What placements and referrals say is not denied by hand."""

    @pytest.fixture
    def edited(self, edited: Edited) -> Edited:
        acting, of = edited
        company = a_company()
        shortlist = a_shortlist(of, an_opening(company))
        acting.session.add(shortlist)
        acting.session.flush()
        acting.session.add(a_referral(shortlist.items[0]))
        acting.session.flush()
        return acting, of

    def test_who_is_proposed_is_proposed(self, edited: Edited) -> None:
        acting, of = edited
        of.state = StudentState.PROPOSED
        acting.session.flush()
        assert told_of_student(of, TODAY)["state"] == "已推荐"
        for words in ("求职中", "暂不就业", "已就业", "面试", "迁出", ""):
            with pytest.raises(FieldsRefused) as error:
                edit_student(acting, of, {"state": words})
            assert codes(error.value) == [("state", "STATE_BY_REFERRAL")]
        assert edit_student(acting, of, {"state": "联系不上"}).changed == ("state",)
        assert edit_student(acting, of, {"state": "已推荐"}).changed == ("state",)


def test_nobody_is_proposed_by_word_alone(edited: Edited) -> None:
    for words in ("已推荐", "面试"):
        assert refused(*edited, state=words) == [("state", "STATE_BY_REFERRAL")]


def test_who_is_placed_is_what_the_placement_says(edited: Edited) -> None:
    acting, of = edited
    placement = place_elsewhere(acting, of, "某超市", started=date(2026, 11, 1))
    assert told_of_student(of, TODAY)["state"] == "已就业"
    for words in ("求职中", "待入职", "见习", "退出", "在读", ""):
        with pytest.raises(FieldsRefused) as error:
            edit_student(acting, of, {"state": words})
        assert codes(error.value) == [("state", "STATE_BY_PLACEMENT")]
    assert edit_student(acting, of, {**told_of_student(of, TODAY), "phone": "13800000000"}).changed == (
        "phone",
    )
    end_placement(acting, placement, TODAY, EndReason.STUDENT_LEFT)
    assert edit_student(acting, of, {"state": "参军"}).changed == ("state",)
    starts = place_elsewhere(acting, of, "某超市", started=date(2026, 12, 1))
    assert (starts.student.state, told_of_student(of, TODAY)["state"]) == (StudentState.TO_START, "待入职")
