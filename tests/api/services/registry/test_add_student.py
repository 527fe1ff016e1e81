"""A student who is added by hand is the student of an import."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from api.registry_files.columns import RegistryKind, columns
from api.services.acting import Acting
from api.services.registry.add_student import add_student
from api.services.registry.read_student import StudentKnown
from api.services.registry.told_student import told_of_student
from api.services.told_fields import FieldsRefused
from models.audit_event import AuditEvent
from models.engine import make_session
from models.principal import Principal, Role
from models.queries import students
from models.scope import scoped_session
from tests.api.services.registry_desk import NOW, Desk, id_number

OFFICER = Principal(Role.OFFICER, "account:a")
STREET = Principal(Role.STREET_OFFICER, "account:b", area="320205001")
ELSEWHERE = Principal(Role.STREET_OFFICER, "account:c", area="320205002")
LABELS = {column.field: column.zh for column in columns(RegistryKind.STUDENTS)}
LEAST = {"name": "张三", "id_number": id_number(), "hardship": "低保"}
LIVES = {"place": "无锡市锡山区东亭街道"}
WHOLE = {
    **LEAST,
    **LIVES,
    "phone": "13800000000",
    "hardship_from": "2024-01-01",
    "household": "H-1",
    "head": "张大",
    "state": "求职中",
    "education": "大专",
    "completion": "毕业",
    "graduation": "2025-06",
    "major": "会计",
    "skills": "Excel",
    "experience": "在某财务公司实习6个月",
    "wishes": "会计",
    "limits": "无",
    "note": "家在三楼",
}


@pytest.fixture(params=[OFFICER, STREET], ids=lambda who: who.role)
def acting(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Acting]:
    with scoped_session(desk.engine, desk.vault, request.param) as session:
        yield Acting(session, request.param, NOW)


def refused(acting: Acting, told: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(FieldsRefused) as error:
        add_student(acting, told)
    return [(finding.field, finding.code.value) for finding in error.value.findings]


def test_what_is_added_by_hand_an_import_leaves_as_it_is(desk: Desk) -> None:
    with make_session(desk.engine, desk.vault) as session:
        added = add_student(Acting(session, OFFICER, NOW), WHOLE).student
        session.commit()
        assert told_of_student(added, NOW.date()) == dict.fromkeys(LABELS, "") | WHOLE
        events = session.scalars(select(AuditEvent)).all()
        assert [(event.act, event.fields) for event in events] == [("student.added", sorted(WHOLE))]
        assert students.find(session, "张三").total == students.find(session, id_number()).total == 1
        session.commit()
        result = desk.students({LABELS[field]: words for field, words in WHOLE.items()})
        assert (result.created, result.updated, result.unchanged) == (0, 0, 1)


def test_the_least_that_is_needed(acting: Acting) -> None:
    assert add_student(acting, {**LEAST, **LIVES, "school": ""}).student.name == "张三"
    assert refused(acting, {}) == [("name", "REQUIRED"), ("id_number", "REQUIRED"), ("hardship", "REQUIRED")]


@pytest.mark.parametrize("words", ["已推荐", "面试"])
def test_nobody_begins_as_proposed(acting: Acting, words: str) -> None:
    told = {**LEAST, **LIVES, "id_number": id_number(4), "state": words}
    assert refused(acting, told) == [("state", "STATE_BY_REFERRAL")]


def test_a_street_adds_who_lives_there_and_leaves_households_to_the_district(desk: Desk) -> None:
    with scoped_session(desk.engine, desk.vault, STREET) as session:
        acting = Acting(session, STREET, NOW)
        for place in ({}, {"place": "无锡市锡山区"}, {"place": "无锡市锡山区云林街道"}):
            assert refused(acting, {**LEAST, **place}) == [("place", "OUTSIDE_AREA")]
        assert refused(acting, WHOLE) == [("head", "DISTRICT_ONLY"), ("household", "DISTRICT_ONLY")]


def test_who_is_registered_is_named_to_whoever_may_see_them(desk: Desk) -> None:
    with make_session(desk.engine, desk.vault) as session:
        ref = add_student(Acting(session, OFFICER, NOW), {**LEAST, **LIVES}).student.ref
        session.commit()
    seen = {}
    for who, place in ((OFFICER, LIVES), (STREET, LIVES), (ELSEWHERE, {"place": "无锡市锡山区安镇街道"})):
        with scoped_session(desk.engine, desk.vault, who) as session, pytest.raises(StudentKnown) as error:
            add_student(Acting(session, who, NOW), {**LEAST, **place, "name": "别人"})
        seen[who.name] = (error.value.ref, error.value.findings[0].params)
    assert seen == {
        "account:a": (ref, {"ref": ref}),
        "account:b": (ref, {"ref": ref}),
        "account:c": (None, {}),
    }
