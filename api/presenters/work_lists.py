"""Work lists: what each is about, how much waits, and who."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from api.clock import local_day
from api.i18n import marked, say, say_list
from api.presenters.amounts import money
from api.presenters.pages import envelope
from api.presenters.services import promised_name
from api.presenters.study_aid import term_name
from api.presenters.words import moment, place_name
from api.services.name_subjects import StudentFace
from api.services.work_lists import (
    EXPIRING_WITHIN,
    HARDSHIP_ENDING_WITHIN,
    REFUSED_WITHIN,
    UNANSWERED_FOR,
    WorkList,
)
from models.queries.pages import Page
from models.queries.service_promise import Promised
from models.queries.work_lists import Work

Document = dict[str, Any]

NAMES = {
    WorkList.CORRECTIONS: marked("Students who ask for something to be put right"),
    WorkList.REFERRALS_TO_SEND: marked("Students who agreed: send them to the company"),
    WorkList.INTERVIEWS_TO_TELL: marked("Interviews to come: tell the student"),
    WorkList.REFUSALS_BY_LINK: marked("Students who said no on their page within %(days)s days"),
    WorkList.NEW_GRADUATES: marked("New graduates: do they seek work?"),
    WorkList.SERVICES_OWED: marked("Services that are promised and owed"),
    WorkList.UNANSWERED_REFERRALS: marked("Referrals without an answer for %(days)s days: ask again"),
    WorkList.STARTS: marked("First working days that have come: have they started?"),
    WorkList.RETENTION_CHECKS: marked("Still employed? To be asked after 3, 6 and 12 months"),
    WorkList.FEE_GAPS: marked("School fees that are not covered"),
    WorkList.CONSENTS_EXPIRING: marked("Consents that end within %(days)s days"),
    WorkList.HARDSHIPS_ENDING: marked("Hardship status that ends within %(days)s days"),
}

SPANS = {
    WorkList.REFUSALS_BY_LINK: REFUSED_WITHIN,
    WorkList.UNANSWERED_REFERRALS: UNANSWERED_FOR,
    WorkList.CONSENTS_EXPIRING: EXPIRING_WITHIN,
    WorkList.HARDSHIPS_ENDING: HARDSHIP_ENDING_WITHIN,
}
"""The days that are in the name of a list."""


def work_list_name(name: WorkList) -> str:
    """What a list is about, in words."""
    return say(NAMES[name], days=SPANS[name].days) if name in SPANS else say(NAMES[name])


def counts_document(counts: Mapping[WorkList, int]) -> Document:
    """How much waits on each list."""
    return {
        "items": [
            {"code": name, "name": work_list_name(name), "count": count} for name, count in counts.items()
        ]
    }


def work_document(name: WorkList, page: Page[Work], faces: Mapping[str, StudentFace]) -> Document:
    """A page of one list."""
    items = [
        {
            "student": work.student,
            "name": faces[work.student].name,
            "place": {"code": work.place, "name": place_name(work.place)},
            "day": _day(work),
            "about": _about(work),
            "what": _what(work.params),
            "owed": [part for part in Promised if work.params.get("owed", {}).get(part)],
            "months": work.params.get("months", ()),
            "version": work.version,
        }
        for work in page.items
    ]
    return {"list": {"code": name, "name": work_list_name(name)}, **envelope(page, items)}


def waiting_documents(found: Mapping[WorkList, Sequence[Work]]) -> list[Document]:
    """What waits of one student, list by list."""
    return [
        {
            "list": {"code": name, "name": work_list_name(name)},
            "day": _day(work),
            "about": _about(work),
            "what": _what(work.params),
        }
        for name, waiting in found.items()
        for work in waiting
    ]


def _day(work: Work) -> date | None:
    return local_day(work.at) if isinstance(work.at, datetime) else work.at


def _about(work: Work) -> Document | None:
    return None if work.about is None else dict(zip(("kind", "ref"), work.about, strict=True))


def _what(params: Mapping[str, Any]) -> str | None:
    """What it is about, as the list has it."""
    if "owed" in params:
        owed = [(promised_name(part), params["owed"][part]) for part in Promised]
        return say_list([f"{name} {count}" for name, count in owed if count], most=len(Promised))
    if "months" in params:
        months = say_list([str(each) for each in params["months"]])
        return say(marked("%(employer)s: %(months)s months"), employer=params["employer"], months=months)
    if "words" in params:
        return params["words"] and str(params["words"])
    if "title" in params:
        met = [moment(params["met_at"]), params["met_in"]] if "met_at" in params else []
        return " · ".join(filter(None, (params["company"], params["title"], *met)))
    if "gap" in params:
        return say(marked("%(term)s: %(gap)s"), term=term_name(params["term"]), gap=money(params["gap"]))
    told = params.get("employer") or params.get("company")
    return None if told is None else str(told)
