"""Two records of one person become one: the whole history moves over and opens, nothing is counted twice."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.schemas.merges import Side
from api.services.acting import Acting
from api.services.merging.compare_records import FIELDS, find_differences, find_obstacles
from api.services.merging.merge_students import merge_students
from api.services.merging.move_records import FORGOTTEN, MOVED
from api.services.not_possible import NotPossible
from api.services.reports.report_facts import load_facts
from api.services.rights.erase_student import erase_again, erase_student
from api.services.rights.export_student import export_student
from matcher.vocabulary import Evidence, ReferralState, StudentState, Way
from models.aid_payment import AidPayment, AidSource
from models.audit_event import AuditEvent
from models.consent import Consent, ConsentWithdrawal
from models.data_dictionary import DATA_DICTIONARY, Care
from models.data_key import DataKey
from models.erasure import Erasure, ErasureReason
from models.hardship import Hardship
from models.household import Household
from models.personal_link import PersonalLink
from models.placement import Placement, PlacementProof
from models.principal import Principal, Role
from models.queries import students
from models.queries.consents import live_consent
from models.queries.rows_about import OWN, rows_about
from models.referral import Referral
from models.relief_payment import ReliefPayment, ReliefPurpose
from models.school_term import SchoolTerm
from models.schooling_event import SchoolingEvent
from models.scope import scoped_session
from models.sealing import SealedRow, sealed_fields
from models.shortlist import ShortlistItem
from models.student import Student
from models.tables import TABLES
from models.taking_back import Mistake
from models.vault import Vault
from tests.api.services.whole_life import NOW, SAID, a_whole_life
from tests.canaries import CANARIES
from tests.models.samples import a_company, a_consent, a_referral, a_shortlist, a_student, an_opening

OPERATOR = Principal.operator("test")
STREET = "320205001"
KEEP, DROP = Side.KEEP, Side.DROP


@pytest.fixture
def drop(session: Session, vault: Vault) -> Student:
    """There is a row of theirs in every table."""
    return a_whole_life(session, vault)


@pytest.fixture
def keep(session: Session, vault: Vault, drop: Student) -> Student:
    """The same person under another number, of whom little is known."""
    student = a_student(vault, name=CANARIES["name"], place=STREET, hardships=[])
    student.address = CANARIES["address"]
    session.add(student)
    session.commit()
    return student


def merge(session: Session, keep: Student, drop: Student, **take: Side) -> list[str]:
    taken = merge_students(Acting(session, OPERATOR, NOW), keep, drop, take)
    session.commit()
    session.expire_all()
    return taken


def refused(session: Session, keep: Student, drop: Student, **take: Side) -> NotPossible:
    with pytest.raises(NotPossible) as found:
        merge_students(Acting(session, OPERATOR, NOW), keep, drop, take)
    session.rollback()
    return found.value


def fields_of(error: NotPossible) -> list[str]:
    return [finding.field for finding in error.params["findings"]]


def sealed_words(session: Session, student: Student) -> dict[str, list[Any]]:
    """All that is sealed of a student, opened; by table."""
    return {
        table.__tablename__: [
            [getattr(row, name) for name in sealed_fields(table)]  # type: ignore[arg-type]
            for row in rows
        ]
        for table, rows in rows_about(session, student).items()
        if issubclass(table, SealedRow) and table is not Student and table is not Household
    }


def test_every_field_is_compared() -> None:
    own = {name for names in FIELDS.values() for name in names}
    columns = {name.removesuffix("_sealed") for name in DATA_DICTIONARY["students"]}
    internal = {name for name, care in DATA_DICTIONARY["students"].items() if care is Care.INTERNAL}
    assert own - {"household"} == columns - internal - {"household_id"}


def test_it_is_said_of_every_table_what_becomes_of_it() -> None:
    assert {*MOVED, *FORGOTTEN, Consent, PersonalLink} == set(OWN)


def test_the_whole_history_moves_over_and_opens(session: Session, keep: Student, drop: Student) -> None:
    before = sealed_words(session, drop)
    rows = {table: len(found) for table, found in rows_about(session, drop).items()}
    merge(session, keep, drop)
    assert sealed_words(session, keep) == before
    after = {table: len(found) for table, found in rows_about(session, keep).items()}
    gone = dict.fromkeys((*FORGOTTEN, PersonalLink), 0)
    assert after == rows | gone
    left = {table for table, found in rows_about(session, drop).items() if found}
    assert left == {Student, Consent, ConsentWithdrawal, PersonalLink}


def test_what_only_one_knows_holds(session: Session, keep: Student, drop: Student) -> None:
    told = {names[0]: getattr(drop, names[0]) for names in FIELDS.values()}
    taken = merge(session, keep, drop)
    assert {"phone", "guardian", "school", "wage_floor", "household"} <= set(taken)
    own = {"id_number", "name", "address"}
    assert {name: getattr(keep, name) for name in told.keys() - own} == {
        name: told[name] for name in told.keys() - own
    }
    assert keep.id_number != told["id_number"]
    assert keep.birth_date == date(2006, 9, 1)


def test_the_number_of_the_other_may_be_the_right_one(session: Session, keep: Student, drop: Student) -> None:
    born = drop.birth_date
    merge(session, keep, drop, id_number=DROP)
    assert (keep.id_number, keep.birth_date) == (CANARIES["ID number"], born)
    assert students.find(session, CANARIES["ID number"]).items == (keep,)


def test_what_both_know_differently_is_chosen(session: Session, keep: Student, drop: Student) -> None:
    keep.phone, keep.skills, keep.note = "13800000001", ["焊接"], CANARIES["reason"]
    session.commit()
    error = refused(session, keep, drop)
    assert (error.code, fields_of(error)) == ("RECORDS_DIFFER", ["phone", "skills"])
    assert fields_of(refused(session, keep, drop, phone=DROP)) == ["skills"]
    needless = refused(session, keep, drop, phone=DROP, skills=KEEP, note=DROP)
    assert (needless.code, fields_of(needless)) == ("NOT_DIFFERENT", ["note"])
    merge(session, keep, drop, phone=DROP, skills=KEEP)
    assert (keep.phone, keep.skills) == (CANARIES["phone"], ["焊接"])


def test_what_reads_the_same_is_no_contradiction(session: Session, keep: Student, drop: Student) -> None:
    for student, day, state, none in (
        (keep, "2026-06", "求职中", "无"),
        (drop, "2026-06-30", "找工作", "没有"),
    ):
        student.graduation, student.graduation_words = date(2026, 6, 30), day
        student.state, student.state_words = StudentState.SEEKING, state
        student.limits, student.limits_words = [], none
    session.commit()
    assert [each.field for each in find_differences(session, keep, drop)] == ["id_number"]
    drop.graduation, drop.limits = date(2025, 6, 30), ["standing"]
    found = [each.field for each in find_differences(session, keep, drop)]
    assert found == ["id_number", "graduation", "limits"]
    keep.graduation = drop.graduation = None  # what could not be read is told apart by its words
    assert "graduation" in [each.field for each in find_differences(session, keep, drop)]
    session.rollback()


def test_a_refusal_changes_nothing(session: Session, keep: Student, drop: Student) -> None:
    keep.phone = "13800000001"
    session.commit()
    before = [session.execute(select(table.__table__)).all() for table in TABLES]
    refused(session, keep, drop)
    assert [session.execute(select(table.__table__)).all() for table in TABLES] == before


def test_of_the_other_nothing_is_left_and_its_reference_leads_on(
    session: Session, keep: Student, drop: Student
) -> None:
    ref = drop.ref
    merge(session, keep, drop)
    assert session.get(DataKey, ref) is None
    assert (students.get(session, ref), students.count(session)) == (None, 1)
    assert students.merged_into(session, ref) == keep.ref
    assert students.find(session, ref).items == (keep,)
    assert {getattr(drop, field.column) for field in sealed_fields(Student).values()} <= {None, b""}
    assert (drop.name, drop.state, drop.place, drop.fields) == ("", StudentState.LEFT_PROGRAMME, None, [])
    assert session.scalars(select(PersonalLink.revoked_at)).all() == [NOW]


def test_the_trail_keeps_both_references(session: Session, keep: Student, drop: Student) -> None:
    taken = merge(session, keep, drop)
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "student.merged")).one()
    assert (event.act, event.subject_ref, event.details) == ("student.merged", keep.ref, {"merged": drop.ref})
    assert event.fields == sorted(taken)


def test_consents_hold_for_the_one_who_is_kept(session: Session, keep: Student, drop: Student) -> None:
    first, second = session.scalars(select(Consent).order_by(Consent.id)).all()
    merge(session, keep, drop)
    copy = live_consent(session, keep.id, first.company_id, NOW)
    assert copy is not None
    assert (copy.evidence, copy.given_at, copy.until, copy.signer) == (
        SAID,
        first.given_at,
        first.until,
        first.signer,
    )
    assert live_consent(session, keep.id, second.company_id, NOW) is None  # taken back


def test_a_person_is_counted_once_with_all_that_was_done(
    session: Session, keep: Student, drop: Student
) -> None:
    before = load_facts(session, 2026, NOW.date())
    merge(session, keep, drop)
    after = load_facts(session, 2026, NOW.date())
    assert [person.number for person in after.people] == [keep.id]
    assert len(after.hires) == len(before.hires)
    assert {hire.person for hire in after.hires} == {keep.id}
    assert list(after.services.values()) == list(before.services.values())
    assert after.fund == before.fund
    assert sum(term.paid for term in after.terms) == sum(term.paid for term in before.terms)


def test_a_street_officer_opens_what_moved_over(
    session: Session, keep: Student, drop: Student, vault: Vault
) -> None:
    merge(session, keep, drop)
    who = Principal(Role.STREET_OFFICER, "account:b", area=STREET)
    with scoped_session(session.get_bind(), vault, who) as own:  # type: ignore[arg-type]
        assert {proof.words for proof in own.scalars(select(PlacementProof))} == {SAID}


def test_a_third_record_inherits_what_was_inherited(
    session: Session, keep: Student, drop: Student, vault: Vault
) -> None:
    third = a_student(vault, id_number="32020520060901903X", name=CANARIES["name"], hardships=[])
    session.add(third)
    session.commit()
    merge(session, keep, drop)
    merge(session, third, keep)
    assert {proof.words for proof in session.scalars(select(PlacementProof))} == {SAID}
    assert students.merged_into(session, drop.ref) == students.merged_into(session, keep.ref) == third.ref


def test_whoever_is_erased_is_erased_under_both_references(
    session: Session, keep: Student, drop: Student
) -> None:
    merge(session, keep, drop)
    erase_student(Acting(session, OPERATOR, NOW), keep, ErasureReason.REQUEST)
    session.commit()
    assert set(session.scalars(select(Erasure.student))) == {keep.ref, drop.ref}
    assert drop.merged_key is None
    assert [proof.words for proof in session.scalars(select(PlacementProof))] == [None, None]
    assert erase_again(Acting(session, OPERATOR, NOW), [keep.ref, drop.ref]) == []


def test_a_copy_for_the_student_tells_who_looked_at_either_record(
    session: Session, keep: Student, drop: Student
) -> None:
    Acting(session, OPERATOR, NOW).record("student.read", ("student", drop.ref))
    session.commit()
    merge(session, keep, drop)
    told = export_student(session, keep)
    acts = ["student.read", "link.revoked", "student.merged"]
    assert [event["act"] for event in told["audit_events"]] == acts
    assert {proof["words"] for proof in told["placement_proofs"]} == {SAID}


def placed(student: Student) -> Placement:
    begun = {"started": date(2026, 10, 2), "evidence": Evidence.CONTRACT, "employer": "家门口超市"}
    return Placement(student=student, recorded_at=NOW, recorded_by="account:a", **begun)


def test_two_employments_are_settled_first(session: Session, keep: Student, drop: Student) -> None:
    session.add_all([placed(keep), placed(drop)])
    session.commit()
    assert find_obstacles(session, keep, drop) == ["TWO_PLACEMENTS"]
    assert refused(session, keep, drop).code == "TWO_PLACEMENTS"


def test_whoever_is_employed_is_introduced_no_further(session: Session, keep: Student, drop: Student) -> None:
    session.add(placed(keep))
    session.commit()
    merge(session, keep, drop)
    assert set(session.scalars(select(Referral.state))) == {ReferralState.HIRED, ReferralState.WITHDRAWN}


def test_two_open_referrals_for_one_opening_are_settled_first(
    session: Session, keep: Student, drop: Student
) -> None:
    asked = session.scalars(select(Referral).where(Referral.state == ReferralState.SENT)).one()
    kept = a_shortlist(keep, asked.opening)
    session.add(kept)
    session.flush()
    session.add(a_referral(kept.items[0]))
    session.commit()
    assert refused(session, keep, drop).code == "TWO_REFERRALS"


def test_without_a_merge_a_referral_stays_with_its_person(
    session: Session, keep: Student, drop: Student
) -> None:
    referral = session.scalars(select(Referral).limit(1)).one()
    referral.student = keep
    with pytest.raises(DBAPIError):
        session.flush()
    session.rollback()


def test_a_term_of_both_is_one_term_and_a_payment_of_both_one_payment(
    session: Session, keep: Student, drop: Student
) -> None:
    term = SchoolTerm(student=keep, term="2025-2026-2", tuition_due=200, lodging_due=50)
    term.payments = [
        AidPayment(source=AidSource.GRANT, amount=60),
        AidPayment(source=AidSource.LOAN, amount=70, note=SAID),
    ]
    session.add(term)
    session.commit()
    (difference,) = [each for each in find_differences(session, keep, drop) if each.field != "id_number"]
    assert (difference.field, difference.kept["tuition_due"]) == ("term:2025-2026-2", 200)
    assert fields_of(refused(session, keep, drop)) == ["term:2025-2026-2"]
    merge(session, keep, drop, **{"term:2025-2026-2": DROP})
    one, repeated = session.scalars(select(SchoolTerm).order_by(SchoolTerm.taken_back_at.is_not(None)))
    assert (repeated.student, repeated.payments) == (keep, [])
    assert (one.student, one.tuition_due, one.lodging_due, one.note) == (keep, 100, 50, SAID)
    counted = {(each.source, each.amount, each.note) for each in one.payments if each.taken_back is None}
    assert counted == {(AidSource.GRANT, 60, SAID), (AidSource.LOAN, 70, SAID)}
    (twice,) = [each for each in one.payments if each.taken_back is not None]
    assert (twice.source, twice.taken_back_why) == (AidSource.GRANT, Mistake.ENTERED_TWICE)
    assert session.scalars(select(ReliefPayment)).one().term is one


def test_the_same_hardship_and_the_same_day_at_school_are_there_once(
    session: Session, keep: Student, drop: Student
) -> None:
    keep.hardships = [Hardship(category="orphan", words="孤儿", valid_from=date(2020, 1, 1))]
    day = session.scalars(select(SchoolingEvent)).one()
    session.add(SchoolingEvent(student=keep, kind=day.kind, day=day.day, at=NOW, actor="account:a"))
    session.commit()
    merge(session, keep, drop)
    (hardship,) = keep.hardships
    assert (hardship.category, hardship.valid_from) == ("orphan", date(2020, 1, 1))
    one, twice = session.scalars(
        select(SchoolingEvent).order_by(SchoolingEvent.taken_back_at.is_not(None))
    ).all()
    assert (one.taken_back, one.note, one.student) == (None, SAID, keep)
    assert (twice.taken_back_why, twice.student) == (Mistake.ENTERED_TWICE, keep)


def test_one_place_on_a_shortlist_of_students_is_enough(
    session: Session, keep: Student, drop: Student, vault: Vault
) -> None:
    opening = an_opening(a_company("彩虹公司"))
    made = a_shortlist(drop, opening)
    made.student, made.opening = None, opening
    made.items.append(
        ShortlistItem(student=keep, opening=opening, rank=2, position=2, score=6000, explanation={})
    )
    session.add(made)
    session.flush()
    ended = a_referral(made.items[0])
    session.add(ended)
    session.flush()
    ended.state, ended.ended_at = ReferralState.WITHDRAWN, NOW
    session.commit()
    merge(session, keep, drop)
    (item,) = made.items
    assert (item.student, item.rank, ended.item, ended.student) == (keep, 2, item, keep)


def test_a_household_that_nobody_is_left_in_hands_its_ledger_on(
    session: Session, keep: Student, drop: Student, vault: Vault
) -> None:
    left = drop.household
    assert left is not None
    ours = Household(number="H-2", number_blind=b"h" * 32)
    keep.household = ours
    paid = {"purpose": ReliefPurpose.LIVING, "amount": 500, "paid_on": date(2026, 5, 1)}
    other = paid | {"amount": 700, "note": SAID}
    session.add_all([ReliefPayment(household=left, **paid), ReliefPayment(household=left, **other)])
    session.add(ReliefPayment(household=ours, **paid))
    session.commit()
    assert fields_of(refused(session, keep, drop)) == ["household"]
    merge(session, keep, drop, household=KEEP)
    assert session.scalars(select(Household)).all() == [ours]
    ledger = session.scalars(select(ReliefPayment).where(ReliefPayment.household_id == ours.id)).all()
    assert sorted((each.amount, each.note) for each in ledger if each.taken_back is None) == [
        (500, None),
        (700, SAID),
    ]
    assert [each.amount for each in ledger if each.taken_back is not None] == [500]


def test_a_household_with_other_children_stays(
    session: Session, keep: Student, drop: Student, vault: Vault
) -> None:
    left = drop.household
    sibling = a_student(vault, id_number="32020520060901904X", household=left, hardships=[])
    keep.household = Household(number="H-2", number_blind=b"h" * 32)
    session.add(sibling)
    session.commit()
    merge(session, keep, drop, household=DROP)
    assert (keep.household, sibling.household) == (left, left)
    assert session.scalars(select(Household)).all() == [left]


def test_everything_may_hang_on_either_record(session: Session, keep: Student, drop: Student) -> None:
    """The other way round: the poor record goes, and the rich one has its history still."""
    before = sealed_words(session, drop)
    session.add(a_consent(keep, a_company("彩虹公司"), evidence="档案柜", way=Way.OFFICER))
    session.commit()
    merge(session, drop, keep)
    after = sealed_words(session, drop)
    assert after.pop("consents") == [*before.pop("consents"), ["档案柜"]]
    assert after == before
