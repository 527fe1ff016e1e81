"""Companies as officers list them, and one company's record as a file to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.clock import local_day
from api.i18n import marked, say, say_list
from api.presenters.amounts import money
from api.presenters.pages import envelope
from api.presenters.problems import field_label
from api.presenters.registry_filters import COMPANY_STATUSES
from api.presenters.study_aid import pledged_terms
from api.presenters.words import day, number, place_name, place_within
from api.registry_files.columns import RegistryKind
from api.services.work_lists import UNANSWERED_FOR
from models.company import Company, CompanyStatus
from models.queries.listed_companies import NO_OPENINGS, OpeningsOf
from models.queries.pages import Page
from models.queries.pledges import PledgeStanding

Document = dict[str, Any]

FIELDS = ("contact", "phone", "suspended_reason")
"""What a reader of the file sees that is a person's."""

_ALL = 20  # of a list, which is never so long


def company_rows(page: Page[Company], counts: Mapping[str, OpeningsOf], district: str | None) -> Document:
    """A page of the registry; `counts` are of openings, by reference."""
    return envelope(
        page, [_row(company, counts.get(company.ref, NO_OPENINGS), district) for company in page.items]
    )


def company_file(company: Company) -> Document:
    """The record; `unknown` are the labels of what nobody has told."""
    rows = [
        ("uscc", company.uscc),
        ("industry", company.industry),
        ("size", company.size),
        ("place", place_name(company.place) or company.place_words),
        ("address", company.address),
        ("contact", company.contact),
        ("phone", company.phone),
        ("joined", company.joined and day(company.joined)),
    ]
    known = [(field_label(RegistryKind.COMPANIES, field), words) for field, words in rows]
    return {
        "ref": company.ref,
        "name": company.name,
        "status": _status(company.status),
        "verified": company.verified,
        "trusted": company.trusted,
        "suspended": company.suspended_at and day(local_day(company.suspended_at)),
        "reason": company.suspended_reason,
        "rows": [(label, words) for label, words in known if words],
        "unknown": say_list([label for label, words in known if not words], most=_ALL),
        "version": company.version,
    }


def company_waiting(company: Company, openings: OpeningsOf, unanswered: int) -> list[Document]:
    """What waits of a company: a sentence each, and the query of the list where it is done, if any."""
    waiting: list[Document] = []
    if openings.to_review:
        count = number(openings.to_review)
        sentence = say(marked("Openings that wait for an officer: %(count)s"), count=count)
        waiting.append({"said": sentence, "review": True})
    if unanswered:
        sentence = marked("Referrals without an answer for %(days)s days: %(count)s")
        told = say(sentence, days=UNANSWERED_FOR.days, count=number(unanswered))
        waiting.append({"said": told})
    if not company.verified:
        waiting.append({"said": say(marked("Its credit code is not known: check it, then add it"))})
    if not (company.contact or company.phone):
        waiting.append({"said": say(marked("Nobody to talk to is named"))})
    return waiting


def pledge_lines(pledges: Sequence[PledgeStanding]) -> list[Document]:
    """What a company pledged, and what was paid of it."""
    return [
        {
            "student": pledge.student_ref,
            "amount": money(pledge.amount),
            "paid": money(pledge.paid),
            "terms": pledged_terms(pledge.from_term, pledge.until_term),
            "struck_out": pledge.taken_back is not None,
        }
        for pledge in pledges
    ]


def _row(company: Company, openings: OpeningsOf, district: str | None) -> Document:
    return {
        "ref": company.ref,
        "name": company.name,
        "status": _status(company.status),
        "verified": company.verified,
        "industry": company.industry,
        "size": company.size,
        "place": place_within(company.place, district) or company.place_words,
        "open": openings.open,
        "to_review": openings.to_review,
    }


def _status(status: CompanyStatus) -> Document:
    return {"code": status.value, "name": say(COMPANY_STATUSES[status])}
