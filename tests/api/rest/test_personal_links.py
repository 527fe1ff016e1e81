"""Officers make and end personal links: those of their own street's students."""

from urllib.parse import urlsplit

from tests.api.rest.officer_door import ELSEWHERE, OFFICER, STREET, Door


def link_of(door: Door) -> str:
    return f"/api/v1/students/{door.refs['赵小满']}/link"


def test_a_link_opens_the_page_until_it_is_ended(door: Door) -> None:
    door.ask_as(STREET)
    made = door.client.post(link_of(door), json={"days": 30})
    assert made.status_code == 201
    address = urlsplit(made.json["url"])
    assert address.path.startswith("/s/")
    assert len(address.path) > 43
    assert address.path.split("/")[-1] not in "".join(str(vars(event)) for event in door.trail())
    assert door.client.delete(link_of(door)).status_code == 204
    assert [event.act for event in door.trail()] == ["link.made", "link.revoked"]


def test_it_is_good_for_sixty_days_at_most(door: Door) -> None:
    refused = door.client.post(link_of(door), json={"days": 61})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "days")


def test_another_streets_student_is_as_none(door: Door) -> None:
    door.ask_as(ELSEWHERE)
    missing = door.client.post("/api/v1/students/aaaaaaaaaaaaaaaaaaaaaaaaaa/link", json={})
    hidden = door.client.post(link_of(door), json={})
    assert (hidden.status_code, hidden.data) == (missing.status_code, missing.data) == (404, missing.data)


def test_the_page_to_print_has_the_code_of_the_link(door: Door) -> None:
    door.ask_as(OFFICER)
    page = f"/students/{door.refs['赵小满']}/link"
    assert "Make a link" in door.client.get(f"{page}?lang=en").text
    made = door.client.post(page).text
    assert "赵小满" in made
    assert "<svg" in made
    assert "/s/" in made
    assert "has ended" in door.client.post(f"{page}/end").text
