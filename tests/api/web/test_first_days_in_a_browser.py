"""Each role's first day in a real browser: the password handed over, what one is here for, and home again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from models.engine import make_session
from models.principal import Role
from models.vault import Vault
from tests.api.web.real_browser import hand_over, serving, words_in
from tests.models.samples import a_company, a_student

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("first days"),
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

STREET, ANOTHER_STREET = "320205001", "320205002"
OURS, THEIRS = "赵小满", "钱立夏"
COMPANY = "云朵机械有限公司"


@pytest.fixture
def site(production: Settings, engine: Engine) -> Iterator[str]:
    """A district with a student in each of two streets, and a company that may have an account."""
    vault = Vault(production.keys)
    with make_session(engine, vault) as session:
        session.add(a_company(COMPANY, uscc="91320205MA27X8K5G1", verified=True))
        session.add(a_student(vault, name=OURS, place=STREET))
        session.add(a_student(vault, name=THEIRS, place=ANOTHER_STREET, id_number="320205200609019013"))
        session.commit()
    with serving(create_app(production)) as address:
        yield address


def serve_a_student(page: Page) -> None:
    """An officer finds a student of the district and logs what was done for them."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    way(page, "Students")
    page.get_by_role("searchbox").fill(THEIRS)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=THEIRS).click()
    page.get_by_role("button", name="policy briefing").click()
    expect(page.get_by_role("status").filter(has_text="Logged.")).to_be_visible()


def see_the_own_street(page: Page) -> None:
    """A street officer sees the students of the street, and beyond it in an emergency alone."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    way(page, "Students")
    expect(page.get_by_role("link", name=OURS)).to_be_visible()
    expect(page.get_by_role("link", name=THEIRS)).to_have_count(0)
    way(page, "Emergency")
    page.get_by_label("Reference or ID number of the student").fill("320205200609019013")
    page.get_by_label("Reason").fill("the child is missing tonight")
    page.get_by_role("button", name="Open", exact=True).click()
    page.goto(f"/students/{page.locator('code').inner_text()}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(THEIRS)


def take_the_report_along(page: Page) -> None:
    """A leader reads the figures of the year, and takes them along."""
    expect(page.locator(".chart")).not_to_have_count(0)
    expect(page.get_by_role("main")).not_to_contain_text(OURS)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download for Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def check_the_trail(page: Page) -> None:
    """An auditor finds what was denied, who logged in, and that nothing was taken out of the trail."""
    expect(page.get_by_role("main")).to_contain_text("Denied in the last seven days")
    way(page, "Audit trail")
    expect(page.get_by_role("row").filter(has_text="auditor").first).to_be_visible()
    page.get_by_role("link", name="Check the whole trail").click()
    found = "The trail is whole: every row is what was written."
    expect(page.get_by_role("status").filter(has_text=found)).to_be_visible()


def see_no_case(page: Page) -> None:
    """An administrator learns what the role is for; no student is shown."""
    expect(page.get_by_role("main")).to_contain_text("Case data is not shown to you")
    answer = page.goto("/students")
    assert answer is not None
    assert answer.status == 403


def find_the_own_openings(page: Page) -> None:
    """A company finds its own openings, and how to post one."""
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)
    page.get_by_role("link", name="Post an opening").click()
    expect(page.get_by_label("Title")).to_be_visible()


DAYS: dict[Role, Callable[[Page], None]] = {
    Role.OFFICER: serve_a_student,
    Role.STREET_OFFICER: see_the_own_street,
    Role.LEADER: take_the_report_along,
    Role.AUDITOR: check_the_trail,
    Role.ADMINISTRATOR: see_no_case,
    Role.COMPANY: find_the_own_openings,
}


@pytest.mark.parametrize("role", DAYS)
def test_a_first_day(browser: Browser, production: Settings, engine: Engine, site: str, role: Role) -> None:
    words = words_in("en")
    staff = hand_over(
        production,
        engine,
        role.value,
        role,
        area=STREET if role is Role.STREET_OFFICER else None,
        company=COMPANY if role is Role.COMPANY else None,
    )
    page = browser.new_page(base_url=site)
    page.goto("/login?lang=en")
    if role is Role.COMPANY:
        staff.enter(page, words, staff.password)
        staff.choose_password(page, words)
    else:
        staff.begin(page, words)
    page.goto("/")
    DAYS[role](page)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.goto("/students")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.close()


def way(page: Page, name: str) -> None:
    """Go to a part of the desk."""
    page.locator("nav.ways").get_by_role("link", name=name, exact=True).click()
