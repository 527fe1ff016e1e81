"""Placements on the desk: proved, asked about again, and over."""

from datetime import timedelta

import pytest

from api.clock import today
from models.placement import Placement
from models.student import Student
from tests.api.web.filled_forms import actions, send
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.api.web.test_referrals import PAPER, propose

LONG_AGO = timedelta(days=200)


@pytest.fixture
def page(placing: PlacementDesk) -> str:
    """Somebody who has been at work for more than half a year, as far as is told."""
    referral = propose(placing)
    send(placing.client, referral, f"{referral}/consent", evidence=PAPER)
    send(placing.client, referral, f"{referral}/send")
    send(placing.client, referral, f"{referral}/hire")
    with placing.session() as session:
        placement = session.get_one(Placement, placing.one(Placement).id)
        placement.started = today() - LONG_AGO
        session.commit()
        return f"/placements/{placement.ref}"


def test_a_proof_climbs_the_ladder(placing: PlacementDesk, page: str) -> None:
    shown = send(placing.client, page, f"{page}/proofs", evidence="contract", words="seen by me").text
    assert "seen by me" in shown
    assert 'aria-current="step">labour contract' in shown
    shown = send(placing.client, page, f"{page}/proofs", evidence="self_report").text
    assert 'aria-current="step">labour contract' in shown


def test_who_is_yet_to_start_is_not_called_employed(placing: PlacementDesk, page: str) -> None:
    assert "employed, as far as is known" in placing.client.get(page).text
    with placing.session() as session:
        session.get_one(Placement, placing.one(Placement).id).started = today() + timedelta(days=7)
        session.commit()
    shown = placing.client.get(page).text
    assert "employed, as far as is known" not in shown
    assert "starts on " in shown


def test_what_has_been_asked_and_answered_is_not_asked_again(placing: PlacementDesk, page: str) -> None:
    shown = send(placing.client, page, f"{page}/checks", months="3", outcome="employed").text
    assert "What you found is on record." in shown
    send(placing.client, page, f"{page}/checks", months="6", outcome="unknown")
    with pytest.raises(AssertionError, match="no form"):
        send(placing.client, page, f"{page}/checks", months="3", outcome="unknown")
    shown = send(placing.client, page, f"{page}/checks", months="6", outcome="employed").text
    assert 'aria-current="step">still employed after 6 months' in shown
    assert f"{page}/checks" not in actions(placing.client, page)  # 12 months are not full


def test_who_left_has_a_last_day(placing: PlacementDesk, page: str) -> None:
    told = {"months": "3", "outcome": "left"}
    assert "on which day they left" in send(placing.client, page, f"{page}/checks", **told).text
    last = today() - LONG_AGO + timedelta(days=30)
    shown = send(
        placing.client, page, f"{page}/checks", **told, left_on=last.isoformat(), reason="probation"
    ).text
    assert "not kept after probation" in shown
    assert placing.one(Placement).ended == last


def test_an_end_frees_the_place_and_the_student_looks_again(placing: PlacementDesk, page: str) -> None:
    shown = send(placing.client, page, f"{page}/end", reason="better_job").text
    assert "The placement is over; the place is free again." in shown
    assert f"{page}/end" not in actions(placing.client, page)
    with placing.session() as session:
        placement = session.get_one(Placement, placing.one(Placement).id)
        assert placement.opening is not None
        assert placement.opening.filled == 0
        assert session.get_one(Student, placement.student_id).state == "seeking"


def test_the_list_is_narrowed_as_one_asks(placing: PlacementDesk, page: str) -> None:
    def found(query: str) -> bool:
        text = placing.client.get(f"/placements?{query}").text
        assert GROWN_UP in text or page not in text
        return page in text

    assert found("")
    assert found("due=1")
    assert found("standing=lasting")
    assert found("evidence=self_report")
    assert not found("evidence=contract")
    assert not found("standing=ended")
    send(placing.client, page, f"{page}/end")
    assert found("standing=ended")
    assert not found("due=1")


def test_work_found_elsewhere_is_a_placement_and_ends_what_was_open(placing: PlacementDesk) -> None:
    referral = propose(placing)
    page = f"/students/{placing.refs[GROWN_UP]}/work"
    assert f'href="{page}"' in placing.client.get(page.removesuffix("/work")).text
    assert 'class="told problem"' in send(placing.client, page, page, employer=" ").text
    shown = send(placing.client, page, page, employer="汽修铺", wage="4800").text
    assert "The placement is on record." in shown
    assert "汽修铺" in shown
    assert 'aria-current="step">withdrawn<' in placing.client.get(referral).text
    assert "employed already" in send(placing.client, page, page, employer="面馆").text
