"""The whole story through the pages: from a workbook to somebody who is still at work after three months."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from openpyxl import Workbook
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from api.app import create_app
from api.clock import now
from api.registry_files.columns import RegistryKind
from api.services.import_registry import import_registry
from api.settings import Settings
from models.principal import Role
from models.vault import Vault
from tests.api.web.real_browser import Words, hand_over, serving, words_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("story"),
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

BEGINNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
THREE_MONTHS = timedelta(days=95)
PHONE = {"width": 360, "height": 740}
STUDENT, COMPANY, TITLE = "赵小满", "云朵机械有限公司", "会计"
BOOKS = {
    RegistryKind.STUDENTS: {
        "姓名": STUDENT,
        "身份证号": "320205200609019013",
        "手机号": "13900001111",
        "居住地": "无锡市锡山区东亭街道",
        "困难类别": "低保",
        "就业状态": "求职中",
        "学历": "大专",
        "毕业状态": "毕业",
        "毕业院校": "锡山试验学院",
        "专业": "大数据与会计",
        "毕业时间": "2025-06",
        "技能": "Excel、会计核算",
        "求职意向": "会计",
    },
    RegistryKind.COMPANIES: {"企业名称": COMPANY, "所在地": "无锡市锡山区", "加入时间": "2026-01-05"},
    RegistryKind.OPENINGS: {
        "公司名称": COMPANY,
        "岗位名称": TITLE,
        "招聘人数": "2",
        "工作地点": "无锡市锡山区",
        "薪资": "5000-6000",
        "学历要求": "大专",
        "技能要求": "会计核算",
        "经验要求": "不限",
        "有效期至": "2026-12-31",
    },
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The spring of a year; time goes on as it does."""
    with time_machine.travel(BEGINNING, tick=True) as clock:
        yield clock


@pytest.fixture
def registry(clock: time_machine.Traveller, production: Settings, engine: Engine, tmp_path: Path) -> None:
    """A workbook of each registry, imported."""
    for kind, row in BOOKS.items():
        book = Workbook()
        book.active.append(list(row))
        book.active.append(list(row.values()))
        path = tmp_path / f"{kind.value}.xlsx"
        book.save(path)
        found = import_registry(
            engine, Vault(production.keys), kind, path, now=now(), actor="account:lin", within="320205"
        )
        assert found.created == 1, found.problems


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.usefixtures("registry")
def test_from_a_workbook_to_three_months_at_work(
    browser: Browser, clock: time_machine.Traveller, production: Settings, engine: Engine, language: str
) -> None:
    lin = hand_over(production, engine, "lin", Role.OFFICER)
    app = create_app(production)
    words = words_in(language)
    with serving(app) as site:
        page, phone = browser.new_page(), browser.new_page(viewport=PHONE, has_touch=True, is_mobile=True)
        page.goto(f"{site}/login?lang={language}")
        lin.begin(page, words)
        shortlist = choose(page, words)
        link = give_link(page, words)
        say_yes(phone, f"{link}?lang={language}", words)

        page.goto(shortlist)
        referral = place(page, words)

        clock.shift(THREE_MONTHS)
        page.goto(f"{site}/")
        lin.log_in(page, words)
        ask_again(page, words)
        see_report(page, words)

        page.goto(referral)
        told = page.get_by_role("region", name=words("What the company is told"))
        expect(told).to_contain_text(STUDENT)
        take_back(phone, f"{give_link(page, words)}?lang={language}", words)
        page.goto(referral)
        expect(told).not_to_contain_text(STUDENT)
        page.close()
        phone.close()


def choose(page: Page, words: Words) -> str:
    """The officer keeps the student's shortlist, approves and proposes; returns the list's address."""
    way(page, words("Students")).click()
    page.get_by_role("link", name=STUDENT).click()
    page.get_by_role("main").get_by_role("link", name=words("Shortlist"), exact=True).click()
    press(page, words("Keep this list and work on it"))
    press(page, words("Approve"))
    tick = page.get_by_role("listitem").filter(has_text=TITLE).get_by_label(words("Propose"), exact=True)
    tick.check()
    press(page, words("Propose the ticked ones"))
    expect(page.get_by_role("status").filter(has_text=words("Proposed: %(count)s", count=1))).to_be_visible()
    return page.url


def give_link(page: Page, words: Words) -> str:
    """The officer makes the student's personal link."""
    way(page, words("Students")).click()
    page.get_by_role("link", name=STUDENT).click()
    page.get_by_role("link", name=words("Personal link"), exact=True).click()
    press(page, words("Make a link"))
    return page.locator("code").inner_text()


def say_yes(phone: Page, link: str, words: Words) -> None:
    """The student agrees, with a thumb."""
    phone.goto(link)
    phone.get_by_role("article", name=COMPANY).get_by_role("link", name=words("Yes"), exact=True).tap()
    phone.get_by_role("button", name=words("Yes, tell this company")).tap()
    expect(phone.get_by_role("status")).to_have_text(words("You said yes. You can take it back at any time."))


def place(page: Page, words: Words) -> str:
    """The officer sends, and records that the company invites, offers and hires; returns the referral."""
    page.get_by_role("link", name=words("Referral: %(state)s", state="")).click()
    press(page, words("Send to the company"))
    referral = page.url
    unfold(page, words("Set an interview"))
    page.get_by_label(words("Day and time")).fill("2026-03-05T09:30")
    page.get_by_label(words("Place"), exact=True).fill("东亭街道1号二楼")
    press(page, words("Set an interview"))
    press(page, words("The company offers the job"))
    unfold(page, words("Hired"))
    page.get_by_label(words("How it is known")).select_option("contract")
    press(page, words("Hired"))
    expect(page.get_by_role("heading", level=1)).to_have_text(STUDENT)
    return referral


def ask_again(page: Page, words: Words) -> None:
    """The morning's list names who is to be asked; they are still there."""
    page.get_by_role("link", name=words("Still employed? To be asked after 3, 6 and 12 months")).click()
    row = page.get_by_role("row").filter(has_text=STUDENT)
    row.get_by_role("button", name=words("Still there after %(months)s months", months=3)).click()
    expect(page.get_by_role("status").filter(has_text=words("What you found is on record."))).to_be_visible()


def see_report(page: Page, words: Words) -> None:
    """The morning counts who was placed; the report, which withholds so few, how well it is known."""
    way(page, words("Today")).click()
    placed = page.locator(".figures div").filter(has_text=words("Placed in work in %(year)s", year=2026))
    expect(placed.get_by_role("definition")).to_have_text("1")
    way(page, words("Report")).click()
    for known, figure in (("labour contract", "0"), ("still employed at 3 months", "＊")):
        expect(page.get_by_role("row", name=f"{words(known)} {figure}", exact=True)).to_be_visible()


def take_back(phone: Page, link: str, words: Words) -> None:
    """The student takes the consent back."""
    phone.goto(link)
    phone.get_by_role("button", name=words("Take it back")).tap()
    expect(phone.get_by_role("status")).to_have_text(
        words("Taken back. From now on the company is told nothing more.")
    )


def way(page: Page, name: str) -> Locator:
    """A part of the desk, at the top of every page."""
    return page.locator("nav.ways").get_by_role("link", name=name, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def unfold(page: Page, name: str) -> None:
    """Open what unfolds, if it is not open."""
    folded = page.locator("details:not([open]) > summary").get_by_text(name, exact=True)
    if folded.is_visible():
        folded.click()
