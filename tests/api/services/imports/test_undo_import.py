"""An import that was undone was never there; one on which something was built stays."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.presenters.rows import ROWS
from api.registry_files.columns import RegistryKind
from api.services.acting import Acting
from api.services.apply_changes import table_of
from api.services.imports.import_result import ImportResult
from api.services.imports.import_trace import VERSIONED
from api.services.imports.rows_since import DERIVED
from api.services.imports.undo_import import Undone, undo_import
from api.services.matching.market import Market
from api.services.not_possible import NotPossible
from api.services.rights.apply_retention import Periods, apply_retention
from api.services.rights.erase_student import erase_student
from models.audit_event import AuditEvent
from models.data_key import DataKey
from models.erasure import ErasureReason
from models.hardship import Hardship
from models.household import Household
from models.import_batch import ImportBatch, UndoReason
from models.import_change import ImportChange
from models.principal import Principal
from models.shortlist import ShortlistItem
from models.student import Student
from models.tables import METADATA
from tests.api.services.registry_desk import NOW, Desk, Line, count, id_number, opening, student
from tests.conftest import FULL_FIGURES
from tests.models.samples import a_company, a_consent, a_referral, a_shortlist, an_opening

LATER = NOW + timedelta(hours=1)
OPERATOR = Principal.operator("test")
SEEDS = range(100 if FULL_FIGURES else 4)
COUNTED = {"version", "revision", "updated_at"}  # tell that something was written, not what

Act = Callable[[Session], object]


def undo(desk: Desk, result: ImportResult, reason: UndoReason = UndoReason.WRONG_FILE) -> Undone:
    with desk.session() as session:
        batch = session.scalars(select(ImportBatch).where(ImportBatch.ref == result.ref)).one()
        undone = undo_import(Acting(session, OPERATOR, LATER), batch, reason)
        session.commit()
        return undone


def refusal(desk: Desk, result: ImportResult) -> NotPossible:
    with pytest.raises(NotPossible) as refused:
        undo(desk, result)
    return refused.value


def blocks(error: NotPossible) -> list[tuple[Any, ...]]:
    assert error.code == "BUILT_ON"
    return [(each.code.value, *each.params.values()) for each in error.params["findings"]]


def registry(desk: Desk) -> dict[str, list[Any]]:
    """Every row of every registry, field by field, and who has a key."""
    with desk.session() as session:
        kept = {}
        for row_class in VERSIONED:
            table = table_of(row_class)
            columns = [column for column in table.columns if column.name not in COUNTED]
            kept[table.name] = session.execute(select(*columns).order_by(table.c.id)).all()
        kept["data_keys"] = session.execute(select(*table_of(DataKey).columns).order_by(DataKey.owner)).all()
        return kept


def people(random: Random) -> list[Line]:
    lines = []
    for number in random.sample(range(100, 112), random.randint(1, 8)):
        line = {"身份证号": id_number(number), "姓名": f"张{'甲乙丙丁'[number % 4]}"}
        line["困难类别"] = random.choice(["低保", "孤儿", "低保 残疾"])
        for header, words in (
            ("手机号", ["13800000001", "13800000002"]),
            ("家庭编号", ["H-1", "H-2", "H-3"]),
            ("户主", ["王某", "李某"]),
            ("技能", ["焊接", "会计 Excel"]),
            ("学历", ["大专", "本科"]),
            ("毕业时间", ["2025-06", "2026-06-30"]),
            ("困难止", ["2027-01-01", "2028-01-01"]),
            ("经历", ["在超市实习3个月，负责收银"]),
            ("健康限制", ["无", "不能久站"]),
            ("备注", ["甲", "乙"]),
        ):
            if random.random() < 0.6:
                line[header] = random.choice(words)
        lines.append(line)
    return lines


def firms(random: Random) -> list[Line]:
    codes = [None, "91320205MA1WN5AP0X", "91320205MA1NXQNL1M"]
    return [
        {
            "企业名称": f"云朵{'甲乙丙'[number]}有限公司",
            "统一社会信用代码": random.choice([None, codes[number]]),
            "联系人": random.choice([None, "王某", "李某"]),
            "行业": random.choice([None, "机械", "电子"]),
        }
        for number in random.sample(range(3), random.randint(1, 3))
    ]


def offers(random: Random) -> list[Line]:
    return [
        opening(
            公司名称=f"云朵{'甲乙丙'[number % 3]}有限公司",
            岗位名称=random.choice(["数控车工", "焊工", "会计"]),
            岗位编号=random.choice([None, f"A-{number}"]),
            招聘人数=random.choice([None, 1, 3]),
            有效期至=random.choice([None, "2027-03-01"]),
            岗位职责=random.choice([None, "焊接", "记账报税"]),
            月薪=random.choice([None, "5000-6000", "6千-8千"]),
        )
        for number in random.sample(range(6), random.randint(1, 5))
    ]


def aid(random: Random) -> list[Line]:
    return [
        {
            "身份证号": id_number(number),
            "学年学期": random.choice(["2025-2026-1", "2025-2026-2"]),
            "应缴学费": random.choice([None, "5000", "4000"]),
            "来源": (source := random.choice([None, "助学金", "救助资金"])),
            "金额": None if source is None else random.choice(["800", "900"]),
            "到账日期": None if source is None else "2025-10-10",
            "备注": random.choice([None, "丙"]),
        }
        for number in random.sample(range(100, 112), random.randint(1, 6))
    ]


def relief(random: Random) -> list[Line]:
    return [
        {
            "家庭编号": random.choice(["H-1", "H-2", "H-3"]),
            "户主身份证号": random.choice([None, id_number(number)]),
            "用途": random.choice(["医疗", "助学"]),
            "金额": random.choice(["800", "900"]),
            "日期": "2025-10-10",
            "文号": random.choice([None, "锡民1号"]),
            "备注": random.choice([None, "丁"]),
        }
        for number in random.sample(range(100, 112), random.randint(1, 4))
    ]


FILES: dict[RegistryKind, Callable[[Random], list[Line]]] = {
    RegistryKind.STUDENTS: people,
    RegistryKind.COMPANIES: firms,
    RegistryKind.OPENINGS: offers,
    RegistryKind.STUDY_AID: aid,
    RegistryKind.RELIEF: relief,
}


def test_whatever_may_be_built_on_an_import_has_a_name() -> None:
    targets = {table_of(row_class) for row_class in VERSIONED}
    children = {
        table.name
        for table in METADATA.sorted_tables
        for key in table.foreign_keys
        if key.column.table in targets and table not in DERIVED
    }
    assert children | {table.name for table in targets} <= set(ROWS)


@pytest.mark.parametrize("seed", SEEDS)
def test_imports_that_are_undone_one_by_one_were_never_there(desk: Desk, seed: int) -> None:
    random = Random(seed)
    done: list[tuple[dict[str, list[Any]], ImportResult]] = []
    for kind in [*FILES, *random.choices(list(FILES), k=7)]:
        before = registry(desk)
        done.append((before, desk.take_in(kind, *FILES[kind](random))))
    for before, result in reversed(done):
        undone = undo(desk, result)
        assert registry(desk) == before
        assert undone.removed >= result.created or result.kind is RegistryKind.STUDY_AID
    assert not any(registry(desk).values())


def test_what_was_undone_may_come_again(desk: Desk) -> None:
    first = desk.students(student(手机号="13800000001"))
    assert undo(desk, first) == Undone(removed=2, restored=0)
    assert count(desk.students(student(手机号="13800000001"))) == "1/0/0/0/0"


def test_it_is_undone_once_and_stands_in_the_trail(desk: Desk) -> None:
    result = desk.students(student())
    undo(desk, result, UndoReason.MISREAD)
    assert refusal(desk, result).code == "ALREADY_UNDONE"
    with desk.session() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.undone_at, batch.undone_by, batch.undo_reason) == (LATER, "cli:test", "misread")
        event = session.scalars(select(AuditEvent)).one()
        assert (event.act, event.subject_ref) == ("import.undone", batch.ref)
        assert event.details == {"reason": "misread", "removed": 2, "restored": 0}


def test_the_keys_of_those_who_came_with_it_are_gone(desk: Desk) -> None:
    result = desk.students(student(家庭编号="H-1"))
    undo(desk, result)
    assert (desk.rows(DataKey), desk.rows(Student), desk.rows(Household), desk.rows(Hardship)) == (0, 0, 0, 0)


def correct(session: Session) -> None:
    session.scalars(select(Student)).one().school = "锡山试验学院"


def place_on_a_shortlist(session: Session) -> None:
    found = session.scalars(select(Student)).one()
    session.add(a_shortlist(found, an_opening(a_company()), made_at=LATER))


def refer(session: Session) -> None:
    place_on_a_shortlist(session)
    session.flush()
    (item,) = session.scalars(select(ShortlistItem))
    session.add(a_referral(item, proposed_at=LATER))


def agree(session: Session) -> None:
    session.add(a_consent(session.scalars(select(Student)).one(), a_company(), given_at=LATER))


def erase(session: Session) -> None:
    found = session.scalars(select(Student)).one()
    erase_student(Acting(session, OPERATOR, LATER), found, ErasureReason.REQUEST)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (correct, {("ROW_CHANGED", "students")}),
        (
            place_on_a_shortlist,
            {("ROW_BUILT_ON", "students", "shortlist_items")},
        ),
        (refer, {("ROW_BUILT_ON", "students", "referrals")}),
        (agree, {("ROW_BUILT_ON", "students", "consents")}),
        (erase, {("ROW_CHANGED", "students"), ("ROW_GONE", "hardships")}),
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_it_stays_when_something_was_built_on_it(
    desk: Desk, act: Act, expected: set[tuple[str, ...]], changed: bool
) -> None:
    """Whether the import made the student, or told something new of one who was there."""
    result = desk.students(student())
    if changed:
        result = desk.students(student(困难类别="孤儿", 手机号="13800000001"), now=NOW + timedelta(minutes=1))
    with desk.session() as session:
        act(session)
        session.commit()
    before = registry(desk)
    found = {(code, table, *by) for code, table, _, *by in blocks(refusal(desk, result))}
    assert expected <= found
    assert registry(desk) == before
    assert not any(batch.undone_at for batch in batches(desk))


def batches(desk: Desk) -> list[ImportBatch]:
    with desk.session() as session:
        return list(session.scalars(select(ImportBatch)))


def test_a_shortlist_of_before_does_not_keep_what_a_later_import_told(desk: Desk) -> None:
    desk.students(student())
    with desk.session() as session:
        place_on_a_shortlist(session)
        session.commit()
    before = registry(desk)
    undo(desk, desk.students(student(手机号="13800000001"), now=LATER + timedelta(minutes=1)))
    assert registry(desk) == before


def test_a_later_import_of_the_same_rows_is_undone_first(desk: Desk) -> None:
    first = desk.students(student(), student(身份证号=id_number(124)))
    second = desk.students(student(手机号="13800000001"))
    (found,) = blocks(refusal(desk, first))
    assert found[:2] == ("ROW_CHANGED", "students")
    undo(desk, second)
    undo(desk, first)
    assert desk.rows(Student) == 0


def test_what_was_changed_by_hand_between_two_imports_keeps_the_first(desk: Desk) -> None:
    first = desk.students(student())
    with desk.session() as session:
        correct(session)
        session.commit()
    undo(desk, desk.students(student(手机号="13800000001")))
    assert blocks(refusal(desk, first))[0][0] == "ROW_CHANGED"


def test_a_company_whose_openings_came_from_elsewhere_stays(desk: Desk) -> None:
    result = desk.companies({"企业名称": "某某机械有限公司"})
    desk.openings(opening())
    assert blocks(refusal(desk, result))[0][:2] == ("ROW_BUILT_ON", "companies")


def test_what_is_not_kept_any_more_cannot_be_brought_back(desk: Desk) -> None:
    result = desk.students(student())
    with desk.session() as session:
        acting = Acting(session, OPERATOR, NOW + timedelta(days=31))
        retired = apply_retention(acting, Periods(left_years=3, traces_days=30))
        assert retired.traces["import_changes"] == 2
        session.commit()
    assert desk.rows(ImportChange) == 0
    assert refusal(desk, result).code == "UNDO_TOO_LATE"


def test_what_stood_there_before_is_sealed_and_ends_with_whom_it_is_about(desk: Desk) -> None:
    desk.students(student(手机号="13800000001", 备注="甲"))
    desk.students(student(手机号="13800000002", 备注="乙"))
    with desk.session() as session:
        kept = session.scalars(select(ImportChange).where(ImportChange.owner.is_not(None))).one()
        assert kept.before is not None
        assert set(kept.before) == {"phone_sealed", "note_sealed"}
        erase(session)
        session.commit()
    with desk.session() as session:
        kept = session.scalars(select(ImportChange).where(ImportChange.owner.is_not(None))).one()
        assert kept.before_sealed == b""


def test_openings_that_are_undone_are_found_no_more(desk: Desk, market: Market) -> None:
    desk.students(student(技能="焊接"))
    first = desk.openings(opening())
    second = desk.openings(opening(月薪="9000-9500"), opening(岗位名称="焊工"))

    def offered() -> list[str]:
        with desk.session() as session:
            ranking = market.ranking(session)
            return sorted(ranking.columns().refs)

    assert len(offered()) == 2
    undo(desk, second)
    (left,) = offered()
    assert left == first.refs[0][1]
    undo(desk, first)
    assert offered() == []


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_import_that_told_nothing_new_is_undone_too(desk: Desk) -> None:
    desk.students(student())
    again = desk.students(student())
    assert undo(desk, again) == Undone(removed=0, restored=0)
    assert desk.rows(Student) == 1
