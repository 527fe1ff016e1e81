"""A company answers what it was sent, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from api.services.acting import Acting
from api.services.not_possible import NotPossible
from api.services.placing.answer_referral import decline
from matcher.vocabulary import DeclineReason, ReferralState, Side
from models.principal import Principal
from models.vault import Vault
from tests.models.samples import NOW, a_company, a_referral, a_shortlist, a_student, an_opening


def test_a_company_declines_nobody_of_whom_it_was_not_told(session: Session, vault: Vault) -> None:
    shortlist = a_shortlist(a_student(vault), an_opening(a_company()))
    referral = a_referral(shortlist.items[0])
    session.add_all([shortlist, referral])
    session.commit()
    acting = Acting(session, Principal.operator("test"), NOW)
    with pytest.raises(NotPossible, match="NO_SUCH_MOVE"):
        decline(acting, referral, Side.COMPANY, DeclineReason.SKILLS)
    assert referral.state is ReferralState.PROPOSED
    decline(acting, referral, Side.STUDENT, DeclineReason.DISTANCE)
    session.commit()
    assert (referral.state, referral.declined_by) == (ReferralState.DECLINED, Side.STUDENT)
