"""A company's answer to a referral of its own, though it sees neither the student nor the consent."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.services.acting import Acting
from api.services.give_consent import standing_consent
from api.services.not_possible import NotPossible
from matcher.lifecycle import OVER
from models.referral import Referral
from models.scope import whole_registry

TOLD = frozenset({"COMPANY_SUSPENDED", "NO_CONSENT", "NO_SUCH_MOVE", "NO_VACANCY", "PAST"})
"""Refusals that a company may hear; all others would tell of the student, and sound alike."""


@contextmanager
def answering(acting: Acting, seen: Referral) -> Iterator[Referral]:
    """Let the block act on a referral that the company sees, beyond what else it may see.

    Raises NotPossible with a code of TOLD, or OFFICER_NEEDED.
    """
    session = acting.session
    with whole_registry(session):
        session.expunge(seen)  # it would look for its student by the company's scope
        referral = session.get_one(Referral, seen.id)
        agreed = standing_consent(session, referral.student, referral.company_id, acting.now)
        if agreed is None and referral.state not in OVER:
            raise NotPossible("NO_CONSENT")
        try:
            yield referral
        except NotPossible as error:
            if error.code in TOLD:
                raise
            raise NotPossible("OFFICER_NEEDED") from None
