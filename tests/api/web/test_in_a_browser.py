"""The pages in a real browser: nothing is blocked, nothing runs over the edge, a phone can read them."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.api.web.filled_forms import send
from tests.api.web.placement_desk import GROWN_UP, PlacementDesk
from tests.api.web.test_kept_shortlists import keep
from tests.api.web.test_referrals import PAPER, propose

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 360, 1280


@pytest.fixture
def site(placing: PlacementDesk) -> Iterator[str]:
    """The app on a port of its own."""
    server = make_server("127.0.0.1", 0, placing.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def shortlist(placing: PlacementDesk, site: str) -> str:
    return f"{site}/students/{placing.refs[GROWN_UP]}/shortlist"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_desk_fits_and_nothing_is_blocked(
    browser: Browser, shortlist: str, width: int, language: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{shortlist}?lang={language}")
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).inner_text() == GROWN_UP
    drawn = page.locator("svg rect.strong").first.bounding_box()
    assert drawn is not None
    assert drawn["width"] > 5
    page.close()


def test_two_are_compared_and_a_list_is_kept_without_a_script(browser: Browser, shortlist: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shortlist}?lang=en")
    for box in page.get_by_label("Compare").all()[:2]:
        box.check()
    page.get_by_role("button", name="Compare the two ticked").click()
    assert page.locator(".two .item").count() == 2
    page.get_by_role("link", name="Back to the shortlist").click()
    page.get_by_role("button", name="Keep the first").click()
    page.get_by_role("button", name="Pin to the top").last.click()
    assert page.get_by_role("status").filter(has_text="Kept.").is_visible()
    page.get_by_role("link", name="中文").click()
    assert page.get_by_role("button", name="审定").is_visible()
    context.close()


def test_an_act_keeps_the_place_on_the_page_and_the_focus(
    browser: Browser, site: str, placing: PlacementDesk
) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 600})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}{keep(placing, GROWN_UP)}?lang=en")
    titles = page.locator(".items h2").all_inner_texts()
    pin = page.get_by_role("button", name="Pin to the top").last
    pin.scroll_into_view_if_needed()
    before, focused = page.evaluate("scrollY"), pin.get_attribute("id")
    assert before > 0
    pin.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Kept.").wait_for()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.activeElement.id") == focused
    assert page.locator(".items h2").all_inner_texts() != titles
    assert complaints == []
    page.close()


def test_paper_shows_the_list_and_no_buttons(browser: Browser, shortlist: str) -> None:
    page = browser.new_page()
    page.goto(shortlist)
    page.emulate_media(media="print")
    assert page.locator(".shortlist").is_visible()
    for button in page.get_by_role("button").all():
        assert not button.is_visible()
    page.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_letter_and_its_receipt_stand_on_one_sheet(
    browser: Browser, site: str, placing: PlacementDesk, language: str
) -> None:
    referral = propose(placing)
    send(placing.client, referral, f"{referral}/consent", evidence=PAPER)
    send(placing.client, referral, f"{referral}/send")
    page = browser.new_page()
    page.goto(f"{site}{referral}/letter?lang={language}")
    page.emulate_media(media="print")
    assert page.locator(".letter").count() == 2
    assert sheets(page) == 1
    page.close()


def sheets(page: Page) -> int:
    """How many sheets of A4 a page is printed on."""
    return page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
