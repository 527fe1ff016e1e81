"""What stands on the cards of shortlists of what became of the same pair before."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.presenters.pair_history import Earlier, earlier_words
from models.opening import Opening
from models.queries.pair_history import dropped_pairs, referrals_by_pair
from models.shortlist import Shortlist
from models.student import Student


def earlier_of(
    session: Session, subject: Student | Opening, *, before: Shortlist | None = None
) -> Mapping[str, Earlier]:
    """What is told of each pair of a subject, by the other's reference; of drops, those before a list."""
    dropped = dropped_pairs(session, subject, before=before)
    of_student = isinstance(subject, Student)
    others = {each.opening if of_student else each.student: each for each in dropped}
    return earlier_words(referrals_by_pair(session, subject), others)
