"""A student's copy holds everything about them, in words, and nothing about anybody else."""

import json
import re

import pytest
from sqlalchemy.orm import Session

from api.i18n import speaking
from api.presenters.export_labels import LABELS, SECTIONS
from api.presenters.student_export import FOR_PROGRAMS, export_page
from api.services.export_student import TRAIL, Sections, export_student
from models.audit import Act, record
from models.principal import Principal
from models.queries.rows_about import rows_about
from models.student import Student
from models.vault import Vault
from tests.api.services.whole_life import CANARIES_OF_ONE, NOW, a_whole_life
from tests.canaries import CANARIES
from tests.models.samples import a_student

TOLD = ("ID number", "name", "phone", "guardian", "guardian's phone", "address", "reason")


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    found = a_whole_life(session, vault)
    session.add(a_student(vault, name="别人家的", household=found.household, note="别人家的事"))
    record(session, Principal.operator("ada"), Act("student.read", ("student", found.ref), ("name",)), NOW)
    session.commit()
    return found


@pytest.fixture
def sections(session: Session, student: Student) -> Sections:
    return export_student(session, student)


def test_every_row_about_them_is_there(session: Session, student: Student, sections: Sections) -> None:
    rows = {table.__tablename__: len(found) for table, found in rows_about(session, student).items()}
    assert {name: len(told) for name, told in sections.items()} == rows | {TRAIL: 1}
    assert min(rows.values()) > 0


def test_what_is_sealed_is_opened_and_what_only_the_database_needs_is_left_out(sections: Sections) -> None:
    text = json.dumps(sections, ensure_ascii=False)
    wanted = [CANARIES[name] for name in TOLD] + [CANARIES_OF_ONE["plain words"]]
    assert [words for words in wanted if words not in text] == []
    assert text.count(CANARIES_OF_ONE["sealed words"]) > 10
    names = {name for rows in sections.values() for row in rows for name in row}
    assert [name for name in names if name.endswith(("_id", "_sealed", "_blind", "_mac"))] == []
    assert not {"actor", "recorded_by", "made_by", "head_id_number"} & names


def test_nobody_else_is_told_of(sections: Sections) -> None:
    text = json.dumps(sections, ensure_ascii=False)
    for other in ("别人家", "account:a", "cli:ada"):
        assert other not in text


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_everything_has_a_name_in_both_languages(sections: Sections) -> None:
    names = {name for rows in sections.values() for row in rows for name in row}
    assert names - set(LABELS) <= FOR_PROGRAMS
    assert set(sections) == set(SECTIONS)
    pages = {}
    for locale in ("zh_CN", "en"):
        with speaking(locale):
            pages[locale] = export_page(sections, CANARIES["name"])
    assert f"Everything kept of {CANARIES['name']}" in pages["en"]
    assert f"关于{CANARIES['name']}保存的全部内容" in pages["zh_CN"]
    assert not re.search(r"<t[hd]>[^<]*\b(None|employed|guidance|orphan|left_school)\b", pages["zh_CN"])
    for name in TOLD:
        assert CANARIES[name] in pages["zh_CN"]
    assert "1.00" in pages["en"]  # CNY, kept as 100 fen


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_words_of_people_are_no_markup(session: Session, student: Student) -> None:
    student.note = "<script>alert(1)</script>"
    session.commit()
    with speaking("en"):
        page = export_page(export_student(session, student), "<b>")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
