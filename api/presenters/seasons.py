"""Seasons as a document, a table and a drawing."""

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from api.i18n import marked, say
from api.presenters.charts import Chart, Cloud, cloud_chart
from matcher.plan.season import Terms
from matcher.plan.season_ways import Way
from matcher.plan.seasons import Played

Document = dict[str, Any]

WAYS = {
    Way.GREEDY: marked("First come, best free place"),
    Way.WEEKLY: marked("A plan for each week alone"),
    Way.FORECAST: marked("Prices by last season"),
    Way.PRICED: marked("Prices by the registry"),
    Way.HINDSIGHT: marked("Hindsight"),
}


def seasons_document(terms: Terms, played: Sequence[Played]) -> Document:
    """Shares are of what hindsight reaches in the same season."""
    return {
        "weeks": terms.weeks,
        "absent": round(terms.absent, 4),
        "places_per_arrival": terms.places_per_arrival,
        "seasons": len(played),
        "ways": [_way(way, played) for way in Way],
        "items": [
            {
                "seed": each.seed,
                "arrivals": each.arrivals,
                "places": each.places,
                "ways": {
                    way.value: {"placed": found.placed, "score": found.score / 100}
                    for way, found in each.outcomes.items()
                },
            }
            for each in played
        ],
    }


def seasons_sentence(document: Document) -> str:
    """What was played."""
    items = document["items"]
    told = marked(
        "%(seasons)s seasons of %(weeks)s weeks; on the average %(arrivals)s students come to %(places)s "
        "places, and %(absent)s %% of those announced do not come"
    )
    return say(
        told,
        seasons=document["seasons"],
        weeks=document["weeks"],
        arrivals=round(fmean(item["arrivals"] for item in items)),
        places=f"{round(fmean(item['places'] for item in items)):,}",
        absent=round(100 * document["absent"], 1),
    )


def seasons_headers() -> list[str]:
    """Over the columns of `seasons_rows`."""
    headers = (
        marked("Of hindsight"),
        marked("Placed"),
        marked("Lowest"),
        marked("Sum of scores"),
        marked("Lowest"),
        marked("Seasons below first come"),
    )
    return [say(header) for header in headers]


def seasons_rows(document: Document) -> list[tuple[str, ...]]:
    """A row for each way."""
    return [
        (
            say(WAYS[Way(way["way"])]),
            *(_percent(way[figure][part]) for figure in ("placed", "score") for part in ("mean", "lowest")),
            str(way["below_greedy"]),
        )
        for way in document["ways"]
    ]


def season_charts(document: Document, played: Sequence[Played]) -> list[Chart]:
    """A dot for each season and way: placed, and the sum of scores."""
    titles = (marked("Placed, of what hindsight places"), marked("Sum of scores, of hindsight's"))
    return [
        cloud_chart(
            say(title),
            [
                Cloud(
                    say(WAYS[Way(way["way"])]),
                    tuple(share[part] for each in played if (share := each.share(Way(way["way"])))),
                    _percent(way[figure]["mean"]),
                )
                for way in document["ways"]
                if way["way"] != Way.HINDSIGHT
            ],
        )
        for part, (figure, title) in enumerate(zip(("placed", "score"), titles, strict=True))
    ]


def _way(way: Way, played: Sequence[Played]) -> Document:
    shares = [share for each in played if (share := each.share(way)) is not None]
    placed, score = ([share[part] for share in shares] for part in range(2))
    below = sum(each.outcomes[way] < each.outcomes[Way.GREEDY] for each in played)
    return {"way": way.value, "placed": _figures(placed), "score": _figures(score), "below_greedy": below}


def _figures(shares: list[float]) -> Document:
    return {
        "mean": round(fmean(shares), 5) if shares else None,
        "lowest": round(min(shares), 5) if shares else None,
    }


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.2f} %"
