"""What is told of seasons: shares of hindsight, their lowest, and how often a way falls below first come."""

from api.i18n import speaking
from api.presenters.charts import drawing
from api.presenters.seasons import season_charts, seasons_document, seasons_rows, seasons_sentence
from matcher.plan.network import Objective
from matcher.plan.season import Terms
from matcher.plan.season_ways import Way
from matcher.plan.seasons import Played


def played(seed: int, greedy: int, priced: int, best: int) -> Played:
    """A season with so many placed, each with 50 points."""
    counts = {Way.GREEDY: greedy, Way.WEEKLY: greedy, Way.FORECAST: greedy, Way.PRICED: priced}
    outcomes = {way: Objective(count, 0, 5_000 * count) for way, count in counts.items()}
    return Played(seed, 10, 8, {**outcomes, Way.HINDSIGHT: Objective(best, 0, 5_000 * best)})


SEASONS = [played(1, 6, 8, 8), played(2, 4, 3, 5), played(3, 0, 0, 0)]


def test_shares_are_of_the_same_seasons_hindsight() -> None:
    found = seasons_document(Terms(weeks=4, absent=0.069), SEASONS)
    priced = found["ways"][3]
    assert priced["way"] == "priced"
    assert priced["placed"] == priced["score"] == {"mean": 0.8, "lowest": 0.6}
    assert [way["below_greedy"] for way in found["ways"]] == [0, 0, 0, 1, 0]
    assert found["items"][0]["ways"]["greedy"] == {"placed": 6, "score": 300}


def test_a_season_in_which_nobody_is_placed_has_no_share() -> None:
    found = seasons_document(Terms(), SEASONS[2:])
    assert found["ways"][0]["placed"] == {"mean": None, "lowest": None}
    with speaking("en"):
        assert seasons_rows(found)[0][1:] == ("—", "—", "—", "—", "0")
        assert "<circle" not in drawing(season_charts(found, SEASONS[2:]))


def test_the_words_hold_the_figures() -> None:
    found = seasons_document(Terms(weeks=4, absent=0.069), SEASONS)
    with speaking("en"):
        assert seasons_sentence(found) == (
            "3 seasons of 4 weeks; on the average 10 students come to 8 places, "
            "and 6.9 % of those announced do not come"
        )
        assert seasons_rows(found)[3][1:] == ("80.00 %", "60.00 %", "80.00 %", "60.00 %", "1")
        assert drawing(season_charts(found, SEASONS)).count("<circle") == 2 * 4 * 2
