"""The pages about students in a real browser: found while one types, logged by one click, on a phone too."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.api.web.conftest import Desk
from tests.api.web.test_accessible import violations

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 360, 1280


@pytest.fixture(scope="module")
def site(desk: Desk) -> Iterator[str]:
    """The app on a port of its own."""
    server = make_server("127.0.0.1", 0, desk.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page in English that may complain of nothing."""
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900}, base_url=site)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/students?lang=en")
    yield page
    context.close()
    assert complaints == []


def test_students_are_found_while_one_types(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("小满")
    page.get_by_text("Found: 1").wait_for()
    assert page.get_by_role("row").count() == 2
    assert "小满" not in page.url
    assert page.get_by_role("searchbox").input_value() == "小满"  # and one goes on typing


def test_a_filter_counts_as_soon_as_it_is_chosen(page: Page) -> None:
    page.get_by_label("State").select_option("employed")
    page.get_by_text("Found: 1").wait_for()
    assert "state=employed" in page.url


def test_a_service_is_logged_by_a_click_and_taken_back(page: Page, desk: Desk) -> None:
    page.goto(f"/students/{desk.refs['赵小满']}")
    page.get_by_role("button", name="career guidance").click()
    page.get_by_text("Logged.").wait_for()
    line = page.get_by_role("listitem").filter(has_text="Career guidance")
    line.get_by_text("Take back").first.click()
    line.get_by_role("button", name="Take back").click()
    page.get_by_text("taken back: mistyped").wait_for()


def test_the_id_number_is_shown_where_it_stands(page: Page, desk: Desk) -> None:
    page.goto(f"/students/{desk.refs['赵小满']}")
    before = page.url
    page.get_by_role("button", name="Show it all").click()
    page.get_by_text("32020520030401900X").wait_for()
    assert page.url == before


def test_whoever_was_slower_chooses_without_a_script(browser: Browser, site: str, desk: Desk) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    mine, theirs = context.new_page(), context.new_page()
    for page in (mine, theirs):
        page.goto(f"/students/{desk.refs['钱立夏']}/edit?lang=en")
    for page, school in ((theirs, "他校"), (mine, "我校")):
        page.get_by_label("School").fill(school)
        page.get_by_role("button", name="Save").click()
    assert mine.get_by_role("alert").count() == 1
    mine.get_by_label("我校").check()
    mine.get_by_role("button", name="Save").click()
    assert mine.get_by_text("Saved.").count() == 1
    assert mine.get_by_text("我校").count() >= 1
    context.close()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("part", ["", "/edit", "/study-aid", "/relief"])
def test_every_page_fits_and_shuts_nobody_out(page: Page, desk: Desk, part: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/students/{desk.refs['赵小满']}{part}")
    for unfolding in page.locator("details > summary").all():
        unfolding.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
