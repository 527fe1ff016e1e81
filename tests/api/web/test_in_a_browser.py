"""The pages in a real browser: nothing is blocked, nothing runs over the edge, a phone can read them."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.api.web.conftest import Desk

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


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_desk_fits_and_nothing_is_blocked(browser: Browser, site: str, width: int, language: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/seekers?lang={language}")
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).inner_text() == "赵小满"
    drawn = page.locator("svg rect.strong").first.bounding_box()
    assert drawn is not None
    assert drawn["width"] > 5
    page.close()


def test_a_seeker_is_found_and_chosen_without_a_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/seekers?lang=en")
    page.get_by_role("searchbox").fill("小满")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="赵小满").click()
    assert "/students/" in page.url
    page.get_by_role("link", name="中文").click()
    assert page.get_by_role("heading", name="求职学生").is_visible()
    context.close()


def test_paper_shows_the_shortlist_alone(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/seekers")
    page.emulate_media(media="print")
    assert page.locator(".shortlist").is_visible()
    assert not page.locator(".seekers").is_visible()
    page.close()
