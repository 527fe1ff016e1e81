"""Row 17 of the bar: whoever has a published report and a solver finds no withheld number."""

from hypothesis import find, given, settings
from hypothesis import strategies as st

from matcher.disclosure.publish import Audience, publish
from matcher.disclosure.small import small_cells
from matcher.disclosure.tables import Tables
from tests.conftest import FULL_FIGURES
from tests.figures import Figure
from tests.matcher.disclosure.attack import recovered
from tests.matcher.disclosure.worlds import two_years

WORLDS = settings(max_examples=150 if FULL_FIGURES else 10)


def test_a_report_gives_no_number_away(figure: Figure) -> None:
    attacked = []

    @WORLDS
    @given(two_years(), st.sampled_from(Audience))
    def attack(years: tuple[Tables, Tables], audience: Audience) -> None:
        for tables in years:
            published = publish(tables, audience)
            assert list(recovered(tables, published.withheld, audience.fewest)) == []
            attacked.append(len(published.withheld))

    attack()
    figure(17, f"{sum(attacked)} withheld cells of {len(attacked)} invented years attacked: 0 recovered")


@WORLDS
@given(two_years())
def test_who_reads_the_internal_report_learns_nothing_from_the_public_one(
    years: tuple[Tables, Tables],
) -> None:
    inside, outside = (publish(years[0], audience) for audience in Audience)
    assert inside.shown.items() >= outside.shown.items()


def test_the_attack_succeeds_where_only_small_numbers_are_withheld() -> None:
    """The check can fail: without withholding others too, subtraction is enough."""
    find(
        two_years(),
        lambda years: any(recovered(years[0], small_cells(years[0], 5), 5)),
        settings=settings(max_examples=50, database=None),
    )
