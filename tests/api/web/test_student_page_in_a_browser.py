"""A student's page on a phone without scripts: yes, and the way back."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response
from sqlalchemy import Engine
from werkzeug.serving import make_server

from api.app import create_app
from api.settings import Settings
from models.vault import Vault
from tests.api.web.student_site import Site, make_site
from tests.api.web.test_in_a_browser import PHONE

LIGHT = 60_000  # bytes of all that the first view needs
THUMB = 44  # pixels

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


@pytest.fixture
def site(production: Settings, engine: Engine) -> Site:
    return make_site(engine, Vault(production.keys))


@pytest.fixture
def address(site: Site, production: Settings) -> Iterator[str]:
    """The student's own page, served on a port of its own."""
    server = make_server("127.0.0.1", 0, create_app(production), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/s/{site.secret}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone without scripts; whatever it complains of fails the test."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 700})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    # The server of the tests closes every connection, at which a hurried browser stumbles now and then.
    assert [each for each in complaints if "net::ERR_" not in each] == []


def test_yes_and_back_again_on_a_phone(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}?lang=en")
    first = page.get_by_role("article", name="云朵机械有限公司", exact=True)
    first.get_by_role("link", name="Yes").click()
    assert "/yes/" in page.url
    page.get_by_role("button", name="Yes, tell this company").click()
    assert page.get_by_role("status").inner_text() == "You said yes. You can take it back at any time."
    page.get_by_role("article", name="Consent for 云朵机械有限公司").get_by_role("button").click()
    assert page.get_by_role("status").inner_text().startswith("Taken back.")
    assert page.get_by_role("button", name="Take it back").count() == 0


def test_no_with_a_reason_in_chinese(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=zh_CN")
    page.get_by_role("article", name="雨滴电子有限公司").get_by_role("link", name="不同意").click()
    page.get_by_label("离家太远").check()
    page.get_by_role("button", name="不同意").click()
    assert page.get_by_role("status").inner_text() == "您已选择不同意。"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_page_runs_over_the_edge(browser: Browser, address: str, site: Site, language: str) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 700})
    for path in ("", "/kept", f"/yes/{site.referrals[0]}", f"/no/{site.referrals[0]}"):
        page.goto(f"{address}{path}?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
    page.close()


def test_the_first_view_is_light_and_brings_no_script(page: Page, address: str) -> None:
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    page.goto(address, wait_until="networkidle")
    kinds = [each.headers["content-type"].partition(";")[0] for each in answers]
    assert sorted(set(kinds)) == ["image/svg+xml", "text/css", "text/html"]
    assert sum(len(each.body()) for each in answers) < LIGHT


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_everything_is_large_enough_for_a_thumb_and_nothing_sticks_out(
    page: Page, address: str, site: Site, lang: str
) -> None:
    referral = site.referrals[0]
    for way in ("", f"/yes/{referral}", f"/no/{referral}", "/kept"):
        page.goto(f"{address}{way}?lang={lang}")
        for each in page.locator("main :is(a, button, label.tick, summary), .languages a").all():
            box = each.bounding_box()
            assert box is not None
            assert box["height"] >= THUMB, each.inner_text()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE
