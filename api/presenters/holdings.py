"""What a plan holds back for who comes later, as a document and in words."""

from datetime import date
from typing import Any

from api.i18n import marked, say
from matcher.plan.holding import Sparing

Document = dict[str, Any]


def holdings_document(sparing: Sparing, until: date) -> Document:
    """Who comes, what is held back for whom, and what it costs those who are here, in points."""
    return {
        "until": until.isoformat(),
        "arrivals": len(sparing.arrivals),
        "absent": round(sparing.absent, 4),
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
    coming = marked("%(arrivals)s registered students may be proposed work later than today and by %(until)s")
    lines = [say(coming, arrivals=document["arrivals"], until=document["until"])]
    if document["held"]:
        told = marked(
            "%(places)s places that somebody would rather have now are held back for them; nobody goes "
            "without for it, and all together have %(cost)s points less"
        )
        places = sum(each["places"] for each in document["held"])
        lines.append(say(told, places=places, cost=document["cost"]))
    else:
        lines.append(say(marked("Nothing is held back: the plan takes nothing that they will need")))
    return lines
