"""A file of answers to referrals goes the way that single answers go; read again, it changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from api.services.acting import Acting
from api.services.imports.import_hires import import_hires
from api.services.imports.import_result import ImportResult
from api.services.imports.undo_import import undo_import
from api.services.not_possible import NotPossible
from api.services.placing.give_consent import give_consent
from api.services.placing.refer_student import propose_referral, send_referral
from matcher.policy import STANDARD
from matcher.vocabulary import (
    Completion,
    DeclineReason,
    Education,
    ReferralState,
    Side,
    Signer,
    StudentState,
    Way,
)
from models.audit_event import AuditEvent
from models.engine import make_session
from models.import_batch import ImportBatch, UndoReason
from models.opening import Opening
from models.placement import Placement
from models.principal import Principal, Role
from models.referral import Referral
from models.vault import Vault
from tests.api.services.registry_desk import NOW, Desk, Line, codes, count
from tests.models.samples import a_company, a_shortlist, a_student, an_opening

OFFICER = Principal(Role.OFFICER, "account:a")
START = NOW.date() + timedelta(days=7)
WORK: dict[str, Any] = {
    "education": Education.ANY,
    "place": "320205",
    "occupation": "2-06-03-00",
    "occupation_confidence": 1.0,
    "hazards": [],
    "valid_to": date(2027, 6, 1),
}


@pytest.fixture
def handles(engine: Engine, vault: Vault) -> list[str]:
    """Three who were sent to one opening of two places; the company may know them."""
    with make_session(engine, vault) as session:
        company = a_company(verified=True, trusted=True)
        opening = an_opening(company, "文员", headcount=2, **WORK)
        acting = Acting(session, OFFICER, NOW)
        found = []
        for number in range(3):
            student = a_student(
                vault,
                id_number=f"32020520060901{number:04}",
                place="320205",
                state=StudentState.SEEKING,
                education=Education.BACHELOR,
                completion=Completion.GRADUATED,
                graduation=date(2025, 6, 30),
                wished_occupations=["2-06-03-00"],
            )
            shortlist = a_shortlist(student, opening)
            session.add(shortlist)
            session.flush()
            referral = propose_referral(acting, shortlist.items[0], STANDARD)
            give_consent(acting, student, company, signer=Signer.STUDENT, way=Way.LINK)
            send_referral(acting, referral, STANDARD)
            found.append(referral.ref)
        session.commit()
    return found


Read = Callable[..., ImportResult]


@pytest.fixture
def read(desk: Desk) -> Read:
    def read(*lines: Line, **options: Any) -> ImportResult:
        path = desk.write(lines)
        told = {"who": OFFICER, "policy": STANDARD, "now": NOW, **options}
        return import_hires(desk.engine, desk.vault, path, **told)

    return read


def hired(handle: str, **told: object) -> Line:
    return {"推荐编号": handle, "结果": "录用", "入职日期": START.isoformat(), "月薪": 5000, **told}


def declined(handle: str, **told: object) -> Line:
    return {"推荐编号": handle, "结果": "未录用", "原因": "技能不符", **told}


def states(desk: Desk) -> list[ReferralState]:
    with desk.session() as session:
        return list(session.scalars(select(Referral.state).order_by(Referral.id)))


def acts(desk: Desk) -> int:
    with desk.session() as session:
        return session.scalars(select(func.count(AuditEvent.id))).one()


def test_hires_and_refusals_are_kept_as_told(desk: Desk, handles: list[str], read: Read) -> None:
    lines = (hired(handles[0]), declined(handles[1], 说明="不会做账"), hired(handles[2], 月薪=None))
    assert count(read(*lines)) == "0/3/0/0/0"
    assert states(desk) == [ReferralState.HIRED, ReferralState.DECLINED, ReferralState.HIRED]
    with desk.session() as session:
        placements = session.scalars(select(Placement).order_by(Placement.id)).all()
        assert [(each.started, each.wage) for each in placements] == [(START, 5000), (START, None)]
        no = session.scalars(select(Referral).where(Referral.state == ReferralState.DECLINED)).one()
        assert (no.declined_by, no.decline_reason, no.decline_words) == (
            Side.COMPANY,
            DeclineReason.SKILLS,
            "不会做账",
        )
        assert session.scalars(select(Opening.filled)).one() == 2
    before = acts(desk)
    again = read(*lines)
    assert (count(again), again.problems, acts(desk)) == ("0/0/3/0/0", (), before)


def test_a_row_that_cannot_be_done_costs_the_others_nothing(
    desk: Desk, handles: list[str], read: Read
) -> None:
    early = (NOW.date() - timedelta(days=400)).isoformat()
    late = (NOW.date() + timedelta(days=400)).isoformat()
    result = read(
        hired("a" * 26),
        hired(handles[0], 入职日期=early),
        hired(handles[1], 入职日期=late),
        hired(handles[2]),
        declined(handles[2]),
    )
    assert count(result) == "0/1/0/1/3"
    told = [(each.row, each.column, each.params.get("reason")) for each in result.problems]
    assert told == [
        (2, "推荐编号", "REFERRAL_UNKNOWN"),
        (3, "入职日期", "PAST"),
        (4, "入职日期", "START_OUT_OF_RANGE"),
        (6, "推荐编号", None),
    ]
    assert states(desk) == [ReferralState.SENT, ReferralState.SENT, ReferralState.HIRED]


def test_the_last_place_is_taken_once(desk: Desk, handles: list[str], read: Read) -> None:
    result = read(*map(hired, handles))
    assert (count(result), codes(result)) == ("0/2/0/0/1", [(4, "NOT_POSSIBLE")])
    assert result.problems[0].params == {"reason": "NO_VACANCY"}
    with desk.session() as session:
        assert session.scalars(select(Opening.filled)).one() == 2


@pytest.mark.parametrize(
    "otherwise",
    [
        {"月薪": 6000},
        {"入职日期": "2026-12-24"},
        {"结果": "未录用", "原因": "其他"},
    ],
)
def test_another_answer_than_before_is_not_an_import(
    handles: list[str], read: Read, otherwise: dict[str, Any]
) -> None:
    read(hired(handles[0]))
    result = read(hired(handles[0], **otherwise))
    assert [each.params for each in result.problems if each.code == "NOT_POSSIBLE"] == [
        {"reason": "ANSWERED_OTHERWISE"}
    ]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"结果": "也许"}, [(2, "RESULT_UNKNOWN")]),
        ({"结果": None}, [(2, "REQUIRED")]),
        ({"入职日期": None}, [(2, "REQUIRED")]),
        ({"入职日期": "2026-12"}, [(2, "DAY_UNREADABLE")]),
        ({"月薪": "面议"}, [(2, "AMOUNT_UNREADABLE")]),
        ({"结果": "未录用", "原因": None}, [(2, "LEFT_OUT"), (2, "LEFT_OUT"), (2, "REQUIRED")]),
        ({"结果": "未录用", "原因": "看着不像"}, [(2, "REASON_UNKNOWN")]),
    ],
)
def test_what_cannot_be_read_is_told_by_row_and_column(
    desk: Desk, handles: list[str], read: Read, told: dict[str, Any], found: list[tuple[int, str]]
) -> None:
    result = read(hired(handles[0], **told))
    assert (count(result), sorted(codes(result))) == ("0/0/0/0/1", found)
    assert set(states(desk)) == {ReferralState.SENT}


def test_a_dry_run_says_what_would_be_and_does_nothing(desk: Desk, handles: list[str], read: Read) -> None:
    before = acts(desk)
    assert count(read(hired(handles[0]), dry_run=True)) == "0/1/0/0/0"
    assert (set(states(desk)), acts(desk)) == ({ReferralState.SENT}, before)


def test_what_was_imported_is_listed_and_not_undone_as_a_whole(
    desk: Desk, handles: list[str], read: Read
) -> None:
    ref = read(hired(handles[0])).ref
    with desk.session() as session:
        batch = session.scalars(select(ImportBatch)).one()
        assert (batch.ref, batch.kind, batch.updated) == (ref, "hires", 1)
        with pytest.raises(NotPossible, match="ANSWERS_STAY"):
            undo_import(Acting(session, OFFICER, NOW), batch, UndoReason.TRIAL)
