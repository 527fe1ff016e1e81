"""Two records of one person become one: the history of the other moves over, and its key is destroyed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from api.schemas.merges import Side
from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.imports.import_trace import forget_before
from api.services.merging.compare_records import (
    ALWAYS_DIFFERENT,
    FIELDS,
    Difference,
    find_differences,
    find_obstacles,
    values_of,
)
from api.services.merging.move_records import copy_consents, leave_household, move_rows, resealing, sealed_for
from api.services.merging.unify_rows import unify_rows
from api.services.not_possible import NotPossible
from api.services.placing.move_referral import withdraw_others
from api.services.placing.personal_links import revoke_links
from matcher.vocabulary import StudentState
from models.blanking import blank_student
from models.consent import Consent
from models.queries.referrals import current_placement
from models.queries.rows_about import rows_about
from models.scope import whole_registry
from models.sealing import box_of, vault_of
from models.student import Student

Take = Mapping[str, Side]


def merge_students(acting: Acting, keep: Student, drop: Student, take: Take) -> list[str]:
    """Merge one record into the other; returns the fields that the kept one has from the other.

    What only one of them knows holds. Where both know something else, `take` says whose word holds; the ID
    number is the kept one's unless it says otherwise. Raises NotPossible SAME_RECORD; TWO_PLACEMENTS and
    TWO_REFERRALS, which have to be ended first; RECORDS_DIFFER with a finding for each field that is not
    decided; NOT_DIFFERENT where there is nothing to decide.
    """
    acting.take_turn()
    with whole_registry(acting.session):  # what was worked out for the other one is nobody's to write
        return _merge(acting, keep, drop, take)


def _merge(acting: Acting, keep: Student, drop: Student, take: Take) -> list[str]:
    session = acting.session
    if keep is drop:
        raise NotPossible("SAME_RECORD")
    for obstacle in find_obstacles(session, keep, drop):
        raise NotPossible(obstacle)
    _check_choices(find_differences(session, keep, drop), take)
    taken = [field for field in FIELDS if _is_taken(field, keep, drop, take)]
    told = {name: getattr(drop, name) for field in taken for name in FIELDS[field]}
    rows = rows_about(session, drop)
    with resealing(sealed_for(rows, drop)):
        copy_consents(session, rows[Consent], keep)
        unify_rows(acting, rows, keep, drop, take)
        households = (keep.household, drop.household)
        _hand_over(acting, keep, drop)
        move_rows(session, rows, drop, keep)
    for name, value in told.items():
        setattr(keep, name, value)
    session.flush()
    for left in households:
        if left is not None and keep.household is not None and left is not keep.household:
            leave_household(acting, left, keep.household)
    if current_placement(session, keep.id) is not None:
        withdraw_others(acting, keep)
    details = {"merged": drop.ref}
    acting.record("student.merged", ("student", keep.ref), fields=taken, details=details)
    return taken


def _check_choices(differences: Sequence[Difference], take: Take) -> None:
    fields = [each.field for each in differences]
    needless = [field for field in take if field not in fields]
    if needless:
        raise NotPossible("NOT_DIFFERENT", findings=_findings(needless, ProblemCode.NOT_DIFFERENT))
    open_ones = [field for field in fields if field not in take and field != ALWAYS_DIFFERENT]
    if open_ones:
        raise NotPossible("RECORDS_DIFFER", findings=_findings(open_ones, ProblemCode.RECORDS_DIFFER))


def _findings(fields: Sequence[str], code: ProblemCode) -> list[Finding]:
    return [Finding(field, code, Severity.ERROR) for field in fields]


def _is_taken(field: str, keep: Student, drop: Student, take: Take) -> bool:
    """Whether a field of the kept record comes from the other one."""
    kept, dropped = values_of(keep, FIELDS[field]), values_of(drop, FIELDS[field])
    return bool(dropped) and (not kept or take.get(field) is Side.DROP)


def _hand_over(acting: Acting, keep: Student, drop: Student) -> None:
    """Leave of the other record that it was merged, and give what is sealed for good a new key holder."""
    session, vault = acting.session, vault_of(acting.session)
    assert drop.data_key is not None
    mine, theirs = box_of(keep), box_of(drop)
    for former in session.scalars(select(Student).where(Student.merged_into == drop.ref)):
        former.merged_into = keep.ref
        if former.merged_key is not None:
            former.merged_key = theirs.hand_over(mine, former.merged_key, former.ref)
    key = vault.hand_over(drop.data_key.wrapped_key, drop.ref, mine)
    forget_before(session, [drop.ref])
    revoke_links(acting, drop)
    blank_student(drop)
    drop.household = drop.education = drop.completion = drop.graduation = drop.place = None
    drop.fields = []
    drop.state, drop.erased_at = StudentState.LEFT_PROGRAMME, acting.now
    drop.merged_into, drop.merged_key, drop.data_key = keep.ref, key, None
    session.flush()
