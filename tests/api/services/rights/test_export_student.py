"""A student's copy holds everything about them, in words, and nothing about anybody else."""

import json
import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.i18n import speaking
from api.presenters.export_labels import LABELS, SECTIONS
from api.presenters.student_export import FOR_PROGRAMS, export_page
from api.services.rights.export_student import DISCLOSURES, TRAIL, Sections, export_student
from models.audit import Act, record
from models.local_time import written
from models.principal import Principal, Role
from models.queries.referrals import referrals_of
from models.queries.rows_about import rows_about
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.student import Student
from models.vault import Vault
from tests.api.services.whole_life import CANARIES_OF_ONE, NOW, SAID, a_whole_life
from tests.canaries import CANARIES
from tests.models.samples import a_student

OTHER = "320205200609019024"
TOLD = ("ID number", "name", "phone", "guardian", "guardian's phone", "address", "reason")


@pytest.fixture
def student(session: Session, vault: Vault) -> Student:
    found = a_whole_life(session, vault)
    other = a_student(vault, name="别人家的", household=found.household, note="别人家的事", id_number=OTHER)
    term = SchoolTerm(student=other, term="2025-2026-1")
    paid = {"household": found.household, "paid_on": date(2026, 1, 2), "note": "别人家的药"}
    session.add_all(
        [
            ReliefPayment(purpose=ReliefPurpose.MEDICAL, amount=99_900, **paid),
            ReliefPayment(purpose=ReliefPurpose.STUDY, amount=88_800, term=term, **paid),
        ]
    )
    session.flush()
    ada, company = Principal.operator("ada"), Principal(Role.COMPANY, "company:x", company=1)
    referral, *_ = referrals_of(session, found.id)
    told = {"refs": [found.ref, "b" * 26], "referrals": [referral.ref, "c" * 26]}
    for who, act in (
        (ada, Act("student.read", ("student", found.ref), ("name",))),
        (ada, Act("referral.judged", ("referral", referral.ref), ("suitable",))),
        (ada, Act("students.listed", fields=("place",), details={"refs": ["a" * 26, found.ref]})),
        (ada, Act("students.listed", fields=("state",), details={"refs": ["a" * 26, other.ref]})),
        (company, Act("students.disclosed", fields=("name", "phone"), details=told)),
    ):
        record(session, who, act, NOW)
    session.commit()
    return found


@pytest.fixture
def sections(session: Session, student: Student) -> Sections:
    return export_student(session, student)


def test_every_row_about_them_is_there(session: Session, student: Student, sections: Sections) -> None:
    rows = {table.__tablename__: len(found) for table, found in rows_about(session, student).items()}
    of_another = {"relief_payments": rows["relief_payments"] - 1}
    expected = rows | of_another | {TRAIL: 3, DISCLOSURES: 1}
    assert {name: len(told) for name, told in sections.items()} == expected
    assert min(expected.values()) > 0


def test_who_saw_what_of_them_is_told(sections: Sections) -> None:
    at = written(NOW)
    assert sections[DISCLOSURES] == [{"company": "雨滴电子有限公司", "at": at, "fields": ["name", "phone"]}]
    assert [(event["act"], event["fields"]) for event in sections[TRAIL]] == [
        ("student.read", ["name"]),
        ("referral.judged", ["suitable"]),
        ("students.listed", ["place"]),
    ]


def test_what_the_household_was_paid_is_told_without_whom_it_was_about(sections: Sections) -> None:
    payments = [(paid["amount"], paid.get("note")) for paid in sections["relief_payments"]]
    assert payments == [(40, SAID), (99_900, None)]


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
