"""A kept shortlist is the very one that was made, and can be made again of what it names."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.i18n import speaking
from api.presenters.shortlists import shortlist_document
from api.services.acting import Acting
from api.services.matching.keep_shortlist import as_made, keep_shortlist, make_again
from api.services.matching.layouts import code_fingerprint
from api.services.matching.make_shortlist import shortlist_for_opening, shortlist_for_student
from api.services.matching.market import Market
from api.services.name_subjects import opening_faces, student_faces
from api.services.not_possible import NotPossible
from matcher.errors import UnknownSubject
from matcher.results import Shortlist as Made
from matcher.vocabulary import StudentState
from models.audit_event import AuditEvent
from models.engine import make_session
from models.errors import OutOfScope
from models.match_run import MatchRun, MatchRunList
from models.opening import Opening
from models.principal import Principal, Role
from models.queries import shortlists
from models.scope import scoped_session
from models.shortlist import Shortlist, ShortlistItem
from models.student import Student
from models.vault import Vault
from tests.small_district import fill

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
TODAY = date(2026, 11, 1)
OFFICER = Principal(Role.OFFICER, "account:a")
STREET = Principal(Role.STREET_OFFICER, "account:b", area="320205001")

Make = Callable[[Session, Market, dict[str, str]], Made]


@pytest.fixture
def refs(engine: Engine, vault: Vault) -> dict[str, str]:
    """Both students seek work, each in a street of their own, and may have both openings."""
    refs = fill(engine, vault)
    with make_session(engine, vault) as session:
        for student in session.scalars(select(Student)):
            student.state = StudentState.SEEKING
            student.place = "320205001" if student.ref == refs["赵小满"] else "320205002"
        welder = session.scalars(select(Opening).where(Opening.ref == refs["焊工"])).one()
        welder.title, welder.occupation, welder.skills = "出纳", "2-06-03-00", ["出纳"]
        session.commit()
    return refs


def of_student(session: Session, market: Market, refs: dict[str, str]) -> Made:
    return shortlist_for_student(session, market, refs["赵小满"], as_of=TODAY, k=5)


def of_opening(session: Session, market: Market, refs: dict[str, str]) -> Made:
    return shortlist_for_opening(session, market, refs["会计"], as_of=TODAY, k=5)


def keep(engine: Engine, vault: Vault, made: Made, who: Principal = OFFICER) -> str:
    with scoped_session(engine, vault, who) as session:
        ref = keep_shortlist(Acting(session, who, NOW), made, k=5).ref
        session.commit()
    return ref


def read(session: Session, ref: str) -> Shortlist:
    found = shortlists.get(session, ref)
    assert found is not None
    return found


@pytest.mark.parametrize("make", [of_student, of_opening])
def test_it_reads_as_it_read_when_it_was_made(
    engine: Engine, vault: Vault, market: Market, refs: dict[str, str], make: Make
) -> None:
    with make_session(engine, vault, read_only=True) as session:
        made = make(session, market, refs)
    ref = keep(engine, vault, made)
    with make_session(engine, vault, read_only=True) as session:
        again = as_made(read(session, ref))
        faces: Any = opening_faces(session) | student_faces(session)
    assert len(made.items) == 2
    for language in ("zh_CN", "en"):
        with speaking(language):
            told = [shortlist_document(each, faces[made.ref], faces) for each in (again, made)]
        assert told[0] == told[1]


def test_the_same_registry_policy_and_code_make_the_same_ranking(
    engine: Engine, vault: Vault, market: Market, refs: dict[str, str]
) -> None:
    with make_session(engine, vault, read_only=True) as session:
        ref = keep(engine, vault, of_student(session, market, refs))
    with make_session(engine, vault, read_only=True) as session:
        kept, again = read(session, ref), of_student(session, market, refs)
        assert (kept.snapshot, kept.policy, kept.code) == (again.snapshot, again.policy, code_fingerprint())
        ranking = [(each.opening, each.score, each.rank) for each in again.items]
        assert [(item.opening.ref, item.score, item.rank) for item in kept.items] == ranking
    with make_session(engine, vault) as session:
        session.scalars(select(Opening).where(Opening.ref == refs["会计"])).one().skills = ["焊接"]
        session.commit()
    with make_session(engine, vault, read_only=True) as session:
        assert read(session, ref).snapshot != of_student(session, market, refs).snapshot
        assert [item.score for item in read(session, ref).items] == [score for _, score, _ in ranking]


def test_keeping_is_audited_and_the_trail_names_nobody(
    engine: Engine, vault: Vault, market: Market, refs: dict[str, str]
) -> None:
    with make_session(engine, vault, read_only=True) as session:
        ref = keep(engine, vault, of_opening(session, market, refs))
    with make_session(engine, vault, read_only=True) as session:
        event = session.scalars(select(AuditEvent)).one()
        listed = [item.student.ref for item in read(session, ref).items]
    assert (event.act, event.actor, event.subject_ref) == ("shortlist.kept", "account:a", ref)
    assert event.details == {"opening": refs["会计"], "refs": listed}


def test_a_street_officer_keeps_the_street_and_nobody_else(
    engine: Engine, vault: Vault, market: Market, refs: dict[str, str]
) -> None:
    with scoped_session(engine, vault, STREET, read_only=True) as session:
        narrow = of_opening(session, market, refs)
    with make_session(engine, vault, read_only=True) as session:
        whole = of_opening(session, market, refs)
    own, others = keep(engine, vault, narrow, STREET), keep(engine, vault, whole)
    with pytest.raises((OutOfScope, UnknownSubject)):
        keep(engine, vault, whole, STREET)
    with scoped_session(engine, vault, STREET, read_only=True) as session:
        assert [item.student.ref for item in read(session, own).items] == [refs["赵小满"]]
        assert shortlists.get(session, others) is None
        seen = session.scalars(select(ShortlistItem)).all()
        assert {item.student.ref for item in seen} == {refs["赵小满"]}
    with make_session(engine, vault, read_only=True) as session:
        assert len(read(session, others).items) == 2


def test_who_moves_away_is_on_the_streets_lists_no_more(
    engine: Engine, vault: Vault, market: Market, refs: dict[str, str]
) -> None:
    with scoped_session(engine, vault, STREET, read_only=True) as session:
        own = keep(engine, vault, of_opening(session, market, refs), STREET)
    with make_session(engine, vault) as session:
        session.scalars(select(Student).where(Student.ref == refs["赵小满"])).one().place = "320205002"
        session.commit()
    with scoped_session(engine, vault, STREET, read_only=True) as session:
        assert read(session, own).items == []


def test_an_empty_one_says_why(engine: Engine, vault: Vault, market: Market, refs: dict[str, str]) -> None:
    with make_session(engine, vault) as session:
        session.scalars(select(Student).where(Student.ref == refs["赵小满"])).one().state = StudentState.ARMY
        session.commit()
    with make_session(engine, vault, read_only=True) as session:
        made = of_student(session, market, refs)
    ref = keep(engine, vault, made)
    with make_session(engine, vault, read_only=True) as session:
        kept = as_made(read(session, ref))
        assert (kept.items, kept.refused, kept.considered) == ((), made.refused, 2)


def test_who_has_gone_since_is_not_kept(session: Session, market: Market, refs: dict[str, str]) -> None:
    made = of_student(session, market, refs)
    session.delete(session.scalars(select(Student).where(Student.ref == refs["赵小满"])).one())
    session.flush()
    with pytest.raises(UnknownSubject):
        keep_shortlist(Acting(session, OFFICER, NOW), made, k=5)


def test_a_runs_list_is_made_again_or_not_at_all(
    session: Session, market: Market, refs: dict[str, str]
) -> None:
    made = of_student(session, market, refs)
    run = MatchRun(as_of=TODAY, k=5, policy=made.policy, snapshot="s", code="c", at=NOW)
    student = session.scalars(select(Student).where(Student.ref == refs["赵小满"])).one()
    listed = MatchRunList(
        student=student,
        considered=2,
        eligible=2,
        items=[[m.opening, m.score] for m in made.items],
    )
    assert make_again(session, market, run, listed) == made
    welder = session.scalars(select(Opening).where(Opening.ref == refs["焊工"])).one()
    welder.wage_low = welder.wage_high = 3000
    session.flush()
    with pytest.raises(NotPossible, match="RUN_OUTDATED"):
        make_again(session, market, run, listed)
