"""What an officer does to a kept shortlist, when it is frozen, and when it can be taken up again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.matching.approve_shortlist import approve_shortlist, reopen_shortlist
from api.services.matching.edit_shortlist import (
    drop_item,
    move_item,
    note_item,
    pin_item,
    restore_item,
    unpin_item,
)
from api.services.not_possible import NotPossible
from matcher.vocabulary import DropReason
from models.audit import find_break
from models.audit_event import AuditEvent
from models.engine import make_session
from models.opening import Opening
from models.principal import Principal, Role
from models.queries import shortlists
from models.scope import scoped_session
from models.shortlist import Shortlist
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_referral, a_shortlist, a_student, an_opening

LATER = NOW + timedelta(hours=1)
OFFICER = Principal(Role.OFFICER, "account:a")


def by(session: Session, who: Principal = OFFICER) -> Acting:
    return Acting(session, who, LATER)


@pytest.fixture
def kept(session: Session, vault: Vault) -> Shortlist:
    """Four openings for a student, the ranks 1 to 4; nobody has approved them."""
    company = a_company()
    openings: list[Opening] = [
        an_opening(company, f"岗位{number}", external_ref=str(number)) for number in range(4)
    ]
    student = a_student(vault, place="320205001")
    kept = a_shortlist(student, *openings, approved_at=None, approved_by=None)
    session.add(kept)
    session.commit()
    return kept


def ranks(kept: Shortlist) -> list[int]:
    assert [item.position for item in kept.items] == list(range(1, len(kept.items) + 1))
    return [item.rank for item in kept.items]


def test_pinned_items_stand_first_in_the_order_of_their_pinning(session: Session, kept: Shortlist) -> None:
    _, _, third, fourth = kept.items
    pin_item(by(session), third)
    assert ranks(kept) == [3, 1, 2, 4]
    pin_item(by(session), fourth)
    assert ranks(kept) == [3, 4, 1, 2]
    unpin_item(by(session), third)
    assert ranks(kept) == [4, 3, 1, 2]


def test_an_item_moves_among_its_like(session: Session, kept: Shortlist) -> None:
    first, second, _, fourth = kept.items
    move_item(by(session), fourth, 1)
    assert ranks(kept) == [4, 1, 2, 3]
    pin_item(by(session), second)
    assert ranks(kept) == [2, 4, 1, 3]
    move_item(by(session), fourth, 4)
    assert ranks(kept) == [2, 1, 3, 4]
    for item, position, allowed in ((first, 1, (2, 4)), (first, 5, (2, 4)), (second, 2, (1, 1))):
        with pytest.raises(NotPossible, match="POSITION") as refused:
            move_item(by(session), item, position)
        assert (refused.value.params["min"], refused.value.params["max"]) == allowed
    assert ranks(kept) == [2, 1, 3, 4]


def test_a_dropped_item_keeps_its_place_and_comes_back_to_it(session: Session, kept: Shortlist) -> None:
    second = kept.items[1]
    drop_item(by(session), second, DropReason.DISTANCE)
    assert (second.dropped_reason, ranks(kept)) == (DropReason.DISTANCE, [1, 2, 3, 4])
    with pytest.raises(NotPossible, match="DROPPED"):
        pin_item(by(session), second)
    restore_item(by(session), second)
    assert (second.dropped_reason, ranks(kept)) == (None, [1, 2, 3, 4])


def test_what_is_dropped_is_pinned_no_more(session: Session, kept: Shortlist) -> None:
    _, second, third, _ = kept.items
    pin_item(by(session), third)
    pin_item(by(session), second)
    drop_item(by(session), third, DropReason.HEALTH)
    assert (third.pinned, ranks(kept)) == (False, [2, 3, 1, 4])


def test_a_note_is_sealed(engine: Engine, vault: Vault, session: Session, kept: Shortlist) -> None:
    note_item(by(session), kept.items[0], "  母亲同意，周三面谈 ")
    session.commit()
    with make_session(engine, vault, read_only=True) as again:
        found = shortlists.get(again, kept.ref)
        assert found is not None
        assert found.items[0].note == "母亲同意，周三面谈"
        assert "母亲".encode() not in (found.items[0].note_sealed or b"")
    note_item(by(session), kept.items[0], " ")
    assert kept.items[0].note_sealed is None


ACTS: dict[str, Callable[[Session, Shortlist], None]] = {
    "shortlist.pinned": lambda session, kept: pin_item(by(session), kept.items[0]),
    "shortlist.unpinned": lambda session, kept: unpin_item(by(session), kept.items[0]),
    "shortlist.moved": lambda session, kept: move_item(by(session), kept.items[0], 2),
    "shortlist.dropped": lambda session, kept: drop_item(by(session), kept.items[0], DropReason.WAGE),
    "shortlist.restored": lambda session, kept: restore_item(by(session), kept.items[0]),
    "shortlist.noted": lambda session, kept: note_item(by(session), kept.items[0], "记"),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_a_new_version_and_an_event_without_words(
    session: Session, kept: Shortlist, act: str
) -> None:
    version, item = kept.version, kept.items[0].ref
    ACTS[act](session, kept)
    assert (kept.version, kept.updated_at) == (version + 1, LATER)
    ACTS[act](session, kept)  # at the same moment
    assert kept.version == version + 2
    first, _ = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    assert (first.act, first.subject_ref, first.details) == (act, kept.ref, {"item": item})
    assert find_break(session) is None


@pytest.mark.parametrize("act", ACTS)
def test_what_is_approved_stands_as_it_is(session: Session, kept: Shortlist, act: str) -> None:
    approve_shortlist(by(session), kept)
    assert (kept.approved_at, kept.approved_by) == (LATER, "account:a")
    session.commit()
    with pytest.raises(NotPossible, match="APPROVED"):
        ACTS[act](session, kept)
    with pytest.raises(NotPossible, match="APPROVED"):
        approve_shortlist(by(session), kept)
    assert not session.dirty
    reopen_shortlist(by(session), kept)
    ACTS[act](session, kept)
    assert kept.approved_by is None
    acts = list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))
    assert acts == ["shortlist.approved", "shortlist.reopened", act]


def test_what_a_referral_hangs_on_is_not_taken_up_again(
    engine: Engine, vault: Vault, session: Session, kept: Shortlist
) -> None:
    with pytest.raises(NotPossible, match="NOT_APPROVED"):
        reopen_shortlist(by(session), kept)
    approve_shortlist(by(session), kept)
    session.add(a_referral(kept.items[2]))
    ref = kept.ref
    session.commit()
    street = Principal(Role.STREET_OFFICER, "account:b", area="320205001")
    for who in (OFFICER, street):
        with scoped_session(engine, vault, who) as scoped:
            found = shortlists.get_to_change(scoped, ref)
            assert found is not None
            with pytest.raises(NotPossible, match="REFERRED"):
                reopen_shortlist(by(scoped, who), found)


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_an_officer_approves(session: Session, kept: Shortlist, role: Role) -> None:
    with pytest.raises(NotPossible, match="NOT_AN_OFFICER"):
        approve_shortlist(by(session, Principal(role, "account:x")), kept)
    approve_shortlist(by(session, Principal.operator("test")), kept)
    with pytest.raises(NotPossible, match="NOT_AN_OFFICER"):
        reopen_shortlist(by(session, Principal(role, "account:x")), kept)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["pin", "unpin", "drop", "restore", "move"]), st.integers(0, 3)),
        max_size=12,
    )
)
def test_whatever_is_done_the_pinned_stand_first_and_nothing_is_lost(
    session: Session, kept: Shortlist, acts: list[tuple[str, int]]
) -> None:
    for act, number in acts:
        item = min(kept.items, key=lambda each: each.rank != number + 1)
        try:
            if act == "pin":
                pin_item(by(session), item)
            elif act == "unpin":
                unpin_item(by(session), item)
            elif act == "drop":
                drop_item(by(session), item, DropReason.OTHER)
            elif act == "restore":
                restore_item(by(session), item)
            else:
                move_item(by(session), item, len(acts) % 4 + 1)
        except NotPossible:
            pass
        assert sorted(ranks(kept)) == [1, 2, 3, 4]
        pinned = [each.pinned for each in kept.items]
        assert pinned == sorted(pinned, reverse=True)
        assert not any(each.pinned and each.dropped_reason for each in kept.items)
