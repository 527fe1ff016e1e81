"""What happened with a student, one line each, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from api.clock import local_day
from api.i18n import marked, say
from api.presenters.amounts import money
from api.presenters.placing_words import END_REASONS, EVIDENCE, REFERRAL_STATES, RETENTIONS, SIGNERS
from api.presenters.services import SERVICES
from api.presenters.study_aid import KINDS, REASONS, SOURCES, term_name
from api.presenters.taking_back import Document, taken_back_document
from api.presenters.words import day
from models.consent import Consent
from models.placement import Placement
from models.queries.student_history import History
from models.queries.study_aid import TermAid
from models.referral import Referral, ReferralMove
from models.schooling_event import SchoolingEvent
from models.service_event import Service, ServiceEvent
from models.shortlist import Shortlist

WHAT = {
    "service": marked("Service"),
    "correction": marked("Correction"),
    "schooling": marked("School"),
    "shortlist": marked("Shortlist"),
    "referral": marked("Referral"),
    "consent": marked("Consent"),
    "placement": marked("Work"),
    "aid": marked("Study aid"),
}
"""Kinds of what happened, in words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on one day: what kind it is, what happened, more of it, and the row that it is about."""

    on: date
    kind: str
    said: str
    more: tuple[str, ...] = ()
    ref: str | None = None  # of the row that it is about, where one can go there or take it back
    taken_back: Document | None = None
    order: int = field(default=0, repr=False)  # among those of one day

    @property
    def day(self) -> str:
        """The day as the reader writes it."""
        return day(self.on)

    @property
    def what(self) -> str:
        """The kind in words."""
        return say(WHAT[self.kind])


def history_lines(history: History) -> list[Line]:
    """All of it, the newest first; of one day the later steps first.

    A referral that was sent counts as a service by itself, and is told once.
    """
    lines = [
        *(_service(each) for each in history.services if each.referral_id is None),
        *map(_schooling, history.schooling),
        *map(_shortlist, history.shortlists),
        *(_referral(each, list(history.moves.get(each.id, ()))) for each in history.referrals),
        *(line for each in history.consents for line in _consent(each)),
        *(line for each in history.placements for line in _placement(each)),
        *(line for each in history.terms for line in _aid(each)),
    ]
    return sorted(lines, key=lambda line: (line.on, line.order), reverse=True)


def _service(event: ServiceEvent) -> Line:
    settled = None
    if event.settled_at is not None:
        settled = say(marked("done on %(day)s"), day=_short(event.settled_at))
    return Line(
        local_day(event.at),
        "correction" if event.kind is Service.CORRECTION else "service",
        _begin(say(SERVICES[event.kind])),
        tuple(filter(None, (event.note, settled))),
        event.ref,
        taken_back=taken_back_document(event.taken_back),
    )


def _schooling(event: SchoolingEvent) -> Line:
    said = say(KINDS[event.kind])
    if event.reason is not None:
        said = say(marked("%(what)s: %(why)s"), what=said, why=say(REASONS[event.reason]))
    return Line(
        event.day,
        "schooling",
        _begin(said),
        (event.note,) if event.note else (),
        event.ref,
        taken_back=taken_back_document(event.taken_back),
    )


def _shortlist(kept: Shortlist) -> Line:
    said = say(marked("List of openings: %(count)d"), count=len(kept.items))
    more = (say(marked("approved")),) if kept.approved_at else ()
    return Line(kept.as_of, "shortlist", said, more, kept.ref)


def _referral(referral: Referral, moves: list[ReferralMove]) -> Line:
    """A referral stands where it came to last, with the days of the steps before."""
    steps = tuple(
        say(marked("%(day)s %(what)s"), day=_short(move.at), what=say(REFERRAL_STATES[move.state]))
        for move in moves
    )
    last = moves[-1].at if moves else referral.proposed_at
    said = f"{referral.company.name} · {referral.opening.title}"
    return Line(local_day(last), "referral", said, steps, referral.ref, order=2)


def _consent(consent: Consent) -> Iterator[Line]:
    given = say(marked("Agrees to be named to %(company)s"), company=consent.company.name)
    more = (
        say(marked("by %(signer)s"), signer=say(SIGNERS[consent.signer])),
        say(marked("until %(day)s"), day=day(consent.until)),
    )
    yield Line(local_day(consent.given_at), "consent", given, more)
    if consent.withdrawal is not None:
        back = say(marked("Takes back the consent to be named to %(company)s"), company=consent.company.name)
        withdrawn = consent.withdrawal
        yield Line(local_day(withdrawn.at), "consent", back, (), None, order=1)


def _placement(placement: Placement) -> Iterator[Line]:
    opening = placement.opening
    employer = str(placement.employer if opening is None else opening.company.name)
    begun = marked("Internship at %(employer)s") if placement.internship else marked("Work at %(employer)s")
    more = (opening.title,) if opening else ()
    evidence = say(marked("shown by %(evidence)s"), evidence=say(EVIDENCE[placement.evidence]))
    yield Line(
        placement.started,
        "placement",
        say(begun, employer=employer),
        (*more, evidence),
        placement.ref,
        order=3,
    )
    for check in placement.checks:
        asked = say(marked("Asked after %(months)d months"), months=check.months)
        found = say(marked("%(what)s: %(why)s"), what=asked, why=say(RETENTIONS[check.outcome]))
        yield Line(check.checked_on, "placement", found, (employer,), placement.ref)
    if placement.ended is not None and placement.end_reason is not None:
        said = say(marked("Work at %(employer)s is over"), employer=employer)
        why = (say(END_REASONS[placement.end_reason]),)
        yield Line(placement.ended, "placement", said, why, placement.ref, order=4)


def _aid(term: TermAid) -> Iterator[Line]:
    """What came for a term; what is promised only stands on the page of study aid."""
    for each in term.aid:
        if each.paid_on is not None:
            source = say(SOURCES[each.source])
            amount = money(each.amount)
            said = say(marked("%(amount)s from %(source)s"), amount=amount, source=each.company or source)
            yield Line(each.paid_on, "aid", said, (term_name(term.term),))


def _short(moment: datetime) -> str:
    return day(local_day(moment))


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
