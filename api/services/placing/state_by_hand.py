"""The state of a student as somebody tells it: it may not deny what placements and referrals say."""

from api.schemas.problems import Finding, ProblemCode, Severity
from api.services.acting import Acting
from api.services.placing.move_referral import BY_REFERRALS, state_by_referrals
from api.services.placing.place_student import state_in
from api.services.told_fields import FieldsRefused
from matcher.vocabulary import StudentState
from models.queries.referrals import current_placement
from models.student import Student


def check_told_state(acting: Acting, student: Student | None, state: StudentState | None) -> None:
    """Raise FieldsRefused for a state that the books deny; of a new student (None) they say nothing.

    Whoever is placed is what the placement says. While a referral is open its state stands, though its
    student may not be reached; without any, nobody is proposed.
    """
    placement = current_placement(acting.session, student.id) if student is not None else None
    if placement is not None:
        _hold(state, state_in(placement, acting.today), ProblemCode.STATE_BY_PLACEMENT)
        return
    referred = state_by_referrals(acting.session, student) if student is not None else None
    if referred is not None and state is not StudentState.UNREACHABLE:
        _hold(state, referred, ProblemCode.STATE_BY_REFERRAL)
    elif referred is None and state in BY_REFERRALS:
        _hold(state, None, ProblemCode.STATE_BY_REFERRAL)


def _hold(state: StudentState | None, held: StudentState | None, code: ProblemCode) -> None:
    if state is not held:
        raise FieldsRefused([Finding("state", code, Severity.ERROR, {"state": held})])
