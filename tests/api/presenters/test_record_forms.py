"""Forms show a record in words that can be posted back, in both languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.presenters.record_forms import (
    RecordForm,
    Widget,
    change_sentence,
    company_form,
    opening_form,
    student_form,
)
from api.registry_files.columns import RegistryKind, columns
from api.schemas.base import Channel
from api.schemas.company import CompanySchema
from api.schemas.opening import OpeningSchema
from api.schemas.problems import Finding, ProblemCode, Severity
from api.schemas.student import StudentSchema
from api.services.registry.changed_since import Change
from api.services.registry.edit_student import DISTRICTS
from matcher.vocabulary import Completion, StudentState
from models.principal import Principal, Role
from models.student import Student
from models.vault import Vault
from tests.models.samples import a_company, a_student, an_opening

TODAY = date(2026, 11, 23)
OFFICER = Principal(Role.OFFICER, "account:a")
STREET = Principal(Role.STREET_OFFICER, "account:b", area="320205001")


def a_kept_student(vault: Vault, **fields: Any) -> Student:
    """As a database gives it back."""
    lists = ("majors", "fields", "skills", "certificates", "wished_occupations", "wished_places")
    return a_student(vault, **{name: [] for name in lists}, **fields)


def words(form: RecordForm) -> dict[str, str]:
    return {field.name: field.words for field in form.fields if field.words}


def forms() -> list[RecordForm]:
    return [student_form(None, OFFICER, TODAY), company_form(None), opening_form(None)]


def test_a_form_has_the_fields_of_its_list_in_their_order() -> None:
    elsewhere = {"company", "uscc", "industry", "size"}
    expected = [[column.field for column in columns(kind)] for kind in list(RegistryKind)[:3]]
    expected[2] = [name for name in expected[2] if name not in elsewhere]
    assert [list(form.names) for form in forms()] == expected


def test_a_record_is_shown_with_its_version(vault: Vault) -> None:
    student = a_kept_student(vault, completion=Completion.IN_SCHOOL, needs_dormitory=False, version=7)
    form = student_form(student, OFFICER, TODAY)
    assert form.version == 7
    assert words(form) == {
        "name": "云小星",
        "id_number": student.id_number,
        "hardship": "孤儿",
        "hardship_from": "2020-01-01",
        "completion": "在读",
        "needs_dormitory": "否",
    }
    assert words(company_form(a_company(uscc="91320205MA27X8K5G1", joined=TODAY))) == {
        "name": "云朵机械有限公司",
        "uscc": "91320205MA27X8K5G1",
        "joined": "2026-11-23",
    }
    opening = an_opening(a_company(), headcount=3, headcount_stated=True)
    assert words(opening_form(opening)) == {"title": "焊工", "headcount": "3", "valid_to": "2026-12-31"}
    assert (form.version, forms()[0].version) == (7, None)


def test_everything_is_said_in_the_readers_language(language: str) -> None:
    for form in forms():
        for field in form.fields:
            assert field.label
            assert field.help
            assert field.label.isascii() == (language == "en")
            assert any(letter.isascii() and letter.isalpha() for letter in field.help) >= (language == "en")
            meanings = {choice.value: choice.label for choice in field.choices if choice.value}
            if language == "zh_CN":
                assert all(label == word for word, label in meanings.items())
            if language == "en" and field.name not in ("board", "probation"):
                assert all(label.isascii() for label in meanings.values())
            assert len(set(meanings.values())) == len(meanings)


def test_what_is_chosen_begins_with_unknown_and_has_what_the_record_holds(vault: Vault) -> None:
    student = a_kept_student(vault, education_words="大专（高职）")
    fields = {field.name: field for field in student_form(student, OFFICER, TODAY).fields}
    assert fields["education"].widget is Widget.CHOICE
    assert [choice.value for choice in fields["education"].choices][:3] == ["", "大专（高职）", "小学"]
    assert [choice.value for choice in fields["may_relocate"].choices] == ["", "是", "否"]
    assert fields["hardship"].widget is Widget.SEVERAL
    assert "" not in [choice.value for choice in fields["hardship"].choices]


def test_words_to_choose_from_are_words_that_load() -> None:
    schemas = (StudentSchema, CompanySchema, OpeningSchema)
    for form, kind in zip(forms(), schemas, strict=True):
        schema = kind(channel=Channel.API, today=TODAY)
        for field in form.fields:
            for choice in field.choices:
                _, findings = schema.read({field.name: choice.value})
                assert field.name not in {each.field for each in findings if choice.value}, choice


@pytest.mark.parametrize("student", [True, False])
def test_the_street_leaves_some_fields_to_the_district(vault: Vault, student: bool) -> None:
    whose = a_kept_student(vault) if student else None
    closed = {field.name for field in student_form(whose, STREET, TODAY).fields if not field.editable}
    assert closed == (DISTRICTS if student else {"household", "head"})
    assert all(field.editable for field in student_form(whose, OFFICER, TODAY).fields)


def test_the_number_of_an_opening_is_told_once() -> None:
    closed = [field.name for field in opening_form(an_opening(a_company())).fields if not field.editable]
    assert closed == ["external_ref"]
    assert all(field.editable for field in opening_form(None).fields)


def test_what_must_be_told_is_marked() -> None:
    required = [[field.name for field in form.fields if field.required] for form in forms()]
    assert required == [
        ["name", "id_number", "hardship"],
        ["name"],
        ["title", "headcount", "place", "wage", "valid_to", "duties"],
    ]


def test_a_refused_form_keeps_what_was_posted_and_says_what_is_wrong(language: str) -> None:
    form = student_form(None, OFFICER, TODAY)
    found = [
        Finding("phone", ProblemCode.PHONE_UNREADABLE, Severity.ERROR),
        Finding("colour", ProblemCode.UNKNOWN_FIELD, Severity.ERROR),
    ]
    refused = form.refused({"phone": "x", "name": "张三"}, found)
    fields = {field.name: field for field in refused.fields}
    assert (fields["phone"].words, fields["name"].words, fields["school"].words) == ("x", "张三", "")
    assert fields["phone"].error
    assert [field.name for field in refused.fields if field.error] == ["phone"]
    assert len(refused.errors) == 1


def test_what_somebody_else_has_changed_is_said(language: str) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    said = change_sentence(RegistryKind.STUDENTS, Change("phone", "account:li", at))
    assert said == ("Phone: Changed meanwhile by li" if language == "en" else "手机号：在此期间已由li修改")
    unknown = change_sentence(RegistryKind.STUDENTS, Change("", None, at))
    assert unknown
    assert "None" not in unknown


def test_a_state_that_books_brought_about_is_shown(vault: Vault) -> None:
    student = a_kept_student(vault, state=StudentState.EMPLOYED, state_words="求职中")
    assert words(student_form(student, OFFICER, TODAY))["state"] == "已就业"
