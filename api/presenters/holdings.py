"""What a plan holds back for who comes later, as a document and in words."""

from typing import Any

from api.i18n import marked, say
from api.presenters.words import iso_day, number
from matcher.plan.holding import Sparing

Document = dict[str, Any]


def holdings_document(sparing: Sparing) -> Document:
    """Who comes, what is held back for whom, and what it costs those who are here, in points."""
    return {
        "until": sparing.until.isoformat(),
        "arrivals": len(sparing.arrivals),
        "absent": round(sparing.absent, 4),
        "places": sum(held.places for held in sparing.held),
        "cost": sparing.cost / 100,
        "held": [
            {
                "opening": held.opening,
                "places": held.places,
                "students": list(held.students),
                "first_day": held.first_day.isoformat(),
                "others": held.others,
            }
            for held in sparing.held
        ],
    }


def holdings_sentences(document: Document) -> list[str]:
    """What is held back, and that nobody goes without for it."""
    if not document["arrivals"]:
        told = marked(
            "Nothing is held back: everybody registered may be proposed today, or only after %(until)s"
        )
        return [say(told, until=iso_day(document["until"]))]
    coming = marked("Registered students who may be proposed work after today and by %(until)s: %(arrivals)s")
    lines = [say(coming, arrivals=number(document["arrivals"]), until=iso_day(document["until"]))]
    if document["places"]:
        told = marked(
            "Held back for them, places that somebody would rather have now: %(places)s; nobody goes without "
            "for it, and all together have %(cost)s points less"
        )
        lines.append(say(told, places=number(document["places"]), cost=f"{document['cost']:,.2f}"))
    else:
        lines.append(say(marked("Nothing is held back: the plan takes nothing that they will need")))
    return lines
