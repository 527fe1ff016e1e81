"""A refusal is remembered where the two could be brought together again; a mistaken one can be mended."""

import pytest

from models.referral import Referral
from tests.api.web.filled_forms import actions, send
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.api.web.test_kept_shortlists import item, keep
from tests.api.web.test_referrals import propose, step

NO = "The student declined this on "
AGAIN = "Propose again, although it was declined"


@pytest.fixture
def declined(placing: PlacementDesk) -> str:
    """The address of a referral that the student has declined."""
    page = propose(placing)
    send(placing.client, page, f"{page}/decline", side="student", reason="hours")
    return page


def test_todays_lists_both_ways_say_what_was_declined(placing: PlacementDesk, declined: str) -> None:
    for page in (
        f"/students/{placing.refs[GROWN_UP]}/shortlist",
        f"/openings/{placing.refs['会计']}/shortlist",
    ):
        shown = placing.client.get(page).text
        assert shown.count(NO) == 1, page
        assert "working hours" in shown


def test_a_list_says_what_is_under_way_and_what_was_withdrawn(placing: PlacementDesk) -> None:
    page = propose(placing)
    today = f"/students/{placing.refs[GROWN_UP]}/shortlist"
    assert "Under way since " in placing.client.get(today).text
    send(placing.client, page, f"{page}/withdraw")
    shown = placing.client.get(today).text
    assert "Under way since " not in shown
    assert "Proposed before, and withdrawn on " in shown


def test_what_was_dropped_from_the_newest_list_is_said_on_the_next(placing: PlacementDesk) -> None:
    kept = keep(placing, GROWN_UP)
    send(placing.client, kept, item(placing, kept, "会计"), act="drop", reason="distance")
    assert "An officer dropped this" not in placing.client.get(kept).text  # it says so already
    told = "An officer dropped this from the list of "
    for page in (
        f"/students/{placing.refs[GROWN_UP]}/shortlist",
        f"/openings/{placing.refs['会计']}/shortlist",
    ):
        assert placing.client.get(page).text.count(told) == 1
    assert placing.client.get(keep(placing, GROWN_UP)).text.count(told) == 1
    assert told not in placing.client.get(f"/students/{placing.refs[GROWN_UP]}/shortlist").text


def test_what_was_declined_is_proposed_again_by_a_tick_of_its_own(
    placing: PlacementDesk, declined: str
) -> None:
    kept = keep(placing, GROWN_UP)
    chosen = item(placing, kept, "会计").rpartition("/")[2]
    send(placing.client, kept, f"{kept}/approve")
    shown = placing.client.get(kept).text
    assert shown.count(AGAIN) == 1
    refused = send(placing.client, kept, f"{kept}/propose", item=chosen).text
    assert "Proposed: 0" in refused
    assert f"{NO}" in refused
    assert placing.one(Referral).ref in declined
    assert "Proposed: 1" in send(placing.client, kept, f"{kept}/propose", again=chosen).text
    assert placing.one(Referral).ref not in declined


def test_a_mistaken_refusal_leads_to_a_new_referral(placing: PlacementDesk, declined: str) -> None:
    assert "Entered by mistake" in placing.client.get(declined).text
    shown = send(placing.client, declined, f"{declined}/again").text
    assert "Proposed again: this is the new referral." in shown
    assert step(placing, f"/referrals/{placing.one(Referral).ref}") == "proposed to the student"
    assert step(placing, declined) == "declined"
    shown = send(placing.client, declined, f"{declined}/again").text  # one is under way by now
    assert 'class="told problem"' in shown


def test_who_says_no_and_why_is_not_chosen_beforehand(placing: PlacementDesk) -> None:
    page = propose(placing)
    shown = send(placing.client, page, f"{page}/decline").text
    assert 'class="told problem"' in shown
    assert step(placing, page) == "proposed to the student"


def test_what_goes_on_is_not_proposed_again(placing: PlacementDesk) -> None:
    page = propose(placing)
    assert f"{page}/again" not in actions(placing.client, page)
