"""Plans on the desk: ordered, followed, read, ordered again; a shortlist follows from a proposal."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from api.services.imports.uploads import Uploads
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.services.plans import spare_places
from matcher.plan.holding import Held, Sparing
from matcher.vocabulary import Education
from models.engine import make_engine
from models.job import Job
from models.opening import Opening
from models.principal import Role
from models.shortlist import Shortlist
from models.vault import Vault
from tests.api.web.filled_forms import actions, send
from tests.api.web.invented import Invented, log_in
from tests.api.web.placement_desk import GROWN_UP, MINOR, PlacementDesk
from tests.api.web.test_referrals import propose


def perform(desk: PlacementDesk, ref: str) -> None:
    """What a worker does."""
    settings = desk.settings
    engine, vault = make_engine(settings.database_url), Vault(settings.keys)
    market = Market(settings.market, settings.policy)
    Performer(engine, vault, market, Uploads(settings.uploads, vault), None, {}).perform(ref)
    engine.dispose()


def made(desk: PlacementDesk, page: str = "/plans", **told: Any) -> str:
    """The address of a plan that was ordered on a page, and made."""
    assert "The plan is being made" in send(desk.client, page, "/plans", **told).text
    ref = desk.one(Job).ref
    perform(desk, ref)
    return f"/plans/{ref}"


def proposed(desk: PlacementDesk, plan: str) -> str:
    """The pair that a plan makes of the grown-up, as it is ticked."""
    found = re.search(rf'value="({desk.refs[GROWN_UP]} \w+)"', desk.client.get(plan).text)
    assert found is not None
    return found[1]


def test_a_plan_is_ordered_followed_and_read(placing: PlacementDesk) -> None:
    page = send(placing.client, "/plans", "/plans").text
    assert "Waiting until a worker is free" in page
    assert 'http-equiv="refresh"' in page
    assert "No worker is running" not in page
    perform(placing, placing.one(Job).ref)
    page = placing.client.get(f"/plans/{placing.one(Job).ref}").text
    assert "2 of 2 students have a proposal; 4 places are free" in page
    assert "Proven: no plan places more" in page
    assert GROWN_UP in page
    assert MINOR in page
    assert 'http-equiv="refresh"' not in page
    assert "2 of 2 students placed" in placing.client.get("/plans").text


def test_a_plan_that_no_worker_comes_for_says_so(
    placing: PlacementDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(placing.client, "/plans", "/plans")
    monkeypatch.setattr("api.services.jobs.UNATTENDED_AFTER", timedelta(seconds=-1))
    assert "No worker is running" in placing.client.get(f"/plans/{placing.one(Job).ref}").text


def test_who_has_none_is_listed_with_the_reason(placing: PlacementDesk) -> None:
    plan = made(placing, per_company="0")
    page = placing.client.get(f"{plan}?placed=no").text
    assert "There are places, and a cap keeps them free" in page
    assert GROWN_UP in page
    assert "Nobody has a proposal." in placing.client.get(plan).text


def test_the_rule_that_refuses_the_most_is_named(placing: PlacementDesk) -> None:
    with placing.session() as session:
        for opening in session.scalars(select(Opening)):
            opening.education = Education.DOCTOR
        session.commit()
    plan = made(placing)
    page = placing.client.get(f"{plan}?placed=no").text
    assert page.count("The rule that refuses the most: ") == 2
    assert "The rule that refuses the most: " not in placing.client.get(made(placing, per_company="0")).text


def test_a_plan_says_what_it_leaves_out_since_it_was_declined(placing: PlacementDesk) -> None:
    referral = propose(placing)
    send(placing.client, referral, f"{referral}/decline", side="student", reason="hours")
    pair = f"{placing.refs[GROWN_UP]} {placing.refs['会计']}"
    plan = made(placing)
    page = placing.client.get(plan).text
    assert "Left out: 1 pairs that one side declined" in page
    assert pair not in page
    assert "Left out: " not in placing.client.get(made(placing, f"/plans?pins={pair}", pins=[pair])).text


def test_what_is_ticked_counts_in_the_next_plan_and_in_those_after_it(placing: PlacementDesk) -> None:
    first = made(placing)
    pair = proposed(placing, first)
    second = made(placing, first, bans=[pair])
    page = placing.client.get(second).text
    assert "Ruled out: these" in page
    assert page.count(pair) == 1  # in the order, and no proposal any more
    assert "Ruled out: these" in placing.client.get(made(placing, second, bans=[pair])).text
    assert "Ruled out: these" not in placing.client.get(made(placing, second)).text
    pinned = placing.client.get(made(placing, first, pins=[pair])).text
    assert "Pinned: these are to stay together" in pinned


def test_an_order_that_no_plan_could_heed_comes_back(placing: PlacementDesk) -> None:
    answer = send(placing.client, "/plans", "/plans", per_company="many")
    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    plan = made(placing)
    pair = proposed(placing, plan)
    page = send(placing.client, plan, "/plans", pins=[pair], bans=[pair]).text
    assert "The same pair is pinned and banned" in page


def test_places_are_held_back_and_stay_so_in_the_next_order(placing: PlacementDesk) -> None:
    plan = made(placing, hold_back="4")
    page = placing.client.get(plan).text
    assert "places held back, weeks: 4" in page
    assert "Nothing is held back: everybody registered may be proposed today, or only after" in page
    assert 'name="hold_back" type="text" value="4"' in page
    answer = send(placing.client, "/plans", "/plans", hold_back="99")
    assert (answer.status_code, 'value="99"' in answer.text) == (422, True)


def test_what_is_held_back_is_listed(placing: PlacementDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    spare = spare_places.plan_sparing

    def holding(*arguments: Any, **options: Any) -> Sparing:
        sparing = spare(*arguments, **options)
        held = Held(sparing.plan.proposals[0].opening, 3, ("later",), date(2027, 1, 2), others=2)
        return replace(sparing, arrivals={"later": held.first_day}, held=(held,), cost=123)

    monkeypatch.setattr(spare_places, "plan_sparing", holding)
    page = placing.client.get(made(placing, hold_back="9")).text
    assert "Places that are held back" in page
    assert "Jan 2, 2027" in page
    assert "nobody goes without for it, and all together have 1.23 points less" in page


def test_any_pair_is_pinned_or_ruled_out_from_a_shortlist_and_pairs_gather(placing: PlacementDesk) -> None:
    shortlist = placing.client.get(f"/students/{placing.refs[GROWN_UP]}/shortlist").text
    pins, bans = re.findall(r'href="(/plans\?(?:pins|bans)=[^"]+)"', shortlist)[:2]
    assert f'value="{pins.partition("=")[2].replace("+", " ")}" checked' in placing.client.get(pins).text
    page = placing.client.get(pins).text
    assert "Pinned: these are to stay together" in page
    assert GROWN_UP in page
    pair = re.findall(r'name="pins" value="([^"]+)"', page)
    first = made(placing, pins, pins=pair)
    assert "pinned" in placing.client.get(first).text
    other = f"{placing.refs[MINOR]} {pair[0].partition(' ')[2]}"
    both = placing.client.get("/plans", query_string={"bans": other}).text
    assert re.findall(r'name="(pins|bans)" value="([^"]+)"', both) == [("pins", pair[0]), ("bans", other)]
    instead = placing.client.get(bans).text  # what is ticked now counts before what was ordered then
    assert re.findall(r'name="(pins|bans)" value="([^"]+)"', instead) == [("bans", pair[0])]


def test_what_is_wrong_with_a_pair_stands_beside_it(placing: PlacementDesk) -> None:
    plan = made(placing)
    pair = proposed(placing, plan)
    page = send(placing.client, plan, "/plans", pins=[pair], bans=[pair])
    assert page.status_code == 422
    assert page.text.count(f'value="{pair}" checked aria-invalid="true"') == 1
    nobody = placing.client.get("/plans", query_string={"pins": "nobody nothing"}).text
    assert "checked" not in nobody


def test_a_shortlist_follows_from_a_proposal(placing: PlacementDesk) -> None:
    plan = made(placing)
    page = send(placing.client, plan, f"{plan}/items/{placing.refs[GROWN_UP]}").text
    assert "Kept with the proposal pinned" in page
    kept = placing.one(Shortlist)
    with placing.session() as session:
        items = session.get_one(Shortlist, kept.id).items
        assert [item.pinned for item in items][:2] == [True, False]


def test_it_leaves_as_a_workbook(placing: PlacementDesk) -> None:
    plan = made(placing)
    sheet = load_workbook(BytesIO(placing.client.get(f"{plan}/workbook").data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {GROWN_UP, MINOR}


def test_a_plan_is_called_off_until_it_is_made(placing: PlacementDesk) -> None:
    send(placing.client, "/plans", "/plans")
    plan = f"/plans/{placing.one(Job).ref}"
    assert "Called off" in send(placing.client, plan, f"{plan}/cancel").text
    assert f"{plan}/cancel" not in actions(placing.client, plan)
    assert placing.client.get(f"{plan}/workbook").status_code == 404


@pytest.mark.xdist_group("invented")
def test_streets_read_plans_and_order_none(invented: Invented) -> None:
    client: FlaskClient = invented.app().test_client()
    log_in(client, Role.STREET_OFFICER.value, invented.passwords[Role.STREET_OFFICER.value])
    assert client.get("/plans").status_code == 200
    assert "/plans" not in actions(client, "/plans")
    assert client.get("/plans/nothing").status_code == 404
