"""A shortlist that is kept is worked on: every act through the forms that the page itself has."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, event, select

from models.referral import Referral
from models.shortlist import Shortlist
from tests.api.web.filled_forms import actions, send
from tests.api.web.placement_desk import GROWN_UP, MINOR, PlacementDesk


@pytest.fixture
def kept(placing: PlacementDesk) -> str:
    """The address of a list of three."""
    return keep(placing, GROWN_UP)


def keep(desk: PlacementDesk, name: str) -> str:
    address = f"/students/{desk.refs[name]}/shortlist"
    send(desk.client, address, address)
    return f"/shortlists/{desk.one(Shortlist).ref}"


def order(desk: PlacementDesk, page: str) -> list[str]:
    """The titles in their order."""
    return re.findall(r'<span class="position">\d\.</span>\s*<a[^>]*>(\S+)</a>', desk.client.get(page).text)


def item(desk: PlacementDesk, page: str, title: str) -> str:
    """Where the forms of an item go."""
    found = re.search(
        rf'id="item-(\w+)">\s*<header>\s*<h2><span class="position">\d\.</span>\s*<a[^>]*>{title}',
        desk.client.get(page).text,
    )
    assert found is not None
    return f"{page}/items/{found[1]}"


def test_items_are_moved_and_pinned(placing: PlacementDesk, kept: str) -> None:
    first, second, third = order(placing, kept)
    send(placing.client, kept, item(placing, kept, third), act="up")
    assert order(placing, kept) == [first, third, second]
    send(placing.client, kept, item(placing, kept, first), act="down")
    assert order(placing, kept) == [third, first, second]
    page = send(placing.client, kept, item(placing, kept, second), act="pin").text
    assert order(placing, kept) == [second, third, first]
    assert "Pinned" in page
    send(placing.client, kept, item(placing, kept, second), act="unpin")
    assert "Pinned" not in placing.client.get(kept).text


def test_the_first_has_no_way_up_and_the_last_none_down(placing: PlacementDesk, kept: str) -> None:
    first, _, third = order(placing, kept)
    for title, act in ((first, "up"), (third, "down")):
        with pytest.raises(AssertionError, match="no form"):
            send(placing.client, kept, item(placing, kept, title), act=act)


def test_what_is_dropped_says_why_and_can_be_put_back(placing: PlacementDesk, kept: str) -> None:
    before = order(placing, kept)
    page = send(placing.client, kept, item(placing, kept, before[0]), act="drop", reason="wage").text
    assert "Dropped: pays too little" in page
    page = send(placing.client, kept, item(placing, kept, before[0]), act="restore").text
    assert "Dropped: " not in page
    assert order(placing, kept) == before


def test_a_note_stands_beside_its_item(placing: PlacementDesk, kept: str) -> None:
    first = item(placing, kept, order(placing, kept)[0])
    assert (
        "likes the <b>team"
        not in send(placing.client, kept, first, act="note", words="likes the <b>team").text
    )
    assert "likes the &lt;b&gt;team" in placing.client.get(kept).text


def test_every_act_comes_back_to_its_item(placing: PlacementDesk, kept: str) -> None:
    first = item(placing, kept, order(placing, kept)[0])
    answer = send(placing.client, kept, first, act="pin")
    assert answer.history[0].headers["Location"].endswith(f"#item-{first.rpartition('/')[2]}")


def test_what_is_proposed_leads_to_the_opening_and_to_the_students_answer(
    placing: PlacementDesk, kept: str
) -> None:
    link = f"/students/{placing.refs[GROWN_UP]}/link"
    opening = re.search(r'href="(/openings/\w+)"', placing.client.get(kept).text)
    assert opening is not None
    assert placing.client.get(opening[1]).status_code == 200
    send(placing.client, kept, f"{kept}/approve")
    assert link not in placing.client.get(kept).text
    chosen = item(placing, kept, order(placing, kept)[0]).rpartition("/")[2]
    assert link in send(placing.client, kept, f"{kept}/propose", item=chosen).text
    referral = f"/referrals/{placing.one(Referral).ref}"
    send(placing.client, referral, f"{referral}/withdraw")
    assert link not in placing.client.get(kept).text


def test_an_act_that_nobody_knows_is_refused(placing: PlacementDesk, kept: str) -> None:
    first = item(placing, kept, order(placing, kept)[0])
    token = re.search(r'name="csrf_token" value="([^"]+)"', placing.client.get(kept).text)
    assert token is not None
    version = placing.one(Shortlist).version
    for told in ({"act": "burn"}, {"act": "drop", "reason": "whim"}, {}):
        sent = {"csrf_token": token[1], "version": version, **told}
        assert placing.client.post(first, data=sent).status_code == 400
    assert placing.one(Shortlist).version == version


def test_who_is_slower_is_told_and_changes_nothing(placing: PlacementDesk, kept: str) -> None:
    first, second, _ = order(placing, kept)
    page = send(placing.client, kept, item(placing, kept, first), act="drop", version="0").text
    assert "Somebody has changed this since you read it" in page
    assert order(placing, kept)[:2] == [first, second]
    assert "Dropped: " not in page


def test_an_approved_list_stands_until_it_is_opened_again(placing: PlacementDesk, kept: str) -> None:
    first = item(placing, kept, order(placing, kept)[0])
    page = send(placing.client, kept, f"{kept}/approve").text
    assert "Approved: tick whom to propose it to." in page
    assert first not in actions(placing.client, kept)
    assert "approved" in placing.client.get("/shortlists?standing=approved").text
    assert kept not in placing.client.get("/shortlists?standing=open").text
    send(placing.client, kept, f"{kept}/reopen")
    assert first in actions(placing.client, kept)


def test_the_ticked_are_proposed_and_the_list_is_not_opened_again(placing: PlacementDesk, kept: str) -> None:
    first, second, _ = (item(placing, kept, title).rpartition("/")[2] for title in order(placing, kept))
    send(placing.client, kept, f"{kept}/approve")
    assert "Tick whom to propose." in send(placing.client, kept, f"{kept}/propose").text
    page = send(placing.client, kept, f"{kept}/propose", item=[first, second]).text
    assert "Proposed: 2" in page
    assert page.count("Referral: proposed to the student") == 2
    assert f"{kept}/reopen" not in actions(placing.client, kept)
    with placing.session() as session:
        assert len(session.scalars(select(Referral)).all()) == 2


def test_who_cannot_be_proposed_is_named_by_number_and_the_others_are(placing: PlacementDesk) -> None:
    kept = keep(placing, MINOR)
    titles = order(placing, kept)
    items = [item(placing, kept, title).rpartition("/")[2] for title in titles]
    send(placing.client, kept, f"{kept}/approve")
    page = send(placing.client, kept, f"{kept}/propose", item=items).text
    assert "Proposed: 2" in page
    assert f"number {titles.index('文员') + 1}: The student is a minor" in page
    left = items[titles.index("文员")]
    told = {"item": left, "hazards_confirmed": "letter of 2 Nov, folder 7"}
    assert "Proposed: 1" in send(placing.client, kept, f"{kept}/propose", **told).text


def test_two_items_are_compared_as_they_were_kept(placing: PlacementDesk, kept: str) -> None:
    first, second, _ = (item(placing, kept, title).rpartition("/")[2] for title in order(placing, kept))
    page = placing.client.get(f"{kept}/compare?item={first}&item={second}").text
    assert len(re.findall(r'<p class="score">', page)) == 2
    answer = placing.client.get(f"{kept}/compare?item={first}", follow_redirects=True)
    assert "Tick two of them to compare." in answer.text


def test_the_workbook_says_what_was_decided(placing: PlacementDesk, kept: str) -> None:
    first = order(placing, kept)[0]
    send(placing.client, kept, item(placing, kept, first), act="drop", reason="hours")
    book = CalamineWorkbook.from_filelike(io.BytesIO(placing.client.get(f"{kept}/workbook").data))
    rows = book.get_sheet_by_index(0).to_python()
    decided = rows[0].index("处理 Decision")
    assert {row[2]: row[decided] for row in rows[1:]}[first] == "Dropped: working hours"


def test_a_longer_list_of_lists_asks_the_database_no_more_often(placing: PlacementDesk, kept: str) -> None:
    statements: list[str] = []

    def note(*execution: str) -> None:
        statements.append(execution[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        placing.client.get("/shortlists")
        few = len(statements)
        for name in (MINOR, GROWN_UP):
            keep(placing, name)
        statements.clear()
        assert placing.client.get("/shortlists").text.count("/shortlists/") == 3
        assert len(statements) == few
    finally:
        event.remove(Engine, "before_cursor_execute", note)
