"""Every page in a real browser, for each role: for who cannot see it, on a phone, without a complaint."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request
from werkzeug.serving import make_server

from models.principal import ACCOUNT_ROLES, Role
from tests.api.web.invented import Invented

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("invented")]

PHONE, DESKTOP = 360, 1280
GRAVE = ("serious", "critical")
FIRST_VIEW = 200_000  # bytes of a page with all that it asks for, nothing being kept yet


@pytest.fixture(scope="module")
def site(invented: Invented) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, invented.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_every_page_is_for_everybody(browser: Browser, site: str, invented: Invented, role: Role) -> None:
    first = {
        each.kind: each.address
        for each in reversed(invented.seen(role))
        if each.is_page and each.status == 200
    }
    page = browser.new_page(viewport={"width": DESKTOP, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    enter(page, site, role.value, invented.passwords[role.value])
    for address in sorted(first.values()):
        page.set_viewport_size({"width": DESKTOP, "height": 800})
        page.goto(site + address)
        assert violations(page) == [], address
        page.set_viewport_size({"width": PHONE, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, address
    assert complaints == []
    page.close()


@pytest.mark.parametrize("address", ["/", "/students", "/openings"])
def test_a_first_view_is_small(browser: Browser, site: str, invented: Invented, address: str) -> None:
    page = browser.new_page(viewport={"width": DESKTOP, "height": 800})
    enter(page, site, Role.OFFICER.value, invented.passwords[Role.OFFICER.value])
    session = page.context.cookies()
    page.context.close()
    fresh = browser.new_context()
    fresh.add_cookies([{"name": each["name"], "value": each["value"], "url": site} for each in session])
    page, asked = fresh.new_page(), list[Request]()

    def keep(request: Request) -> None:  # playwright marks what it calls, which a list's own method cannot be
        asked.append(request)

    page.on("requestfinished", keep)
    page.goto(site + address, wait_until="networkidle")
    assert len(asked) >= 5  # the page, its sheets and its scripts
    assert sum(request.sizes()["responseBodySize"] for request in asked) < FIRST_VIEW
    fresh.close()


def test_the_page_for_logging_in_is_for_everybody(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/login")
    assert violations(page) == []
    page.close()


def test_a_page_that_shuts_somebody_out_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><input><img src="a.png"></main></html>')
    assert [rule.partition(":")[0] for rule in violations(page)] == ["image-alt", "label"]
    page.close()


def violations(page: Page) -> list[str]:
    """What is grave, and where."""
    found = Axe().run(page).response["violations"]
    grave = [
        (each["id"], node["html"]) for each in found if each["impact"] in GRAVE for node in each["nodes"]
    ]
    return sorted(f"{rule}: {markup[:200]}" for rule, markup in grave)


def enter(page: Page, site: str, login: str, password: str) -> None:
    """Log in as somebody does."""
    page.goto(f"{site}/login?lang=en")
    page.get_by_label("Name to log in with").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
