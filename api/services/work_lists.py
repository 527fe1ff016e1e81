"""An officer's morning: what waits to be done, list by list; nothing is done by looking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from api.clock import local_day
from api.services.aid.fee_gaps import gaps_open
from api.services.placing.owed_services import owed_services
from models.queries import work_lists as queries
from models.queries.service_promise import ServicePromise
from models.queries.work_lists import Work
from models.student import Student

GRADUATED_WITHIN = timedelta(days=180)
GRADUATING_WITHIN = timedelta(days=60)
REFUSED_WITHIN = timedelta(days=7)
UNANSWERED_FOR = timedelta(days=7)
EXPIRING_WITHIN = timedelta(days=14)
HARDSHIP_ENDING_WITHIN = timedelta(days=60)


class WorkList(StrEnum):
    """The lists, in the order in which they are shown."""

    CORRECTIONS = "corrections"
    REFERRALS_TO_SEND = "referrals-to-send"
    INTERVIEWS_TO_TELL = "interviews-to-tell"
    REFUSALS_BY_LINK = "refusals-by-link"
    NEW_GRADUATES = "new-graduates"
    SERVICES_OWED = "services-owed"
    UNANSWERED_REFERRALS = "unanswered-referrals"
    STARTS = "starts"
    RETENTION_CHECKS = "retention-checks"
    FEE_GAPS = "fee-gaps"
    CONSENTS_EXPIRING = "consents-expiring"
    HARDSHIPS_ENDING = "hardships-ending"


@dataclass(frozen=True, slots=True)
class Morning:
    """What the lists are made of: what the session sees, what was promised, and the moment.

    Told a student, they are about that one only.
    """

    session: Session
    promise: ServicePromise
    now: datetime
    student: Student | None = None

    @property
    def today(self) -> date:
        """The day where the districts are."""
        return local_day(self.now)


def load_work(morning: Morning, name: WorkList) -> list[Work]:
    """All that waits on one list."""
    return _LISTS[name](morning)


def _corrections(morning: Morning) -> list[Work]:
    return queries.corrections(morning.session, morning.student)


def _interviews_to_tell(morning: Morning) -> list[Work]:
    return queries.interviews_to_tell(morning.session, morning.now, morning.student)


def _referrals_to_send(morning: Morning) -> list[Work]:
    return queries.referrals_to_send(morning.session, morning.student)


def _refusals_by_link(morning: Morning) -> list[Work]:
    return queries.refusals_by_link(morning.session, morning.now - REFUSED_WITHIN, morning.student)


def _new_graduates(morning: Morning) -> list[Work]:
    today = morning.today
    since, until = today - GRADUATED_WITHIN, today + GRADUATING_WITHIN
    return queries.new_graduates(morning.session, since, until, morning.student)


def _services_owed(morning: Morning) -> list[Work]:
    served = owed_services(morning.session, morning.promise, morning.now, morning.student)
    return [Work(each.ref, each.place, None, params={"owed": each.owed}) for each in served]


def _unanswered_referrals(morning: Morning) -> list[Work]:
    return queries.unanswered_referrals(morning.session, morning.now - UNANSWERED_FOR, morning.student)


def _starts(morning: Morning) -> list[Work]:
    return queries.starts(morning.session, morning.today, morning.student)


def _retention_checks(morning: Morning) -> list[Work]:
    return queries.retention_checks(morning.session, morning.today, morning.student)


def _fee_gaps(morning: Morning) -> list[Work]:
    return [
        Work(
            gap.term.student_ref,
            gap.term.place,
            gap.starts_on,
            ("term", gap.term.ref),
            {"term": gap.term.term, "gap": gap.term.gap},
        )
        for gap in gaps_open(morning.session, morning.today, student=morning.student)
    ]


def _consents_expiring(morning: Morning) -> list[Work]:
    today = morning.today
    return queries.consents_expiring(morning.session, today, today + EXPIRING_WITHIN, morning.student)


def _hardships_ending(morning: Morning) -> list[Work]:
    today = morning.today
    return queries.hardships_ending(morning.session, today, today + HARDSHIP_ENDING_WITHIN, morning.student)


_LISTS: Mapping[WorkList, Callable[[Morning], list[Work]]] = {
    WorkList.CORRECTIONS: _corrections,
    WorkList.REFERRALS_TO_SEND: _referrals_to_send,
    WorkList.INTERVIEWS_TO_TELL: _interviews_to_tell,
    WorkList.REFUSALS_BY_LINK: _refusals_by_link,
    WorkList.NEW_GRADUATES: _new_graduates,
    WorkList.SERVICES_OWED: _services_owed,
    WorkList.UNANSWERED_REFERRALS: _unanswered_referrals,
    WorkList.STARTS: _starts,
    WorkList.RETENTION_CHECKS: _retention_checks,
    WorkList.FEE_GAPS: _fee_gaps,
    WorkList.CONSENTS_EXPIRING: _consents_expiring,
    WorkList.HARDSHIPS_ENDING: _hardships_ending,
}
