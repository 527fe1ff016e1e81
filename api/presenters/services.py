"""Services, and what is owed of them, as documents."""

from collections.abc import Mapping
from typing import Any

from api.i18n import marked, say
from api.presenters.pages import envelope
from api.presenters.taking_back import taken_back_document
from api.presenters.words import place_name
from api.services.name_subjects import StudentFace
from models.queries.pages import Page
from models.queries.service_promise import Promised, Served, ServicePromise
from models.service_event import Service, ServiceEvent

Document = dict[str, Any]

SERVICES = {
    Service.BRIEFING: marked("policy briefing"),
    Service.GUIDANCE: marked("career guidance"),
    Service.RECOMMENDATION: marked("recommendation of an opening"),
    Service.TRAINING: marked("training"),
    Service.INTERNSHIP: marked("internship"),
    Service.CONTACT: marked("call or visit"),
    Service.CORRECTION: marked("the student asks for something to be put right"),
}

PROMISED = {
    Promised.BRIEFING: marked("policy briefings"),
    Promised.GUIDANCE: marked("guidance talks"),
    Promised.RECOMMENDATION: marked("recommendations"),
    Promised.TRAINING: marked("training or internship"),
}


def promised_name(part: Promised) -> str:
    """What is promised, in words."""
    return say(PROMISED[part])


def service_name(kind: Service) -> str:
    """A kind of service, in words."""
    return say(SERVICES[kind])


def service_document(event: ServiceEvent) -> Document:
    """One service."""
    return {
        "ref": event.ref,
        "kind": {"code": event.kind, "name": service_name(event.kind)},
        "at": event.at,
        "note": event.note,
        "referral": event.referral.ref if event.referral is not None else None,
        "recorded_by": event.recorded_by,
        "recorded_at": event.recorded_at,
        "settled_at": event.settled_at,
        "settled_by": event.settled_by,
        "taken_back": taken_back_document(event.taken_back),
    }


def services_document(page: Page[ServiceEvent], served: Served, promise: ServicePromise) -> Document:
    """A page of a student's services, and how the promise of this year stands."""
    parts = [{**_part(part, served), "promised": promise[part]} for part in Promised]
    return {**envelope(page, [service_document(event) for event in page.items]), "promise": parts}


def promise_document(served: Served) -> list[Document]:
    """How the promise of this year stands for one student, to whom perhaps nothing is promised."""
    return [{**_part(part, served), "promised": served.promised[part]} for part in Promised]


def owed_document(page: Page[Served], faces: Mapping[str, StudentFace]) -> Document:
    """A page of those who are owed something."""
    items = [
        {
            "ref": each.ref,
            "name": faces[each.ref].name,
            "place": {"code": each.place, "name": place_name(each.place)},
            "owed": [_part(part, each) for part in Promised],
        }
        for each in page.items
    ]
    return envelope(page, items)


def _part(part: Promised, served: Served) -> Document:
    return {
        "code": part,
        "name": promised_name(part),
        "done": served.done[part],
        "owed": served.owed[part],
    }
